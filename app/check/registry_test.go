package check_test

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"nianbao/app/check"
	"nianbao/app/form"
	"nianbao/app/report"
	"nianbao/assets"
)

// Whatever is found is found by a rule of the list, and no graver than it says.
func TestFindingsAreOfRulesInTheList(t *testing.T) {
	c, err := form.Load(assets.Forms, "forms")
	if err != nil {
		t.Fatal(err)
	}
	gravest, spoke := map[string]check.Severity{}, map[string]bool{}
	for _, l := range check.Rules(c) {
		if s, known := gravest[l.ID]; !known || l.Severity < s {
			gravest[l.ID] = l.Severity
		}
		if l.ID == "" || !strings.HasSuffix(l.Says, "。") {
			t.Errorf("%+v", l)
		}
	}
	reports := []*report.Report{make2025(t, map[form.Address]string{
		report.ContactPostcode: "1", cell("carried_in", "other"): "2", report.CarriedAt(cell("carried_in", "other")): `{"year":2024,"value":"1"}`, report.SignedBy: "440524188001010014",
		report.CountedAt(cell("carried_in", "other")):  `{"value":"0","file":"a.xlsx","sm3":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef","rows":[]}`,
		report.ProvidedAt(cell("carried_in", "other")): `{"value":"3","from":"法规科","name":"张三","date":"2026-01-08","file":"a.xlsx","sm3":"0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"}`,
	})} // which are not made up
	for i := range uint64(300) {
		reports = append(reports, madeUp(t, c, i))
	}
	put := func(a form.Address, text string, r *report.Report) *report.Report {
		change, err := r.Set(a, text)
		if err == nil {
			err = r.Apply(report.Edit{Changes: []report.Change{change}})
		}
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	reports = append(reports, put("disclosed.fees.amount", "15000", report.New(c, "甲局", 2025)))
	last := put("disclosed.fees.amount", "1.5", report.New(c, "甲局", 2024))
	for _, r := range reports {
		for _, f := range (&check.Checker{Glyphs: someGlyphs{}, LastYear: last}).Run(r) {
			spoke[f.Rule] = true
			if s, known := gravest[f.Rule]; !known || f.Severity < s {
				t.Fatalf("%s of severity %s is not in the list", f.Rule, f.Severity.ID())
			}
		}
	}
	for id := range gravest {
		if !spoke[id] {
			t.Errorf("%s was never seen to speak", id)
		}
	}
}

// The manual lists the rules as the program has them.
func TestTheManualListsEveryRule(t *testing.T) {
	c, err := form.Load(assets.Forms, "forms")
	if err != nil {
		t.Fatal(err)
	}
	manual, err := fs.ReadFile(assets.Manual, "manual/1-officer.md")
	if err != nil {
		t.Fatal(err)
	}
	_, chapter, found := strings.Cut(string(manual), "## 检查的规则\n")
	chapter, _, _ = strings.Cut(chapter, "\n## ")
	if !found {
		t.Error("no chapter of the rules")
	}
	var want strings.Builder
	for _, l := range check.Rules(c) {
		fmt.Fprintf(&want, "- **%s**（%s）：%s\n", l.ID, l.List(), l.Says)
	}
	if _, list, _ := strings.Cut(chapter, "\n\n- "); "- "+strings.TrimRight(list, "\n")+"\n" != want.String() {
		t.Errorf("assets/manual/1-officer.md should list in “检查的规则”:\n%s", want.String())
	}
}

// A figure that equals what it should not exceed is in order.
func TestALimitMayBeReached(t *testing.T) {
	for low, want := range map[string]bool{"2": false, "3": false, "4": true} {
		r := make2025(t, map[form.Address]string{"disclosed.regulations.issued": low, "disclosed.regulations.in_force": "3"})
		said := false
		for _, f := range check.Run(r) {
			said = said || f.Rule == "R2-2"
		}
		if said != want {
			t.Errorf("%s of 3: said %v", low, said)
		}
	}
}

// The report is signed after the year it is about: the last day of the year is
// too early, the first of the next is not.
func TestADateInsideTheReportYearIsAskedAbout(t *testing.T) {
	for day, want := range map[string]bool{"2024-12-31": true, "2025-01-01": true, "2025-07-01": true, "2025-12-31": true, "2026-01-01": false} {
		severity, said := found(make2025(t, map[form.Address]string{report.SignedOn: day}), "D-SIGN", report.SignedOn)
		if (said != "") != want || want && (severity != check.Explain || !strings.Contains(said, "早于统计期限届满（2025年12月31日）")) {
			t.Errorf("%s: %s %q", day, severity.ID(), said)
		}
	}
}

// A section may have as many characters as it should have at most.
func TestALengthMayBeReached(t *testing.T) {
	for n, want := range map[int]bool{999: false, 1000: false, 1001: true} {
		_, said := found(make2025(t, map[form.Address]string{"overview.lead": strings.Repeat("字", n-1), "overview.platform": " 字\n"}), "D-LENGTH", "overview.lead")
		if (said != "") != want {
			t.Errorf("%d characters: %q", n, said)
		}
	}
}
