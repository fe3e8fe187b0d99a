// Package outline tells what an annual report consists of when it is printed:
// headings, paragraphs and tables of text, in their order. It knows no font, no
// length and no file format; page formats set it on pages, structure formats
// write it as it is. The order and the labels are those of the form of the
// report's edition.
package outline

import (
	"nianbao/app/form"
	"nianbao/app/report"
	"nianbao/export/text"
)

// Kind says what a block is.
type Kind int

// The kinds of blocks.
const (
	Title     Kind = iota // of the report, one
	Heading               // of a section or of a part of one, see Block.Level
	Paragraph             // of a text that somebody wrote
	TableOf               // a table, see Block.Table
	SignedBy              // a line of the signature
	SignedOn              // the date of the report
)

// The levels of headings.
const (
	SectionLevel = 1 // 一、…
	FieldLevel   = 2 // （一）…
)

// Block is one piece of a report.
type Block struct {
	Kind    Kind
	Level   int          // of a heading, from 1
	Text    string       // "" for a table; never blank else
	Table   *Table       // nil but for a table
	Address form.Address // where the text is held, "" for a part of the form
	// Missing says that a heading stands in for the text at its address, which
	// nobody has written.
	Missing bool
}

// Table is a table of text. Its cells are in the order of reading; a place that
// a merged cell covers has none.
type Table struct {
	Widths     []float64 // of columns, in proportion
	Rows       int
	HeaderRows int // repeated where a table goes on
	Cells      []Cell
}

// Cell is one rectangle of a table: a label or a figure.
type Cell struct {
	Row, Col         int // from 0
	RowSpan, ColSpan int // at least 1
	Text             string
	Style            form.Style   // of a label
	Address          form.Address // of a figure, "" in a label
}

// Of returns the blocks of a report as it is printed: blank paragraphs and parts
// that may be left out and are empty do not appear.
func Of(r *report.Report) []Block {
	b := &builder{report: r}
	b.add(Block{Kind: Title, Text: r.Title(), Address: report.UnitName})
	b.paragraphs(report.Preamble)
	for _, s := range r.Form().Sections {
		b.section(s)
	}
	b.signature()
	return b.blocks
}

type builder struct {
	report *report.Report
	blocks []Block
}

func (b *builder) add(block Block) { b.blocks = append(b.blocks, block) }

func (b *builder) paragraphs(a form.Address) {
	for _, p := range text.Paragraphs(b.report.Text(a)) {
		b.add(Block{Kind: Paragraph, Text: string(p), Address: a})
	}
}

func (b *builder) filled(f *form.Field) bool {
	return len(text.Paragraphs(b.report.Text(f.Address))) > 0
}

func (b *builder) section(s *form.Section) {
	missing := b.missing(s)
	b.add(Block{Kind: Heading, Level: SectionLevel, Text: s.Heading, Address: missing, Missing: missing != ""})
	onePiece := b.report.AsOnePiece(s)
	for _, f := range s.Fields {
		filled := b.filled(f)
		switch {
		case f.Heading == "" || onePiece || !filled && f.Optional:
		case filled:
			b.add(Block{Kind: Heading, Level: FieldLevel, Text: f.Heading})
		default:
			b.add(Block{Kind: Heading, Level: FieldLevel, Text: f.Heading, Address: f.Address, Missing: true})
		}
		b.paragraphs(f.Address)
	}
	if s.Table != nil {
		b.add(Block{Kind: TableOf, Table: b.table(s.Table)})
	}
}

// missing returns the field that a section begins with when it has no heading
// of its own and its text is missing: the section's heading stands in for it.
// A field that may be left out is missing only where the whole section is.
func (b *builder) missing(s *form.Section) form.Address {
	for _, f := range s.Fields {
		if f.Heading != "" || b.filled(f) {
			return ""
		}
		if !f.Optional {
			break
		}
	}
	if len(s.Fields) == 0 {
		return ""
	}
	return s.Fields[0].Address
}

// table returns a table of the form with its labels, and its figures as they are
// printed.
func (b *builder) table(t *form.Table) *Table {
	out := &Table{Widths: t.Widths, Rows: t.Rows, HeaderRows: t.HeaderRows}
	for _, c := range t.Cells {
		cell := Cell{Row: c.Row, Col: c.Col, RowSpan: c.RowSpan, ColSpan: c.ColSpan, Text: c.Text, Style: c.Style, Address: c.Address}
		if c.IsValue() {
			cell.Text = b.report.Figure(c.Address).String()
		}
		out.Cells = append(out.Cells, cell)
	}
	return out
}

// signature adds the names below the report and its date, where it has one.
func (b *builder) signature() {
	for _, p := range text.Paragraphs(b.report.Signature()) {
		b.add(Block{Kind: SignedBy, Text: string(p), Address: report.SignedBy})
	}
	if day, err := report.ParseDate(b.report.Text(report.SignedOn)); err == nil {
		b.add(Block{Kind: SignedOn, Text: report.PrintDate(day), Address: report.SignedOn})
	}
}
