package ui

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/ui/system"
)

// What the window has to do with the desktop it stands on: later starts, its
// place, the input method, and what the last run left behind.

// usual is the size of the window at first; it fits a screen of 1366 × 768.
var usual = fyne.NewSize(1300, 680)

// serve lets later starts of the program on the same data folder come here.
func (w *Window) serve() {
	if w.options.Instance != nil {
		go w.options.Instance.Serve(func(s system.Start) { fyne.Do(func() { w.started(s) }) })
	}
}

// started answers a later start: the window comes to the front with what was
// asked for. An open dialog is answered first.
func (w *Window) started(s system.Start) {
	w.win.Show()
	w.win.RequestFocus()
	if s != (system.Start{}) { // else only the window is wanted
		w.next = s
	}
	w.openNext()
}

// openNext opens what a later start has asked for, when no dialog is open.
func (w *Window) openNext() {
	s := w.next
	if len(w.dialogs) > 0 || s == (system.Start{}) {
		return
	}
	w.next = system.Start{}
	if s.Report != 0 {
		w.openReport(s.Report)
	}
	if s.File != "" {
		w.openFile(s.File)
	}
}

// native calls do with the system's handle of the window, where it has one.
func (w *Window) native(do func(handle uintptr)) {
	n, ok := w.win.(driver.NativeWindow)
	if !ok {
		return
	}
	n.RunNative(func(context any) {
		if c, ok := context.(driver.WindowsWindowContext); ok && c.HWND != 0 {
			do(c.HWND)
		}
	})
}

// sized is the size the window had.
func (w *Window) sized() fyne.Size {
	size, _ := w.placement()
	return size
}

// placement is what was kept of the window: its size, and its place in the
// system's own words.
func (w *Window) placement() (fyne.Size, string) {
	held, err := w.desk.Store.Setting(w.ctx, app.SettingWindow)
	if err != nil {
		w.log.Error("read place of window", "error", err)
	}
	size, place, _ := strings.Cut(held, " ")
	var width, height float32
	if n, _ := fmt.Sscanf(size, "%fx%f", &width, &height); n < 2 || width < 400 || height < 300 || width > 10000 || height > 10000 {
		return usual, ""
	}
	return fyne.NewSize(width, height), place
}

// takePlace puts the window where it stood, once it is there.
func (w *Window) takePlace() {
	if _, place := w.placement(); place != "" {
		w.native(func(handle uintptr) { system.Place(handle, place) })
	}
	w.native(system.Fit)
}

// keepPlace keeps size and place of the window for the next time.
func (w *Window) keepPlace() {
	size := w.win.Canvas().Size()
	if size.Width <= 0 {
		return
	}
	var place string
	w.native(func(handle uintptr) { place = system.Placement(handle) })
	text := strings.TrimSpace(fmt.Sprintf("%.0fx%.0f %s", size.Width, size.Height, place))
	if err := w.desk.Store.SetSetting(w.ctx, app.SettingWindow, text); err != nil {
		w.log.Error("keep place of window", "error", err)
	}
}

// caret tells the input method where text is being typed.
func (w *Window) caret(o fyne.CanvasObject, e *widget.Entry) {
	w.native(func(handle uintptr) {
		c := w.win.Canvas()
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o).Add(e.CursorPosition())
		scale := c.Scale()
		system.PlaceCandidates(handle, int(at.X*scale), int(at.Y*scale), int(e.Theme().Size("text")*1.4*scale))
	})
}
