package preview

import (
	"image"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/form"
	"nianbao/ui/widgets"
)

// View shows the pages of a report as they will be printed, one below
// the other. Only the pages in view are drawn, on another goroutine.
type View struct {
	widget.BaseWidget
	w     widgets.Host
	OnTap func(form.Address)        // "" beside everything
	OnKey func(*fyne.KeyEvent) bool // offered every key that does not move the pages

	Sheets  app.Pages // nil while they are laid out
	Pages   []*pageView
	marks   []Mark
	zoom    float32
	drawing bool
	away    bool         // another screen is shown
	target  form.Address // to be shown once there is room and a layout
	Scroll  *container.Scroll
	stack   *fyne.Container
	waiting *widget.Label
}

// Mark marks what stands at an address.
type Mark struct {
	Address form.Address
	Kind    markKind
	Number  int  // of a remark
	Text    bool // lines of text get no frame: there would be one round each
}

type markKind int

// The marks of a page. A chosen place has a frame, a changed one a tint, a
// remark a number at its edge.
const (
	MarkChanged markKind = iota
	MarkRemark
	MarkChosen
)

// Distances on the screen, and the widest page that is not zoomed.
const (
	sheetGap    = 14
	sheetWidest = 860
	sheetScroll = 60 // of an arrow key
)

// NewView is a view of pages, empty until they are laid out.
func NewView(w widgets.Host) *View {
	v := &View{w: w, zoom: 1, waiting: &widget.Label{Text: "正在排版……", Alignment: fyne.TextAlignCenter}}
	v.stack = container.New(sheetsLayout{v})
	v.Scroll = container.NewScroll(v.stack)
	v.Scroll.OnScrolled = func(fyne.Position) { v.draw() }
	v.ExtendBaseWidget(v)
	return v
}

// CreateRenderer shows the pages on a grey desk.
func (v *View) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewStack(widgets.Ground(colorDesk), v.Scroll, container.NewCenter(v.waiting)))
}

// MinSize is small: the pages take what room there is.
func (v *View) MinSize() fyne.Size { return fyne.NewSize(360, 200) }

// Resize fits the pages to the new width.
func (v *View) Resize(size fyne.Size) {
	v.BaseWidget.Resize(size)
	v.fit()
}

// Load lays the paper out on another goroutine and shows its first page. What
// was in view stays there.
func (v *View) Load(paper app.PrintJob, failed func(error)) {
	var sheets app.Pages
	v.w.Background(func() error {
		var err error
		sheets, err = v.w.Service().Preview(v.w.Context(), paper)
		return err
	}, func(err error) {
		if err != nil {
			v.waiting.SetText("页面没有排出来。")
			v.waiting.Show()
			failed(err)
			return
		}
		v.waiting.Hide()
		v.show(sheets)
	})
}

func (v *View) show(sheets app.Pages) {
	v.Sheets = sheets
	for len(v.Pages) < sheets.Len() {
		v.Pages = append(v.Pages, newPageView(v, len(v.Pages)))
	}
	v.Pages = v.Pages[:sheets.Len()]
	v.stack.Objects = nil
	for _, p := range v.Pages {
		p.forget()
		v.stack.Add(p)
	}
	v.fit()
}

// PageWidth is how wide a page is on the screen: a whole number of its pixels.
func (v *View) PageWidth() float32 {
	width := min(v.Size().Width-2*sheetGap-12, sheetWidest) * v.zoom
	scale := v.Scale()
	return float32(math.Floor(float64(max(width, 120)*scale))) / scale
}

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

// fit lays the pages out for the present width and zoom, and keeps the place.
func (v *View) fit() {
	if v.Sheets == nil || v.Size().Width < 50 {
		return
	}
	v.away = false
	part := float32(0)
	if v.stack.Size().Height > 0 {
		part = v.Scroll.Offset.Y / v.stack.Size().Height
	}
	v.stack.Refresh()
	v.Scroll.Refresh()
	room := v.stack.MinSize()
	v.Scroll.ScrollToOffset(fyne.NewPos(max(room.Width-v.Scroll.Size().Width, 0)/2, part*room.Height))
	v.placeMarks()
	if v.target != "" {
		a := v.target
		v.target = ""
		v.GoTo(a)
	}
	v.draw()
}

// setZoom makes the pages larger or smaller, within reason.
func (v *View) setZoom(zoom float32) {
	v.zoom = min(max(zoom, 0.4), 3)
	v.fit()
}

// ZoomIn draws the pages a step larger.
func (v *View) ZoomIn() { v.setZoom(v.zoom * 1.2) }

// ZoomOut draws the pages a step smaller.
func (v *View) ZoomOut() { v.setZoom(v.zoom / 1.2) }

// inView returns the first and last page that can be seen.
func (v *View) inView() (first, last int) {
	first, last = -1, -1
	top, bottom := v.Scroll.Offset.Y, v.Scroll.Offset.Y+v.Scroll.Size().Height
	for i, p := range v.Pages {
		if y := p.Position().Y; y < bottom && y+p.Size().Height > top {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	return first, last
}

// draw draws the next page that is wanted: those in view, then the ones beside
// them. Pages far away are forgotten, since each takes some megabytes.
func (v *View) draw() {
	first, last := v.inView()
	if v.drawing || v.away || v.Sheets == nil || first < 0 {
		return
	}
	width := int(math.Round(float64(v.PageWidth() * v.Scale())))
	const far = 3
	for i, p := range v.Pages {
		if i < first-far || i > last+far {
			p.forget()
		}
	}
	next := v.wanted(first, last, width)
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
			v.Pages[next].set(img, width)
		}
		v.draw()
	})
}

// wanted returns the page to be drawn next in a width, -1 when all are that are
// in view or beside them.
func (v *View) wanted(first, last, width int) int {
	const near = 1
	next := -1
	for i := max(first-near, 0); i <= min(last+near, len(v.Pages)-1); i++ {
		missing := v.Pages[i].Width != width
		if seen := i >= first && i <= last; missing && (next < 0 || seen && next < first) {
			next = i
		}
	}
	return next
}

// Release gives the pictures of all pages up when another screen is shown: the
// toolkit would keep them for a minute, some megabytes each.
func (v *View) Release() {
	v.away = true
	for _, p := range v.Pages {
		p.forget()
	}
}

// SetMarks marks places; the number of a remark stands at its edge.
func (v *View) SetMarks(marks []Mark) {
	v.marks = marks
	v.placeMarks()
}

func (v *View) placeMarks() {
	if v.Sheets == nil {
		return
	}
	at := map[form.Address][]Mark{}
	for _, m := range v.marks {
		at[m.Address] = append(at[m.Address], m)
	}
	numbered := map[form.Address]bool{} // a paragraph of many lines has its numbers once
	for _, p := range v.Pages {
		p.mark(at, numbered)
	}
}

// GoTo brings a place into view. It says whether the place is on a page.
func (v *View) GoTo(a form.Address) bool {
	if v.Sheets == nil || v.Size().Height < 50 {
		v.target = a
		return true
	}
	for i, p := range v.Pages {
		for _, at := range v.Sheets.Places(i) {
			if at.Address != a {
				continue
			}
			area := p.Area(at)
			y := p.Position().Y + area.Y
			if y < v.Scroll.Offset.Y || y+area.Height > v.Scroll.Offset.Y+v.Scroll.Size().Height {
				v.scrollTo(y - v.Scroll.Size().Height/3)
			}
			return true
		}
	}
	return false
}

func (v *View) scrollTo(y float32) {
	most := max(v.stack.Size().Height-v.Scroll.Size().Height, 0)
	v.Scroll.ScrollToOffset(fyne.NewPos(v.Scroll.Offset.X, min(max(y, 0), most)))
	v.draw()
}

// sideways moves pages that are wider than the view.
func (v *View) sideways(right bool) {
	x := v.Scroll.Offset.X - sheetScroll
	if right {
		x = v.Scroll.Offset.X + sheetScroll
	}
	most := max(v.stack.Size().Width-v.Scroll.Size().Width, 0)
	v.Scroll.ScrollToOffset(fyne.NewPos(min(max(x, 0), most), v.Scroll.Offset.Y))
}

// FocusGained and FocusLost change nothing that can be seen.
func (v *View) FocusGained() {}

// FocusLost does nothing.
func (v *View) FocusLost() {}

// TypedRune does nothing.
func (v *View) TypedRune(rune) {}

// TypedKey moves the pages.
func (v *View) TypedKey(ev *fyne.KeyEvent) {
	page := v.Scroll.Size().Height - 2*sheetGap
	by := map[fyne.KeyName]float32{
		fyne.KeyUp: -sheetScroll, fyne.KeyDown: sheetScroll, fyne.KeyPageUp: -page, fyne.KeyPageDown: page, fyne.KeySpace: page,
		fyne.KeyHome: -v.stack.Size().Height, fyne.KeyEnd: v.stack.Size().Height,
	}[ev.Name]
	switch {
	case ev.Name == fyne.KeyLeft || ev.Name == fyne.KeyRight:
		v.sideways(ev.Name == fyne.KeyRight)
	case by != 0:
		v.scrollTo(v.Scroll.Offset.Y + by)
	case v.OnKey != nil && v.OnKey(ev):
	default:
		widgets.PassKey(v.w, ev)
	}
}

// TypedShortcut zooms with the keys of the number block too; the others are in
// the menu.
func (v *View) TypedShortcut(s fyne.Shortcut) {
	if c, ok := s.(*desktop.CustomShortcut); ok && c.Modifier&fyne.KeyModifierControl != 0 {
		switch c.KeyName {
		case fyne.KeyPlus, fyne.KeyEqual:
			v.ZoomIn()
			return
		case fyne.KeyMinus:
			v.ZoomOut()
			return
		}
	}
	if window, ok := v.w.Window().Canvas().(fyne.Shortcutable); ok {
		window.TypedShortcut(s)
	}
}

// sheetsLayout stacks the pages in the middle.
type sheetsLayout struct{ view *View }

// MinSize is the room of all pages.
func (l sheetsLayout) MinSize(pages []fyne.CanvasObject) fyne.Size {
	width := l.view.PageWidth()
	n := float32(len(pages))
	return fyne.NewSize(width+2*sheetGap, n*(sheetHeight(width)+sheetGap)+sheetGap)
}

// Layout places the pages from the top.
func (l sheetsLayout) Layout(pages []fyne.CanvasObject, size fyne.Size) {
	width := l.view.PageWidth()
	scale := l.view.Scale()
	whole := func(x float32) float32 { return float32(math.Round(float64(x*scale))) / scale }
	y := float32(sheetGap)
	for _, p := range pages {
		p.Resize(fyne.NewSize(width, sheetHeight(width)))
		p.Move(fyne.NewPos(whole((size.Width-width)/2), whole(y)))
		y += sheetHeight(width) + sheetGap
	}
}

func sheetHeight(width float32) float32 { return width * app.PageHeight / app.PageWidth }
