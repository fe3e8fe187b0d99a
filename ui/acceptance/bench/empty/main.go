//go:build windows

// Command empty is a window with two words: the least that a Windows program of
// this kind can be, for the benchmark.
package main

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"nianbao/ui/acceptance/bench/blank"
)

func main() {
	a := app.NewWithID("cn.nianbao.empty")
	a.Settings().SetTheme(blank.Theme())
	w := a.NewWindow("empty")
	w.SetContent(blank.Words())
	w.Resize(fyne.NewSize(blank.Width, blank.Height))
	w.ShowAndRun()
}
