package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"

	_ "github.com/mattn/go-sqlite3" // the driver

	"nianbao/app"
	"nianbao/store/disk"
	"nianbao/store/sqlite/dbfile"
)

// Open opens the store in a data folder; folder and file are made when there
// are none. A file that is damaged, foreign or of a newer version is left as
// it is. One that cannot be written is opened for reading: see Trouble. The
// error is an *app.Error: Unreachable, ReadOnly, Locked, Full, Disk, Damaged,
// Newer, or NoStore where there is no store but copies of one.
func Open(dir string) (*DB, error) {
	known, err := dbfile.ReadMigrations(dbfile.MigrationFiles)
	if err != nil {
		return nil, dbfile.Failed("open store", err)
	}
	d, err := openAnyhow(dir, known)
	if err != nil {
		return nil, notOpened(dir, err)
	}
	d.afterOpening()
	return d, nil
}

// notOpened says of a store that cannot even be read why that is. The sentences
// of the codes tell of one that can.
func notOpened(dir string, err error) error {
	var out *app.Error
	errors.As(dbfile.Failed("open store in "+dir, err), &out)
	if out.Sentence != "" || out.Detail != "" {
		return out
	}
	switch out.Code {
	case app.Full:
		out.Sentence = "数据文件夹所在的磁盘已满，数据文件没有打开，其中的内容没有改动（" + dir + "）。请清理磁盘空间，然后重新打开。"
	case app.ReadOnly:
		out.Sentence = "数据文件夹是只读的，不能在其中建立或者打开数据文件（" + dir + "）。请信息技术人员检查写入权限；在 U 盘上的，请检查写保护开关。"
	case app.Unreachable, app.Disk, app.Locked, app.Newer:
		out.Detail = dir
	}
	return out
}

func open(dir string, known []dbfile.Migration) (*DB, error) { return openAs(dir, known, false) }

// openAs opens a store; anew says that a new one may be made beside the copies
// of one that is gone.
func openAs(dir string, known []dbfile.Migration, anew bool) (*DB, error) {
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
		return nil, dbfile.Remote(errors.New("the folder lies on a network drive"))
	}
	d := newDB(dir, known)
	ctx := context.Background()
	if err := d.look(ctx, known, anew); err != nil {
		return nil, err
	}
	keepPrivate(d.path())
	d.driver, d.source = dbfile.DriverName, dbfile.DSN(d.path())
	if d.pool, err = sql.Open(d.driver, d.source); err != nil {
		return nil, err
	}
	if err := d.start(ctx, known); err != nil {
		_ = d.close()
		return nil, err
	}
	return d, nil
}

// look judges what is in the folder before anything is changed.
func (d *DB) look(ctx context.Context, known []dbfile.Migration, anew bool) error {
	if err := dbfile.Blocked(d.path()); err != nil {
		return err
	}
	if err := dbfile.Heal(ctx, d.path(), known); err != nil {
		return err
	}
	if !anew && !disk.HasContent(d.path()) {
		if err := missing(ctx, d.dir); err != nil {
			return err
		}
	}
	var err error
	if d.fresh, err = dbfile.LookAt(d.path()); err != nil || d.fresh {
		return err
	}
	if d.fresh, err = dbfile.Probe(ctx, d.path(), known); err != nil || !d.fresh || anew {
		return err
	}
	return missing(ctx, d.dir)
}

// keepPrivate makes the file if there is none, and takes it and its log from
// the other users of the machine: it holds keys that only a password locks.
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
func (d *DB) start(ctx context.Context, known []dbfile.Migration) (err error) {
	d.pool.SetMaxOpenConns(1)
	if d.conn, err = d.pool.Conn(ctx); err != nil {
		return err
	}
	if err := dbfile.Verify(ctx, d.conn); err != nil {
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
