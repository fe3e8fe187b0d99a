package dbfile

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"github.com/mattn/go-sqlite3"

	"nianbao/app"
	"nianbao/store/disk"
)

// Soundness runs one of SQLite's checks; they answer one row, "ok", or what
// is wrong. What the disk did not read is written among what is wrong.
func Soundness(ctx context.Context, db Connection, check string) error {
	var found string
	if err := db.QueryRowContext(ctx, check).Scan(&found); err != nil {
		return err
	}
	switch {
	case found == "ok":
		return nil
	case IsDiskText(found):
		return &app.Error{Code: app.Disk, Err: errors.New(found)}
	}
	return Damaged(found)
}

// IsDiskText says whether a check has met an error of the disk: "Tree 5 page 7:
// unable to get the page. error code=266". The low byte is the error's kind.
func IsDiskText(found string) bool {
	const ends = "error code="
	i := strings.LastIndex(found, ends)
	var code int
	if i < 0 {
		return false
	}
	if _, err := fmt.Sscanf(found[i:], ends+"%d", &code); err != nil {
		return false
	}
	return sqlite3.ErrNo(code&0xff) == sqlite3.ErrIoErr && sqlite3.ErrNoExtended(code) != sqlite3.ErrIoErrShortRead
}

// IsCorrupt says whether SQLite calls the content damaged.
func IsCorrupt(err error) bool {
	var lite sqlite3.Error
	return errors.As(err, &lite) && (lite.Code == sqlite3.ErrCorrupt || lite.Code == sqlite3.ErrNotADB)
}

// EntriesIn counts the journal entries of all drafts. They are only ever
// appended, so that their last row tells; the first layout had no row numbers.
func EntriesIn(ctx context.Context, db Connection) (n int64, err error) {
	err = db.QueryRowContext(ctx, "SELECT coalesce(max(rowid), 0) FROM entry").Scan(&n)
	if err != nil {
		err = db.QueryRowContext(ctx, "SELECT count(*) FROM entry").Scan(&n)
	}
	return n, err
}

// WithCopy opens a file that is at rest without changing anything beside it.
// One with a log must be read with it, which takes a lock file. One that could
// not have a log is opened as openChecking does, without locks: it may be on a
// share.
func WithCopy(path string, f func(*sql.DB) error) error {
	options := "?mode=ro&immutable=1"
	head, err := ReadHead(path)
	switch {
	case disk.HasContent(path+"-wal") || disk.HasContent(path+"-journal"):
		options = "?mode=ro&_busy_timeout=1000"
	case err == nil && len(head) == HeadSize && head[18] == 1:
		options = "?mode=rw&nolock=1&_query_only=1"
	}
	db, err := sql.Open(DriverName, FileURI(path)+options)
	if err != nil {
		return err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	return f(db)
}

// The waiting time is short because calls come from the goroutine that draws
// the window; the window tries again by itself. Every connection is used by
// one goroutine at a time, so SQLite need not lock it once more.
const Options = "_foreign_keys=on&_journal_mode=WAL&_synchronous=FULL&_busy_timeout=1000&_mutex=no"

// DriverName is another one in tests that have the disk fail.
var DriverName = "sqlite3"

// SmallFile is the size in bytes up to which the whole file is checked at each
// start: about 20 ms. Of a bigger one only the list of drafts is, see Check.
const SmallFile = 8 << 20

// DSN names the file by its plain path: after "file:" a # or % would cut it
// or change it. Only a ? has to be escaped, since the options follow one.
func DSN(path string) string {
	if strings.Contains(path, "?") {
		path = FileURI(path)
	}
	return path + "?" + Options
}

// FileURI writes a path as SQLite's URI with everything escaped. A URI names a
// file from the root: a path that begins in this folder is written out.
func FileURI(path string) string {
	if whole, err := filepath.Abs(path); err == nil {
		path = whole
	}
	p := filepath.ToSlash(path)
	if !strings.HasPrefix(p, "/") {
		p = "/" + p // file:///C:/…
	}
	return (&url.URL{Scheme: "file", Path: p}).String()
}

// OpenReading opens a connection of its own that cannot change the file, not
// even by writing back the log when it is closed.
func OpenReading(path string) (*sql.DB, error) {
	db, err := sql.Open(DriverName, FileURI(path)+"?mode=ro&_busy_timeout=1000")
	if err == nil {
		db.SetMaxOpenConns(1)
	}
	return db, err
}

// OpenChecking opens a connection to look through the whole file. SQLite passes
// over the CHECK constraints of a file that is opened for reading only, so it is
// opened for writing, and writes are refused. Who has a log beside it must have
// it open elsewhere, or closing would write the log back.
func OpenChecking(path string) (*sql.DB, error) {
	db, err := sql.Open(DriverName, FileURI(path)+"?mode=rw&_query_only=1&_busy_timeout=1000")
	if err == nil {
		db.SetMaxOpenConns(1)
	}
	return db, err
}

// Verify makes sure that the options took hold: a file on a network share, for
// one, silently stays without the write-ahead log.
func Verify(ctx context.Context, db Connection) error {
	for _, p := range []struct{ name, want string }{
		{"journal_mode", "wal"},
		{"synchronous", "2"},
		{"foreign_keys", "1"},
	} {
		var got string
		if err := db.QueryRowContext(ctx, "PRAGMA "+p.name).Scan(&got); err != nil {
			return err
		}
		if got != p.want {
			return Remote(fmt.Errorf("%s is %s, not %s", p.name, got, p.want))
		}
	}
	return nil
}

// Remote refuses a place where what is stored could be lost: between machines
// the write-ahead log does not work.
func Remote(err error) error {
	return &app.Error{Code: app.Unreachable, Detail: "这个位置在网络驱动器上或者不能安全保存，断网时会丢失数据；请把数据文件夹放在本机的硬盘上", Err: err}
}

// Probe looks into the file without changing it: is it ours, of a version we
// know, and sound? Fresh means that it holds nothing at all yet.
func Probe(ctx context.Context, path string, known []Migration) (fresh bool, err error) {
	db, err := OpenReading(path)
	if err != nil {
		return false, err
	}
	defer db.Close()
	var id, version, things int64
	err = db.QueryRowContext(ctx, `SELECT application_id, user_version, (SELECT count(*) FROM sqlite_schema)
		FROM pragma_application_id, pragma_user_version`).Scan(&id, &version, &things)
	if err != nil {
		return false, err
	}
	if fresh, err = verifyKind(id, version, things == 0, len(known)); fresh || err != nil {
		return fresh, err
	}
	check := "PRAGMA integrity_check(1)" // a quick one passes over what is in an index
	if info, err := os.Stat(path); err == nil && info.Size() > SmallFile {
		check = "PRAGMA quick_check(draft)"
	}
	return false, Soundness(ctx, db, check)
}

// Connection is what *sql.DB and *sql.Conn have in common.
type Connection interface {
	ExecContext(ctx context.Context, text string, args ...any) (sql.Result, error)
	QueryRowContext(ctx context.Context, text string, args ...any) *sql.Row
	QueryContext(ctx context.Context, text string, args ...any) (*sql.Rows, error)
}

// AskDisk asks the disk itself where SQLite says that a file cannot be opened
// or written: after a first try that failed it has tried for reading, and tells
// of that one. The disk may be full, or have failed for a moment.
func AskDisk(folder string, err error) error {
	code := app.CodeOf(Failed("", err))
	if err == nil || code != app.ReadOnly && code != app.Unreachable {
		return err
	}
	f, trying := os.CreateTemp(folder, "try-*.tmp")
	if trying == nil {
		_, trying = f.Write(make([]byte, 4096))
		trying = errors.Join(trying, f.Close(), os.Remove(f.Name()))
	}
	if c := CodeOf(trying); trying != nil && (c == app.Full || c == app.Disk) {
		return &app.Error{Code: c, Err: errors.Join(err, trying)}
	}
	if trying == nil && code == app.ReadOnly && canWrite(filepath.Join(folder, FileName)) {
		return &app.Error{Code: app.Disk, Err: err} // it is gone by now
	}
	return err
}

// canWrite says whether a store and what is beside it can be opened for writing.
func canWrite(store string) bool {
	for _, end := range []string{"", "-wal", "-shm"} {
		f, err := os.OpenFile(store+end, os.O_RDWR, 0)
		if errors.Is(err, os.ErrNotExist) { // and the folder can be written
			continue
		}
		if err != nil {
			return false
		}
		_ = f.Close()
	}
	return true
}
