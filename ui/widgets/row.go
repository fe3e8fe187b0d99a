package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Row is a line of a list in a side column: a tap leads to its place.
type Row struct {
	widget.BaseWidget
	body fyne.CanvasObject
	back *canvas.Rectangle
	tap  func()
}

// NewRow is a row that can be tapped.
func NewRow(body fyne.CanvasObject, tap func()) *Row {
	r := &Row{body: body, tap: tap, back: canvas.NewRectangle(ColorClear)}
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer draws the row with a line under it.
func (r *Row) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewStack(r.back, container.NewBorder(nil, Hairline(), nil, nil, r.body)))
}

// Tapped goes to the place.
func (r *Row) Tapped(*fyne.PointEvent) {
	if r.tap != nil {
		r.tap()
	}
}

// MouseIn marks the row.
func (r *Row) MouseIn(*desktop.MouseEvent) { r.back.FillColor = ColorBand; r.back.Refresh() }

// MouseMoved does nothing.
func (r *Row) MouseMoved(*desktop.MouseEvent) {}

// MouseOut takes the mark away.
func (r *Row) MouseOut() { r.back.FillColor = ColorClear; r.back.Refresh() }

// Cursor shows a hand.
func (r *Row) Cursor() desktop.Cursor { return desktop.PointerCursor }
