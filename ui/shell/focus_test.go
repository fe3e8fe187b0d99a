package shell

import (
	"fmt"
	"reflect"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	overpage "nianbao/ui/menus"
	"nianbao/ui/widgets"
)

// keyboardCheck sees whether whatever the keyboard is at can be seen to have it: its
// picture changes by a ring that stands out from what was there before.
type keyboardCheck struct {
	tried int
	told  map[string]bool
}

func (c *keyboardCheck) look(t *testing.T, name string, w *Window) {
	t.Helper()
	for _, s := range lookAt(w).focusable {
		kind := kindOf(s.CanvasObject)
		if s.off {
			continue
		}
		c.tried++
		if changed, least := ringOf(w, s.CanvasObject.(fyne.Focusable)); changed < least && !c.told[kind] {
			c.told[kind] = true
			t.Errorf("%s: with the keyboard %d pixels of a %s stand out, want %d", name, changed, kind, least)
		}
	}
}

// kindOf tells controls apart that are drawn differently.
func kindOf(o fyne.CanvasObject) string {
	kind := fmt.Sprintf("%T", o)
	if v := reflect.Indirect(reflect.ValueOf(o)).FieldByName("Importance"); v.IsValid() {
		kind += fmt.Sprintf(" of importance %v", v.Interface())
	}
	return kind
}

// ringOf gives a control the keyboard and counts the pixels of its place that
// stand out from what was there before, and how many should.
func ringOf(w *Window, f fyne.Focusable) (changed, least int) {
	c := w.win.Canvas()
	had := c.Focused()
	defer func() {
		if had == nil {
			c.Unfocus()
		} else {
			c.Focus(had)
		}
	}()
	c.Focus(f) // it is scrolled to
	_, menu := f.(*overpage.Menu)
	if !menu {
		c.Unfocus()
	}
	before := lookAt(w)
	if c.Focus(f); menu {
		press(f, fyne.KeyDown)
	}
	after := lookAt(w)
	size := f.(fyne.CanvasObject).Size()
	const enough = 60 // around a cell of a table
	return after.otherThan(before), min(int(size.Width+size.Height), enough)
}

// otherThan counts the pixels that stand out from what was there in an earlier
// scene, in the places of what changed.
func (p *scene) otherThan(before *scene) int {
	type place struct{ x, y int }
	seen := map[place]bool{}
	n := 0
	was := map[fyne.CanvasObject]string{}
	for _, s := range before.drawn {
		was[s.CanvasObject] = s.describe()
	}
	for _, s := range p.drawn {
		if _, line := s.CanvasObject.(*canvas.Line); line || was[s.CanvasObject] == s.describe() {
			continue
		}
		for y := int(s.from.Y); y < int(s.to.Y); y++ {
			for x := int(s.from.X); x < int(s.to.X); x++ {
				mx, my := float32(x)+0.5, float32(y)+0.5
				if at := (place{x, y}); !seen[at] && s.ink(mx, my) != nil {
					seen[at] = true
					if contrast(before.colorAt(mx, my, len(before.drawn)), p.colorAt(mx, my, len(p.drawn))) >= visible {
						n++
					}
				}
			}
		}
	}
	return n
}

// describe tells whether a thing is drawn otherwise than before.
func (s shown) describe() string { return fmt.Sprint(s.at, s.size, s.fill, s.stroke, s.width) }

// primaryCheck sees that of the buttons of a screen one at most is the one that is
// most likely wanted.
type primaryCheck struct{ met int }

func (c *primaryCheck) look(t *testing.T, name string, w *Window) {
	t.Helper()
	var blue []string
	eachShown(top(w), func(o fyne.CanvasObject) {
		if b, ok := o.(*widgets.Button); ok && b.Importance == widget.HighImportance {
			blue = append(blue, b.Text)
		}
	})
	if c.met += len(blue); len(blue) > 1 {
		t.Errorf("%s: %q", name, blue)
	}
}
