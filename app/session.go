package app

import (
	"context"
	"fmt"
	"time"

	"nianbao/app/check"
	"nianbao/app/form"
	"nianbao/app/report"
)

// Session is one open draft: the one door through which every change goes.
// A change is applied, the totals and findings it touches are brought up to
// date, it is journaled, and the watchers are told. It must be used from one
// goroutine.
type Session struct {
	store    Store
	now      func() time.Time
	report   *report.Report
	summary  Summary
	findings []check.Finding
	lost     []form.Address

	seq     int64
	undo    []int64
	redo    []int64
	recent  map[int64]report.Edit // edits of this session, for undo without the store
	pending []Entry               // applied here, not yet durable
	saved   time.Time
	failure error
	watch   []func(Event)
}

// Event tells a watcher what changed.
type Event struct {
	Addresses []form.Address // the places written; totals may follow from them
	Form      bool           // the layout itself is another one now
}

// SaveState says whether all that was entered is durable.
type SaveState struct {
	Pending int       // edits that are not yet stored
	At      time.Time // when the last one was stored
	Err     error     // why the pending ones are not
}

// OpenSession loads a draft from the store.
func OpenSession(ctx context.Context, store Store, catalog *form.Catalog, id int64) (*Session, error) {
	d, err := store.Load(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("open draft %d: %w", id, err)
	}
	s := &Session{store: store, now: time.Now, summary: d.Summary, saved: d.Summary.Changed, recent: map[int64]report.Edit{}}
	s.report, s.lost = report.Restore(catalog, d.Values)
	for _, e := range d.Entries {
		s.note(e)
	}
	s.findings = check.Run(s.report)
	return s, nil
}

// note brings the undo and redo stacks up to date with a journal entry.
func (s *Session) note(e Entry) {
	s.seq = e.Seq
	switch e.Kind {
	case Undone:
		s.undo = pop(s.undo)
		s.redo = append(s.redo, e.Of)
	case Redone:
		s.redo = pop(s.redo)
		s.undo = append(s.undo, e.Of)
	case Edited:
		s.undo = append(s.undo, e.Seq)
		s.redo = nil
	}
}

func pop(stack []int64) []int64 {
	if len(stack) == 0 {
		return stack
	}
	return stack[:len(stack)-1]
}

// ID returns the draft's id in the store.
func (s *Session) ID() int64 { return s.summary.ID }

// Report returns the report. It is changed only through Apply, Undo and Redo.
func (s *Session) Report() *report.Report { return s.report }

// Findings returns what the rules say of the report as it stands.
func (s *Session) Findings() []check.Finding { return s.findings }

// Lost names stored places that no edition of the form knows.
func (s *Session) Lost() []form.Address { return s.lost }

// Saved tells whether everything is durable.
func (s *Session) Saved() SaveState {
	return SaveState{Pending: len(s.pending), At: s.saved, Err: s.failure}
}

// Watch calls f after every change and every attempt to save.
func (s *Session) Watch(f func(Event)) { s.watch = append(s.watch, f) }

// Set puts one value or one text at an address. A refusal is a
// *report.Refusal and changes nothing.
func (s *Session) Set(ctx context.Context, a form.Address, raw string) error {
	c, err := s.report.Set(a, raw)
	if err != nil {
		return err
	}
	if c.Old == c.New {
		return nil
	}
	return s.Apply(ctx, report.Edit{Note: s.nameOf(a), Changes: []report.Change{c}})
}

// nameOf says in a few words what a place is, for the undo menu.
func (s *Session) nameOf(a form.Address) string {
	if c := s.report.Form().Cell(a); c != nil {
		return "填写" + c.Name
	}
	if f := s.report.Form().Field(a); f != nil {
		return "编写" + f.Name
	}
	return "修改报告信息"
}

// Apply makes an edit. A refusal is a *report.Refusal and changes nothing. A
// failure to store keeps the edit in the session, pending: see Saved, Save.
func (s *Session) Apply(ctx context.Context, e report.Edit) error {
	if e.Empty() {
		return nil
	}
	if err := s.report.Apply(e); err != nil {
		return err
	}
	before := *s
	s.recent[s.seq+1] = e
	err := s.commit(ctx, Entry{Kind: Edited, Edit: e})
	if err != nil && CodeOf(err) == Exists {
		s.takeBack(before, e)
	}
	return err
}

// takeBack returns to the state before an edit that the store will never take.
func (s *Session) takeBack(before Session, e report.Edit) {
	if err := s.report.Apply(e.Inverse()); err != nil {
		return
	}
	delete(s.recent, s.seq)
	s.seq, s.undo, s.redo, s.pending, s.failure = before.seq, before.undo, before.redo, before.pending, before.failure
	s.findings = check.Run(s.report)
	s.tell(Entry{Edit: e})
}

// CanUndo and CanRedo say whether there is anything to take back or to repeat.
func (s *Session) CanUndo() bool { return len(s.undo) > 0 }

// CanRedo says whether there is anything to repeat.
func (s *Session) CanRedo() bool { return len(s.redo) > 0 }

// Undo takes back the last edit that stands, also one of an earlier session.
// It does nothing when there is none.
func (s *Session) Undo(ctx context.Context) error {
	if !s.CanUndo() {
		return nil
	}
	return s.replay(ctx, Undone, s.undo[len(s.undo)-1])
}

// Redo makes the last undone edit again. It does nothing when there is none.
func (s *Session) Redo(ctx context.Context) error {
	if !s.CanRedo() {
		return nil
	}
	return s.replay(ctx, Redone, s.redo[len(s.redo)-1])
}

func (s *Session) replay(ctx context.Context, kind EntryKind, of int64) error {
	e, known := s.recent[of]
	if !known {
		entry, err := s.store.LoadEntry(ctx, s.summary.ID, of)
		if err != nil {
			return fmt.Errorf("load edit %d: %w", of, err)
		}
		e = entry.Edit
		s.recent[of] = e
	}
	if kind == Undone {
		e = e.Inverse()
	}
	if err := s.report.Apply(e); err != nil {
		return err
	}
	return s.commit(ctx, Entry{Kind: kind, Of: of, Edit: e})
}

// commit journals an applied edit and tells the watchers. Its error is only
// about the storing; the edit stands either way.
func (s *Session) commit(ctx context.Context, e Entry) error {
	e.Seq, e.At = s.seq+1, s.now()
	s.note(e)
	s.findings = check.Run(s.report)
	s.pending = append(s.pending, e)
	err := s.Save(ctx)
	s.tell(e)
	return err
}

// Save stores what is pending. It is called by every change; a window calls
// it again while something is pending.
func (s *Session) Save(ctx context.Context) error {
	if len(s.pending) == 0 {
		return nil
	}
	sum := Summarise(s.report, s.findings)
	sum.ID, sum.Created, sum.Changed = s.summary.ID, s.summary.Created, s.pending[len(s.pending)-1].At
	if err := s.store.Append(ctx, sum, s.pending); err != nil {
		s.failure = waiting(fmt.Errorf("store %d edits: %w", len(s.pending), err))
		return s.failure
	}
	s.summary, s.pending, s.failure, s.saved = sum, nil, nil, s.now()
	return nil
}

func (s *Session) tell(e Entry) {
	ev := Event{}
	for _, c := range e.Edit.Changes {
		ev.Addresses = append(ev.Addresses, c.Address)
		if report.ChoosesForm(c.Address) {
			ev.Form = true
		}
	}
	for _, f := range s.watch {
		f(ev)
	}
}
