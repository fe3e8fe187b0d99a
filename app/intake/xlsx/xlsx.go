// Package xlsx reads workbooks (.xlsx) with excelize. Every sheet that holds anything
// is a table; of cells that are joined only the first is one. Numbers are taken as
// they are stored, not as they are shown: a format may show 1,234 or a date.
package xlsx

import (
	"bytes"
	"errors"
	"regexp"
	"strings"

	"github.com/xuri/excelize/v2"

	"nianbao/app/intake/archive"
	"nianbao/app/intake/page"
)

// Kind is the kind of file that is read here.
const Kind = "xlsx"

// The most that is read of a sheet: the form's largest table has 30 rows.
const (
	maxRows    = 5000
	maxColumns = 200
	maxSheets  = 200
)

// Is says whether a container is a workbook.
func Is(z *archive.Zip) bool { return z.Has("xl/workbook.xml") }

// Read reads a workbook.
func Read(content []byte) (*page.Page, error) {
	book, err := excelize.OpenReader(bytes.NewReader(content), excelize.Options{
		RawCellValue: true, UnzipSizeLimit: archive.MaxPart, UnzipXMLSizeLimit: archive.MaxPart / 4,
	})
	if err != nil {
		if strings.Contains(err.Error(), "unzip size") {
			return nil, errors.Join(archive.ErrTooBig, err)
		}
		return nil, errors.Join(archive.ErrDamaged, err)
	}
	defer book.Close()
	out := &page.Page{Kind: Kind}
	for i, sheet := range book.GetSheetList() {
		if i == maxSheets {
			break
		}
		if visible, err := book.GetSheetVisible(sheet); err == nil && !visible {
			continue
		}
		t, err := tableOf(book, sheet)
		if err != nil {
			return nil, errors.Join(archive.ErrDamaged, err)
		}
		addSheet(out, t)
	}
	return out, nil
}

// addSheet adds a sheet. A row of a single text is a paragraph where it is the heading
// of a part, and up to the table that follows.
func addSheet(out *page.Page, t *page.Table) {
	rest := &page.Table{}
	for _, row := range t.Rows {
		text, n := "", 0
		for _, c := range row {
			if strings.TrimSpace(c.Text) != "" {
				text = c.Text
				n++
			}
		}
		switch {
		case n == 0:
		case n == 1 && (len(rest.Rows) == 0 || partShape.MatchString(text)):
			out.AddTable(rest)
			rest = &page.Table{}
			out.AddText(text)
		default:
			rest.Rows = append(rest.Rows, row)
		}
	}
	out.AddTable(rest)
}

// partShape is how the heading of a part begins.
var partShape = regexp.MustCompile(`^\s*[一二三四五六][、.．]\s*\S`)

// tableOf reads the cells of a sheet.
func tableOf(book *excelize.File, sheet string) (*page.Table, error) {
	covered, spans, err := joined(book, sheet)
	if err != nil {
		return nil, err
	}
	rows, err := book.Rows(sheet)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var texts [][]string
	width := 0
	for rows.Next() && len(texts) < maxRows {
		row, err := rows.Columns()
		if err != nil {
			return nil, err
		}
		row = row[:min(len(row), maxColumns)]
		texts = append(texts, row)
		width = max(width, len(row))
	}
	out := &page.Table{}
	for r, row := range texts {
		var cells []page.Cell
		for c := range width {
			at := [2]int{c + 1, r + 1}
			if covered[at] {
				continue
			}
			cell := page.Cell{Rows: 1, Columns: 1}
			if c < len(row) {
				cell.Text = strings.TrimSpace(row[c])
			}
			if s, ok := spans[at]; ok {
				cell.Columns, cell.Rows = s[0], s[1]
			}
			cells = append(cells, cell)
		}
		out.Rows = append(out.Rows, cells)
	}
	return out, rows.Error()
}

// joined returns the places that a joined cell covers, and how far each reaches.
func joined(book *excelize.File, sheet string) (covered map[[2]int]bool, spans map[[2]int][2]int, err error) {
	covered, spans = map[[2]int]bool{}, map[[2]int][2]int{}
	cells, err := book.GetMergeCells(sheet)
	if err != nil {
		return nil, nil, err
	}
	for _, m := range cells {
		c1, r1, err := excelize.CellNameToCoordinates(m.GetStartAxis())
		if err != nil {
			continue
		}
		c2, r2, err := excelize.CellNameToCoordinates(m.GetEndAxis())
		if err != nil {
			continue
		}
		c2, r2 = min(c2, c1+maxColumns), min(r2, r1+maxRows)
		spans[[2]int{c1, r1}] = [2]int{c2 - c1 + 1, r2 - r1 + 1}
		for c := c1; c <= c2; c++ {
			for r := r1; r <= r2; r++ {
				if c != c1 || r != r1 {
					covered[[2]int{c, r}] = true
				}
			}
		}
	}
	return covered, spans, nil
}
