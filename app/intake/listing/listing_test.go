package listing

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"nianbao/app/apptest"
	"nianbao/app/form"
	"nianbao/app/intake/page"
)

// sheetOf makes the page of a workbook: rows are lines, cells stand between bars; a line
// of "=" begins another sheet.
func sheetOf(text string) *page.Page {
	p := &page.Page{Kind: kind}
	for part := range strings.SplitSeq(text, "\n=\n") {
		t := &page.Table{}
		for line := range strings.SplitSeq(part, "\n") {
			var row []page.Cell
			for cell := range strings.SplitSeq(line, "|") {
				row = append(row, page.Cell{Text: cell, Rows: 1, Columns: 1})
			}
			t.Rows = append(t.Rows, row)
		}
		p.AddTable(t)
	}
	return p
}

// figuresIn returns what was put into the cells of the form of a year.
func figuresIn(t *testing.T, p *page.Page, year int) map[form.Address]string {
	t.Helper()
	return laidOut(p, apptest.Catalog(t).ForYear(year))
}

// laidOut returns what stands in the cells of a form, of tables that have its shape.
func laidOut(p *page.Page, of *form.Form) map[form.Address]string {
	out := map[form.Address]string{}
	if p == nil {
		return out
	}
	for _, b := range p.Blocks {
		for _, table := range of.Tables() {
			if b.Table == nil || len(b.Table.Rows) != table.Rows || b.Table.Rows[0][0].Text != table.Cells[0].Text {
				continue
			}
			at := map[int]int{}
			for _, c := range table.Cells {
				if i := at[c.Row]; i < len(b.Table.Rows[c.Row]) && c.IsValue() && b.Table.Rows[c.Row][i].Text != "" {
					out[c.Address] = b.Table.Rows[c.Row][i].Text
				}
				at[c.Row]++
			}
		}
	}
	return out
}

func arranged(t *testing.T, text, unit string) (*page.Page, error) {
	t.Helper()
	return Arrange(apptest.Catalog(t), sheetOf(text), unit)
}

const byUnit = "2024年汇总\n单位|行政许可|行政处罚|行政强制|行政事业性收费|规章-本年制发件数\n甲局|1|2|3|1.5|0\n乙局|4|5|6|2.5|0\n合计|5|7|9|4|0"

func TestARowForEachUnit(t *testing.T) {
	for unit, want := range map[string]string{"甲局": "1", "乙局": "4", "乙": "4", "甲 局": "1"} {
		p, err := arranged(t, byUnit, unit)
		if err != nil {
			t.Fatal(err)
		}
		got := figuresIn(t, p, 2024)
		if len(got) != 5 || got["disclosed.licensing.decisions"] != want {
			t.Errorf("%s: %v", unit, got)
		}
		if title := p.Blocks[0].Text; !strings.HasSuffix(title, "局2024年政府信息公开工作年度报告") {
			t.Error(title)
		}
		if len(p.Repairs) != 1 {
			t.Errorf("%v", p.Repairs)
		}
	}
	for unit, says := range map[string]string{
		"":   "文件中有 2 个单位的数据（甲局、乙局），请写明读哪一个",
		"丙局": "看不出“丙局”是其中哪一个",
		"局":  "看不出“局”是其中哪一个",
		"合计": "看不出“合计”是其中哪一个",
	} {
		p, err := arranged(t, byUnit, unit)
		var units *ErrUnits
		if !errors.As(err, &units) || !strings.Contains(err.Error(), says) || p != nil {
			t.Errorf("%q: %v", unit, err)
		}
	}
	p, err := arranged(t, strings.Replace(byUnit, "乙局|4|5|6|2.5|0\n", "", 1), "")
	if got := figuresIn(t, p, 2024); err != nil || got["disclosed.penalties.decisions"] != "2" {
		t.Errorf("the only one: %v, %v", got, err)
	}
	many := byUnit
	for i := range 7 {
		many += fmt.Sprintf("\n第%d所|1|1|1|1|0", i)
	}
	if _, err := arranged(t, many, ""); err == nil || !strings.Contains(err.Error(), "9 个单位") || !strings.Contains(err.Error(), "……") {
		t.Errorf("%v", err)
	}
}

// A table that only looks like one of these is left as it is.
func TestWhatIsNoSuchTable(t *testing.T) {
	for name, text := range map[string]string{
		"few columns":      "单位|行政许可|行政处罚|行政强制|行政事业性收费\n甲局|1|2|3|4",
		"no unit":          strings.Replace(byUnit, "单位|", "序号|", 1),
		"two of one name":  strings.Replace(byUnit, "行政处罚", "行政许可", 1),
		"few rows":         "指标|数值\n行政许可|1\n行政处罚|2\n行政强制|3",
		"something else":   "姓名|年龄\n张三|30",
		"a heading far on": strings.Repeat("说明|1|2\n", 12) + byUnit,
	} {
		if p, err := arranged(t, text, ""); p != nil || err != nil {
			t.Errorf("%s: %v, %v", name, p, err)
		}
	}
	p := sheetOf(byUnit)
	p.Kind = "docx"
	if got, err := Arrange(apptest.Catalog(t), p, ""); got != nil || err != nil {
		t.Errorf("no workbook: %v, %v", got, err)
	}
}

// What stands twice and differs is left out; a unit that stands on two sheets is one.
func TestAUnitOnTwoSheets(t *testing.T) {
	other := "单位名称|本年新收-自然人|上年结转-自然人|予以公开-自然人|重复申请-自然人|结转下年度继续办理-自然人|行政许可\n甲局|7|0|6|1|0|"
	p, err := arranged(t, strings.Replace(byUnit, "乙局|4|5|6|2.5|0\n", "", 1)+"\n=\n"+other+"9", "")
	if err != nil {
		t.Fatal(err)
	}
	got := figuresIn(t, p, 2024)
	if _, there := got["disclosed.licensing.decisions"]; there || got["disclosed.penalties.decisions"] != "2" || got["requests.granted.natural_person"] != "6" {
		t.Errorf("%v", got)
	}
	p, err = arranged(t, strings.Replace(byUnit, "乙局|4|5|6|2.5|0\n", "", 1)+"\n=\n"+other+"1", "")
	if got := figuresIn(t, p, 2024); err != nil || got["disclosed.licensing.decisions"] != "1" {
		t.Errorf("of two alike: %v, %v", got, err)
	}
}

// cells is a list of a cell a row, named as said.
func cells(t *testing.T, name func(c *form.Cell, table *form.Table) string) string {
	t.Helper()
	var lines []string
	for _, table := range apptest.Catalog(t).ForYear(2025).Tables() {
		for i, c := range table.ValueCells() {
			lines = append(lines, fmt.Sprintf("%s|%d", name(c, table), i))
		}
	}
	return strings.Join(lines, "\n")
}

func TestACellARow(t *testing.T) {
	all := 0
	for _, table := range apptest.Catalog(t).ForYear(2025).Tables() {
		all += len(table.ValueCells())
	}
	for name, text := range map[string]string{
		"names":     cells(t, func(c *form.Cell, _ *form.Table) string { return c.Name }),
		"addresses": cells(t, func(c *form.Cell, _ *form.Table) string { return string(c.Address) }),
	} {
		p, err := arranged(t, "单位|甲局\n"+text, "")
		if got := figuresIn(t, p, 2025); err != nil || len(got) < all*9/10 {
			t.Errorf("%s: %d of %d, %v", name, len(got), all, err)
		}
		for a, is := range figuresIn(t, p, 2025) {
			table := apptest.Catalog(t).ForYear(2025).Table(strings.Split(string(a), ".")[0])
			for i, c := range table.ValueCells() {
				if c.Address == a && is != fmt.Sprint(i) {
					t.Errorf("%s: %s is %s, not %d", name, a, is, i)
				}
			}
		}
	}
	// Two figures behind a name, or two rows of a name that differ: nothing is taken.
	text := cells(t, func(c *form.Cell, _ *form.Table) string { return string(c.Address) })
	p, err := arranged(t, strings.Replace(text, "disclosed.licensing.decisions|", "disclosed.licensing.decisions|8|", 1), "")
	if _, there := figuresIn(t, p, 2025)["disclosed.licensing.decisions"]; err != nil || there {
		t.Errorf("one of two figures was taken, %v", err)
	}
	if p, err := arranged(t, text+"\ndisclosed.licensing.decisions|99", ""); p != nil || err != nil {
		t.Errorf("a list that contradicts itself: %v, %v", p, err)
	}
}

func TestTheYearOfASheet(t *testing.T) {
	for text, want := range map[string]int{"2024年汇总": 2024, "2024 年|2024年": 2024, "2024年|2023年": 0, "汇总": 0, "1999年": 0} {
		if is := yearOf(sheetOf(text)); is != want {
			t.Errorf("%s: %d", text, is)
		}
	}
	p := &page.Page{Kind: kind}
	p.AddText("2023年")
	if is := yearOf(p); is != 2023 {
		t.Errorf("%d in a text", is)
	}
}

// Whatever a workbook holds, each figure that is laid out stands in it.
func FuzzArrange(f *testing.F) {
	f.Add(byUnit, "甲局")
	f.Add(strings.Replace(byUnit, "乙局|4|5|6|2.5|0\n", "", 1)+"\n=\n单位|行政许可\n甲局|9", "")
	f.Add("单位|甲局\n本年新收 自然人|3\n表三·予以公开·商业企业|1\nrequests.granted.other|2\n一|1\n二|2\n三|3\n四|4\n五|5\n六|6\n七|7", "")
	catalog := apptest.Catalog(f)
	f.Fuzz(func(t *testing.T, text, unit string) {
		p := sheetOf(text)
		there := map[string]bool{"": true}
		for _, b := range p.Blocks {
			for _, row := range b.Table.Rows {
				for _, c := range row {
					there[c.Text] = true
				}
			}
		}
		got, err := Arrange(catalog, p, unit)
		if err != nil && got != nil || err != nil && err.Error() == "" {
			t.Errorf("%v, %v", got, err)
		}
		for _, year := range []int{2020, 2025} {
			for a, figure := range laidOut(got, catalog.ForYear(year)) {
				if !there[figure] {
					t.Errorf("%s is %q, which stands nowhere", a, figure)
				}
			}
		}
	})
}
