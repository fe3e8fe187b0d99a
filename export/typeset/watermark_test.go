package typeset

import (
	"math"
	"strings"
	"testing"
)

func turned(s *Watermark, x, y float64) (float64, float64) {
	sin, cos := math.Sincos(s.Angle * math.Pi / 180)
	dx, dy := x-s.X, y-s.Y
	return s.X + dx*cos + dy*sin, s.Y - dx*sin + dy*cos
}

// TestTheWatermarkStaysOnThePage turns the corners of the watermark's box.
func TestTheWatermarkStaysOnThePage(t *testing.T) {
	for _, text := range []string{"草稿", "验证未通过", "送审稿　待审核", "送审稿　待单位行政主要负责人审定批准", strings.Repeat("长", 200)} {
		s := NewWatermark(plainMetrics{}, text)
		if s.Run.Text != text {
			t.Errorf("%q is printed as %q", text, s.Run.Text)
		}
		for _, x := range []float64{s.Run.X, s.Run.X + runWidth(s.Run)} {
			for _, y := range []float64{s.Run.Y - ascent*MM(s.Run.Size), s.Run.Y + (1-ascent)*MM(s.Run.Size)} {
				px, py := turned(s, x, y)
				if px < 2 || px > PageWidth-2 || py < 5 || py > PageHeight-5 {
					t.Errorf("%q reaches %.0f, %.0f", text, px, py)
				}
			}
		}
	}
	if NewWatermark(plainMetrics{}, " 　") != nil {
		t.Error("a blank text is a watermark")
	}
}
