package form

import (
	"cmp"
	"slices"
	"strings"
)

// build lays the rows of a file's table on its grid and works out its
// equations, cell by cell. What the file names has been found to be there.
func (ft fileTable) build() (*Table, *fault) {
	t := &Table{
		ID: ft.ID, Name: ft.Name, HeaderRows: ft.HeaderRows, LabelColumns: ft.LabelColumns,
		Widths: ft.Widths, Rows: len(ft.Row), Values: ft.Values, RowNames: map[string]string{},
		places: make([][]*Cell, len(ft.Row)), cells: map[Address]*Cell{},
	}
	for r := range t.places {
		t.places[r] = make([]*Cell, len(t.Widths))
	}
	for r, row := range ft.Row {
		if err := t.layRow(r, row); err != nil {
			return nil, err.in("row", r)
		}
	}
	for r := range ft.Row {
		for c := range t.Widths {
			if t.places[r][c] == nil {
				return nil, wrong("cells", "column %d is not covered", c+1).in("row", r)
			}
		}
	}
	if err := ft.equations(t); err != nil {
		return nil, err
	}
	ft.nameCells(t)
	return t, nil
}

// layRow places one row's cells at the first free places, then, in a data
// row, one value cell for each value column.
func (t *Table) layRow(r int, row fileRow) *fault {
	cells := row.Cells
	data := row.ID != "" || row.Data
	if data {
		t.RowIDs = append(t.RowIDs, row.ID)
		t.RowNames[row.ID] = row.Name
		for _, v := range t.Values {
			cells = append(cells, fileCell{ID: v.ID})
		}
	}
	col := 0
	for _, in := range cells {
		for t.At(r, col) != nil {
			col++
		}
		c := in.build(r, col)
		if col+c.ColSpan > len(t.Widths) || r+c.RowSpan > t.Rows {
			return wrong(in.label(), "cell %q does not fit", in.label())
		}
		if in.ID != "" {
			c.Address = join(t.ID, row.ID, in.ID)
		}
		if data && in.ID != "" {
			c.RowID, c.ValueID = row.ID, in.ID
		}
		if !t.cover(c) {
			return wrong(in.label(), "cell %q overlaps another", in.label())
		}
		t.Cells = append(t.Cells, c)
	}
	return nil
}

// cover puts a cell on its places; it is false where one is taken.
func (t *Table) cover(c *Cell) bool {
	for row := c.Row; row < c.Row+c.RowSpan; row++ {
		for col := c.Col; col < c.Col+c.ColSpan; col++ {
			if t.places[row][col] != nil {
				return false
			}
			t.places[row][col] = c
		}
	}
	if c.IsValue() {
		t.cells[c.Address] = c
	}
	return true
}

// label is what a cell is told by: its text, or what it is called.
func (in fileCell) label() string { return cmp.Or(in.Text, in.ID) }

func (in fileCell) build(row, col int) *Cell {
	c := &Cell{Row: row, Col: col, RowSpan: max(in.Rows, 1), ColSpan: max(in.Cols, 1), Text: in.Text, Style: in.Style}
	if in.ID != "" {
		c.Kind, c.Unit = in.Kind, in.Unit
		if c.Kind == "" {
			c.Kind = Count
		}
	}
	return c
}

// equations turns the file's patterns into equations between addresses.
func (ft fileTable) equations(t *Table) *fault {
	var all []Sum
	for _, s := range ft.Sum {
		all = append(all, t.sums(s)...)
	}
	t.Sums = inOrder(all)
	for _, s := range t.Sums {
		t.Cell(s.Total).Computed = true
	}
	if s := t.circular(); s != nil {
		n := slices.IndexFunc(ft.Sum, func(of fileSum) bool { return of.Rule == s.Rule })
		return wrong("parts", "%s: %s is a part of itself", s.Rule, s.Total).in("sum", n)
	}
	for _, b := range ft.Balance {
		for _, v := range t.Values {
			t.Balances = append(t.Balances, Balance{
				Rule: b.Rule, ValueID: v.ID, Name: v.Name, Line: b.Line, Message: b.Message, Basis: b.Basis,
				Left: t.inColumn(b.Left, v.ID), Right: t.inColumn(b.Right, v.ID),
			})
		}
	}
	for _, l := range ft.Limit {
		for i := range l.Low {
			t.Limits = append(t.Limits, Limit{
				Rule: l.Rule, Severity: l.Severity, Message: l.Message,
				Low: join(t.ID, l.Low[i]), High: join(t.ID, l.High[i]),
			})
		}
	}
	for _, z := range ft.Zero {
		out := Zero{Rule: z.Rule, Severity: z.Severity, Message: z.Message, Fact: z.Fact, FromYear: z.FromYear}
		for _, id := range z.Cells {
			out.Cells = append(out.Cells, join(t.ID, id))
		}
		t.Zeros = append(t.Zeros, out)
	}
	ft.acrossYears(t)
	return nil
}

// acrossYears adds what a reader compares with the year before.
func (ft *fileTable) acrossYears(t *Table) {
	for _, k := range ft.KeyFigure {
		out := KeyFigure{Name: k.Name}
		for _, id := range k.Cells {
			out.Cells = append(out.Cells, join(t.ID, id))
		}
		t.KeyFigures = append(t.KeyFigures, out)
	}
	for _, c := range ft.Carry {
		before, now := t.inColumns(c.Before), t.inColumns(c.Now)
		for i, v := range t.Values {
			t.Carries = append(t.Carries, Carry{Before: before[i], Now: now[i], Name: v.Name})
		}
	}
	for _, s := range ft.Stock {
		for i := range s.Now {
			t.Stocks = append(t.Stocks, Stock{Now: join(t.ID, s.Now[i]), More: join(t.ID, s.More[i]), Less: join(t.ID, s.Less[i])})
		}
	}
}

// inColumns returns the cells of a row, one for each column of values.
func (t *Table) inColumns(row string) []Address {
	var out []Address
	for _, v := range t.Values {
		out = append(out, t.inColumn([]string{row}, v.ID)...)
	}
	return out
}

// circular returns a sum of which a part is computed after it, or by it.
func (t *Table) circular() *Sum {
	waiting := map[Address]bool{}
	for i := range t.Sums {
		waiting[t.Sums[i].Total] = true
	}
	for i := range t.Sums {
		s := &t.Sums[i]
		if slices.ContainsFunc(s.Parts, func(p Address) bool { return waiting[p] }) {
			return s
		}
		delete(waiting, s.Total)
	}
	return nil
}

// inOrder keeps the first equation for each total and puts those whose parts
// are totals themselves behind the equations that make these parts.
func inOrder(all []Sum) []Sum {
	byTotal := map[Address]Sum{}
	var totals []Address
	for _, s := range all {
		if _, known := byTotal[s.Total]; !known {
			byTotal[s.Total] = s
			totals = append(totals, s.Total)
		}
	}
	var out []Sum
	done := map[Address]bool{}
	var visit func(a Address)
	visit = func(a Address) {
		s, isTotal := byTotal[a]
		if !isTotal || done[a] {
			return
		}
		done[a] = true
		for _, p := range s.Parts {
			visit(p)
		}
		out = append(out, s)
	}
	for _, a := range totals {
		visit(a)
	}
	return out
}

// sums expands one sum over the rows or the columns it runs along.
func (t *Table) sums(s fileSum) []Sum {
	var out []Sum
	if s.Along == alongColumn {
		for _, v := range t.Values {
			out = append(out, Sum{
				Rule: s.Rule, Message: s.Message, Name: v.Name,
				Total: join(t.ID, s.Total, v.ID), Parts: t.inColumn(t.expandRows(s.Parts), v.ID),
			})
		}
		return out
	}
	for _, row := range t.RowIDs {
		sum := Sum{Rule: s.Rule, Message: s.Message, Name: t.RowNames[row], Total: join(t.ID, row, s.Total)}
		for _, p := range s.Parts {
			sum.Parts = append(sum.Parts, join(t.ID, row, p))
		}
		out = append(out, sum)
	}
	return out
}

// expandRows replaces patterns by the row ids they cover, in form order.
func (t *Table) expandRows(patterns []string) []string {
	var out []string
	for _, p := range patterns {
		for _, id := range t.RowIDs {
			if matches(p, id) {
				out = append(out, id)
			}
		}
	}
	return out
}

func (t *Table) inColumn(rows []string, value string) []Address {
	out := make([]Address, len(rows))
	for i, r := range rows {
		out[i] = join(t.ID, r, value)
	}
	return out
}

// nameCells gives each value cell the name that sentences use, and its help.
func (ft fileTable) nameCells(t *Table) {
	names := map[string]string{}
	for _, v := range t.Values {
		names[v.ID] = v.Name
	}
	for _, c := range t.ValueCells() {
		local := strings.TrimPrefix(string(c.Address), t.ID+".")
		switch {
		case t.RowNames[c.RowID] != "":
			c.Name = t.RowNames[c.RowID] + "·" + names[c.ValueID]
		case names[c.ValueID] != "":
			c.Name = names[c.ValueID]
		default:
			c.Name = t.labelsOf(c)
		}
		c.Help = ft.helpFor(c, local)
	}
}

// helpFor gathers the help of a cell in the order of the file.
func (ft fileTable) helpFor(c *Cell, local string) []Help {
	var out []Help
	for _, h := range ft.Help {
		if h.covers(c.RowID, local) {
			out = append(out, h.help(ft.citation)...)
		}
	}
	return out
}

// covers says whether the help is for a cell: by its address in the table, by
// its row, or by what its address begins with.
func (h fileHelp) covers(row, local string) bool {
	return matches(h.For, local) || matches(h.For, row) || strings.HasPrefix(local, h.For+".")
}

// labelsOf names a cell of a table without value columns: the label at the
// left of its row, and the header above it.
func (t *Table) labelsOf(c *Cell) string {
	row := t.At(c.Row, 0).Text
	for r := c.Row - 1; r >= 0; r-- {
		above := t.At(r, c.Col)
		if !above.IsValue() && above.Style == Head && above.ColSpan < len(t.Widths) {
			return row + "·" + above.Text
		}
	}
	return row
}

// join makes an address of the parts that are not empty.
func join(parts ...string) Address {
	var kept []string
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return Address(strings.Join(kept, "."))
}
