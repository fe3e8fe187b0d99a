package shell

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"nianbao/app"
	"nianbao/app/deadline"
	"nianbao/app/report"
	"nianbao/ui/drafts"
	"nianbao/ui/widgets"
)

// tapOver taps the button of that name in what is over the page.
func tapOver(t *testing.T, w *Window, name string) {
	t.Helper()
	over := w.win.Canvas().Overlays().Top()
	if over == nil {
		t.Fatalf("nothing is over the page that could say %q", name)
	}
	var found *widgets.Button
	eachShown(over, func(o fyne.CanvasObject) {
		if b, ok := o.(*widgets.Button); ok && b.Text == name {
			found = b
		}
	})
	if found == nil {
		t.Fatalf("no button %q", name)
	}
	test.Tap(found)
}

// listOf shows the list of some reports, made in this order.
func listOf(t *testing.T, made ...app.NewReport) (*Window, *drafts.List) {
	t.Helper()
	w, _ := newTestWindow(t)
	for _, n := range made {
		if _, err := w.service.Create(w.ctx, n); err != nil {
			t.Fatal(err)
		}
	}
	w.showList()
	return w, w.screen.(*drafts.List)
}

func shownUnits(p *drafts.List) string {
	var out []string
	for _, s := range p.Visible {
		out = append(out, fmt.Sprint(s.Unit, s.Year))
	}
	return strings.Join(out, " ")
}

var someReports = []app.NewReport{{Unit: "张局", Year: 2025}, {Unit: "安局", Year: 2024}, {Unit: "张局", Year: 2024}, {Unit: "李局", Year: 2025}}

func TestTheListIsSortedByTheHeadsOfItsColumns(t *testing.T) {
	w, p := listOf(t, someReports...)
	for _, c := range []struct {
		column int
		want   string
		head   string
	}{
		{0, "安局2024 李局2025 张局2024 张局2025", "单位 ↑"},
		{0, "张局2024 张局2025 李局2025 安局2024", "单位 ↓"},
		{1, "李局2025 张局2025 张局2024 安局2024", "年度 ↓"},
		{6, "李局2025 张局2024 安局2024 张局2025", "最后修改 ↓"},
		{6, "张局2025 安局2024 张局2024 李局2025", "最后修改 ↑"},
	} {
		p.List.OnSort(c.column)
		if got := shownUnits(p); got != c.want || !shows(w, c.head) {
			t.Errorf("%s: %s, want %s", c.head, got, c.want)
		}
	}
	w.showList()
	if got := shownUnits(w.screen.(*drafts.List)); got != "张局2025 安局2024 张局2024 李局2025" {
		t.Errorf("shown again: %s", got)
	}
}

// What was looked for, what was chosen, and the filters are there again when the
// list comes back.
func TestTheListComesBackAsItWasLeft(t *testing.T) {
	w, p := listOf(t, someReports...)
	p.Year.SetSelected("2024年")
	if got := shownUnits(p); got != "张局2024 安局2024" || p.Count.Text != "2 份，共 4 份" {
		t.Errorf("of 2024: %s, %s", got, p.Count.Text)
	}
	p.Filter.SetText("局 2024")
	p.Refocus()
	press(p.List, fyne.KeyDown)
	chosen := p.Selected().Draft.ID
	press(p.List, fyne.KeyReturn)
	w.showList()
	p = w.screen.(*drafts.List)
	if got := shownUnits(p); got != "张局2024 安局2024" || p.Filter.Text != "局 2024" || p.Year.Selected != "2024年" {
		t.Errorf("back again: %s, looked for %q, %s", got, p.Filter.Text, p.Year.Selected)
	}
	if p.Selected().Draft == nil || p.Selected().Draft.ID != chosen {
		t.Errorf("row %d is chosen", p.List.Chosen)
	}
	press(p.List, fyne.KeyEscape)
	if len(p.Visible) != 4 || p.Filter.Text != "" {
		t.Errorf("Esc leaves %d, %q", len(p.Visible), p.Filter.Text)
	}
	p.State.SetSelected("草稿")
	if !slices.Contains(p.State.Options, "草稿") || len(p.Visible) != 4 {
		t.Errorf("states %q, %d shown", p.State.Options, len(p.Visible))
	}
}

func TestARowHasAMenu(t *testing.T) {
	w, p := listOf(t, someReports...)
	items := func() (out []string) {
		for _, i := range p.List.RowMenu().Items {
			out = append(out, i.Label)
		}
		return out
	}
	p.Refocus()
	if got := strings.Join(items(), " "); !strings.Contains(got, "打开（Enter）") || !strings.Contains(got, "以此为底新建2026年报告…") || !strings.Contains(got, "只看这个单位") || !strings.Contains(got, "删除（Delete）") {
		t.Errorf("the menu offers %s", got)
	}
	press(p.List, "Menu")
	if w.win.Canvas().Overlays().Top() == nil {
		t.Error("the menu key shows no menu")
	}
}

// The days left are shown of each report, by the kind of its unit, and of the
// office's own beside the title.
func TestDaysLeftAreOnTheList(t *testing.T) {
	w, _ := newTestWindow(t)
	now := time.Date(2026, 1, 29, 10, 0, 0, 0, time.Local)
	w.service.Now = func() time.Time { return now }
	for _, n := range []app.NewReport{{Unit: "甲局", Year: 2025}, {Unit: "某市人民政府", Year: 2025}} {
		if _, err := w.service.Create(w.ctx, n); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.service.Settings.SetSetting(w.ctx, app.SettingUnit, "甲局"); err != nil {
		t.Fatal(err)
	}
	due := func() string {
		w.showList()
		var out []string
		for _, l := range w.screen.(*drafts.List).List.Lines {
			out = append(out, l.Cells[0].Text+l.Cells[5].Text)
		}
		slices.Sort(out)
		return strings.Join(append(out, w.screen.(*drafts.List).Frame().Beside.Text), "；")
	}
	if got := due(); got != "某市人民政府还有 61 天；甲局还有 2 天；还有 2 天：2025年度报告应当在2026年1月31日前公布。" {
		t.Errorf("before: %s", got)
	}
	now = now.AddDate(0, 0, 5)
	if got := due(); got != "某市人民政府还有 56 天；甲局已超过 3 天；已经超过 3 天：2025年度报告应当在2026年1月31日前公布。" {
		t.Errorf("after: %s", got)
	}
	if err := w.service.SetUnitKind(w.ctx, "甲局", deadline.Government); err != nil {
		t.Fatal(err)
	}
	if got := due(); !strings.Contains(got, "甲局还有 56 天") {
		t.Errorf("as a government: %s", got)
	}
}

// A new report is proposed for the office's own unit, and goes on from the year
// before where that is here; what is refused is said in the form.
func TestANewReportGoesOnFromTheYearBefore(t *testing.T) {
	w, p := listOf(t, app.NewReport{Unit: "甲局", Year: 2024})
	w.service.Now = func() time.Time { return time.Date(2026, 1, 9, 10, 0, 0, 0, time.Local) }
	s, err := w.service.Open(w.ctx, p.Visible[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Set(w.ctx, "requests.carried_out.business", "7"); err != nil {
		t.Fatal(err)
	}
	if err := w.service.Settings.SetSetting(w.ctx, app.SettingUnit, "甲局"); err != nil {
		t.Fatal(err)
	}
	drafts.ShowNewReport(w)
	unit := w.win.Canvas().Focused().(*widgets.Entry)
	if unit.Text != "甲局" || !strings.Contains(dialogSays(w), "以2024年的报告（草稿）为底") {
		t.Errorf("proposed %q: %s", unit.Text, dialogSays(w))
	}
	unit.SetText(" ")
	w.dialogs.Key(fyne.KeyReturn)
	if !strings.Contains(dialogSays(w), "请填写单位全称。") || unit.Text != " " {
		t.Errorf("refused: %s", dialogSays(w))
	}
	unit.SetText("甲局")
	w.dialogs.Key(fyne.KeyReturn)
	if !strings.Contains(dialogSays(w), "已从2024年的报告（草稿）带入上年结转 1 格") {
		t.Errorf("made: %s", dialogSays(w))
	}
	made, err := w.service.Drafts.List(w.ctx)
	if err != nil || len(made) != 2 {
		t.Fatal(made, err)
	}
	d, err := w.service.Drafts.Load(w.ctx, max(made[0].ID, made[1].ID))
	if err != nil || d.Values["requests.carried_in.business"] != "7" || d.Values[report.Year] != "2025" {
		t.Errorf("holds %v, %v", d.Values, err)
	}
}
