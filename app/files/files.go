// Package files writes files for people: whole or not at all, and never over
// one that is not theirs to replace.
package files

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// Refused is a place where nothing may be written. Why goes on after the file's
// name: 是只读文件.
type Refused struct {
	Path string
	Why  string
	Err  error
}

// Error returns the technical text.
func (r *Refused) Error() string { return fmt.Sprintf("write %s: %v", r.Path, r.Err) }

// Unwrap returns the cause.
func (r *Refused) Unwrap() error { return r.Err }

// ErrUnsynced is that of a file which is written, but may not outlive a power cut.
var ErrUnsynced = errors.New("the folder was not synced")

// Write replaces the file at path by what fill writes, once all of it is written
// and on the disk. When anything fails but the last sync (ErrUnsynced) the old
// file stands untouched. The error is a *Refused where the file at path is none
// that may be replaced: one of the program's own, one of another kind than what
// is written, a read-only one, or no file at all. A link is followed.
func Write(path string, fill func(io.Writer) error) error {
	real, err := followLink(path)
	if err != nil {
		return err
	}
	if err := mayWrite(real); err != nil {
		return err
	}
	SweepUnfinished(filepath.Dir(real))
	tmp, err := fillUnfinished(real, fill)
	if err != nil {
		return err
	}
	if err := putInPlace(tmp, real); err != nil {
		_ = os.Remove(tmp)
		return err
	}
	if err := syncFolder(filepath.Dir(real)); err != nil {
		return fmt.Errorf("%w: %w", ErrUnsynced, err)
	}
	return nil
}

// MakeFolder makes a folder for files that are to be written, with those that
// it is in. The error is a *Refused where the place is one of the program's own.
func MakeFolder(path string) error {
	if err := ownPlace(path); err != nil {
		return err
	}
	// #nosec G301 -- the folder is its user's, who may share it
	return os.MkdirAll(path, 0o755)
}

// followLink returns the path of the file itself where a link leads to one: the
// link stays, and the file behind it is the one replaced.
func followLink(path string) (string, error) {
	info, err := os.Lstat(path)
	if err != nil || info.Mode()&fs.ModeSymlink == 0 {
		return path, nil
	}
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return "", refused(path, "是一个链接，它指向的位置无法打开", err)
	}
	return real, nil
}

// fillUnfinished writes a new file beside path, to the disk, and returns its
// name. Nothing is left of it when that fails, by a panic too.
func fillUnfinished(path string, fill func(io.Writer) error) (string, error) {
	tmp, err := os.CreateTemp(filepath.Dir(path), unfinishedName())
	if err != nil {
		return "", err
	}
	whole := false
	defer func() {
		if !whole {
			_ = tmp.Close()
			_ = os.Remove(tmp.Name())
		}
	}()
	w := bufio.NewWriter(tmp)
	if err := fill(w); err != nil {
		return "", err
	}
	if err := w.Flush(); err != nil {
		return "", err
	}
	if err := tmp.Sync(); err != nil {
		return "", err
	}
	if err := tmp.Close(); err != nil {
		return "", err
	}
	whole = true
	return tmp.Name(), nil
}

// putInPlace gives a finished file its name, if what has that name now is of
// its kind.
func putInPlace(tmp, path string) error {
	if err := sameKind(tmp, path); err != nil {
		return err
	}
	// CreateTemp makes files for the owner alone; a report may be read by all.
	mode := fs.FileMode(0o644)
	if old, err := os.Stat(path); err == nil {
		mode = old.Mode().Perm()
	}
	if err := os.Chmod(tmp, mode); err != nil {
		return err
	}
	return os.Rename(tmp, path)
}

// syncFolder makes a new name in a folder outlive a power cut. Windows keeps
// names by itself, and some file systems cannot be asked.
func syncFolder(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	f, err := os.Open(dir)
	if err != nil {
		return nil // a folder that may be written in and not read
	}
	defer f.Close()
	if err := f.Sync(); err != nil && !cannotSync(err) {
		return err
	}
	return nil
}

// kind is what a file holds, told from its first bytes.
type kind string

// kindOf tells a file's kind; "" where it is none that the program writes.
func kindOf(head []byte) kind {
	text := strings.TrimLeft(strings.TrimPrefix(string(head), "\ufeff"), " \t\r\n")
	switch {
	case strings.HasPrefix(text, "%PDF-"):
		return "PDF "
	case strings.HasPrefix(text, "nianbao-handover "):
		return "移交"
	case strings.HasPrefix(text, "SQLite format 3\x00"):
		return "数据库"
	case strings.HasPrefix(text, "PK\x03\x04"):
		return "压缩"
	case strings.HasPrefix(text, "{"), strings.HasPrefix(text, "["):
		return "JSON "
	}
	return ""
}

func kindOfFile(path string) (kind, bool, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", false, err
	}
	defer f.Close()
	head := make([]byte, 512)
	n, err := io.ReadFull(f, head)
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		err = nil
	}
	return kindOf(head[:n]), n == 0, err
}

// sameKind refuses to replace a file by one of another kind: somebody's letter
// by a PDF, because the name was mistyped. An empty file is anybody's.
func sameKind(tmp, path string) error {
	old, empty, err := kindOfFile(path)
	if errors.Is(err, fs.ErrNotExist) || err == nil && empty {
		return nil
	}
	if err != nil {
		return err
	}
	made, _, err := kindOfFile(tmp)
	if err != nil {
		return err
	}
	if made != old || old == "数据库" {
		return refused(path, "已经有了，而且不是"+string(made)+"文件", fmt.Errorf("it is %q, not %q", old, made))
	}
	return nil
}
