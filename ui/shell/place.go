package shell

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"nianbao/app"
	"nianbao/ui/system"
	"nianbao/ui/widgets"
)

// What the window has to do with the desktop it stands on: later starts, its
// place, the input method, and what the last run left behind.

// usual is the size of the window at first; it fits a screen of 1366 × 768.
var usual = fyne.NewSize(1300, 680)

// laterStarts are starts of the program on the same data folder, which come to
// this window.
type laterStarts struct {
	w    *Window
	next system.Start // what one has asked for while a dialog was open
}

// serve lets them come.
func (l *laterStarts) serve() {
	if instance := l.w.options.Instance; instance != nil {
		go instance.Serve(func(s system.Start) { fyne.Do(func() { l.came(s) }) })
	}
}

// came answers one: the window comes to the front with what was asked for. An
// open dialog is answered first.
func (l *laterStarts) came(s system.Start) {
	l.w.win.Show()
	l.w.win.RequestFocus()
	if s != (system.Start{}) { // else only the window is wanted
		l.next = s
	}
	l.openNext()
}

// openNext opens what was asked for, when no dialog is open.
func (l *laterStarts) openNext() {
	s := l.next
	if l.w.dialogs.Open() || s == (system.Start{}) {
		return
	}
	l.next = system.Start{}
	if s.Report != 0 {
		l.w.OpenReport(s.Report, nil)
	}
	if s.File != "" {
		l.w.OpenFile(s.File)
	}
}

// windowPlace is where the window stood, and how large.
type windowPlace struct{ w *Window }

// size is the size the window had.
func (p *windowPlace) size() fyne.Size {
	size, _ := p.kept()
	return size
}

// kept is what was kept of the window: its size, and its place in the system's
// own words.
func (p *windowPlace) kept() (fyne.Size, string) {
	stored, err := p.w.service.Settings.Setting(p.w.ctx, app.SettingWindow)
	if err != nil {
		p.w.log.Error("read place of window", "error", err)
	}
	size, place, _ := strings.Cut(stored, " ")
	var width, height float32
	if n, _ := fmt.Sscanf(size, "%fx%f", &width, &height); n < 2 || width < 400 || height < 300 || width > 10000 || height > 10000 {
		return usual, ""
	}
	return fyne.NewSize(width, height), place
}

// take puts the window where it stood, once it is there.
func (p *windowPlace) take() {
	if _, place := p.kept(); place != "" {
		widgets.Native(p.w, func(handle uintptr) { system.Place(handle, place) })
	}
	widgets.Native(p.w, system.Fit)
}

// keep keeps size and place of the window for the next time.
func (p *windowPlace) keep() {
	size := p.w.win.Canvas().Size()
	if size.Width <= 0 {
		return
	}
	var place string
	widgets.Native(p.w, func(handle uintptr) { place = system.Placement(handle) })
	text := strings.TrimSpace(fmt.Sprintf("%.0fx%.0f %s", size.Width, size.Height, place))
	if err := p.w.service.Settings.SetSetting(p.w.ctx, app.SettingWindow, text); err != nil {
		p.w.log.Error("keep place of window", "error", err)
	}
}
