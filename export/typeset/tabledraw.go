package typeset

import "strings"

// draw puts rows from to to on a page at y, under the header rows when the
// table goes on from another page, and returns the height taken. Rows are
// given more than their least height while there is room.
func (t *Table) draw(page *Page, y float64, from, to int, room float64) float64 {
	var shown []int
	if from > 0 {
		for r := range t.headerRows {
			shown = append(shown, r)
		}
	}
	for r := from; r < to; r++ {
		shown = append(shown, r)
	}
	part := tablePart{Table: t, page: page, shown: shown}
	part.heights(y, room)
	part.text()
	part.rules()
	return part.y[len(shown)] - y
}

// tablePart is what of a table stands on one page.
type tablePart struct {
	*Table
	page  *Page
	shown []int     // the rows, header rows first
	y     []float64 // their edges
}

// heights gives every row its least height and shares out what more there is,
// up to a comfortable height.
func (p *tablePart) heights(y, room float64) {
	var least, most float64
	for _, r := range p.shown {
		least += p.min[r]
		most += p.likedHeight(r)
	}
	share := 0.0
	if most > least {
		share = min(1, max(0, (room-least)/(most-least)))
	}
	p.y = []float64{y}
	for _, r := range p.shown {
		y += p.min[r] + share*(p.likedHeight(r)-p.min[r])
		p.y = append(p.y, y)
	}
}

// likedHeight is the height a row would best have.
func (t *Table) likedHeight(r int) float64 { return max(comfort, t.min[r]+1.8) }

// likedHeightOf is the height that the table from row from on would best have.
func (t *Table) likedHeightOf(from int) float64 {
	var h float64
	for r := range t.rows() {
		if r >= from || r < t.headerRows {
			h += t.likedHeight(r)
		}
	}
	return h
}

// span returns the shown rows that a cell covers, as indices of p.shown.
func (p *tablePart) span(c *GridCell) (from, to int) {
	from = -1
	for i, r := range p.shown {
		if r >= c.Row && r < c.Row+c.RowSpan {
			if from < 0 {
				from = i
			}
			to = i + 1
		}
	}
	return from, to
}

// text draws the cells in reading order. What goes on from the page before is
// printed again.
func (p *tablePart) text() {
	for i := range p.cells {
		c := &p.cells[i]
		from, to := p.span(c.GridCell)
		if from < 0 {
			continue
		}
		y1, y2 := p.y[from], p.y[to]
		p.drawCell(c, y1, y2)
		p.page.addPlace(Place{Key: c.Key, X: Left + p.x[c.Col], Y: y1, W: p.width(c.GridCell), H: y2 - y1})
	}
}

func (p *tablePart) drawCell(c *cell, y1, y2 float64) {
	lead := c.leading()
	y := (y1+y2)/2 - lead*float64(len(c.lines))/2
	for _, text := range c.lines {
		x1, x2 := Left+p.x[c.Col], Left+p.x[c.Col+c.ColSpan]
		width := c.typesetter.TextWidth(text)
		x := (x1 + x2 - width) / 2
		switch {
		case c.Kind == RowLabel && (c.RowSpan == 1 || len(c.lines) == 1):
			x = x1 + padSide
		case c.vertical:
			x = (x1+x2)/2 - c.typesetter.TextWidth(withoutMarks(text))/2
		}
		l := Line{Text: text, Width: width, Measure: width}
		p.page.Runs = append(p.page.Runs, c.typesetter.Runs(l, x, Baseline(y, lead, c.typesetter.Size))...)
		y += lead
	}
}

// withoutMarks leaves out the closing marks, which hang beside a vertical
// label.
func withoutMarks(text []rune) []rune {
	return []rune(strings.TrimRight(string(text), hanging))
}

// rules draws the lines between cells, each as long as it can be, and the
// frame.
func (p *tablePart) rules() {
	rows, cols := len(p.shown), len(p.x)-1
	owner := make([][]int, rows)
	for i := range owner {
		owner[i] = make([]int, cols)
	}
	for n, c := range p.cells {
		from, to := p.span(c.GridCell)
		for i := max(from, 0); i < to; i++ {
			for j := c.Col; j < c.Col+c.ColSpan; j++ {
				owner[i][j] = n
			}
		}
	}
	for i := 1; i < rows; i++ {
		p.across(i, func(j int) bool { return owner[i-1][j] != owner[i][j] })
	}
	for j := 1; j < cols; j++ {
		p.down(j, func(i int) bool { return owner[i][j-1] != owner[i][j] })
	}
	x1, x2, y1, y2 := Left, Left+Measure, p.y[0], p.y[rows]
	p.page.Rules = append(p.page.Rules, Frame(x1, y1, x2, y2, Thick)...)
}

// across draws the edge above shown row i over the columns where there is one.
func (p *tablePart) across(i int, is func(col int) bool) {
	cols := len(p.x) - 1
	for j := 0; j < cols; j++ {
		start := j
		for j < cols && is(j) {
			j++
		}
		if j > start {
			p.page.Rules = append(p.page.Rules, Rule{Left + p.x[start], p.y[i], Left + p.x[j], p.y[i], Thin})
		}
	}
}

// down draws the edge left of column j over the rows where there is one.
func (p *tablePart) down(j int, is func(row int) bool) {
	rows := len(p.shown)
	for i := 0; i < rows; i++ {
		start := i
		for i < rows && is(i) {
			i++
		}
		if i > start {
			p.page.Rules = append(p.page.Rules, Rule{Left + p.x[j], p.y[start], Left + p.x[j], p.y[i], Thin})
		}
	}
}
