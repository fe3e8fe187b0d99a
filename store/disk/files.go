// Package disk writes files so that they are whole and on the disk when they have
// their names, and knows where a folder is: how much room it has, and whether it
// is on another machine.
package disk

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"nianbao/app"
)

// BeginFile makes an empty file for this user alone, which gets its name later.
// What a run that was cut off has left is cleared away.
func BeginFile(dir string) (path string, err error) {
	path = filepath.Join(dir, "unfinished.tmp")
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return "", err
	}
	return path, f.Close()
}

// FinishFile gives a file its name when it is on the disk.
func FinishFile(unfinished, final string) error {
	if err := SyncFile(unfinished); err != nil {
		return err
	}
	if err := os.Rename(unfinished, final); err != nil {
		return err
	}
	_ = SyncFolder(filepath.Dir(final)) // not every file system can
	return nil
}

// SyncFile waits until a file is on the disk; SQLite does not for a copy.
func SyncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}

// SizeOf returns the bytes of a file, 0 where there is none.
func SizeOf(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}

// HasRoom returns Full where a copy of that size would leave less room than it
// takes itself.
func HasRoom(dir string, size int64) error {
	free, err := FreeSpace(dir)
	if err == nil && free < 2*size {
		return &app.Error{
			Code: app.Full, Detail: "磁盘剩余空间不够写一份备份",
			Err: fmt.Errorf("%d bytes are free in %s, a copy takes %d", free, dir, size),
		}
	}
	return err
}

// Inside says whether a folder is another one or is in it.
func Inside(dir, outer string) bool {
	target, err := os.Stat(outer)
	for err == nil {
		if info, err := os.Stat(dir); err == nil && os.SameFile(info, target) {
			return true
		}
		up := filepath.Dir(dir)
		if up == dir {
			break
		}
		dir = up
	}
	return false
}

// CopyFile copies a file into a folder under its own name and with its time.
func CopyFile(path, dir string) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if err := HasRoom(dir, info.Size()); err != nil {
		return err
	}
	unfinished, err := BeginFile(dir)
	if err != nil {
		return err
	}
	defer os.Remove(unfinished)
	if err := CopyContent(path, unfinished); err != nil {
		return err
	}
	_ = os.Chtimes(unfinished, time.Time{}, info.ModTime())
	return FinishFile(unfinished, filepath.Join(dir, filepath.Base(path)))
}

// CopyContent writes what a file holds to another one, for this user alone.
func CopyContent(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		_ = out.Close()
		return err
	}
	return out.Close()
}

// SyncFolder waits until the names in a folder are on the disk. Where a system
// knows no such thing, the rename itself waits.
func SyncFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer f.Close()
	_ = f.Sync()
	return nil
}

// HasContent says whether there is a file that is not empty.
func HasContent(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.Size() > 0
}

// ReplaceFile writes a small file that may be lost, but not be half there.
func ReplaceFile(path string, text []byte) error {
	unfinished := path + ".tmp"
	err := os.WriteFile(unfinished, text, 0o600)
	if err == nil {
		err = os.Rename(unfinished, path)
	}
	if err != nil {
		_ = os.Remove(unfinished)
	}
	return err
}
