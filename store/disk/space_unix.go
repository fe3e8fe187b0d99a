//go:build !windows

package disk

import (
	"golang.org/x/sys/unix"
)

// FreeSpace returns how many bytes this user may still write in a folder.
func FreeSpace(dir string) (int64, error) {
	var fs unix.Statfs_t
	if err := unix.Statfs(dir, &fs); err != nil {
		return 0, err
	}
	return int64(min(fs.Bavail, 1<<30) * uint64(fs.Bsize)), nil // #nosec G115 -- no disk is so large
}
