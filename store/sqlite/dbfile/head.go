// Package dbfile knows the SQLite file of a store before the store is open: how
// it begins and is laid out, whether it is ours and sound, what a write that was
// cut off has left beside it, and what kind of failure an error of SQLite is.
package dbfile

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"nianbao/app"
	"nianbao/store/disk"
)

// StampLayout is how a time is written in the name of a file.
const StampLayout = "20060102T150405"

// ApplicationID marks a SQLite file as one of ours: "NBAO".
const ApplicationID = 0x4E42414F

// LookAt verifies the file by its first bytes, before SQLite touches anything.
// Fresh means that there is no file yet, or an empty one.
func LookAt(path string) (fresh bool, err error) {
	log := path + "-wal"
	hasLog := disk.HasContent(log)
	head, err := ReadHead(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return false, err
	}
	switch {
	case len(head) == 0 && hasLog:
		// SQLite would throw the log away, and with it the last edits.
		return false, Damaged("the file is empty or missing but its log is not")
	case len(head) == 0:
		return true, nil
	case len(head) < HeadSize || string(head[:16]) != Magic:
		return false, Damaged("the file does not begin as a SQLite file")
	case hasLog && head[18] == 1:
		// A backup was put in the file's place: only they are without the mark
		// of the write-ahead log. The log of the old file would ruin it.
		return false, setAside(log)
	}
	return false, nil
}

// Of a SQLite file: how it begins, and how many bytes there are of its head and
// that of the list of tables.
const (
	Magic    = "SQLite format 3\x00"
	HeadSize = 108
)

// ReadHead returns the first HeadSize bytes of a file, fewer of a shorter one.
func ReadHead(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	head := make([]byte, HeadSize)
	n, err := io.ReadFull(f, head)
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		err = nil
	}
	return head[:n], err
}

// setAside renames a log that does not belong to the file any more; it is
// kept, since it may hold edits that exist nowhere else.
func setAside(log string) error {
	if err := os.Remove(strings.TrimSuffix(log, "-wal") + "-shm"); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return Rename(log)
}

// verifyKind says whether a file is ours and of a version we know. Fresh means that
// it holds nothing at all yet: the program was ended between making the file
// and filling it.
func verifyKind(id, version int64, empty bool, known int) (fresh bool, err error) {
	switch {
	case id == 0 && version == 0 && empty:
		return true, nil
	case id != ApplicationID:
		return false, &app.Error{
			Code: app.Damaged, Err: fmt.Errorf("application id is %#x", id),
			Sentence: "数据文件夹中的 " + FileName + " 是别的程序的文件，不是年报通的数据文件，没有打开它，也没有改动它。" +
				"请在“备份与恢复”（命令行 nianbao restore）中恢复备份，这个文件会另行收好；或者请信息技术人员把它移走。",
		}
	case version > int64(known):
		return false, &app.Error{Code: app.Newer, Err: fmt.Errorf("version %d, %d is known", version, known)}
	}
	return false, nil
}

// Damaged is the error of a store that cannot be read as one.
func Damaged(why string) error { return &app.Error{Code: app.Damaged, Err: errors.New(why)} }

// The names inside the data folder.
const (
	FileName   = "nianbao.db"
	BackupName = "backups"
)
