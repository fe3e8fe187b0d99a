package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"nianbao/app"
	"nianbao/app/check"
	"nianbao/app/form"
	"nianbao/app/report"
	"nianbao/ui/commands"
	"nianbao/ui/system"
)

func press(f fyne.Focusable, keys ...fyne.KeyName) {
	for _, k := range keys {
		f.TypedKey(&fyne.KeyEvent{Name: k})
	}
}

// A menu, or a click beside everything, takes the focus away. The next key
// must find its way back.
func TestKeysFindBackToThePage(t *testing.T) {
	w, _, e := withExample(t)
	c := w.win.Canvas()
	for n := range e.parts {
		e.goPart(n)
		had := c.Focused()
		c.Unfocus()
		w.keyboard.typedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
		if c.Focused() != had || had == nil {
			t.Errorf("part %d: %T has the keyboard, before it was %T", n, c.Focused(), had)
		}
	}
	e.goSection(2)
	before := e.parts[3].Cursor()
	c.Unfocus()
	w.keyboard.typedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	if e.parts[3].Cursor() == before {
		t.Error("the key itself was lost")
	}
	w.Do(commands.Settings)
	c.Unfocus()
	w.keyboard.typedRune('x')
	if c.Focused() != nil {
		t.Error("a key went past a dialog")
	}
}

func TestInfoRefocusesTheEntryOfBefore(t *testing.T) {
	w, _, e := withExample(t)
	info := e.parts[0].(*infoPart)
	c := w.win.Canvas()
	for _, f := range []fyne.Focusable{info.entries[report.SignedBy], info.preamble.fields[0], info.entries[report.Year]} {
		c.Focus(f)
		c.Unfocus()
		w.keyboard.typedKey(&fyne.KeyEvent{Name: fyne.KeyHome})
		if c.Focused() != f {
			t.Errorf("%T has the keyboard", c.Focused())
		}
	}
}

func TestListKeepsARowChosen(t *testing.T) {
	w, _, _ := withExample(t)
	if _, err := w.service.Create(w.ctx, app.NewReport{Unit: "甲县财政局", Year: 2024}); err != nil {
		t.Fatal(err)
	}
	w.showList()
	p := w.screen.(*startPage)
	press(p.list, fyne.KeyEnd, fyne.KeyDelete)
	gone := p.selected().draft.ID
	w.dialogs.Key(fyne.KeyReturn)
	if p.list.chosen != 0 || p.open.Disabled() {
		t.Fatalf("row %d is chosen after deleting", p.list.chosen)
	}
	p.onUndo()
	if p.list.chosen < 0 || p.selected().draft.ID != gone {
		t.Errorf("row %d is chosen after taking back", p.list.chosen)
	}
	p.onFind()
	test.Type(p.filter, "没有这个单位")
	if !p.nothing.Visible() || p.empty.Visible() {
		t.Error("nothing says that nothing was found")
	}
	press(p.filter, fyne.KeyEscape)
	if len(p.shown) != 2 || p.list.chosen != 0 || w.win.Canvas().Focused() != fyne.Focusable(p.list) {
		t.Errorf("Esc shows %d rows", len(p.shown))
	}
}

func TestCalendarByKeys(t *testing.T) {
	w, _, e := withExample(t)
	info := e.parts[0].(*infoPart)
	info.chooseDate()
	days := w.win.Canvas().Focused().(*calendar)
	if days.title.Text != "2026年1月" || days.days[3].day.Format(time.DateOnly) != "2026-01-01" {
		t.Errorf("%s, the fourth day is %v", days.title.Text, days.days[3].day)
	}
	press(days, fyne.KeyDown, fyne.KeyDown, fyne.KeyLeft, fyne.KeyLeft, fyne.KeyLeft) // 31 January
	press(days, fyne.KeyPageDown)
	if days.chosen.Text != "2026年2月28日" {
		t.Errorf("a month on: %s", days.chosen.Text)
	}
	days.days[0].Tapped(nil)
	press(days, fyne.KeyReturn)
	if got := e.report().Text(report.SignedOn); got != "2026-01-26" || w.dialogs.Open() {
		t.Errorf("%s, %d dialogs", got, len(w.dialogs.stack))
	}
}

func TestReadySentencesHaveKeys(t *testing.T) {
	_, _, e := withExample(t)
	e.goSection(5)
	prompts := e.parts[e.current].(*textPart).prompts
	if len(prompts) != len(promptKeys) {
		t.Fatalf("%d sentences, %d keys", len(prompts), len(promptKeys))
	}
	if err := e.set(report.Year, "2024"); err != nil {
		t.Fatal(err)
	}
	prompts[0]()
	if got := e.report().Text("others.processing_fee"); !strings.HasSuffix(got, "\n2024年，本机关未收取信息处理费。") {
		t.Errorf("%q", got)
	}
}

// No part may be so wide that the window grows over the edge of a small
// screen.
func TestPartsFitASmallScreen(t *testing.T) {
	for _, size := range []string{sizeMedium, sizeLarge} {
		w, _, e := withExample(t)
		fyne.CurrentApp().Settings().SetTheme(newHouse(size))
		for n := range e.parts {
			e.goPart(n)
			if least := w.win.Canvas().Content().MinSize(); least.Width > 1300 || least.Height > 640 {
				t.Errorf("size %q, part %d needs %v", size, n, least)
			}
		}
	}
}

func TestProposedPreambleFollowsUnitAndYear(t *testing.T) {
	w, _ := newTestWindow(t)
	id, err := w.service.Create(w.ctx, app.NewReport{Unit: "甲县财政局", Year: 2024})
	if err != nil {
		t.Fatal(err)
	}
	w.OpenReport(id)
	e := w.screen.(*editor)
	change := func(a form.Address, text string) {
		info := e.parts[0].(*infoPart)
		info.entries[a].SetText(text)
		info.store(a)
	}
	change(report.Year, "2020")
	if got := e.report().Text(report.Preamble); !strings.Contains(got, "2020年1月1日") || !strings.Contains(got, "〔2019〕60号") {
		t.Errorf("%s", got)
	}
	e.undo()
	if got := e.report().Text(report.Preamble); !strings.Contains(got, "2024年1月1日") || e.report().Year() != 2024 {
		t.Errorf("one undo leaves %s", got)
	}
	if err := e.set(report.Preamble, "自己写的。"); err != nil {
		t.Fatal(err)
	}
	change(report.UnitName, "乙县财政局")
	if got := e.report().Text(report.Preamble); got != "自己写的。" {
		t.Errorf("a preamble of one's own became %q", got)
	}
}

func TestAdoptByKey(t *testing.T) {
	w, _, e := withExample(t)
	total := form.Address("requests.received.total")
	if err := e.set(report.SourceTotalAt(total), "99"); err != nil {
		t.Fatal(err)
	}
	e.goTo(total)
	w.screen.Actions()[commands.Computed]()
	if !e.report().PrintedTotal(total).Blank() || check.Count(e.s.Findings(), check.Error) > 0 {
		t.Error("the printed total stands")
	}
}

func TestTargetPath(t *testing.T) {
	dir := t.TempDir()
	for typed, want := range map[string]string{
		dir:                                filepath.Join(dir, "报告.pdf"),
		filepath.Join(dir, "甲"):            filepath.Join(dir, "甲.pdf"),
		filepath.Join(dir, "甲.PDF"):        filepath.Join(dir, "甲.PDF"),
		" " + filepath.Join(dir, "2025.1"): filepath.Join(dir, "2025.1.pdf"),
		`"` + dir + `"`:                    filepath.Join(dir, "报告.pdf"),
		"":                                 filepath.Join(system.Documents(), "报告.pdf"),
	} {
		if got := targetPath(typed, "报告.pdf"); got != want {
			t.Errorf("%q: %q", typed, got)
		}
	}
}

// Where the system has no file dialog, ours is Chinese and worked by keys.
func TestBrowseByKeys(t *testing.T) {
	w, _, _ := withExample(t)
	dir := t.TempDir()
	inside := filepath.Join(dir, "乙")
	if err := os.Mkdir(inside, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"甲.json", "甲.txt"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var got string
	take := func(path string) { got = path }
	browse(w, "选择", []string{".json"}, dir, take)
	list := w.win.Canvas().Focused().(*browseList)
	press(list, fyne.KeyDown, fyne.KeyReturn) // into 乙
	if list.browser.dir != inside || len(w.dialogs.stack) != 1 {
		t.Fatalf("in %s, %d dialogs", list.browser.dir, len(w.dialogs.stack))
	}
	press(list, fyne.KeyBackspace, fyne.KeyEnd, fyne.KeyReturn)
	if got != filepath.Join(dir, "甲.json") || w.dialogs.Open() {
		t.Errorf("took %q, %d dialogs", got, len(w.dialogs.stack))
	}
	browse(w, "选择", nil, inside, take)
	press(w.win.Canvas().Focused(), fyne.KeyReturn)
	if got != inside {
		t.Errorf("took the folder %q", got)
	}
	browse(w, "选择", nil, inside, take)
	press(w.win.Canvas().Focused(), fyne.KeyEscape)
	if w.dialogs.Open() {
		t.Error("Esc does not close it")
	}
}
