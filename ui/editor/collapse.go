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

// collapsed is what a form has collapsed.
type collapsed struct{ narrow, short bool }

// fit collapses the form where there is little room.
func (e *Editor) fit(size fyne.Size) {
	was := e.collapsed
	e.collapsed = collapsed{narrow: size.Width < narrowPage, short: size.Height < shortPage}
	if e.collapsed.narrow != was.narrow {
		e.Nav.collapse(e.collapsed.narrow)
		e.split.SetOffset(marginAt(e.collapsed.narrow))
	}
	if e.collapsed.short != was.short {
		e.collapseHead(e.collapsed.short)
	}
	e.StatusBar.Fit(size.Width, e.collapsed.short)
}

// collapseHead moves the way back and the save state from the head into the band,
// or back again. The title stands in the window's, and the export in the menu.
func (e *Editor) collapseHead(yes bool) {
	e.HeadBack.Objects, e.StatusBar.Lead.Objects = e.StatusBar.Lead.Objects, e.HeadBack.Objects
	e.HeadSaved.Objects, e.StatusBar.Tail.Objects = e.StatusBar.Tail.Objects, e.HeadSaved.Objects
	widgets.SetVisible(e.Head, !yes)
	widgets.SetVisible(e.Walk, !yes)
	widgets.SetVisible(e.StatusBar.Lead, yes)
	widgets.SetVisible(e.StatusBar.Tail, yes)
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

// Below these sizes of a page, in units, a form collapses what stands elsewhere too.
const (
	narrowPage = 1100 // the names of the parts
	shortPage  = 560  // the head, and the way to the next part
)
