package disk

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"

	"nianbao/app/doctor"
)

// Examine says what a folder lies on, or would if it were made.
func Examine(dir string) doctor.Drive {
	dir = nearest(dir)
	out := doctor.Drive{Kind: doctor.Local, Free: -1}
	if free, err := FreeSpace(dir); err == nil {
		out.Free = free
	}
	var info unix.Stat_t
	if unix.Stat(dir, &info) != nil {
		return doctor.Drive{Free: out.Free}
	}
	device := fmt.Sprintf("%d:%d", unix.Major(info.Dev), unix.Minor(info.Dev))
	if mounts, err := os.Open("/proc/self/mountinfo"); err == nil {
		out.System = typeOfDevice(mounts, device)
		_ = mounts.Close()
	}
	switch {
	case OnNetwork(dir):
		out.Kind = doctor.Network
	case removable(device):
		out.Kind = doctor.Removable
	}
	return out
}

// removable asks the kernel about a disk, or the disk that a partition is of.
func removable(device string) bool {
	at, err := filepath.EvalSymlinks("/sys/dev/block/" + device)
	if err != nil {
		return false
	}
	for _, file := range []string{filepath.Join(at, "removable"), filepath.Join(filepath.Dir(at), "removable")} {
		if text, err := os.ReadFile(file); err == nil {
			return strings.TrimSpace(string(text)) == "1"
		}
	}
	return false
}
