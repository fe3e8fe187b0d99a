package preview

import (
	"fmt"
	"math"
	"slices"

	"fyne.io/fyne/v2"

	"nianbao/app"
)

// Fit is how large the pages are shown.
type Fit int

// The ways. Reading is as wide as the room, but no wider than is good to read.
const (
	Reading Fit = iota
	FitWidth
	FitPage
	TwoPages
	Percent
)

// Distances on the screen, and the widest page that is shown for Reading.
const (
	sheetGap    = 14
	sheetWidest = 860
	sheetScroll = 60 // of an arrow key
	scrollBar   = 12
)

// paperWidth is how wide a page is at 100 %: the screen counts 96 units an inch.
const paperWidth = app.PageWidth / 25.4 * 96

// steps are the sizes that zooming goes through, in percent.
var steps = []int{25, 33, 50, 67, 75, 90, 100, 110, 125, 150, 175, 200, 250, 300}

// Place is what a person was looking at, and how.
type Place struct {
	fit  Fit
	zoom float32
	at   spot
	set  bool
}

// Place returns it.
func (v *View) Place() Place {
	return Place{fit: v.fit, zoom: v.zoom, at: v.spotAt(v.Scroll.Offset.Y), set: v.Sheets != nil}
}

// SetPlace shows it again, once there is room and a layout.
func (v *View) SetPlace(p Place) {
	if !p.set {
		return
	}
	v.fit, v.zoom = p.fit, p.zoom
	v.wish = &p
	v.refit(p.at, 0)
}

// PageWidth is how wide a page is on the screen: a whole number of its pixels.
func (v *View) PageWidth() float32 {
	room := v.Scroll.Size()
	width, height := room.Width-2*sheetGap-scrollBar, room.Height-2*sheetGap
	whole := height * app.PageWidth / app.PageHeight
	switch v.fit {
	case Reading:
		width = min(width, sheetWidest)
	case FitPage:
		width = min(width, whole)
	case TwoPages:
		width = min((width-sheetGap)/2, whole)
	case Percent:
		width = paperWidth * v.zoom
	}
	scale := v.Scale()
	return float32(math.Floor(float64(max(width, 120)*scale))) / scale
}

// unit is how much of the screen a mm of paper takes.
func (v *View) unit() float32 { return v.PageWidth() / app.PageWidth }

// percent is how large pages are shown, compared to paper.
func (v *View) percent() int { return int(math.Round(float64(v.PageWidth() / paperWidth * 100))) }

// wholePages says whether a page fits the view.
func (v *View) wholePages() bool { return v.fit == FitPage || v.fit == TwoPages }

// Scale is the number of pixels to a unit of the screen.
func (v *View) Scale() float32 {
	c := fyne.CurrentApp().Driver().CanvasForObject(v)
	if c == nil {
		return 1
	}
	const far = 1000
	x, _ := c.PixelCoordinateForPosition(fyne.NewPos(far, 0))
	return max(float32(x)/far, 0.1)
}

// SetFit shows pages in one of the ways; what is in the middle of the view stays
// there, or the whole page of it comes into view.
func (v *View) SetFit(fit Fit) {
	page := v.current
	middle := v.Scroll.Size().Height / 2
	at := v.spotAt(v.Scroll.Offset.Y + middle)
	v.fit = fit
	if v.wholePages() {
		if page < 0 && v.Scroll.Offset.Y > sheetGap {
			page = 0
		}
		v.refit(at, middle)
		v.GoToPage(page)
		return
	}
	v.refit(at, middle)
}

// ZoomIn shows pages larger, by a step.
func (v *View) ZoomIn() { v.step(true, v.Scroll.Size().Height/2) }

// ZoomOut shows them smaller.
func (v *View) ZoomOut() { v.step(false, v.Scroll.Size().Height/2) }

// step zooms about a height of the view.
func (v *View) step(larger bool, about float32) {
	have := v.percent()
	to := have
	if larger {
		if i := slices.IndexFunc(steps, func(s int) bool { return s > have }); i >= 0 {
			to = steps[i]
		}
	} else {
		for _, s := range steps {
			if s < have {
				to = s
			}
		}
	}
	if to == have {
		return
	}
	at := v.spotAt(v.Scroll.Offset.Y + about)
	v.fit, v.zoom = Percent, float32(to)/100
	v.refit(at, about)
}

// refit lays the pages out for the present room and size, and keeps a place at a
// height of the view.
func (v *View) refit(at spot, height float32) {
	if v.Scroll.Size().Width < 50 {
		return
	}
	v.away = false
	if v.wish != nil && v.Sheets != nil {
		at, height = v.wish.at, 0
		v.wish = nil
	}
	room := v.stack.MinSize()
	v.stack.Resize(room.Max(v.Scroll.Size()))
	v.stack.Refresh()
	v.Scroll.Refresh()
	v.Scroll.ScrollToOffset(fyne.NewPos(v.spareWidth()/2, max(v.heightOf(at)-height, 0)))
	v.placeMarks()
	if v.target != "" && v.Sheets != nil {
		a := v.target
		v.target = ""
		v.GoTo(a)
	}
	v.scrollTo(v.Scroll.Offset.Y)
}

// sizeText tells how large pages are shown.
func (v *View) sizeText() string { return fmt.Sprintf("%d%%", v.percent()) }
