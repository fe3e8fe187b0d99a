package pdf

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// character is one character of a page and where it stands, in points from the lower
// left corner.
type character struct {
	char        rune
	angle       float64 // radians
	left, right float64 // with the room that its font gives it
	height      float64 // of a line of its font
	baseline    float64
	x, y        float64 // the middle of its ink
}

// line is a line of text and how high it stands.
type line struct {
	at, left, right, height float64
	text                    string
}

// linesOf puts the characters of a page into lines, from the top down. Where columns
// stand apart there are three spaces, and a line that begins further right than others
// has spaces before it. What stands askew, as a stamp does, is left out.
func linesOf(all []character) []line {
	all = slices.DeleteFunc(slices.Clone(all), func(c character) bool {
		const slanted = 0.05
		turned := math.Abs(math.Remainder(c.angle, 2*math.Pi))
		return turned > slanted
	})
	if len(all) == 0 {
		return nil
	}
	margin := all[0].left
	for _, c := range all {
		margin = min(margin, c.left)
	}
	var out []line
	for _, row := range rowsOf(all) {
		first, last := row[0], row[len(row)-1]
		out = append(out, line{first.baseline, first.left, last.right, first.height, lineOf(row, margin)})
	}
	return out
}

// rowsOf gathers the characters that stand on one line.
func rowsOf(all []character) [][]character {
	slices.SortStableFunc(all, func(a, b character) int { return cmp.Compare(b.baseline, a.baseline) })
	const apart = 0.3 // of the height of a line
	var out [][]character
	var at float64
	for _, c := range all {
		if n := len(out); n > 0 && math.Abs(at-c.baseline) <= c.height*apart {
			out[n-1] = append(out[n-1], c)
			continue
		}
		out = append(out, []character{c})
		at = c.baseline
	}
	for _, row := range out {
		slices.SortStableFunc(row, func(a, b character) int { return cmp.Compare(a.left, b.left) })
	}
	return out
}

// lineOf writes a row. How far its characters may stand apart is measured by the
// height of its font.
func lineOf(row []character, margin float64) string {
	const (
		column = 0.7 // of the height: another column begins
		space  = 0.12
		beside = 0.4 // between a character of Chinese and a figure
		indent = 0.9
	)
	height := 4.0
	for _, c := range row {
		height = max(height, min(c.height, 40))
	}
	var out strings.Builder
	if free := int((row[0].left - margin) / (height * indent)); free > 0 {
		out.WriteString(strings.Repeat("  ", free))
	}
	for i, c := range row {
		if i > 0 {
			before := row[i-1]
			switch gap := c.left - before.right; {
			case gap > height*column:
				out.WriteString("   ")
			case gap > height*space && !wide(before.char) && !wide(c.char), gap > height*beside && wide(before.char) != wide(c.char):
				out.WriteString(" ")
			}
		}
		out.WriteRune(c.char)
	}
	return out.String()
}

// wide says whether a character is as wide as it is high.
func wide(r rune) bool { return r >= 0x2e80 }
