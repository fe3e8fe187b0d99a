//go:build !windows

package system

// WatchSession calls ask when the session is about to end, and ended when it
// does. Here the system sends signals instead.
func WatchSession(_ uintptr, _, _ func()) {}
