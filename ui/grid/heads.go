package grid

import "nianbao/app/form"

// headed returns the figures that a label stands for: the column below a head,
// the rows beside a label, and all of them for the corner. It says no where there
// are none.
func (g *Grid) headed(p position) (span, bool) {
	c := g.index.at(p)
	if c == nil || c.IsValue() {
		return span{}, false
	}
	table, last := g.index.table, g.index.columns()-1
	beside := c.Col+c.ColSpan <= table.LabelColumns
	switch {
	case beside && c.Row < table.HeaderRows:
		return g.index.figures(span{0, 0, table.Rows - 1, last})
	case !beside && (c.Row < table.HeaderRows || c.Style == form.Head):
		return g.index.figures(g.index.below(c, c.Col, c.Col+c.ColSpan-1))
	case c.Style == form.Head:
		return g.index.figures(g.index.below(c, 0, last))
	}
	return g.index.figures(span{c.Row, 0, c.Row + c.RowSpan - 1, last})
}

// below returns the rows under a head, up to the next row that has one over the
// same columns.
func (x *tableIndex) below(head *form.Cell, left, right int) span {
	s := span{head.Row + head.RowSpan, left, x.table.Rows - 1, right}
	begun := false
	for row := s.top; row < x.table.Rows; row++ {
		for col := left; col <= right; col++ {
			c := x.at(position{row, col})
			begun = begun || c.IsValue()
			if begun && c.Style == form.Head && !c.IsValue() {
				s.bottom = row - 1
				return s
			}
		}
	}
	return s
}

// figures shrinks a rectangle to its figures.
func (x *tableIndex) figures(s span) (span, bool) {
	var out span
	found := false
	for _, c := range x.values {
		if c.Row < s.top || c.Row > s.bottom || c.Col < s.left || c.Col > s.right {
			continue
		}
		own := span{c.Row, c.Col, c.Row + c.RowSpan - 1, c.Col + c.ColSpan - 1}
		if !found {
			out, found = own, true
			continue
		}
		out = union(out, own)
	}
	return out, found
}

func union(a, b span) span {
	return span{min(a.top, b.top), min(a.left, b.left), max(a.bottom, b.bottom), max(a.right, b.right)}
}

// selectSpan selects a rectangle, with the cursor on its first figure; extend
// selects what is selected already as well.
func (g *Grid) selectSpan(s span, extend bool) {
	if extend {
		s = union(g.area(), s)
	}
	first, ok := g.index.nearest(s.top, s.left)
	last, also := g.index.nearest(s.bottom, s.right)
	if !ok || !also {
		return
	}
	g.moveTo(first, false)
	g.anchor = last
	g.view.showCursor()
}
