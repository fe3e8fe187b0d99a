package layout

// strip is a piece of the manual over the whole width: a line of text, or a
// picture.
type strip struct {
	before float64 // room above it, none at the top of a page
	height float64
	keep   bool // stands on one page with the next one
	floats bool // where it does not fit, the text behind it goes ahead
	draw   func(p *Page, y float64)
}

// flow puts strips on pages.
type flow struct {
	pages []Page
	y     float64 // how far the page is filled, mm below its top margin
}

func (f *flow) page() *Page { return &f.pages[len(f.pages)-1] }

func (f *flow) newPage() {
	f.pages = append(f.pages, Page{Number: len(f.pages) + 1})
	f.y = 0
}

// put places strips. A picture that finds no room waits for the next page, at
// most to the end of what was given, so that no page is left half empty.
func (f *flow) put(strips []strip) {
	var waiting [][]strip
	for len(strips) > 0 {
		n := 1
		for n < len(strips) && strips[n-1].keep {
			n++
		}
		group := strips[:n]
		strips = strips[n:]
		if group[0].floats && (waiting != nil || !f.fits(group)) {
			waiting = append(waiting, group)
			continue
		}
		for !f.fits(group) && f.y > 0 {
			waiting = f.turn(waiting)
		}
		f.place(group)
	}
	for waiting != nil {
		waiting = f.turn(waiting)
	}
}

// turn begins a page with as much of what waits as there is room for, and
// returns the rest.
func (f *flow) turn(waiting [][]strip) [][]strip {
	f.newPage()
	for len(waiting) > 0 && (f.y == 0 || f.fits(waiting[0])) {
		f.place(waiting[0])
		waiting = waiting[1:]
	}
	if len(waiting) == 0 {
		return nil
	}
	return waiting
}

func (f *flow) fits(group []strip) bool {
	y := f.y
	for _, s := range group {
		if y > 0 {
			y += s.before
		}
		y += s.height
	}
	return y <= manualHeight+slack
}

func (f *flow) place(group []strip) {
	for _, s := range group {
		if f.y > 0 {
			f.y += s.before
		}
		s.draw(f.page(), manualTop+f.y)
		f.y += s.height
	}
}
