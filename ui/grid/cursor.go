package grid

import "nianbao/app/form"

// The moves below are pure: from a place on a figure to another place on a
// figure, or to the same one where there is nowhere to go.

// step goes one figure in a direction, over labels. Its column is kept while
// it crosses wide cells, so that going down and up again comes back.
func (x *tableIndex) step(from position, dRow, dCol int) position {
	c := x.at(from)
	if dCol != 0 {
		col := c.Col - 1
		if dCol > 0 {
			col = c.Col + c.ColSpan
		}
		for ; col >= 0 && col < x.columns(); col += dCol {
			if x.figure(position{from.row, col}) != nil {
				return position{from.row, col}
			}
		}
		return from
	}
	row := c.Row - 1
	if dRow > 0 {
		row = c.Row + c.RowSpan
	}
	for ; row >= 0 && row < x.table.Rows; row += dRow {
		if p, ok := x.nearest(row, from.col); ok {
			return p
		}
	}
	return from
}

// nearest returns the place on a figure of a row that lies closest to col.
func (x *tableIndex) nearest(row, col int) (position, bool) {
	for d := range x.columns() {
		for _, p := range []position{{row, col - d}, {row, col + d}} {
			if x.figure(p) != nil {
				return p, true
			}
		}
	}
	return position{}, false
}

// far goes as far as step leads.
func (x *tableIndex) far(from position, dRow, dCol int) position {
	for {
		next := x.step(from, dRow, dCol)
		if next == from {
			return from
		}
		from = next
	}
}

// steps goes n figures up or down.
func (x *tableIndex) steps(from position, dRow, n int) position {
	for range n {
		from = x.step(from, dRow, 0)
	}
	return from
}

// home and end are the row's first and last figure.
func (x *tableIndex) home(from position) position { return x.far(from, 0, -1) }
func (x *tableIndex) end(from position) position  { return x.far(from, 0, 1) }

// first and last are the table's.
func (x *tableIndex) first() position { return topLeft(x.values[0]) }
func (x *tableIndex) last() position  { return topLeft(x.values[len(x.values)-1]) }

func topLeft(c *form.Cell) position { return position{c.Row, c.Col} }

// tab goes to the next or previous figure that can be typed, in reading
// order. It says no at the end of the table: the focus may leave there.
func (x *tableIndex) tab(from position, by int) (position, bool) {
	here := x.at(from)
	i := 0
	for i < len(x.values) && x.values[i] != here {
		i++
	}
	for i += by; i >= 0 && i < len(x.values); i += by {
		if x.typed(x.values[i]) {
			return topLeft(x.values[i]), true
		}
	}
	return from, false
}

// enter goes to the next or previous figure of the column that can be typed;
// from the column's end to the beginning of the next one. In a table of one
// row that is the next cell.
func (x *tableIndex) enter(from position, by int) position {
	for p := from; ; {
		next := x.step(p, by, 0)
		if next == p {
			break
		}
		if p = next; x.typed(x.at(p)) {
			return p
		}
	}
	for p := from; ; {
		next := x.step(p, 0, by)
		if next == p {
			return from
		}
		p = next
		for q := x.far(p, -by, 0); ; {
			if x.typed(x.at(q)) {
				return q
			}
			down := x.step(q, by, 0)
			if down == q {
				break
			}
			q = down
		}
	}
}
