//go:build !linux || !cgo

package system

// TrimHeap returns to the system what C code has freed, where that is not done
// anyway.
func TrimHeap() {}
