package preview

import (
	"fmt"
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/form"
	"nianbao/ui/look"
	"nianbao/ui/widgets"
)

// pageView is one page on the screen, with its marks over it.
type pageView struct {
	widget.BaseWidget
	view   *View
	number int
	Image  image.Image // nil until it is drawn
	Width  int         // pixels it was drawn for
	raster *canvas.Raster
	marks  *fyne.Container
	hand   bool // the mouse is over a place that can be chosen
}

// The colours of marks, and of the desk that pages lie on.
const (
	colorDesk       = look.Desk
	colorChanged    = look.Changed
	colorChangedRim = look.ChangedRim
	colorPointed    = look.Pointed
)

func newPageView(v *View, number int) *pageView {
	s := &pageView{view: v, number: number, marks: container.NewWithoutLayout()}
	s.raster = canvas.NewRaster(s.pixels)
	s.ExtendBaseWidget(s)
	return s
}

// blank is what a page shows until it is drawn.
var blank = func() image.Image {
	img := image.NewRGBA(image.Rect(0, 0, 1, 1))
	img.Set(0, 0, color.White)
	return img
}()

func (s *pageView) pixels(int, int) image.Image {
	if s.Image == nil {
		return blank
	}
	return s.Image
}

// CreateRenderer shows the page under its marks.
func (s *pageView) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewStack(s.raster, s.marks))
}

// set shows the page as it was drawn.
func (s *pageView) set(img image.Image, width int) {
	s.Image, s.Width = img, width
	s.raster.Refresh()
}

// forget gives the picture of the page up.
func (s *pageView) forget() {
	if s.Image != nil {
		s.set(nil, 0)
	}
}

// area is a place in units of the screen.
type area struct{ X, Y, Width, Height float32 }

// Area returns where a place stands on the page, as that is shown.
func (s *pageView) Area(at app.PagePlace) area {
	unit := s.view.unit()
	return area{float32(at.X) * unit, float32(at.Y) * unit, float32(at.W) * unit, float32(at.H) * unit}
}

// mark draws the marks of the places on this page.
func (s *pageView) mark(at map[form.Address][]Mark, numbered map[form.Address]bool) {
	s.marks.Objects = nil
	for _, place := range s.view.Sheets.Places(s.number) {
		in := s.Area(place)
		x := in.X + in.Width
		for _, m := range at[place.Address] {
			switch m.Kind {
			case MarkChanged:
				s.box(in, colorChanged, colorChangedRim, frame(m, 1))
			case MarkChosen:
				s.box(in, colorPointed, widgets.ColorPrimary, frame(m, 2))
			case MarkRemark:
				if !numbered[place.Address] {
					x -= s.flag(m, x, in.Y)
				}
			}
		}
		if len(at[place.Address]) > 0 {
			numbered[place.Address] = true
		}
	}
	s.marks.Refresh()
}

func frame(m Mark, width float32) float32 {
	if m.Text {
		return 0
	}
	return width
}

func (s *pageView) box(in area, fill, rim color.Color, width float32) {
	r := canvas.NewRectangle(fill)
	r.StrokeColor, r.StrokeWidth = rim, width
	r.Move(fyne.NewPos(in.X, in.Y))
	r.Resize(fyne.NewSize(in.Width, in.Height))
	s.marks.Add(r)
}

// flag puts the number of a remark left of x, half over the upper edge: red, or
// grey once it is handled. It returns how wide the flag is.
func (s *pageView) flag(m Mark, x, y float32) float32 {
	text := canvas.NewText(fmt.Sprint(m.Number), look.OnDark)
	text.TextSize, text.TextStyle.Bold, text.Alignment = theme.TextSize(), true, fyne.TextAlignCenter
	size := max(text.MinSize().Height+2, text.MinSize().Width+8)
	back := canvas.NewRectangle(widgets.ColorError)
	if m.Done {
		back.FillColor = widgets.ColorQuiet
	}
	back.CornerRadius = size / 2
	for _, o := range []fyne.CanvasObject{back, text} {
		o.Resize(fyne.NewSize(size, size))
		o.Move(fyne.NewPos(x-size/2, y-size/2))
		s.marks.Add(o)
	}
	return size + 1
}

// at returns the address that stands at a position, the smallest place that
// holds it; "" for none.
func (s *pageView) at(pos fyne.Position) form.Address {
	const reach = 2
	var found form.Address
	least := float32(0)
	for _, place := range s.view.Sheets.Places(s.number) {
		in := s.Area(place)
		if pos.X < in.X-reach || pos.X > in.X+in.Width+reach || pos.Y < in.Y-reach || pos.Y > in.Y+in.Height+reach {
			continue
		}
		if size := in.Width * in.Height; found == "" || size < least {
			found, least = place.Address, size
		}
	}
	return found
}

// Tapped chooses the place under the mouse.
func (s *pageView) Tapped(ev *fyne.PointEvent) {
	s.view.w.Window().Canvas().Focus(s.view)
	if s.view.OnTap != nil {
		s.view.OnTap(s.at(ev.Position))
	}
}

// Scrolled moves the pages, or zooms with Ctrl.
func (s *pageView) Scrolled(ev *fyne.ScrollEvent) { s.view.wheel(ev) }

// TappedSecondary chooses the place under the mouse and shows what can be done there.
func (s *pageView) TappedSecondary(ev *fyne.PointEvent) {
	a := s.at(ev.Position)
	s.view.w.Window().Canvas().Focus(s.view)
	if s.view.OnTap != nil {
		s.view.OnTap(a)
	}
	s.view.menu(a, ev.AbsolutePosition)
}

// MouseIn shows whether there is a place to choose.
func (s *pageView) MouseIn(ev *desktop.MouseEvent) { s.MouseMoved(ev) }

// MouseMoved follows the mouse.
func (s *pageView) MouseMoved(ev *desktop.MouseEvent) { s.hand = s.at(ev.Position) != "" }

// MouseOut does nothing.
func (s *pageView) MouseOut() {}

// Cursor shows a hand over a place that can be chosen.
func (s *pageView) Cursor() desktop.Cursor {
	if s.hand && s.view.OnTap != nil {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}
