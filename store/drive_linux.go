package store

import "golang.org/x/sys/unix"

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

// onNetwork says whether a folder lies on another machine.
func onNetwork(dir string) bool {
	var fs unix.Statfs_t
	return unix.Statfs(dir, &fs) == nil && networks[int64(uint32(fs.Type))] // #nosec G115 -- 32 bits, with a sign on some machines
}
