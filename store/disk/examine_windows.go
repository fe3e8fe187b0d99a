package disk

import (
	"path/filepath"

	"golang.org/x/sys/windows"

	"nianbao/app/doctor"
)

// Examine says what a folder lies on, or would if it were made.
func Examine(dir string) doctor.Drive {
	dir = nearest(dir)
	out := doctor.Drive{Free: -1}
	if free, err := FreeSpace(dir); err == nil {
		out.Free = free
	}
	if OnNetwork(dir) {
		out.Kind = doctor.Network
		return out
	}
	root, err := windows.UTF16PtrFromString(filepath.VolumeName(dir) + `\`)
	if err != nil {
		return out
	}
	switch windows.GetDriveType(root) {
	case windows.DRIVE_FIXED, windows.DRIVE_RAMDISK:
		out.Kind = doctor.Local
	case windows.DRIVE_REMOVABLE, windows.DRIVE_CDROM:
		out.Kind = doctor.Removable
	case windows.DRIVE_REMOTE:
		out.Kind = doctor.Network
	}
	var name [64]uint16
	if windows.GetVolumeInformation(root, nil, 0, nil, nil, nil, &name[0], uint32(len(name))) == nil {
		out.System = windows.UTF16ToString(name[:])
	}
	return out
}
