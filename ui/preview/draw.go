package preview

import (
	"image"
	"math"
)

// draw draws the next picture that is wanted: of a page in view, of one beside
// them, for the rail. Pages far away are forgotten, since each takes some megabytes.
func (v *View) draw() {
	if v.drawing || v.away || v.Sheets == nil || v.Scroll.Size().Width < 50 {
		return
	}
	first, last := v.inView()
	width := int(math.Round(float64(v.PageWidth() * v.Scale())))
	beside := v.beside(width)
	for i, p := range v.Pages {
		if i < first-beside-1 || i > last+beside+1 {
			p.forget()
		}
	}
	next, set := v.wanted(first, last, beside, width), (func(image.Image))(nil)
	switch {
	case next >= 0:
		set = func(img image.Image) { v.Pages[next].set(img, width) }
	default:
		next, width = v.rail.wanted()
		set = func(img image.Image) { v.rail.pages[next].set(img, width) }
	}
	if next < 0 {
		return
	}
	v.drawing = true
	sheets := v.Sheets
	var img image.Image
	v.w.Background(func() error {
		img = sheets.Draw(next, width)
		return nil
	}, func(error) {
		v.drawing = false
		if sheets == v.Sheets && !v.away {
			set(img)
		}
		v.draw()
	})
}

// beside is how many pages next to those in view are drawn before they are
// wanted: none where each takes much room.
func (v *View) beside(width int) int {
	const much = 1400 // pixels; some 11 MB
	if width > much {
		return 0
	}
	return 1
}

// inView returns the first and last page that can be seen; the last is before the
// first when none is.
func (v *View) inView() (first, last int) {
	top, bottom := v.Scroll.Offset.Y, v.Scroll.Offset.Y+v.Scroll.Size().Height
	first, last = len(v.Pages), -1
	for i, p := range v.Pages {
		if y := p.Position().Y; y < bottom && y+p.Size().Height > top {
			first, last = min(first, i), i
		}
	}
	if last < 0 {
		return 0, -1
	}
	return first, last
}

// wanted returns the page to be drawn next in a width, -1 when all are that are
// in view or beside them.
func (v *View) wanted(first, last, beside, width int) int {
	next := -1
	for i := max(first-beside, 0); i <= min(last+beside, len(v.Pages)-1); i++ {
		missing := v.Pages[i].Width != width
		if seen := i >= first && i <= last; missing && (next < 0 || seen && next < first) {
			next = i
		}
	}
	return next
}
