// Package uitest gives tests of windows what the program brings along, so that
// they come out alike on every machine.
package uitest

import (
	"runtime/debug"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"nianbao/assets"
)

// App returns the toolkit's app for one test, with text in the bundled fonts.
// The toolkit's own test fonts have no Chinese: what a machine has would stand
// in, and every width would be that machine's.
//
// There is no screen: what lies on the clipboard of the machine's, other tests have
// put there.
//
// It is one app for all tests of a program. With each new one the toolkit takes
// all fonts apart again, some forty megabytes of glyphs, and it holds on to the
// last dozens of them.
func App(t testing.TB) fyne.App {
	t.Helper()
	if shared == nil {
		debug.SetMemoryLimit(mostMemory)
		shared = &app{App: test.NewApp()}
		shared.settings = &settings{Settings: shared.App.Settings()}
	}
	for _, display := range []string{"DISPLAY", "WAYLAND_DISPLAY"} {
		t.Setenv(display, "")
	}
	fyne.SetCurrentApp(shared)
	shared.settings.SetTheme(&bundled{Theme: test.Theme()})
	shared.Clipboard().SetContent("")
	before := slices.Clone(shared.Driver().AllWindows())
	t.Cleanup(func() { shared.clear(before) })
	return shared
}

var shared *app

// mostMemory is how many bytes a program of tests takes before it looks harder for
// what it needs no more; the toolkit lets go of widgets only after a minute.
const mostMemory = 700 << 20

// app is the toolkit's app of tests with settings that spare the fonts.
type app struct {
	fyne.App
	settings *settings
}

// Settings returns the settings.
func (a *app) Settings() fyne.Settings { return a.settings }

// clear closes the windows that a test has left open beside those of before, and
// lets the toolkit forget the widgets that were not on a screen for a while, as it
// does after each frame.
func (a *app) clear(before []fyne.Window) {
	for _, w := range slices.Clone(a.Driver().AllWindows()) {
		if !slices.Contains(before, w) {
			w.Close()
		}
	}
	a.Driver().AllWindows()[0].Canvas().Capture() // the driver's own
	fyne.SetCurrentApp(a)
}

// settings keep the fonts while a theme is followed by another one that has the
// same, as all of the program's have. The toolkit's read them anew.
type settings struct {
	fyne.Settings
	theme fyne.Theme
}

// Theme returns the present theme.
func (s *settings) Theme() fyne.Theme { return s.theme }

// SetTheme shows all windows in another theme.
func (s *settings) SetTheme(th fyne.Theme) {
	was := s.theme
	s.theme = th
	if was == nil || !sameFonts(was, th) {
		s.Settings.SetTheme(th)
		return
	}
	for _, w := range shared.Driver().AllWindows() {
		show(w.Content())
		for _, o := range w.Canvas().Overlays().List() {
			show(o)
		}
	}
}

func sameFonts(a, b fyne.Theme) bool {
	for _, style := range []fyne.TextStyle{{}, {Bold: true}, {Italic: true}, {Bold: true, Italic: true}, {Monospace: true}, {Symbol: true}} {
		if a.Font(style).Name() != b.Font(style).Name() {
			return false
		}
	}
	return true
}

// show has an object and all that is in it follow the theme.
func show(o fyne.CanvasObject) {
	switch o := o.(type) {
	case nil:
		return
	case fyne.Widget:
		r := test.WidgetRenderer(o)
		for _, c := range r.Objects() {
			show(c)
		}
		r.Layout(o.Size())
	case *fyne.Container:
		for _, c := range o.Objects {
			show(c)
		}
		if o.Layout != nil {
			o.Layout.Layout(o.Objects, o.Size())
		}
	}
	o.Refresh()
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
