package disk

import (
	"path/filepath"
	"strings"

	"golang.org/x/sys/windows"
)

// OnNetwork says whether a folder is on another machine, also behind a drive
// letter or a link.
func OnNetwork(dir string) bool {
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	volume := filepath.VolumeName(dir)
	if strings.HasPrefix(volume, `\\`) {
		return !strings.HasPrefix(volume, `\\?\`) && !strings.HasPrefix(volume, `\\.\`) || strings.HasPrefix(strings.ToUpper(volume), `\\?\UNC`)
	}
	root, err := windows.UTF16PtrFromString(volume + `\`)
	return err == nil && windows.GetDriveType(root) == windows.DRIVE_REMOTE
}
