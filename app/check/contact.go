package check

import (
	"nianbao/app/form"
	"nianbao/app/report"
)

// The shapes of a postcode, a telephone number and an e-mail address. An office
// knows its own better: they are hints.
var contactRules = []Rule{
	{ID: "D-CONTACT", Severity: Info, On: Whole, Says: "邮编、电话、电子邮箱的写法与通常的不同。", Find: contact},
}

func contact(c *Context, _ Place) (out []Finding) {
	for _, f := range report.ContactFields {
		if said := c.Report.ContactDoubt(f.Address); said != "" {
			out = append(out, Finding{Rule: "D-CONTACT", Severity: Info, Cells: []form.Address{f.Address}, Message: said})
		}
	}
	return out
}
