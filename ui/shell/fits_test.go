package shell

import (
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"nianbao/ui/widgets"
)

// With large text, too, nothing is cut on the smallest screen of an office, no text
// lies over another, and every button is in the window or can be scrolled to: at
// 1366×768 and a display scaling of 125 %. Others have more room.
func TestLargeTextFitsEveryScreen(t *testing.T) {
	told, texts := map[string]bool{}, 0
	tt := &tour{T: t, text: widgets.SizeLarge, size: fyne.NewSize(1093, 543)}
	tt.see = func(name string, w *Window) {
		t.Helper()
		settle(w)
		p := lookAt(w)
		texts += len(p.texts)
		for _, wrong := range slices.Concat(p.cut(), p.overlaid(), p.struck(), unreachable(w)) {
			if !told[wrong] {
				told[wrong] = true
				t.Errorf("%s: %s", name, wrong)
			}
		}
	}
	tt.all()
	if texts < 2000 {
		t.Errorf("only %d texts were looked at", texts)
	}
}

// written is where a text stands, by its ink.
func (s shown) written() (from, to fyne.Position) {
	text := s.CanvasObject.(*canvas.Text)
	least := text.MinSize()
	x := s.at.X
	switch text.Alignment {
	case fyne.TextAlignCenter:
		x += (s.size.Width - least.Width) / 2
	case fyne.TextAlignTrailing:
		x += s.size.Width - least.Width
	}
	const leading = 3 // above and below the characters
	return fyne.NewPos(x, s.at.Y+leading), fyne.NewPos(x+least.Width, s.at.Y+least.Height-leading)
}

// cut are the texts of which a part is not shown, but for what can be scrolled to.
func (p *scene) cut() []string {
	var out []string
	for _, s := range p.texts {
		from, to := s.written()
		const little = 2
		if over := max(s.clip[0].X-from.X, to.X-s.clip[1].X); over > little && !s.sideways {
			out = append(out, fmt.Sprintf("%q in a %s is cut by %.0f units", s.CanvasObject.(*canvas.Text).Text, s.within, over))
		}
		if over := max(s.clip[0].Y-from.Y, to.Y-s.clip[1].Y); over > little && !s.scrolls {
			out = append(out, fmt.Sprintf("%q in a %s is cut by %.0f units of its height", s.CanvasObject.(*canvas.Text).Text, s.within, over))
		}
	}
	return out
}

// overlaid are the texts that lie over one another.
func (p *scene) overlaid() []string {
	var out []string
	for i, a := range p.texts {
		for _, b := range p.texts[:i] {
			aFrom, aTo := a.written()
			bFrom, bTo := b.written()
			width := min(aTo.X, bTo.X, a.clip[1].X, b.clip[1].X) - max(aFrom.X, bFrom.X, a.clip[0].X, b.clip[0].X)
			height := min(aTo.Y, bTo.Y, a.clip[1].Y, b.clip[1].Y) - max(aFrom.Y, bFrom.Y, a.clip[0].Y, b.clip[0].Y)
			x, y := max(aFrom.X, bFrom.X)+1, (max(aFrom.Y, bFrom.Y)+min(aTo.Y, bTo.Y))/2
			if width > 2 && height > 2 && !p.covered(x, y, min(a.order, b.order), max(a.order, b.order)) {
				out = append(out, fmt.Sprintf("%q in a %s lies over %q in a %s", a.CanvasObject.(*canvas.Text).Text, a.within, b.CanvasObject.(*canvas.Text).Text, b.within))
			}
		}
	}
	return out
}

// struck are the texts that a line goes through.
func (p *scene) struck() []string {
	var out []string
	for _, l := range p.drawn {
		if _, line := l.CanvasObject.(*canvas.Line); !line || l.ends[0].Y != l.ends[1].Y {
			continue
		}
		for _, s := range p.texts {
			from, to := s.written()
			if across := min(to.X, l.ends[1].X) - max(from.X, l.ends[0].X); across > 2 && l.ends[0].Y > from.Y && l.ends[0].Y < to.Y && l.order >= s.order {
				out = append(out, fmt.Sprintf("%q in a %s is struck through", s.CanvasObject.(*canvas.Text).Text, s.within))
			}
		}
	}
	return out
}

// unreachable are the buttons that are not in the window and cannot be scrolled to,
// or are too small for what they say.
func unreachable(w *Window) []string {
	var out []string
	for _, s := range lookAt(w).buttons {
		b := s.CanvasObject.(*widgets.Button)
		least := b.MinSize()
		const padding = 7 // of that above and below a name, in the header
		if s.size.Width < least.Width-1 || s.size.Height < least.Height-padding {
			out = append(out, fmt.Sprintf("the button %q has %v of %v", b.Text, s.size, least))
		}
		beyond := s.at.X < -1 || s.at.X+s.size.Width > s.clip[1].X+1
		below := s.at.Y < -1 || s.at.Y+s.size.Height > s.clip[1].Y+1
		if beyond && !s.sideways || below && !s.scrolls {
			out = append(out, fmt.Sprintf("the button %q is out of the window at %v", b.Text, s.at))
		}
	}
	return out
}
