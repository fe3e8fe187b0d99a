package grid

import (
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"nianbao/app/form"
)

// The colours of a table. The form is white paper whatever the desktop is.
var (
	inkText     = color.NRGBA{R: 0x1c, G: 0x22, B: 0x2b, A: 0xff}
	inkQuiet    = color.NRGBA{R: 0x5a, G: 0x66, B: 0x75, A: 0xff}
	inkLine     = color.NRGBA{R: 0x9a, G: 0xa6, B: 0xb5, A: 0xff}
	inkActive   = color.NRGBA{R: 0x1f, G: 0x4e, B: 0x8c, A: 0xff}
	inkFine     = color.NRGBA{R: 0x1c, G: 0x6b, B: 0x3c, A: 0xff}
	inkError    = color.NRGBA{R: 0xb4, G: 0x23, B: 0x18, A: 0xff}
	inkPartner  = color.NRGBA{R: 0x6b, G: 0x3f, B: 0xa0, A: 0xff}
	inkExplain  = color.NRGBA{R: 0xa1, G: 0x5c, B: 0x00, A: 0xff}
	tintHead    = color.NRGBA{R: 0xf1, G: 0xf4, B: 0xf8, A: 0xff}
	tintTotal   = color.NRGBA{R: 0xe6, G: 0xec, B: 0xf4, A: 0xff}
	tintBlank   = color.NRGBA{R: 0xff, G: 0xfb, B: 0xe8, A: 0xff}
	tintChosen  = color.NRGBA{R: 0x1f, G: 0x4e, B: 0x8c, A: 0x26}
	tintError   = color.NRGBA{R: 0xfd, G: 0xe8, B: 0xe6, A: 0xff}
	tintPartner = color.NRGBA{R: 0xf2, G: 0xeb, B: 0xfa, A: 0xff}
	tintExplain = color.NRGBA{R: 0xff, G: 0xf1, B: 0xd9, A: 0xff}
	tintBar     = color.NRGBA{R: 0xb4, G: 0xbe, B: 0xcb, A: 0xff}
)

// Mark says why a cell stands out.
type Mark int

// The marks. A cell has at most one: the host chooses the gravest.
const (
	Unmarked      Mark = iota
	MarkedError        // on the side of an equation that is looked at
	MarkedPartner      // on the other side of it
	MarkedExplain      // wants a written reason
)

// sign returns how a mark is drawn: frame, background and the character in
// the corner, so that colour is never the only difference.
func (m Mark) sign() (ink, tint color.Color, char string) {
	switch m {
	case MarkedError:
		return inkError, tintError, "!"
	case MarkedPartner:
		return inkPartner, tintPartner, "="
	}
	return inkExplain, tintExplain, "?"
}

// Sizes that do not grow with the text.
const (
	lineWidth  = 1
	frameWidth = 2
	barWidth   = 12

	entryPadding = 2 // between the rim of the entry and its text
)

// labelSize is the usual size of labels: a little smaller than other text.
func labelSize() float32 { return half(theme.TextSize() * 0.93) }

// half rounds to half units: few sizes, so few pictures of characters are kept.
func half(v float32) float32 { return float32(math.Round(float64(v*2))) / 2 }

// measured reads the metrics of labels of a size off the theme's font.
func measured(size, padY float32) metrics {
	wide := fyne.MeasureText("国", size, fyne.TextStyle{}).Width
	known := map[rune]float32{}
	figures := half(size / 0.93)
	return metrics{
		em: wide, line: float32(math.Ceil(float64(size * 1.4))),
		figure: fyne.MeasureText("0", figures, fyne.TextStyle{}).Width,
		padX:   6, padY: padY, label: size, figures: figures,
		advance: func(r rune, _ form.Style) float32 {
			if r >= 0x3400 && r <= 0x9fff { // all Chinese characters are as wide
				return wide
			}
			w, ok := known[r]
			if !ok {
				w = fyne.MeasureText(string(r), size, fyne.TextStyle{}).Width
				known[r] = w
			}
			return w
		},
	}
}
