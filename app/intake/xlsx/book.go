package xlsx

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"strconv"
	"strings"

	"nianbao/app/intake/archive"
)

// The parts of a workbook that are always called so.
const (
	workbook  = "xl/workbook.xml"
	relations = "xl/_rels/workbook.xml.rels"
	shared    = "xl/sharedStrings.xml"
)

// maxDepth is how deep elements may stand in each other; a cell takes five levels.
const maxDepth = 100

// book is a workbook whose sheets can be read one by one.
type book struct {
	parts  *archive.Zip
	sheets []sheet
	texts  []string // that cells point to
	from04 bool     // days are counted from 1904
}

// sheet is one sheet; number is which one of the workbook, from 1.
type sheet struct {
	name, part string
	hidden     bool
	number     int
}

// grid is what stands in a sheet: texts by row and column, and the cells that are
// joined.
type grid struct {
	rows   [][]string
	joined []area
	cells  int // with something in them
	merged int // places that joined cells take
}

// area is a stretch of cells, its corners included; rows and columns begin at 0.
type area struct{ row, column, lastRow, lastColumn int }

// open reads which sheets there are, and the texts that their cells share.
func open(z *archive.Zip) (*book, error) {
	b := &book{parts: z}
	targets := map[string]string{}
	if z.Has(relations) {
		if err := each(z, relations, func(_ *xml.Decoder, e xml.StartElement) error {
			if e.Name.Local == "Relationship" && attribute(e, "TargetMode") != "External" {
				targets[attribute(e, "Id")] = partAt(attribute(e, "Target"))
			}
			return nil
		}); err != nil {
			return nil, err
		}
	}
	number := 0
	if err := each(z, workbook, func(_ *xml.Decoder, e xml.StartElement) error {
		switch e.Name.Local {
		case "workbookPr":
			b.from04 = isTrue(attribute(e, "date1904"))
		case "sheet":
			number++
			hidden := strings.Contains(strings.ToLower(attribute(e, "state")), "hidden")
			if part := targets[attribute(e, "id")]; z.Has(part) {
				b.sheets = append(b.sheets, sheet{attribute(e, "name"), part, hidden, number})
			}
		}
		return nil
	}); err != nil {
		return nil, err
	}
	if !z.Has(shared) {
		return b, nil
	}
	return b, each(z, shared, func(x *xml.Decoder, e xml.StartElement) error {
		if e.Name.Local != "si" {
			return nil
		}
		text, err := textIn(x)
		b.texts = append(b.texts, text)
		return err
	})
}

// partAt returns the name of the part that a workbook's relation points to.
func partAt(target string) string {
	target = strings.ReplaceAll(target, "\\", "/")
	if strings.HasPrefix(target, "/") {
		return path.Clean(target)[1:]
	}
	return path.Join("xl", target)
}

// each calls do for every element of a part; do may read on, up to the element's end.
func each(z *archive.Zip, part string, do func(*xml.Decoder, xml.StartElement) error) error {
	raw, err := z.Part(part)
	if err != nil {
		return err
	}
	x := xml.NewDecoder(bytes.NewReader(raw))
	x.CharsetReader = func(string, io.Reader) (io.Reader, error) { return nil, archive.ErrDamaged } // always UTF-8
	for {
		t, err := x.Token()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return errors.Join(archive.ErrDamaged, err)
		}
		e, begins := t.(xml.StartElement)
		if !begins {
			continue
		}
		if err := do(x, e); err != nil {
			return err
		}
	}
}

func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// isTrue reads an attribute that is set or not.
func isTrue(s string) bool { return s == "1" || s == "true" }

// textIn reads the text of an element that has begun, up to its end: of a text in
// several fonts each run. How a text is pronounced is left out.
func textIn(x *xml.Decoder) (string, error) {
	text, err := inside(x, "t", "rPh")
	return unescaped(text), err
}

// inside reads what stands in the elements of one name within an element that has
// begun, up to its end, but for what is within those of another name.
func inside(x *xml.Decoder, taken, left string) (string, error) {
	var out strings.Builder
	open, within, without := 1, 0, 0
	for open > 0 {
		t, err := x.Token()
		if err != nil {
			return "", errors.Join(archive.ErrDamaged, err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			if open++; open > maxDepth {
				return "", archive.ErrDamaged
			}
			switch t.Name.Local {
			case taken:
				within = open
			case left:
				without = open
			}
		case xml.EndElement:
			if within == open {
				within = 0
			}
			if without == open {
				without = 0
			}
			open--
		case xml.CharData:
			if within > 0 && without == 0 {
				out.Write(t)
			}
		}
	}
	return out.String(), nil
}

// escaped is how a character stands in a text that XML does not take: _x000D_.
var escaped = regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`)

func unescaped(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	return escaped.ReplaceAllStringFunc(s, func(e string) string {
		n, err := strconv.ParseUint(e[2:6], 16, 16)
		if err != nil {
			return e
		}
		return string(rune(n))
	})
}

// read reads the cells of a sheet: their texts as they are stored, of those with a
// formula what it came to when the file was saved.
func (b *book) read(s sheet) (*grid, error) {
	g := &grid{}
	row, column := -1, -1
	return g, each(b.parts, s.part, func(x *xml.Decoder, e xml.StartElement) error {
		switch e.Name.Local {
		case "row":
			row, column = row+1, -1
			if n, err := strconv.Atoi(attribute(e, "r")); err == nil && n > 0 {
				row = n - 1
			}
		case "c":
			column++
			if r, c, ok := coordinates(attribute(e, "r")); ok {
				row, column = r, c
			}
			text, err := b.cell(x, attribute(e, "t"))
			if err != nil {
				return err
			}
			return g.put(row, column, text)
		case "mergeCell":
			return g.join(attribute(e, "ref"))
		}
		return nil
	})
}

// cell reads a cell that has begun.
func (b *book) cell(x *xml.Decoder, kind string) (string, error) {
	if kind == "inlineStr" {
		return textIn(x)
	}
	stored, err := valueIn(x)
	switch {
	case err != nil:
		return "", err
	case kind == "s":
		n, err := strconv.Atoi(strings.TrimSpace(stored))
		if err != nil || n < 0 || n >= len(b.texts) {
			return "", fmt.Errorf("%w: no text %q", archive.ErrDamaged, stored)
		}
		return b.texts[n], nil
	case kind == "", kind == "n":
		return plainNumber(strings.TrimSpace(stored)), nil
	}
	return unescaped(stored), nil
}

// valueIn reads the value of a cell that has begun, up to its end.
func valueIn(x *xml.Decoder) (string, error) { return inside(x, "v", "") }

// plainNumber writes a number as a person would: it may be stored as 1.2E3, or as
// 96171.600000000006 where 96171.6 was typed.
func plainNumber(stored string) string {
	if len(stored) < 15 && !strings.ContainsAny(stored, "eE") {
		return stored
	}
	n, err := strconv.ParseFloat(stored, 64)
	const most = 1e15
	if err != nil || n > most || n < -most {
		return stored
	}
	return strconv.FormatFloat(n, 'f', -1, 64)
}

// coordinates reads the name of a cell, such as B7.
func coordinates(name string) (row, column int, ok bool) {
	at := 0
	for at < len(name) && name[at] >= 'A' && name[at] <= 'Z' && at < 4 {
		column = column*26 + int(name[at]-'A') + 1
		at++
	}
	row, err := strconv.Atoi(name[at:])
	if at == 0 || at > 3 || err != nil || row < 1 {
		return 0, 0, false
	}
	return row - 1, column - 1, true
}

// put sets a cell. What stands further down or further right than any report is left out.
func (g *grid) put(row, column int, text string) error {
	if text == "" || row < 0 || row >= maxRows || column < 0 || column >= maxColumns {
		return nil
	}
	if g.cells++; g.cells > maxCells {
		return archive.ErrTooBig
	}
	for len(g.rows) <= row {
		g.rows = append(g.rows, nil)
	}
	for len(g.rows[row]) <= column {
		g.rows[row] = append(g.rows[row], "")
	}
	g.rows[row][column] = text
	return nil
}

// join notes cells that are joined, such as A1:B2.
func (g *grid) join(ref string) error {
	from, to, _ := strings.Cut(ref, ":")
	r1, c1, ok := coordinates(from)
	r2, c2, too := coordinates(to)
	if !ok || !too || r2 < r1 || c2 < c1 || r1 >= maxRows || c1 >= maxColumns {
		return nil
	}
	a := area{r1, c1, min(r2, maxRows-1), min(c2, maxColumns-1)}
	if g.merged += (a.lastRow - a.row + 1) * (a.lastColumn - a.column + 1); g.merged > maxMerged {
		return archive.ErrTooBig
	}
	g.joined = append(g.joined, a)
	return nil
}
