package ui

import (
	"image/color"
	"nianbao/app/signoff"
	"nianbao/ui/prose"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// stateGround is the colour of a state's chip.
func stateGround(s *signoff.State) color.Color {
	switch {
	case s.Stage == signoff.Approved:
		return colorFine
	case s.Stage == signoff.Reviewing:
		return colorPrimary
	case s.Returned != nil:
		return colorExplain
	}
	return colorQuiet
}

// redBand is a warning that must not be missed.
func redBand(text string) fyne.CanvasObject {
	back := canvas.NewRectangle(colorErrorBand)
	return container.NewStack(back, &prose.Label{Text: text, Importance: widget.DangerImportance, Bold: true})
}

// chip shows a state as a word on a coloured ground.
type chip struct {
	text    *canvas.Text
	back    *canvas.Rectangle
	content fyne.CanvasObject
}

func newChip() *chip {
	c := &chip{text: canvas.NewText("", color.White), back: canvas.NewRectangle(colorQuiet)}
	c.text.TextStyle.Bold = true
	c.back.CornerRadius = 4
	c.content = container.NewCenter(container.NewStack(c.back, container.New(layout.NewCustomPaddedLayout(3, 3, 8, 8), c.text)))
	return c
}

func (c *chip) set(text string, ground color.Color) {
	c.text.Text, c.text.TextSize, c.back.FillColor = text, theme.TextSize(), ground
	c.text.Refresh()
	c.back.Refresh()
	c.content.Refresh()
}
