package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/mattn/go-sqlite3"

	"nianbao/app"
	"nianbao/store/disk"
	"nianbao/store/sqlite/dbfile"
)

// openAnyhow opens a store for writing or, where that cannot be done, for
// reading only. What a disk does not read is tried again.
func openAnyhow(dir string, known []dbfile.Migration) (d *DB, err error) {
	if found := knownDamage(dir); found != nil {
		// It is looked through again, and either way not written before.
		if d, err := openForReading(dir, known, &app.Error{Code: app.Damaged, Err: found}); err == nil {
			return d, nil
		}
	}
	before := asideLogs(dir)
	err = dbfile.Patiently(func() error {
		d, err = open(dir, known)
		err = dbfile.AskDisk(dir, err)
		return err
	})
	if err == nil {
		d.tellAside(before)
	}
	if err == nil || !mayStillRead(err) {
		return d, err
	}
	var why *app.Error
	errors.As(dbfile.Failed("open for writing", err), &why)
	if r, second := openForReading(dir, known, why); second == nil {
		return r, nil
	}
	return nil, err
}

// mayStillRead says whether only writing has failed. What is refused for a
// reason of its own is refused for reading as well.
func mayStillRead(err error) bool {
	var why *app.Error
	if !errors.As(dbfile.Failed("open", err), &why) || why.Detail != "" {
		return false
	}
	switch why.Code {
	case app.ReadOnly, app.Full, app.Unreachable, app.Disk:
		return true
	}
	return false
}

// openForReading opens the file for reading only, for a reason.
func openForReading(dir string, known []dbfile.Migration, why *app.Error) (*DB, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	d := newDB(dir, known)
	if info, err := os.Stat(d.path()); err != nil || !info.Mode().IsRegular() || info.Size() == 0 {
		return nil, why
	}
	switch why.Code {
	case app.Damaged:
		d.health.damage = why
	case app.Unreachable: // for writing
		d.health.closed = &app.Error{Code: app.ReadOnly, Err: why}
	default:
		d.health.closed = why
	}
	source := dbfile.FileURI(d.path()) + "?mode=ro&_busy_timeout=1000&_mutex=no"
	d.link, err = openReadOnly(dbfile.DriverName, source, len(known))
	// A write that was cut off has to be taken back before anybody reads.
	if code := app.CodeOf(dbfile.Failed("", err)); err != nil && code != app.Disk && mayStillRead(err) && !disk.HasContent(d.path()+"-journal") {
		d.link, err = openReadOnly(aloneDriver, source+aloneOptions(d.path()), len(known))
	}
	if err != nil {
		return nil, err
	}
	return d, d.meet()
}

// aloneDriver opens a file where not even a lock or the log's index can be
// written, so that nobody else can write there either. Who reads like that
// believes to be alone, and would take the log away in the end.
const aloneDriver = "sqlite3 alone"

func init() {
	sql.Register(aloneDriver, &sqlite3.SQLiteDriver{ConnectHook: func(c *sqlite3.SQLiteConn) error {
		return c.SetFileControlInt("main", sqlite3.SQLITE_FCNTL_PERSIST_WAL, 1)
	}})
}

// aloneOptions have SQLite read a file without locks and, where there is no log
// that has to be read too, without one.
func aloneOptions(path string) string {
	switch {
	case !disk.HasContent(path + "-wal"):
		return "&immutable=1"
	case runtime.GOOS == "windows":
		return "&vfs=win32-none&_locking_mode=EXCLUSIVE"
	}
	return "&vfs=unix-none&_locking_mode=EXCLUSIVE"
}

// openReadOnly connects for reading and makes sure that the file can be read with
// what this program knows of it.
func openReadOnly(driver, source string, version int) (l link, err error) {
	ctx := context.Background()
	err = dbfile.Patiently(func() error {
		db, err := sql.Open(driver, source)
		if err != nil {
			return err
		}
		defer db.Close()
		db.SetMaxOpenConns(1)
		var id, has int64
		if err := db.QueryRowContext(ctx, `SELECT application_id, user_version FROM pragma_application_id, pragma_user_version`).Scan(&id, &has); err != nil {
			return err
		}
		if id != dbfile.ApplicationID || has != int64(version) {
			return fmt.Errorf("application id %#x, version %d, %d is known", id, has, version)
		}
		l, err = connect(ctx, driver, source)
		return err
	})
	return l, err
}

// newDB is a store that is not open yet.
func newDB(dir string, known []dbfile.Migration) *DB {
	return &DB{dir: dir, known: known, health: health{tried: time.Now()}, copies: copying{clock: time.Now}}
}
