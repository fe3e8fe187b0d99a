package check

import (
	"fmt"
	"strings"

	"nianbao/app/carry"
	"nianbao/app/counted"
	"nianbao/app/form"
	"nianbao/app/provided"
	"nianbao/app/report"
)

// What came from elsewhere, the year before, a register or a department, and is another figure now.
// That may be right, and somebody has to say why.
var carriedRules = []Rule{
	{ID: "D-CARRY", Severity: Explain, On: Table, Says: "上年结转或者现行有效件数与带入的上年数接不上。", Find: carried},
	{ID: "D-COUNT", Severity: Explain, On: Table, Says: "现在填的数字与从台账统计的不同。", Find: notAsCounted},
	{ID: "D-PROVIDE", Severity: Explain, On: Table, Says: "现在填的数字与科室报送的不同。", Find: notAsProvided},
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
	var d deviations
	file := ""
	for _, figure := range counted.All(r, at.Section.Table) {
		if figure.Broken(r) {
			file = figure.File
			d.add(r, figure.Address, fmt.Sprintf("统计为 %s", figure.Counted))
		}
	}
	return d.finding("D-COUNT", at, "从台账“"+file+"”统计", whyCounted)
}

// notAsProvided tells in one sentence a department of the figures of a table that are
// not what it provided.
func notAsProvided(c *Context, at Place) []Finding {
	r := c.Report
	if !r.HasProvided() {
		return nil
	}
	var from []string
	of := map[string]*deviations{}
	for _, figure := range provided.All(r, at.Section.Table) {
		if !figure.Broken(r) {
			continue
		}
		d := of[figure.Sheet.From]
		if d == nil {
			d = &deviations{}
			of[figure.Sheet.From], from = d, append(from, figure.Sheet.From)
		}
		d.add(r, figure.Address, fmt.Sprintf("报送为 %s", figure.Provided))
	}
	var out []Finding
	for _, department := range from {
		out = append(out, of[department].finding("D-PROVIDE", at, "“"+department+"”报送", whyProvided)...)
	}
	return out
}

// deviations are the figures of a table that are not what they came as.
type deviations struct {
	cells []form.Address
	told  []string
}

// add takes a figure that came otherwise, said so.
func (d *deviations) add(r *report.Report, a form.Address, said string) {
	if d.cells = append(d.cells, a); len(d.told) < mostTold {
		d.told = append(d.told, fmt.Sprintf("%s%s，现在填的是 %s", r.Form().Cell(a).Name, said, r.Figure(a)))
	}
}

// finding tells of them, if there are any.
func (d *deviations) finding(rule string, at Place, origin, why string) []Finding {
	if len(d.cells) == 0 {
		return nil
	}
	more := ""
	if n := len(d.cells) - len(d.told); n > 0 {
		more = fmt.Sprintf("；还有 %d 格", n)
	}
	return []Finding{{
		Rule: rule, Severity: Explain, Section: at.Section.ID, Cells: d.cells,
		Message: fmt.Sprintf("%s的数字有 %d 格改动：%s%s。%s", origin, len(d.cells), strings.Join(d.told, "；"), more, why),
	}}
}

// mostTold is how many figures are named.
const mostTold = 5

// Why figures are others than they came as: what asks for the reason, and names those
// there are.
const (
	whyCounted  = "请核对；确需改动的，写明原因（台账漏登、重复登记、合并或者拆分计件、口径变化等）。"
	whyProvided = "请与该科室核对；确需改动的，写明原因（报送有误、重复计件、口径变化等），或者请该科室重新报送。"
)
