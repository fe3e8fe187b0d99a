package ui

import (
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/app/document"
	"nianbao/app/form"
	"nianbao/app/report"
	"nianbao/assets"
	"nianbao/export/pdf"
	"nianbao/ui/commands"
	"nianbao/ui/uitest"
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
	catalog, err := form.Load(assets.Forms, "forms")
	if err != nil {
		t.Fatal(err)
	}
	m := &memory{Memory: apptest.NewMemory()}
	desk := &app.Service{Store: m, Catalog: catalog, Printer: pdf.Printer{}, Now: time.Now, Cost: apptest.Cheap}
	w := New(t.Context(), uitest.App(t), desk, Options{Version: "test", Log: slog.New(slog.DiscardHandler)})
	t.Cleanup(w.win.Close)
	w.later = func(d time.Duration, f func()) func() {
		m.due, m.delay = f, d
		return func() { m.due = nil }
	}
	w.background = func(work func() error, then func(error)) { then(work()) }
	return w, m
}

// withExample adds the bundled example and opens it.
func withExample(t testing.TB) (*Window, *memory, *editor) {
	t.Helper()
	w, m := newTestWindow(t)
	r, err := document.Read(strings.NewReader(string(assets.Example)), w.service.Catalog)
	if err != nil {
		t.Fatal(err)
	}
	id, err := w.service.Import(w.ctx, r)
	if err != nil {
		t.Fatal(err)
	}
	w.OpenReport(id)
	return w, m, w.screen.(*editor)
}

func TestNewReportThenTheSameAgain(t *testing.T) {
	w, m := newTestWindow(t)
	ShowNewReport(w)
	unit := w.win.Canvas().Focused().(*keyEntry)
	test.Type(unit, "甲县财政局")
	unit.TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	e, ok := w.screen.(*editor)
	if !ok || e.report().Unit() != "甲县财政局" || len(m.Drafts) != 1 || w.dialogs.Open() {
		t.Fatalf("page %T, %d drafts, %d dialogs", w.screen, len(m.Drafts), len(w.dialogs.stack))
	}
	if !e.report().Declared("no_regulations") {
		t.Error("the declaration of the form did not arrive")
	}

	ShowNewReport(w) // the unit is remembered
	w.dialogs.Key(fyne.KeyReturn)
	if len(m.Drafts) != 1 || len(w.dialogs.stack) != 1 {
		t.Fatalf("%d drafts, %d dialogs", len(m.Drafts), len(w.dialogs.stack))
	}
	w.showList()
	w.dialogs.Key(fyne.KeyReturn) // 打开已有的报告
	if e, ok := w.screen.(*editor); !ok || e.s.ID() != 1 {
		t.Errorf("page %T", w.screen)
	}
}

func TestDeleteAndUndo(t *testing.T) {
	w, m, _ := withExample(t)
	w.showList()
	p := w.screen.(*startPage)
	p.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	if len(p.shown) != 1 {
		t.Fatal("deleted without asking")
	}
	w.dialogs.Key(fyne.KeyEscape)
	if len(p.shown) != 1 || w.dialogs.Open() {
		t.Fatal("Esc did not mean no")
	}
	p.list.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDelete})
	w.dialogs.Key(fyne.KeyReturn)
	if len(p.shown) != 0 || !m.Deleted[1] {
		t.Fatal("not deleted")
	}
	p.Actions()[commands.Undo]()
	if len(p.shown) != 1 || m.Deleted[1] {
		t.Error("not brought back")
	}
}

func TestParagraphsAreStoredOnLeaving(t *testing.T) {
	w, m, e := withExample(t)
	e.goSection(0)
	p := e.parts[1].(*textPart)
	test.Type(p.fields[0], "新")
	if got := m.Drafts[1].Values["overview.lead"]; strings.HasPrefix(got, "新") {
		t.Fatal("stored with the key: each pause would be one")
	}
	e.goSection(4)
	if got := m.Drafts[1].Values["overview.lead"]; !strings.HasPrefix(got, "新2025年") {
		t.Errorf("held: %.20q", got)
	}
	e.undo()
	if e.current != 1 || !strings.HasPrefix(p.fields[0].Text, "2025年") {
		t.Errorf("undo shows part %d with %.20q", e.current, p.fields[0].Text)
	}
	_ = w
}

func TestParagraphsAreStoredSoonAfterTheLastKey(t *testing.T) {
	_, m, e := withExample(t)
	e.goSection(0)
	test.Type(e.parts[1].(*textPart).fields[0], "新")
	if m.due == nil || m.delay > time.Second {
		t.Fatalf("to be stored after %v", m.delay)
	}
	m.due()
	if !strings.HasPrefix(m.Drafts[1].Values["overview.lead"], "新") || !strings.HasPrefix(e.saved.Text, "已保存 ") {
		t.Errorf("not stored; the state says %q", e.saved.Text)
	}
}

func TestTooLongAPasteIsRefusedWhole(t *testing.T) {
	w, _, e := withExample(t)
	e.goSection(0)
	p := e.parts[1].(*textPart).fields[0]
	before := p.Text
	for name, content := range map[string]string{"a book": strings.Repeat("字", 200_000), "10 MB": strings.Repeat("x", 10<<20), "a picture": ""} {
		clipboard := test.NewClipboard()
		clipboard.SetContent(content)
		p.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clipboard})
		if p.Text != before || len(w.dialogs.stack) != 1 {
			t.Errorf("%s: %d characters, %d dialogs", name, len(p.Text), len(w.dialogs.stack))
		}
		w.dialogs.Key(fyne.KeyEscape)
	}
}

func TestEditionChosenByHandWarns(t *testing.T) {
	_, _, e := withExample(t)
	info := e.parts[0].(*infoPart)
	if info.warning.Visible() {
		t.Fatal("warned of the year's own edition")
	}
	info.edition.SetSelectedIndex(1)
	info = e.parts[0].(*infoPart)
	if e.report().Form().Edition != "2019" || !info.warning.Visible() {
		t.Errorf("edition %s, warning %v", e.report().Form().Edition, info.warning.Visible())
	}
	e.undo()
	if e.report().Form().Edition != "2021" {
		t.Error("undo left the edition")
	}
}

func TestAWrongYearIsSaidAndTakenBack(t *testing.T) {
	w, _, e := withExample(t)
	info := e.parts[0].(*infoPart)
	year := info.entries[report.Year]
	year.SetText("二五")
	year.FocusLost()
	if len(w.dialogs.stack) != 1 || year.Text != "2025" {
		t.Errorf("%d dialogs, entry shows %q", len(w.dialogs.stack), year.Text)
	}
}

func TestSaveStateTellsFailureAndRecovery(t *testing.T) {
	_, m, e := withExample(t)
	m.Fail = &app.Error{Code: app.Full}
	if err := e.set("disclosed.licensing.decisions", "77"); err == nil {
		t.Fatal("no error")
	}
	if e.saved.Text != "磁盘已满，1 处改动没有保存，正在重试" || e.Leave() {
		t.Errorf("state %q", e.saved.Text)
	}
	e.w.Dialogs().Key(fyne.KeyEscape)
	m.Fail = nil
	e.Retry()
	if !strings.HasPrefix(e.saved.Text, "已保存 ") || !e.Leave() || m.Drafts[1].Values["disclosed.licensing.decisions"] != "77" {
		t.Errorf("state %q", e.saved.Text)
	}
}

func TestFindingsLeadToTheirPlace(t *testing.T) {
	_, _, e := withExample(t)
	if err := e.set("requests.carried_out.natural_person", "4"); err != nil {
		t.Fatal(err)
	}
	if len(e.findings.shown) != 2 {
		t.Fatalf("findings %v", e.findings.shown)
	}
	e.findings.rows.Objects[0].(*row).Tapped(nil)
	if e.current != 3 || e.parts[3].Cursor() != e.findings.shown[0].Cells[0] {
		t.Errorf("part %d, cursor %s", e.current, e.parts[e.current].Cursor())
	}
}

func TestExportFromTheWindow(t *testing.T) {
	w, _, e := withExample(t)
	path := filepath.Join(t.TempDir(), "报告 一.pdf")
	e.o.exportTo(path)
	if len(w.dialogs.stack) != 1 || !isFile(path) || w.dialogs.stack[0].last.Text != "打开文件（Enter）" {
		t.Error("not exported")
	}
}

// foreign says whether a text of the interface has English words in it, besides
// names of keys, files and rules.
func foreign(text string) bool {
	rest := strings.NewReplacer("Ctrl", "", "Alt", "", "Shift", "", "Tab", "", "Enter", "", "Esc", "", "Home", "", "End", "", "Delete", "",
		"PageUp", "", "PageDown", "", "PDF", "", "Excel", "", "Word", "", "F1", "", "F2", "", "F5", "", "F6", "", "zrzyj@example.gov.cn", "").Replace(text)
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
	for i := range e.parts {
		e.goPart(i)
		look(e.report().Title())
	}
	for name, show := range map[string]func(){"keys": Doing(w, commands.Keys), "settings": Doing(w, commands.Settings), "new": Doing(w, commands.NewReport), "help": e.explain, "date": e.parts[0].(*infoPart).chooseDate, "export": e.o.export} {
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
	case *paragraph, *keyEntry:
		return nil // what people write
	case *canvas.Text:
		return []string{o.Text}
	case *keyButton:
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
	for name, show := range map[string]func(){"settings": Doing(w, commands.Settings), "new": Doing(w, commands.NewReport), "keys": Doing(w, commands.Keys)} {
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

func TestEveryMenuActionHasAKey(t *testing.T) {
	w, _, e := withExample(t)
	e.goSection(2)
	w.menus.build()
	used := map[string]string{}
	for _, menu := range w.win.MainMenu().Items {
		for _, item := range menu.Items {
			if item.IsSeparator || item.Label == "最近的文件" || strings.Contains(item.Label, "F1") || strings.Contains(item.Label, "F5") || strings.Contains(item.Label, "F6") ||
				strings.Contains(item.Label, "Delete") {
				continue
			}
			if item.Shortcut == nil {
				t.Errorf("%s has no key", item.Label)
				continue
			}
			if other, taken := used[item.Shortcut.ShortcutName()]; taken {
				t.Errorf("%s and %s share a key", item.Label, other)
			}
			used[item.Shortcut.ShortcutName()] = item.Label
		}
	}
	for key, want := range map[commands.ID]string{commands.Print: "打印…", commands.Export: "导出 PDF…", commands.Save: "保存"} {
		if got := used[commands.Of(key).Key.Shortcut().ShortcutName()]; got != want {
			t.Errorf("%s is %q, want %q", key, got, want)
		}
	}
}

func isFile(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Mode().IsRegular()
}
