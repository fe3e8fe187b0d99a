package sqlite

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"nianbao/app"
	"nianbao/store/disk"
	"nianbao/store/sqlite/dbfile"
)

// manyEdits is after how many journal entries a copy is made, whatever the hour.
const manyEdits = 500

// copying is what the store knows of its copies.
type copying struct {
	one   sync.Mutex // one copy at a time
	clock func() time.Time

	mu       sync.Mutex
	err      error // of the last copy
	placeErr error // of the second place
}

// MakeDue implements app.BackupKeeper: today's copy, backups/nianbao-2006-01-02.db,
// where there is none yet, or one after many edits. It uses a connection of its
// own, so it may run in the background while the store is being written. An
// empty store is not copied.
func (k *Backups) MakeDue(ctx context.Context) error {
	d := k.db
	d.copies.one.Lock()
	defer d.copies.one.Unlock()
	return d.copies.note(dbfile.Failed("back up", d.withReading(func(db *sql.DB) error {
		why, err := d.due(ctx, db)
		if err != nil || why == app.CopyOther {
			return err
		}
		d.identify(ctx)
		return d.copyNow(ctx, db, why)
	})), func() error { return d.fillPlace(ctx) })
}

// due says which copy is wanted now, CopyOther for none.
func (d *DB) due(ctx context.Context, db dbfile.Connection) (app.CopyReason, error) {
	empty, err := isEmpty(ctx, db)
	if err != nil || empty {
		return app.CopyOther, err
	}
	now := d.copies.clock()
	own, err := dbfile.IDIn(ctx, db)
	if err != nil {
		return app.CopyOther, err
	}
	copies, err := listCopies(ctx, d.backupDir())
	if err == nil && !slices.ContainsFunc(copies, func(c app.Copy) bool {
		// What was there before this store began is no copy of it.
		return c.Reason == app.CopyDaily && c.Made.Format(time.DateOnly) == now.Format(time.DateOnly) && (c.Store == own || c.Err != nil && c.Store == "")
	}) {
		return app.CopyDaily, nil
	}
	since, _, err := d.sinceCopy(ctx, db)
	if since >= manyEdits {
		return app.CopyEdits, err
	}
	return app.CopyOther, err
}

// sinceCopy says how many journal entries have been made since the newest copy
// of this store, and when that was made.
func (d *DB) sinceCopy(ctx context.Context, db dbfile.Connection) (entries int64, at time.Time, err error) {
	if entries, err = dbfile.EntriesIn(ctx, db); err != nil {
		return 0, at, err
	}
	own, err := dbfile.IDIn(ctx, db)
	if err != nil {
		return 0, at, err
	}
	copies, err := listCopies(ctx, d.backupDir())
	for _, c := range copies {
		if c.Err == nil && rotates(c) && c.Store == own {
			// Fewer than the copy has: it is of a store that has been replaced.
			if c.Entries <= entries {
				entries -= c.Entries
			}
			return entries, c.Made, nil
		}
	}
	return entries, at, err
}

// isEmpty says whether there is nothing in a store that could be lost.
func isEmpty(ctx context.Context, db dbfile.Connection) (empty bool, err error) {
	err = db.QueryRowContext(ctx, `SELECT NOT EXISTS (SELECT 1 FROM draft)
		AND NOT EXISTS (SELECT 1 FROM roster) AND NOT EXISTS (SELECT 1 FROM sealed_key)`).Scan(&empty)
	return empty, err
}

// withReading calls f with a connection of its own that changes nothing. What
// has gone or is damaged is not copied.
func (d *DB) withReading(f func(*sql.DB) error) error {
	d.seeFile()
	for _, code := range []app.Code{app.Gone, app.Damaged} {
		if err := d.health.is(code); err != nil {
			return err
		}
	}
	db, err := dbfile.OpenReading(d.path())
	if err != nil {
		return err
	}
	defer db.Close()
	return f(db)
}

// copyNow copies the file when all of it was found sound: a copy of a damaged
// one would pass for a sound one, with what could not be read left out.
func (d *DB) copyNow(ctx context.Context, from dbfile.Connection, why app.CopyReason) error {
	if err := d.Check(ctx); err != nil {
		return err
	}
	return d.copyTo(ctx, from, freeName(d.backupDir(), why, d.copies.clock()))
}

// freeName is the name of a copy made now. One that is there, of another store it may
// be, is not written over; several of one second stand in the order they were made in.
func freeName(dir string, why app.CopyReason, now time.Time) string {
	there := func(name string) bool {
		_, err := os.Lstat(filepath.Join(dir, name))
		return err == nil
	}
	stamped := func(at time.Time) string {
		return "nianbao-" + at.Format(dbfile.StampLayout) + "-" + string(why) + ".db"
	}
	name := nameOf(why, now)
	if name != stamped(now) {
		if !there(name) {
			return name
		}
		name = stamped(now)
	}
	const ahead = 60 // copies that one minute may have
	for n := range ahead {
		if at := now.Add(time.Duration(n) * time.Second); there(stamped(at)) {
			name = stamped(at.Add(time.Second))
		}
	}
	return name
}

// copyTo writes a copy of the file, which was found sound, to the backup folder.
// The copy gets its name only when it is complete, sound and on the disk.
func (d *DB) copyTo(ctx context.Context, from dbfile.Connection, name string) error {
	dir := d.backupDir()
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	_ = os.Chmod(dir, 0o700) // #nosec G302 -- a folder, of an earlier version; see keepPrivate
	if err := disk.HasRoom(dir, disk.SizeOf(d.path())+disk.SizeOf(d.path()+"-wal")); err != nil {
		return err
	}
	unfinished := ""
	defer func() { _ = os.Remove(unfinished) }()
	if err := dbfile.Patiently(func() (err error) {
		unfinished, err = unfinishedCopy(ctx, from, dir)
		return err
	}); err != nil {
		return err
	}
	if err := disk.FinishFile(unfinished, filepath.Join(dir, name)); err != nil {
		return err
	}
	return d.prune(ctx, from)
}

// unfinishedCopy writes a copy that has no name yet, and looks through it.
func unfinishedCopy(ctx context.Context, from dbfile.Connection, dir string) (path string, err error) {
	if path, err = disk.BeginFile(dir); err != nil {
		return path, err
	}
	if _, err := from.ExecContext(ctx, "VACUUM INTO ?", path); err != nil {
		return path, dbfile.AskDisk(dir, err)
	}
	if err := dbfile.WithCopy(path, func(db *sql.DB) error { return dbfile.Soundness(ctx, db, "PRAGMA quick_check(1)") }); err != nil {
		return path, fmt.Errorf("look through the copy: %w", dbfile.AskDisk(dir, err))
	}
	return path, nil
}

// prune removes the store's copies that are not kept any more; none where it is not
// known which are its own.
func (d *DB) prune(ctx context.Context, from dbfile.Connection) error {
	own, err := dbfile.IDIn(ctx, from)
	if err != nil || own == "" {
		return err
	}
	copies, err := listCopies(ctx, d.backupDir())
	if err != nil {
		return err
	}
	free, err := disk.FreeSpace(d.backupDir())
	if err != nil {
		return err
	}
	remove(surplus(copies, room(free, total(ownOf(copies, own))), own))
	return nil
}

func total(copies []app.Copy) (n int64) {
	for _, c := range copies {
		n += c.Size
	}
	return n
}

// note keeps how the last copy went, and then fills the second place. It
// returns the error it was given.
func (c *copying) note(err error, fill func() error) error {
	c.mu.Lock()
	c.err = err
	c.mu.Unlock()
	if err != nil {
		return err
	}
	err = fill()
	c.mu.Lock()
	c.placeErr = err
	c.mu.Unlock()
	return nil
}
