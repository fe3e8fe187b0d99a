// Package typesettest helps to test what is set on pages.
package typesettest

import (
	"strings"

	"nianbao/export/typeset"
)

// PlainMetrics is a Metrics as simple as can be: Chinese characters and marks
// are one em wide, all others half an em. It has every character but 𠀀.
type PlainMetrics struct{}

// Advance returns the width of a character in em.
func (PlainMetrics) Advance(_ typeset.Face, r rune) float64 {
	switch {
	case r >= 0x2e80, r == '“', r == '”', r == '‘', r == '’', r == '—', r == '…':
		return 1
	}
	return 0.5
}

// Has says whether any font has the character.
func (PlainMetrics) Has(r rune) bool { return r != '𠀀' }

// TextRow is all text of a page that stands on one baseline in one face: from
// X1 to X2, in mm.
type TextRow struct {
	Y, X1, X2 float64
	Face      typeset.Face
	Size      float64
	Text      string
}

// RowsOn joins the runs of a page, its number left out.
func RowsOn(p typeset.Page) []TextRow {
	var out []TextRow
	for _, r := range p.Runs {
		if r.Y > typeset.Top+typeset.Height {
			continue
		}
		end := r.X + RunWidth(r)
		if n := len(out) - 1; n >= 0 && out[n].Y == r.Y && out[n].Face == r.Face && r.X < out[n].X2+typeset.MM(r.Size)/2 && r.X >= out[n].X1 {
			out[n].Text += r.Text
			out[n].X2 = end
			continue
		}
		out = append(out, TextRow{r.Y, r.X, end, r.Face, r.Size, r.Text})
	}
	return out
}

// RunWidth returns the width of a run in mm.
func RunWidth(r typeset.Run) float64 {
	var w float64
	n := 0
	for _, c := range r.Text {
		w += PlainMetrics{}.Advance(r.Face, c) * typeset.MM(r.Size)
		n++
	}
	return w + float64(n-1)*r.Spacing
}

// PageText returns the text of a page in its order.
func PageText(p typeset.Page) string {
	var b strings.Builder
	for _, r := range p.Runs {
		b.WriteString(r.Text)
	}
	return b.String()
}
