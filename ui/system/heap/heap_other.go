//go:build !linux || !cgo

// Package heap gives memory of C code back to the system.
package heap

// Trim returns to the system what C code has freed, where that is not done
// anyway.
func Trim() {}

// Begin makes ready for it.
func Begin() {}

// LetGo does nothing: what a file lies behind is the system's to take away.
func LetGo([]byte) {}
