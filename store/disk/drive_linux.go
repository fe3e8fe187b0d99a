package disk

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/sys/unix"
)

// The file systems of other machines, by the number each has.
var networks = map[int64]bool{
	unix.NFS_SUPER_MAGIC:  true,
	unix.SMB_SUPER_MAGIC:  true,
	unix.SMB2_SUPER_MAGIC: true,
	unix.CIFS_SUPER_MAGIC: true,
	unix.AFS_SUPER_MAGIC:  true,
	unix.CEPH_SUPER_MAGIC: true,
	unix.CODA_SUPER_MAGIC: true,
}

// Programs serve file systems of this number: sshfs, davfs2, rclone and what
// desktops mount are other machines; some are disks of this one.
const servedByProgram = unix.FUSE_SUPER_MAGIC

// served are the local ones among them, by the names the kernel tells.
var served = map[string]bool{
	"fuseblk": true, "fuse.ntfs-3g": true, "fuse.exfat": true, "fuse.fuse2fs": true, "fuse.veracrypt": true,
	"fuse.gocryptfs": true, "fuse.encfs": true, "fuse.cryfs": true, "fuse.securefs": true,
	"fuse.mergerfs": true, "fuse.bindfs": true, "fuse.fuse-overlayfs": true, "fuse.unionfs": true,
}

// OnNetwork says whether a folder is on another machine, or would if it were
// made.
func OnNetwork(dir string) bool {
	var fs unix.Statfs_t
	for unix.Statfs(dir, &fs) != nil {
		if dir == filepath.Dir(dir) {
			return false
		}
		dir = filepath.Dir(dir)
	}
	number := int64(uint32(fs.Type)) // #nosec G115 -- 32 bits, with a sign on some machines
	switch {
	case networks[number]:
		return true
	case number != servedByProgram:
		return false
	}
	var info unix.Stat_t
	if unix.Stat(dir, &info) != nil {
		return true
	}
	mounts, err := os.Open("/proc/self/mountinfo")
	if err != nil {
		return true
	}
	defer mounts.Close()
	return !served[typeOfDevice(mounts, fmt.Sprintf("%d:%d", unix.Major(info.Dev), unix.Minor(info.Dev)))]
}

// typeOfDevice looks in the kernel's table of mounts for the type of a file
// system, "" for not found. A line is
//
//	36 35 98:0 /root /mount options optional… - type source options
func typeOfDevice(mounts io.Reader, device string) string {
	lines := bufio.NewScanner(mounts)
	for lines.Scan() {
		before, after, found := strings.Cut(lines.Text(), " - ")
		words, rest := strings.Fields(before), strings.Fields(after)
		if found && len(words) > 2 && words[2] == device && len(rest) > 0 {
			return rest[0]
		}
	}
	return ""
}
