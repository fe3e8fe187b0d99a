package shell

import (
	"os"
	"path/filepath"
	"runtime"
)

// toolkitFolders are where the toolkit keeps preferences and a cache for a program,
// whether that has any or not.
func toolkitFolders() []string {
	config, cache := "", ""
	if home, err := os.UserHomeDir(); err == nil && runtime.GOOS == "windows" {
		config = filepath.Join(home, "AppData", "Roaming")
	} else if dir, err := os.UserConfigDir(); err == nil {
		config = dir
	}
	if dir, err := os.UserCacheDir(); err == nil {
		cache = dir
	}
	var out []string
	for _, dir := range []string{config, cache} {
		if dir != "" {
			out = append(out, filepath.Join(dir, "fyne"))
		}
	}
	return out
}

// ClearToolkit takes away what the toolkit has written outside of the data folder: of
// this program, nothing is in it. It is called last, since the toolkit makes the folder
// anew while it runs. What other programs have there stays.
func ClearToolkit() {
	stopWatching()
	for _, dir := range toolkitFolders() {
		for _, id := range []string{appID, earlierID} {
			_ = os.RemoveAll(filepath.Join(dir, id))
		}
		_ = os.Remove(dir) // where it is empty
	}
}
