package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Split is a page with a side column, and a thin line between them
// that can be dragged. The toolkit's split shares the window by parts and lets a
// side shrink until a line holds one character; here the column keeps its width
// in units, and both sides keep what can be read.
type Split struct {
	widget.BaseWidget
	Dragged    func() // called when the column was made wider or narrower, may be nil
	main, side fyne.CanvasObject
	width      float32 // of the column
	folded     bool
	left       bool              // the column stands at the left
	strip      fyne.CanvasObject // in the place of the folded column
	handle     *splitHandle
}

// Bounds of a side column, in units, and the line beside it.
const (
	leastSide  = 220
	leastMain  = 360
	splitLine  = 1
	splitReach = 6 // what of the line the mouse finds
)

// NewSplit puts a column of a width at the right of a page, and a strip in its
// place when it is folded; nil for one that does not fold.
func NewSplit(main, side, strip fyne.CanvasObject, width float32) *Split {
	if strip == nil {
		strip = container.NewWithoutLayout()
	}
	s := &Split{main: main, side: side, strip: strip, width: width}
	s.handle = newSplitHandle(s)
	s.ExtendBaseWidget(s)
	s.Fold(false)
	return s
}

// NewLeftSplit puts a column of a width at the left of a page.
func NewLeftSplit(side, main fyne.CanvasObject, width float32) *Split {
	s := NewSplit(main, side, nil, width)
	s.left = true
	return s
}

// Width is that of the column.
func (s *Split) Width() float32 { return s.width }

// SetWidth makes the column wider or narrower.
func (s *Split) SetWidth(width float32) {
	s.width = width
	s.Refresh()
}

// Folded says whether the strip stands in the place of the column.
func (s *Split) Folded() bool { return s.folded }

// Fold shows the strip in the place of the column, or the column again.
func (s *Split) Fold(yes bool) {
	s.folded = yes
	SetVisible(s.side, !yes)
	SetVisible(s.handle, !yes)
	SetVisible(s.strip, yes)
	s.Refresh()
}

// CreateRenderer shows both.
func (s *Split) CreateRenderer() fyne.WidgetRenderer {
	return &splitRenderer{s, []fyne.CanvasObject{s.main, s.side, s.strip, s.handle}}
}

type splitRenderer struct {
	s       *Split
	objects []fyne.CanvasObject
}

func (r *splitRenderer) Destroy()                     {}
func (r *splitRenderer) Objects() []fyne.CanvasObject { return r.objects }

// Refresh gives both their room again.
func (r *splitRenderer) Refresh() {
	r.Layout(r.s.Size())
	canvas.Refresh(r.s)
}

// MinSize has room for both.
func (r *splitRenderer) MinSize() fyne.Size {
	main, side := r.s.main.MinSize(), fyne.NewSize(leastSide+splitLine, r.s.side.MinSize().Height)
	if r.s.folded {
		side = r.s.strip.MinSize()
	}
	return fyne.NewSize(main.Width+side.Width, max(main.Height, side.Height))
}

// Layout gives the column its width, as far as the page keeps what it needs.
func (r *splitRenderer) Layout(size fyne.Size) {
	s := r.s
	column, line := s.side, float32(splitLine)
	width := max(min(s.width, size.Width-max(leastMain, s.main.MinSize().Width)-line), leastSide)
	if s.folded {
		column, line = s.strip, 0
		width = s.strip.MinSize().Width
	}
	if s.left {
		placeAt(column, 0, width, size.Height)
		placeAt(s.main, width+line, size.Width-width-line, size.Height)
		placeAt(s.handle, width-splitReach/2, line+splitReach, size.Height)
		return
	}
	placeAt(s.main, 0, size.Width-width-line, size.Height)
	placeAt(column, size.Width-width, width, size.Height)
	placeAt(s.handle, size.Width-width-line-splitReach/2, line+splitReach, size.Height)
}

func placeAt(o fyne.CanvasObject, x, width, height float32) {
	o.Move(fyne.NewPos(x, 0))
	o.Resize(fyne.NewSize(max(width, 0), height))
}

// splitHandle is the line, and a little beside it.
type splitHandle struct {
	widget.BaseWidget
	split *Split
	line  *canvas.Rectangle
}

func newSplitHandle(s *Split) *splitHandle {
	h := &splitHandle{split: s, line: canvas.NewRectangle(ColorLine)}
	h.ExtendBaseWidget(h)
	return h
}

// CreateRenderer draws the line.
func (h *splitHandle) CreateRenderer() fyne.WidgetRenderer { return &splitHandleRenderer{h} }

type splitHandleRenderer struct{ h *splitHandle }

func (r *splitHandleRenderer) Destroy()                     {}
func (r *splitHandleRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.h.line} }
func (r *splitHandleRenderer) Refresh()                     { canvas.Refresh(r.h.line) }
func (r *splitHandleRenderer) MinSize() fyne.Size           { return fyne.NewSize(splitLine+splitReach, 0) }

func (r *splitHandleRenderer) Layout(size fyne.Size) {
	r.h.line.Move(fyne.NewPos((size.Width-splitLine)/2, 0))
	r.h.line.Resize(fyne.NewSize(splitLine, size.Height))
}

// Dragged makes the column wider or narrower.
func (h *splitHandle) Dragged(e *fyne.DragEvent) {
	s := h.split
	most := max(s.Size().Width-leastMain-splitLine, leastSide)
	by := -e.Dragged.DX
	if s.left {
		by = -by
	}
	s.SetWidth(min(max(s.width+by, leastSide), most))
}

// DragEnd tells of it.
func (h *splitHandle) DragEnd() {
	if h.split.Dragged != nil {
		h.split.Dragged()
	}
}

// MouseIn shows that the line can be dragged.
func (h *splitHandle) MouseIn(*desktop.MouseEvent) {
	h.line.FillColor = ColorPrimary
	h.line.Refresh()
}

// MouseMoved does nothing.
func (h *splitHandle) MouseMoved(*desktop.MouseEvent) {}

// MouseOut takes the mark away.
func (h *splitHandle) MouseOut() {
	h.line.FillColor = ColorLine
	h.line.Refresh()
}

// Cursor shows which way.
func (h *splitHandle) Cursor() desktop.Cursor { return desktop.HResizeCursor }
