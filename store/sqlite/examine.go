package sqlite

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"slices"

	"nianbao/app"
	"nianbao/app/doctor"
	"nianbao/store/disk"
	"nianbao/store/sqlite/dbfile"
)

// Examine looks at the store of a data folder and at its copies, without changing
// anything: an older layout stays as it is. The newest copy is looked through.
func Examine(ctx context.Context, dir string) doctor.Store {
	path := filepath.Join(dir, dbfile.FileName)
	out := doctor.Store{Settings: map[string]string{}}
	known, err := dbfile.ReadMigrations(dbfile.MigrationFiles)
	out.Known, out.Err = len(known), err
	if info, err := os.Stat(path); err == nil && info.Size() > 0 {
		out.There, out.Size, out.Changed = true, info.Size(), info.ModTime()
		if log, err := os.Stat(path + "-wal"); err == nil {
			out.Size += log.Size()
			if log.ModTime().After(out.Changed) {
				out.Changed = log.ModTime()
			}
		}
		out.Err = dbfile.Failed("examine store", errors.Join(out.Err, examineFile(ctx, path, &out)))
	}
	copies := CopiesIn(dir)
	out.Copies, _ = copies.List(ctx) // none where they cannot be read: the folder's rights tell
	if len(out.Copies) > 0 && out.Copies[0].Err == nil {
		_, out.Copies[0].Err = copies.Check(ctx, out.Copies[0].Path)
	}
	if place := out.Settings[app.SettingBackupPlace]; place != "" {
		own := out.Settings[app.SettingStore]
		out.Second = slices.DeleteFunc(inSecond(ctx, place), func(c app.Copy) bool { return c.Store != own })
	}
	return out
}

// Reports returns how many reports the store of a folder has, without the example and
// what was deleted, and without opening it; 0 where there is none, or it cannot be read.
func Reports(ctx context.Context, dir string) (n int) {
	path := filepath.Join(dir, dbfile.FileName)
	if !disk.HasContent(path) {
		return 0
	}
	_ = peek(path, func(db *sql.DB) (err error) {
		n, err = countReports(ctx, db)
		return err
	})
	return n
}

// examineFile reads what the file tells of itself, and looks through all of it.
func examineFile(ctx context.Context, path string, out *doctor.Store) error {
	head, err := dbfile.ReadHead(path)
	if err != nil {
		return err
	}
	if len(head) >= dbfile.HeadSize && string(head[:16]) == dbfile.Magic {
		out.Layout = int(binary.BigEndian.Uint32(head[60:]))
	}
	if err := dbfile.VerifyHead(head, out.Known); err != nil {
		return err
	}
	return peek(path, func(db *sql.DB) error {
		// Of a store that is open what was laid out may stand in its log alone.
		if err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&out.Layout); err != nil {
			return err
		}
		if out.Entries, err = dbfile.EntriesIn(ctx, db); err != nil {
			return err
		}
		if err := readSettings(ctx, db, out.Settings); err != nil {
			return err
		}
		return dbfile.Soundness(ctx, db, "PRAGMA integrity_check(1)")
	})
}

// peek opens a store that may be open elsewhere: then it is read as of one moment.
func peek(path string, f func(*sql.DB) error) error {
	if disk.SizeOf(path+"-shm") == 0 {
		return dbfile.WithCopy(path, f)
	}
	db, err := dbfile.OpenReading(path)
	if err != nil {
		return err
	}
	defer db.Close()
	return f(db)
}

func readSettings(ctx context.Context, db *sql.DB, into map[string]string) error {
	rows, err := db.QueryContext(ctx, `SELECT name, value FROM setting`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var name, value string
		if err := rows.Scan(&name, &value); err != nil {
			return err
		}
		into[name] = value
	}
	return rows.Err()
}
