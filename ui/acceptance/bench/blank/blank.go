// Package blank is the least window that the program is measured against: Fyne's
// light theme with the program's fonts, and two words.
package blank

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"nianbao/assets"
)

// The size of every window that is measured: the program's own.
const (
	Width  = 1300
	Height = 680
)

// fonts is a theme with the program's fonts.
type fonts struct{ fyne.Theme }

var (
	regular = fyne.NewStaticResource("sans-regular.ttf", assets.Font("sans-regular"))
	bold    = fyne.NewStaticResource("sans-bold.ttf", assets.Font("sans-bold"))
)

// Theme returns Fyne's light theme with the program's fonts.
func Theme() fyne.Theme { return fonts{theme.DefaultTheme()} }

// Font returns the program's sans.
func (f fonts) Font(s fyne.TextStyle) fyne.Resource {
	switch {
	case s.Symbol:
		return f.Theme.Font(s)
	case s.Bold:
		return bold
	}
	return regular
}

// Color returns the light colours.
func (f fonts) Color(name fyne.ThemeColorName, _ fyne.ThemeVariant) color.Color {
	return f.Theme.Color(name, theme.VariantLight)
}

// Words returns two words, in both fonts.
func Words() fyne.CanvasObject {
	return container.NewCenter(container.NewVBox(
		&widget.Label{Text: "年报通"}, &widget.Label{Text: "年报通", TextStyle: fyne.TextStyle{Bold: true}},
	))
}
