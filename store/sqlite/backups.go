package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"os/user"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode"

	"nianbao/app"
	"nianbao/store/disk"
	"nianbao/store/sqlite/dbfile"
)

var (
	_ app.BackupKeeper = (*Backups)(nil)
	_ app.Recovery     = (*Copies)(nil)
)

// Backups makes the copies of an open store. It fills app.BackupKeeper.
type Backups struct{ db *DB }

// Backups returns what makes the store's copies.
func (d *DB) Backups() *Backups { return &Backups{d} }

// copies are those of the folder in which the store is now: see Move.
func (k *Backups) copies() *Copies { return CopiesIn(k.db.Dir()) }

// Check implements app.Backups.
func (k *Backups) Check(ctx context.Context, path string) (app.Copy, error) {
	return k.copies().Check(ctx, path)
}

// List implements app.Backups. The copies in the second place stand among the
// others, where it can be reached.
func (k *Backups) List(ctx context.Context) ([]app.Copy, error) {
	out, err := k.copies().List(ctx)
	if err != nil {
		return nil, err
	}
	own, err := k.db.Setting(ctx, app.SettingStore)
	if err != nil {
		return nil, err
	}
	if place, err := k.db.Setting(ctx, app.SettingBackupPlace); err == nil && place != "" {
		out = append(out, inSecond(ctx, place)...)
		slices.SortStableFunc(out, func(a, b app.Copy) int { return b.Made.Compare(a.Made) })
	}
	for i := range out {
		c := &out[i]
		c.Other = rotates(*c) && c.Store != own && (c.Store != "" || c.Second)
	}
	return out, nil
}

// Make implements app.BackupKeeper. Before a signing nothing is copied when the
// newest copy holds as much, or when the store is big and that copy new.
func (k *Backups) Make(ctx context.Context, why app.CopyReason) error {
	d := k.db
	d.copies.one.Lock()
	defer d.copies.one.Unlock()
	made := dbfile.Failed("back up", d.withReading(func(db *sql.DB) error {
		empty, err := isEmpty(ctx, db)
		switch {
		case err != nil:
			return err
		case empty && why == app.CopyByHand:
			return forbidden("现在还没有报告，没有需要备份的内容。")
		case empty:
			return nil
		}
		d.identify(ctx)
		if why == app.CopySigning {
			const recent = time.Hour
			since, at, err := d.sinceCopy(ctx, db)
			if err != nil || since == 0 && !at.IsZero() || disk.SizeOf(d.path()) > dbfile.SmallFile && d.copies.clock().Sub(at) < recent {
				return err
			}
		}
		return d.copyNow(ctx, db, why)
	}))
	if app.CodeOf(made) == app.Forbidden {
		return made
	}
	return d.copies.note(made, func() error { return d.fillPlace(ctx) })
}

// State implements app.BackupKeeper.
func (k *Backups) State(ctx context.Context) app.BackupState {
	place, err := k.db.Setting(ctx, app.SettingBackupPlace)
	c := &k.db.copies
	c.mu.Lock()
	defer c.mu.Unlock()
	if err == nil {
		err = c.err
	}
	return app.BackupState{Place: place, Err: err, PlaceErr: c.placeErr}
}

// SetPlace implements app.BackupKeeper. Invalid for a folder that is none, or
// is in the data folder.
func (k *Backups) SetPlace(ctx context.Context, dir string) error {
	d := k.db
	if dir != "" {
		var err error
		if dir, err = filepath.Abs(dir); err != nil {
			return dbfile.Failed("set second place", err)
		}
		if err := app.FolderThere(dir); err != nil {
			return invalid("无法打开文件夹“%s”%s，第二备份位置没有改变。请检查路径，或者插好 U 盘后再试。", dir, app.Why(err))
		}
		if disk.Inside(dir, d.Dir()) {
			return invalid("第二备份位置不能在数据文件夹中：数据文件夹丢失时，备份会一起丢失。请选 U 盘或者共享文件夹。")
		}
	}
	if err := d.SetSetting(ctx, app.SettingBackupPlace, dir); err != nil {
		return err
	}
	d.copies.one.Lock()
	defer d.copies.one.Unlock()
	err := d.fillPlace(ctx)
	d.copies.mu.Lock()
	d.copies.placeErr = err
	d.copies.mu.Unlock()
	return err
}

// inPlace is how the folders for copies of this workstation and user begin: several
// of them may use one share, and machines that were cloned have one name. What
// follows is the id of the store; versions before wrote into a folder without.
func inPlace(place string) string {
	host, _ := os.Hostname()
	name := ""
	if u, err := user.Current(); err == nil {
		name = u.Username
	}
	plain := func(s string) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				return r
			}
			return '-'
		}, s)
	}
	return filepath.Join(place, "nianbao-"+plain(host)+"-"+plain(name))
}

// ownPlace is the folder for the copies of a store.
func ownPlace(place, id string) string { return inPlace(place) + "-" + id }

// inSecond lists what lies in the second place by the name of this workstation and
// user, of whatever store; what cannot be reached is left out, the state tells of it.
func inSecond(ctx context.Context, place string) (out []app.Copy) {
	folders, _ := os.ReadDir(place)
	begin := filepath.Base(inPlace(place))
	for _, f := range folders {
		rest, ours := strings.CutPrefix(f.Name(), begin)
		if !ours || rest != "" && !dbfile.IDForm.MatchString(strings.TrimPrefix(rest, "-")) {
			continue
		}
		copies, _ := listCopies(ctx, filepath.Join(place, f.Name()))
		for _, c := range copies {
			c.Second = true
			out = append(out, c)
		}
	}
	return out
}

// fillPlace brings the second place up to the copies that there are. It does
// nothing where none is set.
func (d *DB) fillPlace(ctx context.Context) error {
	place, err := d.Setting(ctx, app.SettingBackupPlace)
	if err != nil || place == "" {
		return err
	}
	err = d.fill(ctx, place)
	if err == nil {
		return nil
	}
	return &app.Error{Code: app.NoPlace, Detail: place, Err: err}
}

// fill copies to the second place what it would keep and does not have, newest
// first, and removes there what is not kept any more. The folder itself is not
// made: where a drive is not plugged in, it would be made on another one.
func (d *DB) fill(ctx context.Context, place string) error {
	if _, err := os.Stat(place); err != nil {
		return err
	}
	var empty bool
	if err := d.read(ctx, func(ctx context.Context) (err error) { empty, err = isEmpty(ctx, d.conn); return err }); err != nil || empty {
		return err
	}
	d.identify(ctx)
	own, err := d.Setting(ctx, app.SettingStore)
	if err != nil || own == "" {
		return err
	}
	return fill(ctx, d.backupDir(), place, own)
}

func fill(ctx context.Context, from, place, own string) error {
	dir := ownPlace(place, own)
	if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	ours, err := listCopies(ctx, from)
	if err != nil {
		return err
	}
	theirs, err := listCopies(ctx, dir)
	if err != nil {
		return err
	}
	earlier, err := listCopies(ctx, inPlace(place)) // where versions before have put them
	if err != nil {
		return err
	}
	free, err := disk.FreeSpace(dir)
	if err != nil {
		return err
	}
	lacking := slices.DeleteFunc(ours, func(c app.Copy) bool { return !goesThere(c, own) || isThere(c, theirs, earlier) })
	all := slices.Concat(theirs, lacking)
	slices.SortStableFunc(all, func(a, b app.Copy) int { return b.Made.Compare(a.Made) })
	gone := surplus(all, room(free, total(theirs)), own)
	for _, c := range lacking {
		if has(gone, c) {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := disk.CopyFile(c.Path, dir); err != nil {
			return err
		}
	}
	remove(slices.DeleteFunc(theirs, func(c app.Copy) bool { return !has(gone, c) }))
	return nil
}

// goesThere says whether a store puts a copy into its second place: not what is
// another store's.
func goesThere(c app.Copy, own string) bool {
	return rotates(c) && c.Err == nil && (c.Store == "" || c.Store == own)
}

// isThere says whether a copy lies in the second place, or, of a version before, where
// that version has put it.
func isThere(c app.Copy, theirs, earlier []app.Copy) bool {
	named := func(t app.Copy) bool { return filepath.Base(t.Path) == filepath.Base(c.Path) }
	same := func(t app.Copy) bool { return named(t) && t.Size == c.Size && t.Err == nil && t.Entries == c.Entries }
	return slices.ContainsFunc(theirs, named) || c.Store == "" && slices.ContainsFunc(earlier, same)
}

func has(copies []app.Copy, c app.Copy) bool {
	return slices.ContainsFunc(copies, func(other app.Copy) bool { return other.Path == c.Path })
}
