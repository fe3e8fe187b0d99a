package preview

import (
	"math"

	"fyne.io/fyne/v2"

	"nianbao/app"
	"nianbao/app/form"
)

// Note is a card that stands beside the page, at the height of a place, where
// there is room for it.
type Note struct {
	Address form.Address
	Card    fyne.CanvasObject
}

// The width of notes, and how wide what stands before the pages becomes.
const (
	noteWidth   = 212
	firstWidest = 980
)

// SetNotes puts cards beside the pages. The one for a place that is on no page is
// not shown.
func (v *View) SetNotes(notes []Note) {
	v.notes = notes
	v.fill()
	v.stack.Refresh()
}

// NotesShown says whether there is room for them.
func (v *View) NotesShown() bool {
	return len(v.notes) > 0 && v.fit != TwoPages && v.Scroll.Size().Width-scrollBar >= v.PageWidth()+noteWidth+3*sheetGap
}

// sheetsLayout stacks the pages in the middle, two in a row for TwoPages, below
// what stands before them. The desk is beneath them all.
type sheetsLayout struct{ view *View }

// MinSize is the room of all pages.
func (l sheetsLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	v := l.view
	width, columns, n := v.PageWidth(), l.columns(), len(v.Pages)
	rows := float32((n + columns - 1) / columns)
	across := float32(columns)*(width+sheetGap) + sheetGap
	if v.NotesShown() {
		across += noteWidth + sheetGap
	}
	return fyne.NewSize(across, l.top()+rows*(sheetHeight(width)+sheetGap)+sheetGap)
}

func (l sheetsLayout) columns() int {
	if l.view.fit == TwoPages {
		return 2
	}
	return 1
}

// firstWidth is the width of what stands before the pages.
func (l sheetsLayout) firstWidth() float32 {
	return max(min(l.view.Scroll.Size().Width-2*sheetGap-scrollBar, firstWidest), 100)
}

// top is the height that what stands before the pages takes.
func (l sheetsLayout) top() float32 {
	if l.view.First == nil {
		return 0
	}
	return l.view.First.heightAt(l.firstWidth()) + sheetGap
}

// Layout places the pages from the top.
func (l sheetsLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	v := l.view
	width, scale, columns := v.PageWidth(), v.Scale(), l.columns()
	whole := func(x float32) float32 { return float32(math.Round(float64(x*scale))) / scale }
	objects[0].Resize(size)
	objects[0].Move(fyne.NewPos(0, 0))
	y := float32(sheetGap)
	if v.First != nil {
		w := l.firstWidth()
		v.First.Resize(fyne.NewSize(w, v.First.heightAt(w)))
		v.First.Move(fyne.NewPos(whole((size.Width-w)/2), y))
		y += l.top()
	}
	across := float32(columns)*(width+sheetGap) - sheetGap
	if v.NotesShown() {
		across += noteWidth + sheetGap
	}
	x := max((size.Width-across)/2, sheetGap)
	for i, p := range v.Pages {
		p.Resize(fyne.NewSize(width, sheetHeight(width)))
		p.Move(fyne.NewPos(whole(x+float32(i%columns)*(width+sheetGap)), whole(y)))
		if i%columns == columns-1 || i == len(v.Pages)-1 {
			y += sheetHeight(width) + sheetGap
		}
	}
	l.placeNotes(x + width + sheetGap)
}

// placeNotes puts each note at the height of its place, or below the one above it.
func (l sheetsLayout) placeNotes(x float32) {
	v := l.view
	shown := v.NotesShown()
	free := float32(0)
	for _, n := range v.notes {
		y, _, found := v.find(n.Address)
		if !shown || !found {
			n.Card.Hide()
			continue
		}
		n.Card.Show()
		n.Card.Resize(fyne.NewSize(noteWidth, n.Card.MinSize().Height))
		height := n.Card.MinSize().Height // a text knows its height once it has a width
		n.Card.Resize(fyne.NewSize(noteWidth, height))
		y = max(y, free)
		n.Card.Move(fyne.NewPos(x, y))
		const between = 6
		free = y + height + between
	}
}

func sheetHeight(width float32) float32 { return width * app.PageHeight / app.PageWidth }
