//go:build !linux || !cgo

// Package display tells when the display that windows are on has gone.
package display

// OnLost does nothing: here a display does not go away under a program.
func OnLost(func()) {}
