package app_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/app/form"
	"nianbao/app/report"
)

// What is typed into the contact fields stands in the preamble by the same
// edit, one step back takes both back, and the next report of the unit has it.
func TestContactsGoFromYearToYear(t *testing.T) {
	ctx := context.Background()
	d := newService(t)
	first := newDraft(t, d, "示例县自然资源局", 2024)
	write(t, first, report.ContactAddress, "示例路1号")
	write(t, first, report.ContactPostcode, "２１５０００")
	if p := first.Report().Text(report.Preamble); !strings.Contains(p, "地址：示例路1号，邮编：215000，电话：【待填】") {
		t.Errorf("the preamble does not follow: %q", p)
	}
	if err := first.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if r := first.Report(); r.Text(report.ContactPostcode) != "" || !strings.Contains(r.Text(report.Preamble), "邮编：【待填】") {
		t.Errorf("one step back leaves %q in %q", r.Text(report.ContactPostcode), r.Text(report.Preamble))
	}
	write(t, first, report.ContactPostcode, "215000")
	write(t, first, report.ContactPhone, "0512-65220000")

	next := newDraft(t, d, "示例县自然资源局", 2025)
	if p := next.Report().Text(report.Preamble); !strings.Contains(p, "2025年12月31日") || !strings.HasSuffix(p, "（地址：示例路1号，邮编：215000，电话：0512-65220000）。") {
		t.Errorf("next year's preamble: %q", p)
	}
	if other := newDraft(t, d, "示例县财政局", 2025); other.Report().Text(report.ContactPhone) != "" {
		t.Error("another unit has the telephone of this one")
	}
}

// A preamble that the officer wrote stays as it is, whatever is typed into the
// contact fields.
func TestAWrittenPreambleStaysWhateverTheContacts(t *testing.T) {
	d := newService(t)
	s := newDraft(t, d, "示例县自然资源局", 2025)
	const own = "本报告由示例县自然资源局编制（地址：示例路9号）。"
	write(t, s, report.Preamble, own)
	write(t, s, report.ContactAddress, "示例路1号")
	if p := s.Report().Text(report.Preamble); p != own {
		t.Errorf("the preamble became %q", p)
	}
}

// What another program has put into the setting keeps nobody from working.
func TestUnreadableSettingsOfUnitsAreNone(t *testing.T) {
	d := newService(t)
	if err := d.Settings.SetSetting(context.Background(), app.SettingUnits, "[1"); err != nil {
		t.Fatal(err)
	}
	s := newDraft(t, d, "示例县自然资源局", 2025)
	write(t, s, report.ContactPhone, "1")
	units, err := d.Units(context.Background())
	if err != nil || units["示例县自然资源局"].Contact[report.ContactPhone] != "1" {
		t.Errorf("kept %v, %v", units, err)
	}
}

func newService(t *testing.T) *app.Service {
	t.Helper()
	return &app.Service{Ports: apptest.NewMemory().Ports(), Catalog: apptest.Catalog(t), Now: at("2026-01-09")}
}

func newDraft(t *testing.T, d *app.Service, unit string, year int) *app.Session {
	t.Helper()
	id, err := d.Create(context.Background(), app.NewReport{Unit: unit, Year: year})
	if err != nil {
		t.Fatal(err)
	}
	s, err := d.Open(context.Background(), id)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func write(t *testing.T, s *app.Session, a form.Address, raw string) {
	t.Helper()
	if err := s.Set(context.Background(), a, raw); err != nil {
		t.Fatalf("set %s: %v", a, err)
	}
}

// at is a clock that stands.
func at(day string) func() time.Time {
	t, err := time.ParseInLocation("2006-01-02", day, time.Local)
	if err != nil {
		panic(err)
	}
	return func() time.Time { return t.Add(14 * time.Hour) }
}
