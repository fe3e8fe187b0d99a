package shell

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"nianbao/app"
	"nianbao/ui/system"
	"nianbao/ui/widgets"
)

// What the window has to do with the desktop it stands on: later starts, and its
// place.

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
func (p *windowPlace) size() fyne.Size { return p.kept().size }

// keptPlace is what was kept of the window.
type keptPlace struct {
	size  fyne.Size // not maximized, in units
	scale float32   // of the display, 0 for not known
	place string    // in the system's own words, with whether it was maximized
}

// kept reads what was kept: 1300x680@1.5, and the place behind it.
func (p *windowPlace) kept() keptPlace {
	var k keptPlace
	size, place, _ := strings.Cut(widgets.Setting(p.w, app.SettingWindow), " ")
	k.place = place
	n, _ := fmt.Sscanf(size, "%fx%f@%f", &k.size.Width, &k.size.Height, &k.scale)
	switch {
	case n < 2 || k.size.Width < 400 || k.size.Height < 300 || k.size.Width > 10000 || k.size.Height > 10000:
		return keptPlace{size: usual}
	case n < 3: // as before the scale was kept with it: a small one may be of another scale
		k.size = k.size.Max(usual)
	}
	return k
}

// atScale is the size for a display of another scale than that the window was
// on: as many pixels, but never less than what is usual, as far as the screen
// has room. Room is in units, zero for not known.
func (k keptPlace) atScale(now float32, room fyne.Size) fyne.Size {
	size := k.size
	if k.scale > 0 && k.scale != now {
		size = fyne.NewSize(size.Width*k.scale/now, size.Height*k.scale/now).Max(usual)
	}
	if room.Width > 0 && room.Height > 0 {
		size = size.Min(room)
	}
	return size
}

// take puts the window where it stood, once it is there.
func (p *windowPlace) take() {
	k, scale := p.kept(), p.w.win.Canvas().Scale()
	widgets.Native(p.w, func(handle uintptr) {
		if k.place != "" {
			system.Place(handle, k.place)
		}
		width, height := system.Room(handle)
		if size := k.atScale(scale, fyne.NewSize(float32(width)/scale, float32(height)/scale)); size != k.size && !system.Maximized(handle) {
			p.w.win.Resize(size)
		}
		system.Fit(handle)
	})
}

// keep keeps size and place of the window for the next time. Of a maximized one
// it keeps the size that it had before.
func (p *windowPlace) keep() {
	size, scale := p.w.win.Canvas().Size(), p.w.win.Canvas().Scale()
	if size.Width <= 0 {
		return
	}
	var place string
	widgets.Native(p.w, func(handle uintptr) {
		place = system.Placement(handle)
		if system.Maximized(handle) {
			size = p.kept().atScale(scale, fyne.Size{})
		}
	})
	text := strings.TrimSpace(fmt.Sprintf("%.0fx%.0f@%.2f %s", size.Width, size.Height, scale, place))
	widgets.KeepSetting(p.w, app.SettingWindow, text)
}
