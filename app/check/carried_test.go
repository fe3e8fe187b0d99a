package check_test

import (
	"slices"
	"testing"

	"nianbao/app/check"
	"nianbao/app/counted"
	"nianbao/app/form"
	"nianbao/app/provided"
	"nianbao/app/report"
)

// What does not go on from the year before is told of: the cases of all columns in
// one sentence, documents in force row by row.
func TestWhatDoesNotGoOnFromTheYearBefore(t *testing.T) {
	held := balanced(t)
	for _, column := range columns[:3] {
		held[report.CarriedAt(cell("carried_in", column))] = `{"year":2024,"value":"3"}`
	}
	held[cell("carried_in", columns[2])] = "3"
	for row, was := range map[string]string{"regulations": "1", "normative_documents": "5"} {
		held[report.CarriedAt(form.Address("disclosed."+row+".in_force"))] = `{"year":2024,"value":"` + was + `"}`
		held[form.Address("disclosed."+row+".issued")], held[form.Address("disclosed."+row+".repealed")] = "3", "0"
	}
	held["disclosed.regulations.in_force"], held["disclosed.normative_documents.in_force"] = "4", "9"
	var got []string
	for _, f := range check.Run(make2025(t, held)) {
		if f.Rule == "D-CARRY" {
			got = append(got, f.Section+": "+f.Message)
		}
	}
	want := []string{
		"disclosed: 行政规范性文件·现行有效件数：2024年报告的现行有效件数是 5，加本年制发、减本年废止应为 8，现在填的是 9。请核对；确需改动的，写明原因（机构改革、上年报告更正、口径变化等）。",
		"requests: 上年结转：2024年报告的结转下年度为自然人 3，现在填的是 2；商业企业 3，现在填的是 2。请核对；确需改动的，写明原因（机构改革、上年报告更正、口径变化等）。",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

// What was counted from a register and typed over is told of once a table.
func TestWhatIsNotAsCountedWantsAReason(t *testing.T) {
	held := balanced(t)
	counts := func(a form.Address, rows ...counted.Place) {
		held[report.CountedAt(a)] = counted.Of("2025年台账.xlsx", "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", rows).Encode()
	}
	counts(cell("carried_in", columns[0]), counted.Place{Sheet: 1, Row: 4})
	counts(cell("carried_in", columns[1]), counted.Place{Sheet: 1, Row: 5}, counted.Place{Sheet: 1, Row: 6})
	counts(cell("carried_in", columns[2]))
	held[cell("carried_in", columns[1])], held[cell("carried_in", columns[2])] = "2", ""
	var got []string
	for _, f := range check.Run(make2025(t, held)) {
		if f.Rule == "D-COUNT" {
			got = append(got, f.Message)
		}
	}
	want := []string{"从台账“2025年台账.xlsx”统计的数字有 1 格改动：上年结转·自然人统计为 1，现在填的是 2。请核对；确需改动的，写明原因（台账漏登、重复登记、合并或者拆分计件、口径变化等）。"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}

// What departments provided and is another figure now is told of once a department.
func TestWhatIsNotAsProvidedWantsAReason(t *testing.T) {
	held := balanced(t)
	give := func(a form.Address, v int64, from string) {
		held[report.ProvidedAt(a)] = provided.Of(report.Int(v), provided.Sheet{
			From: from, Name: "张三", Date: "2026-01-08", File: from + ".xlsx", SM3: "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
		}).Encode()
	}
	for i, v := range []string{"2", "2", "1", ""} {
		held[cell("carried_in", columns[i])] = v
	}
	give(cell("carried_in", columns[0]), 1, "信访科")
	give(cell("carried_in", columns[1]), 3, "法规科")
	give(cell("carried_in", columns[2]), 1, "法规科")
	give(cell("carried_in", columns[3]), 1, "法规科")
	var got []string
	for _, f := range check.Run(make2025(t, held)) {
		if f.Rule == "D-PROVIDE" {
			got = append(got, f.Message)
		}
	}
	why := "请与该科室核对；确需改动的，写明原因（报送有误、重复计件、口径变化等），或者请该科室重新报送。"
	want := []string{
		"“信访科”报送的数字有 1 格改动：上年结转·自然人报送为 1，现在填的是 2。" + why,
		"“法规科”报送的数字有 1 格改动：上年结转·商业企业报送为 3，现在填的是 2。" + why,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}
