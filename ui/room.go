package ui

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// What gives way where the window is small: at a display scaling of 200 % a
// screen of 1920 by 1080 holds 960 by 540 units.

// Below these sizes of a page, in units, a form folds what stands elsewhere too.
const (
	narrowPage = 1100 // the names of the parts
	shortPage  = 560  // the head, and the way to the next part
)

// drawn is when a dialog that opens is on the screen.
const drawn = 50 * time.Millisecond

// leastWindow is the smallest size the window can be given.
var leastWindow = fyne.NewSize(480, 320)

// aroundDialog is what a dialog has around its content: its title, its
// buttons, and some of the page it is about.
var aroundDialog = fyne.NewSize(80, 136)

// scrolling lets a page scroll that is larger than the window.
func scrolling(page fyne.CanvasObject) *container.Scroll {
	scroll := container.NewScroll(page)
	scroll.SetMinSize(leastWindow)
	return scroll
}

// room is a size for the content of a dialog, or what the window has room for.
func (w *Window) room(width, height float32) fyne.Size {
	return fyne.NewSize(width, height).Min(w.win.Canvas().Size().Subtract(aroundDialog))
}

// within makes the content of a dialog as large as the window has room for,
// over what stands at the foot of it, nil for nothing.
func (w *Window) within(content *container.Scroll, foot fyne.CanvasObject) fyne.CanvasObject {
	around := aroundDialog
	if foot != nil {
		around.Height += foot.MinSize().Height
	}
	return container.New(roomLayout{w.win.Canvas(), around}, content)
}

// roomLayout makes a scrolling object as large as its content, as far as the
// window has room for it and what is around.
type roomLayout struct {
	canvas fyne.Canvas
	around fyne.Size
}

// MinSize is that of the content, or the room there is.
func (l roomLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	content := objects[0].(*container.Scroll).Content.MinSize()
	return content.Min(l.canvas.Size().Subtract(l.around))
}

// Layout fills the space.
func (l roomLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	fill(objects, size)
}

// field is what can have the keyboard.
type field interface {
	fyne.CanvasObject
	fyne.Focusable
}

// bringIntoView scrolls to a field that has got the keyboard, where it is out of sight.
func (w *Window) bringIntoView(f field) {
	if fyne.CurrentApp().Driver().CanvasForObject(f) == nil { // its place is known once it was drawn
		w.later(drawn, func() {
			if w.win.Canvas().Focused() == fyne.Focusable(f) {
				w.bringIntoView(f)
			}
		})
		return
	}
	place := fyne.CurrentApp().Driver().AbsolutePositionForObject
	for _, s := range w.scrolls() {
		at := place(f).Subtract(place(s))
		if at.X < 0 || at.X >= s.Size().Width {
			continue // it stands in another column
		}
		scrollInto(s, at.Y, f.Size().Height)
	}
}

// scrollInto scrolls just as far as needed to show what lies at a height of
// the view.
func scrollInto(s *container.Scroll, top, height float32) {
	switch below := top + height - s.Size().Height; {
	case s.Size().Height <= 0: // it was not laid out yet
	case top < 0:
		s.ScrollToOffset(s.Offset.AddXY(0, top))
	case below > 0:
		s.ScrollToOffset(s.Offset.AddXY(0, below))
	}
}

// scrolls are what may have to be scrolled to a field.
func (w *Window) scrolls() []*container.Scroll {
	if n := len(w.dialogs); n > 0 {
		return []*container.Scroll{w.dialogs[n-1].scroll}
	}
	e, ok := w.page.(*editor)
	if !ok {
		return nil
	}
	scrolls := []*container.Scroll{e.remarks.scroll}
	if p, ok := e.parts[e.current].(*infoPart); ok {
		scrolls = append(scrolls, p.scroll)
	}
	return scrolls
}

// fitLayout tells a page its size before it is laid out.
type fitLayout struct{ fit func(fyne.Size) }

// MinSize is the page's.
func (l fitLayout) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

// Layout fills the space.
func (l fitLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.fit(size)
	fill(objects, size)
}

// fold is what a form has folded.
type fold struct{ narrow, short bool }

// fit folds the form where there is little room.
func (e *editor) fit(size fyne.Size) {
	was := e.fold
	e.fold = fold{narrow: size.Width < narrowPage, short: size.Height < shortPage}
	if e.fold.narrow != was.narrow {
		e.nav.fold(e.fold.narrow)
		e.split.SetOffset(marginAt(e.fold.narrow))
	}
	if e.fold.short != was.short {
		e.foldHead(e.fold.short)
	}
	e.banner.fit(size.Width, e.fold.short)
}

// foldHead moves the way back and the save state from the head into the band,
// or back again. The title stands in the window's, and the export in the menu.
func (e *editor) foldHead(yes bool) {
	e.headBack.Objects, e.banner.lead.Objects = e.banner.lead.Objects, e.headBack.Objects
	e.headSaved.Objects, e.banner.tail.Objects = e.banner.tail.Objects, e.headSaved.Objects
	show(e.head, !yes)
	show(e.walk, !yes)
	show(e.banner.lead, yes)
	show(e.banner.tail, yes)
}

// marginAt is where the findings begin: the widest table has its room first.
func marginAt(narrow bool) float64 {
	if narrow {
		return 0.81
	}
	return 0.76
}
