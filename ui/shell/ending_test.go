package shell

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"nianbao/ui/drafts"
	"nianbao/ui/editor"
	"nianbao/ui/system"
)

func TestABadEndIsToldQuietlyOnTheList(t *testing.T) {
	w, _, _ := withExample(t)
	w.showList()
	w.options.Ended = system.Ended{Badly: true}
	w.ending.tell()
	p := w.screen.(*drafts.List)
	if w.dialogs.Open() || !p.Notice.Visible() || !strings.Contains(p.Said.Text, "没有正常关闭") || !strings.Contains(p.Said.Text, "最后保存的改动是“示例县") {
		t.Errorf("%d dialogs, told %q", len(w.dialogs.Stack), p.Said.Text)
	}
	w.OpenReport(1, nil)
	w.showList()
	if p := w.screen.(*drafts.List); p.Notice.Visible() {
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
