package system

import (
	"github.com/ncruces/zenity"
	"golang.org/x/sys/windows"
)

// Owner has a dialog of the system stand over a window; 0 is none.
func Owner(window uintptr) zenity.Option {
	if window == 0 {
		return zenity.Modal()
	}
	return zenity.Attach(windows.HWND(window))
}
