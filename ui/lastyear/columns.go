// Package lastyear shows what the report of the year before has, beside what is being
// written: it is looked at and never copied in.
package lastyear

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"nianbao/app/form"
	"nianbao/app/report"
	"nianbao/ui/grid"
	"nianbao/ui/look"
)

// Columns are two columns at the right of a table, 上年 and 增减, of the column that has
// the cursor.
type Columns struct {
	widget.BaseWidget
	Grid *grid.Grid
	Now  func() *report.Report
	Last *report.Report

	drawn []fyne.CanvasObject
}

// columnWidth is that of one of the two, in units.
const columnWidth = 62

// NewColumns shows both beside a table.
func NewColumns(g *grid.Grid, now func() *report.Report, last *report.Report) *Columns {
	c := &Columns{Grid: g, Now: now, Last: last}
	c.ExtendBaseWidget(c)
	c.Show()
	return c
}

// MinSize is as wide as both columns.
func (c *Columns) MinSize() fyne.Size { return fyne.NewSize(2*columnWidth+1, 0) }

// Update brings the figures up to date, and where they stand.
func (c *Columns) Update() {
	c.drawn = nil
	size := c.Grid.Label()
	text := func(s string, ink look.Color, column int, y, height float32) {
		t := canvas.NewText(s, ink)
		t.TextSize, t.Alignment = size, fyne.TextAlignCenter
		h := t.MinSize().Height
		t.Move(fyne.NewPos(float32(column)*columnWidth, y+(height-h)/2))
		t.Resize(fyne.NewSize(columnWidth, h))
		c.drawn = append(c.drawn, t)
	}
	rule := func(x1, y1, x2, y2 float32) {
		l := canvas.NewLine(look.Rule)
		l.StrokeWidth, l.Position1, l.Position2 = 1, fyne.NewPos(x1, y1), fyne.NewPos(x2, y2)
		c.drawn = append(c.drawn, l)
	}
	lines := c.Grid.Lines()
	if len(lines) == 0 {
		canvas.Refresh(c)
		return
	}
	top := lines[0].Y
	head := min(top, 2*size)
	text("上年", look.Quiet, 0, top-head, head)
	text("增减", look.Quiet, 1, top-head, head)
	if cell := c.Last.Form().Cell(c.Grid.Active()); cell != nil && top >= 2*head {
		t := canvas.NewText(cell.Name[strings.LastIndex(cell.Name, "·")+len("·"):], look.Quiet)
		t.TextSize, t.Alignment, t.TextStyle.Bold = size, fyne.TextAlignCenter, true
		t.Move(fyne.NewPos(0, top-2*head))
		t.Resize(fyne.NewSize(2*columnWidth, head))
		c.drawn = append(c.drawn, t)
	}
	rule(0, top, 2*columnWidth, top)
	for _, l := range lines {
		before, change := c.figures(l.Cell)
		text(before, look.Quiet, 0, l.Y, l.Height)
		text(change, look.Quiet, 1, l.Y, l.Height)
		rule(0, l.Y+l.Height, 2*columnWidth, l.Y+l.Height)
	}
	end := lines[len(lines)-1]
	for _, x := range []float32{0, columnWidth, 2 * columnWidth} {
		rule(x, top, x, end.Y+end.Height)
	}
	canvas.Refresh(c)
}

// figures are what stands in both columns for a cell, "" where the year before has no
// figure there, or its form no such cell.
func (c *Columns) figures(a form.Address) (before, change string) {
	if a == "" || c.Last.Form().Cell(a) == nil {
		return "", ""
	}
	was, is := c.Last.Figure(a), c.Now().Figure(a)
	if was.Blank() {
		return "", ""
	}
	if is.Blank() {
		return was.String(), ""
	}
	diff := is.Sub(was)
	switch diff.Cmp(report.Int(0)) {
	case 0:
		return was.String(), "0"
	case 1:
		return was.String(), "+" + diff.String()
	}
	return was.String(), "−" + diff.Abs().String()
}

// CreateRenderer draws the columns.
func (c *Columns) CreateRenderer() fyne.WidgetRenderer { return (*columnsRenderer)(c) }

type columnsRenderer Columns

func (r *columnsRenderer) Destroy()                     {}
func (r *columnsRenderer) Layout(fyne.Size)             {}
func (r *columnsRenderer) MinSize() fyne.Size           { return (*Columns)(r).MinSize() }
func (r *columnsRenderer) Objects() []fyne.CanvasObject { return r.drawn }
func (r *columnsRenderer) Refresh()                     {}
