package check

import (
	"fmt"
	"strings"

	"nianbao/app/carry"
	"nianbao/app/form"
	"nianbao/app/report"
)

// What was carried over from the year before, and is another figure now. That may
// be right, and somebody has to say why.
var carriedRules = []Rule{
	{ID: "D-CARRY", Severity: Explain, On: Table, Says: "上年结转或者现行有效件数与带入的上年数接不上。", Find: carried},
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
