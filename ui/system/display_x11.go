//go:build linux && x11 && !wayland

package system

// OnlyX says whether the program draws on X alone, as in the packages for Linux: on the
// systems that these are for, the library of Wayland is older than the toolkit wants.
// Sessions of Wayland have an X server for such programs.
const OnlyX = true
