package typeset

import "nianbao/export/text"

// Watermark is large pale text under everything else. Run begins at its origin
// once the page has been turned by Angle degrees, counter-clockwise, about
// the point X, Y.
type Watermark struct {
	Run         Run
	X, Y, Angle float64
}

// WatermarkGrey is the grey that a watermark is drawn in, of 255.
const WatermarkGrey = 225

// NewWatermark sets a text from corner to corner, as large as fits; nil for no
// text.
func NewWatermark(m Metrics, words string) *Watermark {
	const most, length = 160.0, 236.0 // points, mm
	text := text.Clean(words)
	if len(text) == 0 {
		return nil
	}
	s := Typesetter{Metrics: m, Style: Style{Face: Hei, Size: most}}
	if w := s.TextWidth(text); w > length {
		s.Size *= length / w
	}
	x, y := PageWidth/2, PageHeight/2
	return &Watermark{X: x, Y: y, Angle: 50, Run: Run{
		X: x - s.TextWidth(text)/2, Y: y + 0.38*MM(s.Size), Face: s.Face, Size: s.Size, Text: string(text),
	}}
}
