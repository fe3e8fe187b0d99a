package shell

import (
	"fmt"
	"image"
	"image/color"
	"math"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"

	"nianbao/ui/grid"
	"nianbao/ui/look"
	"nianbao/ui/preview"
	"nianbao/ui/widgets"
)

// How far things must stand out from what is behind or beside them.
const (
	readable = 4.5 // text
	visible  = 3.0 // edges of fields, marks, the keyboard, and the text of what cannot be used now
)

// Whatever is written on any screen can be read; fields, marks and the place of the
// keyboard can be seen; and of the buttons one at most is the one that is most
// likely wanted: in the usual colours and in those of 高对比度.
func TestEveryScreenCanBeSeen(t *testing.T) {
	for name, strong := range map[string]bool{"平常": false, "高对比度": true} {
		t.Run(name, func(t *testing.T) {
			ink, keyboard, primary := &inkCheck{told: map[string]bool{}, known: map[string]bool{}}, &keyboardCheck{told: map[string]bool{}}, &primaryCheck{}
			tt := &tour{T: t, strong: strong}
			tt.see = func(name string, w *Window) {
				t.Helper()
				settle(w)
				ink.look(t, name, w)
				primary.look(t, name, w)
				keyboard.look(t, name, w)
			}
			tt.all()
			if ink.texts < 2000 || ink.fields < 100 || ink.marks < 50 || keyboard.tried < 150 || primary.met < 20 {
				t.Errorf("only %d texts, %d fields, %d marks, %d controls and %d primary buttons were looked at", ink.texts, ink.fields, ink.marks, keyboard.tried, primary.met)
			}
		})
	}
}

// inkCheck sees whether what is drawn stands out.
type inkCheck struct {
	texts, fields, marks int
	told                 map[string]bool // once, where it is met first
	known                map[string]bool // marks that were looked at
}

func (c *inkCheck) look(t *testing.T, name string, w *Window) {
	t.Helper()
	p := lookAt(w)
	c.texts, c.fields, c.marks = c.texts+len(p.texts), c.fields+len(p.fields), c.marks+len(p.marks)
	for _, weak := range p.weak(w, c.known) {
		if !c.told[weak] {
			c.told[weak] = true
			t.Errorf("%s: %s", name, weak)
		}
	}
}

// shown is a thing that is drawn, where it stands and what of it can be seen.
type shown struct {
	fyne.CanvasObject
	at       fyne.Position
	from, to fyne.Position // the part in sight
	off      bool          // it belongs to what cannot be used now
	order    int           // in which it is drawn
	within   string        // what it belongs to
	size     fyne.Size
	fill     color.Color // as it was drawn then
	stroke   color.Color
	width    float32
	ends     [2]fyne.Position // of a line
	clip     [2]fyne.Position // what is drawn of whatever lies here
	scrolls  bool             // it can be scrolled up and down, or sideways
	sideways bool
}

// scene is what a window shows: of what lies over the page only the uppermost.
type scene struct {
	drawn                []shown // what colours a place, from below
	texts, fields, marks []shown
	focusable, buttons   []shown
}

func top(w *Window) fyne.CanvasObject {
	if o := w.win.Canvas().Overlays().Top(); o != nil {
		return o
	}
	return w.win.Canvas().Content()
}

// layOut lays out anew what has changed its size, as the toolkit does before it
// draws.
func layOut(w *Window) {
	size := w.win.Canvas().Size()
	w.win.Resize(size.AddWidthHeight(-1, -1))
	w.win.Resize(size)
	eachShown(top(w), func(o fyne.CanvasObject) {
		if c, ok := o.(*fyne.Container); ok && c.Layout != nil {
			c.Layout.Layout(c.Objects, c.Size())
		}
	})
}

// settle lays a window out as some frames do.
func settle(w *Window) {
	layOut(w)
	lookAt(w)
	layOut(w)
}

// lookAt sees what a window shows.
func lookAt(w *Window) *scene {
	p := &scene{}
	size := w.win.Canvas().Size()
	whole := fyne.NewPos(size.Width, size.Height)
	p.walk(top(w), shown{to: whole, clip: [2]fyne.Position{{}, whole}})
	return p
}

// walk finds what is drawn of an object, in the place that in says.
func (p *scene) walk(o fyne.CanvasObject, in shown) {
	if !o.Visible() {
		return
	}
	in.at = in.at.Add(o.Position())
	here := in
	here.CanvasObject = o
	here.from = fyne.NewPos(max(in.from.X, in.at.X), max(in.from.Y, in.at.Y))
	here.to = fyne.NewPos(min(in.to.X, in.at.X+o.Size().Width), min(in.to.Y, in.at.Y+o.Size().Height))
	here.order, here.size = len(p.drawn), o.Size()
	inSight := here.to.X-here.from.X >= 1 && here.to.Y-here.from.Y >= 1
	switch o := o.(type) {
	case *canvas.Text:
		if inSight && strings.TrimSpace(o.Text) != "" {
			p.texts = append(p.texts, here)
		}
	case *canvas.Image:
		const largest = 48 // what is larger is a picture
		if inSight && o.Resource != nil && o.Size().Width <= largest {
			p.marks = append(p.marks, here)
		}
	case *canvas.Rectangle:
		here.fill, here.stroke, here.width = o.FillColor, o.StrokeColor, o.StrokeWidth
		if inSight {
			p.drawn = append(p.drawn, here)
		}
	case *canvas.Raster:
		if inSight && in.within != "grid.layer" { // a page; the texts of a table are held by their inks, see look
			here.fill = color.White
			p.drawn = append(p.drawn, here)
		}
	case *canvas.Line:
		at := in.at.Subtract(o.Position())
		here.from, here.to, here.stroke, here.width = in.from, in.to, o.StrokeColor, o.StrokeWidth
		here.ends = [2]fyne.Position{at.Add(o.Position1), at.Add(o.Position2)}
		p.drawn = append(p.drawn, here)
	case *fyne.Container:
		for _, c := range o.Objects {
			p.walk(c, in)
		}
	case fyne.Widget:
		p.widget(o, in, here, inSight)
	}
}

func (p *scene) widget(o fyne.Widget, in, here shown, inSight bool) {
	in.within = strings.TrimPrefix(fmt.Sprintf("%T", o), "*")
	if d, ok := o.(interface{ Disabled() bool }); ok {
		in.off = d.Disabled()
	}
	here.off = in.off
	if _, ok := o.(fyne.Focusable); ok && inSight {
		p.focusable = append(p.focusable, here)
	}
	if isField(o) {
		in.sideways = true // with its caret
		if inSight {
			p.fields = append(p.fields, here)
		}
	}
	r := test.WidgetRenderer(o)
	_, clips := o.(*container.Scroll)
	if _, too := r.(interface{ IsClip() }); clips || too {
		in.from, in.to = here.from, here.to
		in.clip = [2]fyne.Position{here.from, here.to}
	}
	if _, ok := o.(*container.Scroll); ok && !in.at.IsZero() { // at the corner it is the window's, for what does not fit
		in.scrolls = true // to the side nothing should have to be
	}
	switch o.(type) {
	case *grid.Grid, *preview.View, *widgets.List, *widgets.BrowseList:
		in.scrolls = true // by themselves
	}
	switch o.(type) {
	case *grid.Grid, *preview.View:
		in.sideways = true
	case *widgets.Button:
		p.buttons = append(p.buttons, here)
	}
	for _, c := range r.Objects() {
		p.walk(c, in)
	}
}

// isField says whether a widget is what something is put into.
func isField(o fyne.Widget) bool {
	switch o := o.(type) {
	case *widgets.Select:
		return true
	case interface{ SelectedText() string }:
		_, types := o.(interface{ SetPlaceHolder(string) })
		return types
	}
	return false
}

// ink is the colour that a thing gives a place, nil for none.
func (s shown) ink(x, y float32) color.Color {
	if x < s.from.X || x >= s.to.X || y < s.from.Y || y >= s.to.Y {
		return nil
	}
	half := s.width / 2
	if _, line := s.CanvasObject.(*canvas.Line); line {
		a, b := s.ends[0], s.ends[1]
		if a.X == b.X && x >= a.X-half && x < a.X+half && y >= min(a.Y, b.Y) && y < max(a.Y, b.Y) || a.Y == b.Y && y >= a.Y-half && y < a.Y+half && x >= min(a.X, b.X) && x < max(a.X, b.X) {
			return s.stroke
		}
		return nil
	}
	if s.stroke != nil && min(x-s.at.X, s.at.X+s.size.Width-x, y-s.at.Y, s.at.Y+s.size.Height-y) < half {
		return s.stroke
	}
	return s.fill
}

// colorAt is the colour of a place under what is drawn from an order on.
func (p *scene) colorAt(x, y float32, below int) color.NRGBA {
	out := look.Paper.NRGBA()
	for _, s := range p.drawn[:below] {
		if c := s.ink(x, y); c != nil {
			out = over(c, out)
		}
	}
	return out
}

// weak tells what does not stand out.
func (p *scene) weak(w *Window, known map[string]bool) []string {
	var out []string
	for _, s := range p.texts {
		least := readable
		if s.off {
			least = visible
		}
		if got := p.standsOut(s); got < least {
			out = append(out, fmt.Sprintf("%q in a %s has %.2f", s.CanvasObject.(*canvas.Text).Text, s.within, got))
		}
	}
	for _, s := range p.fields {
		if got := p.edge(s); got < visible {
			out = append(out, fmt.Sprintf("the edge of a %T has %.2f", s.CanvasObject, got))
		}
	}
	for _, s := range p.marks {
		name := s.CanvasObject.(*canvas.Image).Resource.Name()
		kind := fmt.Sprint(name, s.off, s.CanvasObject.Size(), p.colorAt(s.from.X-1, s.from.Y-1, len(p.drawn)))
		if known[kind] {
			continue
		}
		known[kind] = true
		if got := p.mark(w, s); got < visible {
			out = append(out, fmt.Sprintf("%s in a %s has %.2f", name, s.within, got))
		}
	}
	return out
}

// standsOut is the contrast of a text with the weakest of what lies behind it: what
// takes a good part of its place. What is drawn over both is reckoned in.
func (p *scene) standsOut(s shown) float64 {
	ink := color.Color(s.CanvasObject.(*canvas.Text).Color)
	if ink == nil {
		ink = theme.Color(theme.ColorNameForeground)
	}
	const across, down = 9, 3
	behind := map[[2]color.NRGBA]int{}
	for i := range across {
		for j := range down {
			x := s.from.X + (s.to.X-s.from.X)*(float32(i)+0.5)/across
			y := s.from.Y + (s.to.Y-s.from.Y)*(float32(j)+0.5)/down
			ground := p.colorAt(x, y, s.order)
			if p.covered(x, y, s.order, len(p.drawn)) {
				continue
			}
			text := over(ink, ground)
			for _, later := range p.drawn[s.order:] {
				if _, struck := later.CanvasObject.(*canvas.Line); struck && later.width <= 2 {
					continue
				}
				if c := later.ink(x, y); c != nil {
					ground, text = over(c, ground), over(c, text)
				}
			}
			behind[[2]color.NRGBA{text, ground}]++
		}
	}
	least := math.Inf(1)
	for pair, n := range behind {
		if n*5 >= across*down {
			least = min(least, contrast(pair[0], pair[1]))
		}
	}
	return least
}

// covered says whether a place is covered between two orders of drawing.
func (p *scene) covered(x, y float32, from, to int) bool {
	for _, s := range p.drawn[from:to] {
		if c := s.ink(x, y); c != nil && s.opaque(c) {
			return true
		}
	}
	return false
}

// opaque says whether a colour of a thing lets nothing through; a thin line strikes
// through and covers nothing.
func (s shown) opaque(c color.Color) bool {
	_, line := s.CanvasObject.(*canvas.Line)
	_, _, _, a := c.RGBA()
	return a == 0xffff && !(line && s.width <= 2)
}

// coveredFrom says whether a place of a field is covered by what is not of the field.
func (p *scene) coveredFrom(x, y float32, field shown) bool {
	for _, s := range p.drawn[field.order:] {
		c := s.ink(x, y)
		inside := s.at.X >= field.at.X-1 && s.at.Y >= field.at.Y-1 && s.at.X+s.size.Width <= field.at.X+field.size.Width+1 && s.at.Y+s.size.Height <= field.at.Y+field.size.Height+1
		if c != nil && s.opaque(c) && !inside {
			return true
		}
	}
	return false
}

// edge is how far the edge of a field stands out from what is around it, in the
// middle of the sides that are in sight.
func (p *scene) edge(s shown) float64 {
	worst := math.Inf(1)
	side := func(x, y, dx, dy float32) {
		if p.coveredFrom(x+dx*0.5, y+dy*0.5, s) {
			return
		}
		around, best := p.colorAt(x-dx*1.5, y-dy*1.5, len(p.drawn)), 0.0
		for i := float32(0.5); i < 3; i++ {
			best = max(best, contrast(p.colorAt(x+dx*i, y+dy*i, len(p.drawn)), around))
		}
		worst = min(worst, best)
	}
	size := s.size
	middle := fyne.NewPos((s.from.X+s.to.X)/2, (s.from.Y+s.to.Y)/2)
	if s.from.X == s.at.X {
		side(s.at.X, middle.Y, 1, 0)
	}
	if s.to.X == s.at.X+size.Width {
		side(s.to.X, middle.Y, -1, 0)
	}
	if s.from.Y == s.at.Y {
		side(middle.X, s.at.Y, 0, 1)
	}
	if s.to.Y == s.at.Y+size.Height {
		side(middle.X, s.to.Y, 0, -1)
	}
	return worst
}

// mark is how far a mark stands out from what lies behind it. Of its lines only the
// pixels tell: they may lie between two.
func (p *scene) mark(w *Window, s shown) float64 {
	with := w.win.Canvas().Capture().(*image.NRGBA)
	for _, m := range p.marks {
		m.Hide()
	}
	bare := w.win.Canvas().Capture().(*image.NRGBA)
	for _, m := range p.marks {
		m.Show()
	}
	best := 0.0
	for y := int(s.from.Y); y < int(s.to.Y); y++ {
		for x := int(s.from.X); x < int(s.to.X); x++ {
			if a, b := with.NRGBAAt(x, y), bare.NRGBAAt(x, y); a != b {
				best = max(best, contrast(a, b))
			}
		}
	}
	return best
}

// over is what a colour makes of the one below it.
func over(c, below color.Color) color.NRGBA {
	a, b := color.NRGBAModel.Convert(c).(color.NRGBA), color.NRGBAModel.Convert(below).(color.NRGBA)
	mix := func(x, y uint8) uint8 { return uint8((int(x)*int(a.A) + int(y)*(0xff-int(a.A))) / 0xff) }
	return color.NRGBA{R: mix(a.R, b.R), G: mix(a.G, b.G), B: mix(a.B, b.B), A: 0xff}
}

// contrast is that of WCAG 2: from 1 to 21.
func contrast(a, b color.Color) float64 {
	l := []float64{luminance(a), luminance(b)}
	slices.Sort(l)
	return (l[1] + 0.05) / (l[0] + 0.05)
}

func luminance(c color.Color) float64 {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	return 0.2126*light[n.R] + 0.7152*light[n.G] + 0.0722*light[n.B]
}

// light is how much light a part of a colour gives.
var light = func() (out [256]float64) {
	for v := range out {
		if s := float64(v) / 0xff; s <= 0.04045 {
			out[v] = s / 12.92
		} else {
			out[v] = math.Pow((s+0.055)/1.055, 2.4)
		}
	}
	return out
}()
