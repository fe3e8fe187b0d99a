package journal

import (
	"errors"
	"fmt"
	"slices"

	"nianbao/app/form"
	"nianbao/app/notes"
	"nianbao/app/report"
	"nianbao/app/signoff"
)

// validationError says why an entry without a signature cannot have been made where it
// stands, "" when it can. The program refuses all of this when it is tried; it
// is checked once more since a file or the store may come from other hands.
func (r *replayer) validationError(before []Entry, e *Entry) string {
	if e.Kind == Remarked {
		return r.remark(e)
	}
	if p := r.verifier.Locked(); p != "" {
		return p
	}
	switch {
	case len(e.Edit.Changes) == 0:
		return changesNothing
	case e.touches(report.IsRemark):
		return "审核意见被改动或者删去"
	case !e.repeats(before):
		return "撤销或者重做的内容与所指的那一条不符"
	}
	return r.changes(e)
}

const changesNothing = "没有改动任何内容"

// changes says why the changes of an entry cannot be of this program: they change
// nothing, or put something where nothing can stand or in another spelling than
// it is stored in.
func (r *replayer) changes(e *Entry) string {
	for _, c := range e.Edit.Changes {
		if c.Old == c.New {
			return changesNothing
		}
		if err := r.checkStored(c); err != nil {
			return fmt.Sprintf("“%.40s”处的“%.20s”不能接受（%s）", c.Address, c.New, err)
		}
	}
	return ""
}

var errHidden = errors.New("含有看不见的字符")

// checkStored says why what a change comes to cannot stand where it does. What a
// text held before the change has been judged: where it is long it is a paragraph,
// which takes every text, or was refused already.
func (r *replayer) checkStored(c report.Change) error {
	if err := report.CheckOrigin(r.out.catalog, c.Address); err != nil {
		return err
	}
	note := report.IsNote(c.Address)
	if !note && !report.Plain(c.New) {
		return errHidden
	}
	if !note && r.texts.Long(c.Address) {
		return nil
	}
	next, ok := report.Splice(r.texts.Get(c.Address), c)
	if !ok {
		return nil // an earlier change of the entry goes before it, or it does not fit at all: see entry
	}
	if note {
		return notes.CheckStored(c.Address, next)
	}
	return report.CheckStored(r.out.catalog, c.Address, next)
}

// repeats says whether an entry that claims to take an edit back, or to make
// it again, does just that.
func (e *Entry) repeats(before []Entry) bool {
	if e.Kind != Undone && e.Kind != Redone {
		return e.Of == 0
	}
	if e.Of < 1 || e.Of > int64(len(before)) || before[e.Of-1].Kind != Edited {
		return false
	}
	want := before[e.Of-1].Edit
	if e.Kind == Undone {
		want = want.Inverse()
	}
	return slices.Equal(e.Edit.Changes, want.Changes)
}

// remark says why remarks cannot have been made so. A reviewer adds remarks of
// their own while it is their turn, and takes back only those of that turn.
func (r *replayer) remark(e *Entry) string {
	if len(e.Edit.Changes) == 0 {
		return changesNothing
	}
	if e.Of != 0 || e.touches(func(a form.Address) bool { return !report.IsRemark(a) }) {
		return "以意见的名义改动了内容"
	}
	for _, c := range e.Edit.Changes {
		held := r.texts.Get(c.Address)
		next, ok := report.Splice(held, c)
		fits := ok && (held == "" || next == "") && notes.CheckStored(c.Address, next) == nil
		if fits && next != "" {
			fits = r.mayRemark(next, e)
		}
		if fits && held != "" {
			fits = r.mayDrop(held, e.By)
		}
		if !fits {
			return "审核意见不是由当时的审核人提出的，或者被改动、删去"
		}
	}
	return ""
}

// mayRemark says whether a remark can have been written by the entry: in the
// writer's own name, at the level whose turn it is.
func (r *replayer) mayRemark(raw string, e *Entry) bool {
	m, ok := notes.ReadRemark(raw)
	s := &r.verifier.State
	if !ok || s.Stage != signoff.Reviewing || m.By != e.By || m.Level != s.LevelName(s.Level()) || m.Round != s.Round || m.Seq != e.Seq-1 {
		return false
	}
	if r.verifier.Roster == nil {
		return true // every transition is a problem then
	}
	p := r.verifier.Roster.Person(e.By)
	return p != nil && p.WasNamed(m.Name)
}

// mayDrop says whether somebody can have taken a remark back: one of their own
// that no transition has sent on yet.
func (r *replayer) mayDrop(raw, by string) bool {
	m, ok := notes.ReadRemark(raw)
	return ok && r.verifier.State.Stage == signoff.Reviewing && m.By == by && m.Seq >= r.sent
}
