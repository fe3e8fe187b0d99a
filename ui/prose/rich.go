package prose

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"nianbao/app/handbook"
	"nianbao/ui/look"
)

// Rich is a text of two weights, made to be read: it breaks lines as a Label
// does and sets them wider apart.
type Rich struct {
	widget.BaseWidget
	text  handbook.Text
	width float32
	lines []handbook.Text
}

// NewRich returns a text.
func NewRich(text handbook.Text) *Rich {
	r := &Rich{text: text}
	r.ExtendBaseWidget(r)
	return r
}

// pitch is the distance of lines, in sizes of the text.
const pitch = 1.6

// Resize breaks the text for the new width.
func (r *Rich) Resize(size fyne.Size) {
	if r.width != size.Width {
		r.width = size.Width
		r.flow()
		r.Refresh()
	}
	r.BaseWidget.Resize(size)
}

// MinSize is the height of the lines; any width will do.
func (r *Rich) MinSize() fyne.Size {
	return fyne.NewSize(4*theme.TextSize(), float32(max(len(r.lines), 1))*pitch*theme.TextSize())
}

// Lines returns the text as it is broken now, for tests.
func (r *Rich) Lines() []string {
	var out []string
	for _, l := range r.lines {
		out = append(out, l.String())
	}
	return out
}

// flow breaks the text into lines for the width at hand. Both weights are as
// wide but for Latin letters; they are measured bold.
func (r *Rich) flow() {
	if r.width < theme.TextSize() {
		return // not laid out yet
	}
	wide := advance('国', false)
	r.lines = r.text.Split(Wrap(r.text.String(), r.width, func(c rune) float32 {
		if c >= 0x3000 && c <= 0x9fff { // all of them are as wide
			return wide
		}
		return advance(c, r.text.HasBold())
	}))
}

func advance(c rune, bold bool) float32 {
	return fyne.MeasureText(string(c), theme.TextSize(), fyne.TextStyle{Bold: bold}).Width
}

// CreateRenderer draws the lines.
func (r *Rich) CreateRenderer() fyne.WidgetRenderer {
	d := &richRenderer{of: r}
	d.set()
	return d
}

type richRenderer struct {
	of      *Rich
	size    float32 // of the text that was set
	objects []fyne.CanvasObject
}

// Refresh sets the lines anew.
func (d *richRenderer) Refresh() {
	if d.size != theme.TextSize() {
		d.of.flow() // in another size they break elsewhere
	}
	d.set()
	canvas.Refresh(d.of)
}

// set places a text for each stretch of one weight.
func (d *richRenderer) set() {
	d.size, d.objects = theme.TextSize(), nil
	for i, line := range d.of.lines {
		x := float32(0)
		for _, span := range line {
			t := canvas.NewText(span.Text, look.Text)
			t.TextSize, t.TextStyle.Bold = d.size, span.Bold
			size := t.MinSize()
			t.Resize(size)
			t.Move(fyne.NewPos(x, (float32(i)+0.5)*pitch*d.size-size.Height/2))
			x += size.Width
			d.objects = append(d.objects, t)
		}
	}
}

// Layout does nothing: the lines were placed when they were broken.
func (d *richRenderer) Layout(fyne.Size) {}

// MinSize is the size of the text.
func (d *richRenderer) MinSize() fyne.Size { return d.of.MinSize() }

// Objects are the stretches of text.
func (d *richRenderer) Objects() []fyne.CanvasObject { return d.objects }

// Destroy has nothing to let go.
func (d *richRenderer) Destroy() {}
