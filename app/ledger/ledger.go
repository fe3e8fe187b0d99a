// Package ledger decides what may follow what in the journal of a report: the
// one place where every store asks before it writes.
//
// It knows the order of entries, which of them each stage of the sign-off
// allows, and, through package signoff, which transition fits where. It reads
// and writes nothing.
package ledger

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"nianbao/app/form"
	"nianbao/app/journal"
	"nianbao/app/longtext"
	"nianbao/app/report"
	"nianbao/app/signoff"
)

// Status is what a report's journal comes to in the sign-off, as a store keeps
// it beside the journal.
type Status struct {
	Stage signoff.Stage
	Name  string // 草稿, 待初审, …
	Level int    // the level that acts next, from 1; 0 when none does
}

// StatusOf returns the status that a state of the sign-off has.
func StatusOf(s *signoff.State) Status {
	return Status{Stage: s.Stage, Name: s.Name(), Level: s.Level()}
}

// Ledger judges entries for one journal, one after the other.
type Ledger struct {
	status Status
	last   int64          // number of the last entry
	state  *signoff.State // nil: no entry of the past has been read
}

// At returns the ledger of a journal of which only the end is known: where the
// report stands, and the number of its last entry, 0 before the first. That is
// enough for every entry but a transition: see NeedsPast.
func At(status Status, last int64) *Ledger {
	return &Ledger{status: status, last: last}
}

// Begin returns the ledger of a journal that is read, or made, from its first
// entry on.
func Begin() *Ledger {
	state := signoff.Begin()
	return &Ledger{status: StatusOf(&state), state: &state}
}

// NeedsPast says whether these entries can only be judged by all that the
// journal holds before them: start with Begin and Read it then.
func NeedsPast(entries []journal.Entry) bool {
	return slices.ContainsFunc(entries, func(e journal.Entry) bool { return e.Transition != nil })
}

// Read takes an entry that is in the journal. What does not fit there was not
// written by this program and counts for nothing; a check of the record tells
// of it.
func (l *Ledger) Read(e *journal.Entry) {
	l.last = e.Seq
	if l.state == nil {
		return
	}
	if e.Transition != nil {
		_ = l.state.Apply(e.Transition)
	}
	l.status = StatusOf(l.state)
}

// Status returns where the report stands after all entries so far.
func (l *Ledger) Status() Status { return l.status }

// State returns where the report stands in detail, nil for a ledger that was
// not begun from the first entry.
func (l *Ledger) State() *signoff.State { return l.state }

// Append takes the next entry. The error is a *Refusal, and the ledger is
// unchanged then.
func (l *Ledger) Append(e *journal.Entry) error {
	if err := l.judge(e); err != nil {
		return err
	}
	l.Read(e)
	return nil
}

// judge goes from what no journal takes to what this one does not take now.
// That somebody else has gone on comes last: who is locked out is to read that.
func (l *Ledger) judge(e *journal.Entry) error {
	if err := wellFormed(e); err != nil {
		return err
	}
	if e.Transition == nil {
		if err := l.permits(e); err != nil {
			return err
		}
	}
	if e.Seq != l.last+1 {
		return refuse(Superseded, "", "entry %d does not follow entry %d", e.Seq, l.last)
	}
	if e.Transition == nil {
		return nil
	}
	if l.state == nil {
		return refuse(Malformed, "", "a transition is judged by the whole journal, which was not read")
	}
	if err := l.state.Fits(e.Transition); err != nil {
		return &Refusal{Reason: NotAllowed, Sentence: err.Error() + "。", Err: err}
	}
	return nil
}

// permits judges an entry without a transition: only a draft is edited, and
// remarks are made only in review and change nothing else.
func (l *Ledger) permits(e *journal.Entry) error {
	remark := e.Kind == journal.Remarked
	if !allows(l.status.Stage, e.Kind) {
		if remark {
			return refuse(NotAllowed, fmt.Sprintf("报告现在“%s”，不在审签中，不能提出意见。", l.status.Name), "a remark outside review")
		}
		return refuse(NotAllowed, fmt.Sprintf("报告现在“%s”，内容已锁定，这次改动没有保存。", l.status.Name), "the report is locked")
	}
	for _, change := range e.Edit.Changes {
		switch {
		case report.IsRemark(change.Address) == remark:
		case remark:
			return refuse(NotAllowed, "不能以意见的名义改动报告的内容。", "a remark changes %s", change.Address)
		default:
			return refuse(NotAllowed, "审核意见只能由提出的人在审签中增删。", "an edit changes %s", change.Address)
		}
	}
	return nil
}

// allows says whether a stage takes entries of a kind at all. Transitions have
// rules of their own.
func allows(stage signoff.Stage, kind journal.Kind) bool {
	switch kind {
	case journal.Transitioned:
		return true
	case journal.Remarked:
		return stage == signoff.Reviewing
	}
	return stage == signoff.Drafting
}

// wellFormed refuses what no journal takes, wherever it is to stand. What
// stands beside a transition in its line would not be covered by the signature.
func wellFormed(e *journal.Entry) error {
	switch e.Kind {
	case journal.Edited, journal.Undone, journal.Redone, journal.Imported, journal.Remarked:
		if e.Transition != nil {
			return refuse(Malformed, "", "entry %d of kind %s carries a transition", e.Seq, e.Kind)
		}
	case journal.Transitioned:
		if e.Transition == nil || e.Of != 0 || e.Edit.Note != "" || len(e.Edit.Changes) > 0 {
			return refuse(Malformed, "", "entry %d is no bare transition", e.Seq)
		}
	default:
		return refuse(Malformed, "", "entry %d is of an unknown kind %q", e.Seq, e.Kind)
	}
	if e.Of < 0 || e.Of >= max(e.Seq, 1) {
		return refuse(Malformed, "", "entry %d repeats entry %d", e.Seq, e.Of)
	}
	for _, c := range e.Edit.Changes {
		if c.Address == "" || !utf8.ValidString(c.Old) || !utf8.ValidString(c.New) {
			return refuse(Malformed, "", "entry %d changes %q in a way that cannot be written", e.Seq, c.Address)
		}
	}
	return nil
}

// Change makes a change in what places hold. It is refused as Superseded when what it
// replaces is not there.
func Change(held *longtext.Texts[form.Address], c report.Change) error {
	if !held.Replace(c.Address, c.At, c.Old, c.New) {
		return refuse(Superseded, "", "%s does not hold %q at %d", c.Address, c.Old, c.At)
	}
	return nil
}

// Agrees refuses what somebody believes of the report after all entries so far
// where their journal says otherwise.
func (l *Ledger) Agrees(claimed Status) error {
	if claimed == l.status {
		return nil
	}
	return refuse(Superseded, "", "the report is %+v, not %+v", l.status, claimed)
}
