package shell

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"nianbao/app"
	desk "nianbao/app/exchange"
	"nianbao/app/form"
	"nianbao/app/report"
	"nianbao/ui/commands"
	"nianbao/ui/drafts"
	"nianbao/ui/editor"
	"nianbao/ui/exchange"
	"nianbao/ui/widgets"
)

// dialogSays returns the texts of the uppermost dialog.
func dialogSays(w *Window) string {
	if !w.dialogs.Open() {
		return ""
	}
	return unwrapped(textsIn(w.dialogs.Top().Scroll.Content))
}

func screenSays(w *Window) string { return unwrapped(textsIn(w.screen.Content())) }

// unwrapped joins texts without the breaks that the width of the screen made.
func unwrapped(texts []string) string {
	for i, s := range texts {
		texts[i] = strings.ReplaceAll(s, "\n", "")
	}
	return strings.Join(texts, "\n")
}

func TestStoreThatHasGoneIsTold(t *testing.T) {
	w, m, e := withExample(t)
	gone := &app.Error{Code: app.Gone}
	m.Sick, m.Fail = gone, gone
	w.store.note(m.Look(w.ctx))
	if strings.Contains(e.Frame().Saved.Text, "已保存") || !strings.Contains(screenSays(w), "按 Ctrl+S 写到新的数据文件") {
		t.Errorf("state %q, screen %s", e.Frame().Saved.Text, screenSays(w))
	}
	if !strings.Contains(dialogSays(w), "不在原来的位置") {
		t.Fatalf("the dialog says %q", dialogSays(w))
	}
	w.dialogs.Key(fyne.KeyEscape)
	w.store.note(m.Look(w.ctx)) // every second
	if w.dialogs.Open() {
		t.Error("told twice")
	}
	// What is entered meanwhile is kept, and written with the rest.
	if err := e.Set("disclosed.licensing.decisions", "77"); err == nil {
		t.Fatal("no error")
	}
	if strings.Contains(e.Frame().Saved.Text, "已保存") || !strings.Contains(e.Frame().Saved.Text, "1 处改动没有保存") {
		t.Errorf("state %q", e.Frame().Saved.Text)
	}
	w.close()
	if len(w.dialogs.Stack) != 1 { // 还没有保存
		t.Fatalf("%d dialogs at closing", len(w.dialogs.Stack))
	}
	w.dialogs.Key(fyne.KeyEscape)
	e.SaveNow()
	w.dialogs.Key(fyne.KeyReturn) // 写回原处
	if m.Moved != "数据" || !strings.HasPrefix(e.Frame().Saved.Text, "已保存 ") || m.Drafts[1].Values["disclosed.licensing.decisions"] != "77" {
		t.Errorf("moved to %q, state %q", m.Moved, e.Frame().Saved.Text)
	}
	if !strings.Contains(dialogSays(w), "全部 1 份报告") || strings.Contains(screenSays(w), "Ctrl+S 写到") {
		t.Errorf("the dialog says %q", dialogSays(w))
	}
}

// Also the list, from where nothing is pending, is not closed without a word.
func TestListIsNotClosedOverAStoreThatHasGone(t *testing.T) {
	w, m, _ := withExample(t)
	w.showList()
	m.Sick = &app.Error{Code: app.Gone}
	w.store.note(m.Look(w.ctx))
	w.dialogs.Key(fyne.KeyEscape)
	if !strings.Contains(screenSays(w), "不在原来的位置") {
		t.Error("the list says nothing")
	}
	w.close()
	if !strings.Contains(dialogSays(w), "现在关闭就没有了") {
		t.Errorf("the dialog says %q", dialogSays(w))
	}
	w.dialogs.Key(fyne.KeyReturn)
	if m.Moved == "" || strings.Contains(screenSays(w), "不在原来的位置") {
		t.Errorf("moved to %q", m.Moved)
	}
}

func TestReadOnlyStoreIsShownAndNotEdited(t *testing.T) {
	w, m, e := withExample(t)
	m.Sick = &app.Error{Code: app.Full}
	w.store.note(m.Look(w.ctx))
	if e.Frame().Saved.Text != "只能查看：磁盘已满" || !strings.Contains(screenSays(w), "现在不能改动。磁盘已满") {
		t.Errorf("state %q, screen %s", e.Frame().Saved.Text, screenSays(w))
	}
	for n := range e.Parts {
		e.GoPart(n)
		if !strings.Contains(screenSays(w), "已锁定，只能查看") {
			t.Errorf("part %d is not locked", n)
		}
	}
	if err := e.Set("disclosed.licensing.decisions", "77"); app.CodeOf(err) != app.Full || e.Report().Raw("disclosed.licensing.decisions") == "77" {
		t.Errorf("got %v", err)
	}
	e.Opened.ShowPages() // reading goes on
	w.showList()
	if !strings.Contains(screenSays(w), "现在不能改动。磁盘已满") {
		t.Errorf("the list says %s", screenSays(w))
	}
	m.Sick = nil
	w.store.note(nil)
	if strings.Contains(screenSays(w), "只能查看") {
		t.Error("the list still says so")
	}
	w.OpenReport(1, nil)
	e = w.screen.(*editor.Editor)
	if err := e.Set("disclosed.licensing.decisions", "77"); err != nil || !strings.HasPrefix(e.Frame().Saved.Text, "已保存 ") {
		t.Errorf("%v, state %q", err, e.Frame().Saved.Text)
	}
}

// goneOn has another window go on with the report.
func goneOn(t *testing.T, w *Window, a map[string]string) {
	t.Helper()
	s, err := w.service.Open(w.ctx, 1)
	if err != nil {
		t.Fatal(err)
	}
	for at, text := range a {
		c, err := s.Report().Set(form.Address(at), text)
		if err == nil {
			err = s.Apply(w.ctx, report.Edit{Changes: []report.Change{c}})
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

func TestConflictIsShownWithBothSides(t *testing.T) {
	w, m, e := withExample(t)
	goneOn(t, w, map[string]string{"disclosed.licensing.decisions": "55"})
	_ = e.Set("disclosed.penalties.decisions", "66")
	if !strings.Contains(dialogSays(w), "1 处改动不能直接加进去") || strings.Contains(e.Frame().Saved.Text, "重试") {
		t.Fatalf("the dialog says %q, state %q", dialogSays(w), e.Frame().Saved.Text)
	}
	w.dialogs.Key(fyne.KeyReturn)
	p, ok := w.screen.(*exchange.DivergencePage)
	if !ok || len(p.Diff.Differences) != 2 {
		t.Fatalf("page %T", w.screen)
	}
	p.GoBack() // to what is not stored, which is asked for again
	if w.screen != widgets.Screen(e) || e.Leave() {
		t.Fatal("the edit was given up")
	}
	w.dialogs.Key(fyne.KeyReturn)
	p = w.screen.(*exchange.DivergencePage)
	for i, d := range p.Diff.Differences {
		if d.Address == "disclosed.penalties.decisions" {
			p.Diff.List.Ticked[i] = true
		}
	}
	p.SetButtons()
	p.OnEnter()
	held := m.Drafts[1].Values
	if held["disclosed.licensing.decisions"] != "55" || held["disclosed.penalties.decisions"] != "66" {
		t.Errorf("stored: %v and %v", held["disclosed.licensing.decisions"], held["disclosed.penalties.decisions"])
	}
	if e, ok := w.screen.(*editor.Editor); !ok || !e.Session.Saved().Fine() {
		t.Errorf("page %T", w.screen)
	}
}

// A copy that was saved of what could not be stored comes back: as what follows,
// and beside what has gone on meanwhile.
func TestSavedCopyComesBack(t *testing.T) {
	for name, meanwhile := range map[string]map[string]string{
		"nothing else happened": nil, "another window went on": {"disclosed.licensing.decisions": "55"},
	} {
		t.Run(name, func(t *testing.T) {
			w, m, e := withExample(t)
			m.Fail = &app.Error{Code: app.Full}
			_ = e.Set("disclosed.penalties.decisions", "66")
			path := filepath.Join(t.TempDir(), "报告.nbx")
			e.Opened.SaveCopy()
			raw, err := desk.At(w.service).CopyOf(w.ctx, e.Session)
			if err == nil {
				err = os.WriteFile(path, raw, 0o600)
			}
			if err != nil {
				t.Fatal(err)
			}
			w.dialogs.Key(fyne.KeyEscape)
			e.Opened.Abandon()
			m.Fail = nil
			goneOn(t, w, meanwhile)
			w.OpenFile(path)
			switch p := w.screen.(type) {
			case *exchange.PackagePage:
				p.OnConfirm()
			case *exchange.DivergencePage:
				p.OnTheirs()
				w.dialogs.Key(fyne.KeyReturn)
			default:
				t.Fatalf("page %T, dialog %q", w.screen, dialogSays(w))
			}
			e, ok := w.screen.(*editor.Editor)
			if !ok || e.Report().Raw("disclosed.penalties.decisions") != "66" {
				t.Errorf("page %T, dialog %q", w.screen, dialogSays(w))
			}
		})
	}
}

func TestRescueFromTheWindow(t *testing.T) {
	w, m, _ := withExample(t)
	w.showList()
	w.Do(commands.Rescue) // a sound store
	if !strings.Contains(dialogSays(w), "没有发现损坏") {
		t.Errorf("it says %q", dialogSays(w))
	}
	w.dialogs.Key(fyne.KeyEscape)
	m.Sick = &app.Error{Code: app.Damaged}
	w.store.note(m.Look(w.ctx))
	if !strings.Contains(screenSays(w), "救回数据…") {
		t.Error("the list does not offer it")
	}
	m.Back = &app.Rescued{Kept: "数据/damaged-1", Reports: []app.RescuedReport{
		{Unit: "甲局", Year: 2025, Found: 12, InCopy: 8, Kept: 12}, {Unit: "乙局", Year: 2025, Found: -1, InCopy: 5, Kept: 5, FromCopy: true, Cut: true},
	}}
	w.Do(commands.Rescue)
	w.Key(&fyne.KeyEvent{Name: fyne.KeyReturn})
	says := screenSays(w)
	for _, part := range []string{"甲局", "12 步", "8 步", "完整", "乙局", "没有", "备份以后的改动请核对", "找到 2 份报告，救回 2 份", "数据/damaged-1"} {
		if !strings.Contains(says, part) {
			t.Errorf("the screen does not say %q:\n%s", part, says)
		}
	}
	w.Key(&fyne.KeyEvent{Name: fyne.KeyReturn})
	if _, ok := w.screen.(*drafts.List); !ok || strings.Contains(screenSays(w), "救回数据…") {
		t.Errorf("page %T", w.screen)
	}
}

func TestNoticeIsToldOnce(t *testing.T) {
	w, m := newTestWindow(t)
	m.Said = "编制记录比上次保存时少了最后 3 步。"
	w.store.tellNotice()
	if !strings.Contains(dialogSays(w), "少了最后 3 步") {
		t.Errorf("it says %q", dialogSays(w))
	}
	w.dialogs.Key(fyne.KeyEscape)
	w.store.tellNotice()
	if w.dialogs.Open() {
		t.Error("told twice")
	}
}
