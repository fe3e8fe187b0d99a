package report

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"nianbao/app/form"
)

// isMeta says whether an address belongs to the report as a whole and not to
// one of its sections.
func isMeta(a form.Address) bool { return strings.HasPrefix(string(a), "meta.") }

// knowsMeta says whether there is such a place in a report of any edition. A
// key that is none was mistyped, or is meant for something else.
func knowsMeta(catalog *form.Catalog, a form.Address) bool {
	switch a {
	case UnitName, Year, Edition, SignedBy, SignedOn, Preamble:
		return true
	}
	if IsContact(a) {
		return true
	}
	for _, f := range catalog.Editions() {
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

// maxContact is the longest contact field, in characters: a line, not a text.
const maxContact = 200

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
	case IsContact(a):
		if utf8.RuneCountInString(text) > maxContact {
			return fmt.Errorf("文字太长：这里最多%d字", maxContact)
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

// errYear says what a year of a report is: the statute is of 2008.
var errYear = errors.New("年度应当是2008至2100之间的四位数字")

func checkYear(text string) error {
	if n, err := strconv.Atoi(text); err != nil || len(text) != 4 || n < 2008 || n > 2100 {
		return errYear
	}
	return nil
}

// oneLine takes the line breaks and tabs out of what stands in one line: copied
// from a page, a name comes broken in two.
func oneLine(text string) string {
	return strings.NewReplacer("\n", "", "\t", "").Replace(text)
}

// readMeta brings what was typed at one of these places to the spelling in
// which it is stored. The error is one that an officer can read.
func readMeta(a form.Address, text string) (string, error) {
	switch a {
	case UnitName, SignedBy:
		return strings.TrimSpace(oneLine(text)), nil
	case ContactOffice, ContactAddress: // they become part of a sentence
		return strings.Join(strings.Fields(text), " "), nil
	case ContactPostcode, ContactEmail:
		return foldText(text), nil
	case ContactPhone:
		return strings.Join(strings.Fields(foldDigits(text)), " "), nil
	case Year:
		n, err := ReadYear(text)
		if err != nil {
			return "", err
		}
		return strconv.Itoa(n), nil
	case SignedOn:
		if strings.TrimSpace(text) == "" {
			return "", nil
		}
		day, err := ReadDate(text)
		if err != nil {
			return "", err
		}
		return day.Format(stored), nil
	}
	return text, nil
}

// ZerosOf are the changes that a fact of the unit brings about: cells that have to be
// 0 with it become 0 where they are blank. What was entered stays.
func (r *Report) ZerosOf(fact string) []Change {
	var out []Change
	for _, t := range r.form.Tables() {
		for _, z := range t.Zeros {
			if z.Fact != fact || z.Severity != mustBe || r.Year() < z.FromYear {
				continue
			}
			for _, a := range z.Cells {
				if r.Figure(a).Blank() {
					out = append(out, Change{Address: a, New: "0"})
				}
			}
		}
	}
	return out
}

// mustBe is the severity of what has to be so; others want an explanation.
const mustBe = "error"
