package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	_ "github.com/mattn/go-sqlite3" // the driver

	"nianbao/app"
	"nianbao/store/disk"
)

// The waiting time is short because calls come from the goroutine that draws
// the window; the window tries again by itself. Every connection is used by
// one goroutine at a time, so SQLite need not lock it once more.
const options = "_foreign_keys=on&_journal_mode=WAL&_synchronous=FULL&_busy_timeout=1000&_mutex=no"

// driverName is another one in tests that have the disk fail.
var driverName = "sqlite3"

// applicationID marks a SQLite file as one of ours: "NBAO".
const applicationID = 0x4E42414F

// smallFile is the size in bytes up to which the whole file is checked at each
// start: about 20 ms. Of a bigger one only the list of drafts is, see Check.
const smallFile = 8 << 20

// Open opens the store in a data folder; folder and file are made when there
// are none. A file that is damaged, foreign or of a newer version is left as
// it is. One that cannot be written is opened for reading: see Trouble. The
// error is an *app.Error: Unreachable, ReadOnly, Locked, Full, Disk, Damaged,
// Newer, or NoStore where there is no store but copies of one.
func Open(dir string) (*DB, error) {
	known, err := readMigrations(migrationFiles)
	if err != nil {
		return nil, failed("open store", err)
	}
	d, err := openAnyhow(dir, known)
	if err != nil {
		return nil, failed("open store in "+dir, err)
	}
	d.afterOpening()
	return d, nil
}

func open(dir string, known []migration) (*DB, error) { return openAs(dir, known, false) }

// openAs opens a store; anew says that a new one may be made beside the copies
// of one that is gone.
func openAs(dir string, known []migration, anew bool) (*DB, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	// Before the folder is made, where the name tells, and when it is there.
	far := disk.OnNetwork(dir)
	if !far {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return nil, err
		}
		far = disk.OnNetwork(dir)
	}
	if far {
		return nil, remote(errors.New("the folder lies on a network drive"))
	}
	d := newDB(dir, known)
	ctx := context.Background()
	if err := d.look(ctx, known, anew); err != nil {
		return nil, err
	}
	keepPrivate(d.path())
	d.driver, d.source = driverName, dsn(d.path())
	if d.pool, err = sql.Open(d.driver, d.source); err != nil {
		return nil, err
	}
	if err := d.start(ctx, known); err != nil {
		_ = d.close()
		return nil, err
	}
	return d, nil
}

// look judges what lies in the folder before anything is changed.
func (d *DB) look(ctx context.Context, known []migration, anew bool) error {
	if err := blocked(d.path()); err != nil {
		return err
	}
	if err := heal(ctx, d.path(), known); err != nil {
		return err
	}
	if !anew && !disk.HasContent(d.path()) {
		if err := missing(ctx, d.dir); err != nil {
			return err
		}
	}
	var err error
	if d.fresh, err = lookAt(d.path()); err != nil || d.fresh {
		return err
	}
	if d.fresh, err = probe(ctx, d.path(), known); err != nil || !d.fresh || anew {
		return err
	}
	return missing(ctx, d.dir)
}

// keepPrivate makes the file if there is none, and takes it and its log from
// the other users of the machine: keys lie in it that only a password locks.
// Where that cannot be done SQLite tells why, or nothing is lost.
func keepPrivate(path string) {
	if f, err := os.OpenFile(path, os.O_RDONLY|os.O_CREATE, 0o600); err == nil {
		_ = f.Close()
	}
	for _, p := range []string{path, path + "-wal", path + "-shm"} {
		if info, err := os.Stat(p); err == nil && info.Mode().Perm()&0o077 != 0 {
			_ = os.Chmod(p, info.Mode().Perm()&^0o077)
		}
	}
}

// start makes the connection and everything on it ready for use.
func (d *DB) start(ctx context.Context, known []migration) (err error) {
	d.pool.SetMaxOpenConns(1)
	if d.conn, err = d.pool.Conn(ctx); err != nil {
		return err
	}
	if err := verify(ctx, d.conn); err != nil {
		return err
	}
	if err := d.stmt.prepareControl(ctx, d.conn); err != nil {
		return err
	}
	if err := d.migrate(ctx, known); err != nil {
		return err
	}
	if err := d.stmt.prepare(ctx, d.conn); err != nil {
		return err
	}
	if err := d.tryWriting(ctx); err != nil {
		return err
	}
	return d.meet()
}

// tryWriting tells of a read-only or locked file now rather than at the first
// edit. It takes a statement that writes, though there is no such row: SQLite
// grants the transaction alone on a read-only file too.
func (d *DB) tryWriting(ctx context.Context) error {
	return d.write(ctx, func(ctx context.Context) error {
		_, err := d.conn.ExecContext(ctx, "DELETE FROM setting WHERE name = ''")
		return err
	})
}

// dsn names the file by its plain path: after "file:" a # or % would cut it
// or change it. Only a ? has to be escaped, since the options follow one.
func dsn(path string) string {
	if strings.Contains(path, "?") {
		path = fileURI(path)
	}
	return path + "?" + options
}

// fileURI writes a path as SQLite's URI with everything escaped.
func fileURI(path string) string {
	p := filepath.ToSlash(path)
	if !strings.HasPrefix(p, "/") {
		p = "/" + p // file:///C:/…
	}
	return (&url.URL{Scheme: "file", Path: p}).String()
}

// openReading opens a connection of its own that cannot change the file, not
// even by writing back the log when it is closed.
func openReading(path string) (*sql.DB, error) {
	db, err := sql.Open(driverName, fileURI(path)+"?mode=ro&_busy_timeout=1000")
	if err == nil {
		db.SetMaxOpenConns(1)
	}
	return db, err
}

// openChecking opens a connection to look through the whole file. SQLite passes
// over the CHECK constraints of a file that is opened for reading only, so it is
// opened for writing, and writes are refused. Who has a log beside it must have
// it open elsewhere, or closing would write the log back.
func openChecking(path string) (*sql.DB, error) {
	db, err := sql.Open(driverName, fileURI(path)+"?mode=rw&_query_only=1&_busy_timeout=1000")
	if err == nil {
		db.SetMaxOpenConns(1)
	}
	return db, err
}

// verify makes sure that the options took hold: a file on a network share, for
// one, silently stays without the write-ahead log.
func verify(ctx context.Context, db connection) error {
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
			return remote(fmt.Errorf("%s is %s, not %s", p.name, got, p.want))
		}
	}
	return nil
}

// remote refuses a place where what is stored could be lost: between machines
// the write-ahead log does not work.
func remote(err error) error {
	return &app.Error{Code: app.Unreachable, Detail: "这个位置在网络驱动器上或者不能安全存盘，断网时会丢失数据；请把数据文件夹放在本机的硬盘上", Err: err}
}

// lookAt judges the file by its first bytes, before SQLite touches anything.
// Fresh means that there is no file yet, or an empty one.
func lookAt(path string) (fresh bool, err error) {
	log := path + "-wal"
	hasLog := disk.HasContent(log)
	head, err := readHead(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return false, err
	}
	switch {
	case len(head) == 0 && hasLog:
		// SQLite would throw the log away, and with it the last edits.
		return false, damaged("the file is empty or missing but its log is not")
	case len(head) == 0:
		return true, nil
	case len(head) < headSize || string(head[:16]) != magic:
		return false, damaged("the file does not begin as a SQLite file")
	case hasLog && head[18] == 1:
		// A backup was put in the file's place: only they are without the mark
		// of the write-ahead log. The log of the old file would ruin it.
		return false, setAside(log)
	}
	return false, nil
}

// Of a SQLite file: how it begins, and how many bytes there are of its head and
// that of the list of tables.
const (
	magic    = "SQLite format 3\x00"
	headSize = 108
)

func readHead(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	head := make([]byte, headSize)
	n, err := io.ReadFull(f, head)
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		err = nil
	}
	return head[:n], err
}

// setAside renames a log that does not belong to the file any more; it is
// kept, since it may hold edits that exist nowhere else.
func setAside(log string) error {
	if err := os.Remove(strings.TrimSuffix(log, "-wal") + "-shm"); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return rename(log)
}

// probe looks into the file without changing it: is it ours, of a version we
// know, and sound? Fresh means that it holds nothing at all yet.
func probe(ctx context.Context, path string, known []migration) (fresh bool, err error) {
	db, err := openReading(path)
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
	if fresh, err = judge(id, version, things == 0, len(known)); fresh || err != nil {
		return fresh, err
	}
	check := "PRAGMA quick_check(1)"
	if info, err := os.Stat(path); err == nil && info.Size() > smallFile {
		check = "PRAGMA quick_check(draft)"
	}
	return false, soundness(ctx, db, check)
}

// judge says whether a file is ours and of a version we know. Fresh means that
// it holds nothing at all yet: the program was ended between making the file
// and filling it.
func judge(id, version int64, empty bool, known int) (fresh bool, err error) {
	switch {
	case id == 0 && version == 0 && empty:
		return true, nil
	case id != applicationID:
		return false, &app.Error{
			Code: app.Damaged, Detail: fileName + " 不是年报通的数据文件",
			Err: fmt.Errorf("application id is %#x", id),
		}
	case version > int64(known):
		return false, &app.Error{Code: app.Newer, Err: fmt.Errorf("version %d, %d is known", version, known)}
	}
	return false, nil
}

// connection is what *sql.DB and *sql.Conn have in common.
type connection interface {
	ExecContext(ctx context.Context, text string, args ...any) (sql.Result, error)
	QueryRowContext(ctx context.Context, text string, args ...any) *sql.Row
}

func damaged(why string) error { return &app.Error{Code: app.Damaged, Err: errors.New(why)} }
