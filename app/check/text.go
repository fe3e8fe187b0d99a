package check

import (
	"fmt"
	"strings"

	"nianbao/app/form"
	"nianbao/app/report"
)

// metaRules looks at what stands around the six sections.
func metaRules(r *report.Report) []Finding {
	var out []Finding
	byYear := r.Catalog().ForYear(r.Year())
	if r.Form().Edition != byYear.Edition {
		out = append(out, Finding{
			Rule: "D-EDITION", Severity: Explain, Cells: []form.Address{report.Edition},
			Message: fmt.Sprintf("%d年的报告应当用%s（%s），现在用的是%s（%s）。", r.Year(),
				byYear.Name, byYear.Citation, r.Form().Name, r.Form().Citation),
			Basis: byYear.Citation,
		})
	}
	signed := r.Text(report.SignedOn)
	if signed == "" {
		return append(out, Finding{
			Rule: "D-SIGN", Severity: Info, Cells: []form.Address{report.SignedOn},
			Message: "还没有填成文日期，报告末尾将不印日期。",
		})
	}
	if day, err := report.ParseDate(signed); err == nil && day.Year() <= r.Year() {
		out = append(out, Finding{
			Rule: "D-SIGN", Severity: Explain, Cells: []form.Address{report.SignedOn},
			Message: fmt.Sprintf("成文日期 %s 早于统计期限届满（%d年12月31日）。", report.PrintDate(day), r.Year()),
		})
	}
	return out
}

// textRules looks at one text section: what is empty, and what is too long.
func textRules(r *report.Report, s *form.Section) []Finding {
	var out []Finding
	var missing []form.Address
	var names []string
	written := 0
	for _, f := range s.Fields {
		n := r.Length(f.Address)
		written += n
		if f.Optional {
			continue
		}
		if n == 0 {
			missing = append(missing, f.Address)
			names = append(names, f.Name)
		}
	}
	if written == 0 && len(missing) == 0 { // each part may be left out, but not all of them
		missing = append(missing, s.Fields[0].Address)
	}
	if len(missing) > 0 && !r.AsOnePiece(s) {
		message := fmt.Sprintf("“%s”还没有写：%s。", s.Heading, strings.Join(names, "、"))
		if written == 0 {
			message = fmt.Sprintf("“%s”还没有写。", s.Heading)
		}
		out = append(out, Finding{Rule: ruleBlank, Severity: Explain, Section: s.ID, Cells: missing, Message: message})
	}
	if s.Limit > 0 && written > s.Limit {
		out = append(out, Finding{
			Rule: "D-LENGTH", Severity: Info, Section: s.ID, Cells: []form.Address{s.Fields[0].Address},
			Left: report.Int(int64(written)), Right: report.Int(int64(s.Limit)), Diff: report.Int(int64(written - s.Limit)), Sides: true,
			Message: fmt.Sprintf("“%s”共 %d 字，有的地方要求原则上不超过 %d 字。", s.Heading, written, s.Limit),
		})
	}
	return out
}
