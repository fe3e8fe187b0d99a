//go:build !windows

package system

// PlaceCandidates tells the input method where the caret stands, in pixels of
// the window, and how high it is.
func PlaceCandidates(_ uintptr, _, _, _ int) {}
