//go:build !windows && !linux

package system

// Placement returns where a window stands, as a text to be kept; "" for not known.
func Placement(uintptr) string { return "" }

// Maximized says whether a window fills its screen.
func Maximized(uintptr) bool { return false }

// Place puts a window where one stood, unless no screen is there any more.
func Place(uintptr, string) {}

// Room returns the pixels that the screen of a window has for windows, 0 for not
// known.
func Room(uintptr) (width, height int) { return 0, 0 }

// Fit maximizes a window that is larger than what its screen has room for.
// Here the window manager sees to it.
func Fit(uintptr) {}
