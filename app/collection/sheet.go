package collection

import (
	"fmt"
	"slices"
	"strings"

	"nianbao/app/form"
	"nianbao/app/report"
)

// Title is what every collection sheet is called.
const Title = "数据报送表"

// Sheet is what the collection sheet of a department says before anybody fills it in.
type Sheet struct {
	Unit       string
	Year       int
	Department string
	Form       *form.Form
	Before     int // the year that figures are compared with, 0 for none
	Blocks     []Block
}

// Block is what a department provides of one table. Where a row of the table has a
// name, a line is such a row and has a figure in every column; else every line is one
// figure, in one column without a value.
type Block struct {
	Table   *form.Table
	Columns []form.Value // of figures; the zero Value where a line is one figure
	Lines   []Line
	Common  []string // how all of its figures are counted
	Notes   []string // how the figures of a column are counted, or of an item that has several lines
}

// Line is a line of a block.
type Line struct {
	Code   string       // by which it is found again, wherever it is moved to: 三-05
	Item   string       // 行政许可
	Column string       // 本年处理决定数量; "" where the line has several
	Rule   string       // how it is counted, a sentence or several
	Cells  []*form.Cell // by the columns of the block; nil for what another department provides
	Last   []string     // by the columns: what each was in the year before, "" where that is not known
}

// Figures counts the figures that a sheet asks for.
func (s *Sheet) Figures() int {
	n := 0
	for i := range s.Blocks {
		n += s.Blocks[i].Figures()
	}
	return n
}

// Figures counts those of the block.
func (b *Block) Figures() int {
	n := 0
	for _, l := range b.Lines {
		for _, c := range l.Cells {
			if c != nil {
				n++
			}
		}
	}
	return n
}

// Heading is what stands over a sheet.
func (s *Sheet) Heading() string {
	return fmt.Sprintf("%d年政府信息公开工作年度报告%s", s.Year, Title)
}

// SheetOf makes the sheet of a department for a report; last is the report of the year
// before, nil where there is none. A department that provides nothing has a sheet
// without blocks.
func SheetOf(r, last *report.Report, a *Assignment, department string) *Sheet {
	s := &Sheet{Unit: r.Unit(), Year: r.Year(), Department: department, Form: r.Form()}
	if last != nil {
		s.Before = last.Year()
	}
	mine := map[form.Address]bool{}
	for _, c := range a.Provides(r.Form(), department) {
		mine[c.Address] = true
	}
	for _, t := range r.Form().Tables() {
		if b := blockOf(t, mine, last); len(b.Lines) > 0 {
			s.Blocks = append(s.Blocks, b)
		}
	}
	return s
}

// blockOf is the part of a table that somebody provides.
func blockOf(t *form.Table, mine map[form.Address]bool, last *report.Report) Block {
	b := Block{Table: t, Columns: []form.Value{{}}}
	rules := rulesOf(t)
	b.Common = rules.common
	if hasRows(t) {
		b.Columns = nil
		for _, v := range t.Values {
			if slices.ContainsFunc(t.Inputs(), func(c *form.Cell) bool { return mine[c.Address] && c.ValueID == v.ID }) {
				b.Columns = append(b.Columns, v)
				b.Notes = append(b.Notes, rules.ofColumn(v)...)
			}
		}
	}
	for _, l := range lines(t) {
		cells := make([]*form.Cell, len(b.Columns))
		before := make([]string, len(b.Columns))
		any := false
		for i, v := range b.Columns {
			for _, c := range l.cells {
				if (v.ID == "" || c.ValueID == v.ID) && mine[c.Address] {
					cells[i], any = c, true
				}
			}
			if cells[i] != nil {
				before[i] = figureOf(last, cells[i])
			}
		}
		if !any {
			continue
		}
		if n := len(b.Lines); n == 0 || b.Lines[n-1].Item != l.item {
			b.Notes = append(b.Notes, rules.ofItem(l.item)...)
		}
		b.Lines = append(b.Lines, Line{l.code, l.item, l.column, strings.Join(rules.ofLine(&l), ""), cells, before})
	}
	return b
}

// figureOf is what a cell was in the year before. Where that year's form has another
// cell in its place, nothing is compared.
func figureOf(last *report.Report, c *form.Cell) string {
	if last == nil {
		return ""
	}
	if then := last.Form().Cell(c.Address); then == nil || then.Name != c.Name || then.Kind != c.Kind || then.Unit != c.Unit {
		return ""
	}
	return last.Figure(c.Address).String()
}
