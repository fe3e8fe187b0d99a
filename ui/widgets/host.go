package widgets

import (
	"context"
	"log/slog"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"nianbao/app"
	"nianbao/ui/commands"
)

// Host is what a screen asks of the window that shows it. Everything runs on
// the main goroutine.
type Host interface {
	// Context ends when nothing more is to be done.
	Context() context.Context
	Service() *app.Service
	Log() *slog.Logger
	Program() Program
	Window() fyne.Window
	Dialogs() *Dialogs

	// Later calls f after a delay, unless it is cancelled before.
	Later(delay time.Duration, f func()) (cancel func())
	// Background does work on another goroutine and then calls then on this one.
	Background(work func() error, then func(error))

	// Screen is the one that is shown, nil before the first. Show puts another
	// one in its place, when that lets go.
	Screen() Screen
	Show(s Screen)
	// OpenReport shows a draft and then calls then, which may be nil, if it is
	// shown; OpenFile shows what a file of a kind that the program knows brings.
	OpenReport(id int64, then func())
	OpenFile(path string)
	// Do carries out a command, as its menu entry does.
	Do(id commands.ID)
	// Menu is all that can be done now, by menus; over it, what is named and can be.
	Menu(usual ...commands.ID) *fyne.Menu
	// Refresh brings the menus up to date, and what is known of the store.
	Refresh()
	// Scrolls are the views of the screen that may have to be scrolled to what
	// has the keyboard.
	Scrolls() []*container.Scroll
	// Key offers a key that a widget has no use for. It says whether it meant
	// anything.
	Key(ev *fyne.KeyEvent) bool
}

// Program is what is known of the program that runs.
type Program struct {
	Version string
	DataDir string
}

// Screen fills the window: a list, a report, a page of settings.
type Screen interface {
	Content() fyne.CanvasObject
	Shown()
	// Refocus gives the keyboard back to where it was, after a menu or a
	// click beside everything took it.
	Refocus()
	// Leave stores what is being typed and says whether the screen may be left.
	Leave() bool
	// Actions is what can be done here.
	Actions() commands.Offer
}

// What a screen may be asked beside.
type (
	// Returner knows what leads back to it, or past it.
	Returner interface{ WayBack() func() }
	// Releaser gives up what it holds when it is left.
	Releaser interface{ Release() }
)

// WayBack returns what leads back to the screen that is shown now.
func WayBack(w Host) func() {
	if s, ok := w.Screen().(Returner); ok {
		return s.WayBack()
	}
	return Doing(w, commands.List)
}

// Doing returns a function that carries out a command of the window.
func Doing(w Host, id commands.ID) func() { return func() { w.Do(id) } }
