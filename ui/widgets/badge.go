package widgets

import (
	"image/color"

	"nianbao/app/signoff"
	"nianbao/ui/look"
	"nianbao/ui/prose"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// StateColor is the colour of a state's badge.
func StateColor(s *signoff.State) color.Color {
	switch {
	case s.Stage == signoff.Approved:
		return ColorFine
	case s.Stage == signoff.Reviewing:
		return ColorPrimary
	case s.Returned != nil:
		return ColorExplain
	}
	return ColorQuiet
}

// Warning is a warning that must not be missed.
func Warning(text string) fyne.CanvasObject {
	back := canvas.NewRectangle(colorErrorBand)
	return container.NewStack(back, &prose.Label{Text: text, Importance: widget.DangerImportance, Bold: true})
}

// Badge shows a state as a word on a coloured ground.
type Badge struct {
	Text    *canvas.Text
	back    *canvas.Rectangle
	Content fyne.CanvasObject
}

// NewBadge is a short word on a coloured ground.
func NewBadge() *Badge {
	c := &Badge{Text: canvas.NewText("", look.OnDark), back: canvas.NewRectangle(ColorQuiet)}
	c.Text.TextStyle.Bold = true
	c.back.CornerRadius = 4
	c.Content = container.NewCenter(container.NewStack(c.back, container.New(layout.NewCustomPaddedLayout(3, 3, 8, 8), c.Text)))
	return c
}

// Set puts another word on another ground.
func (c *Badge) Set(text string, ground color.Color) {
	c.Text.Text, c.Text.TextSize, c.back.FillColor = text, theme.TextSize(), ground
	c.Text.Refresh()
	c.back.Refresh()
	c.Content.Refresh()
}
