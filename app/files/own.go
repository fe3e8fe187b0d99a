package files

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// storeName is the file that holds the drafts; what SQLite puts beside it
// begins with this name.
const storeName = "nianbao.db"

func refused(path, why string, err error) error { return &Refused{Path: path, Why: why, Err: err} }

// mayWrite says whether a file may be put at a path: nothing is there yet, or
// a plain file that may be replaced, and the place is none of the program's own.
func mayWrite(path string) error {
	if strings.ContainsRune(filepath.Base(path), ':') && runtime.GOOS == "windows" {
		return refused(path, "中的冒号不能用在文件名里", errors.New("a stream of a file"))
	}
	if err := ownPlace(path); err != nil {
		return err
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case info.IsDir():
		return refused(path, "是一个文件夹", errors.New("a folder"))
	case !info.Mode().IsRegular(): // a device or a pipe would be replaced by a file as well
		return refused(path, "不是普通文件（可能是设备或者管道）", errors.New("not a regular file"))
	case info.Mode().Perm()&0o222 == 0:
		return refused(path, "是只读文件", errors.New("a read-only file"))
	}
	return canOpen(path)
}

// canOpen tries to open a file for writing: where the system refuses that, as
// for one that another program has open, the file is not replaced either.
func canOpen(path string) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if errors.Is(err, fs.ErrPermission) && runtime.GOOS != "windows" {
		return refused(path, "是只读文件", err)
	}
	if err != nil {
		return err
	}
	return f.Close()
}

// ownPlace refuses a path that is the program's own: the store by its name,
// wherever it is, and in a data folder everything that the program keeps
// there. It goes by where a path leads and by which file it is, since a name
// can be written in many ways.
func ownPlace(path string) error {
	full, err := realPath(path)
	if err != nil {
		return err
	}
	own := isStoreName(filepath.Base(full)) || isOwnFile(full)
	for at := full; at != filepath.Dir(at) && !own; at = filepath.Dir(at) {
		own = isOwnName(filepath.Base(at)) && isDataFolder(filepath.Dir(at))
	}
	if own {
		return refused(path, "是年报通自己保存数据的位置", errors.New("one of the program's own files: "+full))
	}
	return nil
}

// realPath follows the links in a path as far as it exists.
func realPath(path string) (string, error) {
	full, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	for at, rest := full, ""; ; at = filepath.Dir(at) {
		if real, err := filepath.EvalSymlinks(at); err == nil {
			return filepath.Join(real, rest), nil
		}
		if at == filepath.Dir(at) {
			return full, nil
		}
		rest = filepath.Join(filepath.Base(at), rest)
	}
}

// isDataFolder says whether the program keeps its drafts in a folder.
func isDataFolder(dir string) bool {
	for _, name := range []string{storeName, "window.lock", "nianbao.last", "nianbao.log"} {
		if _, err := os.Lstat(filepath.Join(dir, name)); err == nil {
			return true
		}
	}
	return false
}

// fold writes a name as those systems compare it that know no case and drop
// dots and spaces at its end.
func fold(name string) string { return strings.ToLower(strings.TrimRight(name, ". ")) }

// isStoreName says whether a name is the store's, or that of a file that
// SQLite or a rescue puts beside it.
func isStoreName(name string) bool {
	rest, found := strings.CutPrefix(fold(name), storeName)
	return found && (rest == "" || rest[0] == '-' || rest[0] == '.')
}

// isOwnName says whether a name in a data folder is one that the program uses
// there itself: store, log, lock, crash reports, backups, what later starts ask,
// damaged stores that are kept and what is made of them.
// What it writes for people may lie there too.
func isOwnName(name string) bool {
	name = fold(name)
	if isStoreName(name) {
		return true
	}
	switch filepath.Ext(name) {
	case ".pdf", ".nbx", ".json":
		return false
	}
	for _, begins := range []string{"nianbao", ".nianbao", "crash", "window.", "backups", "requests", "damaged-", "rescue.", "restoring."} {
		if strings.HasPrefix(name, begins) {
			return true
		}
	}
	return false
}

// isOwnFile says whether an existing file is one of those in the data folder
// it is in, under whatever name.
func isOwnFile(path string) bool {
	info, err := os.Stat(path)
	dir := filepath.Dir(path)
	if err != nil || !isDataFolder(dir) {
		return false
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return false
	}
	for _, e := range entries {
		if !isOwnName(e.Name()) {
			continue
		}
		if other, err := os.Stat(filepath.Join(dir, e.Name())); err == nil && os.SameFile(info, other) {
			return true
		}
	}
	return false
}
