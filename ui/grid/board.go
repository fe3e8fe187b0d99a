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

// place is a row and a column of the table's grid, from 0.
type place struct{ row, col int }

// span is a rectangle of places; the last row and column belong to it.
type span struct{ top, left, bottom, right int }

// holds says whether any part of a cell lies in the rectangle.
func (s span) holds(c *form.Cell) bool {
	return c.Row <= s.bottom && c.Row+c.RowSpan > s.top && c.Col <= s.right && c.Col+c.ColSpan > s.left
}

// board is a table with quick ways to its figures.
type board struct {
	table  *form.Table
	values []*form.Cell // the figures, in reading order
}

func newBoard(t *form.Table) *board { return &board{table: t, values: t.ValueCells()} }

func (b *board) columns() int { return len(b.table.Widths) }

// at returns the cell that covers a place, or nil outside the table.
func (b *board) at(p place) *form.Cell { return b.table.At(p.row, p.col) }

// figure returns the value cell at a place, or nil.
func (b *board) figure(p place) *form.Cell {
	if c := b.at(p); c != nil && c.IsValue() {
		return c
	}
	return nil
}

// in returns the figures of a rectangle, in reading order.
func (b *board) in(s span) []*form.Cell {
	var out []*form.Cell
	for _, c := range b.values {
		if s.holds(c) {
			out = append(out, c)
		}
	}
	return out
}

// around returns the smallest rectangle that holds both places and cuts no
// cell.
func (b *board) around(p, q place) span {
	s := span{min(p.row, q.row), min(p.col, q.col), max(p.row, q.row), max(p.col, q.col)}
	for {
		wider := s
		for _, c := range b.table.Cells {
			if c.IsValue() && s.holds(c) {
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
func (b *board) frozen() (rows, cols int) {
	return b.frozenUpTo(b.table.HeaderRows, func(c *form.Cell) (int, int) { return c.Row, c.Row + c.RowSpan }),
		b.frozenUpTo(b.table.LabelColumns, func(c *form.Cell) (int, int) { return c.Col, c.Col + c.ColSpan })
}

func (b *board) frozenUpTo(wanted int, reach func(*form.Cell) (from, to int)) int {
	for n := wanted; n > 0; n-- {
		whole := true
		for _, c := range b.table.Cells {
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
func (b *board) cover(want func(*form.Cell) bool) []span {
	done := map[*form.Cell]bool{}
	free := func(c *form.Cell) bool { return want(c) && !done[c] }
	var out []span
	for _, c := range b.table.Cells {
		if !free(c) {
			continue
		}
		s := b.grow(c, free)
		for row := s.top; row <= s.bottom; row++ {
			for col := s.left; col <= s.right; col++ {
				done[b.at(place{row, col})] = true
			}
		}
		out = append(out, s)
	}
	return out
}

// grow widens a cell to the right and then downward over cells one row high
// that are free.
func (b *board) grow(c *form.Cell, free func(*form.Cell) bool) span {
	s := span{c.Row, c.Col, c.Row + c.RowSpan - 1, c.Col + c.ColSpan - 1}
	if c.RowSpan > 1 {
		return s
	}
	for next := b.at(place{c.Row, s.right + 1}); next != nil && next.RowSpan == 1 && free(next); {
		s.right += next.ColSpan
		next = b.at(place{c.Row, s.right + 1})
	}
	for b.fills(s.bottom+1, s.left, s.right, free) {
		s.bottom++
	}
	return s
}

// fills says whether free cells one row high fill a stretch of a row exactly.
func (b *board) fills(row, left, right int, free func(*form.Cell) bool) bool {
	for col := left; col <= right; {
		p := place{row, col}
		c := b.at(p)
		if c == nil || c.RowSpan > 1 || !free(c) || on(c) != p {
			return false
		}
		col += c.ColSpan
		if col > right+1 {
			return false
		}
	}
	return true
}
