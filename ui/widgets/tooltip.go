package widgets

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"nianbao/ui/prose"
)

// tipDelay is how long the mouse rests on a button before its tooltip shows.
const tipDelay = 600 * time.Millisecond

// tipStays is how long it shows where the mouse does not move on: who goes on
// with the keyboard has it out of the way.
const tipStays = 5 * time.Second

// tipWidth is that of a tip of more than one line, in units.
const tipWidth = 520

// Tips shows what a button does, and by which key, while the mouse rests on
// it. They lie over the page and under dialogs; an overlay would take the mouse
// from the button. (The module fyne-tooltip wants a layer of its own in every
// dialog, logs an error where there is none, and waits on a goroutine.)
type Tips struct {
	Layer  *fyne.Container // to be put over the page
	back   *canvas.Rectangle
	said   string
	about  fyne.CanvasObject
	cancel func()
}

// NewTips returns an empty layer.
func NewTips() *Tips {
	t := &Tips{back: canvas.NewRectangle(ColorBand)}
	t.back.StrokeColor, t.back.StrokeWidth, t.back.CornerRadius = ColorLine, 1, 3
	t.Layer = container.NewWithoutLayout()
	return t
}

// Shown is the text of the tooltip on the screen, "" for none.
func (t *Tips) Shown() string {
	if len(t.Layer.Objects) == 0 {
		return ""
	}
	return t.said
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
	size := theme.CaptionTextSize()
	lines := prose.Wrap(text, min(c.Size().Width-8*theme.Padding(), tipWidth), func(r rune) float32 { return wide(r, size, fyne.TextStyle{}) })
	var texts []fyne.CanvasObject
	box := fyne.NewSize(2*theme.Padding(), theme.Padding())
	for _, l := range lines {
		line := canvas.NewText(l, ColorText)
		line.TextSize = size
		line.Resize(line.MinSize())
		box.Width, box.Height = max(box.Width, line.MinSize().Width+2*theme.Padding()), box.Height+line.MinSize().Height
		texts = append(texts, line)
	}
	const gap = 3
	at := place(o).Subtract(place(t.Layer)).AddXY(0, o.Size().Height+gap)
	if below := c.Size().Height; at.Y+box.Height > below {
		at.Y -= o.Size().Height + 2*gap + box.Height
	}
	at.X = max(0, min(at.X, c.Size().Width-box.Width-gap))
	t.back.Move(at)
	t.back.Resize(box)
	for i, line := range texts {
		line.Move(at.AddXY(theme.Padding(), theme.Padding()/2+float32(i)*line.Size().Height))
	}
	t.said = text
	t.Layer.Objects = append([]fyne.CanvasObject{t.back}, texts...)
	t.Layer.Refresh()
}
