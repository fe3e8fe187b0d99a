package typeset

// LineBox is a piece over the whole width of a page: a line of text, or a picture.
type LineBox struct {
	Before       float64 // room above it, none at the top of a page
	Height       float64
	KeepWithNext bool // stands on one page with the next one
	Floats       bool // where it does not fit, the text behind it goes ahead
	Draw         func(p *Page, y float64)
}

// Flow puts line boxes on pages, one below the other, from Top so far down as
// Height, in mm.
type Flow struct {
	Top, Height float64
	Pages       []Page
	y           float64 // how far the page is filled, mm below its top margin
}

// Page returns the last page.
func (f *Flow) Page() *Page { return &f.Pages[len(f.Pages)-1] }

// NewPage begins a page.
func (f *Flow) NewPage() {
	f.Pages = append(f.Pages, Page{Number: len(f.Pages) + 1})
	f.y = 0
}

// Add places line boxes. A picture that finds no room waits for the next page, at
// most to the end of what was given, so that no page is left half empty.
func (f *Flow) Add(boxes []LineBox) {
	var waiting [][]LineBox
	for len(boxes) > 0 {
		n := 1
		for n < len(boxes) && boxes[n-1].KeepWithNext {
			n++
		}
		group := boxes[:n]
		boxes = boxes[n:]
		if group[0].Floats && (waiting != nil || !f.fits(group)) {
			waiting = append(waiting, group)
			continue
		}
		for !f.fits(group) && f.y > 0 {
			waiting = f.turnPage(waiting)
		}
		f.placeGroup(group)
	}
	for waiting != nil {
		waiting = f.turnPage(waiting)
	}
}

// turnPage begins a page with as much of what waits as there is room for, and
// returns the rest.
func (f *Flow) turnPage(waiting [][]LineBox) [][]LineBox {
	f.NewPage()
	for len(waiting) > 0 && (f.y == 0 || f.fits(waiting[0])) {
		f.placeGroup(waiting[0])
		waiting = waiting[1:]
	}
	if len(waiting) == 0 {
		return nil
	}
	return waiting
}

func (f *Flow) fits(group []LineBox) bool {
	y := f.y
	for _, s := range group {
		if y > 0 {
			y += s.Before
		}
		y += s.Height
	}
	return y <= f.Height+Slack
}

func (f *Flow) placeGroup(group []LineBox) {
	for _, s := range group {
		if f.y > 0 {
			f.y += s.Before
		}
		s.Draw(f.Page(), f.Top+f.y)
		f.y += s.Height
	}
}
