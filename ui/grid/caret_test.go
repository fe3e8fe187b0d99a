package grid

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// An input method is to know where in the window text is typed.
func TestCaretIsToldWhereItStands(t *testing.T) {
	d := newFixture(t, "requests")
	var at fyne.Position
	told := 0
	d.grid.OnCaret = func(o fyne.CanvasObject, e *widget.Entry) {
		told++
		at = fyne.CurrentApp().Driver().AbsolutePositionForObject(o).Add(e.CursorPosition())
	}
	d.grid.TypedRune('1')
	first := at
	d.window.Canvas().Focused().TypedRune('2')
	if told < 2 || first.Y <= 0 || at.X <= first.X {
		t.Errorf("told %d times, at %v and then at %v", told, first, at)
	}
}
