package system

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
)

const (
	crashName = "crash.txt"
	keptNames = "crash-*.txt"
	keptMost  = 5
)

// TakeCrash returns the report that a crash of an earlier run has left in the
// data folder, under a name it keeps; "" when the last run ended well.
func TakeCrash(dir string) (string, error) {
	path := filepath.Join(dir, crashName)
	info, err := os.Stat(path)
	if err != nil || info.Size() == 0 {
		return "", nil
	}
	kept := filepath.Join(dir, "crash-"+info.ModTime().Format("20060102-150405")+".txt")
	if err := os.Rename(path, kept); err != nil {
		return "", fmt.Errorf("keep crash report: %w", err)
	}
	old, _ := filepath.Glob(filepath.Join(dir, keptNames)) // the pattern is sound
	slices.Sort(old)
	for len(old) > keptMost {
		_ = os.Remove(old[0])
		old = old[1:]
	}
	return kept, nil
}

// WatchCrashes has a crash of this run leave its report in the data folder.
// Nothing is sent anywhere. The returned function ends it when the run ends well.
func WatchCrashes(dir string) (end func(), err error) {
	f, err := os.OpenFile(filepath.Join(dir, crashName), os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return func() {}, fmt.Errorf("watch for crashes: %w", err)
	}
	defer f.Close() // the runtime holds it by itself
	if err := debug.SetCrashOutput(f, debug.CrashOptions{}); err != nil {
		return func() {}, fmt.Errorf("watch for crashes: %w", err)
	}
	return func() {
		_ = debug.SetCrashOutput(nil, debug.CrashOptions{})
		_ = os.Remove(filepath.Join(dir, crashName))
	}, nil
}
