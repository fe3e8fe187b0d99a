package check

import (
	"fmt"

	"nianbao/app/form"
	"nianbao/app/report"
)

// What has to do with the year: the edition of the form that is in force for
// it, and the day the report is of.
var yearRules = []Rule{
	{ID: "D-EDITION", Severity: Explain, On: Whole, Says: "采用的格式不是报告年度应当用的格式。", Find: edition},
	{ID: "D-SIGN", Severity: Explain, On: Whole, Says: "成文日期早于统计期限届满；没有填的，列为提示。", Find: signedOn},
	{ID: "D-EDITION", Severity: Explain, On: Table, Says: "一张表用的是另一版格式的表样。", Find: mixedLayout},
}

func edition(c *Context, _ Place) []Finding {
	r := c.Report
	byYear := r.Catalog().ForYear(r.Year())
	if r.Form().Edition == byYear.Edition {
		return nil
	}
	return []Finding{{
		Rule: "D-EDITION", Severity: Explain, Cells: []form.Address{report.Edition},
		Message: fmt.Sprintf("%d年的报告应当用%s（%s），现在用的是%s（%s）。", r.Year(),
			byYear.Name, byYear.Citation, r.Form().Name, r.Form().Citation),
		Basis: byYear.Citation,
	}}
}

func signedOn(c *Context, _ Place) []Finding {
	r := c.Report
	signed := r.Text(report.SignedOn)
	if signed == "" {
		return []Finding{{
			Rule: "D-SIGN", Severity: Info, Cells: []form.Address{report.SignedOn},
			Message: "还没有填成文日期，报告末尾将不印日期。",
		}}
	}
	day, err := report.ParseDate(signed)
	if err != nil || day.Year() > r.Year() {
		return nil
	}
	return []Finding{{
		Rule: "D-SIGN", Severity: Explain, Cells: []form.Address{report.SignedOn},
		Message: fmt.Sprintf("成文日期 %s 早于统计期限届满（%d年12月31日）。", report.PrintDate(day), r.Year()),
	}}
}

// mixedLayout tells when one table is not laid out by the report's edition.
func mixedLayout(c *Context, at Place) []Finding {
	r, s := c.Report, at.Section
	if s.Table.Edition == r.Form().Edition {
		return nil
	}
	other := r.Catalog().Edition(s.Table.Edition)
	return []Finding{{
		Rule: "D-EDITION", Severity: Explain, Section: s.ID,
		Message: fmt.Sprintf("%s用的是%s（%s）的表样，与本报告的%s不一致。", s.Table.Name, other.Name, other.Citation, r.Form().Name),
		Basis:   r.Form().Citation,
	}}
}
