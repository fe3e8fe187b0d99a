// Package deadline knows by when a unit has to publish its report.
package deadline

import (
	"fmt"
	"strings"
	"time"

	"nianbao/app/signoff"
)

// Kind says which deadline of 条例第四十九条 a unit has.
type Kind string

// The kinds. The zero Kind goes by the unit's name.
const (
	ByName     Kind = ""
	Department Kind = "department" // by 1月31日
	Government Kind = "government" // by 3月31日
)

// Kinds are those that can be chosen, with their names on the screen.
var Kinds = []struct {
	Kind Kind
	Name string
}{
	{Department, "部门、乡镇、街道：1月31日前公布"},
	{Government, "县级以上地方人民政府：3月31日前公布"},
}

// Of returns the deadline of a unit: the one that was chosen, else by its
// name. A township has the date of its county, which is that of departments
// as a rule.
func Of(unit string, chosen Kind) Kind {
	if chosen == Department || chosen == Government {
		return chosen
	}
	name := strings.TrimSuffix(strings.TrimSpace(unit), "办公室")
	for _, low := range []string{"乡人民政府", "镇人民政府"} {
		if strings.HasSuffix(name, low) {
			return Department
		}
	}
	if strings.HasSuffix(name, "人民政府") {
		return Government
	}
	return Department
}

// Deadline returns the last day on which the report of a year is to be published.
func (k Kind) Deadline(year int) time.Time {
	if k == Government {
		return time.Date(year+1, time.March, 31, 0, 0, 0, 0, time.UTC)
	}
	return time.Date(year+1, time.January, 31, 0, 0, 0, 0, time.UTC)
}

// DaysLeft counts the days from the present one, by the clock of the
// workstation, to the last on which the report of a year may be published: 0 on
// that day, below 0 after it.
func (k Kind) DaysLeft(year int, now time.Time) int {
	now = now.Local()
	today := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, time.UTC)
	return int(k.Deadline(year).Sub(today).Hours()) / 24
}

// Urgency says how near a deadline is.
type Urgency int

// How near a deadline is.
const (
	NoHurry Urgency = iota
	Soon            // within soonDays
	Over
)

const (
	soonDays = 7
	// staleDays is how long after it a deadline is still counted from: in summer
	// the next year's is the one that counts, see ReportYear.
	staleDays = 150
	// earlyDays is how long before it a deadline is counted to.
	earlyDays = 215
)

// Due tells how long there is to publish a report: 还有 22 天, 今天截止, 已超过 3 天, and
// 期限已过 of a year long past; "" where there is nothing to say. Approval is the last
// step that the program sees: after the deadline nothing is said of an approved
// report, which may have been published.
func (k Kind) Due(year int, stage signoff.Stage, now time.Time) (string, Urgency) {
	left := k.DaysLeft(year, now)
	switch {
	case left > earlyDays, left < 0 && stage == signoff.Approved:
		return "", NoHurry
	case left < -staleDays:
		return "期限已过", NoHurry
	case left < 0:
		return fmt.Sprintf("已超过 %d 天", -left), Over
	case left == 0:
		return "今天截止", Soon
	}
	near := NoHurry
	if left <= soonDays {
		near = Soon
	}
	return fmt.Sprintf("还有 %d 天", left), near
}

// DueSentence says the same of a unit and year in a whole sentence, "" where there
// is nothing to say.
func (k Kind) DueSentence(year int, now time.Time) string {
	left := k.DaysLeft(year, now)
	day := k.Deadline(year).Format("2006年1月2日")
	switch {
	case left < -staleDays, left > earlyDays:
		return ""
	case left < 0:
		return fmt.Sprintf("已经超过 %d 天：%d年度报告应当在%s前公布。", -left, year, day)
	case left == 0:
		return fmt.Sprintf("今天是最后一天：%d年度报告应当在%s前公布。", year, day)
	}
	return fmt.Sprintf("还有 %d 天：%d年度报告应当在%s前公布。", left, year, day)
}

// ReportYear guesses the year to report on: until the summer, last year.
func ReportYear(now time.Time) int {
	now = now.Local()
	if now.Month() <= time.June {
		return now.Year() - 1
	}
	return now.Year()
}
