package grid

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// layer holds objects at the table's own coordinates and is moved as a whole.
// Unlike a container it measures nothing, which Fyne would do in every frame.
type layer struct {
	widget.BaseWidget
	objects []fyne.CanvasObject
}

// CreateRenderer shows the objects where they are.
func (l *layer) CreateRenderer() fyne.WidgetRenderer { return (*layerRenderer)(l) }

// show replaces the objects.
func (l *layer) show(objects ...[]fyne.CanvasObject) {
	l.objects = slices.Concat(objects...)
	canvas.Refresh(l)
}

type layerRenderer layer

func (r *layerRenderer) Destroy()                     {}
func (r *layerRenderer) Layout(fyne.Size)             {}
func (r *layerRenderer) MinSize() fyne.Size           { return fyne.Size{} }
func (r *layerRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *layerRenderer) Refresh()                     {}

// pane shows the part of a layer that lies behind it.
type pane struct {
	widget.BaseWidget
	layer *layer
}

func newPane() *pane {
	p := &pane{layer: &layer{}}
	p.layer.ExtendBaseWidget(p.layer)
	p.ExtendBaseWidget(p)
	return p
}

// setBounds gives the pane its rectangle in the view.
func (p *pane) setBounds(x, y, w, h float32) {
	p.Move(fyne.NewPos(x, y))
	p.Resize(fyne.NewSize(max(w, 0), max(h, 0)))
	if w <= 0 || h <= 0 {
		p.Hide()
	} else {
		p.Show()
	}
}

// from puts a point of the layer at the pane's top left corner.
func (p *pane) from(x, y float32) { p.layer.Move(fyne.NewPos(-x, -y)) }

// CreateRenderer shows the layer, cut off at the pane's edges.
func (p *pane) CreateRenderer() fyne.WidgetRenderer {
	return &paneRenderer{[]fyne.CanvasObject{p.layer}}
}

type paneRenderer struct{ objects []fyne.CanvasObject }

func (r *paneRenderer) Destroy()                     {}
func (r *paneRenderer) Layout(fyne.Size)             {}
func (r *paneRenderer) MinSize() fyne.Size           { return fyne.Size{} }
func (r *paneRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *paneRenderer) Refresh()                     {}

// IsClip is how Fyne asks a renderer whether to cut off what sticks out.
func (r *paneRenderer) IsClip() {}

// bar is a scroll bar. It is drawn always, not only under the mouse: an
// officer must see that the table goes on.
type bar struct {
	widget.BaseWidget
	thumb  *canvas.Rectangle
	upward bool // vertical
	total  float32
	shown  float32
	at     float32
	move   func(to float32)
}

func newBar(upward bool, move func(to float32)) *bar {
	b := &bar{upward: upward, move: move, thumb: canvas.NewRectangle(tintBar)}
	b.thumb.CornerRadius = 3
	b.ExtendBaseWidget(b)
	return b
}

// set tells how long the whole is, how much of it is shown and from where.
func (b *bar) set(total, shown, at float32) {
	b.total, b.shown, b.at = total, shown, at
	b.lay()
}

func (b *bar) lay() {
	length, from := b.stretch()
	if b.upward {
		b.thumb.Move(fyne.NewPos(3, from))
		b.thumb.Resize(fyne.NewSize(barWidth-6, length))
	} else {
		b.thumb.Move(fyne.NewPos(from, 3))
		b.thumb.Resize(fyne.NewSize(length, barWidth-6))
	}
}

// stretch returns the thumb's length and position.
func (b *bar) stretch() (length, from float32) {
	track := b.track()
	if b.total <= 0 {
		return track, 0
	}
	length = min(track, max(24, track*b.shown/b.total))
	if b.total > b.shown {
		from = (track - length) * b.at / (b.total - b.shown)
	}
	return length, from
}

func (b *bar) track() float32 {
	if b.upward {
		return b.Size().Height
	}
	return b.Size().Width
}

func (b *bar) along(x, y float32) float32 {
	if b.upward {
		return y
	}
	return x
}

// Dragged moves the thumb with the mouse.
func (b *bar) Dragged(e *fyne.DragEvent) {
	length, _ := b.stretch()
	if free := b.track() - length; free > 0 {
		b.move(b.at + b.along(e.Dragged.DX, e.Dragged.DY)*(b.total-b.shown)/free)
	}
}

// DragEnd has nothing left to do.
func (b *bar) DragEnd() {}

// Tapped beside the thumb moves on by what is shown.
func (b *bar) Tapped(e *fyne.PointEvent) {
	length, from := b.stretch()
	switch p := b.along(e.Position.X, e.Position.Y); {
	case p < from:
		b.move(b.at - b.shown)
	case p > from+length:
		b.move(b.at + b.shown)
	}
}

// CreateRenderer shows the thumb.
func (b *bar) CreateRenderer() fyne.WidgetRenderer { return (*barRenderer)(b) }

type barRenderer bar

func (r *barRenderer) Destroy()                     {}
func (r *barRenderer) Layout(fyne.Size)             { (*bar)(r).lay() }
func (r *barRenderer) MinSize() fyne.Size           { return fyne.Size{} }
func (r *barRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.thumb} }
func (r *barRenderer) Refresh()                     { canvas.Refresh(r.thumb) }
