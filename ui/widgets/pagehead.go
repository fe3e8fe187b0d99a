package widgets

import (
	"nianbao/ui/commands"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// PageHead is the head of a page besides the report: the way back and a title.
func PageHead(w Host, title string, back func()) fyne.CanvasObject {
	return Tinted(container.NewBorder(nil, nil, NewQuiet(w, commands.Titled(commands.Back), back), nil,
		&widget.Label{Text: title, TextStyle: fyne.TextStyle{Bold: true}, SizeName: theme.SizeNameSubHeadingText}))
}
