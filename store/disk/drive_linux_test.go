package disk

import (
	"strings"
	"testing"
)

func TestServedFileSystemsAreToldApart(t *testing.T) {
	const mounts = `22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
40 22 0:51 / /mnt/远程\040盘 rw,nosuid shared:20 - fuse.sshfs me@there:/data rw,user_id=1000
41 22 0:52 / /mnt/dav rw - fuse https://dav.example/ rw
42 22 8:17 / /media/u rw - fuseblk /dev/sdb1 rw
43 22 0:53 / /home/u/.gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw
44 22 0:54 / /crypt rw - fuse.gocryptfs /home/u/.crypt rw
`
	for device, local := range map[string]bool{"0:51": false, "0:52": false, "8:17": true, "0:53": false, "0:54": true, "9:9": false} {
		if got := served[typeOfDevice(strings.NewReader(mounts), device)]; got != local {
			t.Errorf("%s is %s: local %v, want %v", device, typeOfDevice(strings.NewReader(mounts), device), got, local)
		}
	}
}
