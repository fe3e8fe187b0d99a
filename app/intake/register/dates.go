package register

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
	"time"

	"nianbao/app/intake/xlsx"
	"nianbao/app/report"
)

var errUnsaved = errors.New("公式没有保存结果")

// timeOfDay is what may stand behind a date.
var timeOfDay = regexp.MustCompile(`(?:\s+|T)\d{1,2}[:：]\d{2}(?:[:：]\d{2}(?:\.\d+)?)?Z?$`)

// The days that are stored as numbers of days, and may be dates of a register.
const firstDay, lastDay = 20_000, 80_000 // 1954 to 2119

// readDate reads a date as a workbook stores it, as a number of days, or as people type
// it; of a time of day behind it nothing is taken. A blank is no date and no error.
func readDate(v xlsx.Value, from04 bool) (time.Time, error) {
	switch {
	case v.Unsaved:
		return time.Time{}, errUnsaved
	case v.Text == "":
		return time.Time{}, nil
	case v.Number:
		whole, _, _ := strings.Cut(v.Text, ".")
		n, err := strconv.Atoi(whole)
		if from04 {
			const between = 1462 // days from the one beginning to the other
			n += between
		}
		if err == nil && n >= firstDay && n <= lastDay {
			return time.Date(1899, time.December, 30+n, 0, 0, 0, 0, time.UTC), nil
		}
	}
	return report.ReadDate(timeOfDay.ReplaceAllString(v.Text, ""))
}
