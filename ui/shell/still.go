package shell

import (
	"runtime"

	"fyne.io/fyne/v2"
)

// The toolkit fades the cursor of the entry that has the keyboard in and out,
// sixty times a second, and draws the whole window for each: a seventh of a
// processor core where no graphics card helps, as on a remote desktop, for a
// window in which nothing happens. So the cursor stands still.

// still is the toolkit's app, of which widgets are told to animate nothing.
type still struct{ fyne.App }

// standStill has widgets ask the app without animations. On macOS the toolkit
// asks its own settings by their type.
func standStill(a fyne.App) fyne.App {
	if runtime.GOOS == "darwin" {
		return a
	}
	fyne.SetCurrentApp(still{a})
	return still{a}
}

// Settings returns the app's settings without animations.
func (s still) Settings() fyne.Settings { return stillSettings{s.App.Settings()} }

type stillSettings struct{ fyne.Settings }

// ShowAnimations says that nothing moves by itself.
func (stillSettings) ShowAnimations() bool { return false }

// AddListener tells f of another theme or another scale. The toolkit tells of every
// file that any program of its kind writes beside its settings, and what listens reads
// all fonts anew; those of before are kept for good by what shapes texts (50 MB each time).
func (s stillSettings) AddListener(f func(fyne.Settings)) {
	look, scale := s.Theme(), s.Scale()
	s.Settings.AddListener(func(now fyne.Settings) {
		if now.Theme() == look && now.Scale() == scale {
			return
		}
		look, scale = now.Theme(), now.Scale()
		f(now)
	})
}
