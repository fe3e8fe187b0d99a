package store

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"sort"
	"time"
)

// keep is how many copies of each sort stay: those of days, and those made
// before a migration.
const keep = 20

// The names of both sorts of copy. Each sorts from oldest to newest.
var copyPatterns = []string{
	"nianbao-[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9].db",
	"nianbao-[0-9][0-9][0-9][0-9]-*T*.db",
}

// Backup makes the copy of today, backups/nianbao-2006-01-02.db, if there is
// none yet, and removes the oldest copies. It uses a connection of its own, so
// it may run in the background while the store is being written. A store that
// was made just now is not copied.
func (d *DB) Backup(ctx context.Context) error {
	if d.fresh {
		return nil
	}
	name := "nianbao-" + time.Now().Format(time.DateOnly) + ".db"
	if _, err := os.Stat(filepath.Join(d.backupDir(), name)); err == nil {
		return nil
	}
	db, err := openReading(d.path())
	if err != nil {
		return failed("back up", err)
	}
	defer db.Close()
	return failed("back up", d.copyTo(ctx, db, name))
}

// copyTo writes a copy of the file to the backup folder. The copy gets its
// name only when it is complete and on the disk. A damaged file is not copied:
// the copy would pass for a sound one, with what could not be read left out.
func (d *DB) copyTo(ctx context.Context, from connection, name string) error {
	if err := os.MkdirAll(d.backupDir(), 0o700); err != nil {
		return err
	}
	_ = os.Chmod(d.backupDir(), 0o700) // of an earlier version; see keepPrivate
	if err := soundness(ctx, from, "PRAGMA quick_check(1)"); err != nil {
		return err
	}
	final := filepath.Join(d.backupDir(), name)
	unfinished := filepath.Join(d.backupDir(), "unfinished.tmp")
	if err := os.Remove(unfinished); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	defer os.Remove(unfinished)
	if _, err := from.ExecContext(ctx, "VACUUM INTO ?", unfinished); err != nil {
		return err
	}
	if err := syncFile(unfinished); err != nil {
		return err
	}
	if err := os.Rename(unfinished, final); err != nil {
		return err
	}
	d.prune()
	return nil
}

// syncFile waits until a file is on the disk; SQLite does not for a copy.
func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}

// prune removes the oldest copies of each sort. One that cannot be removed is
// tried again the next time.
func (d *DB) prune() {
	files, err := os.ReadDir(d.backupDir()) // not Glob: the folder may be called [1]
	if err != nil {
		return
	}
	for _, pattern := range copyPatterns {
		var names []string
		for _, f := range files {
			if ok, _ := path.Match(pattern, f.Name()); ok {
				names = append(names, f.Name())
			}
		}
		sort.Strings(names)
		for _, name := range names[:max(0, len(names)-keep)] {
			os.Remove(filepath.Join(d.backupDir(), name))
		}
	}
}
