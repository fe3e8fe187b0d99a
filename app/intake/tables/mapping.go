package tables

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"nianbao/app/form"
	"nianbao/app/report"
)

// Anchor is where a block is to go when it has no labels to go by.
type Anchor struct {
	Row, Col int          // of the table's grid, the upper left corner
	Chosen   []*form.Cell // what a single value fills
}

// MappedCell is a text that belongs into a cell.
type MappedCell struct {
	Cell *form.Cell
	Raw  string
	Row  int // of the block, from 0
}

// SkippedRow is a row with figures that belongs nowhere, and why.
type SkippedRow struct {
	Row   int    // of the block, from 0
	Label string // what stands before its figures
	Why   error
}

// String tells it in a few words.
func (m SkippedRow) String() string {
	return fmt.Sprintf("第 %d 行“%s”：%v", m.Row+1, short(m.Label), m.Why)
}

// Mapping says where the figures of a block belong. What is to be entered can
// all be read by report.Parse.
type Mapping struct {
	Cells   []MappedCell // to be entered, in the order of the block
	Totals  []MappedCell // computed cells, as the source has them; blank ones are left out
	Grouped []MappedCell // of both, those read as one number though a space stands in it
	Missed  []SkippedRow // rows left out
}

// Addresses returns every cell that something of the block stands for.
func (m *Mapping) Addresses() []form.Address {
	var out []form.Address
	for _, p := range slices.Concat(m.Cells, m.Totals) {
		out = append(out, p.Cell.Address)
	}
	return out
}

// ErrNothing is returned for a block with labels of which no row belongs to
// the table.
type ErrNothing struct{ Missed []SkippedRow }

// Error names the first rows.
func (e *ErrNothing) Error() string {
	s := "没有一行对得上本表，没有粘贴，表中内容没有改动"
	for i, m := range e.Missed {
		if i == 3 {
			return fmt.Sprintf("%s；……共 %d 行", s, len(e.Missed))
		}
		s += "；" + m.String()
	}
	return s
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

// ErrUnparsable is returned for a block with cells that cannot be read.
type ErrUnparsable struct{ Cells []UnparsableCell }

// UnparsableCell is one cell of a block that cannot be read, and why.
type UnparsableCell struct {
	Address form.Address
	Name    string
	Raw     string
	Err     error
}

// Error names the first cells and counts the rest.
func (e *ErrUnparsable) Error() string {
	var said []string
	for i, u := range e.Cells {
		if i == 3 {
			said = append(said, fmt.Sprintf("……共 %d 处", len(e.Cells)))
			break
		}
		said = append(said, fmt.Sprintf("%s“%s”：%v", u.Name, short(u.Raw), u.Err))
	}
	return "有内容无法识别，整块没有粘贴。" + strings.Join(said, "；")
}

// Unwrap returns why the first cell cannot be read.
func (e *ErrUnparsable) Unwrap() error { return e.Cells[0].Err }

// Reasons why a row or a block belongs nowhere.
var (
	errNoRow   = errors.New("对不上本表的任何一行")
	errTwice   = errors.New("与前面的内容落在同一格")
	errUnclear = errors.New("看不出第一列空白是一格数据还是行名的一部分，没有粘贴。请连同表头或者上下各行一起复制")
)

// Map finds where a block belongs in a table: by the labels it carries along,
// else from the anchor on. The error is *ErrNothing, *ErrOverEdge, *ErrUnparsable,
// report.ErrComputed when there is nothing but computed cells, or one that says
// why the block is not clear; nothing of the block may be entered then.
func Map(t *form.Table, b Block, at Anchor) (*Mapping, error) {
	if raw, single := b.Single(); single {
		all := make([]MappedCell, len(at.Chosen))
		for i, c := range at.Chosen {
			all[i] = MappedCell{c, raw, 0}
		}
		return collect(candidate{placed: all})
	}
	x := newIndex(t)
	if !x.labelled(b) {
		l, err := x.byOffset(b.Rows, at)
		if err != nil {
			return nil, err
		}
		return collect(l)
	}
	l, err := x.byLabels(b, at)
	if err != nil {
		return nil, err
	}
	return collect(l)
}

// candidate is one reading of a block: every text with its cell, computed cells
// among them, and the rows that belong nowhere.
type candidate struct {
	placed []MappedCell
	rows   int // that belong somewhere
	missed []SkippedRow
}

func (l *candidate) add(row int, cells []*form.Cell, raws []string) {
	l.rows++
	for i, c := range cells {
		l.placed = append(l.placed, MappedCell{c, raws[i], row})
	}
}

func (l *candidate) miss(row int, label string, why error) {
	l.missed = append(l.missed, SkippedRow{row, label, why})
}

// labelled says whether a block carries labels of the table along.
func (x *index) labelled(b Block) bool {
	for _, row := range b.Rows {
		if slices.ContainsFunc(row, x.knows) {
			return true
		}
	}
	return x.byLines(b).rows > 0
}

// byLabels takes the reading of a block in which most rows belong somewhere.
func (x *index) byLabels(b Block, at Anchor) (candidate, error) {
	if !x.named() {
		return x.byCount(b)
	}
	rows := x.split(b.Rows)
	x.withTotals = x.namesTotals(b)
	if l, ok := x.byHeadings(rows); ok {
		return l, nil
	}
	best, err := x.byColumns(rows)
	if err != nil {
		return candidate{}, err
	}
	for _, other := range []candidate{x.byRows(rows), x.byLines(b)} {
		if other.rows > best.rows || other.rows == best.rows && len(other.missed) < len(best.missed) {
			best = other
		}
	}
	if best.rows == 0 {
		unnamed := allOf(rows, func(l line) bool { return l.row == none })
		if figures := withoutHeadings(rows); unnamed && len(figures) > 0 && !anyText(figures) {
			return x.byOffset(figures, at)
		}
		return candidate{}, &ErrNothing{best.missed}
	}
	return best, nil
}

// collect checks that every figure can be read and that none lands twice.
func collect(l candidate) (*Mapping, error) {
	m := &Mapping{Missed: l.missed}
	var bad []UnparsableCell
	met := map[*form.Cell]bool{}
	for _, p := range l.placed {
		_, err := report.Parse(p.Cell.Kind, p.Raw)
		switch {
		case met[p.Cell]:
			bad = append(bad, UnparsableCell{p.Cell.Address, p.Cell.Name, p.Raw, errTwice})
			continue
		case p.Cell.Computed && err == nil && !blank(p.Raw):
			m.Totals = append(m.Totals, p)
		case p.Cell.Computed: // an unreadable total is no total
		case err != nil:
			bad = append(bad, UnparsableCell{p.Cell.Address, p.Cell.Name, p.Raw, err})
		default:
			m.Cells = append(m.Cells, p)
		}
		met[p.Cell] = true
		if report.GroupedBySpaces(p.Raw) {
			m.Grouped = append(m.Grouped, p)
		}
	}
	switch {
	case len(bad) > 0:
		return nil, &ErrUnparsable{bad}
	case len(m.Cells) == 0 && len(l.placed) > 0:
		return nil, report.ErrComputed
	}
	return m, nil
}

// short cuts a text for a message.
func short(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) <= 16 {
		return s
	}
	return string([]rune(s)[:15]) + "…"
}
