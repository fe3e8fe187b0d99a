package app

import (
	"context"
	"time"

	"nianbao/app/journal"
	"nianbao/app/keys"
	"nianbao/app/origin"
	"nianbao/app/report"
	"nianbao/app/signoff"
)

// Before its first submission a draft goes on as a new record, unless the officer
// would rather not: what was typed and deleted since the beginning would otherwise
// travel with every package. The old record stays where it was made.

// condensing is the record that a draft goes on with once it is submitted.
type condensing struct {
	on   bool
	next *revision   // nil until it is wanted
	of   keys.Digest // of the record that it goes on from
}

// MayCondense says whether the next submission can begin a new record: it is the
// first one, and there is something to leave out.
func (s *Session) MayCondense() bool {
	_, done := journal.CondensedOf(s.entries)
	return len(s.results) == 0 && len(s.entries) > 1 && !done && !s.IsExample() && len(s.problems) == 0
}

// Condense chooses whether the next submission begins a new record. Nothing is
// changed before that is signed.
func (s *Session) Condense(on bool) { s.condensing = condensing{on: on && s.MayCondense()} }

// basis is what a transition is signed on: the record as it stands or, of a
// submission that begins a new one, that.
func (s *Session) basis(kind signoff.Kind) (*revision, error) {
	if kind != signoff.Submit || !s.condensing.on {
		return &s.revision, nil
	}
	if s.condensing.next == nil || s.condensing.of != s.digest {
		next, err := s.condensed(s.now().Truncate(time.Microsecond), s.by())
		if err != nil {
			return nil, err
		}
		s.condensing.next, s.condensing.of = next, s.digest
	}
	return s.condensing.next, nil
}

// condensed returns the revision with a record of what stands now, and of where that
// came from.
func (v *revision) condensed(at time.Time, by string) (*revision, error) {
	next := v.clone()
	left := journal.CondensedFrom(v.summary.UID, v.entries)
	next.entries, next.digest, next.results = nil, journal.Origin(v.summary.UID), nil
	next.undo, next.redo, next.pending = nil, nil, nil
	for _, e := range origin.Condense(v.entries, v.report, journal.Entry{At: at, Kind: journal.Imported, By: by, Edit: report.Edit{Note: left.Note()}}) {
		if _, err := next.journal(e); err != nil {
			return next, err
		}
	}
	return next, nil
}

// storeTransition stores what a transition has made of the record: its last entry,
// or a whole new record in the place of the old one, which is kept.
func (s *Session) storeTransition(ctx context.Context, next *revision, anew bool) error {
	if !anew {
		return s.journal.Append(ctx, next.summary, next.entries[len(next.entries)-1:])
	}
	id, err := s.journal.Condense(ctx, s.summary, next.summary, next.entries)
	if err == nil {
		next.summary.ID = id
		s.condensing = condensing{}
	}
	return err
}

// Condensed says what the record was begun without; false where it is whole.
func (s *Session) Condensed() (journal.Condensed, bool) { return journal.CondensedOf(s.entries) }

// UndoEnds says why nothing more can be taken back in a record that was begun anew,
// "" where there is more, or where the record is whole.
func (s *Session) UndoEnds() string {
	if _, condensed := s.Condensed(); !condensed || s.CanUndo() {
		return ""
	}
	return "撤销到此为止：送审以前的修改没有带入现在的编制记录，不能再撤销；在编制人的电脑上，可以在“审签记录”中查看。"
}
