//go:build !windows && !linux

package disk

import "nianbao/app/doctor"

// Examine says how much room there is; what a folder lies on is not known here.
func Examine(dir string) doctor.Drive {
	out := doctor.Drive{Free: -1}
	if free, err := FreeSpace(nearest(dir)); err == nil {
		out.Free = free
	}
	return out
}
