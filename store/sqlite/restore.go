package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"nianbao/app"
	"nianbao/store/disk"
	"nianbao/store/sqlite/dbfile"
)

// beside are the endings of the files that SQLite keeps beside a store and
// that hold a part of what it holds.
var beside = []string{"-wal", "-journal"}

// missing returns NoStore where a folder has copies, but no store: it was lost,
// and a new one would hide that, and in time push the copies out.
func missing(ctx context.Context, dir string) error {
	copies, err := CopiesIn(dir).List(ctx)
	if err != nil {
		return err
	}
	found, newest := 0, -1
	for i, c := range copies {
		if c.Size > 0 {
			found++
		}
		if c.Err == nil && newest < 0 {
			newest = i
		}
	}
	if found == 0 {
		return nil
	}
	e := &app.Error{Code: app.NoStore, Detail: fmt.Sprintf("备份有 %d 份，都不能恢复", found), Err: fmt.Errorf("no store beside %d copies", found)}
	if newest >= 0 {
		c := copies[newest]
		e.Detail = fmt.Sprintf("备份有 %d 份，最近的一份是 %s 的，有 %d 份报告", found, c.Made.Format("2006年1月2日"), c.Reports)
	}
	return e
}

// BeginAnew implements app.Recovery.
func (c *Copies) BeginAnew(ctx context.Context) error {
	known, err := dbfile.ReadMigrations(dbfile.MigrationFiles)
	if err != nil {
		return dbfile.Failed("begin anew", err)
	}
	path := filepath.Join(c.dir, dbfile.FileName)
	head, err := dbfile.ReadHead(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return dbfile.Failed("begin anew", err)
	}
	if len(head) == 0 {
		for _, end := range beside {
			if disk.HasContent(path + end) {
				if err := dbfile.Rename(path + end); err != nil {
					return dbfile.Failed("begin anew", err)
				}
			}
		}
	}
	d, err := openAs(c.dir, known, true)
	if err != nil {
		return dbfile.Failed("begin anew", err)
	}
	return d.Close()
}

// Restore implements app.Backups.
func (c *Copies) Restore(ctx context.Context, path string) (aside string, err error) {
	aside, err = restore(ctx, c.dir, path)
	return aside, dbfile.Failed("restore "+path, err)
}

// Restore implements app.Backups, with the store open before and after. Gone
// when its file has been removed: only what is open holds it all, see Move.
func (k *Backups) Restore(ctx context.Context, path string) (aside string, err error) {
	d := k.db
	d.copies.one.Lock()
	defer d.copies.one.Unlock()
	d.seeFile()
	if gone := d.health.is(app.Gone); gone != nil {
		return "", gone
	}
	aside, err = k.restore(ctx, path)
	if d.Trouble() == nil {
		d.afterOpening()
	}
	return aside, err
}

func (k *Backups) restore(ctx context.Context, path string) (aside string, err error) {
	d := k.db
	d.mu.Lock()
	defer d.mu.Unlock()
	dir := d.Dir()
	d.trail.forget()
	d.overlook()
	_ = d.close() // what was stored is on the disk already
	aside, err = restore(ctx, dir, path)
	err = dbfile.Failed("restore "+path, err)
	fresh, opening := openAnyhow(dir, d.known)
	if opening != nil {
		// Nothing can be done any more but to say so.
		d.hurt(opening)
		return aside, errors.Join(err, dbfile.Failed("open store in "+dir, opening))
	}
	d.goOn(fresh)
	return aside, err
}

// forget has nothing written any more of what was stored so far.
func (t *trail) forget() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.timer != nil {
		t.timer.Stop()
	}
	t.timer, t.last = nil, t.written
}

// restore puts what a file holds in the place of a folder's store. The new
// store gets its name when it is whole and on the disk, ready for the
// write-ahead log; killed before that, the folder has no store, and the next
// start asks.
func restore(ctx context.Context, dir, path string) (aside string, err error) {
	store := filepath.Join(dir, dbfile.FileName)
	if a, err := os.Stat(path); err != nil {
		return "", err
	} else if b, err := os.Stat(store); err == nil && os.SameFile(a, b) {
		return "", forbidden("这就是正在使用的数据文件，不需要恢复。")
	}
	ready := filepath.Join(dir, "restoring.tmp")
	clear := func() {
		for _, end := range append([]string{"", "-shm"}, beside...) {
			_ = os.Remove(ready + end)
		}
	}
	defer clear()
	if err := dbfile.Patiently(func() error {
		clear()
		return dbfile.AskDisk(dir, bring(ctx, path, ready))
	}); err != nil {
		return "", badCopy(path, err)
	}
	if aside, err = putAside(ctx, dir); err != nil {
		return aside, err
	}
	if err := os.Rename(ready, store); err != nil {
		if aside != "" && os.Rename(aside, store) == nil { // as it was
			aside = ""
		}
		return aside, err
	}
	forgetTrail(dir)
	_ = os.Remove(filepath.Join(dir, checkName))
	_ = disk.SyncFolder(dir)
	return aside, nil
}

// bring copies a file, with what belongs to it, and makes a store of it.
func bring(ctx context.Context, from, to string) error {
	known, err := dbfile.ReadMigrations(dbfile.MigrationFiles)
	if err != nil {
		return err
	}
	if err := disk.HasRoom(filepath.Dir(to), disk.SizeOf(from)); err != nil {
		return err
	}
	for _, end := range append([]string{""}, beside...) {
		if end != "" && !disk.HasContent(from+end) {
			continue
		}
		if err := disk.CopyContent(from+end, to+end); err != nil {
			return err
		}
	}
	if err := dbfile.Heal(ctx, to, known); err != nil {
		return err
	}
	head, err := dbfile.ReadHead(to)
	if err != nil {
		return err
	}
	if len(head) == 0 {
		return dbfile.Damaged("the file is empty")
	}
	if err := dbfile.VerifyHead(head, len(known)); err != nil {
		return err
	}
	if err := makeReady(ctx, to); err != nil {
		return err
	}
	return disk.SyncFile(to)
}

// makeReady looks through a file and marks it for the write-ahead log.
func makeReady(ctx context.Context, path string) error {
	db, err := sql.Open(dbfile.DriverName, dbfile.DSN(path))
	if err != nil {
		return err
	}
	db.SetMaxOpenConns(1)
	err = dbfile.Soundness(ctx, db, "PRAGMA integrity_check(1)")
	if err == nil {
		err = dbfile.Verify(ctx, db)
	}
	if closing := db.Close(); err == nil {
		err = closing
	}
	if err == nil && disk.HasContent(path+"-wal") {
		err = errors.New("the log was not written back")
	}
	return err
}

// putAside takes the store of a folder, with what belongs to it, to the copies
// and returns where it is then; "" where there was none.
func putAside(ctx context.Context, dir string) (string, error) {
	path := filepath.Join(dir, dbfile.FileName)
	if err := alone(ctx, path); err != nil {
		return "", err
	}
	backups := filepath.Join(dir, dbfile.BackupName)
	if err := os.MkdirAll(backups, 0o700); err != nil {
		return "", err
	}
	aside := filepath.Join(backups, freeName(backups, app.CopyReplaced, time.Now()))
	_ = os.Remove(path + "-shm") // made anew whenever it is wanted
	there := false
	for _, end := range append([]string{""}, beside...) {
		err := os.Rename(path+end, aside+end)
		switch {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			return "", err
		case end == "":
			there = true
		}
	}
	if !there {
		return "", nil
	}
	_ = disk.SyncFolder(backups)
	if disk.SizeOf(aside) == 0 && !disk.HasContent(aside+"-wal") {
		return "", os.Remove(aside)
	}
	return aside, nil
}

// hasOurTables says whether a file holds the tables of a store, whatever its
// head says of what it is.
func hasOurTables(ctx context.Context, path string) bool {
	db, err := dbfile.OpenReading(path)
	if err != nil {
		return false
	}
	defer db.Close()
	var n int
	err = db.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name IN ('draft', 'entry')").Scan(&n)
	return err == nil && n == 2
}

// alone makes sure that no other program has the store open, and has its log
// written back into it, so that it is one file. Of one that is damaged, neither
// can be asked for: it is taken as it is. Another program's file is not taken.
func alone(ctx context.Context, path string) error {
	head, err := dbfile.ReadHead(path)
	if err != nil || len(head) < dbfile.HeadSize || string(head[:16]) != dbfile.Magic {
		return nil
	}
	known, err := dbfile.ReadMigrations(dbfile.MigrationFiles)
	if err != nil {
		return err
	}
	if err := dbfile.VerifyHead(head, len(known)); app.CodeOf(err) == app.Damaged {
		if hasOurTables(ctx, path) {
			return nil // only its head is damaged
		}
		return err
	}
	reading, err := dbfile.OpenReading(path)
	if err != nil {
		return err
	}
	err = dbfile.Soundness(ctx, reading, "PRAGMA integrity_check(1)")
	_ = reading.Close()
	if err != nil {
		if dbfile.CodeOf(err) == app.Locked {
			return err
		}
		return nil
	}
	db, err := sql.Open(dbfile.DriverName, dbfile.FileURI(path)+"?mode=rw&_busy_timeout=1000")
	if err != nil {
		return err
	}
	defer db.Close()
	var mode string
	err = db.QueryRowContext(ctx, "PRAGMA journal_mode = DELETE").Scan(&mode)
	switch {
	case err == nil && mode == "delete":
		return nil
	case err == nil || dbfile.CodeOf(err) == app.Locked:
		return &app.Error{Code: app.Locked, Err: fmt.Errorf("journal mode stays %q: %w", mode, err)}
	}
	return nil
}
