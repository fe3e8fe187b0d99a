package storetest

import (
	"reflect"
	"testing"
	"time"

	"nianbao/app"
	"nianbao/app/journal"
	"nianbao/app/keys"
	"nianbao/app/report"
)

// anew is a record of one entry that a draft goes on in.
func anew(of app.Summary) (app.Summary, []journal.Entry) {
	next := of
	next.Changed, next.Digest = of.Changed.Add(time.Hour), keys.Sum([]byte("anew"))
	return next, []journal.Entry{{
		Seq: 1, At: next.Changed, Kind: journal.Imported, Edit: report.Edit{Note: "送审", Changes: []report.Change{{Address: report.UnitName, New: of.Unit}, {Address: "cell", New: "7"}}},
	}}
}

// A report leaves its record behind: that is read by Before alone, and its number
// leads to where the report is.
func recordIsLeftBehind(t *testing.T, open Opener) {
	s := begin(t, open)
	r := NewRecord(t, s.ports, "甲局")
	r.Append(r.Edit(journal.Edited, Officer))
	was, err := s.Load(ctx, r.Summary.ID)
	must(t, err)
	if before, err := s.Before(ctx, r.Summary.UID); err != nil || before != nil {
		t.Errorf("before anything was left behind: %+v, %v", before, err)
	}
	next, entries := anew(was.Summary)
	id, err := s.Condense(ctx, was.Summary, next, entries)
	must(t, err)
	next.ID = id
	s = s.again()
	for _, number := range []int64{id, was.Summary.ID} {
		d, err := s.Load(ctx, number)
		must(t, err)
		if !reflect.DeepEqual(d.Summary, next) || len(d.Entries) != 1 || d.Values["cell"] != "7" || len(d.Values) != 2 {
			t.Errorf("number %d leads to %+v", number, d)
		}
	}
	if before, err := s.Before(ctx, next.UID); err != nil || !reflect.DeepEqual(before, was.Entries) {
		t.Errorf("left behind: %+v, %v", before, err)
	}
	onlyListed(t, s, id)
	if found, err := s.Find(ctx, next.UID); err != nil || found != id {
		t.Errorf("found %d, %v", found, err)
	}
	wantCode(t, s.Restore(ctx, was.Summary.ID), app.NotFound)
	wantCode(t, s.Append(ctx, was.Summary, []journal.Entry{edit(3, "cell", "120", "13")}), app.NotFound)

	// It comes back with its report, and not by itself.
	must(t, s.Delete(ctx, id, time.Now()))
	_, err = s.Load(ctx, was.Summary.ID)
	wantCode(t, err, app.NotFound)
	must(t, s.Restore(ctx, id))
	if before, err := s.Before(ctx, next.UID); err != nil || len(before) != len(was.Entries) {
		t.Errorf("after it was deleted: %+v, %v", before, err)
	}
}

// onlyListed looks for one report in the list, and none among the deleted.
func onlyListed(t *testing.T, s *store, id int64) {
	t.Helper()
	list, err := s.List(ctx)
	must(t, err)
	hidden, err := s.Deleted(ctx)
	must(t, err)
	if len(list) != 1 || list[0].ID != id || len(hidden) != 0 {
		t.Errorf("listed %+v, deleted %+v", list, hidden)
	}
}

// What cannot be left behind stays as it is.
func leavingBehindThatFailsChangesNothing(t *testing.T, open Opener) {
	s := begin(t, open)
	r := NewRecord(t, s.ports, "甲局")
	r.Append(r.Edit(journal.Edited, Officer))
	was, err := s.Load(ctx, r.Summary.ID)
	must(t, err)
	other := Create(t, s, "乙局", 2024)
	for name, tt := range map[string]struct {
		change func(old, next *app.Summary, entries *[]journal.Entry)
		want   app.Code
	}{
		"it has gone on":        {func(old, _ *app.Summary, _ *[]journal.Entry) { old.Digest = keys.Sum([]byte("before")) }, app.Conflict},
		"another report":        {func(_, next *app.Summary, _ *[]journal.Entry) { next.UID = journal.NewUID() }, app.Conflict},
		"no such number":        {func(old, _ *app.Summary, _ *[]journal.Entry) { old.ID = 4711 }, app.NotFound},
		"a taken unit and year": {func(_, next *app.Summary, _ *[]journal.Entry) { next.Unit, next.Year = other.Unit, other.Year }, app.Exists},
		"an entry too much":     {func(_, _ *app.Summary, e *[]journal.Entry) { *e = append(*e, (*e)[0]) }, app.Conflict},
	} {
		old := was.Summary
		next, entries := anew(was.Summary)
		tt.change(&old, &next, &entries)
		_, err := s.Condense(ctx, old, next, entries)
		wantCode(t, err, tt.want)
		if now, err := s.Load(ctx, was.Summary.ID); err != nil || !reflect.DeepEqual(now, was) {
			t.Errorf("%s: left %+v, %v", name, now, err)
		}
	}
	if before, err := s.Before(ctx, was.Summary.UID); err != nil || before != nil {
		t.Errorf("left behind: %+v, %v", before, err)
	}
}
