package sqlite

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"nianbao/app"
	"nianbao/store/disk"
	"nianbao/store/sqlite/dbfile"
)

// Move implements app.Files. Systems let a file be read that is open and has
// been removed, so that nothing is lost as long as the window is there.
func (d *DB) Move(ctx context.Context, dir string) error {
	return dbfile.Failed("move store to "+dir, d.move(ctx, dir))
}

func (d *DB) move(ctx context.Context, dir string) error {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	if disk.OnNetwork(dir) {
		return dbfile.Remote(errors.New("the folder lies on a network drive"))
	}
	if err := free(dir); err != nil {
		return err
	}
	if err := d.writeInto(ctx, filepath.Join(dir, dbfile.FileName)); err != nil {
		return err
	}
	fresh, err := open(dir, d.known)
	if err != nil {
		return err
	}
	d.takeOver(fresh)
	d.trail.moved(d)
	return nil
}

// free says whether a folder has no store yet.
func free(dir string) error {
	path := filepath.Join(dir, dbfile.FileName)
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return &app.Error{Code: app.Target, Sentence: "这个文件夹中已经有一份数据文件 " + path + "，没有改动它。请另选一个文件夹。", Err: errors.Join(errors.New("a store lies there"), err)}
	}
	return nil
}

// writeInto writes a copy of all that the open connection can read. The copy
// gets its name when it is whole and on the disk.
func (d *DB) writeInto(ctx context.Context, path string) error {
	unfinished := path + ".tmp"
	if err := os.Remove(unfinished); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	defer os.Remove(unfinished)
	d.mu.Lock()
	_, err := d.conn.ExecContext(ctx, "VACUUM INTO ?", unfinished)
	d.mu.Unlock()
	if err != nil {
		return fmt.Errorf("copy what is open: %w", err)
	}
	if err := disk.SyncFile(unfinished); err != nil {
		return err
	}
	// Not a rename, which would replace a file that has come there meanwhile.
	if err := os.Link(unfinished, path); err == nil {
		return disk.SyncFolder(filepath.Dir(path))
	}
	if err := free(filepath.Dir(path)); err != nil { // a file system without links
		return err
	}
	if err := os.Rename(unfinished, path); err != nil {
		return err
	}
	return disk.SyncFolder(filepath.Dir(path))
}
