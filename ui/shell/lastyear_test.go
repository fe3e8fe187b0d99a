package shell

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"nianbao/app/check"
	"nianbao/app/form"
	"nianbao/app/report"
	"nianbao/ui/commands"
	"nianbao/ui/editor"
)

// hints says whether a hint stands in the list of findings.
func hints(e *editor.Editor, text string) bool {
	return slices.ContainsFunc(e.Findings.Visible, func(f check.Shown) bool { return f.List() == check.Tips && strings.Contains(f.Message, text) })
}

// The year before stands beside the table and the texts while it is wanted, is kept from
// report to report, and nothing of it is written.
func TestTheYearBeforeStandsBeside(t *testing.T) {
	w, m, e := withExample(t)
	part := func() *editor.TablePart { return e.Parts[e.Current].(*editor.TablePart) }
	e.GoSection(2)
	w.Do(commands.LastYear)
	if part().Columns != nil || !strings.Contains(e.Frame().Status.Text(), "没有这个单位上一年度的报告") {
		t.Fatalf("without a report of the year before: %q", e.Frame().Status.Text())
	}
	w.Do(commands.LastYear)

	last := report.New(w.service.Catalog, e.Report().Unit(), e.Report().Year()-1)
	edit := report.Edit{}
	for a, text := range map[form.Address]string{"requests.received.natural_person": "52", "requests.received.business": "9", "disclosed.fees.amount": "1.5", "requests.granted.natural_person": "21", "overview.disclosure": "上年公开信息一千条。"} {
		c, err := last.Set(a, text)
		if err != nil {
			t.Fatal(err)
		}
		edit.Changes = append(edit.Changes, c)
	}
	if err := last.Apply(edit); err != nil {
		t.Fatal(err)
	}
	if _, err := w.service.Import(w.ctx, last, ""); err != nil {
		t.Fatal(err)
	}
	before := maps.Clone(m.Drafts[1].Values)
	w.Do(commands.LastYear)
	beside := func(want ...string) {
		t.Helper()
		said := strings.Join(textsIn(part().Columns), " ")
		for _, text := range want {
			if !strings.Contains(said, text) {
				t.Errorf("beside the table stands %q, not %q", said, text)
			}
		}
	}
	if err := e.Set("disclosed.fees.amount", "15000"); err != nil {
		t.Fatal(err)
	}
	if !hints(e, "可能把元写成了万元，15000 约是上年数 1.5 的 10000 倍") {
		t.Errorf("a fee in another unit is not hinted at: %v", e.Session.Findings())
	}
	if err := e.Set("disclosed.fees.amount", before["disclosed.fees.amount"]); err != nil {
		t.Fatal(err)
	}
	if hints(e, "可能把元写成了万元") {
		t.Error("the hint stays")
	}
	part().GoTo("requests.received.natural_person")
	beside("上年", "增减", "52 +5", "21 0")
	part().GoTo("requests.received.business")
	beside("9 −3")
	if err := e.Set("requests.received.business", "10"); err != nil {
		t.Fatal(err)
	}
	beside("9 +1")

	e.GoSection(0)
	text := e.Parts[e.Current].(*editor.TextPart)
	for _, f := range text.Fields {
		if f.Address == "overview.disclosure" {
			w.win.Canvas().Focus(f)
		}
	}
	if text.LastYear == nil || text.LastYear.Body.Text != "上年公开信息一千条。" {
		t.Error("the text of the year before does not stand beside the field")
	}
	before["requests.received.business"] = "10"
	if !maps.Equal(m.Drafts[1].Values, before) {
		t.Error("something of the year before was written")
	}
	w.OpenReport(1, nil)
	e = w.screen.(*editor.Editor)
	e.GoSection(2)
	if part().Columns == nil {
		t.Error("it is not kept")
	}
	w.Do(commands.LastYear)
	if part().Columns != nil {
		t.Error("it cannot be taken away")
	}
}
