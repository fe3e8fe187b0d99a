package register

import (
	"slices"
	"strings"
	"time"

	"nianbao/app/counted"
	"nianbao/app/intake/xlsx"
)

// Skipped is a row that is no application, and why.
type Skipped struct {
	At  counted.Place
	Why string
}

// reader reads one row after the other of sheets that are counted.
type reader struct {
	book    *Book
	list    *List
	columns map[Role][]int
	row     *xlsx.Row
}

// each goes through the rows of sheets that are applications.
func (b *Book) each(m *Mapping, sheets []int, do func(*reader)) (skipped []Skipped) {
	for _, number := range sheets {
		l := b.Sheet(number)
		if l == nil || l.Head == 0 {
			continue
		}
		r := &reader{book: b, list: l, columns: map[Role][]int{}}
		for i := range l.Columns {
			if role := m.Role(&l.Columns[i]); role != None {
				r.columns[role] = append(r.columns[role], l.Columns[i].at)
			}
		}
		for i := l.head; i < len(l.rows); i++ {
			r.row = &l.rows[i]
			switch why := r.skips(m); why {
			case "":
				do(r)
			default:
				skipped = append(skipped, Skipped{r.place(), why})
			}
		}
	}
	return skipped
}

// sums are what a row of sums begins with.
var sums = []string{"合计", "总计", "小计", "累计", "本页合计", "本月合计", "本年合计", "全年合计"}

// hiddenRow is why a row is left out that is hidden.
const hiddenRow = "隐藏的行"

// skips says why a row is no application, "" where it is one.
func (r *reader) skips(m *Mapping) string {
	switch {
	case r.isSum():
		return "合计行"
	case m.LeaveHidden && r.row.Hidden:
		return hiddenRow
	case r.isHead():
		return "又一行表头"
	}
	for _, role := range []Role{Received, Kind, Outcome, Answered, Applicant, Subject} {
		if v := r.value(role); v != (xlsx.Value{}) {
			return ""
		}
	}
	return "没有登记内容"
}

// isSum says whether the first text of a row is a word for a sum.
func (r *reader) isSum() bool {
	first := ""
	for _, v := range r.row.Cells {
		if v.Text != "" && !v.Number {
			first = v.Text
			break
		}
	}
	if !strings.Contains(first, "计") {
		return false
	}
	first = foldWord(first)
	return slices.Contains(sums, first) || strings.HasPrefix(first, "合计") || strings.HasPrefix(first, "总计")
}

// isHead says whether a row repeats the head, as at the top of each page.
func (r *reader) isHead() bool {
	same := 0
	for i := range r.list.Columns {
		c := &r.list.Columns[i]
		if text := value(r.row, c.at).Text; text != "" && (text == c.Label || text == c.lower) {
			same++
		}
	}
	return same > 1
}

func (r *reader) place() counted.Place {
	return counted.Place{Sheet: r.list.Number, Row: r.row.Number}
}

// has says whether a column of a role is there.
func (r *reader) has(role Role) bool { return len(r.columns[role]) > 0 }

// value is what stands in the columns of a role: in the first that holds something.
func (r *reader) value(role Role) xlsx.Value {
	for _, at := range r.columns[role] {
		if v := value(r.row, at); v != (xlsx.Value{}) {
			return v
		}
	}
	return xlsx.Value{}
}

func (r *reader) text(role Role) string { return r.value(role).Text }

// date is the date of a role; zero where none stands there.
func (r *reader) date(role Role) (time.Time, error) { return readDate(r.value(role), r.book.from04) }

// word is what a role says of a row; of an outcome with the detail in another column
// that too.
func (r *reader) word(role Role) string {
	text := r.text(role)
	if role != Outcome {
		return text
	}
	if detail := r.text(Detail); detail != "" && detail != text {
		if text == "" {
			return detail
		}
		return text + "／" + detail
	}
	return text
}

// unsaved says whether a formula without its value stands where something is looked at.
func (r *reader) unsaved() bool {
	for _, columns := range r.columns {
		for _, at := range columns {
			if value(r.row, at).Unsaved {
				return true
			}
		}
	}
	return false
}
