package store_test

import (
	"reflect"
	"testing"
	"time"

	"nianbao/app"
	"nianbao/app/journal"
	"nianbao/app/report"
	"nianbao/app/signoff"
)

func TestFindByName(t *testing.T) {
	s := open(t)
	a, b := create(t, s, "甲局", 2024), create(t, s, "乙局", 2024)
	for _, sum := range []app.Summary{a, b} {
		id, err := s.Find(ctx, sum.UID)
		must(t, err)
		if id != sum.ID {
			t.Errorf("found draft %d, want %d", id, sum.ID)
		}
	}
	must(t, s.Delete(ctx, a.ID, time.Now()))
	for _, uid := range []string{a.UID, journal.NewUID(), ""} {
		_, err := s.Find(ctx, uid)
		wantCode(t, err, app.NotFound)
	}
}

// A report that has come back under the name of one that is here.
func TestOneDraftOfAName(t *testing.T) {
	s := open(t)
	held := create(t, s, "甲局", 2024)
	other := create(t, s, "乙局", 2024)
	again := summary("丙局", 2024)
	again.UID = held.UID
	first := []journal.Entry{{Seq: 1, Kind: journal.Imported}}
	_, err := s.Create(ctx, again, first)
	if e := wantCode(t, err, app.Exists); e.ID != held.ID {
		t.Errorf("Create names draft %d, want %d", e.ID, held.ID)
	}
	again.Unit = "乙局" // taken too, but the same report matters more
	_, err = s.Create(ctx, again, first)
	if e := wantCode(t, err, app.Exists); e.ID != held.ID {
		t.Errorf("Create names draft %d, want %d", e.ID, held.ID)
	}

	must(t, s.Delete(ctx, held.ID, time.Now()))
	again.Unit = "丙局"
	id, err := s.Create(ctx, again, first)
	must(t, err)
	if e := wantCode(t, s.Restore(ctx, held.ID), app.Exists); e.ID != id {
		t.Errorf("Restore names draft %d, want %d", e.ID, id)
	}
	must(t, s.Delete(ctx, id, time.Now()))
	must(t, s.Restore(ctx, held.ID))
	must(t, s.Delete(ctx, other.ID, time.Now()))
}

func TestReplaceByAnotherCourse(t *testing.T) {
	s := open(t)
	ours := newRecord(t, s, "甲局")
	theirs := *ours
	theirs.state = signoff.Begin()
	ours.append(ours.edit(journal.Edited, officer))
	ours.submitted()
	before, err := s.Load(ctx, ours.sum.ID)
	must(t, err)

	course := []journal.Entry{
		before.Entries[0],
		theirs.next(journal.Entry{Kind: journal.Edited, Edit: report.Edit{Changes: []report.Change{{Address: "cell", Old: "12", New: "7"}}}}),
		theirs.act(signoff.Submit, officer, ""), theirs.act(signoff.Approve, signer[1], ""),
	}
	id, err := s.Replace(ctx, ours.sum.ID, time.Now(), theirs.sum, course)
	must(t, err)
	d, err := s.Load(ctx, id)
	must(t, err)
	theirs.sum.ID = id
	if !reflect.DeepEqual(d.Summary, theirs.sum) || !reflect.DeepEqual(d.Entries, course) || d.Values["cell"] != "7" {
		t.Errorf("the other course is %+v", d)
	}
	list, err := s.List(ctx)
	must(t, err)
	if found, err := s.Find(ctx, theirs.sum.UID); err != nil || found != id || len(list) != 1 {
		t.Errorf("found %d, %v; the list shows %+v", found, err, list)
	}

	// Ours is hidden, not thrown away.
	if e := wantCode(t, s.Restore(ctx, ours.sum.ID), app.Exists); e.ID != id {
		t.Errorf("Restore names draft %d, want %d", e.ID, id)
	}
	must(t, s.Delete(ctx, id, time.Now()))
	must(t, s.Restore(ctx, ours.sum.ID))
	after, err := s.Load(ctx, ours.sum.ID)
	must(t, err)
	if !reflect.DeepEqual(before, after) {
		t.Errorf("ours is now\n%+v, was\n%+v", after, before)
	}
}

func TestReplaceThatFailsChangesNothing(t *testing.T) {
	s := open(t)
	r := newRecord(t, s, "甲局")
	create(t, s, "乙局", 2024)
	before, err := s.Load(ctx, r.sum.ID)
	must(t, err)
	replace := func(code app.Code, id int64, sum app.Summary, entries ...journal.Entry) {
		t.Helper()
		_, err := s.Replace(ctx, id, time.Now(), sum, entries)
		wantCode(t, err, code)
		after, err := s.Load(ctx, r.sum.ID)
		must(t, err)
		if !reflect.DeepEqual(before, after) {
			t.Errorf("the old course is now\n%+v, was\n%+v", after, before)
		}
	}
	first := before.Entries[0]
	taken, other := r.sum, r.sum
	taken.Unit, other.UID = "乙局", journal.NewUID()
	replace(app.Exists, r.sum.ID, taken, first)
	replace(app.Conflict, r.sum.ID, other, first)
	replace(app.NotFound, 4711, r.sum, first)
	c := r.try()
	submitted := c.act(signoff.Submit, officer, "")
	replace(app.Forbidden, r.sum.ID, c.sum, first, submitted, c.edit(journal.Edited, officer))
	replace(app.Conflict, r.sum.ID, r.sum, first, submitted)
	replace(app.Conflict, r.sum.ID, r.sum, submitted)

	must(t, s.Delete(ctx, r.sum.ID, time.Now()))
	_, err = s.Replace(ctx, r.sum.ID, time.Now(), r.sum, before.Entries)
	wantCode(t, err, app.NotFound)
}
