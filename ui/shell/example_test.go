package shell

import (
	"strings"
	"testing"
	"time"

	"nianbao/app"
	"nianbao/app/check"
	"nianbao/app/report"
	"nianbao/ui/commands"
	"nianbao/ui/drafts"
	"nianbao/ui/editor"
	"nianbao/ui/opened"
)

// openedExample opens the example as the menu does.
func openedExample(t *testing.T, w *Window) *editor.Editor {
	t.Helper()
	w.Do(commands.Example)
	e, ok := w.screen.(*editor.Editor)
	if !ok {
		t.Fatalf("the example opens as %T", w.screen)
	}
	return e
}

// The example says what it is and offers nothing that is only for reports.
func TestTheExampleIsOpenedFromTheWindow(t *testing.T) {
	w, s := officeWindow(t)
	s.Must(s.SwitchUser(w.ctx, madeOffice.officer))
	e := openedExample(t, w)
	if !shows(w, "示例") || !shows(w, "不能送审和移交") {
		t.Error("the header does not say that this is the example")
	}
	offer := w.screen.Actions()
	for _, id := range []commands.ID{commands.Submit, commands.Approve, commands.Return, commands.Withdraw, commands.Reopen, commands.HandOver} {
		if offer[id] != nil {
			t.Errorf("%s is on offer", id)
		}
	}
	if len(e.Head.Offers) > 0 {
		t.Errorf("a button %q", e.Head.Offers[0].Text)
	}
	if err := e.Set("disclosed.licensing.decisions", "77"); err != nil {
		t.Fatal(err)
	}
	e.Undo()
	w.screen.Actions()[commands.Record]()
	if said := dialogSays(w); !strings.Contains(said, "这是示例") || strings.Contains(said, "导出审签单") {
		t.Errorf("the record says %s", said)
	}
	w.dialogs.CloseAll()
	e.Open().Toggle()
	if v, ok := w.screen.(opened.View); !ok || !shows(w, "不能送审和移交") || v.Open().Session.Watermark() != "示例" {
		t.Errorf("its pages are %T", w.screen)
	}
}

// On the list the example stands after all reports, is in no count and no days
// left, and is proposed for nothing.
func TestTheExampleIsNoReportOnTheList(t *testing.T) {
	w, s := officeWindow(t)
	e := openedExample(t, w)
	unit, year := e.Report().Unit(), e.Report().Year()
	id, err := w.service.Create(w.ctx, app.NewReport{Unit: "甲局", Year: 2025})
	s.Must(err)
	s.Must(e.Set("disclosed.licensing.decisions", "77")) // changed last
	w.showList()
	p := w.screen.(*drafts.List)
	last := len(p.Visible) - 1
	if last < 1 || !p.Visible[last].Example || p.Visible[0].ID != id || p.Count.Text != "共 1 份" {
		t.Fatalf("%d rows, %s", last+1, p.Count.Text)
	}
	row := p.List.Lines[last].Cells
	if row[2].Text != "示例" || row[5].Text != "" {
		t.Errorf("state %q, due %q", row[2].Text, row[5].Text)
	}
	for _, column := range []int{0, 1, 2, 6, 0, 1, 2, 6} {
		if p.List.OnSort(column); !p.Visible[last].Example {
			t.Errorf("sorted by column %d the example stands elsewhere", column)
		}
	}
	p.State.SetSelected("示例")
	if len(p.Visible) != 1 || p.Count.Text != "0 份，共 1 份" {
		t.Errorf("filtered: %d rows, %s", len(p.Visible), p.Count.Text)
	}
	p.List.Choose(0)
	for _, item := range p.List.RowMenu().Items {
		if strings.Contains(item.Label, "以此为底") {
			t.Errorf("the menu offers %s", item.Label)
		}
	}
	s.Must(w.service.Settings.SetSetting(w.ctx, app.SettingUnit, unit))
	if _, carried, err := w.service.CreateFromLastYear(w.ctx, app.NewReport{Unit: unit, Year: year + 1}); err != nil || carried.Year != 0 {
		t.Errorf("carried from the example: %+v, %v", carried, err)
	}
	drafts.ShowNewReport(w)
	if said := dialogSays(w); strings.Contains(said, "为底（") || strings.Contains(said, "（示例）") {
		t.Errorf("the form proposes %s", said)
	}
}

// A deleted example can be brought back at once, is in no list of deleted ones, and
// is fresh when it is opened again.
func TestTheExampleIsDeletedAndOpenedAfresh(t *testing.T) {
	w, s := officeWindow(t)
	e := openedExample(t, w)
	s.Must(e.Set(report.SignedBy, "随便写"))
	w.showList()
	p := w.screen.(*drafts.List)
	remove := func() {
		t.Helper()
		p.List.Choose(len(p.Visible) - 1)
		p.Actions()[commands.Remove]()
		if said := dialogSays(w); !strings.Contains(said, "要删除示例吗") {
			t.Fatalf("asked: %s", said)
		}
		tapOver(t, w, "删除")
	}
	remove()
	if len(p.Visible) != 0 {
		t.Fatal("it is still there")
	}
	p.OnUndo()
	if len(p.Visible) != 1 {
		t.Fatal("it was not brought back")
	}
	remove()
	drafts.ShowDeleted(w)
	if said := dialogSays(w); !strings.Contains(said, "没有已删除的报告") {
		t.Errorf("deleted: %s", said)
	}
	w.dialogs.CloseAll()
	if again := openedExample(t, w); again.Report().Raw(report.SignedBy) == "随便写" {
		t.Error("it is the one that was deleted")
	}
}

// What is open is shown by its lists; where nobody has counted it nothing is shown,
// and then what was counted.
func TestTheListShowsWhatIsOpenByItsLists(t *testing.T) {
	w, p := listOf(t, app.NewReport{Unit: "甲局", Year: 2025})
	shown := func() string {
		t.Helper()
		w.showList()
		p = w.screen.(*drafts.List)
		return p.List.Lines[0].Cells[4].Text
	}
	text := shown()
	if !strings.HasPrefix(text, "还没填 ") {
		t.Fatalf("a new one: %q", text)
	}
	s, err := w.service.Open(w.ctx, p.Visible[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Set(w.ctx, "requests.received.business", "7"); err != nil {
		t.Fatal(err)
	}
	if err := s.Set(w.ctx, "requests.carried_out.business", "3"); err != nil {
		t.Fatal(err)
	}
	if text = shown(); text == "" || text != p.Visible[0].Left.String() {
		t.Errorf("after an edit: %q, %+v", text, p.Visible[0].Left)
	}
	uncounted := p.Visible[0]
	uncounted.Left = check.Left{}
	if err := w.service.Journal.Recount(w.ctx, []app.Summary{uncounted}); err != nil {
		t.Fatal(err)
	}
	var work []func()
	w.background = func(f func() error, then func(error)) { work = append(work, func() { then(f()) }) }
	w.later = func(_ time.Duration, f func()) func() { work = append(work, f); return func() {} }
	if got := shown(); got != "" {
		t.Errorf("before it is counted: %q", got)
	}
	for len(work) > 0 {
		do := work[0]
		work = work[1:]
		do()
	}
	if got := p.List.Lines[0].Cells[4].Text; got != text || p.Selected().Draft == nil || p.Open.Disabled() {
		t.Errorf("counted beside the list: %q, want %q; chosen %v", got, text, p.Selected())
	}
}
