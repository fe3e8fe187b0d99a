package intake_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"nianbao/app/apptest"
	"nianbao/app/form"
	"nianbao/app/intake/reading"
	"nianbao/app/report"
)

// asWord writes the tables of a report as Word does: a cell that reaches down goes on in
// the rows below it. The cells of merged go on over the figure below them.
func asWord(r *report.Report, merged ...form.Address) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="w"><w:body>`)
	p := func(text string) string { return "<w:p><w:r><w:t>" + text + "</w:t></w:r></w:p>" }
	b.WriteString(p(fmt.Sprintf("%s%d年政府信息公开工作年度报告", r.Unit(), r.Year())))
	for _, s := range r.Form().Sections {
		b.WriteString(p(s.Heading))
		if s.Table == nil {
			b.WriteString(p("无"))
			continue
		}
		b.WriteString("<w:tbl>")
		for row := range s.Table.Rows {
			b.WriteString("<w:tr>")
			for col := 0; col < len(s.Table.Widths); {
				c := s.Table.At(row, col)
				goesOn := c.Row < row
				text, mark := c.Text, ""
				if c.IsValue() {
					text = r.Figure(c.Address).String()
				}
				if above := s.Table.At(row-1, col); above != nil && above.IsValue() && slices.Contains(merged, above.Address) {
					goesOn = true
				}
				switch {
				case goesOn:
					text, mark = "", "<w:vMerge/>"
				case c.RowSpan > 1, slices.Contains(merged, c.Address):
					mark = `<w:vMerge w:val="restart"/>`
				}
				fmt.Fprintf(&b, `<w:tc><w:tcPr><w:gridSpan w:val="%d"/>%s</w:tcPr>%s</w:tc>`, c.ColSpan, mark, p(text))
				col += c.ColSpan
			}
			b.WriteString("</w:tr>")
		}
		b.WriteString("</w:tbl>")
	}
	b.WriteString("</w:body></w:document>")
	return b.String()
}

// Labels that reach over several rows, as those of the form do, lead to the right row. A
// figure that somebody has joined with the one below it is not guessed.
func TestJoinedCellsOfWord(t *testing.T) {
	for _, year := range []int{2020, 2025} {
		want := madeUp(t, year)
		all := 0
		for _, table := range want.Form().Tables() {
			all += len(table.Inputs())
		}
		for name, merged := range map[string][]form.Address{
			"labels":           nil,
			"a figure":         {"requests.granted.natural_person"},
			"figures in a row": {"requests.refused.third_party.business", "requests.refused.third_party.research"},
			"a column":         {"requests.not_processed.complaint.other", "requests.not_processed.repeated.other", "requests.not_processed.publication.other"},
			"the last column":  {"requests.received.total"},
		} {
			got := read(t, apptest.Zipped(t, map[string]string{"word/document.xml": asWord(want, merged...)}))
			right, _, wrong := score(got, want)
			if len(wrong) > 0 {
				t.Errorf("%d, %s: wrong: %v", year, name, wrong)
			}
			if merged == nil && right < all {
				t.Errorf("%d: %d of %d", year, right, all)
			}
			for _, table := range got.Tables {
				if table.ID == "requests" && (table.Grade == reading.Sure) != (merged == nil) {
					t.Errorf("%d, %s: %s, %s", year, name, table.Grade, table.Reason)
				}
			}
		}
	}
}
