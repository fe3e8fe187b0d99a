package grid

import (
	"errors"
	"fmt"
	"strings"

	"nianbao/app/form"
	"nianbao/app/report"
)

// Input is what a person put into one cell: a figure as typed, "" to clear it.
type Input struct {
	Address form.Address
	Raw     string
}

// ErrOverEdge is returned for a block that reaches past the table.
type ErrOverEdge struct {
	Rows, Columns int
	From          string // the cell it was to begin at
}

// Error tells how large the block is and where it was to go.
func (e *ErrOverEdge) Error() string {
	return fmt.Sprintf("粘贴的内容有 %d 行 %d 列，从“%s”起放不下，会超出表格，没有粘贴。请先选中左上角的格再粘贴，或者连同表头和行名一起复制", e.Rows, e.Columns, e.From)
}

// ErrUnread is returned for a block with cells that cannot be read.
type ErrUnread struct{ Cells []Unread }

// Unread is one cell of a block that cannot be read, and why.
type Unread struct {
	Address form.Address // "" when it belongs to no cell of the table
	Name    string
	Raw     string
	Err     error
}

// Error names the first cells and counts the rest.
func (e *ErrUnread) Error() string {
	var said []string
	for i, u := range e.Cells {
		if i == 3 {
			said = append(said, fmt.Sprintf("……共 %d 处", len(e.Cells)))
			break
		}
		said = append(said, fmt.Sprintf("%s“%s”：%v", u.Name, short(u.Raw), u.Err))
	}
	return "有内容读不出来，整块没有粘贴。" + strings.Join(said, "；")
}

// Unwrap returns why the first cell cannot be read.
func (e *ErrUnread) Unwrap() error { return e.Cells[0].Err }

// Reasons why a row or a cell of a block belongs nowhere.
var (
	errNoRow   = errors.New("对不上本表的任何一行")
	errNoPlace = errors.New("对不上本表的任何一格")
	errTwice   = errors.New("与前面的内容落在同一格")
)

// landing says which cell of the table each cell of a block belongs to; nil
// for labels and for what is left out.
type landing [][]*form.Cell

// land finds where a block of cells belongs when it is pasted on a selection.
func (b *board) land(block [][]string, from place, chosen span) (landing, error) {
	if len(block) == 1 && len(block[0]) == 1 {
		return nil, nil // one value fills the selection: see inputs
	}
	top := place{chosen.top, chosen.left}
	if p := b.at(top); p == nil || !p.IsValue() {
		top = from
	}
	top = on(b.at(top))
	labels := newLabels(b)
	if !labels.any(block) {
		return b.landByPosition(block, top)
	}
	if to := labels.landAsPrinted(block, top); to != nil {
		return to, nil
	}
	return labels.landByName(block, top)
}

// landByPosition lays a block of bare figures from a place on. Where a row of
// the table has no figures it is passed over, so that a block typed without
// the headings in between fits.
func (b *board) landByPosition(block [][]string, from place) (landing, error) {
	to := make(landing, len(block))
	over := &ErrOverEdge{Rows: len(block), Columns: len(block[0]), From: b.at(from).Name}
	row := from.row
	for i := range block {
		if i > 0 {
			for row++; row < len(b.places) && !b.hasFigures(row); row++ {
				continue
			}
		}
		if row >= len(b.places) {
			return nil, over
		}
		cells, err := b.landRow(block[i], place{row, from.col})
		if err != nil {
			return nil, over
		}
		to[i] = cells
	}
	return to, nil
}

// landRow lays the figures of one row. A wide cell takes one figure; the
// blanks that a spreadsheet copies for the rest of a joined cell are dropped.
func (b *board) landRow(row []string, from place) ([]*form.Cell, error) {
	out := make([]*form.Cell, len(row))
	for i, raw := range row {
		c := b.at(place{from.row, from.col + i})
		switch {
		case c != nil && c.IsValue() && (c.Col == from.col+i || i == 0):
			out[i] = c
		case strings.TrimSpace(raw) != "":
			return b.landPacked(row, from)
		}
	}
	return out, nil
}

// landPacked lays the figures of one row on one cell after the other, for a
// sheet that joins no cells where the form does.
func (b *board) landPacked(row []string, from place) ([]*form.Cell, error) {
	out := make([]*form.Cell, len(row))
	col := from.col
	for i := range row {
		c := b.figure(place{from.row, col})
		if c == nil {
			if strings.TrimSpace(strings.Join(row[i:], "")) == "" {
				return out, nil
			}
			return nil, errNoPlace
		}
		out[i] = c
		col = c.Col + c.ColSpan
	}
	return out, nil
}

func (b *board) hasFigures(row int) bool {
	for _, c := range b.places[row] {
		if c.IsValue() {
			return true
		}
	}
	return false
}

// inputs reads a block for the cells it lands on. Computed cells are left
// out; the error is an *ErrUnread when any figure cannot be read, and
// report.ErrComputed when there is nothing but computed cells.
func inputs(block [][]string, to landing, chosen []*form.Cell) ([]Input, error) {
	var out []Input
	var bad []Unread
	met, computed := map[*form.Cell]bool{}, false
	take := func(c *form.Cell, raw string) {
		switch _, err := report.Parse(c.Kind, raw); {
		case c.Computed:
			computed = true
		case met[c]:
			bad = append(bad, Unread{c.Address, c.Name, raw, errTwice})
		case err != nil:
			bad = append(bad, Unread{c.Address, c.Name, raw, err})
		default:
			met[c] = true
			out = append(out, Input{c.Address, raw})
		}
	}
	if to == nil {
		for _, c := range chosen {
			take(c, block[0][0])
		}
	}
	for i, row := range to {
		for j, c := range row {
			if c != nil {
				take(c, block[i][j])
			}
		}
	}
	switch {
	case len(bad) > 0:
		return nil, &ErrUnread{bad}
	case len(out) == 0 && computed:
		return nil, report.ErrComputed
	}
	return out, nil
}
