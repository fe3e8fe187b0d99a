//go:build !windows

package system

// HighContrast says whether the person has chosen high contrast for the whole
// system: here desktops have no common word for it.
func HighContrast() bool { return false }
