package dbfile

import (
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"slices"
	"syscall"
	"time"

	"github.com/mattn/go-sqlite3"

	"nianbao/app"
)

// Failed turns any error of this package into an *app.Error that says what
// was being done; nil stays nil.
func Failed(doing string, err error) error {
	if err == nil {
		return nil
	}
	out := &app.Error{Code: CodeOf(err), Err: fmt.Errorf("%s: %w", doing, err)}
	var lite sqlite3.Error
	if errors.As(err, &lite) && lite.SystemErrno != 0 { // which SQLite does not hand on as a cause
		out.Err = fmt.Errorf("%w: %w", out.Err, lite.SystemErrno)
	}
	var known *app.Error
	if errors.As(err, &known) {
		out.Code, out.Detail, out.Sentence, out.ID = known.Code, known.Detail, known.Sentence, known.ID
		out.Err = fmt.Errorf("%s: %w", doing, known.Err)
	}
	return out
}

// CodeOf says what kind of failure an error of SQLite or of the file system is.
func CodeOf(err error) app.Code {
	var lite sqlite3.Error
	if errors.As(err, &lite) {
		return codeOfSQLite(lite)
	}
	var errno syscall.Errno
	var path *fs.PathError
	switch {
	case errors.As(err, &errno) && isFull(errno):
		return app.Full
	case errors.As(err, &errno) && isDisk(errno):
		return app.Disk
	case errors.As(err, &errno) && errno == syscall.EROFS:
		return app.ReadOnly
	case errors.As(err, &path):
		return app.Unreachable
	}
	return app.Internal
}

// sqliteCodes are the result codes that mean one thing whatever their
// extended code. Unique is not here: it needs the id of the other draft.
var sqliteCodes = map[sqlite3.ErrNo]app.Code{
	sqlite3.ErrBusy:     app.Locked,
	sqlite3.ErrLocked:   app.Locked,
	sqlite3.ErrProtocol: app.Locked, // gave up waiting for the log of another program
	sqlite3.ErrReadonly: app.ReadOnly,
	sqlite3.ErrPerm:     app.ReadOnly,
	sqlite3.ErrFull:     app.Full,
	sqlite3.ErrCorrupt:  app.Damaged,
	sqlite3.ErrNotADB:   app.Damaged,
	sqlite3.ErrCantOpen: app.Unreachable,
	sqlite3.ErrNoLFS:    app.Unreachable,
}

func codeOfSQLite(err sqlite3.Error) app.Code {
	switch {
	case isFull(err.SystemErrno):
		return app.Full
	case err.Code == sqlite3.ErrIoErr:
		return codeOfDisk(err)
	case err.Code == sqlite3.ErrError && err.Error() == "unsupported file format": // of its head, by one byte
		return app.Damaged
	case err.Code == sqlite3.ErrCantOpen && isDisk(err.SystemErrno):
		return app.Disk
	case err.Code == sqlite3.ErrCantOpen && err.SystemErrno == syscall.EROFS:
		return app.ReadOnly
	}
	if code, ok := sqliteCodes[err.Code]; ok {
		return code
	}
	return app.Internal
}

// codeOfDisk tells errors of the disk from what else SQLite calls one.
func codeOfDisk(err sqlite3.Error) app.Code {
	switch err.ExtendedCode {
	case sqlite3.ErrIoErrSHMSize: // the log's index could not grow
		if !isDisk(err.SystemErrno) {
			return app.Full
		}
	case sqlite3.ErrIoErrShortRead: // the file ends too early
		return app.Damaged
	case sqlite3.ErrIoErrNoMem:
		return app.Internal
	}
	switch err.SystemErrno {
	case syscall.EACCES, syscall.EPERM, syscall.EROFS:
		return app.ReadOnly
	case syscall.ENOENT, syscall.ENOTDIR:
		return app.Unreachable
	}
	return app.Disk
}

// isDisk knows the numbers for a disk that does not do what it is told. Those
// of Windows: ERROR_CRC, ERROR_SECTOR_NOT_FOUND, ERROR_WRITE_FAULT,
// ERROR_READ_FAULT, ERROR_NOT_READY, ERROR_IO_DEVICE.
func isDisk(errno syscall.Errno) bool {
	if runtime.GOOS == "windows" && slices.Contains([]syscall.Errno{23, 27, 29, 30, 21, 1117}, errno) {
		return true
	}
	return errno == syscall.EIO || errno == syscall.ENXIO
}

// Pauses are how long is waited before each further try at what a disk did
// not do: together they are not noticed by who waits for a window.
var Pauses = []time.Duration{20 * time.Millisecond, 80 * time.Millisecond, 200 * time.Millisecond}

// MayPass says whether an error may be gone when it is tried again. One that
// looks as if the content were damaged may be, too: a read that came back
// short or empty looks no different.
func MayPass(err error) bool {
	var known *app.Error
	if errors.As(err, &known) {
		return known.Detail == "" && known.Sentence == "" && (known.Code == app.Damaged || known.Code == app.Disk)
	}
	var lite sqlite3.Error
	if errors.As(err, &lite) && lite.Code == sqlite3.ErrCantOpen {
		return true
	}
	code := CodeOf(err)
	return code == app.Damaged || code == app.Disk
}

// Patiently does something again where it failed in a way that may pass, and
// returns what the last try came to.
func Patiently(do func() error) error {
	err := do()
	for _, wait := range Pauses {
		if err == nil || !MayPass(err) {
			return err
		}
		time.Sleep(wait)
		err = do()
	}
	return err
}

// isFull knows the numbers for a full disk and a used-up quota. SQLite hands
// on the numbers of Windows as they are: ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL.
func isFull(errno syscall.Errno) bool {
	if runtime.GOOS == "windows" && (errno == 39 || errno == 112) {
		return true
	}
	return errno == syscall.ENOSPC || errno == syscall.EDQUOT
}

// IsDuplicate says whether err is the second draft of a name, or of a unit and
// year: the only unique indexes that are not primary keys.
func IsDuplicate(err error) bool {
	var lite sqlite3.Error
	return errors.As(err, &lite) && lite.ExtendedCode == sqlite3.ErrConstraintUnique
}

// IsRefused says whether err comes from one of the triggers that keep the
// journal append-only, without gaps and locked, or from a draft that is none.
func IsRefused(err error) bool {
	var lite sqlite3.Error
	return errors.As(err, &lite) &&
		(lite.ExtendedCode == sqlite3.ErrConstraintTrigger || lite.ExtendedCode == sqlite3.ErrConstraintForeignKey)
}
