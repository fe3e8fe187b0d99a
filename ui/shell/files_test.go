package shell

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"nianbao/app/report"
	"nianbao/ui/editor"
	"nianbao/ui/widgets"
)

func TestWhatAnImportMendedIsSaid(t *testing.T) {
	w, m := newTestWindow(t)
	path := filepath.Join(t.TempDir(), "甲.json")
	if err := os.WriteFile(path, []byte(`{"unit":"甲局","year":2025,"tables":{},"text":{"overview.lead":"⽤户"}}`), 0o600); err != nil {
		t.Fatal(err)
	}
	w.OpenFile(path)
	if len(m.Drafts) != 1 || m.Drafts[1].Values["overview.lead"] != "用户" || len(w.dialogs.Stack) != 1 || !shows(w, "“⽤”改为“用”") {
		t.Errorf("%d drafts, %d dialogs", len(m.Drafts), len(w.dialogs.Stack))
	}
}

func TestAPasteIsMendedAndSaid(t *testing.T) {
	_, m, e := withExample(t)
	e.GoSection(0)
	p := e.Parts[1].(*editor.TextPart).Fields[0]
	clipboard := test.NewClipboard()
	clipboard.SetContent("⻓期公开\v第二行")
	p.CursorRow, p.CursorColumn = 0, 0
	p.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clipboard})
	if !strings.HasPrefix(p.Text, "长期公开\n第二行") || p.CursorRow != 1 || p.CursorColumn != 3 {
		t.Errorf("%.20q, cursor at %d, %d", p.Text, p.CursorRow, p.CursorColumn)
	}
	if !strings.Contains(e.Frame().Status.Said(), "“⻓”改为“长”") {
		t.Errorf("said %q", e.Frame().Status.Said())
	}
	m.due()
	if clipboard.Content() != "⻓期公开\v第二行" {
		t.Error("the clipboard was changed")
	}
}

func TestTheTitleOfTheWindowFollowsTheUnit(t *testing.T) {
	w, _, e := withExample(t)
	if err := e.Set(report.UnitName, "甲局"); err != nil {
		t.Fatal(err)
	}
	if got := w.win.Title(); got != e.Report().Title()+" - 年报通" || !strings.HasPrefix(got, "甲局") {
		t.Errorf("the window is called %q, the report %q", got, e.Report().Title())
	}
}

func TestAUnitWithASlashInItsNameExports(t *testing.T) {
	w, _, e := withExample(t)
	if err := e.Set(report.UnitName, "甲局/乙局:丙*科"); err != nil {
		t.Fatal(err)
	}
	e.Opened.Export()
	typed, ok := w.win.Canvas().Focused().(*widgets.Entry)
	if !ok || !strings.HasPrefix(filepath.Base(typed.Text), "甲局／乙局：丙＊科2025年政府信息公开工作年度报告（草稿 ") || !strings.HasSuffix(typed.Text, "时）.pdf") {
		t.Fatalf("proposed %+v", typed)
	}
	path := filepath.Join(t.TempDir(), filepath.Base(typed.Text))
	e.Opened.ExportTo(path)
	if head, err := os.ReadFile(path); err != nil || !strings.HasPrefix(string(head), "%PDF-") {
		t.Errorf("exported %.8q, %v", head, err)
	}
}
