package store

import (
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"syscall"

	"github.com/mattn/go-sqlite3"

	"nianbao/app"
)

// failed turns any error of this package into an *app.Error that says what
// was being done; nil stays nil.
func failed(doing string, err error) error {
	if err == nil {
		return nil
	}
	out := &app.Error{Code: codeOf(err), Err: fmt.Errorf("%s: %w", doing, err)}
	var known *app.Error
	if errors.As(err, &known) {
		out.Code, out.Detail, out.ID = known.Code, known.Detail, known.ID
		out.Err = fmt.Errorf("%s: %w", doing, known.Err)
	}
	return out
}

// codeOf says what kind of failure an error of SQLite or of the file system is.
func codeOf(err error) app.Code {
	var lite sqlite3.Error
	if errors.As(err, &lite) {
		return codeOfSQLite(lite)
	}
	var errno syscall.Errno
	var path *fs.PathError
	switch {
	case errors.As(err, &errno) && isFull(errno):
		return app.Full
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
	if isFull(err.SystemErrno) {
		return app.Full
	}
	if err.Code == sqlite3.ErrIoErr {
		switch err.ExtendedCode {
		case sqlite3.ErrIoErrSHMSize: // the log's index could not grow
			return app.Full
		case sqlite3.ErrIoErrShortRead: // the file ends too early
			return app.Damaged
		case sqlite3.ErrIoErrNoMem:
			return app.Internal
		}
		return app.Unreachable
	}
	if code, ok := sqliteCodes[err.Code]; ok {
		return code
	}
	return app.Internal
}

// isFull knows the numbers for a full disk and a used-up quota. SQLite hands
// on the numbers of Windows as they are: ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL.
func isFull(errno syscall.Errno) bool {
	if runtime.GOOS == "windows" && (errno == 39 || errno == 112) {
		return true
	}
	return errno == syscall.ENOSPC || errno == syscall.EDQUOT
}

// isDuplicate says whether err is the second draft of a name, or of a unit and
// year: the only unique indexes that are not primary keys.
func isDuplicate(err error) bool {
	var lite sqlite3.Error
	return errors.As(err, &lite) && lite.ExtendedCode == sqlite3.ErrConstraintUnique
}

// isRefused says whether err comes from one of the triggers that keep the
// journal append-only, without gaps and locked, or from a draft that is none.
func isRefused(err error) bool {
	var lite sqlite3.Error
	return errors.As(err, &lite) &&
		(lite.ExtendedCode == sqlite3.ErrConstraintTrigger || lite.ExtendedCode == sqlite3.ErrConstraintForeignKey)
}
