package layout

import "math"

// Sizes and rooms of tables, in points and mm.
const (
	headingRoom = rowPitch // the section's heading stands above its table

	padSide   = 1.1 // least room beside a label
	padFigure = 0.7 // least room beside a figure
	padAbove  = 0.75
	leading   = 1.2 // line pitch of labels, in em

	comfort = 9.0 // height that a row of one line likes to have
	thin    = 0.18
	thick   = 0.32

	leastFigure = 5.0 // points
	leastColumn = 2.6 // characters in the narrowest column
)

// tableSizes are the sizes tried for a table's text: the first one with which
// the table stands on one page.
var tableSizes = []float64{12, 10.5, 10, 9.5, 9}

// Grid is a table as text: cells in the order of reading, each over one or more
// rows and columns.
type Grid struct {
	Widths     []float64 // of columns, in proportion
	Rows       int
	HeaderRows int // repeated on each page
	Cells      []GridCell
}

// GridCell is one rectangle of a grid.
type GridCell struct {
	Row, Col         int
	RowSpan, ColSpan int
	Text             string
	Kind             CellKind
	Key              string // what a person can point at, "" for nothing
}

// CellKind says how a cell is set.
type CellKind int

// The kinds of cells.
const (
	Centred  CellKind = iota // a label in the middle
	Header                   // the same, part of a header
	RowLabel                 // a label flush left
	Remark                   // a label a little smaller
	Figure                   // a figure, on one line however small
)

// table is a grid with its text set and its rows measured.
type table struct {
	grid   *Grid
	x      []float64 // column edges from the left margin
	heads  int       // rows repeated on each page
	min    []float64 // least row heights
	cells  []cell
	setter setter
}

// cell is one rectangle of a table and the lines it holds.
type cell struct {
	*GridCell
	lines   [][]rune
	setter  setter
	upright bool // one character to the line
}

func (c *cell) height() float64 {
	if len(c.lines) == 0 {
		return 0
	}
	return float64(len(c.lines))*c.leading() + 2*padAbove
}

func (c *cell) leading() float64 { return leading * mm(c.setter.size) }

// newTable sets a table in the largest size with which it stands on one page
// below its heading and its narrowest column is not cramped; else in the least.
func newTable(m Metrics, g *Grid) *table {
	out := &table{grid: g, x: edges(g.Widths), heads: g.HeaderRows}
	for i, size := range tableSizes {
		if i+1 < len(tableSizes) && out.narrowest() < leastColumn*mm(size) {
			continue
		}
		out.setter = setter{metrics: m, style: style{face: Song, size: size}}
		out.cells = out.cells[:0]
		for j := range g.Cells {
			out.cells = append(out.cells, out.setCell(&g.Cells[j]))
		}
		out.evenFigures()
		out.measureRows()
		if out.least() <= height-headingRoom {
			break
		}
	}
	return out
}

// edges scales column widths to the text block.
func edges(widths []float64) []float64 {
	var total float64
	for _, w := range widths {
		total += w
	}
	x := make([]float64, len(widths)+1)
	for i, w := range widths {
		x[i+1] = x[i] + w/total*measure
	}
	return x
}

func (t *table) rows() int { return t.grid.Rows }

func (t *table) width(c *GridCell) float64 { return t.x[c.Col+c.ColSpan] - t.x[c.Col] }

func (t *table) narrowest() float64 {
	w := measure
	for i := 1; i < len(t.x); i++ {
		w = min(w, t.x[i]-t.x[i-1])
	}
	return w
}

func (t *table) setCell(c *GridCell) cell {
	out := cell{GridCell: c, setter: t.setter}
	if c.Kind == Figure {
		if text := []rune(c.Text); len(text) > 0 {
			out.lines = [][]rune{text}
			room := t.width(c) - 2*padFigure
			if w := out.setter.textWidth(text); w > room {
				out.setter.size = max(leastFigure, math.Floor(out.setter.size*room/w*10)/10)
			}
		}
		return out
	}
	out.setLabel(t.width(c) - 2*padSide)
	return out
}

// evenFigures sets all figures as small as the widest of them must be: figures
// of different sizes in one column look like a mistake. One too long for that
// stays smaller alone.
func (t *table) evenFigures() {
	const least = 7.0 // points
	size := t.setter.size
	for i := range t.cells {
		if c := &t.cells[i]; c.Kind == Figure && c.setter.size >= least {
			size = min(size, c.setter.size)
		}
	}
	for i := range t.cells {
		if c := &t.cells[i]; c.Kind == Figure {
			c.setter.size = min(c.setter.size, size)
		}
	}
}

// setLabel breaks a label into lines. When one character would be left alone
// on the last line, a slightly smaller size that saves the line is taken.
func (c *cell) setLabel(room float64) {
	text := clean(c.Text)
	if c.Kind == Remark {
		c.setter.size = max(9, c.setter.size-1.5)
	}
	c.lines = c.setter.balanced(text, room)
	n := len(c.lines)
	if !hasSingle(c.lines) {
		return
	}
	for smaller := c.setter; smaller.size > 9 && smaller.size > c.setter.size-1.5; {
		smaller.size -= 0.5
		if lines := smaller.balanced(text, room+padSide); len(lines) < n {
			c.setter, c.lines = smaller, lines
			return
		}
	}
}

// hasSingle says whether a character stands alone on one of several lines.
func hasSingle(lines [][]rune) bool {
	for _, l := range lines {
		if len(lines) > 1 && len(l) == 1 {
			return true
		}
	}
	return false
}

// balanced breaks a text into the fewest lines possible, of about the same
// width, and rather behind a punctuation mark than elsewhere.
func (s setter) balanced(text []rune, room float64) [][]rune {
	lines := s.fill(text, 0, room)
	if len(lines) < 2 || len(lines) > mostLines+1 {
		return texts(lines)
	}
	may := breaks(text)
	cost := make([]float64, len(text))
	for i := 1; i < len(text); i++ {
		switch {
		case !may[i]:
			cost[i] = never
		case !isMark(text[i-1]):
			cost[i] = 4
		}
	}
	insideWords(text, func(i int) { cost[i] += 2 })
	c := chooser{setter: s, text: text, cost: cost, measure: room, ideal: s.textWidth(text) / float64(len(lines))}
	if c.choose(0, len(lines), 0, nil); c.best == nil {
		return texts(lines)
	}
	return split(text, c.best)
}

func isMark(r rune) bool {
	return r == '：' || r == '，' || r == '、' || r == '）' || r == '。' || r == '·'
}

// measureRows gives each row the height that its labels need. Tall narrow
// cells are set upright, since they span many rows.
func (t *table) measureRows() {
	t.min = make([]float64, t.rows())
	for i := range t.min {
		t.min[i] = leading*mm(t.setter.size) + 2*padAbove
	}
	for i := range t.cells {
		if c := &t.cells[i]; c.RowSpan == 1 {
			t.min[c.Row] = max(t.min[c.Row], c.height())
		}
	}
	for i := range t.cells {
		c := &t.cells[i]
		if c.RowSpan == 1 {
			continue
		}
		have := sum(t.min[c.Row : c.Row+c.RowSpan])
		if c.Kind != Figure && have > 4*t.width(c.GridCell) {
			c.stand(t.setter, have)
		}
		for r := c.Row; have < c.height() && r < c.Row+c.RowSpan; r++ {
			t.min[r] += (c.height() - have) / float64(c.RowSpan)
		}
	}
}

// stand sets a label one character to the line, if it fits.
func (c *cell) stand(s setter, room float64) {
	var lines [][]rune
	for _, r := range clean(c.Text) {
		if n := len(lines); n > 0 && !breaks(append(lines[n-1], r))[len(lines[n-1])] {
			lines[n-1] = append(lines[n-1], r)
			continue
		}
		lines = append(lines, []rune{r})
	}
	if float64(len(lines))*leading*mm(s.size) <= room {
		c.setter, c.lines, c.upright = s, lines, true
	}
}

func sum(xs []float64) float64 {
	var s float64
	for _, x := range xs {
		s += x
	}
	return s
}

// least returns the least height of the table.
func (t *table) least() float64 { return sum(t.min) }

// leastOf returns the least height of rows from to to with the header rows
// that stand above them.
func (t *table) leastOf(from, to int) float64 {
	h := sum(t.min[from:to])
	if from >= t.heads {
		h += t.headHeight(from)
	}
	return h
}

// headHeight is the height of the header rows repeated above row from.
func (t *table) headHeight(from int) float64 {
	if from == 0 {
		return 0
	}
	return sum(t.min[:t.heads])
}

// cut returns the row before which the table is cut when it goes on from row
// from and so much room is left: where the fewest merged cells are cut
// through. It returns from when not even the next row fits.
func (t *table) cut(from int, room float64) int {
	to := from
	h := t.headHeight(from)
	for to < t.rows() && h+t.min[to] <= room+slack {
		h += t.min[to]
		to++
	}
	if to == t.rows() {
		return to
	}
	best, bestCut := from, math.MaxInt
	for r := to; r > max(from, t.heads) && r > to-8; r-- {
		if n := t.through(r); n < bestCut && !t.isHead(r-1) {
			best, bestCut = r, n
		}
	}
	if best == from && sum(t.min[from:])+t.headHeight(from) > height && room >= height-slack {
		return max(to, from+1) // a row taller than a page, or headers only
	}
	return best
}

// through counts the merged cells that a cut before row r goes through.
func (t *table) through(r int) int {
	n := 0
	for _, c := range t.cells {
		if c.Row < r && r < c.Row+c.RowSpan {
			n++
		}
	}
	return n
}

// isHead says whether a row holds nothing but headers.
func (t *table) isHead(r int) bool {
	for _, c := range t.cells {
		if c.Row == r && c.Kind != Header {
			return false
		}
	}
	return true
}
