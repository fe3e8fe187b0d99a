package grid

import "nianbao/app/form"

// The moves below are pure: from a place on a figure to another place on a
// figure, or to the same one where there is nowhere to go.

// step goes one figure in a direction, over labels. Its column is kept while
// it crosses wide cells, so that going down and up again comes back.
func (b *board) step(from place, dRow, dCol int) place {
	c := b.at(from)
	if dCol != 0 {
		col := c.Col - 1
		if dCol > 0 {
			col = c.Col + c.ColSpan
		}
		for ; col >= 0 && col < b.columns(); col += dCol {
			if b.figure(place{from.row, col}) != nil {
				return place{from.row, col}
			}
		}
		return from
	}
	row := c.Row - 1
	if dRow > 0 {
		row = c.Row + c.RowSpan
	}
	for ; row >= 0 && row < b.table.Rows; row += dRow {
		if p, ok := b.nearest(row, from.col); ok {
			return p
		}
	}
	return from
}

// nearest returns the place on a figure of a row that lies closest to col.
func (b *board) nearest(row, col int) (place, bool) {
	for d := range b.columns() {
		for _, p := range []place{{row, col - d}, {row, col + d}} {
			if b.figure(p) != nil {
				return p, true
			}
		}
	}
	return place{}, false
}

// far goes as far as step leads.
func (b *board) far(from place, dRow, dCol int) place {
	for {
		next := b.step(from, dRow, dCol)
		if next == from {
			return from
		}
		from = next
	}
}

// steps goes n figures up or down.
func (b *board) steps(from place, dRow, n int) place {
	for range n {
		from = b.step(from, dRow, 0)
	}
	return from
}

// home and end are the row's first and last figure.
func (b *board) home(from place) place { return b.far(from, 0, -1) }
func (b *board) end(from place) place  { return b.far(from, 0, 1) }

// first and last are the table's.
func (b *board) first() place { return on(b.values[0]) }
func (b *board) last() place  { return on(b.values[len(b.values)-1]) }

func on(c *form.Cell) place { return place{c.Row, c.Col} }

// tab goes to the next or previous figure that can be typed, in reading
// order. It says no at the end of the table: the focus may leave there.
func (b *board) tab(from place, by int) (place, bool) {
	here := b.at(from)
	i := 0
	for i < len(b.values) && b.values[i] != here {
		i++
	}
	for i += by; i >= 0 && i < len(b.values); i += by {
		if !b.values[i].Computed {
			return on(b.values[i]), true
		}
	}
	return from, false
}

// enter goes to the next or previous figure of the column that can be typed;
// from the column's end to the beginning of the next one. In a table of one
// row that is the next cell.
func (b *board) enter(from place, by int) place {
	for p := from; ; {
		next := b.step(p, by, 0)
		if next == p {
			break
		}
		if p = next; !b.at(p).Computed {
			return p
		}
	}
	for p := from; ; {
		next := b.step(p, 0, by)
		if next == p {
			return from
		}
		p = next
		for q := b.far(p, -by, 0); ; {
			if !b.at(q).Computed {
				return q
			}
			down := b.step(q, by, 0)
			if down == q {
				break
			}
			q = down
		}
	}
}
