package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// row is a line of a list in a side column: a tap leads to its place.
type row struct {
	widget.BaseWidget
	body fyne.CanvasObject
	back *canvas.Rectangle
	tap  func()
}

func newRow(body fyne.CanvasObject, tap func()) *row {
	r := &row{body: body, tap: tap, back: canvas.NewRectangle(colorClear)}
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer draws the row with a line under it.
func (r *row) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewStack(r.back, container.NewBorder(nil, hairline(), nil, nil, r.body)))
}

// Tapped goes to the place.
func (r *row) Tapped(*fyne.PointEvent) {
	if r.tap != nil {
		r.tap()
	}
}

// MouseIn marks the row.
func (r *row) MouseIn(*desktop.MouseEvent) { r.back.FillColor = colorBand; r.back.Refresh() }

// MouseMoved does nothing.
func (r *row) MouseMoved(*desktop.MouseEvent) {}

// MouseOut takes the mark away.
func (r *row) MouseOut() { r.back.FillColor = colorClear; r.back.Refresh() }

// Cursor shows a hand.
func (r *row) Cursor() desktop.Cursor { return desktop.PointerCursor }
