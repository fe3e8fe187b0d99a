package widgets

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
)

// tipDelay is how long the mouse rests on a button before its tooltip shows.
const tipDelay = 600 * time.Millisecond

// tipStays is how long it shows where the mouse does not move on: who goes on
// with the keyboard has it out of the way.
const tipStays = 5 * time.Second

// Tips shows what a button does, and by which key, while the mouse rests on
// it. They lie over the page and under dialogs; an overlay would take the mouse
// from the button. (The module fyne-tooltip wants a layer of its own in every
// dialog, logs an error where there is none, and waits on a goroutine.)
type Tips struct {
	Layer  *fyne.Container // to be put over the page
	back   *canvas.Rectangle
	text   *canvas.Text
	about  fyne.CanvasObject
	cancel func()
}

// NewTips returns an empty layer.
func NewTips() *Tips {
	t := &Tips{back: canvas.NewRectangle(ColorBand), text: canvas.NewText("", ColorText)}
	t.back.StrokeColor, t.back.StrokeWidth, t.back.CornerRadius = ColorLine, 1, 3
	t.Layer = container.NewWithoutLayout()
	return t
}

// Shown is the text of the tooltip on the screen, "" for none.
func (t *Tips) Shown() string {
	if len(t.Layer.Objects) == 0 {
		return ""
	}
	return t.text.Text
}

// Rest shows a text below an object after a while, unless Away is called before.
func (t *Tips) Rest(w Host, o fyne.CanvasObject, text string) {
	if t == nil || text == "" || w.Dialogs().Open() {
		return
	}
	t.Clear()
	t.about = o
	t.cancel = w.Later(tipDelay, func() {
		if t.about == o && !w.Dialogs().Open() {
			t.show(w.Window().Canvas(), o, text)
			t.cancel = w.Later(tipStays, func() { t.Away(o) })
		}
	})
}

// Away hides the tooltip of an object, or gives it up before it shows.
func (t *Tips) Away(o fyne.CanvasObject) {
	if t != nil && t.about == o {
		t.Clear()
	}
}

// Clear hides the tooltip that shows, and gives up one that would.
func (t *Tips) Clear() {
	t.about = nil
	if t.cancel != nil {
		t.cancel()
		t.cancel = nil
	}
	if len(t.Layer.Objects) > 0 {
		t.Layer.Objects = nil
		t.Layer.Refresh()
	}
}

func (t *Tips) show(c fyne.Canvas, o fyne.CanvasObject, text string) {
	place := fyne.CurrentApp().Driver().AbsolutePositionForObject
	t.text.Text, t.text.TextSize = text, theme.CaptionTextSize()
	size := t.text.MinSize()
	box := size.AddWidthHeight(2*theme.Padding(), theme.Padding())
	const gap = 3
	at := place(o).Subtract(place(t.Layer)).AddXY(0, o.Size().Height+gap)
	if below := c.Size().Height; at.Y+box.Height > below {
		at.Y -= o.Size().Height + 2*gap + box.Height
	}
	at.X = max(0, min(at.X, c.Size().Width-box.Width-gap))
	t.back.Move(at)
	t.back.Resize(box)
	t.text.Move(at.AddXY(theme.Padding(), theme.Padding()/2))
	t.text.Resize(size)
	t.Layer.Objects = []fyne.CanvasObject{t.back, t.text}
	t.Layer.Refresh()
}
