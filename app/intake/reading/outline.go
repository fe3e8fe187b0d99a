package reading

import (
	"regexp"
	"slices"
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
	sections := r.catalog.ForYear(currentYear).Sections
	r.parts, r.began = map[string][]item{}, map[string]int{}
	otherwise := !slices.ContainsFunc(r.items, func(it item) bool { return headed(sections, -1, it) > 0 })
	at := -1
	for i, it := range r.items {
		next := headed(sections, at, it)
		if otherwise && next < 0 {
			next = headedOtherwise(sections, at, it)
		}
		if again := headed(sections[:1], -1, it); again == 0 && at >= 0 {
			if len(r.parts) > few && r.weight() > 0 {
				r.items = r.items[:i] // what follows is another report
				r.note("文件中不止一份年度报告，只读入了第一份")
				break
			}
			r.startAnew() // the headings before were a list of contents
			next = 0
		}
		if next >= 0 {
			at = next
			r.began[sections[at].ID] = it.block
			r.parts[sections[at].ID] = []item{}
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

// few is how many parts a report has before another may follow.
const few = 3

// weight counts what stands in the parts: a list of contents holds nothing.
func (r *reader) weight() int {
	n := 0
	for _, items := range r.parts {
		for _, it := range items {
			if it.table != nil || utf8.RuneCountInString(it.text) > longestHeading || isRow(cellsOfLine(it.text), fewFigures) {
				n++
			}
		}
	}
	return n
}

// startAnew takes what was read so far for what stands before the report.
func (r *reader) startAnew() {
	for _, s := range r.catalog.ForYear(currentYear).Sections { // in the order in which they stand
		for _, it := range r.parts[s.ID] {
			if it.table != nil || utf8.RuneCountInString(it.text) > longestHeading {
				r.head = append(r.head, it)
			}
		}
	}
	r.parts, r.began = map[string][]item{}, map[string]int{}
}

const longestHeading = 40 // characters

// currentYear is one of the edition in force: all editions have the same parts.
const currentYear = 2025

// headed returns the part after the at-th that an item is the heading of, -1 for none.
func headed(sections []*form.Section, at int, it item) int {
	text := strings.Trim(strings.TrimSpace(it.text), "、。：:")
	if it.table != nil || text == "" || utf8.RuneCountInString(text) > longestHeading {
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

// headedOtherwise is headed for documents that number their parts as others number
// smaller pieces: only the part that comes next is one, and by nearly its own words.
func headedOtherwise(sections []*form.Section, at int, it item) int {
	if it.table != nil || utf8.RuneCountInString(it.text) > longestHeading || at+1 >= len(sections) {
		return -1
	}
	wanted, is := cutNumber(sections[at+1].Heading)
	if number, name := cutOtherNumber(it.text); number == wanted && alike(name, is) >= likeOther {
		return at + 1
	}
	return -1
}

var numbered = regexp.MustCompile(`^\s*第?([一二三四五六])(?:部分)?\s*[、.．，, \x{3000}]\s*(.*)$`)

// cutNumber takes the number off a heading: 一、总体情况.
func cutNumber(heading string) (number, name string) {
	if m := numbered.FindStringSubmatch(heading); m != nil {
		return m[1], m[2]
	}
	return "", heading
}

// Headings of parts that are numbered as those of smaller pieces are.
var otherNumber = regexp.MustCompile(`^\s*(?:[（(]\s*([一二三四五六])\s*[)）]|([1-6])\s*[、.．])\s*(.*)$`)

func cutOtherNumber(heading string) (number, name string) {
	m := otherNumber.FindStringSubmatch(heading)
	switch {
	case m == nil:
		return "", heading
	case m[1] != "":
		return m[1], m[3]
	}
	return string([]rune("一二三四五六")[m[2][0]-'1']), m[3]
}

// How much two headings have to have in common to be one.
const (
	likeHeading = 0.6
	likeOther   = 0.75 // where its number is not written as that of a part
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

// title is what a line, or several in a row, say as a title.
type title struct {
	unit      string
	year, end int // the line behind it
}

// better says whether a title says more than another: one that names both is better
// than one that names one, and of two the one nearer to the report.
func (t title) better(than title) bool {
	known := func(t title) int {
		n := 0
		if t.unit != "" {
			n += 2
		}
		if t.year != 0 {
			n++
		}
		return n
	}
	return known(t) > known(than)
}

// readTitle finds unit and year in the title, which may be broken over two lines or
// three, or in the name that the file has for itself.
func (r *reader) readTitle() {
	var lines []string
	for _, it := range r.head {
		if it.table == nil {
			lines = append(lines, squeeze(it.text))
		}
	}
	best := titleIn(lines)
	for part := range strings.SplitSeq(r.page.Title, "_") {
		if own, ok := readAsTitle(squeeze(part)); ok && own.better(best) {
			if best.unit != "" && own.unit != "" {
				own.unit = best.unit // what the page shows
			}
			own.end = best.end
			best = own
		}
	}
	r.unit, r.year = best.unit, best.year
	r.dropTitle(best.end)
	for _, it := range r.head {
		if m := period.FindStringSubmatch(squeeze(it.text)); m != nil && r.year == 0 {
			r.year, _ = strconv.Atoi(m[1])
		}
	}
}

// titleIn returns the best title among lines, the nearest to the report of those that
// are as good: menus and lists of links stand before it.
func titleIn(lines []string) title {
	const most = 3 // lines of a title
	var best title
	for n := 1; n <= most; n++ {
		for i := len(lines) - n; i >= 0; i-- {
			t, ok := readAsTitle(strings.Join(lines[i:i+n], ""))
			if t.unit != "" && !looksLikeUnit(t.unit) || n > 1 && ofThePage.MatchString(lines[i]) {
				continue
			}
			if t.end = i + n; ok && t.better(best) {
				best = t
			}
		}
	}
	return best
}

// looksLikeUnit says whether a text may be the name of a unit: no sentence, no path
// through a site.
func looksLikeUnit(s string) bool {
	return !strings.ContainsAny(s, "：:>》|，。；？！")
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

// readAsTitle reads a line as a title; ok says that it is one.
func readAsTitle(line string) (t title, ok bool) {
	line = yearInDigits(line)
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
		return t, false
	}
	t.unit = halved(unit)
	t.year, _ = strconv.Atoi(year)
	return t, true
}

// A year in characters, as in 二〇二五年.
var yearInCharacters = regexp.MustCompile(`二[〇○零OoＯ0]([一二])([〇○零一二三四五六七八九OoＯ0])年`)

// yearInDigits writes such a year in digits.
func yearInDigits(s string) string {
	return yearInCharacters.ReplaceAllStringFunc(s, func(year string) string {
		out := ""
		for _, c := range strings.TrimSuffix(year, "年") {
			if i := strings.IndexRune("一二三四五六七八九", c); i >= 0 {
				out += strconv.Itoa(i/len("一") + 1)
			} else {
				out += "0"
			}
		}
		return out + "年"
	})
}

// isTitle says whether a line only repeats the title.
func (r *reader) isTitle(line string) bool {
	line = yearInDigits(line)
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
		r.out.noYear = true
		if r.year = r.yearOfForm(); r.year == currentYear {
			r.note("没有找到年度，按现行格式读入")
		} else {
			r.note("没有找到年度，按" + r.catalog.ForYear(r.year).Name + "读入")
		}
		r.report = report.New(r.catalog, r.unit, r.year)
	} else {
		r.set(report.Year, strconv.Itoa(r.year))
	}
}

// yearOfForm returns a year of the edition that more labels of the document are of: of
// the one in force, where they say nothing.
func (r *reader) yearOfForm() int {
	var all [][]string
	for _, it := range r.items {
		if it.table != nil {
			all = append(all, it.table.Texts()...)
		} else {
			all = append(all, cellsOfLine(it.text))
		}
	}
	if len(all) == 0 {
		return currentYear
	}
	b, in := tables.Of(all), r.catalog.ForYear(currentYear)
	year, most := currentYear, 0
	for _, f := range r.catalog.Editions() {
		n := 0
		for _, t := range f.Tables() {
			n += r.ownLabels(t, b)
		}
		if f == in {
			n++
		}
		if n > most {
			most, year = n, f.LastYear
			if f == in {
				year = currentYear
			}
		}
	}
	return year
}
