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

// Ended tells how the last run of a window on a data folder ended.
type Ended struct {
	Badly bool   // not by itself: it crashed, was killed, or the power went
	Crash string // the report that a crash has left, "" for none
}

// TakeEnd tells how the last run ended, once. The report of a crash gets a name
// that it keeps.
func TakeEnd(dir string) (Ended, error) {
	path := filepath.Join(dir, crashName)
	info, err := os.Lstat(path)
	if err != nil || !info.Mode().IsRegular() {
		return Ended{}, nil
	}
	if info.Size() == 0 {
		return Ended{Badly: true}, nil // this run takes the file over
	}
	kept := filepath.Join(dir, "crash-"+info.ModTime().Format("20060102-150405")+".txt")
	if err := os.Rename(path, kept); err != nil {
		return Ended{Badly: true}, fmt.Errorf("keep crash report: %w", err)
	}
	old, _ := filepath.Glob(filepath.Join(dir, keptNames)) // the pattern is sound
	slices.Sort(old)
	for len(old) > keptMost {
		_ = os.Remove(old[0])
		old = old[1:]
	}
	return Ended{Badly: true, Crash: kept}, nil
}

// Watched calls run. A file in the data folder lies there meanwhile, into which
// the runtime writes the report of a crash on whatever goroutine; it goes only
// when run returns. A panic must not take it away, so nothing here is deferred.
// Nothing is sent anywhere. When the file cannot be made that is told to cannot,
// and run is called all the same.
func Watched(dir string, cannot func(error), run func() error) error {
	path := filepath.Join(dir, crashName)
	if err := watch(path); err != nil {
		cannot(fmt.Errorf("watch for crashes: %w", err))
		return run()
	}
	err := run()
	EndWell(dir)
	return err
}

// EndWell says that this run ends well, where it has no time left to return.
func EndWell(dir string) {
	_ = debug.SetCrashOutput(nil, debug.CrashOptions{})
	_ = os.Remove(filepath.Join(dir, crashName))
}

func watch(path string) error {
	if info, err := os.Lstat(path); err == nil && !info.Mode().IsRegular() {
		return fmt.Errorf("%s is not a file", path)
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer f.Close()           // the runtime holds it by itself
	debug.SetTraceback("all") // a window that hangs is ended from outside: the others tell why
	return debug.SetCrashOutput(f, debug.CrashOptions{})
}
