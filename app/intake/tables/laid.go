package tables

import (
	"errors"
	"slices"

	"nianbao/app/form"
)

// Sized is a cell of a source, and how many rows and columns it covers.
type Sized struct {
	Text          string
	Rows, Columns int
}

// Piece is a table of a page, or lines of its text.
type Piece struct {
	Rows  [][]Sized
	Lines bool // of text: what stands below each other is not known
}

// Laid makes a block of the pieces of a page that are one table.
func Laid(pieces []Piece) Block {
	var rows [][]string
	for _, p := range pieces {
		for _, row := range p.Rows {
			texts := make([]string, len(row))
			for i, c := range row {
				texts[i] = c.Text
			}
			rows = append(rows, texts)
		}
	}
	b := Of(rows)
	b.pieces = pieces
	return b
}

// lines says whether a block is text, or in part.
func (b Block) lines() bool {
	return len(b.pieces) == 0 || slices.ContainsFunc(b.pieces, func(p Piece) bool { return p.Lines })
}

// laid is a table whose cells stand where their sizes put them.
type laid struct {
	at    [][]*Sized // nil where no cell is
	first [][]bool   // the cell begins here
	width int
	from  int // its first row, in the block
}

// The largest table that is laid out, in places.
const maxPlaces = 20_000

var errUneven = errors.New("这一行的格数与表头不同")

// lay puts the cells of a table where they stand; nil for one that is too large.
func lay(rows [][]Sized, from int) *laid {
	out := &laid{from: from}
	for i, row := range rows {
		at := 0
		for j := range row {
			c := &row[j]
			for at < len(out.row(i)) && out.at[i][at] != nil {
				at++
			}
			for y := i; y < min(len(rows), i+max(1, c.Rows)); y++ {
				for x := at; x < at+max(1, c.Columns); x++ {
					if !out.put(y, x, c, y == i && x == at) {
						return nil
					}
				}
			}
			at += max(1, c.Columns)
		}
	}
	out.row(len(rows) - 1)
	for _, row := range out.at {
		out.width = max(out.width, len(row))
	}
	return out
}

// row returns a row, which it makes where there is none yet.
func (l *laid) row(i int) []*Sized {
	for len(l.at) <= i {
		l.at, l.first = append(l.at, nil), append(l.first, nil)
	}
	return l.at[i]
}

func (l *laid) put(y, x int, c *Sized, first bool) bool {
	if len(l.at)*max(l.width, x+1) > maxPlaces {
		return false
	}
	l.width = max(l.width, x+1)
	for l.row(y); len(l.at[y]) <= x; {
		l.at[y], l.first[y] = append(l.at[y], nil), append(l.first[y], false)
	}
	if l.at[y][x] == nil {
		l.at[y][x], l.first[y][x] = c, first
	}
	return true
}

// whole says whether a row has a cell in every column.
func (l *laid) whole(y int) bool { return len(l.at[y]) == l.width && !slices.Contains(l.at[y], nil) }

// labels returns the different words before a place, the nearest first: to its left
// in its row, or above it in its column.
func (l *laid) labels(y, x int, above bool) []string {
	var out []string
	var last *Sized
	for {
		if above {
			y--
		} else {
			x--
		}
		if y < 0 || x < 0 {
			return out
		}
		if x >= len(l.at[y]) {
			continue
		}
		if c := l.at[y][x]; c != nil && c != last && !Figure(c.Text) {
			out, last = append(out, c.Text), c
		}
	}
}

// sides says where the label of a row and the heading of a column are looked for.
type sides int

const (
	asInPrint sides = iota // rows to the left, headings above
	turned                 // the other way round
	anywhere               // both on both sides
)

// byPlace reads tables whose cells stand where their sizes put them: the place of a
// figure says which labels it belongs to, in whatever order rows and columns are, and
// whatever others stand among them.
func (x *index) byPlace(b Block) candidate {
	var best candidate
	if len(b.pieces) == 0 || b.lines() {
		return best
	}
	for _, s := range []sides{asInPrint, turned, anywhere} {
		if c := x.placedFrom(b, s); len(c.placed) > len(best.placed) {
			best = c
		}
	}
	return best
}

func (x *index) placedFrom(b Block, from sides) candidate {
	var out candidate
	var heads [][]string // above the columns of the piece before
	row := 0
	for _, p := range b.pieces {
		l := lay(p.Rows, row)
		row += len(p.Rows)
		if l == nil {
			continue
		}
		own, ok := x.columnsOf(l)
		if !ok {
			return candidate{} // the sizes are not those of the cells
		}
		if len(own) > 0 {
			heads = own
		}
		if len(heads) != l.width { // cut otherwise than the piece before
			heads = nil
		}
		for y := range l.at {
			x.placeRow(&out, l, y, heads, from)
		}
	}
	return out
}

// headingAt returns the heading that begins at a place of a table, "" for none.
func (x *index) headingAt(l *laid, y, col int) string {
	c := l.at[y][col]
	if c == nil || y > 0 && col < len(l.at[y-1]) && l.at[y-1][col] == c {
		return ""
	}
	return x.headingLike(c.Text)
}

// columnsOf returns the headings above each column of a table, nil where there are
// none. It says no where their places cannot be what they seem to be: a row of them
// does not reach over the whole table, one column has two, or two have the same.
func (x *index) columnsOf(l *laid) (heads [][]string, ok bool) {
	out := make([][]string, l.width)
	found := map[string]int{}
	for y := range l.at {
		here := 0
		for col, c := range l.at[y] {
			h := x.headingAt(l, y, col)
			if h == "" {
				continue
			}
			if here++; len(out[col]) > 0 && x.headingLike(out[col][0]) != h {
				return nil, len(x.table.Values) == 0 // of the second of two tables, one below the other
			}
			if len(out[col]) == 0 && l.first[y][col] {
				found[h]++
			}
			out[col] = []string{c.Text}
		}
		if here > 1 && !l.whole(y) {
			return nil, false
		}
	}
	if len(found) == 0 {
		return nil, true
	}
	for _, n := range found {
		if n > 1 && len(x.table.Values) > 0 {
			return nil, false
		}
	}
	return out, true
}

// placeRow places the figures of a row.
func (x *index) placeRow(out *candidate, l *laid, y int, heads [][]string, from sides) {
	cells, raws, figures := x.figuresOf(l, y, heads, from)
	switch {
	case len(cells) == 0 && figures == 0:
	case len(cells) == 0:
		out.miss(l.from+y, textsBefore(l.at[y]), errNoRow)
	case figures < 0 || !l.whole(y):
		out.miss(l.from+y, textsBefore(l.at[y]), errUneven)
	default:
		out.add(l.from+y, cells, raws)
	}
}

// figuresOf returns the cells that the figures of a row belong to, what is printed
// there, and how many figures the row has: -1 where two of them claim one cell.
func (x *index) figuresOf(l *laid, y int, heads [][]string, from sides) (cells []*form.Cell, raws []string, figures int) {
	for col, c := range l.at[y] {
		if c == nil || !l.first[y][col] || !Figure(c.Text) {
			continue
		}
		if !blank(c.Text) {
			figures++
		}
		to := x.cellOf(l, y, col, heads, from)
		if to == nil {
			continue
		}
		if i := slices.Index(cells, to); i >= 0 { // one that is joined in print
			if raws[i] != c.Text && !blank(c.Text) {
				figures = -1
			}
			continue
		}
		cells, raws = append(cells, to), append(raws, c.Text)
	}
	return cells, raws, figures
}

// cellOf returns the cell of the form that a place of a table is, nil for none.
func (x *index) cellOf(l *laid, y, col int, heads [][]string, from sides) *form.Cell {
	if c := l.at[y][col]; c.Rows > 1 || c.Columns > 1 && len(x.table.Values) > 0 {
		return nil
	}
	left, above := l.labels(y, col, false), l.labels(y, col, true)
	if len(above) == 0 && heads != nil {
		above = heads[col]
	}
	return x.cellBetween(left, above, from)
}

func textsBefore(row []*Sized) string {
	var is line
	for _, c := range row {
		if c != nil && !slices.Contains(is.cells, c.Text) {
			is.cells = append(is.cells, c.Text)
		}
	}
	return is.before()
}

// cellBetween returns the cell of the form that has these labels beside and above it,
// nil for none. The nearest label that is one of the form's decides.
func (x *index) cellBetween(left, above []string, from sides) *form.Cell {
	rows, heads := left, above
	switch from {
	case turned:
		rows, heads = above, left
	case anywhere:
		rows, heads = slices.Concat(left, above), slices.Concat(above, left)
	}
	head := ""
	for _, text := range heads {
		if head = x.headingLike(text); head != "" {
			break
		}
		if from == asInPrint && !x.partOfLabel(text) {
			return nil // a column of its own
		}
	}
	if head == "" {
		return nil
	}
	for _, text := range rows {
		if found := x.cellNamed(text, head); found != nil {
			return found
		}
	}
	return nil
}

// between is a label beside or above a figure and the heading that the figure is of.
type between struct {
	row   int    // of the table, none where its rows have no labels
	group string // above the heading, folded; "" where rows have labels
	head  string // folded
}

// cellNamed returns the only cell that has a label, in its row or above its heading,
// and that heading; nil where none has.
func (x *index) cellNamed(text, head string) *form.Cell {
	key := between{none, "", head}
	if x.named() {
		if key.row = x.row(text); key.row == none {
			return nil
		}
	} else {
		key.group = fold(text)
	}
	return x.cells()[key]
}

// cells returns the cells by what stands beside and above them; nil for what several
// have.
func (x *index) cells() map[between]*form.Cell {
	if x.found != nil {
		return x.found
	}
	x.found = map[between]*form.Cell{}
	for _, c := range x.table.ValueCells() {
		key := between{c.Row, "", x.headAbove(c)}
		if !x.named() {
			key = between{none, fold(x.groupOf(c)), key.head}
		}
		if _, there := x.found[key]; there {
			c = nil
		}
		x.found[key] = c
	}
	return x.found
}

// groupOf returns the label above the heading of a cell.
func (x *index) groupOf(c *form.Cell) string {
	head := ""
	for row := c.Row - 1; row >= 0; row-- {
		is := x.table.At(row, c.Col)
		switch {
		case is.IsValue():
		case head == "":
			head = is.Text
		case is.Text != head:
			return is.Text
		}
	}
	return ""
}

// Grid is a table whose cells stand where their sizes put them.
type Grid struct{ laid }

// Lay lays a table out; nil for one that is too large.
func Lay(rows [][]Sized) *Grid {
	if len(rows) == 0 {
		return nil
	}
	l := lay(rows, 0)
	if l == nil {
		return nil
	}
	return &Grid{*l}
}

// Rows returns how many rows there are.
func (g *Grid) Rows() int { return len(g.at) }

// Width returns how many columns there are.
func (g *Grid) Width() int { return g.width }

// Text returns the text of the cell that covers a place, "" where none does.
func (g *Grid) Text(y, x int) string {
	if y >= len(g.at) || x >= len(g.at[y]) || g.at[y][x] == nil {
		return ""
	}
	return g.at[y][x].Text
}

// Same says whether one cell covers two places.
func (g *Grid) Same(y, x, otherY, otherX int) bool {
	return x < len(g.at[y]) && otherX < len(g.at[otherY]) && g.at[y][x] != nil && g.at[y][x] == g.at[otherY][otherX]
}

// Above returns the different words above a place, the nearest first.
func (g *Grid) Above(y, x int) []string { return g.labels(y, x, true) }

// Named returns the only cell of a table that names say, the nearest to the figure
// first: a label and a heading, or the label of a row of one figure. It is nil for none.
func Named(t *form.Table, names []string) *form.Cell {
	x := newIndex(t)
	for i, name := range names {
		head := x.headingLike(name)
		if head == "" {
			continue
		}
		for j, other := range names {
			if j == i {
				continue
			}
			if c := x.cellNamed(other, head); c != nil {
				return c
			}
		}
	}
	if !x.named() || len(t.Values) > 0 || len(names) == 0 {
		return nil
	}
	if row := x.row(names[0]); row != none && len(x.rows[row]) == 1 {
		return x.rows[row][0]
	}
	return nil
}
