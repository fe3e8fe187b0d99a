package grid

import (
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"nianbao/app/form"
	"nianbao/ui/look"
)

// The colours of a table.
const (
	inkText     = look.Text
	inkQuiet    = look.Quiet
	inkLine     = look.Rule
	inkRest     = look.Rest
	inkActive   = look.Primary
	inkFine     = look.Fine
	inkError    = look.Error
	inkPartner  = look.Partner
	inkExplain  = look.Explain
	tintHead    = look.TintHead
	tintTotal   = look.TintTotal
	tintBlank   = look.TintBlank
	tintChosen  = look.TintChosen
	tintError   = look.TintError
	tintPartner = look.TintPartner
	tintExplain = look.TintExplain
	tintBar     = look.Bar
)

// Mark says why a cell stands out.
type Mark int

// The marks. A cell has at most one: the host chooses the gravest.
const (
	Unmarked      Mark = iota
	MarkedError        // wrong by itself, or the one that explains what is off
	MarkedLeft         // on the left side of an equation that does not hold
	MarkedRight        // on the right side of it
	MarkedOther        // another figure is kept elsewhere
	MarkedExplain      // wants a written reason
)

// sign returns how a mark is drawn: frame, background and the character in
// the corner, so that colour is never the only difference.
func (m Mark) sign() (ink, tint color.Color, char string) {
	switch m {
	case MarkedError:
		return inkError, tintError, "!"
	case MarkedLeft:
		return inkPartner, tintPartner, "左"
	case MarkedRight:
		return inkPartner, tintPartner, "右"
	case MarkedOther:
		return inkPartner, tintPartner, "另"
	}
	return inkExplain, tintExplain, "?"
}

// Sizes that do not grow with the text.
const (
	lineWidth  = 1
	frameWidth = 2
	barWidth   = 12
	givenWidth = 3 // of the bar in a cell that a department provided
	givenEdge  = 2 // around it

	entryPadding = 2 // between the rim of the entry and its text
)

// labelSize is the usual size of labels: two units smaller than other text, for a
// table of 25 rows is to be seen whole.
func labelSize() float32 { return half(theme.TextSize() * 13 / 15) }

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
