//go:build !windows

package system

// CheckGraphics says whether the window can be drawn. Here the toolkit says so
// by itself.
func CheckGraphics() error { return nil }

// Tell shows a message where no window can be drawn: on the terminal, and that
// is the caller's.
func Tell(string, string) {}

// Placement returns where a window stands, as a text to be kept; "" for not known.
func Placement(uintptr) string { return "" }

// Place puts a window where one stood, unless no screen is there any more.
func Place(uintptr, string) {}

// PlaceCandidates tells the input method where the caret stands, in pixels of
// the window, and how high it is.
func PlaceCandidates(_ uintptr, _, _, _ int) {}

// Fit maximizes a window that is larger than what its screen has room for.
// Here the window manager sees to it.
func Fit(uintptr) {}
