package report

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// Reasons why a text is no date. Their texts are for the officer.
var (
	ErrDate      = errors.New("无法识别这个日期，请写成 2026年1月9日、2026.1.9、2026-1-9 或者 20260109 这样的形式")
	ErrShortYear = errors.New("年份只有两位，不能确定是哪一年，请写四位，如 2026年1月9日")
	ErrNoYear    = errors.New("缺少年份，请把年、月、日写全，如 2026年1月9日")
	ErrNoDay     = errors.New("缺少日，请把年、月、日写全，如 2026年1月9日")
	ErrDateOrder = errors.New("请按年、月、日的顺序写，如 2026年1月9日")
)

// stored is how a date is stored.
const stored = "2006-01-02"

// ParseDate reads a 成文日期 as it is stored, 2006-01-02.
func ParseDate(s string) (time.Time, error) {
	t, err := time.Parse(stored, s)
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

// Weekday names the day of the week: 星期五.
func Weekday(t time.Time) string {
	return "星期" + string([]rune("日一二三四五六")[t.Weekday()])
}

// Three numbers with marks between them, and what people leave out of a date.
var (
	wholeDate = regexp.MustCompile(`^(\d+)\s*(?:年|[./、,-]|\s)\s*(\d+)\s*(?:月|[./、,-]|\s)\s*(\d+)\s*[日号]?$`)
	inOneRow  = regexp.MustCompile(`^(\d{4})(\d\d)(\d\d)$`)
	sixInARow = regexp.MustCompile(`^\d{6}$`)
	withoutY  = regexp.MustCompile(`^\d{1,2}\s*[月./-]\s*\d{1,2}\s*[日号]?$`)
	withoutD  = regexp.MustCompile(`^\d{4}\s*[年./-]\s*\d{1,2}\s*月?$`)
	midnight  = regexp.MustCompile(`\s+0?0:00(?::00)?$`) // a spreadsheet writes it behind its dates
)

// ReadDate reads a date as people write it: 2026.1.9, 2026年1月9日, 2026/1/9,
// 2026-1-9, 20260109, 二〇二六年一月九日, with full-width characters and spaces.
// It is the one reader of typed dates; no library at hand reads both Chinese
// numerals and the reasons for a refusal. A day that does not exist is refused,
// and so is a year of two digits. The error is one that an officer can read.
func ReadDate(raw string) (time.Time, error) {
	s, ok := westernDigits(foldWidth(trimmed(raw)))
	if !ok {
		return time.Time{}, ErrDate
	}
	s = midnight.ReplaceAllString(s, "")
	m := wholeDate.FindStringSubmatch(s)
	if m == nil {
		m = inOneRow.FindStringSubmatch(s)
	}
	switch {
	case m != nil:
		return dateOf(m[1], m[2], m[3])
	case sixInARow.MatchString(s):
		return time.Time{}, ErrShortYear
	case withoutY.MatchString(s):
		return time.Time{}, ErrNoYear
	case withoutD.MatchString(s):
		return time.Time{}, ErrNoDay
	}
	return time.Time{}, ErrDate
}

// dateOf makes a date of its three numbers.
func dateOf(year, month, day string) (time.Time, error) {
	switch {
	case len(year) <= 2 && len(day) == 4:
		return time.Time{}, ErrDateOrder
	case len(year) == 2:
		return time.Time{}, ErrShortYear
	case len(year) != 4 || year[0] == '0' || len(month) > 2 || len(day) > 2:
		return time.Time{}, ErrDate
	}
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	if m < 1 || m > 12 {
		return time.Time{}, fmt.Errorf("没有%d月，请检查月份", m)
	}
	last := time.Date(y, time.Month(m)+1, 0, 0, 0, 0, 0, time.UTC).Day()
	if d < 1 || d > last {
		return time.Time{}, fmt.Errorf("%d年%d月只有%d天，没有%d日", y, m, last, d)
	}
	return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC), nil
}

// ReadYear reads a year as people write it: 2025, ２０２５, 2025年, 二〇二五年度.
// It says nothing about whether a report can be of it. The error is one that an
// officer can read.
func ReadYear(raw string) (int, error) {
	s, ok := westernDigits(foldText(raw))
	s = strings.TrimSuffix(strings.TrimSuffix(s, "度"), "年")
	n, err := strconv.ParseUint(s, 10, 16) // a sign is none of a year
	if !ok || err != nil || len(s) != 4 {
		return 0, errYear
	}
	return int(n), nil
}

// numerals are the Chinese figures that dates are written in.
var numerals = map[rune]int{
	'〇': 0, '○': 0, '零': 0, '一': 1, '二': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9,
	'十': 10, '廿': 20, '卅': 30,
}

// westernDigits writes Chinese figures as digits: 二〇二六 figure by figure, 十九 and
// 二十一 as numbers, 元月 as the first. It is false where they make no number.
func westernDigits(s string) (string, bool) {
	s = strings.Replace(s, "元月", "1月", 1)
	var out strings.Builder
	var run []rune
	last := rune(0)
	flush := func(next rune) bool {
		if len(run) == 0 {
			return true
		}
		n, ok := runOf(run)
		run = nil
		out.WriteString(n)
		return ok && !unicode.IsDigit(next)
	}
	for _, r := range s {
		if _, numeral := numerals[r]; numeral {
			if len(run) == 0 && unicode.IsDigit(last) {
				return "", false
			}
			run, last = append(run, r), r
			continue
		}
		if !flush(r) {
			return "", false
		}
		out.WriteRune(r)
		last = r
	}
	return out.String(), flush(0) || out.Len() == 0
}

// runOf writes one run of Chinese figures as digits.
func runOf(run []rune) (string, bool) {
	tens := -1
	for i, r := range run {
		if numerals[r] >= 10 {
			if tens >= 0 {
				return "", false
			}
			tens = i
		}
	}
	if tens < 0 {
		var digits strings.Builder
		for _, r := range run {
			digits.WriteString(strconv.Itoa(numerals[r]))
		}
		return digits.String(), true
	}
	before, after := run[:tens], run[tens+1:]
	if len(before) > 1 || len(after) > 1 || run[tens] != '十' && len(before) > 0 {
		return "", false
	}
	n := numerals[run[tens]]
	if len(before) == 1 {
		n *= numerals[before[0]]
	}
	if len(after) == 1 {
		n += numerals[after[0]]
	}
	return strconv.Itoa(n), true
}
