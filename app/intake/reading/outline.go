package reading

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"nianbao/app/form"
	"nianbao/app/intake/tables"
	"nianbao/app/report"
)

// findParts divides the document at the headings of the six parts, and reads unit and
// year in what stands before them.
func (r *reader) findParts() {
	r.parts = map[string][]item{}
	sections := r.catalog.ForYear(currentYear).Sections
	at := -1
	for _, it := range r.items {
		if next := headed(sections, at, it); next >= 0 {
			at = next
			r.parts[sections[at].ID] = append(r.parts[sections[at].ID], []item{}...)
			if r.parts[sections[at].ID] == nil {
				r.parts[sections[at].ID] = []item{}
			}
			continue
		}
		if at < 0 {
			r.head = append(r.head, it)
		} else {
			r.parts[sections[at].ID] = append(r.parts[sections[at].ID], it)
		}
	}
	r.readTitle()
}

// currentYear is one of the edition in force: all editions have the same parts.
const currentYear = 2025

// headed returns the part after the at-th that an item is the heading of, -1 for none.
func headed(sections []*form.Section, at int, it item) int {
	text := strings.Trim(strings.TrimSpace(it.text), "、。：:")
	const longest = 40
	if it.table != nil || text == "" || utf8.RuneCountInString(text) > longest {
		return -1
	}
	number, name := cutNumber(text)
	for i := at + 1; i < len(sections); i++ {
		for _, h := range append([]string{sections[i].Heading}, sections[i].Aliases...) {
			wanted, is := cutNumber(h)
			switch {
			case number != "" && number != wanted:
			case number == "" && tables.Fold(name) != tables.Fold(is): // a list numbers its paragraphs by itself
			case alike(name, is) >= likeHeading:
				return i
			}
		}
	}
	return -1
}

var numbered = regexp.MustCompile(`^\s*([一二三四五六])\s*[、.．，,]\s*(.*)$`)

// cutNumber takes the number off a heading: 一、总体情况.
func cutNumber(heading string) (number, name string) {
	if m := numbered.FindStringSubmatch(heading); m != nil {
		return m[1], m[2]
	}
	return "", heading
}

// How much two headings have to have in common to be one.
const (
	likeHeading = 0.6
	likeSubhead = 0.7
)

func alike(a, b string) float64 { return tables.Alike(tables.Fold(a), tables.Fold(b)) }

// The title, with the year before the unit or behind it; offices leave out one word
// or another.
var (
	titleShape  = regexp.MustCompile(`^(?:关于)?(.{2,60}?)(20\d\d)年?度?(?:政府信息公开|政务公开)(?:工作)?(?:情况)?(?:的)?(?:年度)?(?:工作)?报告$`)
	yearFirst   = regexp.MustCompile(`^(20\d\d)年度?(.{2,60}?)(?:政府信息公开|政务公开)(?:工作)?(?:情况)?(?:的)?(?:年度)?(?:工作)?报告$`)
	withoutUnit = regexp.MustCompile(`^(20\d\d)年?度?(?:政府信息公开|政务公开)(?:工作)?(?:情况)?(?:的)?(?:年度)?(?:工作)?报告$`)
	withoutYear = regexp.MustCompile(`^(.{2,60}?)(?:政府信息公开|政务公开)(?:工作)?(?:情况)?(?:的)?(?:年度)?(?:工作)?报告$`)
	period      = regexp.MustCompile(`自?(20\d\d)年1月1日(?:起|始)?[至到－—-]`)
)

// readTitle finds unit and year in the title, which may be broken over two lines or
// three, or in the name that the file has for itself.
func (r *reader) readTitle() {
	var lines []string
	for _, it := range r.head {
		if it.table == nil {
			lines = append(lines, squeeze(it.text))
		}
	}
	r.dropTitle(r.titleIn(lines))
	if r.unit == "" || r.year == 0 {
		for part := range strings.SplitSeq(r.page.Title, "_") {
			if r.takeTitle(squeeze(part)) {
				break
			}
		}
	}
	for _, it := range r.head {
		if m := period.FindStringSubmatch(squeeze(it.text)); m != nil && r.year == 0 {
			r.year, _ = strconv.Atoi(m[1])
		}
	}
}

// titleIn reads the title and returns the line behind it, -1 where there is none.
func (r *reader) titleIn(lines []string) int {
	const most = 3 // lines of a title
	for n := 1; n <= most; n++ {
		for i := 0; i+n <= len(lines); i++ {
			if r.takeTitle(strings.Join(lines[i:i+n], "")) {
				return i + n
			}
		}
	}
	return -1
}

// dropTitle takes the title, and what repeats it, off what stands before the parts.
func (r *reader) dropTitle(end int) {
	var rest []item
	text := -1
	for _, it := range r.head {
		if it.table == nil {
			text++
			if line := squeeze(it.text); text < end || line == r.unit || r.isTitle(line) {
				continue
			}
		}
		rest = append(rest, it)
	}
	r.head = rest
}

// takeTitle reads a line as a title; the first that says a thing is believed.
func (r *reader) takeTitle(line string) bool {
	unit, year := "", ""
	if m := titleShape.FindStringSubmatch(line); m != nil {
		unit, year = m[1], m[2]
	} else if m := withoutUnit.FindStringSubmatch(line); m != nil {
		year = m[1]
	} else if m := yearFirst.FindStringSubmatch(line); m != nil {
		unit, year = m[2], m[1]
	} else if m := withoutYear.FindStringSubmatch(line); m != nil {
		unit = m[1]
	} else {
		return false
	}
	if r.unit == "" {
		r.unit = halved(unit)
	}
	if r.year == 0 && year != "" {
		r.year, _ = strconv.Atoi(year)
	}
	return r.unit != "" && r.year != 0
}

// isTitle says whether a line only repeats the title.
func (r *reader) isTitle(line string) bool {
	for _, shape := range []*regexp.Regexp{titleShape, yearFirst, withoutUnit, withoutYear} {
		if shape.MatchString(line) {
			return true
		}
	}
	return false
}

// halved returns a name that was written twice, once.
func halved(s string) string {
	if half := len(s) / 2; len(s)%2 == 0 && s[:half] == s[half:] {
		return s[:half]
	}
	return s
}

// squeeze takes all spaces out of a line.
func squeeze(s string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(s, "\u3000", " ")), "")
}

// chooseForm makes the report that everything is read into, of the edition of its year.
func (r *reader) chooseForm() {
	r.report = report.New(r.catalog, "", r.year)
	if r.unit != "" {
		r.set(report.UnitName, r.unit)
	} else {
		r.note("没有找到单位名称")
	}
	if r.year == 0 {
		r.note("没有找到年度，按现行格式读入，请填写年度")
		r.year, r.out.noYear = currentYear, true
		r.report = report.New(r.catalog, r.unit, r.year)
	} else {
		r.set(report.Year, strconv.Itoa(r.year))
	}
}
