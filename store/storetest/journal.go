package storetest

import (
	"context"
	"errors"
	"reflect"
	"testing"
	"time"

	"nianbao/app"
	"nianbao/app/journal"
	"nianbao/app/report"
	"nianbao/app/signoff"
)

func appendThatDoesNotFollowIsAConflict(t *testing.T, open Opener) {
	change := func(c report.Change) report.Edit { return report.Edit{Changes: []report.Change{c}} }
	good := change(report.Change{Address: "cell", Old: "12", New: "13"})
	for name, entries := range map[string][]journal.Entry{
		"number taken":          {{Seq: 1, Kind: journal.Edited, Edit: good}},
		"number skipped":        {{Seq: 3, Kind: journal.Edited, Edit: good}},
		"gap inside":            {{Seq: 2, Kind: journal.Edited, Edit: good}, {Seq: 4, Kind: journal.Edited}},
		"other figure":          {{Seq: 2, Kind: journal.Edited, Edit: change(report.Change{Address: "cell", Old: "77", New: "1"})}},
		"other text":            {{Seq: 2, Kind: journal.Edited, Edit: change(report.Change{Address: "text", At: 2, Old: "信息", New: "数据"})}},
		"behind the text's end": {{Seq: 2, Kind: journal.Edited, Edit: change(report.Change{Address: "text", At: 8, New: "数据"})}},
		"second change stale": {{Seq: 2, Kind: journal.Edited, Edit: report.Edit{Changes: []report.Change{
			{Address: "cell", Old: "12", New: "13"}, {Address: "cell", Old: "12", New: "14"},
		}}}},
	} {
		t.Run(name, func(t *testing.T) {
			s := begin(t, open)
			sum := Create(t, s, "某某市教育局", 2024)
			before, err := s.Load(ctx, sum.ID)
			must(t, err)
			sum.Filled = 99
			wantCode(t, s.Append(ctx, sum, entries), app.Conflict)
			after, err := s.Load(ctx, sum.ID)
			must(t, err)
			if !reflect.DeepEqual(before, after) {
				t.Errorf("something was stored:\nbefore %+v\nafter  %+v", before, after)
			}
			must(t, s.Append(ctx, sum, []journal.Entry{{Seq: 2, Kind: journal.Edited, Edit: good}}))
		})
	}
}

func brokenTextIsNotJournaled(t *testing.T, open Opener) {
	s := begin(t, open)
	sum := Create(t, s, "某某市教育局", 2024)
	wantCode(t, s.Append(ctx, sum, []journal.Entry{edit(2, "other", "", "a\xffb")}), app.Internal)
	must(t, s.Append(ctx, sum, []journal.Entry{edit(2, "other", "", "ab")}))
}

func cancelledWriteStoresNothing(t *testing.T, open Opener) {
	s := begin(t, open)
	sum := Create(t, s, "某某市教育局", 2024)
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	err := s.Append(cancelled, sum, []journal.Entry{edit(2, "cell", "12", "13")})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	must(t, s.Append(ctx, sum, []journal.Entry{edit(2, "cell", "12", "13")}))
}

func replaceByAnotherHistory(t *testing.T, open Opener) {
	s := begin(t, open)
	ours := NewRecord(t, s.ports, "甲局")
	theirs := *ours
	theirs.State = signoff.Begin()
	ours.Append(ours.Edit(journal.Edited, Officer))
	ours.Submitted()
	before, err := s.Load(ctx, ours.Summary.ID)
	must(t, err)

	history := []journal.Entry{
		before.Entries[0],
		theirs.Next(journal.Entry{Kind: journal.Edited, Edit: report.Edit{Changes: []report.Change{{Address: "cell", Old: "12", New: "7"}}}}),
		theirs.Sign(signoff.Submit, Officer, ""), theirs.Sign(signoff.Approve, Signer[1], ""),
	}
	id, err := s.Replace(ctx, ours.Summary.ID, time.Now(), theirs.Summary, history)
	must(t, err)
	d, err := s.Load(ctx, id)
	must(t, err)
	theirs.Summary.ID = id
	if !reflect.DeepEqual(d.Summary, theirs.Summary) || !reflect.DeepEqual(d.Entries, history) || d.Values["cell"] != "7" {
		t.Errorf("the other history is %+v", d)
	}
	list, err := s.List(ctx)
	must(t, err)
	if found, err := s.Find(ctx, theirs.Summary.UID); err != nil || found != id || len(list) != 1 {
		t.Errorf("found %d, %v; the list shows %+v", found, err, list)
	}

	// Ours is hidden, not thrown away.
	if e := wantCode(t, s.Restore(ctx, ours.Summary.ID), app.Exists); e.ID != id {
		t.Errorf("Restore names draft %d, want %d", e.ID, id)
	}
	must(t, s.Delete(ctx, id, time.Now()))
	must(t, s.Restore(ctx, ours.Summary.ID))
	after, err := s.Load(ctx, ours.Summary.ID)
	must(t, err)
	if !reflect.DeepEqual(before, after) {
		t.Errorf("ours is now\n%+v, was\n%+v", after, before)
	}
}

func replaceThatFailsChangesNothing(t *testing.T, open Opener) {
	s := begin(t, open)
	r := NewRecord(t, s.ports, "甲局")
	Create(t, s, "乙局", 2024)
	before, err := s.Load(ctx, r.Summary.ID)
	must(t, err)
	replace := func(code app.Code, id int64, sum app.Summary, entries ...journal.Entry) {
		t.Helper()
		_, err := s.Replace(ctx, id, time.Now(), sum, entries)
		wantCode(t, err, code)
		after, err := s.Load(ctx, r.Summary.ID)
		must(t, err)
		if !reflect.DeepEqual(before, after) {
			t.Errorf("the old history is now\n%+v, was\n%+v", after, before)
		}
	}
	first := before.Entries[0]
	taken, other := r.Summary, r.Summary
	taken.Unit, other.UID = "乙局", journal.NewUID()
	replace(app.Exists, r.Summary.ID, taken, first)
	replace(app.Conflict, r.Summary.ID, other, first)
	replace(app.NotFound, 4711, r.Summary, first)
	c := r.Try()
	submitted := c.Sign(signoff.Submit, Officer, "")
	replace(app.Forbidden, r.Summary.ID, c.Summary, first, submitted, c.Edit(journal.Edited, Officer))
	replace(app.Conflict, r.Summary.ID, r.Summary, first, submitted)
	replace(app.Conflict, r.Summary.ID, r.Summary, submitted)

	must(t, s.Delete(ctx, r.Summary.ID, time.Now()))
	_, err = s.Replace(ctx, r.Summary.ID, time.Now(), r.Summary, before.Entries)
	wantCode(t, err, app.NotFound)
}

// summaryIsStoredWithoutAnEntry has what the list shows brought up to date alone.
func summaryIsStoredWithoutAnEntry(t *testing.T, open Opener) {
	s := begin(t, open)
	sum := Create(t, s, "甲局", 2024)
	sum.Filled = 7
	must(t, s.Append(ctx, sum, nil))
	d, err := s.Load(ctx, sum.ID)
	must(t, err)
	if d.Summary.Filled != 7 || len(d.Entries) != 1 {
		t.Errorf("got %+v", d)
	}
	sum.StateName = "退回修改"
	wantCode(t, s.Append(ctx, sum, nil), app.Conflict)
}

func malformedEntryIsNotTaken(t *testing.T, open Opener) {
	s := begin(t, open)
	sum := Create(t, s, "甲局", 2024)
	for name, change := range map[string]func(*journal.Entry){
		"unknown kind":            func(e *journal.Entry) { e.Kind = "x" },
		"repeats itself":          func(e *journal.Entry) { e.Of = 2 },
		"a place without address": func(e *journal.Entry) { e.Edit.Changes[0].Address = "" },
		"edit with a transition": func(e *journal.Entry) {
			e.Transition = &signoff.Transition{Kind: signoff.Submit, Round: 1, Chain: Chain}
		},
		"transition without one": func(e *journal.Entry) { e.Kind, e.Edit.Changes = journal.Transitioned, nil },
	} {
		e := edit(2, "cell", "12", "13")
		change(&e)
		if err := s.Append(ctx, sum, []journal.Entry{e}); app.CodeOf(err) != app.Internal || err == nil {
			t.Errorf("%s: got %v", name, err)
		}
	}
	must(t, s.Append(ctx, sum, []journal.Entry{edit(2, "cell", "12", "13")}))
}

func whatIsHandedOutIsNotShared(t *testing.T, open Opener) {
	s := begin(t, open)
	sum := Create(t, s, "甲局", 2024)
	d, err := s.Load(ctx, sum.ID)
	must(t, err)
	d.Values["cell"], d.Entries[0].Edit.Note, d.Summary.Unit = "77", "x", "乙局"
	again, err := s.Load(ctx, sum.ID)
	must(t, err)
	if again.Values["cell"] != "12" || again.Entries[0].Edit.Note != "新建报告" || again.Summary.Unit != "甲局" {
		t.Errorf("what was handed out has changed the store: %+v", again)
	}
}

// secondOfTwoWritersIsRefused has two sessions on one draft: the second entry is
// one on a journal that has gone on.
func secondOfTwoWritersIsRefused(t *testing.T, open Opener) {
	r := NewRecord(t, begin(t, open).ports, "甲局")
	other := r.Try()
	r.Append(r.Edit(journal.Edited, Officer))
	c := other.Try()
	other.Refuses(app.Conflict, c.Summary, c.Edit(journal.Edited, Officer))
	r.Submitted()
	c = other.Try()
	other.Refuses(app.Forbidden, c.Summary, c.Edit(journal.Edited, Officer))
	other = r.Try()
	r.Append(r.Sign(signoff.Approve, Signer[1], ""))
	c = other.Try()
	other.Refuses(app.Conflict, c.Summary, c.Sign(signoff.Return, Signer[1], "请改正"))
	r.Append(r.Sign(signoff.Return, Signer[2], "请改正"))
	c = other.Try()
	other.Refuses(app.Conflict, c.Summary, c.Edit(journal.Edited, Officer))
}
