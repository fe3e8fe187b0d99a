package shell

import (
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/app/doctor"
	"nianbao/app/document"
	"nianbao/assets"
	"nianbao/export"
	"nianbao/export/preview"
	"nianbao/ui/commands"
	"nianbao/ui/drafts"
	"nianbao/ui/editor"
	"nianbao/ui/uitest"
	"nianbao/ui/widgets"
)

// memory is a store in memory, so that these tests need no database, and what
// the window does later, so that they need no time.
type memory struct {
	*apptest.Memory

	due   func() // what the window does later, and when
	delay time.Duration
}

func newTestWindow(t testing.TB) (*Window, *memory) {
	t.Helper()
	catalog := apptest.Catalog(t)
	m := &memory{Memory: apptest.NewMemory()}
	desk := &app.Service{Ports: m.Ports(), Catalog: catalog, Exporter: export.All(), LayOut: preview.LayOut, Now: time.Now, Cost: apptest.Cheap}
	w := New(t.Context(), uitest.App(t), desk, Options{Version: "test", Doctor: &doctor.Doctor{Dir: t.TempDir(), Now: time.Now}, Log: slog.New(slog.DiscardHandler)})
	t.Cleanup(w.win.Close)
	w.later = func(d time.Duration, f func()) func() {
		m.due, m.delay = f, d
		return func() { m.due = nil }
	}
	w.background = func(work func() error, then func(error)) { then(work()) }
	return w, m
}

// withExample adds the bundled example and opens it.
func withExample(t testing.TB) (*Window, *memory, *editor.Editor) {
	t.Helper()
	w, m := newTestWindow(t)
	r, err := document.Read(strings.NewReader(string(assets.Example)), w.service.Catalog)
	if err != nil {
		t.Fatal(err)
	}
	id, err := w.service.Import(w.ctx, r, "")
	if err != nil {
		t.Fatal(err)
	}
	w.OpenReport(id, nil)
	return w, m, w.screen.(*editor.Editor)
}

func TestNewReportThenTheSameAgain(t *testing.T) {
	w, m := newTestWindow(t)
	drafts.ShowNewReport(w)
	unit := w.win.Canvas().Focused().(*widgets.Entry)
	test.Type(unit, "甲县财政局")
	unit.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	e, ok := w.screen.(*editor.Editor)
	if !ok || e.Report().Unit() != "甲县财政局" || len(m.Drafts) != 1 || w.dialogs.Open() {
		t.Fatalf("page %T, %d drafts, %d dialogs", w.screen, len(m.Drafts), len(w.dialogs.Stack))
	}
	if !e.Report().Declared("no_regulations") {
		t.Error("the declaration of the form did not arrive")
	}

	drafts.ShowNewReport(w) // the unit is remembered
	w.dialogs.Key(fyne.KeyReturn)
	if len(m.Drafts) != 1 || len(w.dialogs.Stack) != 1 {
		t.Fatalf("%d drafts, %d dialogs", len(m.Drafts), len(w.dialogs.Stack))
	}
	w.showList()
	w.dialogs.Key(fyne.KeyReturn) // 打开已有的报告
	if e, ok := w.screen.(*editor.Editor); !ok || e.Session.ID() != 1 {
		t.Errorf("page %T", w.screen)
	}
}

// Where the unit has no report of the year before, and another one has, the form asks
// whether it is the same under another name, and remembers it.
func TestARenamedUnitIsAskedForOnce(t *testing.T) {
	w, _ := newTestWindow(t)
	if _, err := w.service.Create(w.ctx, app.NewReport{Unit: "甲县国土局", Year: 2024}); err != nil {
		t.Fatal(err)
	}
	w.service.Now = func() time.Time { return time.Date(2026, 1, 9, 0, 0, 0, 0, time.Local) }
	ask := func(unit string) *widgets.Select {
		t.Helper()
		drafts.ShowNewReport(w)
		test.Type(w.win.Canvas().Focused(), unit)
		var names *widgets.Select
		eachShown(top(w), func(o fyne.CanvasObject) {
			if s, ok := o.(*widgets.Select); ok && slices.Contains(s.Options, "甲县国土局") {
				names = s
			}
		})
		return names
	}
	names := ask("甲县资源局")
	if names == nil || !shows(w, "这台电脑上没有这个单位上一年度的报告") {
		t.Fatal("nothing asks for the name of before")
	}
	names.SetSelected("甲县国土局")
	if !shows(w, "以“甲县国土局”2024年的报告（草稿）为底") {
		t.Error("the form does not say what the report goes on from")
	}
	w.dialogs.Key(fyne.KeyReturn)
	e, ok := w.screen.(*editor.Editor)
	if !ok || e.Report().Unit() != "甲县资源局" {
		t.Fatalf("%T", w.screen)
	}
	if last, err := w.service.LastYear(w.ctx, "甲县资源局", 2025); err != nil || last == nil {
		t.Errorf("it is not remembered: %v, %v", last, err)
	}
}

func TestDeleteAndUndo(t *testing.T) {
	w, m, _ := withExample(t)
	w.showList()
	p := w.screen.(*drafts.List)
	p.List.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	if len(p.Visible) != 1 {
		t.Fatal("deleted without asking")
	}
	w.dialogs.Key(fyne.KeyEscape)
	if len(p.Visible) != 1 || w.dialogs.Open() {
		t.Fatal("Esc did not mean no")
	}
	p.List.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	w.dialogs.Key(fyne.KeyReturn)
	if len(p.Visible) != 1 || m.Removed[1] || w.dialogs.Open() {
		t.Fatal("Enter did not mean no")
	}
	p.List.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	tapOver(t, w, "删除")
	if len(p.Visible) != 0 || !m.Removed[1] {
		t.Fatal("not deleted")
	}
	p.Actions()[commands.Undo]()
	if len(p.Visible) != 1 || m.Removed[1] {
		t.Error("not brought back")
	}
}

func TestParagraphsAreStoredOnLeaving(t *testing.T) {
	w, m, e := withExample(t)
	e.GoSection(0)
	p := e.Parts[1].(*editor.TextPart)
	test.Type(p.Fields[0], "新")
	if got := m.Drafts[1].Values["overview.lead"]; strings.HasPrefix(got, "新") {
		t.Fatal("stored with the key: each pause would be one")
	}
	e.GoSection(4)
	if got := m.Drafts[1].Values["overview.lead"]; !strings.HasPrefix(got, "新2025年") {
		t.Errorf("held: %.20q", got)
	}
	e.Undo()
	if e.Current != 1 || !strings.HasPrefix(p.Fields[0].Text, "2025年") {
		t.Errorf("undo shows part %d with %.20q", e.Current, p.Fields[0].Text)
	}
	_ = w
}

func TestParagraphsAreStoredSoonAfterTheLastKey(t *testing.T) {
	_, m, e := withExample(t)
	e.GoSection(0)
	test.Type(e.Parts[1].(*editor.TextPart).Fields[0], "新")
	if m.due == nil || m.delay > time.Second {
		t.Fatalf("to be stored after %v", m.delay)
	}
	m.due()
	if !strings.HasPrefix(m.Drafts[1].Values["overview.lead"], "新") || !strings.HasPrefix(e.Frame().Saved.Text, "已保存 ") {
		t.Errorf("not stored; the state says %q", e.Frame().Saved.Text)
	}
}

func TestTooLongAPasteIsRefusedWhole(t *testing.T) {
	w, _, e := withExample(t)
	e.GoSection(0)
	p := e.Parts[1].(*editor.TextPart).Fields[0]
	before := p.Text
	for name, content := range map[string]string{"a book": strings.Repeat("字", 200_000), "10 MB": strings.Repeat("x", 10<<20), "a picture": ""} {
		clipboard := test.NewClipboard()
		clipboard.SetContent(content)
		p.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clipboard})
		if said := e.Frame().Status.Said(); p.Text != before || w.dialogs.Open() || said == "" {
			t.Errorf("%s: %d characters, it says %q", name, len(p.Text), said)
		}
		e.SetStatus("")
	}
}

func TestEditionChosenByHandWarns(t *testing.T) {
	_, _, e := withExample(t)
	info := e.Parts[0].(*editor.InfoPart)
	if info.Warning.Visible() {
		t.Fatal("warned of the year's own edition")
	}
	info.Edition.SetSelectedIndex(1)
	info = e.Parts[0].(*editor.InfoPart)
	if e.Report().Form().Edition != "2019" || !info.Warning.Visible() {
		t.Errorf("edition %s, warning %v", e.Report().Form().Edition, info.Warning.Visible())
	}
	e.Undo()
	if e.Report().Form().Edition != "2021" {
		t.Error("undo left the edition")
	}
}

func TestSaveStateTellsFailureAndRecovery(t *testing.T) {
	_, m, e := withExample(t)
	m.Fail = &app.Error{Code: app.Full}
	if err := e.Set("disclosed.licensing.decisions", "77"); err == nil {
		t.Fatal("no error")
	}
	if e.Frame().Saved.Text != "磁盘已满，1 处改动没有保存，正在重试" || e.Leave() {
		t.Errorf("state %q", e.Frame().Saved.Text)
	}
	e.Host.Dialogs().Key(fyne.KeyEscape)
	m.Fail = nil
	e.Retry()
	if !strings.HasPrefix(e.Frame().Saved.Text, "已保存 ") || !e.Leave() || m.Drafts[1].Values["disclosed.licensing.decisions"] != "77" {
		t.Errorf("state %q", e.Frame().Saved.Text)
	}
}

func TestFindingsLeadToTheirPlace(t *testing.T) {
	_, _, e := withExample(t)
	if err := e.Set("requests.carried_out.natural_person", "4"); err != nil {
		t.Fatal(err)
	}
	if len(e.Findings.Visible) != 1 { // the column; that of the totals follows from it
		t.Fatalf("findings %v", e.Findings.Visible)
	}
	e.Findings.Rows.Objects[0].(*widgets.Row).Tapped(nil)
	if e.Current != 3 || e.Parts[3].Cursor() != e.Findings.Visible[0].Cells[0] {
		t.Errorf("part %d, cursor %s", e.Current, e.Parts[e.Current].Cursor())
	}
}

func TestExportFromTheWindow(t *testing.T) {
	w, _, e := withExample(t)
	path := filepath.Join(t.TempDir(), "报告 一.pdf")
	e.Opened.ExportTo(path)
	if len(w.dialogs.Stack) != 1 || !isFile(path) || w.dialogs.Stack[0].Last.Text != "打开文件（Enter）" {
		t.Error("not exported")
	}
}

// foreign says whether a text of the interface has English words in it, besides
// names of keys, files and rules.
func foreign(text string) bool {
	rest := strings.NewReplacer("Ctrl", "", "Alt", "", "Shift", "", "Tab", "", "Enter", "", "Esc", "", "Home", "", "End", "", "Delete", "",
		"PageUp", "", "PageDown", "", "PDF", "", "Excel", "", "Word", "", "F1", "", "F2", "", "F5", "", "F6", "", "F7", "", "F8", "", "F10", "", "zrzyj@example.gov.cn", "").Replace(text)
	for key := 'A'; key <= 'Z'; key++ {
		rest = strings.ReplaceAll(rest, "+"+string(key), "")
	}
	for _, rule := range []string{"R3-BAL", "R3-ROW", "R3-SUM", "R4-SUM", "R2-2", "R2-3", "R2-4", "D-BLANK", "D-EDITION", "D-SIGN", "D-LENGTH"} {
		rest = strings.ReplaceAll(rest, rule, "")
	}
	return strings.ContainsFunc(rest, func(r rune) bool { return r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' })
}

// No text of the interface is English.
func TestInterfaceIsChinese(t *testing.T) {
	w, _, e := withExample(t)
	look := func(where string) {
		for _, o := range append([]fyne.CanvasObject{w.win.Canvas().Content()}, w.win.Canvas().Overlays().List()...) {
			for _, text := range textsIn(o) {
				if foreign(text) {
					t.Errorf("%s: %q", where, text)
				}
			}
		}
	}
	for i := range e.Parts {
		e.GoPart(i)
		look(e.Report().Title())
	}
	for name, show := range map[string]func(){"keys": widgets.Doing(w, commands.Keys), "settings": widgets.Doing(w, commands.Settings), "new": widgets.Doing(w, commands.NewReport), "help": e.Explain, "date": e.Parts[0].(*editor.InfoPart).ChooseDate, "export": e.Opened.Export} {
		show()
		look(name)
		w.dialogs.Key(fyne.KeyEscape)
	}
	w.showList()
	look("list")
}

// textsIn gathers the labels and buttons that can be seen.
func textsIn(o fyne.CanvasObject) []string {
	if !o.Visible() {
		return nil
	}
	switch o := o.(type) {
	case *widget.Label:
		return []string{o.Text}
	case *editor.Paragraph, *widgets.Entry:
		return nil // what people write
	case *canvas.Text:
		return []string{o.Text}
	case *widgets.Button:
		return []string{o.Text}
	case *widgets.TextLine:
		return []string{o.Text}
	case *fyne.Container:
		var out []string
		for _, c := range o.Objects {
			out = append(out, textsIn(c)...)
		}
		return out
	case fyne.Widget:
		var out []string
		for _, c := range test.WidgetRenderer(o).Objects() {
			out = append(out, textsIn(c)...)
		}
		return out
	}
	return nil
}

// Wherever the keyboard is in a dialog, Esc leaves it and Enter carries it out.
func TestDialogsAnswerToEscAndEnterFromEveryWidget(t *testing.T) {
	w, _, _ := withExample(t)
	for name, show := range map[string]func(){"settings": widgets.Doing(w, commands.Settings), "new": widgets.Doing(w, commands.NewReport), "keys": widgets.Doing(w, commands.Keys)} {
		show()
		for range 8 {
			w.win.Canvas().FocusNext()
			focused := w.win.Canvas().Focused()
			if focused == nil {
				t.Fatalf("%s: nothing to focus", name)
			}
			focused.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
			if w.dialogs.Open() {
				t.Fatalf("%s: Esc on %T does nothing", name, focused)
			}
			show()
		}
		w.dialogs.Key(fyne.KeyEscape)
	}
}

func TestEveryMenuActionHasAKeyButThoseThatSign(t *testing.T) {
	w, _, e := withExample(t)
	signs := map[string]bool{}
	for _, id := range []commands.ID{commands.Submit, commands.Approve, commands.Return, commands.Withdraw, commands.Reopen} {
		signs[commands.Of(id).Label] = true
	}
	e.GoSection(2)
	w.menus.build()
	used := map[string]string{}
	for _, menu := range w.menus.all.Items {
		items := slices.Clone(menu.Items)
		for _, item := range menu.Items {
			if item.Label == "页面版式" {
				items = append(items, item.ChildMenu.Items...)
			}
		}
		for _, item := range items {
			if item.IsSeparator || item.ChildMenu != nil || item.Label == "最近的文件" || strings.Contains(item.Label, "F1") || strings.Contains(item.Label, "F5") || strings.Contains(item.Label, "F6") || strings.Contains(item.Label, "F7") ||
				strings.Contains(item.Label, "Delete") {
				continue
			}
			if (item.Shortcut == nil) != signs[item.Label] {
				t.Errorf("%s: key %v", item.Label, item.Shortcut)
			}
			if item.Shortcut == nil {
				continue
			}
			if other, taken := used[item.Shortcut.ShortcutName()]; taken {
				t.Errorf("%s and %s share a key", item.Label, other)
			}
			used[item.Shortcut.ShortcutName()] = item.Label
		}
	}
	for key, want := range map[commands.ID]string{commands.Print: "打印…", commands.Export: "导出 PDF…", commands.Save: "保存"} {
		if got := used[shortcut(commands.Of(key).Key).ShortcutName()]; got != want {
			t.Errorf("%s is %q, want %q", key, got, want)
		}
	}
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}
