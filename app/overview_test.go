package app_test

import (
	"strings"
	"testing"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/app/check"
	"nianbao/app/notes"
	"nianbao/app/signoff"
)

// reviewed is the example, sent to the head of the section.
func reviewed(t *testing.T) (w *apptest.Workstation, id int64, officer, head, leader string) {
	t.Helper()
	w = apptest.NewWorkstation(t)
	officer, head, leader = w.CreateRoster()
	id = w.Example()
	w.Must(w.Set(officer, id, "disclosed.normative_documents.issued", "4000")) // more than are in force
	s := w.As(officer, id)
	for _, f := range s.Findings() {
		if f.Severity == check.Explain {
			w.Must(s.Explain(ctx, f, "情况属实，已核对。"))
		}
	}
	w.Sign(officer, id, signoff.Submit, "")
	w.Sign(officer, id, signoff.Approve, "")
	return w, id, officer, head, leader
}

func TestTheOverviewComparesOnlyWithWhatIsHere(t *testing.T) {
	w, id, _, head, _ := reviewed(t)
	s := w.As(head, id)
	last, err := w.LastYear(ctx, s.Report().Unit(), s.Report().Year())
	w.Must(err)
	o := s.Overview(last, 0)
	if o.LastYear != nil || o.Jumps != nil || o.Breaks != nil || len(o.Figures) != 5 {
		t.Fatalf("%+v", o)
	}
	for _, f := range o.Figures {
		if !f.Before.Blank() || f.Now.Blank() {
			t.Errorf("%s: now %s, before %s", f.Name, f.Now, f.Before)
		}
	}
}

func TestLastYearSaysWhatItIs(t *testing.T) {
	w := apptest.NewWorkstation(t)
	officer, head, leader := w.CreateRoster()
	id := w.Example()
	r := w.As(officer, id).Report()
	look := func() *app.LastYear {
		t.Helper()
		got, err := w.LastYear(ctx, r.Unit(), r.Year()+1)
		w.Must(err)
		return got
	}
	if got := look(); got == nil || got.State != "草稿" || got.Stage != signoff.Drafting || !got.Sound || got.Report.Figure(figure) != r.Figure(figure) {
		t.Fatalf("of a draft: %+v", got)
	}
	w.Sign(officer, id, signoff.Submit, "")
	w.Sign(officer, id, signoff.Approve, "")
	w.Sign(head, id, signoff.Approve, "")
	w.Sign(leader, id, signoff.Approve, "")
	if got := look(); got.State != "已审批" || got.Stage != signoff.Approved || !got.Sound {
		t.Errorf("of an approved one: %+v", got)
	}
	w.Memory.Drafts[id].Values[figure] = "4000"
	if look().Sound {
		t.Error("a changed record counts as sound")
	}
}

func TestTheOverviewShowsWhatWasExplainedAndWhatIsOpen(t *testing.T) {
	w, id, officer, head, leader := reviewed(t)
	s := w.As(head, id)
	o := s.Overview(nil, 0)
	if len(o.Explained) != 1 || !strings.Contains(o.Explained[0].Text, "情况属实") || len(o.Wanting) != 0 || len(o.Open) != 0 {
		t.Errorf("explained %v, wanting %v, open %v", o.Explained, o.Wanting, o.Open)
	}
	w.Must(s.Remark(ctx, figure, "请核实"))
	w.Must(s.Remark(ctx, figure, "另一处"))
	if o = s.Overview(nil, 0); len(o.Open) != 2 || o.Handled != 0 {
		t.Fatalf("open %v", o.Open)
	}
	w.Sign(head, id, signoff.Return, "见意见")
	s = w.As("", id)
	w.Must(s.Answer(ctx, notes.Remarks(s.Report())[0].ID, true, "已核实"))
	if o = s.Overview(nil, 0); len(o.Open) != 1 || o.Handled != 1 || len(o.Returns) != 1 || o.Returns[0].Opinion != "见意见" {
		t.Errorf("%d open, %d handled, returned %v", len(o.Open), o.Handled, o.Returns)
	}
	w.Sign(officer, id, signoff.Submit, "") // who decides later is told of it, too
	if o = w.As(leader, id).Overview(nil, 0); len(o.Returns) != 1 || o.Returns[0].Opinion != "见意见" {
		t.Errorf("the leader is told of %v", o.Returns)
	}
}

func TestTheOverviewNamesWhoSignedThisContent(t *testing.T) {
	w, id, officer, head, leader := reviewed(t)
	steps := w.As(head, id).Overview(nil, 0).Steps
	if len(steps) != 3 || steps[0].Act == nil || steps[0].Act.Person != officer || steps[1].Act != nil || !steps[1].Next || steps[2].Next {
		t.Fatalf("%+v", steps)
	}
	w.Sign(head, id, signoff.Return, "补充")
	w.Must(w.Set(officer, id, figure, "77"))
	if steps = w.As(leader, id).Overview(nil, 0).Steps; steps[0].Act != nil || steps[0].Next {
		t.Errorf("a signature of other content counts: %+v", steps[0])
	}
}

func TestWhoSignedHasSeenWhatWasSigned(t *testing.T) {
	w, id, officer, head, leader := reviewed(t)
	if since := w.As(leader, id).Overview(nil, 0).Since; since.Seq != 0 || since.Signed != nil || since.Changes != nil {
		t.Errorf("before the first look: %+v", since)
	}
	w.Sign(head, id, signoff.Return, "补充")
	w.Must(w.Set(officer, id, figure, "77"))
	since := w.As(head, id).Overview(nil, 0).Since
	if since.Signed == nil || since.Signed.Kind != signoff.Return || len(since.Changes) != 1 || since.Changes[0].Address != figure || since.Changes[0].Ours != "77" {
		t.Errorf("since the return: %+v", since)
	}
	s := w.As(head, id)
	if since = s.Overview(nil, int64(len(s.Entries()))).Since; since.Signed == nil || len(since.Changes) != 1 {
		t.Errorf("a look makes them forget what they have to decide upon: %+v", since)
	}
	s = w.As(leader, id)
	if since = s.Overview(nil, int64(len(s.Entries()))).Since; since.Seq == 0 || since.Signed != nil || len(since.Changes) != 0 {
		t.Errorf("who only looked: %+v", since)
	}
}
