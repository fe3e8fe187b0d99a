package typeset

import (
	"math"
	"strings"
)

// Style is how a text is set. Pitch is the room of a full-width character in
// mm; 0 for its natural width.
type Style struct {
	Face  Face
	Size  float64
	Pitch float64
}

// Line is one set line. Width is its natural width in mm; a justified line is
// stretched, or squeezed by less than half a character, to its measure.
type Line struct {
	Text    []rune
	Width   float64
	Measure float64
	Indent  float64
	Justify bool
}

// Typesetter measures and sets text in one style.
type Typesetter struct {
	Metrics Metrics
	Style
}

// CharWidth returns the room of one character in mm.
func (s Typesetter) CharWidth(r rune) float64 {
	em := s.Metrics.Advance(s.Face, r)
	if s.Pitch > 0 && em > full {
		return s.Pitch
	}
	return em * MM(s.Size)
}

// full is the width, in em, from which a character takes a place of the grid.
const full = 0.95

func (s Typesetter) isFull(r rune) bool { return s.Metrics.Advance(s.Face, r) > full }

// TextWidth returns the room of a text in mm.
func (s Typesetter) TextWidth(text []rune) float64 {
	var w float64
	for _, r := range text {
		w += s.CharWidth(r)
	}
	return w
}

// half are the marks whose right half is blank: at a line's end it may stand
// outside the measure.
const hanging = "，。、；：）》〉」』】〕〗"

// slack is what floating point sums may be off by, in mm.
const Slack = 1e-6

// Fill breaks a paragraph into lines, the first of them indented. All lines
// but the last are justified.
func (s Typesetter) Fill(text []rune, indent, measure float64) []Line {
	may := breaks(text)
	loose := looser(text, may)
	var out []Line
	for start := 0; start < len(text); {
		room := measure
		in := 0.0
		if start == 0 {
			in, room = indent, measure-indent
		}
		end := s.lineEnd(text, may, start, room)
		if end < len(text) && room-s.TextWidth(text[start:end]) > looseFrom*MM(s.Size) {
			end = max(end, s.lineEnd(text, loose, start, room))
		}
		next := end
		for next < len(text) && isSpace(text[next]) {
			next++
		}
		shown := []rune(strings.TrimRight(string(text[start:end]), " \u3000"))
		out = append(out, Line{
			Text: shown, Width: s.TextWidth(shown), Measure: room, Indent: in, Justify: next < len(text),
		})
		start = next
	}
	return out
}

// looseFrom is how much of a line may stay empty, in em, before an address in
// the text that follows is broken to fill it.
const looseFrom = 2.5

// lineEnd returns where the line that begins at start ends: at the last break
// that fits, or, where a word is longer than the line, inside it.
func (s Typesetter) lineEnd(text []rune, may []bool, start int, room float64) int {
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
		w += s.CharWidth(text[i])
		if !isSpace(text[i]) {
			inked = w
		}
		if w > room+2*MM(s.Size) {
			break
		}
	}
	switch {
	case i == len(text) && s.fits(text[start:], inked, room):
		return i
	case fits > start && !s.outgrows(text, may, fits, room):
		return fits
	}
	return max(fits, s.forced(text, start, room))
}

// outgrows says whether what stands unbroken from a place on is wider than a
// line, so that it must be broken anyway and may as well begin at once.
func (s Typesetter) outgrows(text []rune, may []bool, from int, room float64) bool {
	var w float64
	for i := from; i < len(text) && (i == from || !may[i]); i++ {
		if w += s.CharWidth(text[i]); w > room+s.CharWidth('　') {
			return true
		}
	}
	return false
}

// fits says whether a text of that width goes into the room, the blank half
// of a last mark left out.
func (s Typesetter) fits(text []rune, width, room float64) bool {
	text = trimmed(text)
	if len(text) > 0 && strings.ContainsRune(hanging, text[len(text)-1]) {
		width -= s.CharWidth(text[len(text)-1]) / 2
	}
	return width <= room+Slack
}

func trimmed(text []rune) []rune {
	for len(text) > 0 && isSpace(text[len(text)-1]) {
		text = text[:len(text)-1]
	}
	return text
}

// forced breaks inside a stretch that has no break: an address of 200
// characters, or a row of closing marks. It goes back a little where that
// saves a mark from standing wrong.
func (s Typesetter) forced(text []rune, start int, room float64) int {
	var w float64
	for i := start; i < len(text); i++ {
		w += s.CharWidth(text[i])
		if w > room+Slack {
			for j := i; j > max(start, i-4); j-- {
				if !isBad(text[j-1], text[j]) {
					return j
				}
			}
			return max(i, start+1)
		}
	}
	return len(text)
}

// maxStretch is how much a gap of a justified line may grow, in em of its
// size. A line that would need more, since it ends before a long word, is left
// ragged: wide gaps look worse, and a reader of the PDF would take them for
// spaces.
const maxStretch = 0.2

// Runs places a line whose left edge is x and whose baseline is y.
func (s Typesetter) Runs(l Line, x, y float64) []Run {
	gaps := s.Gaps(l.Text)
	stretch := s.Stretch(l, gaps)
	var out []Run
	at := x + l.Indent
	start, spacing := 0, 0.0 // of the run being made; spacing behind the last character
	begin := func(i int) {
		start = i
		out = append(out, Run{X: at, Y: y, Face: s.Face, Size: s.Size})
	}
	for i, r := range l.Text {
		switch n := len(out) - 1; {
		case i == 0:
			begin(i)
		case i == start+1:
			out[n].Spacing = spacing
		case math.Abs(out[n].Spacing-spacing) > Slack:
			out[n].Text = string(l.Text[start:i])
			begin(i)
		}
		step := s.CharWidth(r)
		if gaps[i] {
			step += stretch
		}
		spacing = step - s.Metrics.Advance(s.Face, r)*MM(s.Size)
		at += step
	}
	if len(out) > 0 {
		out[len(out)-1].Text = string(l.Text[start:])
	}
	return out
}

// Stretch returns what each gap of a line grows by, in mm.
func (s Typesetter) Stretch(l Line, gaps []bool) float64 {
	n := 0
	for _, is := range gaps {
		if is {
			n++
		}
	}
	if n == 0 || !l.Justify && l.Width <= l.Measure {
		return 0
	}
	width := l.Width
	if last := l.Text[len(l.Text)-1]; strings.ContainsRune(hanging, last) {
		width = max(min(width, l.Measure), width-s.CharWidth(last)/2)
	}
	each := (l.Measure - width) / float64(n)
	if each > maxStretch*MM(s.Size) {
		return 0
	}
	return each
}

// isKeys says whether a word names keys pressed together, as Ctrl+Shift+S: it
// is no address, however long.
func isKeys(word []rune) bool { return strings.HasPrefix(string(word), "Ctrl+") }

// Gaps says behind which characters a line may grow: beside full-width
// characters, at spaces and inside long addresses, but not inside words, nor
// inside —— and …….
func (s Typesetter) Gaps(text []rune) []bool {
	out := make([]bool, len(text))
	word := 0 // where the Western word at hand begins
	for i, r := range text {
		alone := isSpace(r) || s.isFull(r)
		if alone || i+1 == len(text) || isSpace(text[i+1]) || s.isFull(text[i+1]) {
			end := i
			if !alone {
				end++
			}
			for j := word; j < end && end-word >= longWord && !isKeys(text[word:end]); j++ {
				out[j] = true
			}
			word = i + 1
			out[i] = true
		}
		if i > 0 && r == text[i-1] && strings.ContainsRune(pairs, r) {
			out[i-1] = false
		}
	}
	if len(out) > 0 {
		out[len(out)-1] = false
	}
	return out
}
