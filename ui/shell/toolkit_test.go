package shell

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
)

// What the toolkit wrote for this program goes; what is another's stays.
func TestWhatTheToolkitWroteIsCleared(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the folders are those of Linux")
	}
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("XDG_CONFIG_HOME", "")
	t.Setenv("XDG_CACHE_HOME", "")
	config, cache := filepath.Join(home, ".config", "fyne"), filepath.Join(home, ".cache", "fyne")
	for _, dir := range []string{filepath.Join(config, appID), filepath.Join(config, "other"), filepath.Join(cache, earlierID)} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	watch, err := fsnotify.NewWatcher() // as the toolkit has one
	if err != nil {
		t.Fatal(err)
	}
	if err := watch.Add(filepath.Join(config, appID)); err != nil {
		t.Fatal(err)
	}
	again := make(chan error, 8)
	go func() {
		for range watch.Events {
			again <- os.MkdirAll(filepath.Join(config, appID), 0o700)
		}
	}()
	ClearToolkit()
	select {
	case err := <-again:
		t.Errorf("the folder was made anew: %v", err)
	case <-time.After(200 * time.Millisecond):
	}
	for path, stays := range map[string]bool{filepath.Join(config, appID): false, filepath.Join(config, "other"): true, cache: false} {
		if _, err := os.Stat(path); (err == nil) != stays {
			t.Errorf("%s: %v", path, err)
		}
	}
}
