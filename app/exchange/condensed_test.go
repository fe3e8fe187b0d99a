package exchange_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/app/exchange"
	"nianbao/app/handover"
	"nianbao/app/journal"
	"nianbao/app/proof"
	"nianbao/app/signoff"
)

// idNumber is that of nobody, with the right check digit.
const idNumber = "11010519491231002X"

// submitAnew submits a draft so that its record begins there.
func submitAnew(w *apptest.Workstation, person string, id int64) error {
	w.T.Helper()
	s := w.As(person, id)
	s.Condense(true)
	a, err := s.Propose(signoff.Submit, "")
	w.Must(err)
	key, err := w.Unlock(ctx, person, apptest.Password)
	w.Must(err)
	return s.Sign(ctx, a, key)
}

// typedAndDeleted is the example into which a number was typed that was taken out
// again.
func typedAndDeleted(t *testing.T) (w *apptest.Workstation, id int64, officer, head string) {
	t.Helper()
	w = apptest.NewWorkstation(t)
	officer, head, _ = w.CreateRoster()
	id = w.Example()
	was := w.As(officer, id).Report().Text("overview.lead")
	w.Must(w.Set(officer, id, "overview.lead", was+"申请人身份证号"+idNumber+"。"))
	w.Must(w.Set(officer, id, "overview.lead", was))
	return w, id, officer, head
}

func TestDeletedTextDoesNotTravel(t *testing.T) {
	w, id, officer, head := typedAndDeleted(t)
	if raw := handOver(w, id); !bytes.Contains(raw, []byte(idNumber)) {
		t.Fatal("the record of a draft is not in its file")
	}
	if said := strings.Join(exchange.Travels(w.As(officer, id), false), ""); !strings.Contains(said, "110105********002X") || !strings.Contains(said, "已经删去") {
		t.Errorf("before the hand-over: %q", said)
	}
	if said := exchange.Travels(w.As(officer, id), true); said != nil {
		t.Errorf("before a new record: %q", said)
	}
	before := w.As(officer, id).Entries()
	w.Must(submitAnew(w, officer, id))
	s := w.As(officer, id) // by its old number
	c, begun := s.Condensed()
	// What there is, what of it came from the file, and the submission.
	if len(s.Entries()) != 3 || !begun || c.Entries != len(before) || c.GoesOnFrom(s.UID(), before) != len(before) || len(s.Problems()) > 0 || s.State().Name() != "待初审" {
		t.Fatalf("%d entries, %+v, %v, %s", len(s.Entries()), c, s.Problems(), s.State().Name())
	}
	raw := handOver(w, id)
	if bytes.Contains(raw, []byte(idNumber)) {
		t.Error("what was deleted is in the file")
	}
	copied, err := w.CopyOf(ctx, s)
	w.Must(err)
	if bytes.Contains(copied, []byte(idNumber)) || exchange.Travels(s, false) != nil {
		t.Error("what was deleted is in a copy")
	}
	if v := verify(w, raw); v.Outcome != proof.Holds || !strings.Contains(v.Sentence, "编制记录从送审时开始") {
		t.Errorf("%s: %s", v.Outcome, v.Sentence)
	}
	if kept, err := w.Drafts.Before(ctx, s.UID()); err != nil || len(kept) != len(before) {
		t.Errorf("kept here: %d entries, %v", len(kept), err)
	}
	// Returned, it goes on; what can be taken back ends where the record begins.
	w.Sign(officer, id, signoff.Approve, "")
	w.Sign(head, id, signoff.Return, "请改")
	s = w.As(officer, id)
	if s.MayCondense() || s.CanUndo() || !strings.Contains(s.UndoEnds(), "撤销到此为止") {
		t.Errorf("after the return: %v %v %q", s.MayCondense(), s.CanUndo(), s.UndoEnds())
	}
	w.Must(s.Set(ctx, "overview.lead", "电话"+idNumber))
	if said := strings.Join(exchange.Travels(s, false), ""); s.UndoEnds() != "" || !strings.Contains(said, "110105********002X") || strings.Contains(said, "已经删去") {
		t.Errorf("typed after a signature: %q", said)
	}
	w.Must(s.Set(ctx, "overview.lead", "无"))
	if said := strings.Join(exchange.Travels(s, false), ""); !strings.Contains(said, "已经删去，还在编制记录中") {
		t.Errorf("deleted after a signature: %q", said)
	}
	w.Must(s.Undo(ctx))
}

// Whoever has the record of before goes on from it with the new one, keeps theirs
// to be read, and takes no old file for a newer one.
func TestACondensedRecordGoesOnFromTheOldOne(t *testing.T) {
	one, id, officer, _ := typedAndDeleted(t)
	two := apptest.NewWorkstation(t)
	two.Must(two.SetRoster(one))
	old := handOver(one, id)
	at := take(two, old)
	one.Must(submitAnew(one, officer, id))
	raw := handOver(one, id)
	a, err := two.OpenPackage(ctx, raw)
	two.Must(err)
	if a.Relation != handover.Newer || !a.Anew {
		t.Fatalf("relation %d, anew %v", a.Relation, a.Anew)
	}
	got := take(two, raw)
	if s := two.As("", at); s.ID() != got || len(s.Problems()) > 0 || s.State().Name() != "待初审" {
		t.Errorf("number %d leads to %d: %v", at, s.ID(), s.Problems())
	}
	for _, w := range []*apptest.Workstation{one, two} {
		if a, err = w.OpenPackage(ctx, old); err != nil || a.Relation != handover.Older {
			t.Errorf("the old file: %v, relation %d", err, a.Relation)
		}
	}
	// Who went on with the old record chooses.
	three := apptest.NewWorkstation(t)
	three.Must(three.SetRoster(one))
	three.Must(three.Set("", take(three, old), figure, "12"))
	if a, err = three.OpenPackage(ctx, raw); err != nil || a.Relation != handover.Diverged {
		t.Errorf("both went on: %v, relation %d", err, a.Relation)
	}
	if _, err = three.Accept(ctx, a, exchange.TakeTheirs); err != nil {
		t.Error(err)
	}
}

// A colleague goes on with a draft and submits it: the drafter's copy, which has only
// the beginning of what was left out, goes on with the new record.
func TestAColleagueSubmitsWhatSomebodyElseDrafted(t *testing.T) {
	one := apptest.NewWorkstation(t)
	officer, _, _ := one.CreateRoster()
	two := apptest.NewWorkstation(t)
	two.Memory.Keys = one.Memory.Keys
	colleague := one.Join("赵六", "科员", 1)
	two.Must(two.SetRoster(one))
	two.Clock.At = one.Clock.At
	one.Must(one.SwitchUser(ctx, officer))
	id := one.Example()
	one.Must(one.Set(officer, id, figure, "12"))
	first := handOver(one, id)
	at := take(two, first)
	two.Must(two.Set(colleague, at, figure, "13"))
	two.Must(submitAnew(two, colleague, at))
	raw := handOver(two, at)
	a, err := one.OpenPackage(ctx, raw)
	one.Must(err)
	if a.Relation != handover.Newer || !a.Anew {
		t.Fatalf("relation %d, anew %v", a.Relation, a.Anew)
	}
	got := take(one, raw)
	if s := one.As("", got); s.Report().Raw(figure) != "13" || len(s.Problems()) > 0 || s.State().Name() != "待初审" {
		t.Errorf("%s, %v", s.Report().Raw(figure), s.Problems())
	}
	// Who typed on after handing over is asked.
	three := apptest.NewWorkstation(t)
	three.Must(three.SetRoster(one))
	old := take(three, first)
	three.Must(three.Set(officer, old, figure, "14"))
	if a, err := three.OpenPackage(ctx, raw); err != nil || a.Relation != handover.Diverged {
		t.Errorf("both went on: %v, relation %d", err, a.Relation)
	}
}

// Where nothing can be stored nothing has happened, and a record that went on
// meanwhile is not left behind.
func TestCondensingIsAllOrNothing(t *testing.T) {
	w, id, officer, _ := typedAndDeleted(t)
	before := w.As(officer, id).Entries()
	w.Memory.Fail = &app.Error{Code: app.Full, Err: errors.New("full")}
	if err := submitAnew(w, officer, id); app.CodeOf(err) != app.Full {
		t.Errorf("%v", err)
	}
	w.Memory.Fail = nil
	s := w.As(officer, id)
	if _, begun := s.Condensed(); begun || len(s.Entries()) != len(before) || !s.CanUndo() {
		t.Errorf("%d entries", len(s.Entries()))
	}
	s.Condense(true)
	a, err := s.Propose(signoff.Submit, "")
	w.Must(err)
	w.Must(w.Set(officer, id, figure, "12")) // in another window
	key, err := w.Unlock(ctx, officer, apptest.Password)
	w.Must(err)
	if err := s.Sign(ctx, a, key); app.CodeOf(err) != app.Conflict {
		t.Errorf("what another window typed is left behind: %v", err)
	}
	if got := w.As(officer, id); got.Report().Raw(figure) != "12" || got.State().Stage != signoff.Drafting {
		t.Errorf("%s, %s", got.Report().Raw(figure), got.State().Name())
	}
	// Not asked for, the whole record goes on.
	w.Sign(officer, id, signoff.Submit, "")
	if _, begun := journal.CondensedOf(w.As(officer, id).Entries()); begun {
		t.Error("begun anew without being asked")
	}
}
