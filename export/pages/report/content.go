package report

import (
	"math"
	"strings"

	"nianbao/app/form"
	"nianbao/app/report"
	"nianbao/export/typeset"
)

var (
	sectionStyle = typeset.Style{Face: typeset.Hei, Size: typeset.BodySize, Pitch: typeset.CharPitch}
	fieldStyle   = typeset.Style{Face: typeset.Kai, Size: typeset.BodySize, Pitch: typeset.CharPitch}
)

// writer turns a report into items.
type writer struct {
	report  *report.Report
	metrics typeset.Metrics
	out     []typeset.Item
}

func (w *writer) set(s typeset.Style) typeset.Typesetter {
	return typeset.Typesetter{Metrics: w.metrics, Style: s}
}

// items returns the whole report.
func (w *writer) items() []typeset.Item {
	w.title()
	for _, p := range typeset.Paragraphs(w.report.Text(report.Preamble)) {
		w.paragraph(p, report.Preamble)
	}
	for _, s := range w.report.Form().Sections {
		w.section(s)
	}
	w.signature()
	return w.out
}

// title sets the title in whole rows, a blank one above and below.
func (w *writer) title() {
	s := w.set(typeset.TitleStyle)
	name := w.report.Unit()
	lines := s.TitleLines(name, strings.TrimPrefix(w.report.Title(), name), typeset.Measure)
	const leading = 1.25 * typeset.RowPitch
	title := typeset.Item{Rows: int(math.Ceil(float64(len(lines))*leading/typeset.RowPitch - 0.3)), KeepWithNext: true}
	spare := float64(title.Rows)*typeset.RowPitch - float64(len(lines))*leading
	for i, text := range lines {
		width := s.TextWidth(text)
		title.Pieces = append(title.Pieces, typeset.Piece{
			Line: typeset.Line{Text: text, Width: width, Measure: width}, Typesetter: s,
			X: typeset.Left + (typeset.Measure-width)/2, Below: spare/2 + float64(i)*leading, Height: leading,
			Key: string(report.UnitName),
		})
	}
	w.out = append(w.out, typeset.Item{Rows: 1, KeepWithNext: true}, title, typeset.Item{Rows: 1, KeepWithNext: true})
}

// rowsOf makes an item of each line.
func (w *writer) rowsOf(s typeset.Typesetter, lines []typeset.Line, a form.Address) []typeset.Item {
	out := make([]typeset.Item, len(lines))
	for i, l := range lines {
		out[i] = typeset.Item{Rows: 1, Pieces: []typeset.Piece{{Line: l, Typesetter: s, X: typeset.Left, Height: typeset.RowPitch, Key: string(a)}}}
	}
	return out
}

// heading sets a heading. It stays with the lines that follow it, so that it
// never stands alone at the foot of a page.
func (w *writer) heading(text string, st typeset.Style, a form.Address) {
	s := w.set(st)
	lines := w.rowsOf(s, s.Fill(typeset.Clean(text), 2*typeset.CharPitch, typeset.Measure), a)
	for i := range lines {
		lines[i].KeepWithNext = true
		for j := range lines[i].Pieces {
			lines[i].Pieces[j].Line.Justify = false
		}
	}
	w.out = append(w.out, lines...)
}

// paragraph sets a paragraph: at least two lines follow a heading, and no
// last line stands alone at the top of a page. Three lines below a heading may
// be parted two and one, else up to three rows would stay empty.
func (w *writer) paragraph(text []rune, a form.Address) {
	s := w.set(typeset.BodyStyle)
	lines := w.rowsOf(s, s.Fill(text, 2*typeset.CharPitch, typeset.Measure), a)
	n := len(lines)
	if n > 1 {
		k := len(w.out)
		headed := k > 0 && w.out[k-1].KeepWithNext
		lines[n-2].KeepWithNext = !headed || n != 3
		lines[0].KeepWithNext = lines[0].KeepWithNext || headed
	}
	w.out = append(w.out, lines...)
}

func (w *writer) section(s *form.Section) {
	first := len(w.out)
	w.heading(s.Heading, sectionStyle, w.absent(s))
	w.out[first].Bookmark = s.Heading
	onePiece := w.report.AsOnePiece(s)
	for _, f := range s.Fields {
		text := typeset.Paragraphs(w.report.Text(f.Address))
		if f.Heading != "" && !onePiece && (len(text) > 0 || !f.Optional) {
			w.fieldHeading(f, len(text) > 0)
		}
		for _, p := range text {
			w.paragraph(p, f.Address)
		}
	}
	if s.Table != nil {
		w.out = append(w.out, typeset.Item{Table: typeset.NewTable(w.metrics, w.grid(s.Table))})
	}
}

// kinds says how the cells of the form are set.
var kinds = map[form.Style]typeset.CellKind{form.Centered: typeset.Centred, form.Head: typeset.Header, form.Left: typeset.RowLabel, form.Note: typeset.Remark}

// grid returns a table of the form with its labels and figures.
func (w *writer) grid(t *form.Table) *typeset.Grid {
	out := &typeset.Grid{Widths: t.Widths, Rows: t.Rows, HeaderRows: t.HeaderRows}
	for _, c := range t.Cells {
		cell := typeset.GridCell{Row: c.Row, Col: c.Col, RowSpan: c.RowSpan, ColSpan: c.ColSpan, Text: c.Text, Kind: kinds[c.Style], Key: string(c.Address)}
		if c.IsValue() {
			cell.Text, cell.Kind = w.report.Figure(c.Address).String(), typeset.Figure
		}
		out.Cells = append(out.Cells, cell)
	}
	return out
}

// absent returns the field that a section begins with when it has no heading
// of its own and its text is missing: the section's heading stands in for it.
// A field that may be left out is missing only where the whole section is.
func (w *writer) absent(s *form.Section) form.Address {
	for _, f := range s.Fields {
		if f.Heading != "" || len(typeset.Paragraphs(w.report.Text(f.Address))) > 0 {
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

// fieldHeading sets the heading of a field. That of an empty field stands in
// for its text: a person must be able to point at what is not there.
func (w *writer) fieldHeading(f *form.Field, filled bool) {
	if filled {
		w.heading(f.Heading, fieldStyle, "")
		return
	}
	w.heading(f.Heading, fieldStyle, f.Address)
	w.out[len(w.out)-1].KeepWithNext = false
}

// signature sets 署名 and 成文日期 as GB/T 9704 has them for papers without a
// seal: after a blank row the name, two characters in from the right, below
// it the date, which begins two characters right of the name. Both stay on one
// page with the end of the text.
func (w *writer) signature() {
	s := w.set(typeset.BodyStyle)
	const indent = 2 * typeset.CharPitch
	var names [][]rune
	for _, p := range typeset.Paragraphs(w.report.Signature()) {
		names = append(names, s.SenseLines(p, typeset.Measure-2*indent, 0)...)
	}
	var widest float64
	for _, n := range names {
		widest = max(widest, s.TextWidth(n))
	}
	x := typeset.Measure - indent - widest
	var date []rune
	if day, err := report.ParseDate(w.report.Text(report.SignedOn)); err == nil {
		date = []rune(report.PrintDate(day))
		if width := s.TextWidth(date); len(names) == 0 || width > widest {
			x = typeset.Measure - indent - width - indent
		}
	}
	if len(names) == 0 && len(date) == 0 {
		return
	}
	if n := len(w.out); n > 0 {
		w.out[n-1].KeepWithNext = true
	}
	w.out = append(w.out, typeset.Item{Rows: 1, KeepWithNext: true})
	for _, n := range names {
		w.out = append(w.out, w.rowAt(s, n, x, report.SignedBy))
	}
	if len(date) > 0 {
		w.out = append(w.out, w.rowAt(s, date, x+indent, report.SignedOn))
	}
	w.out[len(w.out)-1].KeepWithNext = false
}

// rowAt sets one line x mm right of the margin, together with what follows.
func (w *writer) rowAt(s typeset.Typesetter, text []rune, x float64, a form.Address) typeset.Item {
	width := s.TextWidth(text)
	return typeset.Item{Rows: 1, KeepWithNext: true, Pieces: []typeset.Piece{{
		Line: typeset.Line{Text: text, Width: width, Measure: width}, Typesetter: s, X: typeset.Left + x, Height: typeset.RowPitch, Key: string(a),
	}}}
}
