package layout

import (
	"math"
	"strings"

	"nianbao/app/form"
	"nianbao/app/report"
)

// writer turns a report into items.
type writer struct {
	report  *report.Report
	metrics Metrics
	out     []item
}

func (w *writer) set(s style) setter { return setter{metrics: w.metrics, style: s} }

// items returns the whole report.
func (w *writer) items() []item {
	w.title()
	for _, p := range paragraphs(w.report.Text(report.Preamble)) {
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
	s := w.set(titleStyle)
	name := w.report.Unit()
	lines := s.titleLines(name, strings.TrimPrefix(w.report.Title(), name), measure)
	const leading = 1.25 * rowPitch
	title := item{rows: int(math.Ceil(float64(len(lines))*leading/rowPitch - 0.3)), together: true}
	spare := float64(title.rows)*rowPitch - float64(len(lines))*leading
	for i, text := range lines {
		width := s.textWidth(text)
		title.pieces = append(title.pieces, piece{
			line: line{text: text, width: width, measure: width}, setter: s,
			x: left + (measure-width)/2, dy: spare/2 + float64(i)*leading, room: leading,
			key: string(report.UnitName),
		})
	}
	w.out = append(w.out, item{rows: 1, together: true}, title, item{rows: 1, together: true})
}

// rowsOf makes an item of each line.
func (w *writer) rowsOf(s setter, lines []line, a form.Address) []item {
	out := make([]item, len(lines))
	for i, l := range lines {
		out[i] = item{rows: 1, pieces: []piece{{line: l, setter: s, x: left, room: rowPitch, key: string(a)}}}
	}
	return out
}

// heading sets a heading. It stays with the lines that follow it, so that it
// never stands alone at the foot of a page.
func (w *writer) heading(text string, st style, a form.Address) {
	s := w.set(st)
	lines := w.rowsOf(s, s.fill(clean(text), 2*charPitch, measure), a)
	for i := range lines {
		lines[i].together = true
		for j := range lines[i].pieces {
			lines[i].pieces[j].line.justify = false
		}
	}
	w.out = append(w.out, lines...)
}

// paragraph sets a paragraph: at least two lines follow a heading, and no
// last line stands alone at the top of a page. Three lines below a heading may
// be parted two and one, else up to three rows would stay empty.
func (w *writer) paragraph(text []rune, a form.Address) {
	s := w.set(bodyStyle)
	lines := w.rowsOf(s, s.fill(text, 2*charPitch, measure), a)
	n := len(lines)
	if n > 1 {
		k := len(w.out)
		headed := k > 0 && w.out[k-1].together
		lines[n-2].together = !headed || n != 3
		lines[0].together = lines[0].together || headed
	}
	w.out = append(w.out, lines...)
}

func (w *writer) section(s *form.Section) {
	first := len(w.out)
	w.heading(s.Heading, sectionStyle, w.absent(s))
	w.out[first].mark = s.Heading
	onePiece := w.report.AsOnePiece(s)
	for _, f := range s.Fields {
		text := paragraphs(w.report.Text(f.Address))
		if f.Heading != "" && !onePiece && (len(text) > 0 || !f.Optional) {
			w.fieldHeading(f, len(text) > 0)
		}
		for _, p := range text {
			w.paragraph(p, f.Address)
		}
	}
	if s.Table != nil {
		w.out = append(w.out, item{table: newTable(w.metrics, w.grid(s.Table))})
	}
}

// kinds says how the cells of the form are set.
var kinds = map[form.Style]CellKind{form.Centered: Centred, form.Head: Header, form.Left: RowLabel, form.Note: Remark}

// grid returns a table of the form with its labels and figures.
func (w *writer) grid(t *form.Table) *Grid {
	out := &Grid{Widths: t.Widths, Rows: t.Rows, HeaderRows: t.HeaderRows}
	for _, c := range t.Cells {
		cell := GridCell{Row: c.Row, Col: c.Col, RowSpan: c.RowSpan, ColSpan: c.ColSpan, Text: c.Text, Kind: kinds[c.Style], Key: string(c.Address)}
		if c.IsValue() {
			cell.Text, cell.Kind = w.report.Figure(c.Address).String(), Figure
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
		if f.Heading != "" || len(paragraphs(w.report.Text(f.Address))) > 0 {
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
	w.out[len(w.out)-1].together = false
}

// signature sets 署名 and 成文日期 as GB/T 9704 has them for papers without a
// seal: after a blank row the name, two characters in from the right, below
// it the date, which begins two characters right of the name. Both stay on one
// page with the end of the text.
func (w *writer) signature() {
	s := w.set(bodyStyle)
	const indent = 2 * charPitch
	var names [][]rune
	for _, p := range paragraphs(w.report.Signature()) {
		names = append(names, s.senseLines(p, measure-2*indent, 0)...)
	}
	var widest float64
	for _, n := range names {
		widest = max(widest, s.textWidth(n))
	}
	x := measure - indent - widest
	var date []rune
	if day, err := report.ParseDate(w.report.Text(report.SignedOn)); err == nil {
		date = []rune(report.PrintDate(day))
		if width := s.textWidth(date); len(names) == 0 || width > widest {
			x = measure - indent - width - indent
		}
	}
	if len(names) == 0 && len(date) == 0 {
		return
	}
	if n := len(w.out); n > 0 {
		w.out[n-1].together = true
	}
	w.out = append(w.out, item{rows: 1, together: true})
	for _, n := range names {
		w.out = append(w.out, w.rowAt(s, n, x, report.SignedBy))
	}
	if len(date) > 0 {
		w.out = append(w.out, w.rowAt(s, date, x+indent, report.SignedOn))
	}
	w.out[len(w.out)-1].together = false
}

// rowAt sets one line x mm right of the margin, together with what follows.
func (w *writer) rowAt(s setter, text []rune, x float64, a form.Address) item {
	width := s.textWidth(text)
	return item{rows: 1, together: true, pieces: []piece{{
		line: line{text: text, width: width, measure: width}, setter: s, x: left + x, room: rowPitch, key: string(a),
	}}}
}
