package importing

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"nianbao/app/intake/page"
	"nianbao/app/intake/reading"
	"nianbao/ui/widgets"
)

// Source shows a document as it was read. Beside what something was read of stands a
// bar; a click on it, or the arrow keys, lead to what that is in the report.
type Source struct {
	widget.BaseWidget
	w        widgets.Host
	page     *page.Page
	used     map[reading.Place]bool
	onChosen func(reading.Place)

	strips []strip
	width  float32 // it was laid out in
	text   float32 // size of its text at that time
	high   float32
	chosen map[reading.Place]bool
	at     int // the strip the keyboard is at, -1 for none
	drawn  []fyne.CanvasObject
	scroll *container.Scroll
	sheet  *sheet
	rim    *canvas.Rectangle
}

func newSource(w widgets.Host, p *page.Page, used map[reading.Place]bool) *Source {
	s := &Source{w: w, page: p, used: used, chosen: map[reading.Place]bool{}, at: -1, rim: canvas.NewRectangle(widgets.ColorClear)}
	s.sheet = &sheet{source: s}
	s.sheet.ExtendBaseWidget(s.sheet)
	s.scroll = container.NewVScroll(s.sheet)
	s.scroll.OnScrolled = func(fyne.Position) { s.draw() }
	s.rim.StrokeWidth = rimWidth
	s.ExtendBaseWidget(s)
	return s
}

// rimWidth is the edge around the document while the keyboard is there.
const rimWidth = 2

// CreateRenderer shows the sheet in its scroll.
func (s *Source) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewStack(s.scroll, s.rim))
}

// MinSize leaves the document to its scroll bar.
func (s *Source) MinSize() fyne.Size { return fyne.NewSize(leastSource, 120) }

// leastSource is the least width in which a document is shown.
const leastSource = 240

// show marks places, and brings the first of them into view.
func (s *Source) show(places []reading.Place) {
	s.chosen = map[reading.Place]bool{}
	for _, p := range places {
		s.chosen[p] = true
	}
	for i := range s.strips {
		if s.chosen[s.strips[i].at] {
			s.at = i
			s.reveal(&s.strips[i])
			break
		}
	}
	s.draw()
}

// reveal scrolls so that a strip is in view, with what stands before it.
func (s *Source) reveal(one *strip) {
	room := s.scroll.Size().Height
	top, bottom := one.y-s.scroll.Offset.Y, one.y+one.h-s.scroll.Offset.Y
	if room <= 0 || top >= 0 && bottom <= room {
		return
	}
	s.scroll.ScrollToOffset(fyne.NewPos(0, max(min(one.y-room/3, s.high-room), 0)))
}

// Marked says whether a place of the document is marked.
func (s *Source) Marked(at reading.Place) bool { return s.chosen[at] }

// Choose chooses a place of the document, as a click does.
func (s *Source) Choose(at reading.Place) {
	for i := range s.strips {
		if s.strips[i].at == at {
			s.choose(i)
		}
	}
}

// step goes on to the next strip that something was read of.
func (s *Source) step(by int) {
	for i := s.at + by; i >= 0 && i < len(s.strips); i += by {
		if s.used[s.strips[i].at] {
			s.choose(i)
			return
		}
	}
}

func (s *Source) choose(i int) {
	s.at = i
	s.show([]reading.Place{s.strips[i].at})
	s.at = i
	if s.onChosen != nil {
		s.onChosen(s.strips[i].at)
	}
}

// TypedKey moves on, or hands the key to the window.
func (s *Source) TypedKey(ev *fyne.KeyEvent) {
	room := s.scroll.Size().Height
	switch ev.Name {
	case fyne.KeyDown:
		s.step(1)
	case fyne.KeyUp:
		s.step(-1)
	case fyne.KeyPageDown:
		s.turn(s.scroll.Offset.Y + 0.9*room)
	case fyne.KeyPageUp:
		s.turn(s.scroll.Offset.Y - 0.9*room)
	case fyne.KeyHome:
		s.turn(0)
	case fyne.KeyEnd:
		s.turn(s.high)
	default:
		if !widgets.PassKey(s.w, ev) {
			s.w.Key(ev)
		}
	}
}

func (s *Source) turn(to float32) {
	s.scroll.ScrollToOffset(fyne.NewPos(0, max(min(to, s.high-s.scroll.Size().Height), 0)))
	s.draw()
}

// TypedRune does nothing: the document is only looked at.
func (s *Source) TypedRune(rune) {}

// FocusGained shows that the keyboard is here.
func (s *Source) FocusGained() { s.ring(widgets.ColorPrimary) }

// FocusLost shows that it is elsewhere.
func (s *Source) FocusLost() { s.ring(widgets.ColorClear) }

func (s *Source) ring(c color.Color) {
	s.rim.StrokeColor = c
	s.rim.Refresh()
}

// sheet is what scrolls.
type sheet struct {
	widget.BaseWidget
	source *Source
}

// CreateRenderer draws what is in view.
func (t *sheet) CreateRenderer() fyne.WidgetRenderer { return &sheetRenderer{t.source} }

// MinSize is as high as the document.
func (t *sheet) MinSize() fyne.Size { return fyne.NewSize(10, t.source.high) }

// Resize lays the document out for another width.
func (t *sheet) Resize(size fyne.Size) {
	s := t.source
	if size.Width != s.width || s.text != sheetText() {
		s.width, s.text = size.Width, sheetText()
		s.strips, s.high = layOut(s.page, size.Width)
		s.scroll.Refresh()
	}
	t.BaseWidget.Resize(size)
	s.draw()
}

// Tapped chooses what lies there.
func (t *sheet) Tapped(ev *fyne.PointEvent) {
	s := t.source
	s.w.Window().Canvas().Focus(s)
	for i := range s.strips {
		if one := &s.strips[i]; ev.Position.Y >= one.y && ev.Position.Y < one.y+one.h {
			s.choose(i)
			return
		}
	}
}

// Cursor shows an arrow: there is nothing to be typed.
func (t *sheet) Cursor() desktop.Cursor { return desktop.DefaultCursor }

// draw makes the objects of what is in view.
func (s *Source) draw() {
	s.drawn = nil
	top, bottom := s.scroll.Offset.Y, s.scroll.Offset.Y+s.scroll.Size().Height
	for i := range s.strips {
		one := &s.strips[i]
		if one.bottom < top || one.y > bottom {
			continue
		}
		s.drawStrip(one)
	}
	canvas.Refresh(s.sheet)
}

// The bar beside what something was read of.
const (
	barLeft  = 3
	barWidth = 3
)

func (s *Source) drawStrip(one *strip) {
	if s.chosen[one.at] {
		s.fill(widgets.ColorChosen, box{0, one.y, s.width, one.h})
	}
	if s.used[one.at] {
		s.fill(widgets.ColorPrimary, box{barLeft, one.y + 1, barWidth, one.h - 2})
	}
	for _, b := range one.boxes {
		for _, edge := range []box{{b.x, b.y, b.w, 1}, {b.x, b.y + b.h, b.w + 1, 1}, {b.x, b.y, 1, b.h}, {b.x + b.w, b.y, 1, b.h}} {
			s.fill(widgets.ColorLine, edge)
		}
	}
	for _, line := range one.texts {
		t := canvas.NewText(line.text, widgets.ColorText)
		t.TextSize = s.text
		t.Move(fyne.NewPos(line.x, line.y))
		t.Resize(t.MinSize())
		s.drawn = append(s.drawn, t)
	}
}

func (s *Source) fill(c color.Color, b box) {
	r := canvas.NewRectangle(c)
	r.Move(fyne.NewPos(b.x, b.y))
	r.Resize(fyne.NewSize(b.w, b.h))
	s.drawn = append(s.drawn, r)
}

type sheetRenderer struct{ source *Source }

func (r *sheetRenderer) Destroy()                     {}
func (r *sheetRenderer) Layout(fyne.Size)             {}
func (r *sheetRenderer) MinSize() fyne.Size           { return r.source.sheet.MinSize() }
func (r *sheetRenderer) Objects() []fyne.CanvasObject { return r.source.drawn }
func (r *sheetRenderer) Refresh()                     { canvas.Refresh(r.source.sheet) }
