package store_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"nianbao/app"
	"nianbao/app/form"
	"nianbao/app/journal"
	"nianbao/app/keys"
	"nianbao/app/report"
)

var ctx = context.Background()

// wantCode fails the test unless err is an *app.Error of that code.
func wantCode(t testing.TB, err error, code app.Code) *app.Error {
	t.Helper()
	var e *app.Error
	if !errors.As(err, &e) || e.Code != code {
		t.Fatalf("got %v, want an error of code %s", err, code)
	}
	return e
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestFolderOfAnyName(t *testing.T) {
	for _, name := range []string{"年报", "a b", "50%", "%20", "#1", "a#b?c=d&e", "[1]*", "'\"", "file:x"} {
		dir := filepath.Join(t.TempDir(), name, "数据")
		s := openIn(t, dir)
		sum := create(t, s, "某某市教育局", 2024)
		must(t, s.Close())
		if _, err := os.Stat(filepath.Join(dir, "nianbao.db")); err != nil {
			t.Errorf("%s: the file is elsewhere: %v", name, err)
		}
		s = openIn(t, dir)
		if _, err := s.Load(ctx, sum.ID); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		must(t, s.Keeper().MakeDue(ctx))
		must(t, s.Check(ctx))
	}
}

func TestDraftComesBackAsStored(t *testing.T) {
	dir := folder(t)
	s := openIn(t, dir)
	sum := create(t, s, "某某市教育局", 2024)
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
	must(t, s.Close())

	s = openIn(t, dir)
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

func TestListIsLastChangedFirst(t *testing.T) {
	s := open(t)
	var ids []int64
	for year := 2020; year <= 2024; year++ {
		ids = append(ids, create(t, s, "某某市教育局", year).ID)
	}
	moved := summary("某某市教育局", 2021)
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

func TestOneReportOfAUnitAndYear(t *testing.T) {
	s := open(t)
	first := create(t, s, "某某市教育局", 2023)
	other := create(t, s, "某某市教育局", 2024)

	_, err := s.Create(ctx, summary("某某市教育局", 2024), []journal.Entry{{Seq: 1, Kind: journal.Imported}})
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
	second := create(t, s, "某某市教育局", 2024)
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

func TestDeletedDraftIsNotFound(t *testing.T) {
	s := open(t)
	sum := create(t, s, "某某市教育局", 2024)
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

func TestAppendThatDoesNotFollowIsAConflict(t *testing.T) {
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
			s := open(t)
			sum := create(t, s, "某某市教育局", 2024)
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

func TestTwoWindowsOnOneDraft(t *testing.T) {
	dir := folder(t)
	a, b := openIn(t, dir), openIn(t, dir)
	sum := create(t, a, "某某市教育局", 2024)
	must(t, a.Append(ctx, sum, []journal.Entry{edit(2, "cell", "12", "13")}))
	wantCode(t, b.Append(ctx, sum, []journal.Entry{edit(2, "cell", "12", "14")}), app.Conflict)
	d, err := b.Load(ctx, sum.ID)
	must(t, err)
	if d.Values["cell"] != "13" {
		t.Errorf("cell holds %q, want the first window's 13", d.Values["cell"])
	}
	must(t, b.Append(ctx, sum, []journal.Entry{edit(3, "cell", "13", "14")}))
}

func TestJournalIsAppendOnly(t *testing.T) {
	s := open(t)
	sum := create(t, s, "某某市教育局", 2024)
	for _, text := range []string{
		`UPDATE entry SET note = 'x'`,
		`DELETE FROM entry`,
		`INSERT OR REPLACE INTO entry SELECT draft_id, seq, at, kind, of, by, 'x', changes, act FROM entry`,
		`INSERT INTO entry SELECT draft_id, 3, at, kind, of, by, note, changes, act FROM entry`,
		`DELETE FROM draft`,
		`PRAGMA foreign_keys = on; INSERT INTO entry VALUES (99, 1, 0, 'edit', 0, '', '', '[]', '')`,
	} {
		if err := s.Exec(text); err == nil {
			t.Errorf("%s was let through", text)
		}
	}
	d, err := s.Load(ctx, sum.ID)
	must(t, err)
	if e := d.Entries[0]; len(d.Entries) != 1 || e.Edit.Note != "新建报告" || len(e.Edit.Changes) != 3 {
		t.Errorf("the journal is now %+v", d.Entries)
	}
}

func TestSettings(t *testing.T) {
	dir := folder(t)
	s := openIn(t, dir)
	get := func(want string) {
		t.Helper()
		got, err := s.Setting(ctx, app.SettingBodyFont)
		must(t, err)
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	get("")
	must(t, s.SetSetting(ctx, app.SettingBodyFont, "kai"))
	must(t, s.SetSetting(ctx, app.SettingUnit, "某某市教育局"))
	get("kai")
	must(t, s.SetSetting(ctx, app.SettingBodyFont, "仿宋"))
	must(t, s.Close())
	s = openIn(t, dir)
	get("仿宋")
	must(t, s.SetSetting(ctx, app.SettingBodyFont, ""))
	get("")
}

func TestBrokenTextIsNotJournaled(t *testing.T) {
	s := open(t)
	sum := create(t, s, "某某市教育局", 2024)
	wantCode(t, s.Append(ctx, sum, []journal.Entry{edit(2, "other", "", "a\xffb")}), app.Internal)
	must(t, s.Append(ctx, sum, []journal.Entry{edit(2, "other", "", "ab")}))
}

func TestCancelledWriteStoresNothing(t *testing.T) {
	s := open(t)
	sum := create(t, s, "某某市教育局", 2024)
	cancelled, cancel := context.WithCancel(ctx)
	cancel()
	err := s.Append(cancelled, sum, []journal.Entry{edit(2, "cell", "12", "13")})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	must(t, s.Append(ctx, sum, []journal.Entry{edit(2, "cell", "12", "13")}))
}
