package pdf

import "testing"

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
