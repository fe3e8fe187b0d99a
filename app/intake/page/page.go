// Package page is what a reader finds in a file: headings, paragraphs and tables in
// the order in which a person reads them, whatever kind of file it was. What they
// mean is not known here, see package reading.
package page

import (
	"slices"
	"strings"

	"nianbao/app/intake/tables"
)

// Page is a document as its reader saw it.
type Page struct {
	Kind     string // of the file: html, text, docx
	Encoding string // of its text, where the file does not say it by itself; "" else
	Title    string // what the file calls itself, "" for nothing
	Blocks   []Block
	Repairs  []Repair
	Notes    []string // what a person should know of the file, a sentence each without its full stop
	Doubt    string   // why no figure of it may be taken unseen, "" for no reason
}

// Block is a paragraph, or a table.
type Block struct {
	Text    string // of a paragraph: one line, or several where it is broken within
	Picture bool   // a picture stands here; there is no text
	Table   *Table // nil for a paragraph
}

// Table is rows of cells as the source has them. A place that a cell above or to
// the left covers has no cell of its own.
type Table struct{ Rows [][]Cell }

// Cell is one cell of a table.
type Cell struct {
	Text          string // paragraphs in it are lines
	Rows, Columns int    // that it covers, 1 at least
}

// Repair is something in the source that was put right.
type Repair struct {
	What  string // in Chinese, such as 繁体字改为简体字
	Where string // the place, "" for the whole document
	Count int
}

// Texts returns the texts of the cells, row by row.
func (t *Table) Texts() [][]string {
	out := make([][]string, 0, len(t.Rows))
	for _, row := range t.Rows {
		texts := make([]string, len(row))
		for i, c := range row {
			texts[i] = c.Text
		}
		out = append(out, texts)
	}
	return out
}

// The most that a page holds: many times what a report does.
const (
	mostBlocks = 20_000
	mostCells  = 400_000
	mostText   = 8 << 20 // bytes
)

// TooBig says whether a page holds more than any report does.
func (p *Page) TooBig() bool {
	cells, text := 0, 0
	for _, b := range p.Blocks {
		text += len(b.Text)
		if b.Table == nil {
			continue
		}
		for _, row := range b.Table.Rows {
			cells += len(row)
			for _, c := range row {
				text += len(c.Text)
			}
		}
	}
	return len(p.Blocks) > mostBlocks || cells > mostCells || text > mostText
}

// Note adds what a person should know of the file.
func (p *Page) Note(sentence string) { p.Notes = append(p.Notes, sentence) }

// Sized returns the cells with their sizes, row by row.
func (t *Table) Sized() [][]tables.Sized {
	out := make([][]tables.Sized, len(t.Rows))
	for i, row := range t.Rows {
		for _, c := range row {
			out[i] = append(out[i], tables.Sized{Text: c.Text, Rows: c.Rows, Columns: c.Columns})
		}
	}
	return out
}

// Block returns the table as a block whose figures can be looked up.
func (t *Table) Block() tables.Block { return tables.Of(t.Texts()) }

// AddText adds a paragraph; an empty one is none.
func (p *Page) AddText(text string) {
	if text = strings.TrimSpace(text); text != "" {
		p.Blocks = append(p.Blocks, Block{Text: text})
	}
}

// AddTable adds a table; one without cells is none. Blank columns right of a sheet, which
// were copied along with it, are left out.
func (p *Page) AddTable(t *Table) {
	for t.endsBlank() {
		for i, row := range t.Rows {
			t.Rows[i] = row[:len(row)-1]
		}
	}
	for _, row := range t.Rows {
		if len(row) > 0 {
			p.Blocks = append(p.Blocks, Block{Table: t})
			return
		}
	}
}

// endsBlank says whether the last column is none of the table: nothing stands in it, and
// a heading that goes across the table ends before it. A column of figures that are all
// blank has a head, or the heading goes over it, too.
func (t *Table) endsBlank() bool {
	ends := false
	for _, row := range t.Rows {
		last := len(row) - 1
		if last < 1 || row[last].Rows > 1 || row[last].Columns > 1 || strings.TrimSpace(row[last].Text) != "" {
			return false
		}
		others := row[1:last]
		ends = ends || row[0].Columns > 1 && strings.TrimSpace(row[0].Text) != "" &&
			!slices.ContainsFunc(others, func(c Cell) bool { return strings.TrimSpace(c.Text) != "" || c.Columns > 1 })
	}
	return ends
}

// Repaired notes a repair; nothing that happened nowhere.
func (p *Page) Repaired(what, where string, count int) {
	if count > 0 {
		p.Repairs = append(p.Repairs, Repair{what, where, count})
	}
}

// Decoded notes how the text of the file was read; mended says whether what reading it
// as GBK had done to it was undone.
func (p *Page) Decoded(name string, mended bool) {
	p.Encoding = name
	if mended {
		p.Repaired("整页文字曾被当作 GBK 读过一次，已经还原", "", 1)
	}
}
