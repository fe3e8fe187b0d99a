package check

import (
	"fmt"
	"strings"

	"nianbao/app/carry"
	"nianbao/app/counted"
	"nianbao/app/form"
	"nianbao/app/report"
)

// What came from elsewhere, the year before or a register, and is another figure now.
// That may be right, and somebody has to say why.
var carriedRules = []Rule{
	{ID: "D-CARRY", Severity: Explain, On: Table, Says: "上年结转或者现行有效件数与带入的上年数接不上。", Find: carried},
	{ID: "D-COUNT", Severity: Explain, On: Table, Says: "现在填的数字与从台账统计的不同。", Find: notAsCounted},
}

// carried tells of the cases that were not finished in one sentence, whatever
// columns they stand in, and of documents in force row by row.
func carried(c *Context, at Place) []Finding {
	r := c.Report
	if !r.HasCarried() {
		return nil
	}
	var out []Finding
	var cases []carry.Expected
	for _, e := range carry.All(r, at.Section.Table) {
		switch {
		case !e.Broken(r):
		case e.Stock:
			out = append(out, Finding{
				Rule: "D-CARRY", Severity: Explain, Section: at.Section.ID, Cells: []form.Address{e.Address},
				Message: fmt.Sprintf("%s：%d年报告的现行有效件数是 %s，加本年制发、减本年废止应为 %s，现在填的是 %s。%s",
					r.Form().Cell(e.Address).Name, e.Year, e.Before, e.Now, r.Figure(e.Address), whyCarried),
			})
		default:
			cases = append(cases, e)
		}
	}
	if len(cases) == 0 {
		return out
	}
	f := Finding{Rule: "D-CARRY", Severity: Explain, Section: at.Section.ID}
	var columns []string
	for _, e := range cases {
		f.Cells = append(f.Cells, e.Address)
		columns = append(columns, fmt.Sprintf("%s %s，现在填的是 %s", columnOf(r, e.Address), e.Before, r.Figure(e.Address)))
	}
	f.Message = fmt.Sprintf("上年结转：%d年报告的结转下年度为%s。%s", cases[0].Year, strings.Join(columns, "；"), whyCarried)
	return append(out, f)
}

// whyCarried asks for the reason, and names those there are.
const whyCarried = "请核对；确需改动的，写明原因（机构改革、上年报告更正、口径变化等）。"

// columnOf names the column of a cell that is carried over.
func columnOf(r *report.Report, a form.Address) string {
	for _, c := range r.Form().Carries() {
		if c.Now == a {
			return c.Name
		}
	}
	return r.Form().Cell(a).Name
}

// notAsCounted tells in one sentence a table of the figures that are not what was
// counted from the register.
func notAsCounted(c *Context, at Place) []Finding {
	r := c.Report
	if !r.HasCounted() {
		return nil
	}
	f := Finding{Rule: "D-COUNT", Severity: Explain, Section: at.Section.ID}
	var told []string
	file := ""
	for _, figure := range counted.All(r, at.Section.Table) {
		if !figure.Broken(r) {
			continue
		}
		f.Cells = append(f.Cells, figure.Address)
		file = figure.File
		if len(told) < mostCounted {
			told = append(told, fmt.Sprintf("%s统计为 %s，现在填的是 %s", r.Form().Cell(figure.Address).Name, figure.Counted, r.Figure(figure.Address)))
		}
	}
	if len(f.Cells) == 0 {
		return nil
	}
	more := ""
	if n := len(f.Cells) - len(told); n > 0 {
		more = fmt.Sprintf("；还有 %d 格", n)
	}
	f.Message = fmt.Sprintf("从台账“%s”统计的数字有 %d 格改动：%s%s。%s", file, len(f.Cells), strings.Join(told, "；"), more, whyCounted)
	return []Finding{f}
}

// mostCounted is how many figures are named.
const mostCounted = 5

// whyCounted asks for the reason, and names those there are.
const whyCounted = "请核对；确需改动的，写明原因（台账漏登、重复登记、合并或者拆分计件、口径变化等）。"
