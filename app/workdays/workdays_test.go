package workdays_test

import (
	"testing"
	"testing/fstest"
	"time"

	"nianbao/app/workdays"
	"nianbao/assets"
)

func day(t *testing.T, s string) time.Time {
	t.Helper()
	out, err := time.Parse(time.DateOnly, s)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestWorkingDaysAreThoseThatWerePublished(t *testing.T) {
	c, err := workdays.Load(assets.Calendar, "calendar")
	if err != nil {
		t.Fatal(err)
	}
	for s, want := range map[string]bool{
		"2025-01-01": false, "2025-01-02": true, "2025-01-26": true, "2025-01-27": true, "2025-01-28": false, "2025-02-04": false, "2025-02-05": true, "2025-02-08": true,
		"2025-04-27": true, "2025-09-28": true, "2025-10-08": false, "2025-10-09": true, "2025-10-11": true, "2025-10-12": false, "2025-12-31": true,
		"2024-02-09": true, "2024-02-18": true, "2024-10-12": true, "2023-06-25": true, "2023-10-06": false, "2022-10-09": true, "2026-01-04": true, "2026-02-23": false,
		"2031-10-01": true, "2031-10-04": false, // not published: weekdays
	} {
		if got := c.Is(day(t, s)); got != want {
			t.Errorf("%s: %v", s, got)
		}
	}
	// How many working days a year has, as the notices come to.
	for year, want := range map[int]int{2022: 249, 2023: 249, 2024: 251, 2025: 248, 2026: 248} {
		from := time.Date(year-1, 12, 31, 0, 0, 0, 0, time.UTC)
		if got := c.Between(from, time.Date(year, 12, 31, 0, 0, 0, 0, time.UTC)); got != want {
			t.Errorf("%d has %d working days, want %d", year, got, want)
		}
	}
}

func TestWorkingDaysBetweenTwoDays(t *testing.T) {
	c, err := workdays.Load(assets.Calendar, "calendar")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		after, to string
		want      int
	}{
		{"2025-03-03", "2025-03-31", 20},
		{"2025-03-03", "2025-03-03", 0},
		{"2025-03-03", "2025-03-01", 0},
		{"2025-01-24", "2025-02-10", 7}, // 26, 27 January, 5 to 8 and 10 February
		{"2025-09-26", "2025-10-11", 6}, // 28 to 30 September, 9 to 11 October
	} {
		if got := c.Between(day(t, tt.after), day(t, tt.to)); got != tt.want {
			t.Errorf("after %s up to %s: %d, want %d", tt.after, tt.to, got, tt.want)
		}
	}
	var none *workdays.Calendar
	if got := none.Between(day(t, "2025-09-26"), day(t, "2025-10-11")); got != 10 {
		t.Errorf("%d weekdays", got)
	}
	if got := c.Unknown(day(t, "2026-12-01"), day(t, "2028-01-01")); len(got) != 2 || got[0] != 2027 {
		t.Errorf("not known: %v", got)
	}
}

func TestACalendarThatDoesNotFitIsRefused(t *testing.T) {
	for name, text := range map[string]string{
		"2025.toml":    `source = "甲"` + "\nrest = [\"2024-01-01\"]",
		"2024.toml":    `source = "甲"` + "\nrest = [\"2024-01-01\"]\nwork = [\"2024-01-02\"]",
		"2023.toml":    `rest = ["2023-01-01"]`,
		"2022.toml":    `source = "甲"` + "\nrest = [\"2022-01-05..2022-01-01\"]",
		"2021.toml":    `source = "甲"` + "\nrest = [\"2021-01-01\"]\nholiday = []",
		"someday.toml": `source = "甲"` + "\nrest = [\"2021-01-01\"]",
	} {
		if _, err := workdays.Load(fstest.MapFS{"c/" + name: {Data: []byte(text)}}, "c"); err == nil {
			t.Errorf("%s was read", name)
		}
	}
}
