package intake_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"nianbao/app/form"
	"nianbao/app/intake/listing"
	"nianbao/app/intake/page"
	"nianbao/app/intake/reading"
	"nianbao/app/report"
)

func put1(text string) page.Cell { return page.Cell{Text: text, Rows: 1, Columns: 1} }

// byUnits is a county's table of what is the second table of the form: a row for each
// unit, above each figure the label of its row and its column.
func byUnits(r *report.Report) *page.Page {
	t := r.Form().Table("requests")
	top, heads := []page.Cell{{Text: "单位名称", Rows: 2, Columns: 1}}, []page.Cell{}
	row := []page.Cell{put1("甲县乙局")}
	other, sum := []page.Cell{put1("甲县丁局")}, []page.Cell{put1("合计")}
	last := ""
	for _, c := range t.ValueCells() {
		if c.RowID != last {
			top = append(top, page.Cell{Text: t.At(c.Row, t.LabelColumns-1).Text, Rows: 1, Columns: len(t.Values)})
			last = c.RowID
		}
		for _, v := range t.Values {
			if v.ID == c.ValueID {
				heads = append(heads, put1(v.Name))
			}
		}
		row, other, sum = append(row, put1(r.Figure(c.Address).String())), append(other, put1("7")), append(sum, put1("9"))
	}
	p := &page.Page{Kind: "xlsx"}
	p.AddText("甲县2025年政府信息公开工作年度报告数据汇总表")
	p.AddTable(&page.Table{Rows: [][]page.Cell{top, heads, other, row, sum}})
	return p
}

// byCells is a list of all figures, each with its name as said.
func byCells(r *report.Report, name func(c *form.Cell, t *form.Table) []string) *page.Page {
	out := &page.Table{Rows: [][]page.Cell{{put1("序号"), put1("指标"), put1("数值"), put1("")}}}
	for _, t := range r.Form().Tables() {
		for _, c := range t.ValueCells() {
			row := []page.Cell{put1(fmt.Sprint(len(out.Rows)))}
			for _, text := range name(c, t) {
				row = append(row, put1(text))
			}
			out.Rows = append(out.Rows, append(row, put1(r.Figure(c.Address).String())))
		}
	}
	p := &page.Page{Kind: "xlsx"}
	p.AddTable(out)
	return p
}

func arrangedScore(t *testing.T, p *page.Page, unit string, want *report.Report) (right, left int) {
	t.Helper()
	arranged, err := listing.Arrange(catalog(t), p, unit)
	if err != nil || arranged == nil {
		t.Fatalf("%v, %v", arranged, err)
	}
	got, err := reading.Read(catalog(t), arranged)
	if err != nil {
		t.Fatal(err)
	}
	right, left, wrong := score(got, want)
	if len(wrong) > 0 {
		t.Errorf("wrong: %v", wrong)
	}
	return right, left
}

func TestRowsOfUnits(t *testing.T) {
	want := madeUp(t, 2025)
	p := byUnits(want)
	for _, unit := range []string{"甲县乙局", "乙局"} {
		if right, _ := arrangedScore(t, p, unit, want); right != 175 {
			t.Errorf("%s: %d right", unit, right)
		}
	}
	for _, unit := range []string{"", "甲县", "丙局"} {
		_, err := listing.Arrange(catalog(t), p, unit)
		var several *listing.ErrUnits
		if !errors.As(err, &several) || len(several.Names) != 2 || !strings.Contains(err.Error(), "甲县乙局") {
			t.Errorf("%q: %v", unit, err)
		}
	}
}

func TestACellARow(t *testing.T) {
	want := madeUp(t, 2025)
	for way, name := range map[string]func(c *form.Cell, t *form.Table) []string{
		"addresses": func(c *form.Cell, _ *form.Table) []string { return []string{string(c.Address)} },
		"names":     func(c *form.Cell, _ *form.Table) []string { return []string{c.Name} },
	} {
		if right, left := arrangedScore(t, byCells(want, name), "", want); left > 0 {
			t.Errorf("%s: %d right, %d left out", way, right, left)
		}
	}
	// Of two sheets that say two figures of one cell neither is taken.
	two := byCells(want, func(c *form.Cell, _ *form.Table) []string { return []string{string(c.Address)} })
	again := *two.Blocks[0].Table
	again.Rows = slices.Clone(again.Rows)
	again.Rows[9] = slices.Clone(again.Rows[9])
	again.Rows[9][2] = put1("99999")
	two.AddTable(&again)
	if _, left := arrangedScore(t, two, "", want); left == 0 {
		t.Error("a figure is read of which there are two")
	}
	// The form as it is stays as it is.
	plain := &page.Page{Kind: "xlsx"}
	for _, table := range want.Form().Tables() {
		is := &page.Table{}
		for _, row := range wildOf(want, table) {
			var cells []page.Cell
			for _, c := range row {
				cells = append(cells, page.Cell{Text: c.text, Rows: c.rows, Columns: c.cols})
			}
			is.Rows = append(is.Rows, cells)
		}
		plain.AddTable(is)
	}
	if arranged, err := listing.Arrange(catalog(t), plain, ""); arranged != nil || err != nil {
		t.Errorf("the form is taken for a list: %v", err)
	}
}
