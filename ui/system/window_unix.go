//go:build !windows

package system

// CheckGraphics says whether the window can be drawn. Here the toolkit says so
// by itself.
func CheckGraphics() error { return nil }

// Tell shows a message where no window can be drawn: on the terminal, and that
// is the caller's.
func Tell(string, string) {}

// PlaceCandidates tells the input method where the caret stands, in pixels of
// the window, and how high it is.
func PlaceCandidates(_ uintptr, _, _, _ int) {}
