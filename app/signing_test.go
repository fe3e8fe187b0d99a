package app_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/app/notes"
	"nianbao/app/signoff"
)

var ctx = context.Background()

const figure = "disclosed.licensing.decisions"

func TestTheThreeLevelsInOrder(t *testing.T) {
	w := apptest.NewWorkstation(t)
	officer, head, leader := w.CreateRoster()
	id := w.Example()
	want := func(state string) {
		t.Helper()
		if got := w.As(officer, id).State().Name(); got != state {
			t.Errorf("state %s, want %s", got, state)
		}
	}
	want("草稿")
	w.Sign(officer, id, signoff.Submit, "")
	want("待初审")
	w.Sign(officer, id, signoff.Approve, "数据已核对")
	want("待审核")
	w.Sign(head, id, signoff.Approve, "同意")
	want("待审批")
	w.Sign(leader, id, signoff.Approve, "同意公开")
	want("已审批")
	s := w.As(officer, id)
	if p := s.Problems(); len(p) > 0 || len(s.SignatureResults()) != 4 {
		t.Errorf("problems %v, %d verdicts", p, len(s.SignatureResults()))
	}
	if p := s.PrintJob(); p.Watermark != "" || !strings.Contains(p.Footer, s.Report().Digest().Printed()) {
		t.Errorf("approved paper is stamped %q with foot %q", p.Watermark, p.Footer)
	}
}

func TestNobodySignsTwoLevels(t *testing.T) {
	w := apptest.NewWorkstation(t)
	officer, head, leader := w.CreateRoster()
	both := w.Join("赵六", "副主任", 1, 2, 3)
	id := w.Example()
	w.Must(w.Set(officer, id, figure, "7"))
	w.Sign(officer, id, signoff.Submit, "")
	for _, person := range []string{head, leader} {
		if err := w.TrySign(person, id, signoff.Approve, ""); app.CodeOf(err) != app.Forbidden {
			t.Errorf("a later level signs the first: %v", err)
		}
	}
	w.Sign(both, id, signoff.Approve, "")
	err := w.TrySign(both, id, signoff.Approve, "")
	if app.CodeOf(err) != app.Forbidden || !strings.Contains(app.Sentence(err), "两级") {
		t.Errorf("one person signs two levels: %v", err)
	}
}

func TestTheDrafterSignsNoLaterLevel(t *testing.T) {
	w := apptest.NewWorkstation(t)
	officer, head, _ := w.CreateRoster()
	id := w.Example()
	w.Sign(head, id, signoff.Submit, "") // the head answers for the draft
	w.Sign(head, id, signoff.Withdraw, "")
	w.Sign(officer, id, signoff.Submit, "")
	w.Sign(officer, id, signoff.Approve, "")
	err := w.TrySign(head, id, signoff.Approve, "")
	if app.CodeOf(err) != app.Forbidden || !strings.Contains(app.Sentence(err), "第一级") {
		t.Errorf("a drafter signs the second level: %v", err)
	}
	w.Sign(head, id, signoff.Return, "由他人送审") // nothing stands against that
}

// An edit that somebody put in the leader's name locks nobody out.
func TestAnEditInAnothersNameLocksNobodyOut(t *testing.T) {
	w := apptest.NewWorkstation(t)
	officer, head, leader := w.CreateRoster()
	id := w.Example()
	w.Must(w.Set(leader, id, figure, "9"))
	approve(w, id, officer, head, leader)
}

func TestAReportInReviewIsLocked(t *testing.T) {
	w := apptest.NewWorkstation(t)
	officer, _, _ := w.CreateRoster()
	id := w.Example()
	w.Must(w.Set(officer, id, figure, "6"))
	w.Sign(officer, id, signoff.Submit, "")
	err := w.Set(officer, id, figure, "8")
	if app.CodeOf(err) != app.Forbidden || !strings.Contains(app.Sentence(err), "待初审") {
		t.Errorf("an edit in review: %v", err)
	}
	s := w.As(officer, id)
	if err := s.Undo(ctx); app.CodeOf(err) != app.Forbidden {
		t.Errorf("an undo in review: %v", err)
	}
	w.Sign(officer, id, signoff.Withdraw, "")
	w.Must(w.Set(officer, id, figure, "8"))
}

func TestWithdrawingEndsWhenTheNextHasActed(t *testing.T) {
	w := apptest.NewWorkstation(t)
	officer, head, _ := w.CreateRoster()
	id := w.Example()
	w.Sign(officer, id, signoff.Submit, "")
	if err := w.TrySign(head, id, signoff.Withdraw, ""); app.CodeOf(err) != app.Forbidden {
		t.Errorf("somebody else withdraws: %v", err)
	}
	w.Sign(officer, id, signoff.Approve, "")
	w.Sign(officer, id, signoff.Withdraw, "") // nobody else has acted
	w.Sign(officer, id, signoff.Submit, "")
	if got := w.As(officer, id).State().Level(); got != 2 {
		t.Errorf("after the withdrawal level %d acts: nothing was changed since the first signed", got)
	}
	w.Sign(head, id, signoff.Approve, "")
	err := w.TrySign(officer, id, signoff.Withdraw, "")
	if app.CodeOf(err) != app.Forbidden || !strings.Contains(app.Sentence(err), "下一级已经处理") {
		t.Errorf("withdrawn after a decision: %v", err)
	}
}

func TestErrorsAndUnexplainedFindingsBlockSubmitting(t *testing.T) {
	w := apptest.NewWorkstation(t)
	officer, _, _ := w.CreateRoster()
	id := w.Example()
	w.Must(w.Set(officer, id, "requests.received.natural_person", "99999"))
	err := w.TrySign(officer, id, signoff.Submit, "")
	if app.CodeOf(err) != app.Forbidden || !strings.Contains(app.Sentence(err), "1 处要改正") {
		t.Errorf("submitted with errors: %v", err)
	}
	w.Must(w.As(officer, id).Undo(ctx))
	w.Must(w.Set(officer, id, figure, "")) // a blank wants an explanation
	err = w.TrySign(officer, id, signoff.Submit, "")
	if app.CodeOf(err) != app.Forbidden || !strings.Contains(app.Sentence(err), "1 处没有填") {
		t.Errorf("submitted unexplained: %v", err)
	}
	s := w.As(officer, id)
	for _, f := range s.Findings() {
		w.Must(s.Explain(ctx, f, "本单位无行政许可事项"))
	}
	if r := s.Readiness(); r.Unfilled != 0 {
		t.Fatalf("still %+v", r)
	}
	w.Must(s.Set(ctx, "disclosed.coercion.decisions", "")) // another blank: the old explanation falls away
	if r := s.Readiness(); r.Unfilled == 0 {
		t.Error("an explanation outlives its figures")
	}
}

func TestWithoutAnEditTheSignaturesHoldAfterAReturn(t *testing.T) {
	w := apptest.NewWorkstation(t)
	officer, head, leader := w.CreateRoster()
	id := w.Example()
	w.Sign(officer, id, signoff.Submit, "")
	w.Sign(officer, id, signoff.Approve, "")
	w.Sign(head, id, signoff.Approve, "")
	if err := w.TrySign(leader, id, signoff.Return, " "); app.CodeOf(err) != app.Invalid {
		t.Errorf("returned without a reason: %v", err)
	}
	w.Sign(leader, id, signoff.Return, "请核实许可数")
	if got := w.As(officer, id).State().Name(); got != "退回修改" {
		t.Errorf("state %s", got)
	}
	w.Sign(officer, id, signoff.Submit, "已核实，数据无误")
	if got := w.As(officer, id).State().Name(); got != "待审批" {
		t.Errorf("nothing was changed, and it is %s", got)
	}
}

func TestAnEditAfterAReturnVoidsWhatCameAfter(t *testing.T) {
	w := apptest.NewWorkstation(t)
	officer, head, leader := w.CreateRoster()
	id := w.Example()
	w.Sign(officer, id, signoff.Submit, "")
	w.Sign(officer, id, signoff.Approve, "")
	w.Sign(head, id, signoff.Approve, "")
	w.Sign(leader, id, signoff.Return, "请核实许可数")
	s := w.As(officer, id)
	if v := s.State().Voided(s.Report().Digest()); len(v) != 0 {
		t.Errorf("voided before any edit: %v", v)
	}
	w.Must(s.Set(ctx, figure, "3"))
	if v := s.State().Voided(s.Report().Digest()); len(v) != 2 {
		t.Errorf("an edit voids %v", v)
	}
	w.Sign(officer, id, signoff.Submit, "")
	if got := w.As(officer, id).State().Name(); got != "待初审" {
		t.Errorf("the content changed, and it is %s", got)
	}
	if p := w.As(officer, id).Problems(); len(p) > 0 {
		t.Errorf("problems %v", p)
	}
}

func TestReopeningNeedsAReasonAndKeepsTheOldRound(t *testing.T) {
	w := apptest.NewWorkstation(t)
	officer, head, leader := w.CreateRoster()
	id := w.Example()
	approve(w, id, officer, head, leader)
	before := w.As(officer, id).Report().Digest()
	if err := w.TrySign(officer, id, signoff.Reopen, ""); app.CodeOf(err) != app.Invalid {
		t.Errorf("reopened without a reason: %v", err)
	}
	w.Sign(officer, id, signoff.Reopen, "上级要求补充数据")
	w.Must(w.Set(officer, id, figure, "4"))
	s := w.As(officer, id)
	if s.State().Round != 2 || s.State().Name() != "草稿" || s.Watermark() != "草稿" {
		t.Errorf("after reopening: round %d, %s, %s", s.State().Round, s.State().Name(), s.Watermark())
	}
	old := s.PrintJobAt(s.SignatureResults()[3])
	if old.Report.Digest() != before || old.Watermark != "" {
		t.Error("the approved round is not readable any more")
	}
	approve(w, id, officer, head, leader)
	if p := w.As(officer, id).Problems(); len(p) > 0 {
		t.Errorf("problems %v", p)
	}
}

func approve(w *apptest.Workstation, id int64, officer, head, leader string) {
	w.T.Helper()
	w.Sign(officer, id, signoff.Submit, "")
	w.Sign(officer, id, signoff.Approve, "")
	w.Sign(head, id, signoff.Approve, "")
	w.Sign(leader, id, signoff.Approve, "")
}

func TestRemarksTravelAndAreTickedOff(t *testing.T) {
	w := apptest.NewWorkstation(t)
	officer, head, _ := w.CreateRoster()
	id := w.Example()
	w.Sign(officer, id, signoff.Submit, "")
	w.Sign(officer, id, signoff.Approve, "")
	if err := w.As(officer, id).Remark(ctx, figure, "x"); app.CodeOf(err) != app.Forbidden {
		t.Errorf("a remark out of turn: %v", err)
	}
	s := w.As(head, id)
	w.Must(s.Remark(ctx, figure, "与去年相差较大，请核实"))
	w.Must(s.Remark(ctx, "overview.platform", "多余的一条"))
	w.Must(s.DropRemark(ctx, notes.Remarks(s.Report())[1].ID))
	w.Sign(head, id, signoff.Return, "见意见")
	s = w.As(officer, id)
	found := notes.Remarks(s.Report())
	if len(found) != 1 || found[0].Name != "李四" || found[0].Level != "承办部门负责人审核" || found[0].Address != figure {
		t.Fatalf("remarks %+v", found)
	}
	w.Must(s.Answer(ctx, found[0].ID, true, "已更正为 12"))
	found = notes.Remarks(w.As(head, id).Report())
	if !found[0].Answer.Done || found[0].Answer.Text != "已更正为 12" {
		t.Errorf("answer %+v", found[0].Answer)
	}
	if p := w.As(officer, id).Problems(); len(p) > 0 {
		t.Errorf("problems %v", p)
	}
}

// A wrong clock stops nobody: what is signed is dated behind what was before it, the
// person is told, and asked where the date is far off.
func TestAWrongClockIsAskedAboutAndStopsNobody(t *testing.T) {
	for name, tt := range map[string]struct {
		off   time.Duration
		told  bool // that the time is another one
		asked bool
	}{
		"right": {0, false, false}, "a minute behind": {-time.Minute, true, false}, "three days behind": {-72 * time.Hour, false, true},
		"a minute ahead": {time.Minute, false, false}, "a year ahead": {365 * 24 * time.Hour, false, true},
	} {
		w := apptest.NewWorkstation(t)
		officer, head, leader := w.CreateRoster()
		id := w.Example()
		w.Sign(officer, id, signoff.Submit, "")
		right := w.Clock.At
		running := w.Clock.Running() // goes on whatever the clock says
		w.Service.Running = func() time.Duration { return running }
		w.Clock.At = right.Add(tt.off)
		s := w.As(officer, id)
		d := s.Dating(signoff.Approve)
		if (d.Told != "") != tt.told || (d.Question != "") != tt.asked || tt.told && !strings.Contains(s.BeforeSigning(signoff.Approve)[0], "签名时间记为") {
			t.Errorf("%s: %+v", name, d)
		}
		if d := s.Dating(signoff.Return); d.Question != "" {
			t.Errorf("%s: a return waits for an answer: %s", name, d.Question)
		}
		for range 2 { // reading the question is no answer
			if err := w.DateDoubted(d); (app.CodeOf(err) == app.Clock) != tt.asked {
				t.Errorf("%s: asked %v", name, err)
			}
		}
		if w.AgreeDate(); w.DateDoubted(d) != nil {
			t.Errorf("%s: asked once more", name)
		}
		w.Sign(officer, id, signoff.Approve, "")
		w.Clock.At = right // the others have right clocks
		w.Sign(head, id, signoff.Approve, "")
		w.Sign(leader, id, signoff.Approve, "")
		if p := w.As("", id).Problems(); len(p) > 0 {
			t.Errorf("%s: %v", name, p)
		}
	}
}

func TestWrongPasswordsAreCountedBeforeTheyAreTried(t *testing.T) {
	w := apptest.NewWorkstation(t)
	officer, _, _ := w.CreateRoster()
	for range 3 {
		if _, err := w.Unlock(ctx, officer, "不是这个密码吧"); app.CodeOf(err) != app.Password {
			t.Fatalf("error %v", err)
		}
	}
	// A try that was cut off counts too, so it is not told as mistyped alone.
	if _, err := w.Unlock(ctx, officer, apptest.Password); app.CodeOf(err) != app.TooSoon || !strings.Contains(app.Sentence(err), "被中断") {
		t.Errorf("the right password at once after three wrong ones: %v", err)
	}
	running := w.Clock.Running()
	w.Service.Running = func() time.Duration { return running }
	said := ""
	for _, days := range []int{0, 1, -1, 365} { // to set the clock changes nothing
		w.Clock.At = w.Clock.At.AddDate(0, 0, days)
		_, err := w.Unlock(ctx, officer, apptest.Password)
		if app.CodeOf(err) != app.TooSoon || said != "" && app.Sentence(err) != said {
			t.Errorf("with the clock set: %v, was %s", err, said)
		}
		said = app.Sentence(err)
	}
	running = time.Second // started anew: what was left is left
	if _, err := w.Unlock(ctx, officer, apptest.Password); app.CodeOf(err) != app.TooSoon {
		t.Errorf("after a start: %v", err)
	}
	running += 2 * time.Second
	if _, err := w.Unlock(ctx, officer, apptest.Password); err != nil {
		t.Errorf("when the time has gone by: %v", err)
	}
	if _, err := w.Unlock(ctx, "nobody", "x"); app.CodeOf(err) != app.Password {
		t.Errorf("somebody without a key: %v", err)
	}
}

func TestNobodySignsBeforeBeingRegistered(t *testing.T) {
	w := apptest.NewWorkstation(t)
	officer, _, _ := w.CreateRoster()
	id := w.Example()
	w.Clock.At = w.Clock.At.AddDate(0, 0, -3) // the officer's clock is slow
	s := w.As(officer, id)
	if d := s.Dating(signoff.Submit); d.Question == "" || !d.At.After(s.Actor().Person.Since()) {
		t.Errorf("dated before the key was registered: %+v", d)
	}
	w.Sign(officer, id, signoff.Submit, "")
	if p := w.As(officer, id).Problems(); len(p) > 0 {
		t.Errorf("%v", p)
	}
}
