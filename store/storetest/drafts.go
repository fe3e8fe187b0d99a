package storetest

import (
	"reflect"
	"testing"
	"time"

	"nianbao/app"
	"nianbao/app/check"
	"nianbao/app/form"
	"nianbao/app/journal"
	"nianbao/app/keys"
	"nianbao/app/report"
)

func draftComesBackAsStored(t *testing.T, open Opener) {
	s := begin(t, open)
	sum := Create(t, s, "某某市教育局", 2024)
	sum.Filled, sum.Errors, sum.Changed, sum.Digest = 7, 0, sum.Changed.Add(time.Minute), keys.Sum([]byte("5"))
	entries := []journal.Entry{
		{Seq: 2, At: sum.Changed, Kind: journal.Edited, By: "张三", Edit: report.Edit{Note: "填写", Changes: []report.Change{
			{Address: "cell", Old: "12", New: "0"},
			{Address: "text", At: 4, Old: "信息", New: "政府信息𠀀<&>\n"},
		}}},
		{Seq: 3, At: sum.Changed, Kind: journal.Edited, Edit: report.Edit{Changes: []report.Change{{Address: "cell", Old: "0", New: ""}}}},
		{Seq: 4, At: sum.Changed, Kind: journal.Undone, Of: 3, Edit: report.Edit{Changes: []report.Change{{Address: "cell", Old: "", New: "0"}}}},
		{Seq: 5, At: sum.Changed, Kind: journal.Redone, Of: 3, Edit: report.Edit{Changes: []report.Change{{Address: "cell", Old: "0", New: ""}}}},
	}
	must(t, s.Append(ctx, sum, entries))
	s = s.again()
	d, err := s.Load(ctx, sum.ID)
	must(t, err)
	if !reflect.DeepEqual(d.Summary, sum) {
		t.Errorf("summary:\n got %+v\nwant %+v", d.Summary, sum)
	}
	want := map[form.Address]string{report.UnitName: "某某市教育局", "text": "依法公开政府信息𠀀<&>\n。"}
	if !reflect.DeepEqual(d.Values, want) {
		t.Errorf("values: got %q, want %q", d.Values, want)
	}
	if len(d.Entries) != 5 {
		t.Fatalf("%d entries, want 5", len(d.Entries))
	}
	for i, e := range entries {
		if got := d.Entries[i+1]; !reflect.DeepEqual(got, e) {
			t.Errorf("entry: got %+v, want %+v", got, e)
		}
	}
}

func listIsLastChangedFirst(t *testing.T, open Opener) {
	s := begin(t, open)
	var ids []int64
	for year := 2020; year <= 2024; year++ {
		ids = append(ids, Create(t, s, "某某市教育局", year).ID)
	}
	moved := Summary("某某市教育局", 2021)
	moved.ID, moved.Changed = ids[1], moved.Changed.Add(time.Second)
	must(t, s.Append(ctx, moved, []journal.Entry{{Seq: 2, At: moved.Changed, Kind: journal.Edited}}))
	must(t, s.Delete(ctx, ids[3], time.Now()))

	list, err := s.List(ctx)
	must(t, err)
	var got []int64
	for _, d := range list {
		got = append(got, d.ID)
	}
	if want := []int64{ids[1], ids[4], ids[2], ids[0]}; !reflect.DeepEqual(got, want) {
		t.Errorf("got drafts %v, want %v", got, want)
	}
	for _, most := range []int{0, 2, 9} {
		first, err := s.Recent(ctx, most)
		must(t, err)
		if n := min(most, len(list)); len(first) != n || n > 0 && !reflect.DeepEqual(first, list[:n]) {
			t.Errorf("the first %d drafts are %+v", most, first)
		}
	}
}

func deletedDraftsAreListed(t *testing.T, open Opener) {
	s := begin(t, open)
	kept, gone := Create(t, s, "某某市教育局", 2024), Create(t, s, "某某市教育局", 2023)
	must(t, s.Delete(ctx, gone.ID, time.Now()))
	hidden, err := s.Deleted(ctx)
	must(t, err)
	if len(hidden) != 1 || hidden[0].ID != gone.ID || hidden[0].Year != 2023 {
		t.Errorf("hidden: %+v", hidden)
	}
	must(t, s.Restore(ctx, gone.ID))
	if hidden, err = s.Deleted(ctx); err != nil || len(hidden) != 0 {
		t.Errorf("after restoring: %+v %v", hidden, err)
	}
	if list, err := s.List(ctx); err != nil || len(list) != 2 {
		t.Errorf("%d drafts besides %d, %v", len(list), kept.ID, err)
	}
}

func oneReportOfAUnitAndYear(t *testing.T, open Opener) {
	s := begin(t, open)
	first := Create(t, s, "某某市教育局", 2023)
	other := Create(t, s, "某某市教育局", 2024)

	_, err := s.Create(ctx, Summary("某某市教育局", 2024), []journal.Entry{{Seq: 1, Kind: journal.Imported}})
	if e := wantCode(t, err, app.Exists); e.ID != other.ID {
		t.Errorf("Create names draft %d, want %d", e.ID, other.ID)
	}

	changed := first
	changed.Year = 2024
	err = s.Append(ctx, changed, []journal.Entry{{Seq: 2, Kind: journal.Edited, Edit: report.Edit{Changes: []report.Change{{Address: "cell", Old: "12", New: "13"}}}}})
	if e := wantCode(t, err, app.Exists); e.ID != other.ID {
		t.Errorf("Append names draft %d, want %d", e.ID, other.ID)
	}
	d, err := s.Load(ctx, first.ID)
	must(t, err)
	if d.Summary.Year != 2023 || d.Values["cell"] != "12" || len(d.Entries) != 1 {
		t.Errorf("a refused Append left something behind: %+v", d)
	}

	must(t, s.Delete(ctx, other.ID, time.Now()))
	second := Create(t, s, "某某市教育局", 2024)
	if e := wantCode(t, s.Restore(ctx, other.ID), app.Exists); e.ID != second.ID {
		t.Errorf("Restore names draft %d, want %d", e.ID, second.ID)
	}
	must(t, s.Delete(ctx, second.ID, time.Now()))
	must(t, s.Restore(ctx, other.ID))
	d, err = s.Load(ctx, other.ID)
	must(t, err)
	if d.Values["cell"] != "12" {
		t.Errorf("the restored draft holds %q", d.Values)
	}
}

func deletedDraftIsNotFound(t *testing.T, open Opener) {
	s := begin(t, open)
	sum := Create(t, s, "某某市教育局", 2024)
	must(t, s.Delete(ctx, sum.ID, time.Now()))
	check := func(id int64) {
		t.Helper()
		_, err := s.Load(ctx, id)
		wantCode(t, err, app.NotFound)
		wantCode(t, s.Delete(ctx, id, time.Now()), app.NotFound)
		gone := sum
		gone.ID = id
		wantCode(t, s.Append(ctx, gone, []journal.Entry{{Seq: 2, Kind: journal.Edited}}), app.NotFound)
	}
	check(sum.ID)
	check(4711)
	wantCode(t, s.Restore(ctx, 4711), app.NotFound)
	must(t, s.Restore(ctx, sum.ID))
	must(t, s.Restore(ctx, sum.ID)) // twice is no error
}

func findByName(t *testing.T, open Opener) {
	s := begin(t, open)
	a, b := Create(t, s, "甲局", 2024), Create(t, s, "乙局", 2024)
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
func oneDraftOfAName(t *testing.T, open Opener) {
	s := begin(t, open)
	held := Create(t, s, "甲局", 2024)
	other := Create(t, s, "乙局", 2024)
	again := Summary("丙局", 2024)
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

func transitionsOfAllDrafts(t *testing.T, open Opener) {
	s := begin(t, open)
	a, b, c := NewRecord(t, s.ports, "甲局"), NewRecord(t, s.ports, "乙局"), NewRecord(t, s.ports, "丙局")
	b.Submitted()
	c.Submitted()
	a.Append(a.Edit("edit", Officer))
	a.Submitted()
	b.Approved()
	must(t, s.Delete(ctx, c.Summary.ID, time.Now()))
	acts, err := s.Transitions(ctx)
	must(t, err)
	var want []app.StoredTransition
	for _, r := range []*Record{a, b} {
		d, err := s.Load(ctx, r.Summary.ID)
		must(t, err)
		for _, e := range d.Entries {
			if e.Transition != nil {
				want = append(want, app.StoredTransition{Draft: r.Summary.ID, Seq: e.Seq, Transition: e.Transition})
			}
		}
	}
	if !reflect.DeepEqual(acts, want) || len(acts) != 5 {
		t.Errorf("got %+v, want %+v", acts, want)
	}
}

func exampleStandsInNobodysWay(t *testing.T, open Opener) {
	s := begin(t, open)
	Create(t, s, "某某市教育局", 2024)
	create := func() (int64, error) {
		sum := Summary("某某市教育局", 2024)
		sum.Example = true
		return s.Create(ctx, sum, []journal.Entry{{Seq: 1, Kind: journal.Imported}})
	}
	first, err := create()
	must(t, err)
	s = s.again()
	d, err := s.Load(ctx, first)
	must(t, err)
	if !d.Summary.Example {
		t.Error("the example comes back as a report")
	}
	if _, err := create(); wantCode(t, err, app.Exists).ID != first {
		t.Errorf("a second example: %v", err)
	}
	Create(t, s, "某某市教育局", 2025)
	renamed := d.Summary
	renamed.Year = 2025
	must(t, s.Append(ctx, renamed, []journal.Entry{{Seq: 2, Kind: journal.Edited}}))
	if d, err := s.Load(ctx, first); err != nil || !d.Summary.Example || d.Summary.Year != 2025 {
		t.Errorf("of another year the example is %+v, %v", d, err)
	}
	must(t, s.Delete(ctx, first, time.Now()))
	second, err := create()
	must(t, err)
	if e := wantCode(t, s.Restore(ctx, first), app.Exists); e.ID != second {
		t.Errorf("the first one is kept out by draft %d, want %d", e.ID, second)
	}
}

func whatIsOpenIsStoredByItself(t *testing.T, open Opener) {
	s := begin(t, open)
	sum := Summary("某某市教育局", 2024)
	sum.Left = check.Left{}
	id, err := s.Create(ctx, sum, []journal.Entry{{Seq: 1, Kind: journal.Imported}})
	must(t, err)
	gone, other := Create(t, s, "某某市教育局", 2023), Create(t, s, "某某市教育局", 2022)
	must(t, s.Delete(ctx, gone.ID, time.Now()))
	if d, err := s.Load(ctx, id); err != nil || d.Summary.Left != (check.Left{}) {
		t.Fatalf("nobody has counted, but %+v, %v", d.Summary.Left, err)
	}
	sum.ID, sum.Left = id, check.Left{Counted: true, Unfilled: 5, Asked: 2}
	elsewhere := other
	elsewhere.Digest, elsewhere.Left = keys.Sum([]byte("of another content")), sum.Left
	must(t, s.Recount(ctx, []app.Summary{gone, sum, elsewhere}))
	s = s.again()
	for want, left := range map[int64]check.Left{id: sum.Left, other.ID: other.Left} {
		d, err := s.Load(ctx, want)
		must(t, err)
		if d.Summary.Left != left || !d.Summary.Changed.Equal(sum.Changed) {
			t.Errorf("draft %d has %+v, changed %s, want %+v", want, d.Summary.Left, d.Summary.Changed, left)
		}
	}
	must(t, s.Append(ctx, other, []journal.Entry{edit(2, "cell", "12", "13")}))
}
