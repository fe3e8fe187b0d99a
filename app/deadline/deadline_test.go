package deadline_test

import (
	"testing"
	"time"

	"nianbao/app/deadline"
	"nianbao/app/signoff"
)

// at is a clock that stands.
func at(day string) func() time.Time {
	t, err := time.ParseInLocation("2006-01-02", day, time.Local)
	if err != nil {
		panic(err)
	}
	return func() time.Time { return t.Add(14 * time.Hour) }
}

func TestDaysLeft(t *testing.T) {
	for _, c := range []struct {
		kind  deadline.Kind
		today string
		stage signoff.Stage
		want  string
		how   deadline.Urgency
	}{
		{deadline.Department, "2026-01-09", signoff.Drafting, "还有 22 天", deadline.NoHurry},
		{deadline.Department, "2026-01-24", signoff.Drafting, "还有 7 天", deadline.Soon},
		{deadline.Department, "2026-01-31", signoff.Drafting, "今天截止", deadline.Soon},
		{deadline.Department, "2026-02-01", signoff.Drafting, "已超过 1 天", deadline.Over},
		{deadline.Department, "2026-02-01", signoff.Reviewing, "已超过 1 天", deadline.Over},
		{deadline.Department, "2026-02-01", signoff.Approved, "", deadline.NoHurry},
		{deadline.Department, "2026-01-30", signoff.Approved, "还有 1 天", deadline.Soon},
		{deadline.Government, "2026-02-01", signoff.Drafting, "还有 58 天", deadline.NoHurry},
		{deadline.Government, "2026-03-31", signoff.Drafting, "今天截止", deadline.Soon},
		{deadline.Government, "2026-04-02", signoff.Drafting, "已超过 2 天", deadline.Over},
		{deadline.Department, "2025-12-31", signoff.Drafting, "还有 31 天", deadline.NoHurry},
		{deadline.Department, "2028-01-01", signoff.Drafting, "期限已过", deadline.NoHurry},
		{deadline.Department, "2028-01-01", signoff.Approved, "", deadline.NoHurry},
	} {
		got, how := c.kind.Due(2025, c.stage, at(c.today)())
		if got != c.want || how != c.how {
			t.Errorf("%s on %s, %s: %q (%d), want %q (%d)", c.kind, c.today, c.stage, got, how, c.want, c.how)
		}
	}
	for today, want := range map[string]string{
		"2026-01-09": "还有 22 天：2025年度报告应当在2026年1月31日前公布。",
		"2026-01-31": "今天是最后一天：2025年度报告应当在2026年1月31日前公布。",
		"2026-02-03": "已经超过 3 天：2025年度报告应当在2026年1月31日前公布。",
		"2027-06-01": "",
	} {
		if got := deadline.Department.DueSentence(2025, at(today)()); got != want {
			t.Errorf("on %s: %q, want %q", today, got, want)
		}
	}
}

// Days are counted by the calendar of the workstation, not by 24 hours.
func TestDaysLeftFollowTheClockOfTheWorkstation(t *testing.T) {
	zone := time.FixedZone("", 8*3600)
	was := time.Local
	time.Local = zone
	t.Cleanup(func() { time.Local = was })
	for _, c := range []struct {
		now  time.Time
		want int
	}{
		{time.Date(2026, 1, 31, 0, 0, 1, 0, zone), 0},
		{time.Date(2026, 1, 31, 23, 59, 59, 0, zone), 0},
		{time.Date(2026, 2, 1, 0, 0, 0, 0, zone), -1},
		{time.Date(2026, 1, 30, 17, 0, 0, 0, time.UTC), 0}, // 1 o'clock on the 31st
	} {
		if got := deadline.Department.DaysLeft(2025, c.now); got != c.want {
			t.Errorf("at %s: %d days, want %d", c.now, got, c.want)
		}
	}
}

func TestKindOfAUnit(t *testing.T) {
	for unit, want := range map[string]deadline.Kind{
		"示例县自然资源局": deadline.Department, "示例市人民政府": deadline.Government, "示例县人民政府办公室": deadline.Government,
		"示例县示例镇人民政府": deadline.Department, "示例县示例乡人民政府": deadline.Department, "示例街道办事处": deadline.Department, "": deadline.Department,
	} {
		if got := deadline.Of(unit, deadline.ByName); got != want {
			t.Errorf("%s is a %s", unit, got)
		}
	}
	if deadline.Of("示例县自然资源局", deadline.Government) != deadline.Government || deadline.Of("示例市人民政府", deadline.Department) != deadline.Department {
		t.Error("what was chosen does not hold")
	}
}
