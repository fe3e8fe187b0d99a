package shell

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"nianbao/app/apptest"
	"nianbao/app/signoff"
	"nianbao/ui/commands"
	"nianbao/ui/opened"
	"nianbao/ui/review"
	"nianbao/ui/widgets"
)

// approvedHere is a report that the leader has just signed in the window.
func approvedHere(t *testing.T) (*Window, *opened.Outcome) {
	t.Helper()
	w, s := officeWindow(t)
	id := s.Example()
	s.Sign(madeOffice.officer, id, signoff.Submit, "")
	s.Sign(madeOffice.officer, id, signoff.Approve, "")
	s.Sign(madeOffice.head, id, signoff.Approve, "")
	openAs(w, s, madeOffice.leader, id)
	w.screen.Actions()[commands.Approve]()
	signNow(w, apptest.Password)
	p, ok := w.screen.(*opened.Outcome)
	if !ok {
		t.Fatalf("after the approval %T is shown", w.screen)
	}
	return w, p
}

// The approval ends with what is left to be done, on a page that stays.
func TestAnApprovalEndsWithWhatComesNext(t *testing.T) {
	w, p := approvedHere(t)
	for _, d := range []opened.Deed{opened.Publish, opened.KeepSheet, opened.PassOn} {
		if p.Steps[d] == nil {
			t.Errorf("no %s", d)
		}
	}
	if w.win.Canvas().Focused() != fyne.Focusable(p.Steps[opened.Publish]) {
		t.Error("Enter does not begin with the first")
	}
	path := filepath.Join(t.TempDir(), "公开版.pdf")
	p.Open().ExportTo(path)
	if _, err := os.Stat(path); err != nil || w.dialogs.Open() || w.screen != widgets.Screen(p) || !shows(w, "已写出：公开版.pdf") {
		t.Errorf("after the first: %v, %T", err, w.screen)
	}
	if w.win.Canvas().Focused() != fyne.Focusable(p.Steps[opened.KeepSheet]) {
		t.Error("Enter does not go on with the next")
	}
	w.Key(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if _, ok := w.screen.(*review.Page); !ok {
		t.Fatalf("Esc leads to %T", w.screen)
	}
	tapButton(t, w, "接下来…")
	if _, ok := w.screen.(*opened.Outcome); !ok || !shows(w, "导出审签单…") || !shows(w, "已写出：公开版.pdf") {
		t.Error("no way back to what is left to be done, or it forgets what was done")
	}
}

// tapButton taps the first button with a text.
func tapButton(t *testing.T, w *Window, text string) {
	t.Helper()
	for _, b := range buttonsIn(w.win.Canvas().Content()) {
		if b.Text == text && !b.Disabled() {
			b.OnTapped()
			return
		}
	}
	t.Fatalf("no button says %q", text)
}

// buttonsIn finds the buttons that can be seen.
func buttonsIn(o fyne.CanvasObject) []*widgets.Button {
	if !o.Visible() {
		return nil
	}
	var within []fyne.CanvasObject
	switch o := o.(type) {
	case *widgets.Button:
		return []*widgets.Button{o}
	case *fyne.Container:
		within = o.Objects
	case fyne.Widget:
		within = test.WidgetRenderer(o).Objects()
	}
	var out []*widgets.Button
	for _, c := range within {
		out = append(out, buttonsIn(c)...)
	}
	return out
}

func TestASubmissionSaysWhatIsNext(t *testing.T) {
	w, s := officeWindow(t)
	id := s.Example()
	openAs(w, s, madeOffice.officer, id)
	w.screen.Actions()[commands.Submit]()
	signNow(w, apptest.Password)
	p, ok := w.screen.(*opened.Outcome)
	if !ok || !shows(w, "报告已送审") || !shows(w, "现在待初审") || p.Steps[opened.ReadOn] == nil {
		t.Fatalf("after a submission %T is shown", w.screen)
	}
	p.Steps[opened.ReadOn].OnTapped()
	if _, ok := w.screen.(*review.Page); !ok {
		t.Errorf("reading on leads to %T", w.screen)
	}
}

func TestAReturnSaysToWhomItGoes(t *testing.T) {
	w, _, _ := afterAReturn(t)
	p, ok := w.screen.(*opened.Outcome)
	if !ok || !shows(w, "已退回修改") || !shows(w, "退回理由：见意见") || p.Steps[opened.Become] == nil || p.Steps[opened.PassOn] == nil {
		t.Errorf("after a return %T is shown", w.screen)
	}
}

// A correction under way is told in the list and over the report, with the approval
// that it is against; once approved it brings its statement.
func TestACorrectionIsToldAndPrinted(t *testing.T) {
	w, s := officeWindow(t)
	id := s.Example()
	s.Sign(madeOffice.officer, id, signoff.Submit, "")
	for _, person := range []string{madeOffice.officer, madeOffice.head, madeOffice.leader} {
		s.Sign(person, id, signoff.Approve, "")
	}
	s.Sign(madeOffice.officer, id, signoff.Reopen, "漏计一件")
	w.showList()
	if !shows(w, "（更正2026年") {
		t.Error("the list does not say that a correction is under way")
	}
	openAs(w, s, madeOffice.officer, id)
	if !shows(w, "更正中") || !strings.Contains(w.screen.(widgets.Framed).Frame().Status.Text(), "更正中：对照的是") {
		t.Errorf("the page says %q", w.screen.(widgets.Framed).Frame().Status.Text())
	}
	s.Must(s.Set(madeOffice.officer, id, aParagraph, "更正后的一段。"))
	s.Sign(madeOffice.officer, id, signoff.Submit, "")
	for _, person := range []string{madeOffice.officer, madeOffice.head, madeOffice.leader} {
		s.Sign(person, id, signoff.Approve, "")
	}
	openAs(w, s, madeOffice.officer, id)
	p, ok := w.screen.(*opened.Outcome)
	if !ok || p.Steps[opened.Correct] == nil || !shows(w, "更正已审批") || !shows(w, "与那一份有 1 处不同") {
		t.Fatalf("%T", w.screen)
	}
	test.Tap(p.Steps[opened.Correct])
	if !shows(w, "导出更正说明") {
		t.Error("nothing is asked for a file")
	}
}

// Of a record that does not verify nothing is to be published or handed on, whatever it
// says of itself.
func TestWhatComesNextOfARecordThatDoesNotVerify(t *testing.T) {
	w, s := officeWindow(t)
	id := s.Example()
	s.Sign(madeOffice.officer, id, signoff.Submit, "")
	for _, person := range []string{madeOffice.officer, madeOffice.head, madeOffice.leader} {
		s.Sign(person, id, signoff.Approve, "")
	}
	s.Memory.Drafts[id].Values[licences] = "4000"
	openAs(w, s, madeOffice.officer, id)
	w.dialogs.Key(fyne.KeyEscape)
	w.screen.(opened.View).Open().ShowOutcome()
	p, ok := w.screen.(*opened.Outcome)
	if !ok || shows(w, "报告已审批") || shows(w, "已审批") || !shows(w, "不能公布") || !shows(w, "备份与恢复") {
		t.Errorf("%T says what is not so", w.screen)
	}
	if p.Steps[opened.Publish] != nil || p.Steps[opened.PassOn] != nil || p.Steps[opened.Repair] == nil {
		t.Errorf("on offer is %v", p.Steps)
	}
	p.Steps[opened.Repair].OnTapped()
	if !w.dialogs.Open() || !shows(w, "备份与恢复") {
		t.Error("the record does not say what to do")
	}
}
