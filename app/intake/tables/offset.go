package tables

import (
	"slices"

	"nianbao/app/form"
)

// withoutHeadings keeps the rows that hold figures or nothing.
func withoutHeadings(lines []line) [][]string {
	var out [][]string
	for _, l := range lines {
		if l.figures() || len(out) > 0 && allBlank(l.cells) {
			out = append(out, l.cells)
		}
	}
	return out
}

func anyText(rows [][]string) bool {
	return slices.ContainsFunc(rows, func(cells []string) bool {
		return slices.ContainsFunc(cells, func(s string) bool { return !blank(s) && !numeric(s) && !placeholder(s) })
	})
}

// byOffset lays a block of bare figures from an anchor on, or from the top when
// it has a row for each of the table. Rows of the table without figures are
// passed over, so that a block typed without the headings in between fits.
func (x *index) byOffset(rows [][]string, at Anchor) (candidate, error) {
	var data []int
	for r, cells := range x.rows {
		if len(cells) > 0 {
			data = append(data, r)
		}
	}
	over := &ErrOverEdge{Rows: len(rows), From: x.nameAt(at)}
	for _, row := range rows {
		over.Columns = max(over.Columns, len(row))
	}
	next, col := slices.Index(data, at.Row), at.Col
	if len(rows) == len(data) && len(data) > 1 {
		next = 0
		if wide := len(x.table.Values); wide > 0 && (over.Columns == wide || over.Columns == wide-1) {
			col = x.rows[data[0]][0].Col
		}
	}
	if next < 0 {
		return candidate{}, over
	}
	var out candidate
	for i, row := range rows {
		if next >= len(data) {
			if allBlank(row) {
				continue
			}
			return candidate{}, over
		}
		row = append(slices.Clone(row), make([]string, over.Columns-len(row))...)
		cells, raws, ok := x.along(row, data[next], col)
		if !ok {
			return candidate{}, over
		}
		out.add(i, cells, raws)
		next++
	}
	return out, nil
}

func (x *index) nameAt(at Anchor) string {
	if c := x.table.At(at.Row, at.Col); c != nil {
		return c.Name
	}
	return ""
}

// along lays the figures of one row from a column on: where the form has them,
// or, for a sheet that joins no cells where the form does, one after the other.
func (x *index) along(row []string, r, col int) (cells []*form.Cell, raws []string, ok bool) {
	ok = true
	for i, raw := range row {
		c := x.table.At(r, col+i)
		switch {
		case c != nil && c.IsValue() && (c.Col == col+i || i == 0):
			cells, raws = append(cells, c), append(raws, raw)
		case !blank(raw):
			ok = false
		}
	}
	if ok {
		return cells, raws, true
	}
	return x.oneAfterOther(row, r, col)
}

func (x *index) oneAfterOther(row []string, r, col int) (cells []*form.Cell, raws []string, ok bool) {
	for i, raw := range row {
		c := x.table.At(r, col)
		if c == nil || !c.IsValue() {
			return cells, raws, allBlank(row[i:])
		}
		cells, raws = append(cells, c), append(raws, raw)
		col = c.Col + c.ColSpan
	}
	return cells, raws, true
}
