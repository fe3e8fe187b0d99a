//go:build !windows && !linux

package system

// CheckGraphics says whether the window can be drawn. Here the toolkit says so
// by itself.
func CheckGraphics() error { return nil }

// Tell shows a message where no window can be drawn: on the terminal, and that
// is the caller's.
func Tell(string, string) {}
