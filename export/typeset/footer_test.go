package typeset

import "testing"

// GB/T 9704: the number stands at the outer side, one character from the edge
// of the text: right on odd pages, left on even ones. The small line keeps to
// the other side.
func TestNumbersStandOutsideAndTheLineInside(t *testing.T) {
	pages := []Page{{Number: 1}, {Number: 2}}
	Footer{Metrics: plainMetrics{}, Number: Dashed, Style: BodyStyle, Y: FooterBaseline, Text: "附注"}.Add(pages)
	for _, p := range pages {
		number, line := p.Runs[0], p.Runs[len(p.Runs)-1] // the line comes last
		left := number.X < Left+Measure/2
		if odd := p.Number%2 == 1; left == odd || (line.X < Left+Measure/2) != odd {
			t.Errorf("page %d: the number stands at %.1f, the line at %.1f", p.Number, number.X, line.X)
		}
		if left && number.X != Left+MM(NumberSize) {
			t.Errorf("page %d: the number stands at %.2f", p.Number, number.X)
		}
	}
}

// Each of the small lines stands by itself, the first beside the number.
func TestSmallLinesOfAFooterStandBelowEachOther(t *testing.T) {
	pages := []Page{{Number: 1}}
	Footer{Metrics: plainMetrics{}, Number: Dashed, Style: BodyStyle, Y: FooterBaseline, Text: "附注\n摘要"}.Add(pages)
	runs := pages[0].Runs[len(pages[0].Runs)-2:]
	if string(runs[0].Text) != "附注" || string(runs[1].Text) != "摘要" || runs[0].Y != FooterBaseline || runs[1].Y <= runs[0].Y || runs[0].X != runs[1].X {
		t.Errorf("%+v", runs)
	}
}
