package app_test

import (
	"strings"
	"testing"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/app/report"
)

// The proposed preamble names unit and year: it follows them, whoever sets
// them, and one step back takes both back.
func TestTheProposedPreambleFollows(t *testing.T) {
	w := apptest.NewWorkstation(t)
	id, err := w.Create(ctx, app.NewReport{Unit: "甲局", Year: 2025})
	w.Must(err)
	s := w.As("", id)
	first := s.Report().Text(report.Preamble)
	w.Must(s.Set(ctx, report.Year, "2026"))
	if got := s.Report().Text(report.Preamble); got != s.Report().DefaultPreamble() || !strings.Contains(got, "2026") {
		t.Errorf("a report of 2026 begins with %s", got)
	}
	w.Must(s.Set(ctx, report.UnitName, "乙局"))
	if got := s.Report().Text(report.Preamble); got != s.Report().DefaultPreamble() {
		t.Errorf("a report of 乙局 begins with %s", got)
	}
	w.Must(s.Undo(ctx))
	w.Must(s.Undo(ctx))
	if got := s.Report().Text(report.Preamble); got != first || s.Report().Unit() != "甲局" || s.Report().Year() != 2025 {
		t.Errorf("two steps back: %s", got)
	}
	if problems := w.As("", id).Problems(); len(problems) > 0 {
		t.Errorf("the record does not hold: %v", problems)
	}
}

func TestAWrittenPreambleStays(t *testing.T) {
	w := apptest.NewWorkstation(t)
	id, err := w.Create(ctx, app.NewReport{Unit: "甲局", Year: 2025})
	w.Must(err)
	s := w.As("", id)
	for _, written := range []string{"2025年的引言。", ""} {
		w.Must(s.Set(ctx, report.Preamble, written))
		w.Must(s.Set(ctx, report.Year, "2026"))
		if got := s.Report().Text(report.Preamble); got != written {
			t.Errorf("%q became %q", written, got)
		}
		w.Must(s.Undo(ctx))
	}
}

// An edit that brings a preamble of its own has the last word.
func TestAnEditWithItsOwnPreamble(t *testing.T) {
	w := apptest.NewWorkstation(t)
	id, err := w.Create(ctx, app.NewReport{Unit: "甲局", Year: 2025})
	w.Must(err)
	s := w.As("", id)
	year, err := s.Report().Set(report.Year, "2026")
	w.Must(err)
	own, err := s.Report().Set(report.Preamble, "自己写的。")
	w.Must(err)
	w.Must(s.Apply(ctx, report.Edit{Note: "选用", Changes: []report.Change{own, year}}))
	if got := s.Report().Text(report.Preamble); got != "自己写的。" {
		t.Errorf("the preamble is %s", got)
	}
}
