package ledger_test

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"nianbao/app/form"
	"nianbao/app/journal"
	"nianbao/app/keys"
	"nianbao/app/ledger"
	"nianbao/app/longtext"
	"nianbao/app/report"
	"nianbao/app/roster"
	"nianbao/app/signoff"
)

// The people of these tests: the drafter, and who signs the later levels.
const (
	officer = "officer"
	head    = "head"
	leader  = "leader"
)

func entry(seq int64, kind journal.Kind, by string, changes ...report.Change) journal.Entry {
	return journal.Entry{Seq: seq, At: time.UnixMicro(seq), Kind: kind, By: by, Edit: report.Edit{Changes: changes}}
}

// edit types a figure.
func edit(seq int64, by string) journal.Entry {
	return entry(seq, journal.Edited, by, report.Change{Address: "cell", New: fmt.Sprint(seq)})
}

func remark(seq int64, a form.Address) journal.Entry {
	return entry(seq, journal.Remarked, head, report.Change{Address: a, New: "请核对"})
}

// transition is one as it would be proposed for a state, of content that never changes.
func transition(seq int64, s *signoff.State, kind signoff.Kind, by string) journal.Entry {
	a := &signoff.Transition{Kind: kind, Round: s.Round, Person: by, Name: by, Content: keys.Sum(nil), At: seq, Opinion: "说明理由"}
	switch kind {
	case signoff.Submit:
		a.Chain = roster.DefaultChain()
	case signoff.Approve, signoff.Return:
		a.Level, a.LevelName = s.Level(), s.LevelName(s.Level())
	case signoff.Reopen:
		a.Round++
	}
	e := entry(seq, journal.Transitioned, by)
	e.Transition = a
	return e
}

// history is a journal in the making.
type history struct {
	*ledger.Ledger
	t       *testing.T
	entries []journal.Entry
}

func begin(t *testing.T) *history { return &history{Ledger: ledger.Begin(), t: t} }

func (h *history) next() int64 { return int64(len(h.entries)) + 1 }

func (h *history) takes(e journal.Entry) *history {
	h.t.Helper()
	if err := h.Append(&e); err != nil {
		h.t.Fatalf("entry %d was refused: %v", e.Seq, err)
	}
	h.entries = append(h.entries, e)
	return h
}

func (h *history) edits(by string) *history {
	h.t.Helper()
	return h.takes(edit(h.next(), by))
}

func (h *history) signs(kind signoff.Kind, by string) *history {
	h.t.Helper()
	return h.takes(transition(h.next(), h.State(), kind, by))
}

// refuses tries an entry that must not be taken, and sees that nothing moved.
func (h *history) refuses(reason ledger.Reason, e journal.Entry) *ledger.Refusal {
	h.t.Helper()
	before := *h.State()
	r := wantRefusal(h.t, h.Append(&e), reason)
	if !reflect.DeepEqual(before, *h.State()) || h.Status() != ledger.StatusOf(&before) {
		h.t.Errorf("a refused entry left the state %+v, which was %+v", h.State(), before)
	}
	if next := edit(h.next(), officer); h.Status().Stage == signoff.Drafting {
		again := ledger.At(h.Status(), h.next()-1)
		if err := again.Append(&next); err != nil {
			h.t.Errorf("after a refusal nothing goes on: %v", err)
		}
	}
	return r
}

func wantRefusal(t *testing.T, err error, reason ledger.Reason) *ledger.Refusal {
	t.Helper()
	var r *ledger.Refusal
	if !errors.As(err, &r) || r.Reason != reason {
		t.Fatalf("got %v, wanted a refusal: %s", err, reason)
	}
	if (r.Sentence != "") != (reason == ledger.NotAllowed) || r.Sentence != "" && !strings.HasSuffix(r.Sentence, "。") {
		t.Errorf("the sentence of %s is %q", reason, r.Sentence)
	}
	if r.Unwrap() == nil || !strings.Contains(r.Error(), string(reason)) {
		t.Errorf("the log would read %q", r.Error())
	}
	return r
}

func TestTheWholeRound(t *testing.T) {
	h := begin(t)
	var names []string
	for _, step := range []func(){
		func() { h.takes(entry(1, journal.Imported, officer, report.Change{Address: "cell", New: "1"})) },
		func() { h.signs(signoff.Submit, officer) },
		func() { h.signs(signoff.Approve, officer) },
		func() { h.takes(remark(h.next(), report.RemarkAt("1"))) },
		func() { h.signs(signoff.Return, head) },
		func() { h.edits(officer) },
		func() { h.signs(signoff.Submit, officer) },
		func() { h.signs(signoff.Withdraw, officer) },
		func() { h.signs(signoff.Submit, officer) },
		func() { h.signs(signoff.Approve, head) },
		func() { h.signs(signoff.Approve, leader) },
		func() { h.signs(signoff.Reopen, officer) },
		func() { h.edits(officer) },
	} {
		step()
		names = append(names, fmt.Sprintf("%s%d", h.Status().Name, h.Status().Level))
	}
	want := "草稿0 待初审1 待审核2 待审核2 退回修改0 退回修改0 待审核2 草稿0 待审核2 待审批3 已审批0 草稿0 草稿0"
	if got := strings.Join(names, " "); got != want {
		t.Errorf("the report was\n%s, wanted\n%s", got, want)
	}
	again := ledger.Begin()
	for i := range h.entries {
		again.Read(&h.entries[i])
	}
	if !reflect.DeepEqual(again.State(), h.State()) || again.Status() != h.Status() {
		t.Errorf("read back it is %+v, not %+v", again.State(), h.State())
	}
}

func TestEntriesFollowWithoutGaps(t *testing.T) {
	for name, l := range map[string]func() *ledger.Ledger{
		"begun": func() *ledger.Ledger {
			l := ledger.Begin()
			first := edit(1, "")
			l.Read(&first)
			return l
		},
		"of which only the end is known": func() *ledger.Ledger {
			return ledger.At(ledger.Status{Stage: signoff.Drafting, Name: "草稿"}, 1)
		},
	} {
		t.Run(name, func(t *testing.T) {
			for _, seq := range []int64{0, 1, 3} {
				e := edit(seq, "")
				wantRefusal(t, l().Append(&e), ledger.Superseded)
			}
			l := l()
			for seq := int64(2); seq < 5; seq++ {
				if e := edit(seq, ""); l.Append(&e) != nil {
					t.Errorf("entry %d was refused", seq)
				}
			}
		})
	}
	h := begin(t).edits(officer)
	h.refuses(ledger.Superseded, transition(3, h.State(), signoff.Submit, officer))
	h.refuses(ledger.Superseded, transition(1, h.State(), signoff.Submit, officer))
}

func TestOnlyADraftIsEdited(t *testing.T) {
	for name, h := range map[string]*history{
		"待初审": begin(t).edits(officer).signs(signoff.Submit, officer),
		"已审批": begin(t).edits(officer).signs(signoff.Submit, officer).signs(signoff.Approve, officer).signs(signoff.Approve, head).signs(signoff.Approve, leader),
	} {
		for _, kind := range []journal.Kind{journal.Edited, journal.Undone, journal.Redone, journal.Imported} {
			e := edit(h.next(), officer)
			e.Kind = kind
			if r := h.refuses(ledger.NotAllowed, e); !strings.Contains(r.Sentence, name) {
				t.Errorf("%s is told %q", name, r.Sentence)
			}
			// Who is locked out reads that, even where the journal has gone on as well.
			e.Seq++
			h.refuses(ledger.NotAllowed, e)
		}
	}
}

func TestRemarksStandBesideTheReport(t *testing.T) {
	h := begin(t).edits(officer)
	h.refuses(ledger.NotAllowed, remark(2, report.RemarkAt("1")))
	h.refuses(ledger.NotAllowed, entry(2, journal.Edited, officer, report.Change{Address: report.RemarkAt("1"), New: "请核对"}))
	h.takes(entry(2, journal.Edited, officer, report.Change{Address: report.AnswerAt("1"), New: "已改"}))
	h.signs(signoff.Submit, officer)
	for _, a := range []form.Address{"cell", report.AnswerAt("1"), report.ExplainAt("1")} {
		h.refuses(ledger.NotAllowed, remark(4, a))
	}
	both := remark(4, report.RemarkAt("1"))
	both.Edit.Changes = append(both.Edit.Changes, report.Change{Address: "cell", New: "2"})
	h.refuses(ledger.NotAllowed, both)
	h.takes(remark(4, report.RemarkAt("1")))
	h.signs(signoff.Approve, officer).signs(signoff.Approve, head).signs(signoff.Approve, leader)
	h.refuses(ledger.NotAllowed, remark(h.next(), report.RemarkAt("2")))
}

func TestATransitionFitsWhatStandsBeforeIt(t *testing.T) {
	drafted := begin(t).edits(officer).edits(head)
	drafted.refuses(ledger.NotAllowed, transition(3, drafted.State(), signoff.Approve, officer))
	drafted.refuses(ledger.NotAllowed, transition(3, drafted.State(), signoff.Withdraw, officer))
	drafted.refuses(ledger.NotAllowed, transition(3, drafted.State(), signoff.Reopen, officer))
	drafted.refuses(ledger.NotAllowed, transition(3, drafted.State(), "x", officer))

	sent := drafted.signs(signoff.Submit, officer)
	sent.refuses(ledger.NotAllowed, transition(4, sent.State(), signoff.Submit, officer))
	sent.refuses(ledger.NotAllowed, transition(4, sent.State(), signoff.Withdraw, head))
	sent.signs(signoff.Approve, officer)
	r := sent.refuses(ledger.NotAllowed, transition(5, sent.State(), signoff.Approve, officer)) // signed level 1
	if !strings.Contains(r.Sentence, "两级") {
		t.Errorf("told %q", r.Sentence)
	}
	sent.signs(signoff.Approve, head)
	sent.refuses(ledger.NotAllowed, transition(6, sent.State(), signoff.Withdraw, officer))
}

// A drafter is known by what they submitted; an edit carries no signature.
func TestReadingKnowsTheDrafters(t *testing.T) {
	l := ledger.Begin()
	answer := entry(2, journal.Edited, head, report.Change{Address: report.AnswerAt("1"), New: "已改"})
	for _, e := range []journal.Entry{edit(1, officer), answer, edit(3, "")} {
		l.Read(&e)
	}
	if got := l.State().Drafters; len(got) > 0 {
		t.Errorf("the drafters are %v", got)
	}
	sent := transition(4, l.State(), signoff.Submit, officer)
	l.Read(&sent)
	if got := l.State().Drafters; !reflect.DeepEqual(got, map[string]bool{officer: true}) {
		t.Errorf("the drafters are %v", got)
	}
	forged := edit(5, head) // nobody could have made it: it counts for nothing
	l.Read(&forged)
	stray := transition(6, l.State(), signoff.Withdraw, head)
	l.Read(&stray)
	if l.State().Drafters[head] || l.Status().Name != "待初审" {
		t.Errorf("what does not fit has counted: %+v", l.State())
	}
	if e := transition(7, l.State(), signoff.Approve, officer); l.Append(&e) != nil {
		t.Error("the numbers of what does not fit did not count")
	}
}

func TestATransitionNeedsThePast(t *testing.T) {
	state := signoff.Begin()
	e := transition(2, &state, signoff.Submit, officer)
	if !ledger.NeedsPast([]journal.Entry{edit(1, ""), e}) || ledger.NeedsPast([]journal.Entry{edit(1, "")}) || ledger.NeedsPast(nil) {
		t.Error("who needs the past is not known")
	}
	l := ledger.At(ledger.StatusOf(&state), 1)
	wantRefusal(t, l.Append(&e), ledger.Malformed)
	if l.State() != nil {
		t.Error("a ledger that has read nothing has a state")
	}
}

func TestNoJournalTakesAMalformedEntry(t *testing.T) {
	state := signoff.Begin()
	for name, change := range map[string]func(*journal.Entry){
		"unknown kind":            func(e *journal.Entry) { e.Kind = "x" },
		"no kind":                 func(e *journal.Entry) { e.Kind = "" },
		"edit with a transition":  func(e *journal.Entry) { e.Transition = transition(2, &state, signoff.Submit, officer).Transition },
		"transition without one":  func(e *journal.Entry) { e.Kind, e.Edit.Changes = journal.Transitioned, nil },
		"repeats one before any":  func(e *journal.Entry) { e.Of = -1 },
		"repeats itself":          func(e *journal.Entry) { e.Of = e.Seq },
		"repeats one to come":     func(e *journal.Entry) { e.Of = e.Seq + 1 },
		"a place without address": func(e *journal.Entry) { e.Edit.Changes[0].Address = "" },
		"text that is none":       func(e *journal.Entry) { e.Edit.Changes[0].New = "a\xffb" },
		"transition with a note":  func(e *journal.Entry) { *e = transition(2, &state, signoff.Submit, officer); e.Edit.Note = "x" },
		"transition of an edit":   func(e *journal.Entry) { *e = transition(2, &state, signoff.Submit, officer); e.Of = 1 },
		"transition with a change": func(e *journal.Entry) {
			changes := e.Edit.Changes
			*e = transition(2, &state, signoff.Submit, officer)
			e.Edit.Changes = changes
		},
	} {
		t.Run(name, func(t *testing.T) {
			h := begin(t).edits(officer)
			e := edit(2, officer)
			change(&e)
			h.refuses(ledger.Malformed, e)
		})
	}
	undo := edit(2, officer)
	undo.Kind, undo.Of = journal.Undone, 1
	begin(t).edits(officer).takes(undo)
}

func TestAChangeReplacesWhatIsThere(t *testing.T) {
	held := longtext.Begin(map[form.Address]string{"text": "依法公开"})
	if err := ledger.Change(held, report.Change{Address: "text", At: 2, Old: "公", New: "不公"}); err != nil || held.Get("text") != "依法不公开" {
		t.Errorf("got %q, %v", held.Get("text"), err)
	}
	err := ledger.Change(held, report.Change{Address: "text", At: 1, Old: "公"})
	if r := wantRefusal(t, err, ledger.Superseded); !strings.Contains(r.Error(), "text") {
		t.Errorf("the log does not name the place: %v", r)
	}
}

func TestWhatIsBelievedMustAgree(t *testing.T) {
	h := begin(t).edits(officer).signs(signoff.Submit, officer)
	is := ledger.Status{Stage: signoff.Reviewing, Name: "待初审", Level: 1}
	if err := h.Agrees(is); err != nil {
		t.Error(err)
	}
	for _, claimed := range []ledger.Status{
		{Stage: signoff.Approved, Name: is.Name, Level: is.Level}, {Stage: is.Stage, Name: "待审核", Level: is.Level}, {Stage: is.Stage, Name: is.Name, Level: 2},
	} {
		wantRefusal(t, h.Agrees(claimed), ledger.Superseded)
	}
}
