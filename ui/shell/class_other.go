//go:build !linux || ci

package shell

// nameClass has nothing to name: here the system knows whose a window is.
func nameClass() {}
