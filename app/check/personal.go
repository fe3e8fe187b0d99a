package check

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"nianbao/app/form"
	"nianbao/app/personal"
)

// What of people should not be published. It is found as it is written, not only when
// the report is handed over.
var personalRules = []Rule{
	{ID: "D-PERSON", Severity: Explain, On: Text, Says: "文字里有身份证号码。", Find: idNumbers},
}

func idNumbers(c *Context, at Place) []Finding {
	read := c.reading(at)
	if len(read.people) == 0 {
		return nil
	}
	f := Finding{
		Rule: "D-PERSON", Severity: Explain, Section: at.section(), Cells: []form.Address{at.Address},
		Message: fmt.Sprintf("%s有 %d 个身份证号码，第一个是 %s。报告要公开，请删去。", at.name(), len(read.people), personal.Masked(read.people[0])),
	}
	if before, _, found := strings.Cut(read.text, read.people[0]); found {
		f.At, f.Long = utf8.RuneCountInString(before), utf8.RuneCountInString(read.people[0])
	}
	return []Finding{f}
}
