package check

import (
	"fmt"

	"nianbao/app/form"
	"nianbao/app/report"
)

// words looks at the text of one place.
func (c *Rules) words(r *report.Report, where place) []Finding {
	seen := c.look(where.address, r.Text(where.address))
	return append(glyphs(seen, where), holes(seen, where)...)
}

// holes tells of what was left to be filled in: an error where the program put
// a mark, something to be explained where a person may have.
func holes(seen looked, where place) []Finding {
	var out []Finding
	if n := len(seen.holes); n > 0 {
		out = append(out, Finding{
			Rule: "D-HOLE", Severity: Error, Section: where.id(), Cells: []form.Address{where.address}, At: seen.holes[0].at,
			Message: fmt.Sprintf("%s还有 %d 处没有填，第一处是“%s”。请填上；不需要的，连同前后文字一起删除。", where.name(), n, seen.holes[0].near),
		})
	}
	if n := len(seen.gaps); n > 0 {
		out = append(out, Finding{
			Rule: "D-GAP", Severity: Explain, Section: where.id(), Cells: []form.Address{where.address}, At: seen.gaps[0].at,
			Message: fmt.Sprintf("%s有 %d 处像是没有填完，第一处是“%s”。请填上；确实这样写的，写明情况。", where.name(), n, seen.gaps[0].near),
		})
	}
	return out
}

// place is a text that is printed.
type place struct {
	address form.Address
	section *form.Section // nil outside the sections
	field   string
}

// name says in Chinese where it is.
func (p place) name() string {
	if p.section == nil {
		return p.field
	}
	return p.section.Heading + "“" + p.field + "”"
}

// id returns the id of its section, "" outside.
func (p place) id() string {
	if p.section == nil {
		return ""
	}
	return p.section.ID
}

// outer are the texts that stand around the sections.
var outer = []place{
	{report.UnitName, nil, "单位全称"}, {report.Preamble, nil, "引言"}, {report.SignedBy, nil, "署名"},
}
