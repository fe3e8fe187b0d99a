//go:build !windows

package system

import "github.com/ncruces/zenity"

// Owner has a dialog of the system stand over the window that is in use.
func Owner(uintptr) zenity.Option { return zenity.Modal() }
