package pdf

import (
	"math"
	"testing"
)

// digitsFrom is a line of digits of one width, from a place on.
func digitsFrom(left, at, width float64, text string) []character {
	var out []character
	for i, r := range text {
		x := left + float64(i)*width
		out = append(out, character{char: r, left: x, right: x + width, height: 10, baseline: at, x: x + width/2, y: at + 4})
	}
	return out
}

// A figure that is too wide for its cell goes on in the next line; two figures below
// each other stay two.
func TestFiguresBrokenInACell(t *testing.T) {
	for _, c := range []struct {
		right float64 // of the cell, which begins at 0
		want  string
	}{{34, "14069"}, {90, "1406\n9"}} {
		all := append(digitsFrom(5, 20, 5, "1406"), digitsFrom(5, 8, 5, "9")...)
		row := band{cells: []*cell{{right: c.right, top: 34, chars: all}}}.row()
		if row[0].Text != c.want {
			t.Errorf("in a cell of %v: %q, should be %q", c.right, row[0].Text, c.want)
		}
	}
}

// A row at the end of a page has no line below it.
func TestRowLeftOpenAtTheEndOfAPage(t *testing.T) {
	drawn := rules{across: []rule{{at: 100, from: 0, to: 60}}, down: []rule{{at: 0, from: 60, to: 100}, {at: 30, from: 60, to: 100}, {at: 60, from: 60, to: 100}}}
	c, ok := drawn.around(15, 80)
	if !ok || c.bottom != 60 || c.top != 100 || c.right != 30 {
		t.Errorf("%v, %v", c, ok)
	}
	if _, ok := drawn.around(15, 40); ok {
		t.Error("what stands below the lines is in a cell")
	}
	if _, ok := drawn.around(75, 80); ok {
		t.Error("what stands beside the lines is in a cell")
	}
}

// Only characters on one line, each behind the one before, share its direction; the
// ink of those far from all lines is not asked for.
func TestWhatIsNotAskedOfEachCharacter(t *testing.T) {
	first := character{left: 10, right: 20, height: 12, baseline: 100}
	for _, c := range []struct {
		next character
		want bool
	}{
		{character{left: 20, right: 30, height: 12, baseline: 100}, true},
		{character{left: 0, right: 10, height: 12, baseline: 100}, false}, // upside down
		{character{left: 20, right: 30, height: 12, baseline: 100.5}, false},
		{character{left: 20, right: 30, height: 9, baseline: 100}, false},
	} {
		if c.next.follows(&first) != c.want {
			t.Errorf("%+v: %v", c.next, !c.want)
		}
	}
	if first.follows(&character{baseline: 100}) {
		t.Error("the first character follows none")
	}
	drawn := rules{across: []rule{{100, 50, 150}, {200, 50, 150}}, down: []rule{{50, 100, 200}, {150, 100, 200}}}
	drawn.left, drawn.right, drawn.bottom, drawn.top = drawn.bounds()
	if drawn.left != 50 || drawn.right != 150 || drawn.bottom != 100 || drawn.top != 200 {
		t.Errorf("%+v", drawn)
	}
	for _, c := range []struct {
		x, y float64
		want bool
	}{{100, 150, true}, {45, 150, true}, {100, 225, true}, {100, 75, true}, {100, 300, false}, {100, 20, false}, {10, 150, false}, {190, 150, false}} {
		if drawn.near(&character{left: c.x - 5, right: c.x + 5, x: c.x, y: c.y, height: 10}) != c.want {
			t.Errorf("at %v, %v: %v", c.x, c.y, !c.want)
		}
	}
	none := rules{across: []rule{{100, 50, 150}}}
	if none.left, none.right, none.bottom, none.top = none.bounds(); none.near(&character{left: 60, right: 70, y: 100, height: 10}) {
		t.Error("a single line makes a cell")
	}
	if left, right, _, _ := (&rules{}).bounds(); !math.IsInf(left, 1) || !math.IsInf(right, -1) {
		t.Errorf("no lines reach from %v to %v", left, right)
	}
}
