package disk

import (
	"os"
	"path/filepath"
)

// nearest is a folder, or where there is none the one it would be made in.
func nearest(dir string) string {
	for {
		if info, err := os.Stat(dir); err == nil && info.IsDir() || dir == filepath.Dir(dir) {
			return dir
		}
		dir = filepath.Dir(dir)
	}
}
