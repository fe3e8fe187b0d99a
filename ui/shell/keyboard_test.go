package shell

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
	"nianbao/ui/calendar"
	"nianbao/ui/commands"
	"nianbao/ui/drafts"
	"nianbao/ui/editor"
	"nianbao/ui/system"
	"nianbao/ui/widgets"
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
	for n := range e.Parts {
		e.GoPart(n)
		had := c.Focused()
		c.Unfocus()
		w.keyboard.typedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
		if c.Focused() != had || had == nil {
			t.Errorf("part %d: %T has the keyboard, before it was %T", n, c.Focused(), had)
		}
	}
	e.GoSection(2)
	before := e.Parts[3].Cursor()
	c.Unfocus()
	w.keyboard.typedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	if e.Parts[3].Cursor() == before {
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
	info := e.Parts[0].(*editor.InfoPart)
	c := w.win.Canvas()
	for _, f := range []fyne.Focusable{info.Entries[report.SignedBy], info.Preamble.Fields[0], info.Entries[report.Year]} {
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
	p := w.screen.(*drafts.List)
	press(p.List, fyne.KeyEnd, fyne.KeyDelete)
	gone := p.Selected().Draft.ID
	tapOver(t, w, "删除")
	if p.List.Chosen != 0 || p.Open.Disabled() {
		t.Fatalf("row %d is chosen after deleting", p.List.Chosen)
	}
	p.OnUndo()
	if p.List.Chosen < 0 || p.Selected().Draft.ID != gone {
		t.Errorf("row %d is chosen after taking back", p.List.Chosen)
	}
	p.OnFind()
	test.Type(p.Filter, "没有这个单位")
	if !p.Nothing.Visible() || p.Empty.Visible() {
		t.Error("nothing says that nothing was found")
	}
	press(p.Filter, fyne.KeyEscape)
	if len(p.Visible) != 2 || p.Selected().Draft.ID != gone || w.win.Canvas().Focused() != fyne.Focusable(p.List) {
		t.Errorf("Esc shows %d rows", len(p.Visible))
	}
}

func TestCalendarByKeys(t *testing.T) {
	w, _, e := withExample(t)
	info := e.Parts[0].(*editor.InfoPart)
	info.ChooseDate()
	days := w.win.Canvas().Focused().(*calendar.Calendar)
	if days.Title.Text != "2026年1月" || days.Days[3].Day.Format(time.DateOnly) != "2026-01-01" {
		t.Errorf("%s, the fourth day is %v", days.Title.Text, days.Days[3].Day)
	}
	press(days, fyne.KeyDown, fyne.KeyDown, fyne.KeyLeft, fyne.KeyLeft, fyne.KeyLeft) // 31 January
	press(days, fyne.KeyPageDown)
	if days.Chosen.Text != "2026年2月28日" {
		t.Errorf("a month on: %s", days.Chosen.Text)
	}
	days.Days[0].Tapped(nil)
	press(days, fyne.KeyReturn)
	if got := e.Report().Text(report.SignedOn); got != "2026-01-26" || w.dialogs.Open() {
		t.Errorf("%s, %d dialogs", got, len(w.dialogs.Stack))
	}
}

func TestReadySentencesHaveKeys(t *testing.T) {
	_, _, e := withExample(t)
	e.GoSection(5)
	prompts := e.Parts[e.Current].(*editor.TextPart).Prompts
	offered := e.Actions()
	if len(prompts) != 2 || offered[commands.Sentence1] == nil || offered[commands.Sentence2] == nil {
		t.Fatalf("%d sentences", len(prompts))
	}
	if err := e.Set(report.Year, "2024"); err != nil {
		t.Fatal(err)
	}
	prompts[0]()
	if got := e.Report().Text("others.processing_fee"); !strings.HasSuffix(got, "\n2024年，本机关未收取信息处理费。") {
		t.Errorf("%q", got)
	}
}

// No part may be so wide that the window grows over the edge of a small
// screen.
func TestPartsFitASmallScreen(t *testing.T) {
	for _, size := range []string{widgets.SizeMedium, widgets.SizeLarge} {
		w, _, e := withExample(t)
		fyne.CurrentApp().Settings().SetTheme(widgets.NewTheme(size))
		for n := range e.Parts {
			e.GoPart(n)
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
	w.OpenReport(id, nil)
	e := w.screen.(*editor.Editor)
	change := func(a form.Address, text string) {
		info := e.Parts[0].(*editor.InfoPart)
		info.Entries[a].SetText(text)
		info.Store(a)
	}
	change(report.Year, "2020")
	if got := e.Report().Text(report.Preamble); !strings.Contains(got, "2020年1月1日") || !strings.Contains(got, "〔2019〕60号") {
		t.Errorf("%s", got)
	}
	e.Undo()
	if got := e.Report().Text(report.Preamble); !strings.Contains(got, "2024年1月1日") || e.Report().Year() != 2024 {
		t.Errorf("one undo leaves %s", got)
	}
	if err := e.Set(report.Preamble, "自己写的。"); err != nil {
		t.Fatal(err)
	}
	change(report.UnitName, "乙县财政局")
	if got := e.Report().Text(report.Preamble); got != "自己写的。" {
		t.Errorf("a preamble of one's own became %q", got)
	}
}

func TestAdoptByKey(t *testing.T) {
	w, _, e := withExample(t)
	total := form.Address("requests.received.total")
	if err := e.Set(report.SourceTotalAt(total), "99"); err != nil {
		t.Fatal(err)
	}
	e.GoTo(total)
	w.screen.Actions()[commands.Computed]()
	if !e.Report().PrintedTotal(total).Blank() || check.Count(e.Session.Findings(), check.Error) > 0 {
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
		if got := widgets.TargetPath(typed, "报告.pdf"); got != want {
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
	widgets.Browse(w, "选择", []string{".json"}, dir, take)
	list := w.win.Canvas().Focused().(*widgets.BrowseList)
	press(list, fyne.KeyDown, fyne.KeyReturn) // into 乙
	if list.Browser.Dir != inside || len(w.dialogs.Stack) != 1 {
		t.Fatalf("in %s, %d dialogs", list.Browser.Dir, len(w.dialogs.Stack))
	}
	press(list, fyne.KeyBackspace, fyne.KeyEnd, fyne.KeyReturn)
	if got != filepath.Join(dir, "甲.json") || w.dialogs.Open() {
		t.Errorf("took %q, %d dialogs", got, len(w.dialogs.Stack))
	}
	widgets.Browse(w, "选择", nil, inside, take)
	press(w.win.Canvas().Focused(), fyne.KeyReturn)
	if got != inside {
		t.Errorf("took the folder %q", got)
	}
	widgets.Browse(w, "选择", nil, inside, take)
	press(w.win.Canvas().Focused(), fyne.KeyEscape)
	if w.dialogs.Open() {
		t.Error("Esc does not close it")
	}
}

// The unit of the last report stands in the form of the next one, chosen, so
// that what is typed takes its place.
func TestTheLastUnitIsTypedOver(t *testing.T) {
	w, _, _ := withExample(t)
	if err := w.service.Settings.SetSetting(w.ctx, app.SettingUnit, "甲局"); err != nil {
		t.Fatal(err)
	}
	w.Do(commands.NewReport)
	entry := w.win.Canvas().Focused()
	entry.TypedRune('乙')
	if e, ok := entry.(*widgets.Entry); !ok || e.Text != "乙" {
		t.Errorf("%T holds %q", entry, e.Text)
	}
}

// Ctrl+Z takes a word, or what was typed without a pause, and leaves the caret
// where it was taken from.
func TestUndoTakesBackAWordOfAText(t *testing.T) {
	w, _, e := withExample(t)
	e.GoSection(0)
	p := e.Parts[1].(*editor.TextPart).Fields[0]
	p.SetText("开头。结尾。")
	e.Commit()
	widgets.PutCaret(&p.Entry, 3)
	test.Type(p, "依法公开，及时公开")
	for _, want := range []struct {
		text  string
		caret int
	}{{"开头。依法公开，结尾。", 8}, {"开头。结尾。", 3}} {
		e.Undo()
		if p.Text != want.text || p.CursorTextOffset() != want.caret || w.win.Canvas().Focused() != fyne.Focusable(p) {
			t.Errorf("%q, the caret is before %d; want %q, %d", p.Text, p.CursorTextOffset(), want.text, want.caret)
		}
	}
	e.Redo()
	if p.Text != "开头。依法公开，结尾。" || e.Report().Text(p.Address) != p.Text {
		t.Errorf("forward again: %q, stored %q", p.Text, e.Report().Text(p.Address))
	}
}

// The dialog of files begins where a file was chosen last.
func TestFilesAreLookedForWhereOneWasChosenLast(t *testing.T) {
	w, _, _ := withExample(t)
	if got := widgets.LastFolder(w); got != system.Documents() {
		t.Errorf("at first it is %s", got)
	}
	dir := t.TempDir()
	widgets.KeepFolder(w, filepath.Join(dir, "甲.json"))
	if got := widgets.LastFolder(w); got != dir {
		t.Errorf("then it is %s, want %s", got, dir)
	}
	widgets.KeepFolder(w, filepath.Join(dir, "没有了", "甲.json"))
	if got := widgets.LastFolder(w); got != system.Documents() {
		t.Errorf("of a folder that is gone it is %s", got)
	}
}
