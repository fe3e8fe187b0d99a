package tables

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"nianbao/app/form"
	"nianbao/app/report"
)

// byHeadings reads a rectangle in which every column of figures stands under
// the name of a column of the table, in whatever order. It says no where one
// has no name, or two have the same.
func (x *index) byHeadings(lines []line) (candidate, bool) {
	data := named(lines)
	if len(data) == 0 || !allOf(data, func(l line) bool { return len(l.cells) == len(data[0].cells) }) {
		return candidate{}, false
	}
	first := 0
	for _, l := range data {
		first = max(first, l.label+1)
	}
	to, ok := x.headings(lines, first, len(data[0].cells))
	if !ok {
		return candidate{}, false
	}
	var out candidate
	for _, l := range data {
		var cells []*form.Cell
		for _, col := range to {
			cells = append(cells, x.table.At(l.row, col))
		}
		out.add(l.number, cells, l.cells[first:])
	}
	out.skipUnknown(lines)
	return out, true
}

// headings says which column of the table each column of a rectangle belongs to.
func (x *index) headings(lines []line, first, width int) ([]int, bool) {
	var out []int
	for j := first; j < width; j++ {
		found := none
		for _, l := range lines {
			if l.row != none || len(l.cells) != width || l.figures() {
				continue
			}
			if col, ok := x.heads[fold(l.cells[j])]; ok {
				found = col
				break
			}
		}
		if found == none || slices.Contains(out, found) {
			return nil, false
		}
		out = append(out, found)
	}
	return out, len(out) > 0
}

// byCount reads a table without labels of its rows: a line of as many figures
// as the table has, with or without totals, wherever its headings stand.
func (x *index) byCount(b Block) (candidate, error) {
	var row int
	for r, cells := range x.rows {
		if len(cells) > 0 {
			row = r
		}
	}
	var figures [][]string
	at := 0 // the row of the first
	for i, cells := range b.Rows {
		if slices.ContainsFunc(cells, numeric) {
			if len(figures) == 0 {
				at = i
			}
			figures = append(figures, figuresOf(cells))
		}
	}
	if len(figures) != 1 {
		figures = [][]string{tokens(b.text).figures()}
	}
	for _, totals := range []bool{true, false} {
		cells := x.wanted(row, totals)
		if n := len(cells); len(figures[0]) >= n && allBlank(figures[0][n:]) { // rows of a text end in bars
			var out candidate
			out.add(at, cells, figures[0][:n])
			return out, nil
		}
	}
	return candidate{}, &ErrNothing{[]SkippedRow{{Row: 0, Label: x.table.Name, Why: fmt.Errorf("有 %d 个数，应当是 %d 个", len(figures[0]), len(x.rows[row]))}}}
}

// figuresOf returns the cells of a row from its first figure on, without words.
func figuresOf(cells []string) []string {
	var out []string
	for _, s := range cells {
		if numeric(s) || placeholder(s) || blank(s) && len(out) > 0 {
			out = append(out, s)
		}
	}
	return out
}

// token is one cell of a source that breaks the cells of a row over lines.
type token struct {
	text  string
	blank bool
	line  int // of the text, from 0
}

type tokenList []token

// tokens takes a text apart at tabs and line ends. What stands between two
// tabs with nothing in it is a blank cell; an empty line is not.
func tokens(text string) tokenList {
	var out tokenList
	n := 0
	for i, chunk := range strings.Split(text, "\t") {
		found := false
		for j, part := range strings.Split(chunk, "\n") {
			if j > 0 {
				n++
			}
			if part = strings.Trim(strings.TrimSpace(part), `"`); !blank(part) {
				out = append(out, token{text: part, line: n})
				found = true
			}
		}
		if !found && i > 0 {
			out = append(out, token{blank: true, line: n})
		}
	}
	return out
}

func (t token) figure() bool { return t.blank || numeric(t.text) || placeholder(t.text) }

func (l tokenList) figures() []string {
	var out []string
	for _, t := range l {
		if t.figure() && !(t.blank && len(out) == 0) {
			out = append(out, t.text)
		}
	}
	return out
}

// run is a stretch of words and the figures behind it.
type run struct {
	row     int  // of the table, or none
	head    bool // its last word is the heading of a column, too
	line    int
	words   string
	figures []string
}

func (x *index) runs(all tokenList) []run {
	var out []run
	for i := 0; i < len(all); {
		r := run{line: all[i].line}
		var words []string
		for i < len(all) && !all[i].figure() {
			words = append(words, all[i].text)
			i++
		}
		r.words, r.row, r.head = strings.Join(words, ""), x.rowOf(words), x.heading(words)
		for i < len(all) && all[i].figure() {
			r.figures = append(r.figures, all[i].text)
			i++
		}
		out = append(out, r)
	}
	return out
}

// rowOf returns the row that the end of a stretch of words names, or none. A
// label may be broken over several of them.
func (x *index) rowOf(words []string) int {
	for i := range words {
		if r, ok := x.names[fold(strings.Join(words[i:], ""))]; ok {
			return r
		}
	}
	if len(words) == 0 {
		return none
	}
	last := words[len(words)-1]
	if r := x.row(last); r != none {
		return r
	}
	if r := x.rowAround(fold(last)); r != none {
		return r
	}
	return x.rowLike(fold(last))
}

// rowAround returns the only row whose label holds a folded text, or none: where a
// label is broken over lines, its figures stand behind one of the pieces.
func (x *index) rowAround(piece string) int {
	const least = 5 // characters
	if utf8.RuneCountInString(piece) < least {
		return none
	}
	found := none
	for name, r := range x.names {
		if !strings.Contains(name, piece) {
			continue
		}
		if found != none {
			return none
		}
		found = r
	}
	return found
}

// heading says whether the last of some words is the heading of a column.
func (x *index) heading(words []string) bool {
	if len(words) == 0 {
		return false
	}
	_, yes := x.heads[fold(words[len(words)-1])]
	return yes
}

// lastIsSum says whether in every row that names one the last figure is the sum
// of the others: it is the total then, however few figures there are.
func lastIsSum(runs []run) bool {
	for _, r := range runs {
		if r.row == none || len(r.figures) == 0 {
			continue
		}
		var sum, last report.Value
		for i, raw := range r.figures {
			v, err := report.Parse(form.Count, raw)
			if err != nil {
				return false
			}
			if last = v; i < len(r.figures)-1 {
				sum = sum.Add(v)
			}
		}
		if sum.Cmp(last) != 0 {
			return false
		}
	}
	return true
}

// byLines reads a source whose cells are broken over lines, as tables with
// paragraphs in their cells are: words and figures take turns, and the figures
// belong to the label that the words before them end with.
func (x *index) byLines(b Block) candidate {
	var out candidate
	if !x.named() {
		return out
	}
	all := tokens(b.text)
	runs := x.runs(all)
	short := x.short(runs)
	for _, r := range runs {
		if allBlank(r.figures) && (r.row == none || r.head || len(r.figures) < len(x.withoutTotals(r.row))) {
			continue // headings
		}
		if r.row == none {
			out.miss(r.line, r.words, errNoRow)
			continue
		}
		cells := x.wanted(r.row, !short)
		if len(r.figures) >= len(cells) && allBlank(r.figures[len(cells):]) {
			out.add(r.line, cells, r.figures[:len(cells)])
		} else {
			out.miss(r.line, r.words, errCount(r.figures, cells))
		}
	}
	return out
}

// short says whether the rows came without their totals, all of them.
func (x *index) short(runs []run) bool {
	if x.withTotals {
		return false
	}
	for _, r := range runs {
		if n := len(r.figures); r.row != none && n > 0 && (n != len(x.withoutTotals(r.row)) || n >= len(x.rows[r.row])) {
			return false
		}
	}
	return !lastIsSum(runs) // then a blank column was lost on the way, not the totals
}

// totalsProve says whether every total that a reading has agrees with its
// parts, and at least one of them is more than 0.
func (x *index) totalsProve(l candidate) bool {
	values := map[form.Address]report.Value{}
	for _, p := range l.placed {
		v, err := report.Parse(p.Cell.Kind, p.Raw)
		if err != nil {
			return false
		}
		values[p.Cell.Address] = v
	}
	proven := false
	for _, s := range x.table.Sums {
		total, ok := values[s.Total]
		if !ok || total.Blank() {
			continue
		}
		var sum report.Value
		whole := true
		for _, part := range s.Parts {
			v, there := values[part]
			whole = whole && there
			sum = sum.Add(v)
		}
		if !whole {
			continue
		}
		if sum.Cmp(total) != 0 {
			return false
		}
		proven = proven || !total.IsZero()
	}
	return proven
}
