package app_test

import (
	"strings"
	"testing"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/app/check"
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

	w.Must(s.Redo(ctx))
	w.Must(s.Save(ctx))
	if problems := w.As("", next).Problems(); len(problems) != 0 {
		t.Errorf("the record with what was carried over: %v", problems)
	}

	other, carried, err := w.CreateFromLastYear(ctx, app.NewReport{Unit: "乙局", Year: 2025})
	if err != nil || other == 0 || carried.Year != 0 {
		t.Errorf("without a report of the year before: %d, %+v, %v", other, carried, err)
	}
}

// withStock makes a report of 2024 in which 5 documents are in force, and one of
// 2025 that goes on from it.
func withStock(t *testing.T, carriedOut string) (*apptest.Workstation, *app.Session) {
	t.Helper()
	w := apptest.NewWorkstation(t)
	id, err := w.Create(ctx, app.NewReport{Unit: "甲局", Year: 2024, Facts: []string{"no_licensing"}})
	w.Must(err)
	w.Must(w.Set("", id, "disclosed.normative_documents.in_force", "5"))
	w.Must(w.Set("", id, "requests.carried_out.natural_person", carriedOut))
	next, carried, err := w.CreateFromLastYear(ctx, app.NewReport{Unit: "甲局", Year: 2025})
	w.Must(err)
	if said := carried.Says(); !strings.Contains(said, "上年现行有效件数 1 行") || !strings.Contains(said, "单位情况") {
		t.Errorf("said %q", said)
	}
	return w, w.As("", next)
}

// What is in force is what was, with what was issued and without what was repealed:
// until somebody types another figure, which wants a reason.
func TestWhatIsInForceFollowsWhatWasIssued(t *testing.T) {
	_, s := withStock(t, "2")
	const inForce, issued, repealed = "disclosed.normative_documents.in_force", "disclosed.normative_documents.issued", "disclosed.normative_documents.repealed"
	steps := []struct {
		at       form.Address
		typed    string
		want     string
		findings int
	}{
		{issued, "3", "", 0},
		{repealed, "0", "8", 0},
		{repealed, "1", "7", 0},
		{repealed, "", "", 0},
		{repealed, "9", "", 0}, // more than there was
		{repealed, "1", "7", 0},
		{inForce, "9", "9", 1},
		{issued, "4", "9", 1}, // what was typed stays
		{issued, "6", "9", 1},
		{inForce, "", "", 0},
		{issued, "2", "6", 0},
	}
	for i, step := range steps {
		if err := s.Set(ctx, step.at, step.typed); err != nil {
			t.Fatal(err)
		}
		if got, found := s.Report().Raw(inForce), len(findingsOf(s, "D-CARRY")); got != step.want || found != step.findings {
			t.Errorf("step %d: %q in force, %d findings, want %q, %d", i, got, found, step.want, step.findings)
		}
	}
	if err := s.Undo(ctx); err != nil || s.Report().Raw(inForce) != "" || s.Report().Raw(issued) != "6" {
		t.Errorf("one step back: %q in force, %q issued, %v", s.Report().Raw(inForce), s.Report().Raw(issued), err)
	}
	if got := s.Report().Raw(report.Fact("no_licensing")); got != "yes" {
		t.Errorf("what the unit declared is %q", got)
	}
}

// Cases that were not finished and are others now want a reason, which reviewers
// see, and which falls away when the figure changes again.
func TestTypingOverWhatWasCarriedWantsAReason(t *testing.T) {
	_, s := withStock(t, "2")
	const at = "requests.carried_in.natural_person"
	if err := s.Set(ctx, at, "3"); err != nil {
		t.Fatal(err)
	}
	found := findingsOf(s, "D-CARRY")
	if len(found) != 1 || !strings.Contains(found[0].Message, "2024年报告的结转下年度为自然人 2，现在填的是 3") {
		t.Fatalf("found %+v", found)
	}
	if err := s.Explain(ctx, found[0], "机构改革，划入原乙局 1 件。"); err != nil {
		t.Fatal(err)
	}
	if _, holds := s.Explanation(found[0]); !holds {
		t.Error("the reason does not hold")
	}
	if err := s.Set(ctx, at, "4"); err != nil {
		t.Fatal(err)
	}
	if _, holds := s.Explanation(findingsOf(s, "D-CARRY")[0]); holds {
		t.Error("the reason holds for another figure")
	}
	if err := s.Set(ctx, at, "2"); err != nil || len(findingsOf(s, "D-CARRY")) != 0 {
		t.Errorf("the figure that was carried over: %+v, %v", findingsOf(s, "D-CARRY"), err)
	}
}

func findingsOf(s *app.Session, rule string) (out []check.Finding) {
	for _, f := range s.Findings() {
		if f.Rule == rule {
			out = append(out, f)
		}
	}
	return out
}

// A unit that was renamed is asked for its former name once: its next report goes on from
// those of before, and takes nothing that has the old name in it.
func TestARenamedUnitGoesOnFromItsOwnReport(t *testing.T) {
	w := apptest.NewWorkstation(t)
	id, err := w.Create(ctx, app.NewReport{Unit: "甲县国土局", Year: 2024})
	w.Must(err)
	for a, text := range map[form.Address]string{
		"requests.carried_out.natural_person": "3", report.SignedBy: "甲县国土局", report.ContactPhone: "0512-65220000",
		report.ContactOffice: "甲县国土局办公室", "overview.platform": "在甲县国土局网站设专栏。",
	} {
		w.Must(w.Set("", id, a, text))
	}
	if last, err := w.LastYear(ctx, "甲县资源局", 2025); err != nil || last != nil {
		t.Fatalf("before it is said, the report of another unit is last year's: %v, %v", last, err)
	}
	w.Must(w.SetUnitBefore(ctx, "甲县资源局", "甲县国土局"))
	next, carried, err := w.CreateFromLastYear(ctx, app.NewReport{Unit: "甲县资源局", Year: 2025})
	w.Must(err)
	r := w.As("", next).Report()
	for a, want := range map[form.Address]string{
		"requests.carried_in.natural_person": "3", report.ContactPhone: "0512-65220000",
		report.SignedBy: "", report.ContactOffice: "", "overview.platform": "",
	} {
		if got := r.Raw(a); got != want {
			t.Errorf("%s is %q, want %q", a, got, want)
		}
	}
	if carried.Year != 2024 || strings.Contains(carried.Says(), "署名") {
		t.Error(carried.Says())
	}
	if last, err := w.LastYear(ctx, "甲县资源局", 2026); err != nil || last == nil || last.Report.Unit() != "甲县资源局" {
		t.Errorf("the year after, its own report counts: %v, %v", last, err)
	}
}
