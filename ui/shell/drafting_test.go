package shell

import (
	"strings"
	"testing"

	"nianbao/app/apptest"
	"nianbao/app/signoff"
	"nianbao/ui/commands"
	"nianbao/ui/editor"
	"nianbao/ui/opened"
	"nianbao/ui/widgets"
)

// What leads back to a draft ends on its form, which says so in its status bar and
// asks nothing.
func TestWhatLeadsBackToADraftIsSaidOnTheForm(t *testing.T) {
	w, s := officeWindow(t)
	id := s.Example()
	s.Sign(madeOffice.officer, id, signoff.Submit, "")
	openAs(w, s, madeOffice.officer, id)
	ended := func(says string) {
		t.Helper()
		e, ok := w.screen.(*editor.Editor)
		if !ok || w.dialogs.Open() {
			t.Fatalf("it ends on %T, dialog %v", w.screen, w.dialogs.Open())
		}
		if said := e.Frame().Status.Said(); !strings.Contains(said, says) {
			t.Errorf("said %q", said)
		}
	}
	w.screen.Actions()[commands.Withdraw]()
	signNow(w, apptest.Password)
	ended("已撤回送审")

	for _, by := range []string{madeOffice.officer, madeOffice.head, madeOffice.leader} {
		if by == madeOffice.officer {
			s.Sign(by, id, signoff.Submit, "")
		}
		s.Sign(by, id, signoff.Approve, "")
	}
	openAs(w, s, madeOffice.officer, id)
	w.screen.Actions()[commands.Reopen]()
	w.win.Canvas().Focused().(*widgets.NoteEntry).SetText("补充数据")
	signNow(w, apptest.Password)
	ended("已撤销审批")
	if !shows(w, "第二轮审签") {
		t.Error("the header does not name the second round")
	}
}

// An approved report is opened with what is left to be done, whoever opens it.
func TestAnApprovedReportOpensWithWhatComesNext(t *testing.T) {
	w, p := approvedHere(t)
	id := p.Open().Session.ID()
	for _, person := range []string{madeOffice.leader, madeOffice.officer} {
		if err := w.service.SwitchUser(w.ctx, person); err != nil {
			t.Fatal(err)
		}
		w.showList()
		w.OpenReport(id, nil)
		again, ok := w.screen.(*opened.Outcome)
		if !ok || !shows(w, "报告已审批") {
			t.Fatalf("it opens as %T", w.screen)
		}
		for _, d := range []opened.Deed{opened.Publish, opened.KeepSheet, opened.PassOn} {
			if again.Steps[d] == nil {
				t.Errorf("no %s", d)
			}
		}
	}
}
