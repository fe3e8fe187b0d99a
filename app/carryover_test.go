package app_test

import (
	"strings"
	"testing"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/app/form"
	"nianbao/app/report"
)

// A new report has what goes on from the year before, by one edit that is taken
// back by one step, and none of the figures of that year.
func TestAReportGoesOnFromTheYearBefore(t *testing.T) {
	w := apptest.NewWorkstation(t)
	id, err := w.Create(ctx, app.NewReport{Unit: "甲局", Year: 2024})
	w.Must(err)
	for a, text := range map[form.Address]string{
		"requests.carried_out.natural_person": "3", "requests.carried_out.business": "0", "requests.received.natural_person": "70",
		report.SignedBy: "甲局办公室", report.SignedOn: "2025.1.9", report.ContactPhone: "0512-65220000",
		"overview.platform": "政府网站设政府信息公开专栏。\n全年发布信息1286条。", "overview.supervision": "今年组织培训。",
		"overview.disclosure": "坚持公开。", "problems.shortcomings": "公开意识不强。",
	} {
		w.Must(w.Set("", id, a, text))
	}
	next, carried, err := w.CreateFromLastYear(ctx, app.NewReport{Unit: "甲局", Year: 2025})
	w.Must(err)
	s := w.As("", next)
	r := s.Report()
	for a, want := range map[form.Address]string{
		"requests.carried_in.natural_person": "3", "requests.carried_in.business": "0", "requests.carried_in.research": "",
		"requests.carried_out.natural_person": "", "requests.received.natural_person": "",
		report.SignedBy: "甲局办公室", report.SignedOn: "", report.ContactPhone: "0512-65220000", report.Year: "2025",
		"overview.platform": "政府网站设政府信息公开专栏。", "overview.supervision": "", "overview.disclosure": "", "problems.shortcomings": "",
	} {
		if got := r.Raw(a); got != want {
			t.Errorf("%s is %q, want %q", a, got, want)
		}
	}
	said := carried.Says()
	for _, part := range []string{"2024年的报告（草稿）", "联系方式", "署名", "上年结转 2 格", "政府信息公开平台建设情况", "本年的数字都没有带入"} {
		if !strings.Contains(said, part) {
			t.Errorf("%q does not say %q", said, part)
		}
	}
	w.Must(s.Undo(ctx))
	if got := s.Report().Raw("requests.carried_in.natural_person"); got != "" {
		t.Errorf("one step back leaves %q", got)
	}

	other, carried, err := w.CreateFromLastYear(ctx, app.NewReport{Unit: "乙局", Year: 2025})
	if err != nil || other == 0 || carried.Year != 0 {
		t.Errorf("without a report of the year before: %d, %+v, %v", other, carried, err)
	}
}
