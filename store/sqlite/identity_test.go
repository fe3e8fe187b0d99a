package sqlite_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"nianbao/app"
	"nianbao/app/keys"
	"nianbao/app/roster"
	"nianbao/app/upkeep"
	"nianbao/store/sqlite"
)

// The case that was found: a roster and its key were in one copy alone, and a later
// one with as many reports pushed it out.
func TestTheLastCopyWithAKeyOrARosterStays(t *testing.T) {
	day := time.Date(2025, 1, 1, 9, 0, 0, 0, time.Local)
	for what, holds := range map[string]map[string]int{"key": {"key a": 0}, "roster": {"roster a": 3}} {
		holder := dayCopy(day, 5)
		holder.Holds = holds
		copies := []app.Copy{holder}
		for n := range 40 {
			c := dayCopy(day.AddDate(0, 0, n+1), 50)
			c.Holds = map[string]int{"roster a": 2}
			copies = rotate(copies, c, 0)
		}
		if !slices.ContainsFunc(copies, func(c app.Copy) bool { return c.Path == holder.Path }) {
			t.Errorf("the only copy with the %s is gone", what)
		}
		newer := dayCopy(day.AddDate(0, 0, 41), 50)
		newer.Holds = map[string]int{"key a": 0, "roster a": 3}
		copies = rotate(copies, newer, 0)
		for n := range 4 { // a later one has it too
			c := newer
			c.Made = day.AddDate(0, 0, 42+n)
			c.Path = dayCopy(c.Made, 0).Path
			copies = rotate(copies, c, 0)
		}
		if slices.ContainsFunc(copies, func(c app.Copy) bool { return c.Path == holder.Path }) {
			t.Errorf("the copy with the %s is there for ever", what)
		}
	}
}

// What another store has made, and what may be its, is no business of this one.
func TestCopiesOfAnotherStoreAreNotThinned(t *testing.T) {
	day := time.Date(2025, 1, 1, 9, 0, 0, 0, time.Local)
	var copies []app.Copy
	for n, store := range []string{"own", "other", ""} {
		for i := range 60 {
			c := dayCopy(day.AddDate(0, 0, -i), 1+n)
			c.Store = store
			c.Path = filepath.Join("/backups", store, filepath.Base(c.Path))
			copies = append(copies, c)
		}
	}
	slices.SortStableFunc(copies, func(a, b app.Copy) int { return b.Made.Compare(a.Made) })
	gone := sqlite.SurplusOf(copies, 0, "own")
	if len(gone) < 50 {
		t.Errorf("only %d of one's own go", len(gone))
	}
	for _, c := range gone {
		if c.Store != "own" {
			t.Fatalf("gone: %+v", c)
		}
	}
}

// keep gives a store a roster and a key, and copies it.
func keep(t *testing.T, s *sqlite.DB) {
	t.Helper()
	must(t, s.SetRoster(ctx, &roster.SignedRoster{Roster: roster.Roster{Office: "某县财政局", OfficeKey: "k", Version: 1}}))
	must(t, s.PutKey(ctx, app.OfficeOwner, &keys.Sealed{Public: "k"}))
	must(t, s.Backups().Make(ctx, app.CopyByHand))
}

// begunAnew is an empty store of its own in a folder that has copies, with one report.
func begunAnew(t *testing.T, dir string) *sqlite.DB {
	t.Helper()
	for _, end := range []string{"", "-wal", "-shm"} {
		_ = os.Remove(filepath.Join(dir, "nianbao.db"+end))
	}
	must(t, sqlite.CopiesIn(dir).BeginAnew(ctx))
	s := openIn(t, dir)
	create(t, s, "某某市教育局", 2024)
	return s
}

// The finding, step by step, in the folder and in the second place.
func TestAStoreBegunAnewLeavesTheCopiesOfTheLostOne(t *testing.T) {
	dir, _ := stored(t)
	place := t.TempDir()
	s := openIn(t, dir)
	must(t, s.Backups().SetPlace(ctx, place))
	keep(t, s)
	must(t, s.Backups().MakeDue(ctx))
	must(t, s.Close())
	s = begunAnew(t, dir)
	must(t, s.Backups().SetPlace(ctx, place))
	now := time.Now()
	s.SetClock(func() time.Time { return now })
	must(t, s.Backups().MakeDue(ctx))
	if list, err := s.Backups().List(ctx); err != nil || !slices.ContainsFunc(list, func(c app.Copy) bool { return c.Reason == app.CopyDaily && !c.Other }) {
		t.Errorf("no copy of the day of its own: %+v %v", list, err)
	}
	for range 30 {
		now = now.Add(24 * time.Hour)
		must(t, s.Backups().Make(ctx, app.CopyByHand))
	}
	list, err := s.Backups().List(ctx)
	must(t, err)
	holders, daily := map[bool]int{}, map[bool]int{}
	for _, c := range list {
		if len(c.Holds) == 2 {
			holders[c.Second]++
			if !c.Other {
				t.Errorf("listed as one's own: %+v", c)
			}
		}
		if c.Reason == app.CopyDaily {
			daily[c.Other]++
		}
	}
	if holders[false] != 2 || holders[true] != 2 {
		t.Errorf("with roster and key: %v of %d", holders, len(list))
	}
	if daily[true] != 2 {
		t.Errorf("copies of the day, by whose they are: %v", daily)
	}
	if newest, err := app.NewestGood(ctx, s.Backups(), list); err != nil || newest.Other {
		t.Errorf("%+v %v", newest, err)
	}
}

// Machines that were cloned have one name, and write into one place.
func TestTwoMachinesOfOneNameInOneSecondPlace(t *testing.T) {
	place := t.TempDir()
	var stores []*sqlite.DB
	for range 2 {
		dir, _ := stored(t)
		s := openIn(t, dir)
		must(t, s.Backups().SetPlace(ctx, place))
		must(t, s.Backups().MakeDue(ctx))
		stores = append(stores, s)
	}
	now := time.Now()
	for _, s := range stores {
		s.SetClock(func() time.Time { return now })
		for range 30 {
			now = now.Add(time.Minute)
			must(t, s.Backups().Make(ctx, app.CopyByHand))
		}
	}
	for n, s := range stores {
		list, err := s.Backups().List(ctx)
		must(t, err)
		count := map[[2]bool]int{}
		for _, c := range list {
			count[[2]bool{c.Second, c.Other}]++
		}
		if count[[2]bool{true, false}] != count[[2]bool{false, false}] || count[[2]bool{true, true}] == 0 || count[[2]bool{false, true}] != 0 {
			t.Errorf("machine %d, [second other]: %v", n, count)
		}
	}
}

// What versions before have written lies in a folder without an id. It stays, and is
// not written once more.
func TestCopiesOfAVersionBeforeInTheSecondPlace(t *testing.T) {
	dir, _ := stored(t)
	s := openIn(t, dir)
	place := t.TempDir()
	early := "nianbao-2025-01-01.db"
	copyFile(t, filepath.Join(dir, "nianbao.db"), filepath.Join(dir, "backups", early))
	copyFile(t, filepath.Join(dir, "nianbao.db"), filepath.Join(sqlite.InPlace(place), early))
	must(t, s.Backups().SetPlace(ctx, place))
	for range 5 {
		must(t, s.Backups().Make(ctx, app.CopyByHand))
	}
	found, err := filepath.Glob(filepath.Join(place, "*", early))
	if err != nil || len(found) != 1 {
		t.Errorf("%v %v", found, err)
	}
	if _, err := os.Stat(filepath.Join(dir, "backups", early)); err != nil {
		t.Error(err)
	}
}

// A new disk: the store is empty, and the office's settings know the second place.
func TestAnEmptyStoreTellsOfCopiesInTheSecondPlace(t *testing.T) {
	place := t.TempDir()
	dir, _ := stored(t)
	lost := openIn(t, dir)
	must(t, lost.Backups().SetPlace(ctx, place))
	must(t, lost.Backups().MakeDue(ctx))
	must(t, lost.Close())
	s := open(t)
	service := &app.Service{Ports: s.Ports()}
	if said := upkeep.Earlier(ctx, service); said != "" {
		t.Errorf("without a second place: %s", said)
	}
	must(t, s.SetSetting(ctx, app.SettingBackupPlace, place))
	if said := upkeep.Earlier(ctx, service); !strings.Contains(said, "1 份备份") || !strings.Contains(said, "有 1 份报告") {
		t.Errorf("said %q", said)
	}
	list, err := s.Backups().List(ctx)
	must(t, err)
	if _, err := app.NewestGood(ctx, s.Backups(), list); app.CodeOf(err) != app.NoCopy {
		t.Errorf("another store's copy is taken by itself: %v", err)
	}
	_, err = s.Backups().Restore(ctx, list[0].Path)
	must(t, err)
	list, err = s.Backups().List(ctx)
	must(t, err)
	if len(list) != 2 || list[0].Other || upkeep.Earlier(ctx, service) != "" {
		t.Errorf("after restoring it: %+v", list)
	}
}

// Copies of one second stand in the order that they were made in, and the last one stays.
func TestCopiesOfOneSecond(t *testing.T) {
	dir, _ := stored(t)
	s := openIn(t, dir)
	now := time.Date(2026, 3, 1, 8, 0, 0, 0, time.Local)
	s.SetClock(func() time.Time { return now })
	for n := range 6 {
		before := backups(t, dir)
		must(t, s.Backups().Make(ctx, app.CopyByHand))
		if !slices.ContainsFunc(backups(t, dir), func(name string) bool { return !slices.Contains(before, name) }) {
			t.Errorf("copy %d is gone at once", n)
		}
	}
}

// Two restores within one second put aside what each replaced.
func TestTwoRestoresInOneSecond(t *testing.T) {
	dir, _ := stored(t)
	s := openIn(t, dir)
	must(t, s.Backups().Make(ctx, app.CopyByHand))
	list, err := s.Backups().List(ctx)
	must(t, err)
	seen := map[string]bool{}
	for range 4 {
		aside, err := s.Backups().Restore(ctx, list[0].Path)
		must(t, err)
		seen[aside] = true
	}
	if len(seen) != 4 {
		t.Errorf("put aside: %v", seen)
	}
	for path := range seen {
		if _, err := os.Stat(path); err != nil {
			t.Error(err)
		}
	}
}
