package widgets

import (
	"nianbao/ui/system"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"
	"fyne.io/fyne/v2/widget"
)

// Native calls do with the system's handle of the window, where it has one.
func Native(w Host, do func(handle uintptr)) {
	n, ok := w.Window().(driver.NativeWindow)
	if !ok {
		return
	}
	n.RunNative(func(context any) {
		var handle uintptr
		switch c := context.(type) {
		case driver.WindowsWindowContext:
			handle = c.HWND
		case driver.X11WindowContext:
			handle = c.WindowHandle
		}
		if handle != 0 {
			do(handle)
		}
	})
}

// PlaceCaret tells the input method where text is being typed.
func PlaceCaret(w Host, o fyne.CanvasObject, e *widget.Entry) {
	Native(w, func(handle uintptr) {
		c := w.Window().Canvas()
		at := fyne.CurrentApp().Driver().AbsolutePositionForObject(o).Add(e.CursorPosition())
		scale := c.Scale()
		system.PlaceCandidates(handle, int(at.X*scale), int(at.Y*scale), int(e.Theme().Size("text")*1.4*scale))
	})
}
