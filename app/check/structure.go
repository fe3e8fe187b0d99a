package check

import (
	"fmt"
	"strings"

	"nianbao/app/form"
)

// ruleBlank is the rule that nothing may be left blank.
const ruleBlank = "D-BLANK"

// Whether everything that a report consists of is there.
var structureRules = []Rule{
	{ID: ruleBlank, Severity: Explain, On: Table, Says: "表格还有空白格。没有数据的格也要填 0。", Find: blanks},
	{ID: ruleBlank, Severity: Explain, On: Written, Says: "文字部分还有没有写的。", Find: unwritten},
}

// blanks lists the cells of a table that nobody has filled in, the first of
// them is where to go; a zero is written 0.
func blanks(c *Context, at Place) []Finding {
	r, s := c.Report, at.Section
	n := r.Blanks(s.Table)
	if n == 0 {
		return nil
	}
	empty := make([]form.Address, 0, n)
	for _, c := range s.Table.Inputs() {
		if r.Figure(c.Address).Blank() {
			empty = append(empty, c.Address)
		}
	}
	message := fmt.Sprintf("%s还有 %d 格没有填。没有数据的格也要填 0。", s.Table.Name, n)
	if n == len(s.Table.Inputs()) {
		message = fmt.Sprintf("%s还没有填。没有数据的格要填 0，可以用“空白填 0”。", s.Table.Name)
	}
	return []Finding{{Rule: ruleBlank, Severity: Explain, Section: s.ID, Cells: empty, Message: message}}
}

// unwritten lists the texts of a section that are empty and may not be.
func unwritten(c *Context, at Place) []Finding {
	r, s := c.Report, at.Section
	var missing []form.Address
	var names []string
	written := 0
	for _, f := range s.Fields {
		n := r.Length(f.Address)
		written += n
		if n == 0 && !f.Optional {
			missing = append(missing, f.Address)
			names = append(names, f.Name)
		}
	}
	if written == 0 && len(missing) == 0 { // each part may be left out, but not all of them
		missing = append(missing, s.Fields[0].Address)
	}
	if len(missing) == 0 || r.AsOnePiece(s) {
		return nil
	}
	message := fmt.Sprintf("“%s”还没有写：%s。", s.Heading, strings.Join(names, "、"))
	if written == 0 {
		message = fmt.Sprintf("“%s”还没有写。", s.Heading)
	}
	return []Finding{{Rule: ruleBlank, Severity: Explain, Section: s.ID, Cells: missing, Message: message}}
}
