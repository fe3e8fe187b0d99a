package app_test

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"nianbao/app"
	"nianbao/app/form"
	"nianbao/app/journal"
	"nianbao/app/report"
	"nianbao/app/signoff"
	"nianbao/assets"
)

// shelf is a store that can be told to fail.
type shelf struct {
	app.Drafts
	app.Journal
	draft   app.Draft
	entries []journal.Entry
	fail    error
}

func (s *shelf) ports() app.Ports { return app.Ports{Drafts: s, Journal: s} }

func (s *shelf) Load(context.Context, int64) (*app.Draft, error) {
	d := s.draft
	d.Values = maps.Clone(s.draft.Values)
	d.Entries = slices.Clone(s.entries)
	return &d, nil
}

func (s *shelf) Append(_ context.Context, sum app.Summary, entries []journal.Entry) error {
	if s.fail != nil {
		return s.fail
	}
	s.draft.Summary = sum
	s.entries = append(s.entries, entries...)
	return nil
}

func catalog(t *testing.T) *form.Catalog {
	t.Helper()
	c, err := form.Load(assets.Forms, "forms")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// minutes is a clock that goes on by one each time it is looked at: edits made
// in one go are one step back.
func minutes() func() time.Time {
	now := time.Now()
	return func() time.Time {
		now = now.Add(time.Minute)
		return now
	}
}

func open(t *testing.T, s *shelf) *app.Session {
	t.Helper()
	if s.draft.Values == nil {
		s.draft.Values = map[form.Address]string{report.UnitName: "甲局", report.Year: "2025"}
	}
	session, err := app.OpenSession(t.Context(), &app.Service{Ports: s.ports(), Catalog: catalog(t), Now: minutes()}, 1, signoff.Actor{})
	if err != nil {
		t.Fatal(err)
	}
	return session
}

func set(t *testing.T, s *app.Session, a form.Address, raw string) {
	t.Helper()
	if err := s.Set(t.Context(), a, raw); err != nil {
		t.Fatalf("set %s: %v", a, err)
	}
}

func TestUndoReachesThroughTheWholeReport(t *testing.T) {
	store := &shelf{}
	s := open(t, store)
	set(t, s, "requests.received.business", "3")
	set(t, s, "overview.lead", "第一稿")
	set(t, s, "overview.lead", "第一稿，改过")
	set(t, s, "disclosed.fees.amount", "1.5")
	for range 3 {
		if err := s.Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if got := s.Report().Text("overview.lead"); got != "" {
		t.Errorf("after three steps back: %q", got)
	}
	if got := s.Report().Figure("requests.received.business").String(); got != "3" {
		t.Errorf("one step too far: %q", got)
	}
	if err := s.Redo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := s.Report().Text("overview.lead"); got != "第一稿" {
		t.Errorf("after one step forward: %q", got)
	}
	set(t, s, "requests.received.business", "4")
	if s.CanRedo() {
		t.Error("a new edit leaves something to redo")
	}
}

func TestUndoWorksAfterReopening(t *testing.T) {
	store := &shelf{}
	s := open(t, store)
	set(t, s, "requests.received.business", "3")
	set(t, s, "requests.received.business", "4")
	if err := s.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	store.draft.Values = s.Report().All()

	s = open(t, store)
	if err := s.Redo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := s.Report().Figure("requests.received.business").String(); got != "4" {
		t.Errorf("redo after reopening: %q", got)
	}
	for range 5 {
		if err := s.Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if got := s.Report().Figure("requests.received.business"); !got.Blank() || s.CanUndo() {
		t.Errorf("undone to the beginning: %q", got)
	}
}

func TestNothingIsLostWhileTheStoreFails(t *testing.T) {
	store := &shelf{}
	s := open(t, store)
	store.fail = &app.Error{Code: app.Full}
	var told int
	s.Watch(func(app.Event) { told++ })
	for _, raw := range []string{"1", "12", "123"} {
		if err := s.Set(t.Context(), "requests.received.business", raw); app.CodeOf(err) != app.Full {
			t.Fatalf("error %v", err)
		}
	}
	if state := s.Saved(); state.Pending != 3 || !strings.Contains(app.Sentence(state.Err), "不要关闭窗口") {
		t.Errorf("save state %+v", state)
	}
	if said := app.Sentence(store.fail); strings.Contains(said, "窗口") {
		t.Errorf("nothing waits to be stored, yet it says %s", said)
	}
	if got := s.Report().Figure("requests.received.total").String(); got != "123" || told != 3 {
		t.Errorf("total %s, told %d times", got, told)
	}
	store.fail = nil
	if err := s.Save(t.Context()); err != nil {
		t.Fatal(err)
	}
	if state := s.Saved(); state.Pending != 0 || state.Err != nil || len(store.entries) != 3 || store.entries[2].Seq != 3 {
		t.Errorf("after saving: %+v, %d entries", state, len(store.entries))
	}
}

func TestARefusedNameIsTakenBack(t *testing.T) {
	store := &shelf{}
	s := open(t, store)
	set(t, s, "requests.received.business", "1")
	store.fail = &app.Error{Code: app.Exists, ID: 9}
	if err := s.Set(t.Context(), report.UnitName, "乙局"); app.CodeOf(err) != app.Exists {
		t.Fatalf("error %v", err)
	}
	store.fail = nil
	if s.Report().Unit() != "甲局" || s.Saved().Pending != 0 {
		t.Errorf("unit %s, state %+v", s.Report().Unit(), s.Saved())
	}
	set(t, s, "requests.received.business", "2")
	if n := len(store.entries); n != 2 || store.entries[1].Seq != 2 {
		t.Errorf("journal %+v", store.entries)
	}
}

func TestRefusalsChangeNothing(t *testing.T) {
	store := &shelf{}
	s := open(t, store)
	err := s.Set(t.Context(), "requests.received.business", "abc")
	var refusal *report.Refusal
	if !errors.As(err, &refusal) || !errors.Is(err, report.ErrNotANumber) {
		t.Fatalf("error %v", err)
	}
	if len(store.entries) != 0 || app.Sentence(err) != "这里只能填数字。" {
		t.Errorf("journal %v, sentence %s", store.entries, app.Sentence(err))
	}
}

func TestEntriesCarryOldNewAndTime(t *testing.T) {
	store := &shelf{}
	s := open(t, store)
	before := time.Now().Truncate(time.Microsecond)
	set(t, s, "requests.received.business", "3")
	set(t, s, "requests.received.business", "5")
	got := store.entries[1]
	if c := got.Edit.Changes[0]; c.Old != "3" || c.New != "5" || got.At.Before(before) || got.Kind != journal.Edited {
		t.Errorf("entry %+v", got)
	}
}
