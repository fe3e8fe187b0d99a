package layout

import (
	"fmt"
	"math"
	"strings"

	"nianbao/app/handbook"
)

// text sets a paragraph or a line of a list: at least two lines of it stand
// together at the foot and at the top of a page.
func (w *manualWriter) text(b handbook.Block) []strip {
	mark, indent, inset := "", manualIndent, 0.0
	switch b.Kind {
	case handbook.Bullet:
		mark, indent, inset = "●", 0, manualIndent
	case handbook.Step:
		mark, indent, inset = fmt.Sprintf("%d.", b.Number), 0, manualIndent
	}
	s := w.set(manualBody)
	if b.Text.HasBold() {
		s.metrics = widest{w.metrics}
	}
	lines := s.fill(clean(b.Text.String()), indent, measure-inset)
	texts := make([]string, len(lines))
	for i, l := range lines {
		texts[i] = string(l.text)
	}
	out := make([]strip, len(lines))
	for i, t := range b.Text.Split(texts) {
		out[i] = strip{height: manualRow, draw: func(p *Page, y float64) {
			y = baseline(y, manualRow, manualBody.size)
			if i == 0 {
				p.Runs = append(p.Runs, w.mark(mark, y)...)
			}
			p.Runs = append(p.Runs, w.weighted(lines[i], t, left+inset, y)...)
		}}
	}
	n := len(out)
	if n > 1 {
		out[0].keep, out[n-2].keep = true, true
	}
	if n > 0 && strings.HasSuffix(b.Text.String(), "：") {
		out[n-1].keep = true // what it announces follows
	}
	return out
}

// mark sets what stands before a line of a list.
func (w *manualWriter) mark(text string, y float64) []Run {
	if text == "" {
		return nil
	}
	s := w.set(manualBody)
	if text == "●" {
		s.size, s.pitch = 5, 0
		y -= 1.2
	}
	chars := []rune(text)
	width := s.textWidth(chars)
	return s.runs(line{text: chars, width: width, measure: width}, left+manualIndent-width-1.6, y)
}

// widest measures text that may stand in either weight: what it says fits,
// fits in both.
type widest struct{ Metrics }

// Advance returns the greater width.
func (w widest) Advance(f Face, r rune) float64 {
	if f == Song {
		return max(w.Metrics.Advance(Song, r), w.Metrics.Advance(SongBold, r))
	}
	return w.Metrics.Advance(f, r)
}

// weighted places a line whose text has several weights.
func (w *manualWriter) weighted(l line, text handbook.Text, x, y float64) []Run {
	regular, bold := w.set(manualBody), w.set(manualBold)
	if !text.HasBold() {
		l.width = regular.textWidth(l.text)
		return regular.runs(l, x, y)
	}
	of := func(s handbook.Span) setter {
		if s.Bold {
			return bold
		}
		return regular
	}
	l.width = 0
	for _, s := range text {
		l.width += of(s).textWidth([]rune(s.Text))
	}
	gaps := regular.gaps(l.text)
	stretch := regular.stretch(l, gaps)
	var out []Run
	at, i := x+l.indent, 0
	for _, span := range text {
		s := of(span)
		fresh := true
		for _, r := range span.Text {
			step := s.width(r)
			if i < len(gaps) && gaps[i] {
				step += stretch
			}
			spacing := step - s.metrics.Advance(s.face, r)*mm(s.size)
			if n := len(out) - 1; !fresh && math.Abs(out[n].Spacing-spacing) <= slack {
				out[n].Text += string(r)
			} else {
				out = append(out, Run{X: at, Y: y, Face: s.face, Size: s.size, Spacing: spacing, Text: string(r)})
			}
			fresh = false
			at += step
			i++
		}
	}
	return out
}
