package widgets

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// What gives way where the window is small: at a display scaling of 200 % a
// screen of 1920 by 1080 holds 960 by 540 units.

// drawn is when a dialog that opens is on the screen.
const drawn = 50 * time.Millisecond

// leastWindow is the smallest size the window can be given.
var leastWindow = fyne.NewSize(480, 320)

// aroundDialog is what a dialog has around its content: its title, its
// buttons, and some of the page it is about.
var aroundDialog = fyne.NewSize(80, 140)

// Scrolling lets a page scroll that is larger than the window.
func Scrolling(page fyne.CanvasObject) *container.Scroll {
	scroll := container.NewScroll(page)
	scroll.SetMinSize(leastWindow)
	return scroll
}

// Upright lets a page scroll up and down where the window is too small for it; a
// list in it keeps the height of some lines.
func Upright(page fyne.CanvasObject) fyne.CanvasObject { return container.NewVScroll(page) }

// AvailableSize is a size for the content of a dialog, or what the window has room for.
func AvailableSize(w Host, width, height float32) fyne.Size {
	return fyne.NewSize(width, height).Min(w.Window().Canvas().Size().Subtract(aroundDialog))
}

// within makes the content of a dialog as large as the window has room for,
// over what stands at the foot of it, nil for nothing.
func within(w Host, content *container.Scroll, foot fyne.CanvasObject) fyne.CanvasObject {
	around := aroundDialog
	if foot != nil {
		around.Height += foot.MinSize().Height
	}
	return container.New(availableLayout{w.Window().Canvas(), around}, content)
}

// availableLayout makes a scrolling object as large as its content, as far as the
// window has room for it and what is around.
type availableLayout struct {
	canvas fyne.Canvas
	around fyne.Size
}

// MinSize is that of the content, or the room there is.
func (l availableLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	content := objects[0].(*container.Scroll).Content.MinSize()
	return content.Min(l.canvas.Size().Subtract(l.around))
}

// Layout fills the space.
func (l availableLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	Fill(objects, size)
}

// field is what can have the keyboard.
type field interface {
	fyne.CanvasObject
	fyne.Focusable
}

// BringIntoView scrolls to a field that has got the keyboard, where it is out of sight.
func BringIntoView(w Host, f field) {
	if fyne.CurrentApp().Driver().CanvasForObject(f) == nil { // its place is known once it was drawn
		w.Later(drawn, func() {
			if w.Window().Canvas().Focused() == fyne.Focusable(f) {
				BringIntoView(w, f)
			}
		})
		return
	}
	place := fyne.CurrentApp().Driver().AbsolutePositionForObject
	for _, s := range scrolls(w) {
		at := place(f).Subtract(place(s))
		if at.X < 0 || at.X >= s.Size().Width {
			continue // it stands in another column
		}
		ScrollInto(s, at.Y, f.Size().Height)
	}
}

// ScrollInto scrolls just as far as needed to show what lies at a height of
// the view; of what is higher than that, the beginning.
func ScrollInto(s *container.Scroll, top, height float32) {
	switch below := top + height - s.Size().Height; {
	case s.Size().Height <= 0: // it was not laid out yet
	case top < 0:
		s.ScrollToOffset(s.Offset.AddXY(0, top))
	case below > 0:
		s.ScrollToOffset(s.Offset.AddXY(0, min(below, top)))
	}
}

// scrolls are what may have to be scrolled to a field.
func scrolls(w Host) []*container.Scroll {
	if w.Dialogs().Open() {
		return []*container.Scroll{w.Dialogs().Top().Scroll}
	}
	return w.Scrolls()
}
