// Package uitest gives tests of windows what the program brings along, so that
// they come out alike on every machine.
package uitest

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"nianbao/assets"
)

// App returns the toolkit's app for one test, with text in the bundled fonts.
// The toolkit's own test fonts have no Chinese: what a machine has would stand
// in, and every width would be that machine's.
func App(t testing.TB) fyne.App {
	t.Helper()
	a := test.NewTempApp(t)
	a.Settings().SetTheme(&bundled{Theme: a.Settings().Theme()})
	return a
}

// bundled is a theme with the program's fonts.
type bundled struct{ fyne.Theme }

var (
	regular = fyne.NewStaticResource("sans-regular.ttf", assets.Font("sans-regular"))
	bold    = fyne.NewStaticResource("sans-bold.ttf", assets.Font("sans-bold"))
)

// Font returns the bundled font of a weight.
func (b *bundled) Font(s fyne.TextStyle) fyne.Resource {
	switch {
	case s.Symbol:
		return b.Theme.Font(s)
	case s.Bold:
		return bold
	}
	return regular
}
