package handbook

import (
	"fmt"
	"math"
	"strings"

	"nianbao/app/handbook"
	"nianbao/export/text"
	"nianbao/export/typeset"
)

// text sets a paragraph or a line of a list: at least two lines of it stand
// together at the foot and at the top of a page.
func (w *writer) text(b handbook.Block) []typeset.LineBox {
	mark, indent, inset := "", indent, 0.0
	switch b.Kind {
	case handbook.Bullet:
		mark, indent, inset = "●", 0, indent
	case handbook.Step:
		mark, indent, inset = fmt.Sprintf("%d.", b.Number), 0, indent
	}
	s := w.set(bodyStyle)
	if b.Text.HasBold() {
		s.Metrics = widest{w.metrics}
	}
	lines := s.Fill(text.Clean(b.Text.String()), indent, typeset.Measure-inset)
	texts := make([]string, len(lines))
	for i, l := range lines {
		texts[i] = string(l.Text)
	}
	out := make([]typeset.LineBox, len(lines))
	for i, t := range b.Text.Split(texts) {
		out[i] = typeset.LineBox{Height: linePitch, Draw: func(p *typeset.Page, y float64) {
			y = typeset.Baseline(y, linePitch, bodyStyle.Size)
			if i == 0 {
				p.Runs = append(p.Runs, w.mark(mark, y)...)
			}
			p.Runs = append(p.Runs, w.weighted(lines[i], t, typeset.Left+inset, y)...)
		}}
	}
	n := len(out)
	if n > 1 {
		out[0].KeepWithNext, out[n-2].KeepWithNext = true, true
	}
	if n > 0 && strings.HasSuffix(b.Text.String(), "：") {
		out[n-1].KeepWithNext = true // what it announces follows
	}
	return out
}

// mark sets what stands before a line of a list.
func (w *writer) mark(text string, y float64) []typeset.Run {
	if text == "" {
		return nil
	}
	s := w.set(bodyStyle)
	if text == "●" {
		s.Size, s.Pitch = 5, 0
		y -= 1.2
	}
	chars := []rune(text)
	width := s.TextWidth(chars)
	return s.Runs(typeset.Line{Text: chars, Width: width, Measure: width}, typeset.Left+indent-width-1.6, y)
}

// widest measures text that may stand in either weight: what it says fits,
// fits in both.
type widest struct{ typeset.Metrics }

// Advance returns the greater width.
func (w widest) Advance(f typeset.Face, r rune) float64 {
	if f == typeset.Song {
		return max(w.Metrics.Advance(typeset.Song, r), w.Metrics.Advance(typeset.SongBold, r))
	}
	return w.Metrics.Advance(f, r)
}

// weighted places a line whose text has several weights.
func (w *writer) weighted(l typeset.Line, text handbook.Text, x, y float64) []typeset.Run {
	regular, bold := w.set(bodyStyle), w.set(boldStyle)
	if !text.HasBold() {
		l.Width = regular.TextWidth(l.Text)
		return regular.Runs(l, x, y)
	}
	of := func(s handbook.Span) typeset.Typesetter {
		if s.Bold {
			return bold
		}
		return regular
	}
	l.Width = 0
	for _, s := range text {
		l.Width += of(s).TextWidth([]rune(s.Text))
	}
	gaps := regular.Gaps(l.Text)
	stretch := regular.Stretch(l, gaps)
	var out []typeset.Run
	at, i := x+l.Indent, 0
	for _, span := range text {
		s := of(span)
		fresh := true
		for _, r := range span.Text {
			step := s.CharWidth(r)
			if i < len(gaps) && gaps[i] {
				step += stretch
			}
			spacing := step - s.Metrics.Advance(s.Face, r)*typeset.MM(s.Size)
			if n := len(out) - 1; !fresh && math.Abs(out[n].Spacing-spacing) <= typeset.Slack {
				out[n].Text += string(r)
			} else {
				out = append(out, typeset.Run{X: at, Y: y, Face: s.Face, Size: s.Size, Spacing: spacing, Text: string(r)})
			}
			fresh = false
			at += step
			i++
		}
	}
	return out
}
