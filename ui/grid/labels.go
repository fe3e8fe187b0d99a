package grid

import (
	"fmt"
	"strings"

	"nianbao/app/form"
)

// labels recognises the printed labels of a table in a pasted block.
type labels struct {
	board *board
	cells map[string][]*form.Cell // by folded text
	rows  map[string]int          // the label next to a row's figures
	bare  map[string]int          // the same without its number, where that is enough
	heads map[string]int          // the label above a column of figures
}

func newLabels(b *board) *labels {
	l := &labels{board: b, cells: map[string][]*form.Cell{}, rows: map[string]int{}, bare: map[string]int{}, heads: map[string]int{}}
	for _, c := range b.table.Cells {
		if !c.IsValue() {
			l.cells[fold(c.Text)] = append(l.cells[fold(c.Text)], c)
		}
	}
	for r := range b.places {
		if c := b.rowLabel(r); c != nil {
			once(l.rows, fold(c.Text), r)
			once(l.bare, unnumbered(c.Text), r)
		}
	}
	if len(b.values) > 0 && b.table.HeaderRows > 0 {
		for col := range b.columns() {
			head := b.at(place{b.table.HeaderRows - 1, col})
			if b.figure(place{b.table.HeaderRows, col}) != nil && !head.IsValue() {
				once(l.heads, fold(head.Text), col)
			}
		}
	}
	return l
}

const ambiguous = -1

func once(in map[string]int, key string, v int) {
	if _, known := in[key]; known {
		v = ambiguous
	}
	in[key] = v
}

// rowLabel returns the label just left of a row's first figure, or nil.
func (b *board) rowLabel(row int) *form.Cell {
	for col, c := range b.places[row] {
		if c.IsValue() {
			if col == 0 {
				return nil
			}
			return b.places[row][col-1]
		}
	}
	return nil
}

// any says whether a block carries labels of the table along.
func (l *labels) any(block [][]string) bool {
	for _, row := range block {
		for _, text := range row {
			if len(l.cells[fold(text)]) > 0 || l.row(text) >= 0 {
				return true
			}
		}
	}
	return false
}

// row returns the row that a label names, or -1. Spreadsheets of offices drop
// the number, or write 不予公开 and the reason into one cell.
func (l *labels) row(text string) int {
	key := fold(text)
	if key == "" {
		return ambiguous
	}
	if r, ok := l.rows[key]; ok {
		return r
	}
	if r, ok := l.bare[unnumbered(text)]; ok {
		return r
	}
	found, length := ambiguous, 2*len("字")
	for name, r := range l.rows {
		if len(name) > length && strings.HasSuffix(key, name) {
			found, length = r, len(name)
		}
	}
	return found
}

// landAsPrinted places a block that has the table's own layout: it looks for
// the shift by which most labels fall on their own places, and takes it when
// every figure then falls on a figure. It returns nil when there is none.
func (l *labels) landAsPrinted(block [][]string, near place) landing {
	votes := map[place]int{}
	folded := make([][]string, len(block))
	for i, row := range block {
		folded[i] = make([]string, len(row))
		for j, text := range row {
			folded[i][j] = fold(text)
			for _, c := range l.cells[folded[i][j]] {
				votes[place{c.Row - i, c.Col - j}]++
			}
		}
	}
	best, shift := landing(nil), place{}
	for by, n := range votes {
		if best != nil && !better(by, n, shift, votes[shift], near) {
			continue
		}
		if to := l.shifted(block, folded, by, n); to != nil {
			best, shift = to, by
		}
	}
	return best
}

// better compares two shifts: more labels in place, then nearer to the
// cursor, then further up and left.
func better(p place, n int, q place, m int, near place) bool {
	d := abs(p.row-near.row) + abs(p.col-near.col)
	e := abs(q.row-near.row) + abs(q.col-near.col)
	switch {
	case n != m:
		return n > m
	case d != e:
		return d < e
	case p.row != q.row:
		return p.row < q.row
	}
	return p.col < q.col
}

func abs(n int) int { return max(n, -n) }

// shifted lands a block with a shift, or returns nil when that does not fit.
func (l *labels) shifted(block, folded [][]string, by place, matched int) landing {
	to := make(landing, len(block))
	wrong, figures := 0, 0
	for i, row := range block {
		to[i] = make([]*form.Cell, len(row))
		for j, text := range row {
			p := place{i + by.row, j + by.col}
			c := l.board.at(p)
			starts := c != nil && on(c) == p
			switch {
			case starts && c.IsValue():
				to[i][j] = c
				figures++
				if len(l.cells[folded[i][j]]) > 0 {
					wrong++
				}
			case strings.TrimSpace(text) == "":
			case looksNumeric(text):
				return nil
			case c != nil && (!starts || fold(c.Text) != folded[i][j]):
				wrong++
			}
		}
	}
	if matched < 2*wrong || figures == 0 {
		return nil
	}
	return to
}

// landByName places a block whose rows are named by labels, or whose columns
// are, in another layout than the printed one.
func (l *labels) landByName(block [][]string, near place) (landing, error) {
	first := l.firstFigure(block)
	rows, err := l.rowsOf(block, first, near)
	if err != nil {
		return nil, err
	}
	columns := l.headings(block, first)
	to := make(landing, len(block))
	for i, row := range block {
		to[i] = make([]*form.Cell, len(row))
		if rows[i] < 0 {
			continue
		}
		if columns == nil {
			cells, err := l.board.landRow(row[first:], place{rows[i], l.start(rows[i], len(row)-first, near)})
			if err != nil {
				return nil, &ErrOverEdge{Rows: len(block), Columns: len(row) - first, From: l.board.at(near).Name}
			}
			copy(to[i][first:], cells)
			continue
		}
		for j := first; j < len(row); j++ {
			to[i][j] = l.board.figure(place{rows[i], columns[j]})
		}
	}
	return to, nil
}

// firstFigure returns the first column of a block that holds figures: the one
// after the last that holds the names of rows.
func (l *labels) firstFigure(block [][]string) int {
	first := 0
	for _, row := range block {
		for j, text := range row {
			if _, head := l.heads[fold(text)]; j >= first && !head && l.row(text) >= 0 {
				first = j + 1
			}
		}
	}
	return first
}

// headings says which column of the table each column of a block belongs to,
// or returns nil when not all of them have a heading of their own.
func (l *labels) headings(block [][]string, first int) []int {
	out := make([]int, len(block[0]))
	used := map[int]bool{}
	for j := first; j < len(out); j++ {
		out[j] = ambiguous
		for _, row := range block {
			if col, ok := l.heads[fold(row[j])]; ok {
				out[j] = col
				break
			}
		}
		if out[j] < 0 || used[out[j]] {
			return nil
		}
		used[out[j]] = true
	}
	return out
}

// start returns the column of the table that n unnamed figures of a row begin
// at: the first one when they are as many as the table has, with or without
// the total, else the cursor's.
func (l *labels) start(row, n int, near place) int {
	wide := len(l.board.table.Values)
	if wide > 0 && n < wide-1 {
		return near.col
	}
	p, _ := l.board.nearest(row, 0)
	return l.board.home(p).col
}

// rowsOf says which row of the table each row of a block belongs to, -1 for
// rows of headings. Without names the rows follow one another.
func (l *labels) rowsOf(block [][]string, first int, near place) ([]int, error) {
	out := make([]int, len(block))
	var data []int
	for i, row := range block {
		out[i] = ambiguous
		figures := false
		for _, text := range row[first:] {
			figures = figures || looksNumeric(text)
		}
		for j := first - 1; j >= 0 && out[i] < 0; j-- {
			out[i] = l.row(row[j])
		}
		switch {
		case first == 0 && (figures || blank(row) && len(data) > 0):
			data = append(data, i)
		case figures && out[i] < 0:
			name := strings.TrimSpace(strings.Join(row[:first], " "))
			return nil, &ErrUnread{[]Unread{{Name: fmt.Sprintf("第 %d 行", i+1), Raw: name, Err: errNoRow}}}
		}
	}
	return out, l.number(out, data, near)
}

// number gives rows without names the rows of the table in order: all of them
// when there are just as many, else those from the cursor on.
func (l *labels) number(out, data []int, near place) error {
	var rows []int
	for r := range l.board.places {
		if l.board.hasFigures(r) {
			rows = append(rows, r)
		}
	}
	at := 0
	for len(data) != len(rows) && at < len(rows) && rows[at] < near.row {
		at++
	}
	for k, i := range data {
		if at+k >= len(rows) {
			return &ErrOverEdge{Rows: len(data), Columns: 1, From: l.board.at(near).Name}
		}
		out[i] = rows[at+k]
	}
	return nil
}

func blank(row []string) bool { return strings.TrimSpace(strings.Join(row, "")) == "" }

// looksNumeric says whether a text is meant as a figure, be it with a sign or
// a unit that no cell takes.
func looksNumeric(text string) bool {
	digits, rest := 0, ""
	for _, r := range text {
		if r >= '！' && r <= '～' { // full-width forms stand 0xFEE0 above ASCII
			r -= 0xFEE0
		}
		switch {
		case r >= '0' && r <= '9':
			digits++
		case !strings.ContainsRune(" .,+-()−–—\u00a0\u3000\t\n", r):
			rest += string(r)
		}
	}
	switch rest {
	case "", "元", "万元", "件", "个", "项", "条", "增", "减", "增加", "减少":
		return digits > 0
	}
	return false
}

// fold brings labels to one spelling: no spaces, no punctuation, half-width
// letters and digits.
func fold(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r >= '！' && r <= '～' { // full-width forms stand 0xFEE0 above ASCII
			r -= 0xFEE0
		}
		if r >= 0x3400 && r <= 0x9fff || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// unnumbered folds a label without the number before it.
func unnumbered(s string) string {
	s = strings.TrimLeft(strings.TrimSpace(s), "（(")
	rest := strings.TrimLeft(s, "一二三四五六七八九十0123456789０１２３４５６７８９")
	if rest != s && rest != "" && strings.ContainsRune("、.．，,）) ", []rune(rest)[0]) {
		s = rest
	}
	return fold(s)
}
