package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

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

// Scrolls are what may have to be scrolled to the keyboard.
func (e *editor) Scrolls() []*container.Scroll {
	scrolls := []*container.Scroll{e.remarks.scroll}
	if p, ok := e.parts[e.current].(*infoPart); ok {
		scrolls = append(scrolls, p.scroll)
	}
	return scrolls
}

// Below these sizes of a page, in units, a form folds what stands elsewhere too.
const (
	narrowPage = 1100 // the names of the parts
	shortPage  = 560  // the head, and the way to the next part
)
