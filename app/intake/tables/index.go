package tables

import (
	"strings"

	"nianbao/app/form"
)

// none stands for no row or no column, and for a label that names several.
const none = -1

// index finds the rows and columns of a table by their printed labels.
type index struct {
	table  *form.Table
	rows   [][]*form.Cell  // the value cells of each row of the table's grid
	names  map[string]int  // folded label next to a row's figures -> row
	bare   map[string]int  // the same without its number, where that is enough
	heads  map[string]int  // folded label above a column of figures -> column
	labels map[string]bool // every folded label
	totals map[int]bool    // columns in which every figure is computed
}

func newIndex(t *form.Table) *index {
	x := &index{
		table: t, rows: make([][]*form.Cell, t.Rows),
		names: map[string]int{}, bare: map[string]int{}, heads: map[string]int{}, labels: map[string]bool{}, totals: map[int]bool{},
	}
	for _, c := range t.Cells {
		if c.IsValue() {
			x.rows[c.Row] = append(x.rows[c.Row], c)
		} else {
			x.labels[fold(c.Text)] = true
		}
	}
	x.nameRows()
	x.nameColumns()
	return x
}

func (x *index) nameRows() {
	for r, cells := range x.rows {
		if len(cells) == 0 || cells[0].Col == 0 {
			continue
		}
		label := x.table.At(r, cells[0].Col-1)
		once(x.names, fold(label.Text), r)
		once(x.bare, unnumbered(label.Text), r)
	}
}

func (x *index) nameColumns() {
	for col := range x.table.Widths {
		all, computed := 0, 0
		for r := range x.rows {
			if c := x.table.At(r, col); c.IsValue() {
				all++
				if c.Computed {
					computed++
				}
			}
		}
		x.totals[col] = all > 0 && all == computed
		if top := x.table.HeaderRows; top > 0 && top < x.table.Rows && len(x.table.Values) > 0 {
			if head := x.table.At(top-1, col); x.table.At(top, col).IsValue() && !head.IsValue() {
				once(x.heads, fold(head.Text), col)
			}
		}
	}
}

func once(in map[string]int, key string, v int) {
	if _, known := in[key]; known {
		v = none
	}
	in[key] = v
}

// named says whether the rows of the table have labels of their own.
func (x *index) named() bool { return len(x.names) > 0 }

// row returns the row that a label names, or none. Spreadsheets of offices drop
// the number, or write 不予公开 and the reason into one cell.
func (x *index) row(text string) int {
	key := fold(text)
	if key == "" {
		return none
	}
	if r, ok := x.names[key]; ok {
		return r
	}
	if r, ok := x.bare[unnumbered(text)]; ok {
		return r
	}
	return x.rowAtEnd(key)
}

// rowAtEnd returns the row whose label a folded text ends with, or none.
func (x *index) rowAtEnd(key string) int {
	found, length := none, 2*len("字")
	for name, r := range x.names {
		if len(name) > length && strings.HasSuffix(key, name) {
			found, length = r, len(name)
		}
	}
	return found
}

// knows says whether a text is a label of the table.
func (x *index) knows(text string) bool {
	key := fold(text)
	return key != "" && (x.labels[key] || x.row(text) != none)
}

// withoutTotals returns the cells of a row that stand outside the columns of totals:
// what is copied when somebody leaves the totals out.
func (x *index) withoutTotals(row int) []*form.Cell {
	var out []*form.Cell
	for _, c := range x.rows[row] {
		if !x.totals[c.Col] {
			out = append(out, c)
		}
	}
	return out
}

// numeric says whether a text is meant as a figure, be it with a sign or a
// unit that no cell takes.
func numeric(text string) bool {
	digits, rest := 0, ""
	for _, r := range text {
		if r >= '！' && r <= '～' { // full-width forms stand 0xFEE0 above ASCII
			r -= 0xFEE0
		}
		switch {
		case r >= '0' && r <= '9':
			digits++
		case strings.ContainsRune(" .,+-()−–—。\u00a0\u2009\u202f\u3000\t\n", r), blankRune(r):
		default:
			rest += string(r)
		}
	}
	switch rest {
	case "", "元", "万元", "件", "个", "项", "条", "增", "减", "增加", "减少":
		return digits > 0
	}
	return false
}

// placeholder says whether a text is what offices write where there is no
// figure: it stands in the place of one.
func placeholder(text string) bool {
	switch strings.TrimSpace(text) {
	case "/", "\\", "-", "--", "—", "——", "－", "无":
		return true
	}
	return false
}

func blankRune(r rune) bool {
	return r == 0xfeff || r >= 0x200b && r <= 0x200f || r >= 0x202a && r <= 0x202e || r >= 0x2060 && r <= 0x2069
}

func blank(text string) bool {
	return strings.TrimFunc(text, func(r rune) bool {
		return blankRune(r) || strings.ContainsRune(" \t\r\n\u00a0\u2009\u202f\u3000", r)
	}) == ""
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
