package sqlite_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"nianbao/app"
	"nianbao/store/sqlite"
)

const lots = 1 << 40 // of room

func dayCopy(at time.Time, reports int) app.Copy {
	return app.Copy{
		Path: "/backups/nianbao-" + at.Format(time.DateOnly) + ".db", Made: at, Size: 1000,
		Reason: app.CopyDaily, Reports: reports, Entries: int64(reports) * 10,
	}
}

// rotate adds a copy and removes what is not kept any more.
func rotate(copies []app.Copy, added app.Copy, room int64) []app.Copy {
	copies = slices.Insert(slices.Clone(copies), 0, added)
	gone := sqlite.Surplus(copies, room)
	return slices.DeleteFunc(copies, func(c app.Copy) bool {
		return slices.ContainsFunc(gone, func(g app.Copy) bool { return g.Path == c.Path })
	})
}

func TestCopiesOfDaysWeeksAndMonthsStay(t *testing.T) {
	var copies []app.Copy
	day := time.Date(2023, 1, 1, 9, 0, 0, 0, time.Local)
	for range 3 * 366 {
		copies = rotate(copies, dayCopy(day, 5), lots)
		day = day.AddDate(0, 0, 1)
	}
	days, weeks, months := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for i, c := range copies {
		if i < 7 && !c.Made.Equal(day.AddDate(0, 0, -i-1)) {
			t.Errorf("copy %d is of %s", i, c.Made)
		}
		year, week := c.Made.ISOWeek()
		days[c.Made.Format(time.DateOnly)], weeks[fmt.Sprint(year, week)], months[c.Made.Format("2006-01")] = true, true, true
	}
	if len(months) != 24 || len(weeks) < 12 || len(copies) > 7+12+24 {
		t.Errorf("%d copies: %d days, %d weeks, %d months", len(copies), len(days), len(weeks), len(months))
	}
}

// The case that was found: an empty store, made where the file was missing,
// took the place of 20 good copies, one a day.
func TestEmptyStoreDoesNotPushOutTheLostOne(t *testing.T) {
	var copies []app.Copy
	day := time.Date(2025, 1, 1, 9, 0, 0, 0, time.Local)
	next := func(reports int) {
		copies = rotate(copies, dayCopy(day, reports), 0) // and no room at all
		day = day.AddDate(0, 0, 1)
	}
	for range 20 {
		next(12)
	}
	for range 1000 {
		next(1)
	}
	if !slices.ContainsFunc(copies, func(c app.Copy) bool { return c.Reports == 12 }) {
		t.Errorf("the good copies are gone: %+v", copies)
	}
	if len(copies) > 4 {
		t.Errorf("%d copies with no room for any", len(copies))
	}
}

func TestCopiesTakeNoMoreRoomThanThereIs(t *testing.T) {
	var copies []app.Copy
	day := time.Date(2025, 1, 1, 9, 0, 0, 0, time.Local)
	for range 60 {
		copies = rotate(copies, dayCopy(day, 5), 5000)
		day = day.AddDate(0, 0, 1)
	}
	if len(copies) != 3+5 {
		t.Errorf("%d copies of 1000 bytes in 5000 beyond the newest three", len(copies))
	}
	for free, want := range map[int64]int64{100 << 30: 2 << 30, 10 << 30: 1 << 30, 0: 100} {
		if got := sqlite.Room(free, 1000); want == 100 && got != 100 || want > 100 && got/(1<<20) != want/(1<<20) {
			t.Errorf("with %d free: %d, want %d", free, got, want)
		}
	}
	if err := sqlite.HasRoom(t.TempDir(), 1<<60); app.CodeOf(err) != app.Full {
		t.Errorf("room for more than the disk has: %v", err)
	}
}

// One that cannot be read now may be read tomorrow; it takes no other's place.
func TestCopyThatCannotBeReadTakesNoOthersPlace(t *testing.T) {
	day := time.Date(2025, 6, 1, 9, 0, 0, 0, time.Local)
	good, bad := dayCopy(day, 5), dayCopy(day.Add(time.Hour), 0)
	bad.Path, bad.Err = "/backups/nianbao-20250601T100000-edits.db", errors.New("broken")
	copies := []app.Copy{bad, good}
	for i := range 5 {
		copies = rotate(copies, dayCopy(day.AddDate(0, 0, i+1), 5), lots)
	}
	if len(copies) != 7 {
		t.Errorf("one is gone: %+v", copies)
	}
	copies = rotate(copies, dayCopy(day.AddDate(0, 2, 0), 5), lots)
	if slices.ContainsFunc(copies, func(c app.Copy) bool { return c.Err != nil }) {
		t.Errorf("the broken one is there for ever: %+v", copies)
	}
}

// Nobody but the person who put them there removes these.
func TestOtherCopiesDoNotRotate(t *testing.T) {
	day := time.Date(2025, 1, 1, 9, 0, 0, 0, time.Local)
	copies := []app.Copy{
		{Path: "/backups/nianbao-20200101T090000-replaced.db", Made: day.AddDate(-5, 0, 0), Reason: app.CopyReplaced, Size: 1 << 40},
		{Path: "/backups/我的备份.db", Made: day.AddDate(-5, 0, 0), Size: 1 << 40},
	}
	for i := range 100 {
		copies = rotate(copies, dayCopy(day.AddDate(0, 0, i), 5), 10)
	}
	if len(copies) != 3+2 {
		t.Errorf("%d copies are left", len(copies))
	}
}

// A copy with as many reports but fewer steps in them says less: it does not
// make the fuller one superfluous.
func TestACopyWithFewerStepsDoesNotPushOutAFullerOne(t *testing.T) {
	day := time.Date(2025, 1, 1, 9, 0, 0, 0, time.Local)
	fuller := dayCopy(day, 5)
	fuller.Entries = 500
	copies := []app.Copy{fuller}
	for n := range 40 {
		copies = rotate(copies, dayCopy(day.AddDate(0, 0, n+1), 5), 0)
	}
	if !slices.ContainsFunc(copies, func(c app.Copy) bool { return c.Entries == 500 }) {
		t.Error("the copy with the most steps is gone")
	}
}
