package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"nianbao/ui/look"
)

// The toolkit shows where the keyboard is by another tint of a control, which
// on a blue button nobody sees. Here a control has a ring then, and what has no
// edge of its own has one without the keyboard, too.

// Widths of a ring, in units, and how far it lies inside what it is about.
const (
	edgeWidth  = 1
	focusWidth = 2
	ringInset  = 1
	ringInside = 3 // on a coloured ground, where it must be seen as a ring
)

// Ring is an edge around a control, and what it is like when the keyboard is
// there. It is drawn as four lines: one rectangle would cost the more the larger
// it is, though it is empty, and its edge lies between two pixels.
type Ring struct {
	focused bool
	lines   [4]*canvas.Rectangle
	width   float32
	inset   float32
}

// around draws a control with the ring over it; show sets that as the control is
// now.
func (r *Ring) around(drawn fyne.WidgetRenderer, show func()) fyne.WidgetRenderer {
	for i := range r.lines {
		r.lines[i] = canvas.NewRectangle(ColorClear)
	}
	show()
	return &ringed{WidgetRenderer: drawn, ring: r, show: show}
}

// AroundField draws a field of text with its edge, in the place of the toolkit's,
// which lies between two pixels.
func (r *Ring) AroundField(e *widget.Entry) fyne.WidgetRenderer {
	drawn := e.CreateRenderer()
	for _, o := range drawn.Objects() {
		if edge, ok := o.(*canvas.Rectangle); ok && edge.StrokeWidth > 0 {
			edge.Hide()
		}
	}
	return r.around(drawn, func() { r.setField(e.Disabled()) })
}

// setField shows the edge of a field.
func (r *Ring) setField(disabled bool) {
	edge := look.FieldEdge
	if disabled {
		edge = look.Disabled
	}
	r.set(ColorPrimary, edge, edgeWidth, 0)
}

// aroundList draws a list with a ring for the keyboard, where it is not at one line.
func (r *Ring) aroundList(l *widget.List, whole func() bool) fyne.WidgetRenderer {
	return r.around(l.CreateRenderer(), func() {
		width := float32(0)
		if r.focused && whole() {
			width = focusWidth
		}
		r.draw(ColorPrimary, width, 0)
	})
}

// AroundText draws a text that the keyboard can be at.
func (r *Ring) AroundText(drawn fyne.WidgetRenderer) fyne.WidgetRenderer {
	return r.around(drawn, func() { r.set(ColorPrimary, ColorPrimary, 0, 0) })
}

// set shows the ring: with the keyboard there in the colour of it, else as the
// edge of the control, which may be no wider than nothing.
func (r *Ring) set(focus, edge look.Color, width, inset float32) {
	if r.focused {
		edge, width = focus, focusWidth
	}
	r.draw(edge, width, inset)
}

func (r *Ring) draw(c look.Color, width, inset float32) {
	r.width, r.inset = width, inset
	fill := color.Color(c)
	if width == 0 {
		fill = ColorClear
	}
	for _, l := range r.lines {
		l.FillColor = fill
	}
}

// lay puts the ring around a control of a size.
func (r *Ring) lay(size fyne.Size) {
	in, w := r.inset, r.width
	across, down := fyne.NewSize(size.Width-2*in, w), fyne.NewSize(w, size.Height-2*in)
	for i, at := range []fyne.Position{{X: in, Y: in}, {X: in, Y: size.Height - in - w}, {X: in, Y: in}, {X: size.Width - in - w, Y: in}} {
		r.lines[i].Move(at)
		r.lines[i].Resize(across)
		if i >= 2 {
			r.lines[i].Resize(down)
		}
	}
}

// Gain notes that the keyboard is at a control, and Lose that it is not any more.
func (r *Ring) Gain(of fyne.Widget) { r.focused = true; of.Refresh() }

// Lose notes that the keyboard is elsewhere.
func (r *Ring) Lose(of fyne.Widget) { r.focused = false; of.Refresh() }

// ringed draws a control with its ring.
type ringed struct {
	fyne.WidgetRenderer
	ring *Ring
	show func() // sets the ring as the control is now
	all  []fyne.CanvasObject
	size fyne.Size
}

// Objects are those of the control, and the ring over them.
func (r *ringed) Objects() []fyne.CanvasObject {
	r.all = append(r.all[:0], r.WidgetRenderer.Objects()...)
	for _, l := range r.ring.lines {
		r.all = append(r.all, l)
	}
	return r.all
}

// Layout lays both out.
func (r *ringed) Layout(size fyne.Size) {
	r.size = size
	r.WidgetRenderer.Layout(size)
	r.ring.lay(size)
}

// Refresh draws both anew.
func (r *ringed) Refresh() {
	was := r.ring.width
	r.show()
	r.WidgetRenderer.Refresh()
	if r.ring.width != was {
		r.ring.lay(r.size)
	}
	for _, l := range r.ring.lines {
		l.Refresh()
	}
}
