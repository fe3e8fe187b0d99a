package sqlite

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"nianbao/app"
	"nianbao/app/form"
	"nianbao/store/disk"
	"nianbao/store/sqlite/dbfile"
)

// rescueName is the folder a rescue works in, inside the data folder.
const rescueName = "rescue.tmp"

// Rescue reads what can be read of a folder's store and writes it, together
// with what only the newest sound backup holds, into a new store. With out,
// another folder, that goes there and nothing else changes; else it takes the
// place of the damaged file, which is kept in a folder beside it. No other
// program may have the store open. Forbidden when the store is sound.
func Rescue(ctx context.Context, dir, out string, catalog *form.Catalog) (*app.Rescued, error) {
	r, err := rescue(ctx, dir, out, catalog)
	return r, dbfile.Failed("rescue "+dir, err)
}

// Rescue implements app.Files.
func (d *DB) Rescue(ctx context.Context, catalog *form.Catalog) (*app.Rescued, error) {
	if gone := d.health.is(app.Gone); gone != nil {
		return nil, gone
	}
	out, err := d.rescue(ctx, catalog)
	if d.Trouble() == nil {
		d.afterOpening()
	}
	return out, err
}

func (d *DB) rescue(ctx context.Context, catalog *form.Catalog) (*app.Rescued, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	dir := d.Dir()
	d.trail.forget()
	d.overlook()  // it is exchanged on purpose
	_ = d.close() // its log stays as it is
	out, err := Rescue(ctx, dir, "", catalog)
	fresh, opening := openAnyhow(dir, d.known)
	if opening != nil {
		// Nothing can be done any more but to say so.
		d.hurt(opening)
		return out, errors.Join(err, dbfile.Failed("open store in "+dir, opening))
	}
	d.goOn(fresh)
	return out, err
}

func rescue(ctx context.Context, dir, out string, catalog *form.Catalog) (*app.Rescued, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	if info, err := os.Stat(filepath.Join(dir, dbfile.FileName)); err != nil || !info.Mode().IsRegular() {
		return nil, &app.Error{Code: app.Unreachable, Detail: "文件夹中没有 " + dbfile.FileName, Err: errors.Join(errors.New("no store"), err)}
	}
	base := dir
	if out != "" {
		if base, err = filepath.Abs(out); err != nil {
			return nil, err
		}
		if err := os.MkdirAll(base, 0o700); err != nil {
			return nil, err
		}
		if err := free(base); err != nil {
			return nil, err
		}
	}
	work := filepath.Join(base, rescueName)
	if err := os.RemoveAll(work); err != nil {
		return nil, err
	}
	defer os.RemoveAll(work)
	if err := os.Mkdir(work, 0o700); err != nil {
		return nil, err
	}
	r, err := bringTogether(ctx, dir, work, catalog)
	if err != nil {
		return nil, err
	}
	made := filepath.Join(work, "new", dbfile.FileName)
	r.Written = base
	if out != "" {
		return r, os.Rename(made, filepath.Join(base, dbfile.FileName))
	}
	r.Kept, err = exchange(dir, made)
	return r, err
}

// bringTogether makes the new store in a working folder.
func bringTogether(ctx context.Context, dir, work string, catalog *form.Catalog) (*app.Rescued, error) {
	r := &app.Rescued{}
	damaged := filepath.Join(work, dbfile.FileName)
	for _, end := range []string{"", "-wal", "-journal"} {
		lost, err := copyReadable(filepath.Join(dir, dbfile.FileName)+end, damaged+end)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, err
		}
		if lost > 0 {
			r.Missing = append(r.Missing, fmt.Sprintf("硬盘上有 %d 处无法读取（%s）。", lost, dbfile.FileName+end))
		}
	}
	if err := isSound(ctx, damaged); err == nil && goesOn(damaged, work) {
		return nil, forbidden("数据文件没有发现损坏，不需要救回，程序没有改动它。内容不对的，请查看“审签记录”，或者在“文件 → 备份与恢复”（命令行 nianbao restore）中查看备份。")
	}
	found, err := salvage(ctx, damaged)
	if err != nil {
		r.Missing = append(r.Missing, "损坏的文件完全无法读取，只有备份中的内容。")
		found = &salvaged{}
	}
	copied := newestCopy(ctx, filepath.Join(dir, dbfile.BackupName), r)
	if found.drafts == nil && copied == nil {
		return nil, &app.Error{
			Code: app.Damaged, Detail: "这个文件无法读取任何内容，也没有可用的备份；它没有改动，请连同数据文件夹一起交给技术人员", Err: err,
		}
	}
	b := rebuilding{catalog: catalog, found: found, copied: copied, out: r}
	return r, b.into(ctx, filepath.Join(work, "new"))
}

// isSound looks through a copy that nobody else has open.
func isSound(ctx context.Context, path string) error {
	look := dbfile.OpenChecking
	if disk.HasContent(path + "-wal") {
		look = dbfile.OpenReading
	}
	db, err := look(path)
	if err != nil {
		return err
	}
	defer db.Close()
	if _, err := knownLayout(ctx, db); err != nil {
		return err
	}
	return dbfile.Soundness(ctx, db, "PRAGMA integrity_check(1)")
}

// goesOn says whether a store that looks sound can be brought to the newest layout,
// which a copy of it is.
func goesOn(path, work string) bool {
	dir := filepath.Join(work, "tried")
	defer os.RemoveAll(dir)
	if err := os.Mkdir(dir, 0o700); err != nil {
		return true // then it is left alone
	}
	for _, end := range []string{"", "-wal"} {
		if _, err := copyReadable(path+end, filepath.Join(dir, dbfile.FileName)+end); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return true
		}
	}
	known, err := dbfile.ReadMigrations(dbfile.MigrationFiles)
	if err != nil {
		return true
	}
	d, err := openAs(dir, known, true)
	if err != nil {
		return app.CodeOf(dbfile.Failed("try", err)) != app.Damaged
	}
	return d.close() == nil
}

// newestCopy reads the newest sound backup, nil where there is none.
func newestCopy(ctx context.Context, dir string, r *app.Rescued) *salvaged {
	files, err := os.ReadDir(dir)
	if err != nil {
		return nil
	}
	type copy struct {
		path string
		at   time.Time
	}
	var all []copy
	for _, f := range files {
		if info, err := f.Info(); err == nil && info.Mode().IsRegular() && strings.HasSuffix(f.Name(), ".db") {
			all = append(all, copy{filepath.Join(dir, f.Name()), info.ModTime()})
		}
	}
	slices.SortFunc(all, func(a, b copy) int { return b.at.Compare(a.at) })
	for _, c := range all {
		if isSound(ctx, c.path) != nil {
			continue
		}
		if s, err := salvage(ctx, c.path); err == nil {
			r.Copy, r.CopyAt = c.path, c.at
			return s
		}
	}
	return nil
}

// copyReadable copies a file block by block. What the disk does not read is
// left as zeros, and counted.
func copyReadable(from, to string) (lost int, err error) {
	in, err := os.Open(from)
	if err != nil {
		return 0, err
	}
	defer in.Close()
	info, err := in.Stat()
	if err != nil {
		return 0, err
	}
	out, err := os.OpenFile(to, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return 0, err
	}
	block := make([]byte, 4096)
	for at := int64(0); at < info.Size(); at += int64(len(block)) {
		var n int
		err := dbfile.Patiently(func() (err error) {
			if n, err = in.ReadAt(block, at); err == io.EOF {
				err = nil
			}
			return err
		})
		if err != nil {
			clear(block)
			n = int(min(int64(len(block)), info.Size()-at))
			lost++
		}
		if _, err := out.WriteAt(block[:n], at); err != nil {
			_ = out.Close()
			return lost, err
		}
	}
	return lost, out.Close()
}

// exchange puts a new store in the place of a damaged one and returns where
// that is kept. Cut off half way, the damaged file is still there, or the new
// one is.
func exchange(dir, made string) (string, error) {
	path := filepath.Join(dir, dbfile.FileName)
	kept := filepath.Join(dir, "damaged-"+time.Now().Format(dbfile.StampLayout))
	if err := os.Mkdir(kept, 0o700); err != nil {
		return "", err
	}
	for _, end := range []string{"", "-wal", "-journal"} {
		aside := filepath.Join(kept, dbfile.FileName+end)
		if err := os.Link(path+end, aside); err == nil || errors.Is(err, fs.ErrNotExist) {
			continue
		}
		// A file system without links.
		if _, err := copyReadable(path+end, aside); err != nil {
			return kept, err
		}
		if err := disk.SyncFile(aside); err != nil {
			return kept, err
		}
	}
	if err := disk.SyncFolder(kept); err != nil {
		return kept, err
	}
	for _, end := range []string{"-wal", "-journal", "-shm"} { // they would ruin the new one
		if err := os.Remove(path + end); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return kept, err
		}
	}
	if err := os.Rename(made, path); err != nil {
		return kept, err
	}
	forgetTrail(dir)
	_ = os.Remove(filepath.Join(dir, checkName))
	return kept, disk.SyncFolder(dir)
}
