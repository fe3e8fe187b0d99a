package preview

import (
	"fmt"
	"image"
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"nianbao/ui/widgets"
)

// rail is the strip at the left: the sections with the pages they begin on, and
// below a small picture of each page. A click leads there.
type rail struct {
	view    *View
	heads   *fyne.Container
	list    *fyne.Container
	scroll  *container.Scroll
	pages   []*thumb
	heading []*railLine // of heads, in the order of the pages
	content *fyne.Container
}

// The widths of the strip and of its pictures, and the room around one.
const (
	railWidth  = 150
	thumbWidth = 84
	thumbGap   = 8
)

func newRail(v *View) *rail {
	r := &rail{view: v, heads: container.NewVBox(), list: container.New(thumbsLayout{})}
	r.scroll = container.NewVScroll(r.list)
	r.scroll.OnScrolled = func(fyne.Position) { v.draw() }
	body := container.NewBorder(container.NewVBox(r.heads, widgets.Hairline()), nil, nil, widgets.Hairline(), r.scroll)
	r.content = container.New(widgets.BoxLayout{Size: fyne.NewSize(railWidth, 100)}, container.NewStack(widgets.Ground(widgets.ColorBand), body))
	return r
}

// FoldRail begins without the rail, where there is little room.
func (v *View) FoldRail() { v.rail.content.Hide() }

// toggle shows the strip or takes it away.
func (r *rail) toggle() {
	widgets.SetVisible(r.content, !r.content.Visible())
	r.view.body.Refresh()
	r.view.draw()
}

// fill lists what there is now.
func (r *rail) fill() {
	v := r.view
	r.heads.Objects, r.list.Objects, r.heading, r.pages = nil, nil, nil, nil
	if v.Sheets == nil {
		return
	}
	if v.First != nil {
		r.add("概览", -1, func() { v.GoToPage(-1) })
	}
	for i := range v.Pages {
		for _, h := range v.Sheets.Headings(i) {
			name := h.Text
			if v.Named != nil {
				name = v.Named(h.Text)
			}
			r.add(name, i, func() { v.GoToPart(h.Text) })
			r.heading[len(r.heading)-1].text = h.Text
		}
		t := newThumb(v, i)
		r.pages = append(r.pages, t)
		r.list.Add(t)
	}
	r.heads.Refresh()
	r.list.Refresh()
	r.show(v.current)
}

func (r *rail) add(name string, page int, tap func()) {
	line := newRailLine(name, page, tap)
	r.heading = append(r.heading, line)
	r.heads.Add(line)
}

// show marks the page in view.
func (r *rail) show(page int) {
	last := -1
	for i, l := range r.heading {
		if l.page <= page {
			last = i
		}
	}
	for i, l := range r.heading {
		l.mark(i == last)
	}
	for i, t := range r.pages {
		t.mark(i == page)
	}
	if page >= 0 && page < len(r.pages) {
		r.reveal(r.pages[page])
	}
}

// part is the heading of the section that is marked, "" for none.
func (r *rail) part() string {
	for _, l := range r.heading {
		if l.marked {
			return l.text
		}
	}
	return ""
}

// markHeading marks a section that was asked for: others may begin on its page.
func (r *rail) markHeading(text string) {
	for _, l := range r.heading {
		l.mark(l.text == text)
	}
}

// reveal scrolls the strip so far that a picture is in it.
func (r *rail) reveal(t *thumb) {
	top, bottom := t.Position().Y, t.Position().Y+t.Size().Height
	switch {
	case top < r.scroll.Offset.Y:
		r.scroll.ScrollToOffset(fyne.NewPos(0, top))
	case bottom > r.scroll.Offset.Y+r.scroll.Size().Height:
		r.scroll.ScrollToOffset(fyne.NewPos(0, bottom-r.scroll.Size().Height))
	}
}

// wanted returns a picture in view that is not drawn yet, and its width in
// pixels; -1 for none.
func (r *rail) wanted() (page, width int) {
	if !r.content.Visible() {
		return -1, 0
	}
	width = int(math.Round(float64(thumbWidth * r.view.Scale())))
	for i, t := range r.pages {
		y := t.Position().Y - r.scroll.Offset.Y
		if t.width != width && y < r.scroll.Size().Height && y+t.Size().Height > 0 {
			return i, width
		}
	}
	return -1, 0
}

// forget gives the pictures up.
func (r *rail) forget() {
	for _, t := range r.pages {
		t.set(nil, 0)
	}
}

// railLine is a section in the strip and the page it begins on.
type railLine struct {
	widget.BaseWidget
	page   int
	text   string // of the heading, "" for what stands before the pages
	marked bool
	tap    func()
	name   *canvas.Text
	at     *canvas.Text
	back   *canvas.Rectangle
	bar    *canvas.Rectangle // at the edge of the one in view
}

func newRailLine(name string, page int, tap func()) *railLine {
	l := &railLine{page: page, tap: tap, back: canvas.NewRectangle(widgets.ColorClear), bar: canvas.NewRectangle(widgets.ColorClear)}
	l.name, l.at = canvas.NewText(name, widgets.ColorText), canvas.NewText("", widgets.ColorQuiet)
	if page >= 0 {
		l.at.Text = fmt.Sprint(page + 1)
	}
	l.ExtendBaseWidget(l)
	return l
}

// CreateRenderer shows the name, and the number at the right.
func (l *railLine) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.New(railLineLayout{l}, l.back, l.bar, l.name, l.at))
}

func (l *railLine) mark(here bool) {
	l.marked = here
	fill, bar := color.Color(widgets.ColorClear), color.Color(widgets.ColorClear)
	if here {
		fill, bar = widgets.ColorChosen, widgets.ColorPrimary
	}
	if l.back.FillColor != fill {
		l.back.FillColor, l.bar.FillColor = fill, bar
		l.back.Refresh()
		l.bar.Refresh()
	}
}

// Tapped leads there.
func (l *railLine) Tapped(*fyne.PointEvent) { l.tap() }

// Cursor shows a hand.
func (l *railLine) Cursor() desktop.Cursor { return desktop.PointerCursor }

// railLineLayout is one line of text.
type railLineLayout struct{ line *railLine }

// MinSize is as high as the text.
func (r railLineLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(40, fyne.MeasureText("国", theme.CaptionTextSize(), fyne.TextStyle{}).Height+6)
}

// Layout puts the number to the right edge.
func (r railLineLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	const gap, thick = 8, 3
	l := r.line
	l.back.Resize(size)
	l.bar.Resize(fyne.NewSize(thick, size.Height))
	for _, t := range []*canvas.Text{l.name, l.at} {
		t.TextSize = theme.CaptionTextSize()
		t.Resize(t.MinSize())
	}
	y := (size.Height - l.name.MinSize().Height) / 2
	l.name.Move(fyne.NewPos(gap, y))
	l.at.Move(fyne.NewPos(size.Width-gap-l.at.MinSize().Width, y))
}

// thumb is the small picture of a page.
type thumb struct {
	widget.BaseWidget
	view   *View
	page   int
	image  image.Image
	width  int // pixels it was drawn for
	raster *canvas.Raster
	rim    *canvas.Rectangle
	number *canvas.Text
}

func newThumb(v *View, page int) *thumb {
	t := &thumb{view: v, page: page, rim: canvas.NewRectangle(widgets.ColorClear), number: canvas.NewText(fmt.Sprint(page+1), widgets.ColorQuiet)}
	t.raster = canvas.NewRaster(func(int, int) image.Image {
		if t.image == nil {
			return blank
		}
		return t.image
	})
	t.rim.StrokeWidth, t.rim.StrokeColor = 1, widgets.ColorLine
	t.number.Alignment = fyne.TextAlignCenter
	t.ExtendBaseWidget(t)
	return t
}

// CreateRenderer shows the page over its number.
func (t *thumb) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.New(thumbLayout{t}, t.raster, t.rim, t.number))
}

func (t *thumb) set(img image.Image, width int) {
	if t.image == nil && img == nil {
		return
	}
	t.image, t.width = img, width
	t.raster.Refresh()
}

func (t *thumb) mark(here bool) {
	width, c := float32(1), color.Color(widgets.ColorLine)
	if here {
		width, c = 3, widgets.ColorPrimary
	}
	if t.rim.StrokeWidth != width {
		t.rim.StrokeWidth, t.rim.StrokeColor = width, c
		t.rim.Refresh()
	}
}

// Tapped shows the page.
func (t *thumb) Tapped(*fyne.PointEvent) {
	t.view.w.Window().Canvas().Focus(t.view)
	t.view.GoToPage(t.page)
}

// Cursor shows a hand.
func (t *thumb) Cursor() desktop.Cursor { return desktop.PointerCursor }

// thumbLayout puts the number below the picture.
type thumbLayout struct{ t *thumb }

// MinSize has room for both.
func (l thumbLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(thumbWidth, sheetHeight(thumbWidth)+fyne.MeasureText("0", theme.CaptionTextSize(), fyne.TextStyle{}).Height)
}

// Layout centres them.
func (l thumbLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	t := l.t
	t.number.TextSize = theme.CaptionTextSize()
	picture := fyne.NewSize(thumbWidth, sheetHeight(thumbWidth))
	for _, o := range []fyne.CanvasObject{t.raster, t.rim} {
		o.Resize(picture)
		o.Move(fyne.NewPos((size.Width-thumbWidth)/2, 0))
	}
	t.number.Resize(fyne.NewSize(size.Width, t.number.MinSize().Height))
	t.number.Move(fyne.NewPos(0, picture.Height))
}

// thumbsLayout stacks the pictures.
type thumbsLayout struct{}

// MinSize has room for all.
func (thumbsLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(thumbWidth, thumbGap)
	for _, o := range objects {
		size.Height += o.MinSize().Height + thumbGap
	}
	return size
}

// Layout places them from the top, in the middle.
func (thumbsLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(thumbGap)
	for _, o := range objects {
		o.Resize(fyne.NewSize(size.Width, o.MinSize().Height))
		o.Move(fyne.NewPos(0, y))
		y += o.MinSize().Height + thumbGap
	}
}
