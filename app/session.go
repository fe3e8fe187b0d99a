package app

import (
	"context"
	"fmt"
	"slices"
	"time"

	"nianbao/app/check"
	"nianbao/app/dating"
	"nianbao/app/example"
	"nianbao/app/form"
	"nianbao/app/journal"
	"nianbao/app/keys"
	"nianbao/app/notes"
	"nianbao/app/origin"
	"nianbao/app/proof"
	"nianbao/app/report"
	"nianbao/app/roster"
	"nianbao/app/signoff"
)

// Session is one open draft: the one door through which every change goes.
// A change is applied, the totals and findings it touches are brought up to
// date, it is journaled, and the watchers are told. It must be used from one
// goroutine.
type Session struct {
	revision
	journal  Journal
	drafts   Drafts
	rosters  Rosters
	health   Health
	settings Settings
	now      func() time.Time
	lastUse  dating.Seen // of the program here
	noteDate func(ctx context.Context) error
	actor    signoff.Actor // who works at this workstation
	rules    *check.Checker
	// spare is the report once more, or nil: the next change is tried on it. To
	// make the change on two reports costs far less than to copy one.
	spare      *report.Report
	orphaned   []form.Address
	problems   []string // what does not fit in the record, as sentences
	late       proof.Marks
	ahead      proof.Ahead
	judge      *roster.Roster // by which the signatures are judged: the actor's, see proof.Ahead
	condensing condensing
	watch      []func(Event)
}

// Event tells a watcher what changed.
type Event struct {
	Addresses []form.Address // the places written; totals may follow from them
	Form      bool           // the layout itself is another one now
	State     bool           // the report stands elsewhere in its sign-off
}

// SaveState says whether all that was entered is durable.
type SaveState struct {
	Pending int       // edits that are not yet stored
	At      time.Time // when the last one was stored
	Err     error     // why the pending ones are not, or why nothing can be stored
}

// Fine says whether everything is stored, and can be.
func (s SaveState) Fine() bool { return s.Pending == 0 && s.Err == nil }

// StoreGone says whether what was stored is not there any more.
func (s SaveState) StoreGone() bool { return s.Err != nil && CodeOf(s.Err) == Gone }

// Diverged says whether the report has gone on elsewhere, so that what is pending
// can never be added: a person has to choose.
func (s SaveState) Diverged() bool {
	if s.Pending == 0 || s.Err == nil {
		return false
	}
	switch CodeOf(s.Err) {
	case Conflict, NotFound, Forbidden, Exists:
		return true
	}
	return false
}

// OpenSession loads a draft from the store, for work by an actor, and checks
// its record from the beginning: see Problems.
func OpenSession(ctx context.Context, d *Service, id int64, actor signoff.Actor) (*Session, error) {
	held, err := d.Drafts.Load(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("open draft %d: %w", id, err)
	}
	if actor, err = d.actorFor(ctx, actor, held.Entries); err != nil {
		return nil, fmt.Errorf("open draft %d: %w", id, err)
	}
	s := &Session{
		journal: d.Journal, drafts: d.Drafts, rosters: d.Rosters, health: d.Health, settings: d.Settings,
		now: d.Now, lastUse: d.LastUse(ctx), noteDate: d.NoteDate, actor: actor, rules: &check.Checker{Glyphs: d.Glyphs},
	}
	s.summary, s.saved, s.entries = held.Summary, held.Summary.Changed, held.Entries
	s.late, s.ahead = d.Marks(ctx, held.Summary.UID), d.ahead(ctx, held.Summary.UID)
	s.check(d, held)
	s.report, s.orphaned = report.Restore(d.Catalog, held.Values)
	for _, e := range held.Entries {
		s.stack(e)
	}
	s.find(s.rules)
	return s, nil
}

// check goes through the whole record and holds it against what is stored: a
// figure, a decision or a name that another program changed is found here.
func (s *Session) check(d *Service, held *Draft) {
	s.judge = s.ahead.Judging(s.actor.Roster, held.Entries)
	replay := d.replays.Run(d.Catalog, held.Summary.UID, held.Entries, s.judge)
	s.state, s.digest, s.results = replay.State, replay.Digest, replay.Results
	s.problems = d.Unfit(held, replay)
}

// Unfit lists, as sentences, what does not fit in a record, and where what is stored
// beside it is not what it comes to.
func (d *Service) Unfit(held *Draft, replay *journal.Replay) []string {
	problems := replay.Problems
	// Records of before the sign-off have none kept until their first edit.
	fresh := held.Summary.Digest == "" && len(replay.Results) == 0
	if !fresh && held.Summary.Digest != replay.Digest {
		problems = append(problems, "编制记录与保存时的摘要不符。")
	}
	if !held.Summary.matches(&replay.State, replay.Report()) || held.Summary.Example != example.Is(held.Entries) {
		problems = append(problems, "报告列表中的单位、年度或者审签状态与编制记录不符。")
	}
	for _, a := range report.Differing(held.Values, replay.Held) {
		problems = append(problems, fmt.Sprintf("“%s”现在是“%.20s”，编制记录中是“%.20s”，两者不一致。",
			report.PlaceName(d.Catalog, held.Summary.Edition, a), held.Values[a], replay.Held[a]))
	}
	return problems
}

// ID returns the draft's id in the store.
func (s *Session) ID() int64 { return s.summary.ID }

// Report returns the report. It is changed only through Apply, Undo and Redo.
func (s *Session) Report() *report.Report { return s.report }

// Findings returns what the rules say of the report as it stands.
func (s *Session) Findings() []check.Finding { return s.findings }

// Explanation returns what was written about one of the findings and whether it
// still holds; the zero Explanation where nothing was.
func (s *Session) Explanation(f check.Finding) (e notes.Explanation, holds bool) {
	return s.explanations.Of(f)
}

// CompareWith lets the rules look at the unit's report of the year before, too; nil for
// none.
func (s *Session) CompareWith(last *report.Report) {
	s.rules.LastYear = last
	s.find(s.rules)
}

// Lists returns the findings as people see them.
func (s *Session) Lists() check.Lists { return s.lists }

// Orphaned names stored places that no edition of the form knows.
func (s *Session) Orphaned() []form.Address { return s.orphaned }

// Saved tells whether everything is durable.
func (s *Session) Saved() SaveState {
	state := SaveState{Pending: len(s.pending), At: s.saved, Err: s.failure}
	if trouble := troubleOf(s.health); trouble != nil && (state.Err == nil || CodeOf(trouble) == Gone) {
		state.Err = trouble
	}
	return state
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
	return s.Apply(ctx, report.Edit{Note: s.editName(a), Changes: []report.Change{c}})
}

// editName says in a few words what a place is, for the undo menu.
func (s *Session) editName(a form.Address) string {
	if c := s.report.Form().Cell(a); c != nil {
		return origin.Typing(c.Name)
	}
	if f := s.report.Form().Field(a); f != nil {
		return "编写" + f.Name
	}
	return "修改报告信息"
}

// Apply makes an edit. A refusal is a *report.Refusal and changes nothing;
// Forbidden when the report is locked. A failure to store keeps the edit in
// the session, pending: see Saved, Save.
func (s *Session) Apply(ctx context.Context, e report.Edit) error {
	e.Changes = slices.DeleteFunc(slices.Clone(e.Changes), func(c report.Change) bool { return c.Old == c.New })
	if e.Empty() {
		return nil
	}
	if err := s.locked(); err != nil {
		return err
	}
	if slices.ContainsFunc(e.Changes, func(c report.Change) bool { return report.IsRemark(c.Address) }) {
		return &Error{Code: Forbidden, Sentence: "审核意见只能由提出的人在审签中增删。"}
	}
	if err := s.enter(ctx, journal.Entry{Kind: journal.Edited, Edit: e}); err != nil {
		return err
	}
	if !s.IsExample() && slices.ContainsFunc(e.Changes, func(c report.Change) bool { return report.IsContact(c.Address) }) {
		// The report has them: where they cannot be kept, the next one asks for them anew.
		_ = rememberContact(ctx, s.settings, s.report)
	}
	return nil
}

// locked says why the content may not be changed now.
func (s *Session) locked() error {
	if trouble := troubleOf(s.health); ForbidsEditing(trouble) {
		return trouble
	}
	return forbidden(s.state.MayEdit(s.actor))
}

// Locked says in a sentence why the content may not be changed now, "" when it may.
func (s *Session) Locked() string { return Sentence(s.locked()) }

func forbidden(m signoff.May) error {
	if m.OK {
		return nil
	}
	return &Error{Code: Forbidden, Sentence: m.Reason}
}

// enter makes the edits of entries, journals and stores them, and tells the
// watchers. When the first cannot be made, or the store will never take them,
// nothing has happened; when a later one cannot be made, the ones before stand.
func (s *Session) enter(ctx context.Context, entries ...journal.Entry) error {
	next, made := s.trial(), []report.Change(nil)
	for i, e := range entries {
		more := next
		if i > 0 {
			more = next.clone()
		}
		e.At, e.By = s.now().Truncate(time.Microsecond), s.by()
		changes, err := more.add(e)
		if err != nil && i == 0 {
			return err
		}
		if err != nil {
			break
		}
		next, made = more, append(made, changes...)
	}
	next.find(s.rules)
	err := next.save(ctx, s.journal, s.drafts, s.now)
	if code := CodeOf(err); err != nil && (code == Exists || code == Forbidden) {
		return err
	}
	before := s.become(next)
	if before.Apply(report.Edit{Changes: made}) == nil && len(entries) == 1 {
		s.spare = before
	}
	s.notify(made, false)
	return err
}

// trial returns a copy of the present revision on which a change can be made.
func (s *Session) trial() *revision {
	if s.spare == nil {
		return s.clone()
	}
	next := s.with(s.spare, s.state.Clone())
	s.spare = nil
	return next
}

// become makes a revision the present one and returns the report of the one
// before. Screens hold on to the report, so that it stays where it is.
func (s *Session) become(next *revision) (before *report.Report) {
	held, before := s.report, next.report
	*held, *before = *before, *held
	s.revision = *next
	s.report, s.spare = held, nil
	return before
}

// by is the id of who works at this workstation, "" for nobody in particular.
func (s *Session) by() string {
	if s.actor.Person == nil {
		return ""
	}
	return s.actor.Person.ID
}

// Save stores what is pending. It is called by every change; a window calls
// it again while something is pending.
func (s *Session) Save(ctx context.Context) error { return s.save(ctx, s.journal, s.drafts, s.now) }

// SetStatus notes where a report stands in its sign-off.
func (sum *Summary) SetStatus(state *signoff.State, digest keys.Digest) {
	sum.Stage, sum.StateName, sum.Level, sum.Digest = state.Stage, state.Name(), state.Level(), digest
}

// matches says whether the list shows of a report what its record comes to.
func (sum *Summary) matches(state *signoff.State, r *report.Report) bool {
	return sum.Stage == state.Stage && sum.StateName == state.Name() && sum.Level == state.Level() &&
		sum.Unit == r.Unit() && sum.Year == r.Year()
}

func (s *Session) notify(made []report.Change, transition bool) {
	ev := Event{State: transition}
	for _, c := range made {
		ev.Addresses = append(ev.Addresses, c.Address)
		if report.SelectsEdition(c.Address) {
			ev.Form = true
		}
	}
	for _, f := range s.watch {
		f(ev)
	}
}
