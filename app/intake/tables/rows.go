package tables

import (
	"fmt"
	"slices"
	"strings"

	"nianbao/app/form"
)

// line is one row of a block.
type line struct {
	number int // in the block, from 0
	cells  []string
	label  int // the last cell that names a row of the table, or none
	row    int // the row of the table it names, or none
}

// figures says whether anything in the row stands for a figure.
func (l line) figures() bool {
	return slices.ContainsFunc(l.cells[l.label+1:], func(s string) bool { return numeric(s) || placeholder(s) })
}

// before returns what stands before the figures, for a message.
func (l line) before() string {
	var words []string
	for _, s := range l.cells {
		if !numeric(s) && !blank(s) {
			words = append(words, s)
		}
	}
	return strings.Join(words, " ")
}

// split finds the last label of every row. What is also a heading of a column,
// as 其他 is, names a row only where figures follow.
func (x *index) split(rows [][]string) []line {
	out := make([]line, len(rows))
	for i, cells := range rows {
		l := line{number: i, cells: cells, label: none, row: none}
		for j, text := range cells {
			if numeric(text) {
				continue
			}
			r := x.row(text)
			if r == none {
				continue
			}
			if _, head := x.heads[fold(text)]; head && !(line{cells: cells, label: j}).figures() {
				continue
			}
			l.label, l.row = j, r
		}
		out[i] = l
	}
	return out
}

// named keeps the rows that name a row of the table and have cells for figures.
func named(lines []line) []line {
	return slices.DeleteFunc(slices.Clone(lines), func(l line) bool { return l.row == none || l.label+1 >= len(l.cells) })
}

// skipUnknown notes rows with figures that name no row of the table.
func (l *candidate) skipUnknown(lines []line) {
	for _, s := range lines {
		if s.row == none && s.figures() {
			l.miss(s.number, s.before(), errNoRow)
		}
	}
}

// wanted returns the cells of a row that its figures are for: all of them, or
// those outside the columns of totals.
func (x *index) wanted(row int, totals bool) []*form.Cell {
	if totals {
		return x.rows[row]
	}
	return x.withoutTotals(row)
}

// byRows takes each row by itself: its figures are all that follows its last
// label. So tables of a browser and of a word processor read, whose rows begin
// with one, two or three labels.
func (x *index) byRows(lines []line) candidate {
	data := named(lines)
	totals := x.withTotals || !allOf(data, func(l line) bool {
		n := len(l.cells) - l.label - 1
		return n == len(x.withoutTotals(l.row)) && n < len(x.rows[l.row])
	})
	var out candidate
	for _, l := range data {
		cells, tail := x.wanted(l.row, totals), l.cells[l.label+1:]
		for len(tail) > len(cells) && blank(tail[0]) && !blank(tail[len(tail)-1]) {
			tail = tail[1:] // a label that was divided into two cells
		}
		if len(tail) >= len(cells) && allBlank(tail[len(cells):]) {
			out.add(l.number, cells, tail[:len(cells)])
		} else {
			out.miss(l.number, l.before(), errCount(tail, cells))
		}
	}
	out.skipUnknown(lines)
	return out
}

// errCount tells how many figures a row has and how many it should have.
func errCount(tail []string, cells []*form.Cell) error {
	n := len(tail)
	for n > 0 && blank(tail[n-1]) {
		n--
	}
	return fmt.Errorf("行名后面有 %d 格，应当是 %d 格", n, len(cells))
}

// columns is one way in which the figures of a rectangular block may stand:
// from a column of the block on, with totals or without.
type columns struct {
	first  int
	totals bool
}

// byColumns reads a rectangle, as a spreadsheet copies it: the figures of all
// rows begin in the same column, wherever the labels stand. The error says that
// it can be read in two ways.
func (x *index) byColumns(lines []line) (candidate, error) {
	data := named(lines)
	if len(data) == 0 || !allOf(data, func(l line) bool { return len(l.cells) == len(data[0].cells) }) {
		return candidate{}, nil
	}
	last, inner := 0, false // of the labels; whether one of them stands next to the figures
	for _, l := range data {
		last = max(last, l.label)
	}
	for _, l := range data {
		inner = inner || l.label == last && x.labelOf(l.row).ColSpan == 1
	}
	var best readings
	ways := []bool{true, false}
	if x.withTotals {
		ways = ways[:1]
	}
	for _, totals := range ways {
		best.consider(x.asPrinted(data, totals))
	}
	for first := last + 1; first < len(data[0].cells); first++ {
		for _, totals := range ways {
			best.consider(x.from(data, columns{first, totals}))
		}
		if inner && len(best) > 0 {
			break
		}
	}
	if len(best) == 0 {
		return candidate{}, nil
	}
	chosen, ok := unambiguous(x, best)
	if !ok {
		return candidate{}, errUnclear
	}
	chosen.skipUnknown(lines)
	return chosen, nil
}

// readings are the best ways found to read a block, all with as many rows.
type readings []candidate

func (r *readings) consider(l candidate) {
	switch {
	case l.rows == 0 || len(*r) > 0 && l.rows < (*r)[0].rows:
	case len(*r) > 0 && l.rows > (*r)[0].rows:
		*r = readings{l}
	default:
		*r = append(*r, l)
	}
}

// asPrinted reads the rows of a block that has the columns of the form itself:
// each figure stands as far from its row's label as it does in print.
func (x *index) asPrinted(data []line, totals bool) candidate {
	var out candidate
	for _, l := range data {
		label, cells := x.labelOf(l.row), x.wanted(l.row, totals)
		raws, left := make([]string, len(cells)), slices.Clone(l.cells[l.label+1:])
		for i, c := range cells {
			if at := c.Col - label.Col - 1; at < len(left) {
				raws[i], left[at] = left[at], ""
			} else {
				left = append(left, "short")
			}
		}
		if len(cells) > 0 && allBlank(left) {
			out.add(l.number, cells, raws)
		} else {
			out.miss(l.number, l.before(), errCount(l.cells[l.label+1:], cells))
		}
	}
	return out
}

// labelOf returns the label next to a row's figures.
func (x *index) labelOf(row int) *form.Cell { return x.table.At(row, x.rows[row][0].Col-1) }

// from reads the rows with their figures in given columns.
func (x *index) from(data []line, in columns) candidate {
	var out candidate
	for _, l := range data {
		cells := x.wanted(l.row, in.totals)
		if !allBlank(l.cells[l.label+1:in.first]) || len(cells) == 0 {
			out.miss(l.number, l.before(), errCount(l.cells[l.label+1:], cells))
			continue
		}
		tail := l.cells[in.first:]
		if raws, ok := packed(tail, cells); ok {
			out.add(l.number, cells, raws)
		} else if raws, ok := spread(tail, cells); ok {
			out.add(l.number, cells, raws)
		} else {
			out.miss(l.number, l.before(), errCount(tail, cells))
		}
	}
	return out
}

// packed takes the figures one after the other.
func packed(tail []string, cells []*form.Cell) ([]string, bool) {
	if len(tail) < len(cells) || !allBlank(tail[len(cells):]) {
		return nil, false
	}
	return tail[:len(cells)], true
}

// spread takes the figures where the form has them: a spreadsheet leaves blanks
// behind a cell that is joined of several.
func spread(tail []string, cells []*form.Cell) ([]string, bool) {
	out := make([]string, 0, len(cells))
	at := 0
	for _, c := range cells {
		if at >= len(tail) {
			return nil, false
		}
		out = append(out, tail[at])
		to := min(at+c.ColSpan, len(tail))
		if !allBlank(tail[at+1 : to]) {
			return nil, false
		}
		at = to
	}
	return out, allBlank(tail[at:])
}

// unambiguous returns the reading that several agree on, or the only one whose
// totals prove it.
func unambiguous(x *index, all []candidate) (candidate, bool) {
	different := []candidate{all[0]}
	for _, l := range all[1:] {
		if !slices.ContainsFunc(different, func(d candidate) bool { return sameFigures(d, l) }) {
			different = append(different, l)
		}
	}
	if len(different) == 1 {
		return all[0], true
	}
	var proven []candidate
	for _, l := range different {
		if x.totalsProve(l) {
			proven = append(proven, l)
		}
	}
	if len(proven) == 1 {
		return proven[0], true
	}
	return candidate{}, false
}

func sameFigures(a, b candidate) bool {
	typed := func(l candidate) []MappedCell {
		return slices.DeleteFunc(slices.Clone(l.placed), func(p MappedCell) bool { return p.Cell.Computed })
	}
	return slices.Equal(typed(a), typed(b))
}

func allOf(lines []line, ok func(line) bool) bool {
	return len(lines) > 0 && !slices.ContainsFunc(lines, func(l line) bool { return !ok(l) })
}

func allBlank(cells []string) bool {
	return !slices.ContainsFunc(cells, func(s string) bool { return !blank(s) })
}
