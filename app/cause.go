package app

import (
	"errors"
	"io/fs"
	"os"
	"syscall"

	"nianbao/app/files"
)

// causeOf finds the system's reason in an error.
func causeOf(err error) (c files.Cause, known bool) {
	var errno syscall.Errno
	if of := new(Error); errors.As(err, &of) && of.Code == Full {
		errno = syscall.ENOSPC
	} else if !errors.As(err, &errno) {
		switch {
		case errors.Is(err, fs.ErrPermission):
			errno = syscall.EACCES
		case errors.Is(err, fs.ErrNotExist):
			errno = syscall.ENOENT
		default:
			return files.Cause{}, false
		}
	}
	return files.CauseOf(errno)
}

// Why returns why the system did not do something with a file or a folder, to go
// on behind what was not done: “：没有权限”; "" where it gave no reason that
// would tell people anything.
func Why(err error) string {
	if c, known := causeOf(err); known {
		return "：" + c.Why
	}
	return ""
}

// Remedy is what helps against the reason of the system, a whole sentence; "" where it gave
// none that would tell people anything.
func Remedy(err error) string {
	c, _ := causeOf(err)
	return c.Do
}

// FolderThere says why a folder cannot be used, nil when it can.
func FolderThere(dir string) error {
	info, err := os.Stat(dir)
	if err == nil && !info.IsDir() {
		err = &fs.PathError{Op: "stat", Path: dir, Err: syscall.ENOTDIR}
	}
	return err
}

// caused puts the system's reason into a sentence of three: what was not done,
// what that leaves untouched, and, where no reason is known, what to look at.
func caused(err error, failed, untouched, look string) string {
	c, known := causeOf(err)
	if !known {
		return failed + "。" + untouched + look
	}
	return failed + "：" + c.Why + "。" + untouched + c.Do
}
