package report

import (
	"math"
	"strings"

	"nianbao/app/form"
	"nianbao/app/report"
	"nianbao/export/outline"
	"nianbao/export/text"
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
	var names []outline.Block
	date := ""
	for _, b := range outline.Of(w.report) {
		switch b.Kind {
		case outline.Title:
			w.title(b)
		case outline.Heading:
			w.heading(b)
		case outline.Paragraph:
			w.paragraph([]rune(b.Text), b.Address)
		case outline.TableOf:
			w.out = append(w.out, typeset.Item{Table: typeset.NewTable(w.metrics, grid(b.Table))})
		case outline.SignedBy:
			names = append(names, b)
		case outline.SignedOn:
			date = b.Text
		}
	}
	w.signature(names, []rune(date))
	return w.out
}

// title sets the title in whole rows, a blank one above and below.
func (w *writer) title(b outline.Block) {
	s := w.set(typeset.TitleStyle)
	name := w.report.Unit()
	lines := s.TitleLines(name, strings.TrimPrefix(b.Text, name), typeset.Measure)
	const leading = 1.25 * typeset.RowPitch
	title := typeset.Item{Rows: int(math.Ceil(float64(len(lines))*leading/typeset.RowPitch - 0.3)), KeepWithNext: true}
	spare := float64(title.Rows)*typeset.RowPitch - float64(len(lines))*leading
	for i, text := range lines {
		width := s.TextWidth(text)
		title.Pieces = append(title.Pieces, typeset.Piece{
			Line: typeset.Line{Text: text, Width: width, Measure: width}, Typesetter: s,
			X: typeset.Left + (typeset.Measure-width)/2, Below: spare/2 + float64(i)*leading, Height: leading,
			Key: string(b.Address),
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
// never stands alone at the foot of a page; a heading in place of a missing
// text has nothing that must follow.
func (w *writer) heading(b outline.Block) {
	style := fieldStyle
	if b.Level == outline.SectionLevel {
		style = sectionStyle
	}
	s := w.set(style)
	lines := w.rowsOf(s, s.Fill(text.Clean(b.Text), 2*typeset.CharPitch, typeset.Measure), b.Address)
	for i := range lines {
		lines[i].KeepWithNext = true
		for j := range lines[i].Pieces {
			lines[i].Pieces[j].Line.Justify = false
		}
	}
	switch n := len(lines); {
	case n == 0:
	case b.Level == outline.SectionLevel:
		lines[0].Bookmark = b.Text
	case b.Missing:
		lines[n-1].KeepWithNext = false
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

// kinds says how the cells of the form are set.
var kinds = map[form.Style]typeset.CellKind{form.Centered: typeset.Centred, form.Head: typeset.Header, form.Left: typeset.RowLabel, form.Note: typeset.Remark}

// grid returns a table for setting.
func grid(t *outline.Table) *typeset.Grid {
	out := &typeset.Grid{Widths: t.Widths, Rows: t.Rows, HeaderRows: t.HeaderRows}
	for _, c := range t.Cells {
		cell := typeset.GridCell{Row: c.Row, Col: c.Col, RowSpan: c.RowSpan, ColSpan: c.ColSpan, Text: c.Text, Kind: kinds[c.Style], Key: string(c.Address)}
		if c.Address != "" {
			cell.Kind = typeset.Figure
		}
		out.Cells = append(out.Cells, cell)
	}
	return out
}

// signature sets 署名 and 成文日期 as GB/T 9704 has them for papers without a
// seal: after a blank row the name, two characters in from the right, below
// it the date, which begins two characters right of the name. Both stay on one
// page with the end of the text.
func (w *writer) signature(signed []outline.Block, date []rune) {
	s := w.set(typeset.BodyStyle)
	const indent = 2 * typeset.CharPitch
	var names [][]rune
	for _, b := range signed {
		names = append(names, s.SenseLines([]rune(b.Text), typeset.Measure-2*indent, 0)...)
	}
	var widest float64
	for _, n := range names {
		widest = max(widest, s.TextWidth(n))
	}
	x := typeset.Measure - indent - widest
	if width := s.TextWidth(date); len(date) > 0 && (len(names) == 0 || width > widest) {
		x = typeset.Measure - indent - width - indent
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
