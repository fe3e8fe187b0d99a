package check_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nianbao/app/check"
	"nianbao/app/form"
	"nianbao/app/report"
	"nianbao/assets"
)

// make builds a report of 2025 holding just what is given.
func make2025(t interface{ Fatal(...any) }, held map[form.Address]string) *report.Report {
	c, err := form.Load(assets.Forms, "forms")
	if err != nil {
		t.Fatal(err)
	}
	all := map[form.Address]string{report.UnitName: "示例县自然资源局", report.Year: "2025", report.SignedOn: "2026-01-20"}
	for a, s := range held {
		all[a] = s
	}
	r, lost := report.Restore(c, all)
	if len(lost) > 0 {
		t.Fatal("not understood:", lost)
	}
	return r
}

// errorsOf lists the rules and first cells of the errors.
func errorsOf(r *report.Report) string {
	var out []string
	for _, f := range check.Run(r) {
		if f.Severity == check.Error {
			out = append(out, f.Key())
		}
	}
	return strings.Join(out, " ")
}

func TestBalance(t *testing.T) {
	tests := []struct {
		name string
		held map[form.Address]string
		want string
	}{
		{"nothing entered", nil, ""},
		{"one side only", map[form.Address]string{"requests.received.business": "3"}, ""},
		{"balanced", map[form.Address]string{
			"requests.received.business": "3", "requests.carried_in.business": "1",
			"requests.granted.business": "2", "requests.carried_out.business": "2",
		}, ""},
		{"zero on both sides", map[form.Address]string{"requests.received.business": "0", "requests.carried_out.business": "0"}, ""},
		{"off by one", map[form.Address]string{
			"requests.received.business": "3", "requests.granted.business": "2",
		}, "R3-BAL:requests.received.business R3-BAL:requests.received.total"},
		{"two columns off, the total is not", map[form.Address]string{
			"requests.received.business": "3", "requests.granted.business": "2",
			"requests.received.law_firm": "2", "requests.granted.law_firm": "3",
		}, "R3-BAL:requests.received.business R3-BAL:requests.received.law_firm"},
	}
	for _, tt := range tests {
		if got := errorsOf(make2025(t, tt.held)); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestBalanceFindingSaysAll(t *testing.T) {
	r := make2025(t, map[form.Address]string{
		"requests.received.business": "30", "requests.carried_in.business": "4",
		"requests.granted.business": "28", "requests.carried_out.business": "5",
	})
	for _, f := range check.Run(r) {
		if f.Rule != "R3-BAL" || f.Cells[0] != "requests.received.business" {
			continue
		}
		if f.Left.String() != "34" || f.Right.String() != "33" || f.Diff.String() != "1" || !f.Sides {
			t.Errorf("sides %s, %s, difference %s", f.Left, f.Right, f.Diff)
		}
		want := "商业企业一列不平：本年新收 30＋上年结转 4＝34，办理结果总计 28＋结转下年度 5＝33，相差 1。第一项加第二项之和，应等于第三项加第四项之和。"
		if f.Message != want {
			t.Errorf("message %s", f.Message)
		}
		if len(f.Cells) != 4 || len(f.Partners) != 2 || f.Section != "requests" || f.Basis == "" {
			t.Errorf("finding %+v", f)
		}
		return
	}
	t.Fatal("no finding")
}

func TestPrintedTotals(t *testing.T) {
	r := make2025(t, map[form.Address]string{
		"disputes.reconsideration.upheld": "10", "disputes.reconsideration.corrected": "1",
		"printed.disputes.reconsideration.total": "0",
		"requests.granted.natural_person":        "4", "requests.granted.business": "2",
		"printed.requests.granted.total":        "7",
		"printed.requests.total.natural_person": "4", // agrees
	})
	if got, want := errorsOf(r), "R3-ROW:requests.granted.total R4-SUM:disputes.reconsideration.total"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestTableTwo(t *testing.T) {
	held := map[form.Address]string{
		"disclosed.regulations.in_force":         "1",
		"disclosed.normative_documents.issued":   "5",
		"disclosed.normative_documents.in_force": "3",
		"disclosed.licensing.decisions":          "9",
	}
	rules := func(r *report.Report) map[string]check.Severity {
		out := map[string]check.Severity{}
		for _, f := range check.Run(r) {
			out[f.Rule] = f.Severity
		}
		return out
	}
	got := rules(make2025(t, held))
	if _, there := got["R2-3"]; there {
		t.Error("R2-3 spoke although nothing was declared")
	}
	if s, there := got["R2-2"]; !there || s != check.Explain {
		t.Errorf("R2-2: %v %v", s, there)
	}
	held[report.Fact("no_regulations")], held[report.Fact("no_licensing")] = "yes", "yes"
	got = rules(make2025(t, held))
	if s, there := got["R2-3"]; !there || s != check.Error {
		t.Errorf("R2-3: %v %v", s, there)
	}
	if s, there := got["R2-4"]; !there || s != check.Explain {
		t.Errorf("R2-4: %v %v", s, there)
	}
}

func TestEditionChosenByHandIsSaid(t *testing.T) {
	for held, want := range map[string]int{"": 0, "2021": 0, "2019": 1} {
		n := 0
		for _, f := range check.Run(make2025(t, map[form.Address]string{report.Edition: held})) {
			if f.Rule == "D-EDITION" {
				n++
			}
		}
		if n != want {
			t.Errorf("edition %q by hand: %d findings, want %d", held, n, want)
		}
	}
	r := make2025(t, map[form.Address]string{report.LayoutOf("requests"): "2019"})
	var said string
	for _, f := range check.Run(r) {
		if f.Rule == "D-EDITION" {
			said = f.Section
		}
	}
	if said != "requests" {
		t.Errorf("mixed layout is said of %q", said)
	}
}

func TestBlanksAreCounted(t *testing.T) {
	r := make2025(t, map[form.Address]string{"disputes.direct_suit.upheld": "0", "problems.lead": "全部写在这里。"})
	got := map[string]string{}
	for _, f := range check.Run(r) {
		if f.Rule == "D-BLANK" {
			got[f.Section] = f.Message
			if f.Severity != check.Explain {
				t.Errorf("%s: severity %s", f.Section, f.Severity.ID())
			}
		}
	}
	if want := "表四还有 11 格没有填。没有数据的格也要填 0。"; got["disputes"] != want {
		t.Errorf("%q, want %q", got["disputes"], want)
	}
	if _, there := got["problems"]; there {
		t.Error("a section written as one piece counts as blank")
	}
	for _, id := range []string{"overview", "disclosed", "requests", "others"} {
		if got[id] == "" {
			t.Errorf("%s: blank and not said", id)
		}
	}
}

// The fee was first reported for 2021; before that a section with other matters
// is whole without it, and an empty one is still said.
func TestASectionWhosePartsMayBeLeftOutIsNotLeftOut(t *testing.T) {
	for text, want := range map[string]string{"": "“六、其他需要报告的事项”还没有写。", "没有需要报告的事项。": ""} {
		r := make2025(t, map[form.Address]string{report.Year: "2020", report.SignedOn: "2021-01-20", "others.matters": text})
		got := ""
		for _, f := range check.Run(r) {
			if f.Section == "others" {
				got += f.Message
			}
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

func TestSuitsWithoutReconsiderationAreAskedAbout(t *testing.T) {
	for year, want := range map[string]int{"2023": 0, "2024": 1} {
		r := make2025(t, map[form.Address]string{report.Year: year, "disputes.direct_suit.pending": "2", "disputes.direct_suit.upheld": "0"})
		n := 0
		for _, f := range check.Run(r) {
			if f.Rule == "R4-DIRECT" {
				n++
				if f.Severity != check.Info || f.Cells[0] != "disputes.direct_suit.pending" {
					t.Errorf("%+v", f)
				}
			}
		}
		if n != want {
			t.Errorf("%s: %d findings, want %d", year, n, want)
		}
	}
}

// A matrix is in order exactly when every column balances, whatever its figures.
func TestErrorsAreExactlyTheUnbalancedColumns(t *testing.T) {
	empty := make2025(t, nil)
	table := empty.Form().Table("requests")
	rapid.Check(t, func(rt *rapid.T) {
		held := map[form.Address]string{}
		for _, c := range table.ValueCells() {
			if !c.Computed {
				held[c.Address] = rapid.SampledFrom([]string{"0", "1", "2"}).Draw(rt, string(c.Address))
			}
		}
		r := make2025(rt, held)
		want := map[form.Address]bool{}
		for _, v := range table.Values {
			at := func(row string) int64 {
				n := int64(0)
				for _, d := range r.Figure(form.Address("requests." + row + "." + v.ID)).String() {
					n = n*10 + int64(d-'0')
				}
				return n
			}
			if at("received")+at("carried_in") != at("total")+at("carried_out") {
				want[form.Address("requests.received."+v.ID)] = true
			}
		}
		for _, f := range check.Run(r) {
			if f.Rule == "R3-BAL" {
				if !want[f.Cells[0]] {
					rt.Fatalf("%s speaks of a column in order", f.Key())
				}
				delete(want, f.Cells[0])
			}
		}
		if len(want) > 0 {
			rt.Fatalf("not found: %v", want)
		}
	})
}

func BenchmarkRun(b *testing.B) {
	held := map[form.Address]string{}
	c, err := form.Load(assets.Forms, "forms")
	if err != nil {
		b.Fatal(err)
	}
	for _, t := range c.ForYear(2025).Tables() {
		for _, cell := range t.ValueCells() {
			if !cell.Computed {
				held[cell.Address] = "7"
			}
		}
	}
	r := make2025(b, held)
	change := report.Edit{Changes: []report.Change{{Address: "requests.granted.business", Old: "7", New: "8"}}}
	for b.Loop() {
		if err := r.Apply(change); err != nil {
			b.Fatal(err)
		}
		check.Run(r)
		change = change.Inverse()
	}
}
