// Package grid is the editor for the tables of the form: one widget that
// shows any form.Table as it is printed, merged labels included, and is worked
// like a spreadsheet with keyboard, mouse and clipboard.
//
// The widget owns no figure. It reads them from a Source, hands what a person
// typed or pasted to OnCommit as one set, and shows what Reload finds.
//
// Fyne repaints the whole window for every change, and without a graphics
// card each object and each filled pixel is paid for. Hence few and long
// lines, no filled backgrounds where white will do, and one entry for all.
package grid

import "nianbao/app/form"

// position is a row and a column of the table's grid, from 0.
type position struct{ row, col int }

// span is a rectangle of places; the last row and column belong to it.
type span struct{ top, left, bottom, right int }

// intersects says whether any part of a cell lies in the rectangle.
func (s span) intersects(c *form.Cell) bool {
	return c.Row <= s.bottom && c.Row+c.RowSpan > s.top && c.Col <= s.right && c.Col+c.ColSpan > s.left
}

// tableIndex is a table with quick ways to its figures.
type tableIndex struct {
	table  *form.Table
	values []*form.Cell // the figures, in reading order
	totals bool         // those that are computed are typed, too: to be compared
}

func newTableIndex(t *form.Table) *tableIndex { return &tableIndex{table: t, values: t.ValueCells()} }

func (x *tableIndex) columns() int { return len(x.table.Widths) }

// typed says whether a figure is one that people type.
func (x *tableIndex) typed(c *form.Cell) bool { return x.totals || !c.Computed }

// at returns the cell that covers a place, or nil outside the table.
func (x *tableIndex) at(p position) *form.Cell { return x.table.At(p.row, p.col) }

// figure returns the value cell at a place, or nil.
func (x *tableIndex) figure(p position) *form.Cell {
	if c := x.at(p); c != nil && c.IsValue() {
		return c
	}
	return nil
}

// in returns the figures of a rectangle, in reading order.
func (x *tableIndex) in(s span) []*form.Cell {
	var out []*form.Cell
	for _, c := range x.values {
		if s.intersects(c) {
			out = append(out, c)
		}
	}
	return out
}

// around returns the smallest rectangle that holds both places and cuts no
// cell.
func (x *tableIndex) around(p, q position) span {
	s := span{min(p.row, q.row), min(p.col, q.col), max(p.row, q.row), max(p.col, q.col)}
	for {
		wider := s
		for _, c := range x.table.Cells {
			if c.IsValue() && s.intersects(c) {
				wider.top, wider.left = min(wider.top, c.Row), min(wider.left, c.Col)
				wider.bottom, wider.right = max(wider.bottom, c.Row+c.RowSpan-1), max(wider.right, c.Col+c.ColSpan-1)
			}
		}
		if wider == s {
			return s
		}
		s = wider
	}
}

// frozen returns how many rows and columns can stay in view: those the table
// asks for, less any whose cells reach into what scrolls.
func (x *tableIndex) frozen() (rows, cols int) {
	return x.frozenUpTo(x.table.HeaderRows, func(c *form.Cell) (int, int) { return c.Row, c.Row + c.RowSpan }),
		x.frozenUpTo(x.table.LabelColumns, func(c *form.Cell) (int, int) { return c.Col, c.Col + c.ColSpan })
}

func (x *tableIndex) frozenUpTo(wanted int, reach func(*form.Cell) (from, to int)) int {
	for n := wanted; n > 0; n-- {
		whole := true
		for _, c := range x.table.Cells {
			from, to := reach(c)
			if from < n && (to > n || c.IsValue()) {
				whole = false
				break
			}
		}
		if whole {
			return n
		}
	}
	return 0
}

// cover returns rectangles of whole cells that together hold just the cells
// asked for, few rather than many.
func (x *tableIndex) cover(want func(*form.Cell) bool) []span {
	done := map[*form.Cell]bool{}
	free := func(c *form.Cell) bool { return want(c) && !done[c] }
	var out []span
	for _, c := range x.table.Cells {
		if !free(c) {
			continue
		}
		s := x.grow(c, free)
		for row := s.top; row <= s.bottom; row++ {
			for col := s.left; col <= s.right; col++ {
				done[x.at(position{row, col})] = true
			}
		}
		out = append(out, s)
	}
	return out
}

// grow widens a cell to the right and then downward over cells one row high
// that are free.
func (x *tableIndex) grow(c *form.Cell, free func(*form.Cell) bool) span {
	s := span{c.Row, c.Col, c.Row + c.RowSpan - 1, c.Col + c.ColSpan - 1}
	if c.RowSpan > 1 {
		return s
	}
	for next := x.at(position{c.Row, s.right + 1}); next != nil && next.RowSpan == 1 && free(next); {
		s.right += next.ColSpan
		next = x.at(position{c.Row, s.right + 1})
	}
	for x.fills(s.bottom+1, s.left, s.right, free) {
		s.bottom++
	}
	return s
}

// fills says whether free cells one row high fill a stretch of a row exactly.
func (x *tableIndex) fills(row, left, right int, free func(*form.Cell) bool) bool {
	for col := left; col <= right; {
		p := position{row, col}
		c := x.at(p)
		if c == nil || c.RowSpan > 1 || !free(c) || topLeft(c) != p {
			return false
		}
		col += c.ColSpan
		if col > right+1 {
			return false
		}
	}
	return true
}
