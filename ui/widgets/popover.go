package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// popoverWidth is that of what is read in a popover, in units.
const popoverWidth = 420

// Popover shows something beside what it is about. Esc, Enter and a click
// anywhere close it; any other key closes it and goes where it was meant to go.
type Popover struct {
	widget.BaseWidget
	w    Host
	body fyne.CanvasObject
	edge *canvas.Rectangle
	up   *widget.PopUp
}

// ShowPopover shows content below an area of the window, or above it where there
// is no room below. The content is as wide as the popover and scrolls where it
// is higher than the window.
func ShowPopover(w Host, at fyne.Position, about fyne.Size, content fyne.CanvasObject) *Popover {
	room := w.Window().Canvas().Size()
	width := min(popoverWidth, room.Width-32)
	column := container.New(WidthLayout{width}, content)
	height := column.MinSize().Height
	var body fyne.CanvasObject = column
	if most := room.Height - 48; height > most {
		height = most
		body = container.NewVScroll(column)
	}
	p := &Popover{w: w, body: container.New(BoxLayout{fyne.NewSize(width, height)}, body)}
	p.ExtendBaseWidget(p)
	p.edge = canvas.NewRectangle(ColorClear)
	p.edge.StrokeColor, p.edge.StrokeWidth = ColorLine, edgeWidth
	p.up = widget.NewPopUp(container.NewStack(p.edge, p), w.Window().Canvas())
	size := p.up.MinSize()
	x := min(max(at.X, 0), room.Width-size.Width)
	y := at.Y + about.Height + 4
	if y+size.Height > room.Height {
		y = max(at.Y-size.Height-4, 0)
	}
	p.up.ShowAtPosition(fyne.NewPos(x, y))
	w.Window().Canvas().Focus(p)
	return p
}

// ShowPopoverAt shows content beside an object of the window.
func ShowPopoverAt(w Host, o, content fyne.CanvasObject) {
	ShowPopover(w, fyne.CurrentApp().Driver().AbsolutePositionForObject(o), o.Size(), content)
}

// CreateRenderer shows the content.
func (p *Popover) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.body) }

// Close takes the popover away; the keyboard is where it was before.
func (p *Popover) Close() { p.up.Hide() }

// FocusGained shows that the keyboard is here.
func (p *Popover) FocusGained() { p.rim(ColorPrimary, focusWidth) }

// FocusLost takes that away.
func (p *Popover) FocusLost() { p.rim(ColorLine, edgeWidth) }

func (p *Popover) rim(c color.Color, width float32) {
	p.edge.StrokeColor, p.edge.StrokeWidth = c, width
	p.edge.Refresh()
}

// TypedKey closes the popover.
func (p *Popover) TypedKey(ev *fyne.KeyEvent) {
	p.Close()
	switch ev.Name {
	case fyne.KeyEscape, fyne.KeyReturn, fyne.KeyEnter, fyne.KeyF1:
	default:
		if focused := p.w.Window().Canvas().Focused(); focused != nil {
			focused.TypedKey(ev)
		}
	}
}

// TypedRune closes the popover; the character goes where the keyboard was.
func (p *Popover) TypedRune(r rune) {
	p.Close()
	if focused := p.w.Window().Canvas().Focused(); focused != nil {
		focused.TypedRune(r)
	}
}
