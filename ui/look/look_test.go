package look

import (
	"image/color"
	"math"
	"testing"
)

// What is written in a table can be read on all that may lie behind it, in both
// sets: its texts are pictures, which no tour through the screens sees through.
func TestInksCanBeReadOnTints(t *testing.T) {
	defer UseStrong(false)
	for _, on := range []bool{false, true} {
		UseStrong(on)
		for _, ink := range []Color{Text, Quiet, Hint, Disabled, Primary, Error, Explain, Fine, Partner} {
			for _, ground := range []Color{Paper, Field, Band, Hover, TintHead, TintTotal, TintBlank, TintError, TintPartner, TintExplain, Chosen, ErrorBand} {
				if got := contrast(ink.NRGBA(), ground.NRGBA()); got < 4.5 && !(ink == Disabled || ink == Hint) || got < 3 {
					t.Errorf("strong %v: ink %d on ground %d has %.2f", on, ink, ground, got)
				}
			}
		}
		for _, ground := range []Color{Primary, Error, Explain, Fine, Quiet} {
			if got := contrast(OnDark.NRGBA(), ground.NRGBA()); got < 4.5 {
				t.Errorf("strong %v: text on %d has %.2f", on, ground, got)
			}
		}
	}
}

func contrast(a, b color.NRGBA) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(c color.NRGBA) float64 {
	sum := 0.0
	for i, v := range []uint8{c.R, c.G, c.B} {
		s := float64(v) / 0xff
		if s <= 0.04045 {
			s /= 12.92
		} else {
			s = math.Pow((s+0.055)/1.055, 2.4)
		}
		sum += s * []float64{0.2126, 0.7152, 0.0722}[i]
	}
	return sum
}
