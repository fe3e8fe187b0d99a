//go:build !linux || !x11 || wayland

package system

// OnlyX says whether the program draws on X alone.
const OnlyX = false
