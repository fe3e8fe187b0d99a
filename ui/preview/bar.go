package preview

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"nianbao/ui/commands"
	"nianbao/ui/widgets"
)

// bar says how large the pages are shown and which one is in view, and lets both
// be changed.
type bar struct {
	view    *View
	fits    map[Fit]*widgets.Button
	size    *canvas.Text
	where   *canvas.Text
	left    []fyne.CanvasObject
	right   []fyne.CanvasObject // what the page offers, the likeliest last
	objects *fyne.Container
	content fyne.CanvasObject
}

func newBar(v *View) *bar {
	b := &bar{view: v, fits: map[Fit]*widgets.Button{}, size: canvas.NewText("100%", widgets.ColorQuiet), where: canvas.NewText("", widgets.ColorQuiet)}
	b.size.Alignment = fyne.TextAlignCenter
	b.left = []fyne.CanvasObject{
		b.button(commands.Rail, v.ToggleRail), b.fitting(commands.FitPage, FitPage), b.fitting(commands.FitWidth, FitWidth), b.fitting(commands.TwoPages, TwoPages),
		b.button(commands.ZoomOut, v.ZoomOut), b.size, b.button(commands.ZoomIn, v.ZoomIn), b.where,
	}
	b.objects = container.New(barLayout{b}, b.left...)
	b.content = container.NewVBox(widgets.Tinted(b.objects), widgets.Hairline())
	return b
}

func (b *bar) button(id commands.ID, do func()) *widgets.Button {
	return widgets.NewQuiet(b.view.w, commands.Titled(id), do)
}

func (b *bar) fitting(id commands.ID, fit Fit) *widgets.Button {
	button := b.button(id, func() { b.view.SetFit(fit) })
	b.fits[fit] = button
	return button
}

// ToggleRail shows the rail or takes it away.
func (v *View) ToggleRail() { v.rail.toggle() }

// SetTools shows what else the page offers at the right, the likeliest last.
func (v *View) SetTools(tools ...fyne.CanvasObject) {
	b := v.bar
	b.right = tools
	b.objects.Objects = append(b.left[:len(b.left):len(b.left)], tools...)
	b.objects.Refresh()
}

// tell says what is in view; the same again costs nothing.
func (b *bar) tell() {
	v := b.view
	where := ""
	switch {
	case v.Sheets == nil:
	case v.current < 0:
		where = fmt.Sprintf("概览　共%d页", len(v.Pages))
	default:
		where = fmt.Sprintf("第%d页　共%d页", v.current+1, len(v.Pages))
	}
	for t, text := range map[*canvas.Text]string{b.where: where, b.size: v.sizeText()} {
		if t.Text != text {
			t.Text = text
			t.Refresh()
		}
	}
	for fit, button := range b.fits {
		importance := widget.LowImportance
		if fit == v.fit {
			importance = widget.MediumImportance
		}
		if button.Importance != importance {
			button.Importance, button.Down = importance, fit == v.fit
			button.Refresh()
		}
	}
}

// barLayout is one line: the ways to look at the left, what else there is at the
// right. What there is no room for is left out; the menu has it, too.
type barLayout struct{ bar *bar }

const (
	barGap    = 4
	barHeight = 34
)

// MinSize takes what width there is.
func (l barLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	height := float32(barHeight)
	for _, o := range l.bar.left {
		height = max(height, o.MinSize().Height)
	}
	return fyne.NewSize(200, height)
}

// Layout places what there is room for.
func (l barLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	b := l.bar
	for _, t := range []*canvas.Text{b.size, b.where} {
		t.TextSize = theme.TextSize()
	}
	right := size.Width - barGap
	for i := len(b.right) - 1; i >= 0; i-- {
		right = l.put(b.right[i], right, size)
	}
	x := float32(barGap)
	for _, o := range b.left {
		width := l.width(o)
		fits := x+width <= right
		widgets.SetVisible(o, fits)
		if fits {
			l.place(o, x, width, size)
			x += width + barGap
		}
	}
}

// put places something so that it ends at x, and returns where it begins.
func (l barLayout) put(o fyne.CanvasObject, x float32, size fyne.Size) float32 {
	width := l.width(o)
	fits := x-width > size.Width/2
	widgets.SetVisible(o, fits)
	if !fits {
		return x
	}
	l.place(o, x-width, width, size)
	return x - width - barGap
}

func (l barLayout) place(o fyne.CanvasObject, x, width float32, size fyne.Size) {
	height := min(o.MinSize().Height, size.Height)
	o.Resize(fyne.NewSize(width, height))
	o.Move(fyne.NewPos(x, (size.Height-height)/2))
}

// width is that of an object; the size in percent has room for all there are, so
// that nothing moves under the mouse.
func (l barLayout) width(o fyne.CanvasObject) float32 {
	switch o {
	case l.bar.size:
		return fyne.MeasureText("000%", theme.TextSize(), fyne.TextStyle{}).Width + 2*barGap
	case l.bar.where:
		return fyne.MeasureText("第000页　共000页", theme.TextSize(), fyne.TextStyle{}).Width + 2*barGap
	}
	return o.MinSize().Width
}
