package editor

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"nianbao/ui/widgets"
)

// responsiveLayout tells a page its size before it is laid out.
type responsiveLayout struct{ fit func(fyne.Size) }

// MinSize is the page's.
func (l responsiveLayout) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }

// Layout fills the space.
func (l responsiveLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.fit(size)
	widgets.Fill(objects, size)
}

// fit collapses the form where there is little room.
func (e *Editor) fit(size fyne.Size) {
	was := e.collapsed
	e.collapsed = size.Width < narrowPage
	if e.collapsed != was {
		e.Nav.collapse(e.collapsed)
		e.split.SetOffset(marginAt(e.collapsed))
	}
}

// marginAt is where the findings begin: the widest table has its room first.
func marginAt(narrow bool) float64 {
	if narrow {
		return 0.81
	}
	return 0.76
}

// Scrolls are what may have to be scrolled to the keyboard.
func (e *Editor) Scrolls() []*container.Scroll {
	scrolls := []*container.Scroll{e.Remarks.scroll}
	if p, ok := e.Parts[e.Current].(*InfoPart); ok {
		scrolls = append(scrolls, p.Scroll)
	}
	return scrolls
}

// narrowPage is the width, in units, below which the names of the parts collapse.
const narrowPage = 1100
