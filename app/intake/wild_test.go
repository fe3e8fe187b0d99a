package intake_test

import (
	"fmt"
	"html"
	"slices"
	"strings"
	"testing"

	"nianbao/app/form"
	"nianbao/app/intake"
	"nianbao/app/intake/reading"
	"nianbao/app/report"
)

// Saved pages as the content systems of government sites make them, and tables as
// offices change them. The figures are known, since the pages are made here: every one
// is read right or not at all.

// wildCell is a cell of a table that is being changed.
type wildCell struct {
	text       string
	rows, cols int
	figure     bool
}

type wildTable [][]wildCell

// wildOf lays a table of a report out as the form has it.
func wildOf(r *report.Report, t *form.Table) wildTable {
	out := make(wildTable, t.Rows)
	for _, c := range t.Cells {
		is := wildCell{text: c.Text, rows: c.RowSpan, cols: c.ColSpan, figure: c.IsValue()}
		if is.figure {
			is.text = r.Figure(c.Address).String()
		}
		out[c.Row] = append(out[c.Row], is)
	}
	return out
}

// wild is one way in which a page may differ from the form.
type wild struct {
	name   string
	year   int                                          // of the report, 2025 for 0
	change func(t *form.Table, w wildTable) []wildTable // of its tables, nil for none
	cell   func(c wildCell) string                      // what stands in a cell, nil for the text alone
	label  func(text string) string                     // how labels and headings are written, nil for as they are
	table  string                                       // what stands in its tag
	page   func(title, body string) string              // what stands around, nil for a bare page
	file   func(page string) []byte                     // how it is saved, nil for UTF-8
	part   bool                                         // not all has to be read
	none   bool                                         // nothing may be read
}

func (w *wild) bytes(t testing.TB) (content []byte, want *report.Report) {
	if w.year == 0 {
		w.year = 2025
	}
	r := madeUp(t, w.year)
	title := fmt.Sprintf("%s%d年政府信息公开工作年度报告", r.Unit(), r.Year())
	around := w.page
	if around == nil {
		around = barePage
	}
	page := around(title, w.body(r))
	if w.file != nil {
		return w.file(page), r
	}
	return []byte(page), r
}

// body writes the report without its title.
func (w *wild) body(r *report.Report) string {
	var b strings.Builder
	p := func(text string) {
		for line := range strings.SplitSeq(text, "\n") {
			if line != "" {
				fmt.Fprintf(&b, "<p>%s</p>\n", html.EscapeString(line))
			}
		}
	}
	p(r.Text(report.Preamble))
	for _, section := range r.Form().Sections {
		p(section.Heading)
		for _, f := range section.Fields {
			if text := r.Text(f.Address); text != "" {
				p(f.Heading)
				p(text)
			}
		}
		if section.Table == nil {
			continue
		}
		all := []wildTable{wildOf(r, section.Table)}
		if w.change != nil {
			all = w.change(section.Table, all[0])
		}
		for _, t := range all {
			b.WriteString(w.write(t))
		}
	}
	p(r.Text(report.SignedBy))
	if day, err := report.ParseDate(r.Text(report.SignedOn)); err == nil {
		p(report.PrintDate(day))
	}
	return b.String()
}

// write writes a table.
func (w *wild) write(t wildTable) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<table %s>\n", w.table)
	for _, row := range t {
		b.WriteString("<tr>")
		for _, c := range row {
			if !c.figure && w.label != nil {
				c.text = w.label(c.text)
			}
			inside := html.EscapeString(c.text)
			if w.cell != nil {
				inside = w.cell(c)
			}
			b.WriteString("<td")
			if c.rows > 1 {
				fmt.Fprintf(&b, " rowspan=%q", fmt.Sprint(c.rows))
			}
			if c.cols > 1 {
				fmt.Fprintf(&b, " colspan=%q", fmt.Sprint(c.cols))
			}
			fmt.Fprintf(&b, ">%s</td>", inside)
		}
		b.WriteString("</tr>\n")
	}
	b.WriteString("</table>\n")
	return b.String()
}

func barePage(title, body string) string {
	return "<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head><body><h1>" + title + "</h1>\n" + body + "</body></html>"
}

// score counts the figures that were read right, left out, and read wrong; of totals
// those count that the source prints.
func score(got *reading.Reading, want *report.Report) (right, left int, wrong []string) {
	for _, table := range got.Tables {
		of := want.Form().Table(table.ID)
		for _, c := range of.ValueCells() {
			cell, there := table.Cells[c.Address]
			is, err := report.Parse(c.Kind, cell.Raw)
			held := got.Report.Figure(c.Address)
			switch should := want.Figure(c.Address); {
			case !there || err != nil || is.Blank():
				left++
				if !c.Computed && !held.Blank() && (held.Cmp(should) != 0) {
					wrong = append(wrong, fmt.Sprintf("%s holds %s, should be %s", c.Address, held, should))
				}
			case is.Cmp(should) != 0, !c.Computed && held.Cmp(should) != 0:
				wrong = append(wrong, fmt.Sprintf("%s: %s, should be %s", c.Address, is, should))
			default:
				right++
			}
		}
	}
	return right, left, wrong
}

func TestPagesAsTheyAreMet(t *testing.T) {
	for _, w := range slices.Concat(wildPages, wildTables, wildLabels, wildFigures, wildMore) {
		t.Run(w.name, func(t *testing.T) {
			content, want := w.bytes(t)
			got, _, err := intake.Reader{Catalog: catalog(t), Cache: cache}.Read(t.Context(), content)
			if err != nil {
				if !w.none && !w.part {
					t.Errorf("not read: %v", err)
				}
				return
			}
			right, left, wrong := score(got, want)
			for i, s := range wrong {
				if i == 5 {
					t.Errorf("and %d more", len(wrong)-i)
					break
				}
				t.Error(s)
			}
			if !w.part && left > 0 || w.none && right > 0 {
				t.Errorf("%d right, %d left out", right, left)
				for _, table := range got.Tables {
					t.Logf("%s: %s, %s", table.ID, table.Grade, table.Reason)
				}
			}
			if got.Report.Unit() != want.Unit() || got.Report.Year() != want.Year() {
				t.Errorf("%s, %d", got.Report.Unit(), got.Report.Year())
			}
			t.Logf("%d right, %d left out", right, left)
		})
	}
}
