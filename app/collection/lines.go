package collection

import (
	"fmt"
	"slices"
	"strings"

	"nianbao/app/form"
)

// line is a line that any department may have on its sheet.
type line struct {
	code, item, column string
	cells              []*form.Cell // that are filled in
}

// hasRows says whether the rows of a table have names, so that a line of a sheet is a
// row of the table.
func hasRows(t *form.Table) bool {
	return slices.ContainsFunc(t.RowIDs, func(id string) bool { return t.RowNames[id] != "" })
}

// lines are all lines of a table. Their codes count the places of the table as the
// edition prints it, totals too, so that they are the same in every sheet.
func lines(t *form.Table) []line {
	number := strings.TrimPrefix(t.Name, "表")
	code := func(n int) string { return fmt.Sprintf("%s-%02d", number, n) }
	var out []line
	if hasRows(t) {
		for i, id := range t.RowIDs {
			l := line{code: code(i + 1)}
			for _, c := range t.Inputs() {
				if c.RowID == id {
					l.item, l.cells = itemOf(t, c), append(l.cells, c)
				}
			}
			if len(l.cells) > 0 {
				out = append(out, l)
			}
		}
		return out
	}
	for i, c := range t.ValueCells() {
		if c.Computed {
			continue
		}
		l := line{code: code(i + 1), cells: []*form.Cell{c}}
		for _, between := range []string{"·", "："} {
			if item, column, ok := strings.Cut(c.Name, between); ok && l.item == "" {
				l.item, l.column = item, column
			}
		}
		if l.item == "" {
			l.item = c.Name
		}
		if unit := "（单位：" + c.Unit + "）"; c.Unit != "" && !strings.Contains(l.column, c.Unit) {
			l.column += unit
		}
		out = append(out, l)
	}
	return out
}

// itemOf is what stands before a row in the form: （三）不予公开　1.属于国家秘密.
func itemOf(t *form.Table, c *form.Cell) string {
	var parts []string
	for col := range t.LabelColumns {
		label := t.At(c.Row, col)
		if label == nil || label.IsValue() || slices.Contains(parts, label.Text) {
			continue
		}
		parts = append(parts, label.Text)
	}
	if len(parts) > 1 && strings.HasPrefix(parts[1], "（") { // 三、本年度办理结果 stands before them all
		parts = parts[1:]
	}
	return strings.Join(parts, "　")
}

// Place is where a line of a sheet leads: its figures by the names of their columns;
// "" where the line is one figure.
type Place struct {
	Item, Column string
	Cells        map[string]*form.Cell
}

// Places are all lines of an edition by their codes.
func Places(f *form.Form) map[string]Place {
	out := map[string]Place{}
	for _, t := range f.Tables() {
		for _, l := range lines(t) {
			p := Place{Item: l.item, Column: l.column, Cells: map[string]*form.Cell{}}
			for _, c := range l.cells {
				name := ""
				if hasRows(t) {
					name = valueName(t, c.ValueID)
				}
				p.Cells[name] = c
			}
			out[l.code] = p
		}
	}
	return out
}

func valueName(t *form.Table, id string) string {
	for _, v := range t.Values {
		if v.ID == id {
			return v.Name
		}
	}
	return ""
}

// ColumnNames are the names that columns of figures have in an edition.
func ColumnNames(f *form.Form) []string {
	var out []string
	for _, t := range f.Tables() {
		if !hasRows(t) {
			continue
		}
		for _, v := range t.Values {
			if !slices.Contains(out, v.Name) {
				out = append(out, v.Name)
			}
		}
	}
	return out
}

// Row is what an office assigns: the cells of a row of a table.
type Row struct {
	Name  string
	Cells []*form.Cell // that are filled in
}

// Rows are the rows of a table as an office assigns them: those of the form, and where
// that has one row with several groups of columns, each group.
func Rows(t *form.Table) []Row {
	var out []Row
	for _, l := range lines(t) {
		if n := len(out); n > 0 && out[n-1].Name == l.item {
			out[n-1].Cells = append(out[n-1].Cells, l.cells...)
			continue
		}
		out = append(out, Row{l.item, l.cells})
	}
	return out
}

// CellName is what a cell is called within its row.
func CellName(t *form.Table, c *form.Cell) string {
	for _, l := range lines(t) {
		if !slices.Contains(l.cells, c) {
			continue
		}
		if l.column != "" {
			return l.column
		}
		return valueName(t, c.ValueID)
	}
	return c.Name
}
