package report

import (
	"errors"
	"fmt"
	"time"
)

// ErrDate is returned for a text that is no date.
var ErrDate = errors.New("日期应写成 2026-01-23 这样的形式")

// ParseDate reads a 成文日期 as it is stored, 2006-01-02.
func ParseDate(s string) (time.Time, error) {
	t, err := time.Parse("2006-01-02", s)
	if err != nil {
		return time.Time{}, ErrDate
	}
	return t, nil
}

// PrintDate writes a date as documents print it: Arabic figures, whole year,
// nothing padded (GB/T 9704).
func PrintDate(t time.Time) string {
	return fmt.Sprintf("%d年%d月%d日", t.Year(), int(t.Month()), t.Day())
}
