package app

import (
	"context"
	"slices"
	"time"
	"unicode/utf8"

	"nianbao/app/form"
	"nianbao/app/journal"
	"nianbao/app/report"
)

// Typing that goes on is stored at the end of each word and at least about once a
// second, and each time is an entry of the journal. A step back takes a word, or
// what was typed without a pause, up to so much of it.
const (
	burstPause  = 1200 * time.Millisecond // between the entries of one go
	burstLength = 20 * time.Second
	burstRunes  = 40 // more at once was pasted or put in
)

// CanUndo says whether there is anything to take back.
func (s *Session) CanUndo() bool { return len(s.undo) > 0 }

// CanRedo says whether there is anything to repeat.
func (s *Session) CanRedo() bool { return len(s.redo) > 0 }

// NextUndo returns the number of the journal entry that Undo takes back first,
// 0 when there is none.
func (s *Session) NextUndo() int64 { return top(s.undo) }

// NextRedo returns the number of the entry that Redo makes again first, 0 for none.
func (s *Session) NextRedo() int64 { return top(s.redo) }

func top(stack []int64) int64 {
	if len(stack) == 0 {
		return 0
	}
	return stack[len(stack)-1]
}

// Undo takes back the last edit that stands, also one of an earlier session,
// and what was typed into the same paragraph in one go before it. It does
// nothing when there is none.
func (s *Session) Undo(ctx context.Context) error {
	return s.step(ctx, journal.Undone, s.undo, func(near, far *journal.Entry) bool { return s.continues(far, near) })
}

// Redo makes the last undone edit again, and what was undone with it. It does
// nothing when there is none.
func (s *Session) Redo(ctx context.Context) error {
	return s.step(ctx, journal.Redone, s.redo, s.continues)
}

// step replays the top of a stack of edits, and those under it that belong to
// it, as one change.
func (s *Session) step(ctx context.Context, kind journal.Kind, stack []int64, together func(near, far *journal.Entry) bool) error {
	if len(stack) == 0 {
		return nil
	}
	if err := s.locked(); err != nil {
		return err
	}
	n := 1
	first := s.entry(stack[len(stack)-1])
	for near := first; near != nil && n < len(stack); n++ {
		far := s.entry(stack[len(stack)-1-n])
		if far == nil || !together(near, far) || far.At.Sub(first.At).Abs() > burstLength {
			break
		}
		near = far
	}
	return s.replay(ctx, kind, stack[len(stack)-n:])
}

// entry returns an entry of the journal by its number, nil where the record
// has none.
func (s *Session) entry(seq int64) *journal.Entry {
	if seq < 1 || seq > int64(len(s.entries)) {
		return nil
	}
	return &s.entries[seq-1]
}

// again returns the entry that takes an edit back or makes it once more.
func (s *Session) again(kind journal.Kind, of int64) (journal.Entry, error) {
	was := s.entry(of)
	if was == nil { // from a record that does not fit
		return journal.Entry{}, &Error{Code: Untrusted, Sentence: "这份报告的编制记录不完整，不能撤销或者重做，内容没有改动。原因和办法见“审签记录”。"}
	}
	e := was.Edit
	if kind == journal.Undone {
		e = e.Inverse()
	}
	return journal.Entry{Kind: kind, Of: of, Edit: e}, nil
}

// replay takes edits back or makes them again, the last first, as one step.
func (s *Session) replay(ctx context.Context, kind journal.Kind, stack []int64) error {
	var entries []journal.Entry
	for _, of := range slices.Backward(stack) {
		e, err := s.again(kind, of)
		if err != nil && entries == nil {
			return err
		}
		if err != nil {
			break
		}
		entries = append(entries, e)
	}
	return s.enter(ctx, entries...)
}

// continues says whether an edit goes on with the typing of the one before it.
func (s *Session) continues(before, e *journal.Entry) bool {
	if before.Kind != journal.Edited || e.Kind != journal.Edited || e.Seq != before.Seq+1 || e.By != before.By {
		return false
	}
	if !typing(before) || !typing(e) {
		return false
	}
	was, is := before.Edit.Changes[0], e.Edit.Changes[0]
	if gap := e.At.Sub(before.At); was.Address != is.Address || !s.isText(is.Address) || gap < 0 || gap > burstPause {
		return false
	}
	if long(was) || long(is) || report.EndsWord(was.New) || taking(was) != taking(is) {
		return false
	}
	return touch(was, is)
}

// touch says whether a change begins or ends where the one before it left off.
func touch(was, is report.Change) bool {
	return is.At <= was.At+utf8.RuneCountInString(was.New) && was.At <= is.At+utf8.RuneCountInString(is.Old)
}

// typing says whether an edit may be of one place only: what follows from that
// comes behind it.
func typing(e *journal.Entry) bool {
	for i, c := range e.Edit.Changes {
		if i > 0 && c.Address != report.Preamble {
			return false
		}
	}
	return len(e.Edit.Changes) > 0
}

func (s *Session) isText(a form.Address) bool {
	switch a {
	case report.Preamble, report.UnitName, report.SignedBy, report.SignedOn:
		return true
	}
	return report.IsAnswer(a) || s.report.Form().Field(a) != nil
}

// taking says whether a change only takes something away.
func taking(c report.Change) bool { return c.New == "" }

func long(c report.Change) bool {
	return utf8.RuneCountInString(c.New) > burstRunes || utf8.RuneCountInString(c.Old) > burstRunes
}
