package preview

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"nianbao/app/form"
	"nianbao/ui/commands"
	"nianbao/ui/widgets"
)

func (v *View) frame(c color.Color) {
	for _, edge := range v.focus {
		edge.FillColor = c
		edge.Refresh()
	}
}

// spot is a place among the pages: a part of the height of a page, or, for page
// -1, units from the top of what stands before them.
type spot struct {
	page int
	part float32
}

// spotAt returns what is at a height of the stack.
func (v *View) spotAt(y float32) spot {
	at := spot{page: -1, part: y}
	for i, p := range v.Pages {
		if top := p.Position().Y; top <= y+sheetGap && p.Size().Height > 0 {
			if i > 0 && v.Pages[i-1].Position().Y == top {
				continue // beside the one before
			}
			at = spot{i, (y - top) / p.Size().Height}
		}
	}
	return at
}

// heightOf is spotAt the other way round.
func (v *View) heightOf(s spot) float32 {
	if s.page < 0 || len(v.Pages) == 0 {
		return s.part
	}
	p := v.Pages[min(s.page, len(v.Pages)-1)]
	return p.Position().Y + s.part*p.Size().Height
}

// GoTo brings a place into view. It says whether the place is on a page.
func (v *View) GoTo(a form.Address) bool {
	if v.Sheets == nil || v.Scroll.Size().Height < 50 {
		v.target = a
		return true
	}
	y, height, found := v.find(a)
	if found && (y < v.Scroll.Offset.Y || y+height > v.Scroll.Offset.Y+v.Scroll.Size().Height) {
		v.scrollTo(y - v.Scroll.Size().Height/3)
	}
	return found
}

// find returns how far down a place stands, and how high it is; false for one on
// no page.
func (v *View) find(a form.Address) (y, height float32, found bool) {
	for i, p := range v.Pages {
		for _, at := range v.Sheets.Places(i) {
			if at.Address == a {
				area := p.Area(at)
				return p.Position().Y + area.Y, area.Height, true
			}
		}
	}
	return 0, 0, false
}

// GoToPage shows a page, counted from 0, from its top; -1 is what stands before
// the pages.
func (v *View) GoToPage(page int) {
	if page < 0 {
		v.scrollTo(0)
		return
	}
	if page < len(v.Pages) {
		v.scrollTo(v.Pages[page].Position().Y - sheetGap)
	}
}

// GoToHeading shows a section from its heading. It says whether there is one.
func (v *View) GoToHeading(heading string) bool {
	if v.Sheets == nil {
		return false
	}
	for i, p := range v.Pages {
		for _, h := range v.Sheets.Headings(i) {
			if h.Text != heading {
				continue
			}
			y := p.Position().Y + float32(h.Y)*v.unit() - sheetGap
			if v.wholePages() {
				y = p.Position().Y - sheetGap
			}
			v.scrollTo(y)
			v.rail.markHeading(heading)
			return true
		}
	}
	return false
}

// GoToPart shows a section as somebody who asked for it wants to see it: what was chosen
// elsewhere is chosen no longer.
func (v *View) GoToPart(heading string) bool {
	found := v.GoToHeading(heading)
	if found && v.OnTap != nil {
		v.OnTap("")
	}
	return found
}

// Part is the heading of the section in view, "" for none.
func (v *View) Part() string { return v.rail.part() }

func (v *View) scrollTo(y float32) {
	most := max(v.stack.Size().Height-v.Scroll.Size().Height, 0)
	v.Scroll.ScrollToOffset(fyne.NewPos(v.Scroll.Offset.X, min(max(y, 0), most)))
	v.moved()
}

// moved draws what has come into view and tells where that is.
func (v *View) moved() {
	v.draw()
	at := v.spotAt(v.Scroll.Offset.Y + v.Scroll.Size().Height/2).page
	if at != v.current {
		v.current = at
		v.rail.show(at)
	}
	v.bar.tell()
}

// sideways moves pages that are wider than the view.
func (v *View) sideways(right bool) {
	x := v.Scroll.Offset.X - sheetScroll
	if right {
		x = v.Scroll.Offset.X + sheetScroll
	}
	v.Scroll.ScrollToOffset(fyne.NewPos(min(max(x, 0), v.spareWidth()), v.Scroll.Offset.Y))
}

// spareWidth is how far the pages can be moved sideways.
func (v *View) spareWidth() float32 { return max(v.stack.Size().Width-v.Scroll.Size().Width, 0) }

// leaf shows the next page, or row of pages, from its top, or the one before.
func (v *View) leaf(forward bool) {
	const near = 2
	top, to := v.Scroll.Offset.Y+sheetGap, float32(-1)
	for _, p := range v.Pages {
		y := p.Position().Y
		if forward && y > top+near {
			to = y
			break
		}
		if !forward && y < top-near {
			to = y
		}
	}
	switch {
	case to >= 0:
		v.scrollTo(to - sheetGap)
	case forward:
		v.scrollTo(v.stack.Size().Height)
	default:
		v.scrollTo(0)
	}
}

// screenful goes on by what is in view, or by a page where pages fit it.
func (v *View) screenful(forward bool) {
	if v.wholePages() && v.current >= 0 {
		v.leaf(forward)
		return
	}
	by := v.Scroll.Size().Height - 2*sheetGap
	if !forward {
		by = -by
	}
	v.scrollTo(v.Scroll.Offset.Y + by)
}

// TypedRune does nothing.
func (v *View) TypedRune(rune) {}

// TypedKey moves the pages.
func (v *View) TypedKey(ev *fyne.KeyEvent) {
	if widgets.IsMenuKey(ev) && v.OnMenu != nil && v.Sheets != nil {
		v.menuHere()
		return
	}
	switch ev.Name {
	case fyne.KeyUp:
		v.scrollTo(v.Scroll.Offset.Y - sheetScroll)
	case fyne.KeyDown:
		v.scrollTo(v.Scroll.Offset.Y + sheetScroll)
	case fyne.KeyPageUp:
		v.screenful(false)
	case fyne.KeyPageDown, fyne.KeySpace:
		v.screenful(true)
	case fyne.KeyHome:
		v.scrollTo(0)
	case fyne.KeyEnd:
		v.scrollTo(v.stack.Size().Height)
	case fyne.KeyLeft, fyne.KeyRight:
		v.aside(ev.Name == fyne.KeyRight)
	default:
		if v.OnKey == nil || !v.OnKey(ev) {
			widgets.PassKey(v.w, ev)
		}
	}
}

// aside moves pages that are wider than the view, else leafs through them.
func (v *View) aside(right bool) {
	if v.spareWidth() > 0 {
		v.sideways(right)
		return
	}
	v.leaf(right)
}

// choose chooses the place behind or before the chosen one, as a click on it does; where
// none is chosen, the first or last in sight.
func (v *View) choose(forward bool) {
	if v.OnTap == nil || v.Sheets == nil {
		return
	}
	places, shown := v.placesInOrder()
	next := slices.Index(places, v.chosen)
	switch {
	case next >= 0 && forward:
		next++
	case next >= 0:
		next--
	case len(shown) > 0 && forward:
		next = slices.Index(places, shown[0])
	case len(shown) > 0:
		next = slices.Index(places, shown[len(shown)-1])
	}
	if next >= 0 && next < len(places) {
		v.OnTap(places[next])
		v.GoTo(places[next])
	}
}

// placesInOrder returns all places as they follow each other on the pages, and those of
// them that are in sight.
func (v *View) placesInOrder() (places, shown []form.Address) {
	top, bottom := v.Scroll.Offset.Y, v.Scroll.Offset.Y+v.Scroll.Size().Height
	for i, p := range v.Pages {
		for _, at := range v.Sheets.Places(i) {
			if len(places) > 0 && places[len(places)-1] == at.Address {
				continue // it goes on
			}
			places = append(places, at.Address)
			if y := p.Position().Y + p.Area(at).Y; y >= top && y < bottom {
				shown = append(shown, at.Address)
			}
		}
	}
	return places, shown
}

// TypedShortcut zooms with the keys of the number block too, and goes from place to
// place; the others are in the menu.
func (v *View) TypedShortcut(s fyne.Shortcut) {
	if c, ok := s.(*desktop.CustomShortcut); ok && c.Modifier&fyne.KeyModifierControl != 0 {
		switch c.KeyName {
		case fyne.KeyPlus, fyne.KeyEqual:
			v.ZoomIn()
			return
		case fyne.KeyMinus:
			v.ZoomOut()
			return
		case fyne.KeyHome:
			v.scrollTo(0)
			return
		case fyne.KeyEnd:
			v.scrollTo(v.stack.Size().Height)
			return
		case fyne.KeyDown, fyne.KeyUp:
			v.choose(c.KeyName == fyne.KeyDown)
			return
		}
	}
	if window, ok := v.w.Window().Canvas().(fyne.Shortcutable); ok {
		window.TypedShortcut(s)
	}
}

// menuHere opens the menu of the chosen place.
func (v *View) menuHere() {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(v.Scroll).AddXY(sheetGap, sheetGap)
	for i, p := range v.Pages {
		for _, place := range v.Sheets.Places(i) {
			if area := p.Area(place); v.chosen != "" && place.Address == v.chosen {
				at = fyne.CurrentApp().Driver().AbsolutePositionForObject(p).AddXY(area.X, area.Y+area.Height)
			}
		}
	}
	v.menu(v.chosen, at)
}

// menu shows what can be done at a place.
func (v *View) menu(a form.Address, at fyne.Position) {
	if v.OnMenu != nil {
		v.OnMenu(a, at)
	}
}

// Actions is what can be done with the pages.
func (v *View) Actions() commands.Offer {
	return commands.Offer{
		commands.ZoomIn: v.ZoomIn, commands.ZoomOut: v.ZoomOut, commands.Rail: v.ToggleRail,
		commands.FitPage: func() { v.SetFit(FitPage) }, commands.FitWidth: func() { v.SetFit(FitWidth) }, commands.TwoPages: func() { v.SetFit(TwoPages) },
	}
}
