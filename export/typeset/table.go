package typeset

import (
	"math"

	"nianbao/export/text"
)

// Sizes and rooms of tables, in points and mm.
const (
	headingRoom = RowPitch // the section's heading stands above its table

	padSide   = 1.1 // least room beside a label
	padFigure = 0.7 // least room beside a figure
	padAbove  = 0.75
	Leading   = 1.2 // line pitch of labels, in em

	comfort = 9.0 // height that a row of one line likes to have
	Thin    = 0.18
	Thick   = 0.32

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

// Table is a grid with its text set and its rows measured.
type Table struct {
	grid       *Grid
	x          []float64 // column edges from the left margin
	headerRows int       // rows repeated on each page
	min        []float64 // least row heights
	cells      []cell
	typesetter Typesetter
}

// cell is one rectangle of a table and the lines it holds.
type cell struct {
	*GridCell
	lines      [][]rune
	typesetter Typesetter
	vertical   bool // one character to the line
}

func (c *cell) height() float64 {
	if len(c.lines) == 0 {
		return 0
	}
	return float64(len(c.lines))*c.leading() + 2*padAbove
}

func (c *cell) leading() float64 { return Leading * MM(c.typesetter.Size) }

// NewTable sets a table in the largest size with which it stands on one page
// below its heading and its narrowest column is not cramped; else in the least.
func NewTable(m Metrics, g *Grid) *Table {
	out := &Table{grid: g, x: edges(g.Widths), headerRows: g.HeaderRows}
	for i, size := range tableSizes {
		if i+1 < len(tableSizes) && out.narrowest() < leastColumn*MM(size) {
			continue
		}
		out.typesetter = Typesetter{Metrics: m, Style: Style{Face: Song, Size: size}}
		out.cells = out.cells[:0]
		for j := range g.Cells {
			out.cells = append(out.cells, out.setCell(&g.Cells[j]))
		}
		out.evenFigures()
		out.measureRows()
		if out.leastHeight() <= Height-headingRoom {
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
		x[i+1] = x[i] + w/total*Measure
	}
	return x
}

func (t *Table) rows() int { return t.grid.Rows }

func (t *Table) width(c *GridCell) float64 { return t.x[c.Col+c.ColSpan] - t.x[c.Col] }

func (t *Table) narrowest() float64 {
	w := Measure
	for i := 1; i < len(t.x); i++ {
		w = min(w, t.x[i]-t.x[i-1])
	}
	return w
}

func (t *Table) setCell(c *GridCell) cell {
	out := cell{GridCell: c, typesetter: t.typesetter}
	if c.Kind == Figure {
		if text := []rune(c.Text); len(text) > 0 {
			out.lines = [][]rune{text}
			room := t.width(c) - 2*padFigure
			if w := out.typesetter.TextWidth(text); w > room {
				out.typesetter.Size = max(leastFigure, math.Floor(out.typesetter.Size*room/w*10)/10)
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
func (t *Table) evenFigures() {
	const least = 7.0 // points
	size := t.typesetter.Size
	for i := range t.cells {
		if c := &t.cells[i]; c.Kind == Figure && c.typesetter.Size >= least {
			size = min(size, c.typesetter.Size)
		}
	}
	for i := range t.cells {
		if c := &t.cells[i]; c.Kind == Figure {
			c.typesetter.Size = min(c.typesetter.Size, size)
		}
	}
}

// setLabel breaks a label into lines. When one character would be left alone
// on the last line, a slightly smaller size that saves the line is taken.
func (c *cell) setLabel(room float64) {
	text := text.Clean(c.Text)
	if c.Kind == Remark {
		c.typesetter.Size = max(9, c.typesetter.Size-1.5)
	}
	c.lines = c.typesetter.Balanced(text, room)
	n := len(c.lines)
	if !hasSingle(c.lines) {
		return
	}
	for smaller := c.typesetter; smaller.Size > 9 && smaller.Size > c.typesetter.Size-1.5; {
		smaller.Size -= 0.5
		if lines := smaller.Balanced(text, room+padSide); len(lines) < n {
			c.typesetter, c.lines = smaller, lines
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

// Balanced breaks a text into the fewest lines possible, of about the same
// width, and rather behind a punctuation mark than elsewhere.
func (s Typesetter) Balanced(text []rune, room float64) [][]rune {
	lines := s.Fill(text, 0, room)
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
	c := lineBreakOptimiser{Typesetter: s, text: text, cost: cost, measure: room, ideal: s.TextWidth(text) / float64(len(lines))}
	if c.try(0, len(lines), 0, nil); c.best == nil {
		return texts(lines)
	}
	return split(text, c.best)
}

func isMark(r rune) bool {
	return r == '：' || r == '，' || r == '、' || r == '）' || r == '。' || r == '·'
}

// measureRows gives each row the height that its labels need. Tall narrow
// cells are set vertically, since they span many rows.
func (t *Table) measureRows() {
	t.min = make([]float64, t.rows())
	for i := range t.min {
		t.min[i] = Leading*MM(t.typesetter.Size) + 2*padAbove
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
			c.setVertical(t.typesetter, have)
		}
		for r := c.Row; have < c.height() && r < c.Row+c.RowSpan; r++ {
			t.min[r] += (c.height() - have) / float64(c.RowSpan)
		}
	}
}

// setVertical sets a label one character to the line, if it fits.
func (c *cell) setVertical(s Typesetter, room float64) {
	var lines [][]rune
	for _, r := range text.Clean(c.Text) {
		if n := len(lines); n > 0 && !breaks(append(lines[n-1], r))[len(lines[n-1])] {
			lines[n-1] = append(lines[n-1], r)
			continue
		}
		lines = append(lines, []rune{r})
	}
	if float64(len(lines))*Leading*MM(s.Size) <= room {
		c.typesetter, c.lines, c.vertical = s, lines, true
	}
}

func sum(xs []float64) float64 {
	var s float64
	for _, x := range xs {
		s += x
	}
	return s
}

// leastHeight returns the least height of the table.
func (t *Table) leastHeight() float64 { return sum(t.min) }

// leastHeightOf returns the least height of rows from to to with the header rows
// that stand above them.
func (t *Table) leastHeightOf(from, to int) float64 {
	h := sum(t.min[from:to])
	if from >= t.headerRows {
		h += t.headerHeight(from)
	}
	return h
}

// headerHeight is the height of the header rows repeated above row from.
func (t *Table) headerHeight(from int) float64 {
	if from == 0 {
		return 0
	}
	return sum(t.min[:t.headerRows])
}

// cut returns the row before which the table is cut when it goes on from row
// from and so much room is left: where the fewest merged cells are cut
// through. It returns from when not even the next row fits.
func (t *Table) cut(from int, room float64) int {
	to := from
	h := t.headerHeight(from)
	for to < t.rows() && h+t.min[to] <= room+Slack {
		h += t.min[to]
		to++
	}
	if to == t.rows() {
		return to
	}
	best, bestCut := from, math.MaxInt
	for r := to; r > max(from, t.headerRows) && r > to-8; r-- {
		if n := t.through(r); n < bestCut && !t.isHeader(r-1) {
			best, bestCut = r, n
		}
	}
	if best == from && sum(t.min[from:])+t.headerHeight(from) > Height && room >= Height-Slack {
		return max(to, from+1) // a row taller than a page, or headers only
	}
	return best
}

// through counts the merged cells that a cut before row r goes through.
func (t *Table) through(r int) int {
	n := 0
	for _, c := range t.cells {
		if c.Row < r && r < c.Row+c.RowSpan {
			n++
		}
	}
	return n
}

// isHeader says whether a row holds nothing but headers.
func (t *Table) isHeader(r int) bool {
	for _, c := range t.cells {
		if c.Row == r && c.Kind != Header {
			return false
		}
	}
	return true
}
