package check

import (
	"fmt"

	"nianbao/app/form"
	"nianbao/app/report"
)

// What is said of the wording of a section.
var textRules = []Rule{
	{ID: "D-LENGTH", Severity: Info, On: Written, Says: "一个部分的字数超过有的地方要求的字数。", Find: tooLong},
}

func tooLong(c *Context, at Place) []Finding {
	r, s := c.Report, at.Section
	written := 0
	for _, f := range s.Fields {
		written += r.Length(f.Address)
	}
	if s.Limit == 0 || written <= s.Limit {
		return nil
	}
	return []Finding{{
		Rule: "D-LENGTH", Severity: Info, Section: s.ID, Cells: []form.Address{s.Fields[0].Address},
		Left: report.Int(int64(written)), Right: report.Int(int64(s.Limit)), Diff: report.Int(int64(written - s.Limit)), Sides: true,
		Message: fmt.Sprintf("“%s”共 %d 字，有的地方要求原则上不超过 %d 字。", s.Heading, written, s.Limit),
	}}
}
