package files

import (
	"errors"
	"fmt"
	"hash/fnv"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// A file that is being written is named after the process that writes it, so
// that one whose writer was ended can be told from one that is being written.
const (
	unfinishedBegins = ".nianbao-"
	unfinishedEnds   = ".tmp"
)

// unfinishedName is the pattern of such names on this computer in this process.
func unfinishedName() string {
	return fmt.Sprintf("%s%s-%d-*%s", unfinishedBegins, computer(), os.Getpid(), unfinishedEnds)
}

// computer tells computers apart that write into one shared folder.
func computer() string {
	name, _ := os.Hostname()
	h := fnv.New32a()
	_, _ = h.Write([]byte(name))
	return strconv.FormatUint(uint64(h.Sum32()), 36)
}

// SweepUnfinished removes from folders what writers left there that were ended
// before their file was whole. What somebody may still be writing stays.
func SweepUnfinished(dirs ...string) {
	for _, dir := range dirs {
		entries, err := os.ReadDir(dir)
		if err != nil {
			continue
		}
		for _, e := range entries {
			if isLeft(e) {
				_ = os.Remove(filepath.Join(dir, e.Name()))
			}
		}
	}
}

// isLeft says whether nobody writes a file any more: its process is gone or,
// where that cannot be known or another one has its number, it has not changed
// for a day.
func isLeft(e fs.DirEntry) bool {
	name, found := strings.CutPrefix(e.Name(), unfinishedBegins)
	if !found || !strings.HasSuffix(name, unfinishedEnds) || !e.Type().IsRegular() {
		return false
	}
	if words := strings.Split(name, "-"); len(words) == 3 && words[0] == computer() {
		pid, err := strconv.Atoi(words[1])
		switch {
		case err == nil && pid == os.Getpid():
			return false
		case err == nil && !running(pid):
			return true
		}
	}
	info, err := e.Info()
	return err == nil && time.Since(info.ModTime()) > 24*time.Hour
}

// running says whether a process of that id runs here.
func running(pid int) bool {
	p, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	defer func() { _ = p.Release() }()
	if runtime.GOOS == "windows" {
		return true // else it would not have been found
	}
	err = p.Signal(syscall.Signal(0))
	return err == nil || errors.Is(err, fs.ErrPermission)
}

// cannotSync says whether a file system does not know how to sync a folder.
func cannotSync(err error) bool {
	return errors.Is(err, syscall.EINVAL) || errors.Is(err, syscall.ENOTSUP) || errors.Is(err, errors.ErrUnsupported)
}
