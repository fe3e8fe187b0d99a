package report_test

import (
	"strings"
	"testing"
	"unicode"

	"nianbao/app/report"
)

func TestDatesAsPeopleWriteThem(t *testing.T) {
	for _, s := range []string{
		"2026.1.9", "2026年1月9日", "2026/1/9", "2026-1-9", "20260109", "二〇二六年一月九日", "2026-01-09",
		"２０２６．１．９", "２０２６年１月９日", "２０２６０１０９", "二○二六年一月九日", "二零二六年元月九日", "2026年01月09号",
		" 2026 年 1 月 9 日 ", "2026 1 9", "2026。1。9", "2026—1—9", "2026、1、9", "2026年1月9", "2026/1/9 0:00:00", "2026年一月九日",
	} {
		got, err := report.ReadDate(s)
		if err != nil || got.Format("2006-01-02") != "2026-01-09" {
			t.Errorf("%q is read as %v, %v", s, got, err)
		}
	}
	for s, want := range map[string]string{
		"二〇二六年十二月三十一日": "2026-12-31", "二〇二六年十月十日": "2026-10-10", "二〇二六年十一月二十日": "2026-11-20",
		"二〇二六年三月廿一日": "2026-03-21", "二〇二六年三月卅日": "2026-03-30", "2024.2.29": "2024-02-29", "20251231": "2025-12-31",
	} {
		got, err := report.ReadDate(s)
		if err != nil || got.Format("2006-01-02") != want {
			t.Errorf("%q is read as %v, %v, want %s", s, got, err, want)
		}
	}
}

func TestWhatIsNoDateIsRefusedWithAReason(t *testing.T) {
	for s, want := range map[string]string{
		"2026.2.30": "2026年2月只有28天，没有30日", "2025-02-29": "2025年2月只有28天", "2026.4.31": "没有31日", "20261301": "没有13月", "2026.0.1": "没有0月",
		"2026.1.0": "没有0日", "26.1.9": "两位", "26年1月9日": "两位", "260109": "两位", "二六年一月九日": "两位",
		"1月9日": "缺少年份", "1.9": "缺少年份", "2026年1月": "缺少日", "2026.1": "缺少日", "9/1/2026": "年、月、日的顺序",
		"": "无法识别", "明天": "无法识别", "2026": "无法识别", "2026.1.9.1": "无法识别", "2026十.1.9": "无法识别", "二〇二六年十十月九日": "无法识别",
		"46031": "无法识别", "0026.1.9": "无法识别", "2026年1月9日上午": "无法识别", "2026.001.9": "无法识别", "二〇二六年二二十月九日": "无法识别",
	} {
		if got, err := report.ReadDate(s); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q is read as %v, %v, want a reason with %q", s, got, err, want)
		}
	}
}

// TestEveryDayIsReadAsItIsPrinted holds the reader against the writer.
func TestEveryDayIsReadAsItIsPrinted(t *testing.T) {
	day, err := report.ReadDate("2024.1.1")
	if err != nil {
		t.Fatal(err)
	}
	for range 366 {
		for _, layout := range []string{"2006-01-02", "20060102", "2006/1/2", "2006.1.2", "2006年1月2日"} {
			if got, err := report.ReadDate(day.Format(layout)); err != nil || !got.Equal(day) {
				t.Fatalf("%s is read as %v, %v", day.Format(layout), got, err)
			}
		}
		day = day.AddDate(0, 0, 1)
	}
	if w := report.Weekday(day); w != "星期三" { // 2025-01-01
		t.Errorf("%s is a %s", report.PrintDate(day), w)
	}
}

func TestADateIsStoredInOneSpelling(t *testing.T) {
	r := newReport(t, 2025)
	for _, typed := range []string{"2026年1月9日", "二〇二六年一月九日", "２０２６．１．９"} {
		c, err := r.Set(report.SignedOn, typed)
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := report.Splice(r.Text(report.SignedOn), c); got != "2026-01-09" {
			t.Errorf("%q is stored as %q", typed, got)
		}
	}
	if _, err := r.Set(report.SignedOn, "2026.2.30"); err == nil {
		t.Error("30 February is taken")
	}
	if c, err := r.Set(report.SignedOn, ""); err != nil || c.New != "" {
		t.Errorf("no date is refused: %v", err)
	}
	for _, typed := range []string{"２０２５", "2025年", "二〇二五年度", " 2025 "} {
		c, err := r.Set(report.Year, typed)
		if err != nil {
			t.Fatalf("%q: %v", typed, err)
		}
		if got, _ := report.Splice(r.Text(report.Year), c); got != "2025" {
			t.Errorf("year %q is stored as %q", typed, got)
		}
	}
	for _, typed := range []string{"25", "2025.5", "", "1999", "二十五"} {
		if _, err := r.Set(report.Year, typed); err == nil {
			t.Errorf("year %q is taken", typed)
		}
	}
}

// A text that reads as a date prints as one that reads as the same.
func FuzzReadDate(f *testing.F) {
	for _, s := range []string{"2026.1.9", "2026年1月9日", "20260109", "二〇二六年一月九日", "２０２６－１－９", "2026/1/9 0:00", "廿一", "二〇二六年十二月卅一日", "9.1.2026"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		day, err := report.ReadDate(raw)
		if err != nil {
			if !strings.ContainsFunc(err.Error(), func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
				t.Errorf("%q: %v is nothing for an officer", raw, err)
			}
			return
		}
		again, err := report.ReadDate(report.PrintDate(day))
		if err != nil || !again.Equal(day) {
			t.Errorf("%q is %v, which prints as %v, %v", raw, day, again, err)
		}
		if stored, err := report.ParseDate(day.Format("2006-01-02")); err != nil || !stored.Equal(day) {
			t.Errorf("%q is stored as %v, %v", raw, stored, err)
		}
	})
}

func FuzzReadYear(f *testing.F) {
	for _, s := range []string{"2025", "２０２５年度", "二〇二五", "25", "-202", "+123"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		if year, err := report.ReadYear(raw); err == nil && (year < 0 || year > 9999) {
			t.Errorf("%q is the year %d", raw, year)
		}
	})
}
