package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"nianbao/app"
	"nianbao/store/sqlite/dbfile"
)

// The names of copies: nianbao-2006-01-02.db of a day, nianbao-0001-stamp.db
// before a migration, nianbao-stamp-reason.db of all others.
var copyName = regexp.MustCompile(`^nianbao-(?:(\d{4}-\d\d-\d\d)|\d{4}-(\d{8}T\d{6})|(\d{8}T\d{6})-([a-z]+))\.db$`)

// nameOf makes the name of a copy made now.
func nameOf(why app.CopyReason, now time.Time) string {
	if why == app.CopyDaily {
		return "nianbao-" + now.Format(time.DateOnly) + ".db"
	}
	return "nianbao-" + now.Format(dbfile.StampLayout) + "-" + string(why) + ".db"
}

// readName says when and why a copy was made, as far as its name tells; false
// for a name that this program does not give.
func readName(name string) (at time.Time, why app.CopyReason, ours bool) {
	m := copyName.FindStringSubmatch(name)
	switch {
	case m == nil:
		return at, app.CopyOther, false
	case m[1] != "":
		at, err := time.ParseInLocation(time.DateOnly, m[1], time.Local)
		return at, app.CopyDaily, err == nil
	case m[2] != "":
		at, err := time.ParseInLocation(dbfile.StampLayout, m[2], time.Local)
		return at, app.CopyMigration, err == nil
	}
	at, err := time.ParseInLocation(dbfile.StampLayout, m[3], time.Local)
	return at, app.CopyReason(m[4]), err == nil
}

// Copies are the copies of the store of a data folder. They fill app.Backups.
type Copies struct{ dir string }

// CopiesIn returns the copies of a data folder, whether its store is there or not.
func CopiesIn(dir string) *Copies { return &Copies{dir} }

// List implements app.Backups.
func (c *Copies) List(ctx context.Context) ([]app.Copy, error) {
	out, err := listCopies(ctx, filepath.Join(c.dir, dbfile.BackupName))
	return out, dbfile.Failed("list backups", err)
}

// listCopies lists the copies in a folder, newest first; none where there is
// no such folder.
func listCopies(ctx context.Context, dir string) ([]app.Copy, error) {
	files, err := os.ReadDir(dir) // not Glob: the folder may be called [1]
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	var out []app.Copy
	for _, f := range files {
		info, err := f.Info()
		if err != nil || !info.Mode().IsRegular() || !strings.EqualFold(filepath.Ext(f.Name()), ".db") {
			continue
		}
		c := app.Copy{Path: filepath.Join(dir, f.Name()), Size: info.Size()}
		c.Made, c.Reason, _ = readName(f.Name())
		if at := info.ModTime(); c.Reason == app.CopyOther || at.Format(time.DateOnly) == c.Made.Format(time.DateOnly) && c.Reason == app.CopyDaily {
			c.Made = at
		}
		c.Err = badCopy(c.Path, count(ctx, &c))
		out = append(out, c)
	}
	slices.SortStableFunc(out, func(a, b app.Copy) int {
		if n := b.Made.Compare(a.Made); n != 0 {
			return n
		}
		return strings.Compare(b.Path, a.Path)
	})
	return out, nil
}

// Check implements app.Backups.
func (c *Copies) Check(ctx context.Context, path string) (app.Copy, error) {
	out := app.Copy{Path: path}
	if info, err := os.Stat(path); err == nil {
		out.Size, out.Made = info.Size(), info.ModTime()
	}
	if at, why, ours := readName(filepath.Base(path)); ours {
		out.Reason = why
		if why != app.CopyDaily {
			out.Made = at
		}
	}
	err := count(ctx, &out)
	if err == nil {
		err = dbfile.WithCopy(path, func(db *sql.DB) error { return dbfile.Soundness(ctx, db, "PRAGMA integrity_check(1)") })
	}
	out.Err = badCopy(path, err)
	return out, out.Err
}

// badCopy is the error of a file that was to be restored: where it is damaged,
// that says nothing of the store.
func badCopy(path string, err error) error {
	if err == nil {
		return nil
	}
	if dbfile.CodeOf(err) == app.Damaged || app.CodeOf(err) == app.Damaged {
		err = &app.Error{Code: app.BadCopy, Detail: filepath.Base(path), Err: err}
	}
	return dbfile.Failed("read "+path, err)
}

// count looks into a copy: whether it is ours, and what is in it. A copy of a
// newer version is counted, too, but cannot be restored here.
func count(ctx context.Context, c *app.Copy) error {
	known, err := dbfile.ReadMigrations(dbfile.MigrationFiles)
	if err != nil {
		return err
	}
	head, err := dbfile.ReadHead(c.Path)
	if err != nil {
		return err
	}
	if len(head) == 0 {
		return dbfile.Damaged("the file is empty")
	}
	problem := dbfile.VerifyHead(head, len(known))
	if problem != nil && app.CodeOf(problem) != app.Newer {
		return problem
	}
	err = dbfile.WithCopy(c.Path, func(db *sql.DB) error {
		var err error
		if c.Reports, err = countReports(ctx, db); err == nil {
			c.Entries, err = dbfile.EntriesIn(ctx, db)
		}
		if err == nil {
			c.Store, err = dbfile.IDIn(ctx, db)
		}
		if err == nil {
			c.Holds, err = dbfile.Holdings(ctx, db)
		}
		return err
	})
	if err != nil {
		return err
	}
	return problem
}

// countReports counts those in the list, without the example.
func countReports(ctx context.Context, db *sql.DB) (n int, err error) {
	counting := "SELECT count(*) FROM draft WHERE deleted_at IS NULL"
	if _, err := db.ExecContext(ctx, "SELECT example FROM draft LIMIT 0"); err == nil { // else an earlier version made it
		counting += " AND example = 0"
	}
	err = db.QueryRowContext(ctx, counting).Scan(&n)
	return n, err
}
