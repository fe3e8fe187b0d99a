package shell

import (
	"os"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"nianbao/app"
	desk "nianbao/app/exchange"
	"nianbao/app/form"
	"nianbao/app/report"
	"nianbao/ui/commands"
	"nianbao/ui/drafts"
	"nianbao/ui/editor"
	"nianbao/ui/system"
	"nianbao/ui/widgets"
)

func TestABadEndIsToldQuietlyOnTheList(t *testing.T) {
	w, _, _ := withExample(t)
	w.showList()
	w.options.Ended = system.Ended{Badly: true}
	w.ending.tell()
	p := w.screen.(*drafts.List)
	if said := p.Frame().Status.Text(); w.dialogs.Open() || !strings.Contains(said, "没有正常关闭") || !strings.Contains(said, "最后保存的改动是“示例县") {
		t.Errorf("%d dialogs, told %q", len(w.dialogs.Stack), said)
	}
	w.OpenReport(1, nil)
	w.showList()
	if p := w.screen.(*drafts.List); p.Frame().Status.Text() != "" {
		t.Error("told again")
	}
	w.options.Ended.Crash = "/x/crash-1.txt"
	w.ending.tell()
	if len(w.dialogs.Stack) != 1 {
		t.Error("a crash is not told in a dialog")
	}
}

// Keys that go on must not put the storing off.
func TestTypingDoesNotPutTheStoringOff(t *testing.T) {
	w, m, e := withExample(t)
	e.GoSection(0)
	asked := 0
	later := w.later
	w.later = func(d time.Duration, f func()) func() {
		asked++
		return later(d, f)
	}
	field := e.Parts[1].(*editor.TextPart).Fields[0]
	for range 20 {
		test.Type(field, "新")
	}
	if asked != 1 || m.delay > time.Second {
		t.Errorf("asked %d times, for after %v", asked, m.delay)
	}
	m.due()
	test.Type(field, "字")
	if asked != 2 || !strings.HasPrefix(m.Drafts[1].Values["overview.lead"], strings.Repeat("新", 20)) {
		t.Errorf("asked %d times, holds %.30q", asked, m.Drafts[1].Values["overview.lead"])
	}
	w.ending.storeOpen()
	if !strings.HasPrefix(m.Drafts[1].Values["overview.lead"], strings.Repeat("新", 20)+"字") {
		t.Error("asked to end, the last key was not stored")
	}
}

func TestAskedToEndTheOpenCellIsStored(t *testing.T) {
	w, m, e := withExample(t)
	e.GoSection(2)
	p := e.Parts[3].(*editor.TablePart)
	a := p.Grid.Active()
	p.Grid.TypedRune('7')
	if m.Drafts[1].Values[a] == "7" || !p.Grid.Editing() {
		t.Fatal("the cell is not open")
	}
	w.ending.storeOpen()
	if m.Drafts[1].Values[a] != "7" {
		t.Errorf("the cell holds %q", m.Drafts[1].Values[a])
	}
}

// Names, dates and answers are stored while they are typed, as paragraphs are.
func TestSingleLinesAreStoredWhileTheyAreTyped(t *testing.T) {
	w, m, e := withExample(t)
	e.GoPart(0)
	held := func(a form.Address) string { return m.Drafts[1].Values[a] }
	entry := func(a form.Address) *widgets.Entry { return e.Parts[0].(*editor.InfoPart).Entries[a] }
	for a, typed := range map[form.Address]string{report.UnitName: "新", report.SignedBy: "某局"} {
		before := held(a)
		w.win.Canvas().Focus(entry(a))
		m.due = nil
		test.Type(entry(a), typed)
		if m.due == nil || held(a) != before || e.Frame().Saved.Text != "正在输入……" {
			t.Fatalf("%s: with the key it holds %q, shown %q", a, held(a), e.Frame().Saved.Text)
		}
		m.due()
		if held(a) != typed+before || entry(a).Text != typed+before || !strings.HasPrefix(e.Frame().Saved.Text, "已保存") {
			t.Errorf("%s holds %q, shown %q", a, held(a), e.Frame().Saved.Text)
		}
	}

	// What is half typed stays as it is, without a word, until it is left.
	date := entry(report.SignedOn)
	w.win.Canvas().Focus(date)
	before := held(report.SignedOn)
	date.SetText("2026-")
	m.due()
	if held(report.SignedOn) != before || date.Text != "2026-" || w.dialogs.Open() || e.Frame().Saved.Text != "正在输入……" {
		t.Errorf("half a date: %q held, %q in the entry, %q shown", held(report.SignedOn), date.Text, e.Frame().Saved.Text)
	}
	date.SetText("2026-02-01 ")
	m.due()
	if held(report.SignedOn) != "2026-02-01" || date.Text != "2026-02-01 " {
		t.Errorf("%q held, %q in the entry", held(report.SignedOn), date.Text)
	}
	w.win.Canvas().Focus(entry(report.UnitName))
	if date.Text != "2026年2月1日" {
		t.Errorf("left, the entry shows %q", date.Text)
	}

	// The form of another year takes the place of the entries that are typed in.
	year := entry(report.Year)
	w.win.Canvas().Focus(year)
	year.SetText("2019")
	year.CursorColumn = 3
	m.due()
	now := entry(report.Year)
	if held(report.Year) != "2019" || now == year || w.win.Canvas().Focused() != fyne.Focusable(now) || now.Text != "2019" || now.CursorColumn != 3 {
		t.Errorf("year %q, the entry that has the keyboard holds %q, cursor %d", held(report.Year), now.Text, now.CursorColumn)
	}
	test.Type(now, "x")
	w.ending.storeOpen() // 201x9 is no year
	if held(report.Year) != "2019" {
		t.Errorf("year %q", held(report.Year))
	}
}

// What is typed in one go into a name is one step back, though it was stored
// several times.
func TestANameTypedInOneGoIsOneStepBack(t *testing.T) {
	w, m, e := withExample(t)
	e.GoPart(0)
	unit := e.Parts[0].(*editor.InfoPart).Entries[report.UnitName]
	before := unit.Text
	w.win.Canvas().Focus(unit)
	for _, s := range []string{"甲", "乙", "丙"} {
		test.Type(unit, s)
		m.due()
	}
	e.Undo()
	if got := m.Drafts[1].Values[report.UnitName]; got != before {
		t.Errorf("after one step back: %q", got)
	}
}

// A text that is written in a dialog outlives the program.
func TestWhatIsWrittenInADialogIsKept(t *testing.T) {
	w, m, e := withExample(t)
	write := func() *widgets.NoteEntry {
		e.Actions()[commands.Reason]()
		entry, ok := w.win.Canvas().Focused().(*widgets.NoteEntry)
		if !ok {
			t.Fatal("no dialog")
		}
		return entry
	}
	if err := e.Set("disclosed.coercion.decisions", ""); err != nil { // which is to be explained
		t.Fatal(err)
	}
	entry := write()
	test.Type(entry, "经核对")
	m.due()
	test.Type(entry, "台账")
	w.ending.storeOpen()
	if kept := m.Settings[app.SettingUnfinished]; !strings.Contains(kept, "经核对台账") {
		t.Fatalf("kept %q", kept)
	}
	w.dialogs.CloseAll() // as the end of the program does
	if entry = write(); entry.Text != "经核对台账" || !entry.Restored {
		t.Errorf("shown again: %q", entry.Text)
	}
	w.dialogs.Key(fyne.KeyEscape)
	if entry = write(); entry.Text != "" || m.Settings[app.SettingUnfinished] != "" {
		t.Errorf("given up, it is still there: %q", entry.Text)
	}
	long := strings.Repeat("长", report.MaxText+1)
	entry.SetText(long)
	m.due()
	w.dialogs.Key(fyne.KeyReturn) // refused
	w.dialogs.CloseAll()
	if entry = write(); entry.Text != long {
		t.Errorf("refused, it is lost: %.20q", entry.Text)
	}
	entry.SetText("经核对无误")
	w.dialogs.Key(fyne.KeyReturn)
	if w.dialogs.Open() || m.Settings[app.SettingUnfinished] != "" {
		t.Errorf("written, %q is kept", m.Settings[app.SettingUnfinished])
	}
}

// What cannot be stored when the program is ended is not given up: it is in a
// file, and the next start says in which.
func TestWhatCannotBeStoredAtTheEndIsSetAside(t *testing.T) {
	t.Setenv("HOME", t.TempDir())
	w, m, e := withExample(t)
	m.Fail = &app.Error{Code: app.Full}
	if err := e.Set("disclosed.coercion.decisions", "77"); err == nil {
		t.Fatal("stored on a full disk")
	}
	w.ending.storeOpen()
	w.ending.storeOpen() // asked, and then ended
	path := m.Settings[app.SettingAside]
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("set aside in %q: %v", path, err)
	}
	m.Fail = nil
	preview, err := desk.At(w.service).OpenPackage(w.ctx, raw)
	if err != nil || preview.Report.Figure("disclosed.coercion.decisions").String() != "77" {
		t.Fatalf("the file holds %+v, %v", preview, err)
	}
	w.dialogs.CloseAll()
	w.ending.tell()
	if !shows(w, "不能存进数据文件") || m.Settings[app.SettingAside] != "" {
		t.Error("it is not told where")
	}
}
