package report

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"nianbao/app/form"
)

// isMeta says whether an address belongs to the report as a whole and not to
// one of its sections.
func isMeta(a form.Address) bool { return strings.HasPrefix(string(a), "meta.") }

// knowsMeta says whether there is such a place in a report of any edition. A
// key that is none was mistyped, or is meant for something else.
func (r *Report) knowsMeta(a form.Address) bool {
	switch a {
	case UnitName, Year, Edition, SignedBy, SignedOn, Preamble:
		return true
	}
	for _, f := range r.catalog.Editions() {
		for _, t := range f.Tables() {
			if a == LayoutOf(t.ID) {
				return true
			}
			for _, z := range t.Zeros {
				if a == Fact(z.Fact) {
					return true
				}
			}
		}
	}
	return false
}

// checkMeta refuses what one of these places cannot hold.
func (r *Report) checkMeta(a form.Address, text string) error {
	switch {
	case a == UnitName:
		if strings.TrimSpace(text) == "" {
			return errors.New("请填写单位全称")
		}
	case a == Year:
		return checkYear(text)
	case a == SignedOn:
		if _, err := ParseDate(text); text != "" && err != nil {
			return err
		}
	case a == Edition, strings.HasPrefix(string(a), mixedRoot):
		if text != "" && r.catalog.Edition(text) == nil {
			return fmt.Errorf("没有“%s”版格式", text)
		}
	case strings.HasPrefix(string(a), factsRoot):
		if text != "" && text != "yes" {
			return errors.New("这里只能是 yes 或者空白")
		}
	}
	return nil
}

// checkYear refuses what is no year of a report: the statute is of 2008.
func checkYear(text string) error {
	if n, err := strconv.Atoi(text); err != nil || len(text) != 4 || n < 2008 || n > 2100 {
		return errors.New("年度应当是2008至2100之间的四位数字")
	}
	return nil
}
