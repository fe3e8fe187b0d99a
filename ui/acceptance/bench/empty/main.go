//go:build windows

// Command empty is a Fyne window with two words, in the program's fonts: the
// least that a Windows program of this kind can be, for the benchmark.
package main

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"nianbao/assets"
)

// fonts is Fyne's theme with the program's fonts.
type fonts struct{ fyne.Theme }

var (
	regular = fyne.NewStaticResource("sans-regular.ttf", assets.Font("sans-regular"))
	bold    = fyne.NewStaticResource("sans-bold.ttf", assets.Font("sans-bold"))
)

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

func main() {
	a := app.NewWithID("cn.nianbao.empty")
	a.Settings().SetTheme(fonts{theme.DefaultTheme()})
	w := a.NewWindow("empty")
	w.SetContent(container.NewCenter(container.NewHBox(
		widget.NewLabel("年报通"), &widget.Label{Text: "年报通", TextStyle: fyne.TextStyle{Bold: true}})))
	w.Resize(fyne.NewSize(1300, 680))
	w.ShowAndRun()
}
