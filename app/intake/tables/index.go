package tables

import (
	"strings"
	"sync"
	"unicode/utf8"

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

	over   map[*form.Cell]string  // the folded heading above each figure
	above  []string               // see columnHeads
	found  map[between]*form.Cell // see cells
	headed map[string]string      // see headingLike
	rowed  map[string]int         // see row

	withTotals bool // the block that is read has the heading of the totals

	lenient bool              // labels with a slip of the pen are taken for what they are
	mended  map[string]string // those taken, and the form's label
}

// made holds what has been made of the tables of the form, which never change: a page
// is looked at by the labels of each of them some dozens of times.
var made sync.Map // *form.Table -> *index

func newIndex(t *form.Table) *index {
	is, there := made.Load(t)
	if !there {
		is, _ = made.LoadOrStore(t, makeIndex(t))
	}
	x := *is.(*index)
	x.headed, x.rowed = map[string]string{}, map[string]int{}
	return &x
}

func makeIndex(t *form.Table) *index {
	x := &index{
		table: t, rows: make([][]*form.Cell, t.Rows), over: map[*form.Cell]string{},
		names: map[string]int{}, bare: map[string]int{}, heads: map[string]int{}, labels: map[string]bool{}, totals: map[int]bool{},
	}
	for _, c := range t.Cells {
		if c.IsValue() {
			x.rows[c.Row] = append(x.rows[c.Row], c)
			x.over[c] = x.headOver(c)
		} else {
			x.labels[fold(c.Text)] = true
		}
	}
	x.nameRows()
	x.nameColumns()
	x.columnHeads()
	x.cells()
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
	r, known := x.rowed[text]
	if !known {
		r = x.findRow(text)
		x.rowed[text] = r
	}
	return r
}

func (x *index) findRow(text string) int {
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
	if r := x.rowAtEnd(key); r != none {
		return r
	}
	if r := x.rowWithLost(text); r != none {
		return r
	}
	return x.rowLike(key)
}

// rowWithLost returns the only row whose label a text is in which characters were lost,
// each of which became U+FFFD on its way; or none.
func (x *index) rowWithLost(text string) int {
	if !x.lenient || !strings.ContainsRune(text, utf8.RuneError) {
		return none
	}
	folded := []rune(fold(strings.Map(func(r rune) rune {
		if r == utf8.RuneError {
			return lost
		}
		return r
	}, text)))
	found := none
	for label, r := range x.names {
		if !fits(folded, []rune(label)) {
			continue
		}
		if found != none {
			return none
		}
		found = r
	}
	return found
}

// lost stands for a character that nobody knows any more: one that is in no label.
const lost = '\u3400'

func fits(text, label []rune) bool {
	known := 0
	for i, r := range text {
		switch {
		case i >= len(label), r != lost && r != label[i]:
			return false
		case r != lost:
			known++
		}
	}
	return len(text) == len(label) && known > 2
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

// rowLike returns the row whose label a folded text nearly is, or none: where a
// document has a slip in its label, and no other label is near.
func (x *index) rowLike(key string) int {
	const least = 5 // characters
	if !x.lenient || utf8.RuneCountInString(key) < least {
		return none
	}
	found, most, second, name := none, 0.0, 0.0, ""
	for label, r := range x.names {
		like := Alike(key, label)
		switch {
		case digits(key) != digits(label): // a figure may stand behind it
		case like > most:
			found, most, second, name = r, like, most, label
		default:
			second = max(second, like)
		}
	}
	if !nearEnough(key, name, most, second) {
		return none
	}
	x.mended[key] = name
	return found
}

// nearEnough says whether a text is the label that it is nearest to: it is nearly the
// same, or it has the same number in front and no other label is as near.
func nearEnough(key, label string, like, second float64) bool {
	const near, numbered, apart = 0.85, 0.6, 0.25
	if like >= near && like > second {
		return true
	}
	first, _ := utf8.DecodeRuneInString(key)
	wanted, _ := utf8.DecodeRuneInString(label)
	isNumber := first >= '1' && first <= '9' || strings.ContainsRune("一二三四五六七", first)
	return isNumber && first == wanted && like >= numbered && like-second >= apart
}

// digits returns the digits of a text.
func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// Alike says how much of two folded texts is the same, in the same order: twice what
// they have in common over what they have, 0 to 1.
func Alike(a, b string) float64 {
	x, y := []rune(a), []rune(b)
	if len(x) == 0 || len(y) == 0 {
		return 0
	}
	row := make([]int, len(y)+1) // of the table of longest common parts
	for _, c := range x {
		before := 0
		for j, d := range y {
			here := row[j+1]
			if c == d {
				row[j+1] = before + 1
			} else {
				row[j+1] = max(here, row[j])
			}
			before = here
		}
	}
	return 2 * float64(row[len(y)]) / float64(len(x)+len(y))
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
			if rest += string(r); len(rest) > len("增加") {
				return false // more than any unit
			}
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
		if r == '它' { // 其它 is 其他
			r = '他'
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
