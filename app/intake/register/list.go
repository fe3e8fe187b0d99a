package register

import (
	"fmt"
	"strings"
	"time"

	"nianbao/app/intake/xlsx"
	"nianbao/app/report"
)

// List is one sheet of a register.
type List struct {
	Name       string
	Number     int // which sheet of the workbook it is, from 1
	Hidden     bool
	Filtered   bool // a filter is set
	HiddenRows int  // of those below the head
	Head       int  // the number of the last row of the head, 0 where none was found
	Columns    []Column

	head    int // index of the first row behind the head
	rows    []xlsx.Row
	joined  []xlsx.Area
	unsaved int
}

// Column is a column that has a heading.
type Column struct {
	Label string // as the register has it; of two of one name the second has its number behind it
	at    int
	lower string     // the lowest line of the heading
	first xlsx.Value // what stands in the first row that has something there
}

// Field is one cell of a row, with the heading of its column.
type Field struct {
	Label, Text string
	Role        Role // what the column is
}

// mostHead is how far down the head of a list is looked for.
const mostHead = 40

func newList(s *xlsx.Sheet) *List {
	l := &List{Name: s.Name, Number: s.Number, Hidden: s.Hidden, Filtered: s.Filtered, rows: s.Rows, joined: s.Joined}
	for _, row := range s.Rows {
		for _, v := range row.Cells {
			if v.Unsaved {
				l.unsaved++
			}
		}
	}
	best, at := 1, -1
	for i := range min(len(l.rows), mostHead) {
		known := 0
		for _, v := range l.rows[i].Cells {
			if v.Text != "" && Propose(v.Text) != None {
				known++
			}
		}
		if known > best {
			best, at = known, i
		}
	}
	if at >= 0 {
		l.setHead(at)
	}
	return l
}

// SetHead says in which row the head ends, by its number. It says whether there is
// such a row.
func (l *List) SetHead(number int) bool {
	for i := range l.rows {
		if l.rows[i].Number == number {
			l.setHead(i)
			return true
		}
	}
	return false
}

// setHead takes the row of an index for the head, with those that it is joined to.
func (l *List) setHead(at int) {
	first, last := l.rows[at].Number, l.rows[at].Number
	for _, a := range l.joined {
		if a.LastRow > a.Row && a.Row <= last && a.LastRow >= first {
			first, last = min(first, a.Row), max(last, a.LastRow)
		}
	}
	const most = 3 // rows of a head
	if last-first >= most {
		first, last = l.rows[at].Number, l.rows[at].Number
	}
	l.Head, l.head = last, 0
	for l.head < len(l.rows) && l.rows[l.head].Number <= last {
		l.head++
	}
	l.Columns = nil
	seen := map[string]int{}
	for c := range l.width(first, last) {
		label, lower := l.label(first, last, c)
		if label == "" {
			continue
		}
		if seen[label]++; seen[label] > 1 {
			label = fmt.Sprintf("%s（第%d个）", label, seen[label])
		}
		l.Columns = append(l.Columns, Column{Label: label, first: l.first(c), at: c, lower: lower})
	}
	l.HiddenRows = 0
	for _, row := range l.rows[l.head:] {
		if row.Hidden {
			l.HiddenRows++
		}
	}
}

func (l *List) width(first, last int) int {
	width := 0
	for i := range l.rows {
		if n := l.rows[i].Number; n >= first && n <= last {
			width = max(width, len(l.rows[i].Cells))
		}
	}
	for _, a := range l.joined {
		if a.Row >= first && a.LastRow <= last {
			width = max(width, min(a.LastColumn+1, maxWidth))
		}
	}
	return width
}

// maxWidth is the most columns of a register.
const maxWidth = 200

// label puts together what stands above a column, line by line.
func (l *List) label(first, last, column int) (label, lower string) {
	var parts []string
	for row := first; row <= last; row++ {
		text := l.headText(row, column)
		if text != "" && (len(parts) == 0 || parts[len(parts)-1] != text) {
			parts = append(parts, text)
		}
	}
	if len(parts) == 0 {
		return "", ""
	}
	return strings.Join(parts, "·"), parts[len(parts)-1]
}

// headText is what stands in a place of the head; of joined cells that of the first.
func (l *List) headText(row, column int) string {
	if text := l.text(row, column); text != "" {
		return text
	}
	for _, a := range l.joined {
		if row >= a.Row && row <= a.LastRow && column >= a.Column && column <= a.LastColumn {
			return l.text(a.Row, a.Column)
		}
	}
	return ""
}

// text is what stands in a place near the beginning, as one line.
func (l *List) text(row, column int) string {
	for i := range min(len(l.rows), mostHead+3) {
		if l.rows[i].Number == row {
			return strings.Join(strings.Fields(value(&l.rows[i], column).Text), "")
		}
	}
	return ""
}

// value is the cell of a row, empty where it has none.
func value(row *xlsx.Row, column int) xlsx.Value {
	if column < 0 || column >= len(row.Cells) {
		return xlsx.Value{}
	}
	return row.Cells[column]
}

// first is what stands first in a column.
func (l *List) first(column int) xlsx.Value {
	for i := l.head; i < len(l.rows); i++ {
		if v := value(&l.rows[i], column); v.Text != "" {
			return v
		}
	}
	return xlsx.Value{}
}

// Sample is what stands first in a column, as a date where it is one of dates.
func (b *Book) Sample(c *Column, m *Mapping) string { return shown(c, c.first, b.from04, m) }

// shown is what stands in a column, as a date where it is one of dates.
func shown(c *Column, v xlsx.Value, from04 bool, m *Mapping) string {
	if v.Unsaved {
		return "（" + errUnsaved.Error() + "）"
	}
	if v.Number && isDate(m.Role(c)) {
		if day, err := readDate(v, from04); err == nil {
			return day.Format(time.DateOnly)
		}
	}
	return v.Text
}

// fields is what stands in a row, with dates as dates where the heading says that they
// are some.
func (l *List) fields(row *xlsx.Row, from04 bool, m *Mapping) []Field {
	var out []Field
	for i := range l.Columns {
		c := &l.Columns[i]
		text := shown(c, value(row, c.at), from04, m)
		if report.CleanText(text) != "" {
			out = append(out, Field{c.Label, report.CleanText(text), m.Role(c)})
		}
	}
	return out
}

// isDate says whether a column of a role holds dates.
func isDate(role Role) bool {
	switch role {
	case Received, Clarified, ConsultFrom, ConsultTo, Answered:
		return true
	}
	return false
}

// propose is what a column probably is.
func (c *Column) propose() Role {
	if role := Propose(c.Label); role != None {
		return role
	}
	upper := strings.TrimSuffix(c.Label, "·"+c.lower)
	if upper != c.Label && Propose(upper) != None {
		return None // the result of a case is not that of the application
	}
	return Propose(c.lower)
}

// Notes are what a person should know of a sheet: what is hidden in it, and that it is
// no list.
func (l *List) Notes(m *Mapping) []string {
	var out []string
	name := "“" + l.Name + "”"
	if l.Hidden {
		out = append(out, name+"是隐藏的表，没有选它就不计。")
	}
	if l.Head == 0 {
		out = append(out, name+"中没有找到表头，没有统计。")
	}
	if l.HiddenRows > 0 {
		counts := "计入"
		if m.LeaveHidden {
			counts = "没有计入"
		}
		why := ""
		if l.Filtered {
			why = "（设有筛选）"
		}
		out = append(out, fmt.Sprintf("%s中有 %d 行是隐藏的%s，%s。", name, l.HiddenRows, why, counts))
	}
	return out
}
