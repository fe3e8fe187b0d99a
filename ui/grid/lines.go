package grid

import "nianbao/app/form"

// Line is a row of a table that is in sight, for what stands beside the table.
type Line struct {
	Cell      form.Address // the figure of the row in the column of the cursor, "" where it has none
	Y, Height float32      // of the row, in units below the upper edge of the table
}

// Lines are the rows in sight that scroll, from above.
func (g *Grid) Lines() []Line {
	v := g.view
	_, head := v.frozen()
	var out []Line
	for row := v.geo.rows; row+1 < len(v.geo.y); row++ {
		y, height := v.geo.y[row]-v.offset.Y, v.geo.y[row+1]-v.geo.y[row]
		if y < head-0.5 || y+height > head+v.seen+0.5 {
			continue
		}
		out = append(out, Line{g.index.besideCursor(row, g.cursor.col), y, height})
	}
	return out
}

// besideCursor is the figure of a row in a column; the only one of the row where it has
// one alone.
func (x *tableIndex) besideCursor(row, col int) form.Address {
	var only form.Address
	n := 0
	for _, c := range x.values {
		if row < c.Row || row >= c.Row+c.RowSpan {
			continue
		}
		if col >= c.Col && col < c.Col+c.ColSpan {
			return c.Address
		}
		only = c.Address
		n++
	}
	if n == 1 {
		return only
	}
	return ""
}
