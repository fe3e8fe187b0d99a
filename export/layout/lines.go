package layout

import (
	"math"
	"strings"
)

// style is how a text is set. Pitch is the room of a full-width character in
// mm; 0 for its natural width.
type style struct {
	face  Face
	size  float64
	pitch float64
}

// line is one set line. Width is its natural width in mm; a justified line is
// stretched, or squeezed by less than half a character, to its measure.
type line struct {
	text    []rune
	width   float64
	measure float64
	indent  float64
	justify bool
}

// setter measures and sets text in one style.
type setter struct {
	metrics Metrics
	style
}

// width returns the room of one character in mm.
func (s setter) width(r rune) float64 {
	em := s.metrics.Advance(s.face, r)
	if s.pitch > 0 && isFull(em) {
		return s.pitch
	}
	return em * mm(s.size)
}

// isFull says whether a character of that width takes a place of the grid.
func isFull(em float64) bool { return em > 0.95 }

// textWidth returns the room of a text in mm.
func (s setter) textWidth(text []rune) float64 {
	var w float64
	for _, r := range text {
		w += s.width(r)
	}
	return w
}

// half are the marks whose right half is blank: at a line's end it may stand
// outside the measure.
const half = "，。、；：）》〉」』】〕〗"

// slack is what floating point sums may be off by, in mm.
const slack = 1e-6

// fill breaks a paragraph into lines, the first of them indented. All lines
// but the last are justified.
func (s setter) fill(text []rune, indent, measure float64) []line {
	may := breaks(text)
	var out []line
	for start := 0; start < len(text); {
		room := measure
		in := 0.0
		if start == 0 {
			in, room = indent, measure-indent
		}
		end := s.lineEnd(text, may, start, room)
		next := end
		for next < len(text) && isSpace(text[next]) {
			next++
		}
		shown := []rune(strings.TrimRight(string(text[start:end]), " \u3000"))
		out = append(out, line{
			text: shown, width: s.textWidth(shown), measure: room, indent: in, justify: next < len(text),
		})
		start = next
	}
	return out
}

// lineEnd returns where the line that begins at start ends: at the last break
// that fits, or, where a word is longer than the line, inside it.
func (s setter) lineEnd(text []rune, may []bool, start int, room float64) int {
	var w float64 // of text[start:i]
	var inked float64
	fits := start
	i := start
	for ; i < len(text); i++ {
		if i > start && may[i] {
			if !s.fits(text[start:i], inked, room) {
				break
			}
			fits = i
		}
		w += s.width(text[i])
		if !isSpace(text[i]) {
			inked = w
		}
		if w > room+2*mm(s.size) {
			break
		}
	}
	switch {
	case i == len(text) && s.fits(text[start:], inked, room):
		return i
	case fits > start:
		return fits
	}
	return s.forced(text, start, room)
}

// fits says whether a text of that width goes into the room, the blank half
// of a last mark left out.
func (s setter) fits(text []rune, width, room float64) bool {
	text = trimmed(text)
	if len(text) > 0 && strings.ContainsRune(half, text[len(text)-1]) {
		width -= s.width(text[len(text)-1]) / 2
	}
	return width <= room+slack
}

func trimmed(text []rune) []rune {
	for len(text) > 0 && isSpace(text[len(text)-1]) {
		text = text[:len(text)-1]
	}
	return text
}

// forced breaks inside a stretch that has no break: an address of 200
// characters, or a row of closing marks.
func (s setter) forced(text []rune, start int, room float64) int {
	var w float64
	for i := start; i < len(text); i++ {
		w += s.width(text[i])
		if w > room+slack {
			return max(i, start+1)
		}
	}
	return len(text)
}

// maxStretch is how much a gap of a justified line may grow, in em of its
// size. A line that would need more, since it ends before a long word, is left
// ragged: wide gaps look worse, and a reader of the PDF would take them for
// spaces.
const maxStretch = 0.25

// runs places a line whose left edge is x and whose baseline is y.
func (s setter) runs(l line, x, y float64) []Run {
	stretch := s.stretch(l)
	out := []Run{}
	at := x + l.indent
	var spacing float64 // behind the character before
	var current []rune
	flush := func() {
		if len(current) > 0 {
			out[len(out)-1].Text = string(current)
			current = nil
		}
	}
	for i, r := range l.text {
		n := len(out) - 1
		switch {
		case len(current) == 0:
			out = append(out, Run{X: at, Y: y, Face: s.face, Size: s.size})
		case len(current) == 1:
			out[n].Spacing = spacing
		case math.Abs(out[n].Spacing-spacing) > slack:
			flush()
			out = append(out, Run{X: at, Y: y, Face: s.face, Size: s.size})
		}
		current = append(current, r)
		step := s.width(r)
		if i+1 < len(l.text) && s.isGap(r, l.text[i+1]) {
			step += stretch
		}
		spacing = step - s.metrics.Advance(s.face, r)*mm(s.size)
		at += step
	}
	flush()
	return out
}

// stretch returns what each gap of a line grows by, in mm; negative when the
// line is squeezed.
func (s setter) stretch(l line) float64 {
	if len(l.text) == 0 || !l.justify && l.width <= l.measure {
		return 0
	}
	width := l.width
	if last := l.text[len(l.text)-1]; strings.ContainsRune(half, last) {
		width = max(min(width, l.measure), width-s.width(last)/2)
	}
	gaps := 0
	for i := 1; i < len(l.text); i++ {
		if s.isGap(l.text[i-1], l.text[i]) {
			gaps++
		}
	}
	if gaps == 0 {
		return 0
	}
	each := (l.measure - width) / float64(gaps)
	if each > maxStretch*mm(s.size) {
		return 0
	}
	return each
}

// isGap says whether the room between two characters may grow: beside a
// full-width character and after a space, but never inside a word, and not
// inside —— and …….
func (s setter) isGap(a, b rune) bool {
	if a == b && strings.ContainsRune(pairs, a) {
		return false
	}
	return a == ' ' || isFull(s.metrics.Advance(s.face, a)) || isFull(s.metrics.Advance(s.face, b))
}
