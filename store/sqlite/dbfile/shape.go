package dbfile

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/mattn/go-sqlite3"

	"nianbao/app"
)

// Blocked says that a folder is where SQLite puts a file beside the store.
// SQLite would say that the store is read-only, or cannot be opened.
func Blocked(path string) error {
	for _, beside := range []string{"", "-wal", "-shm", "-journal"} {
		info, err := os.Stat(path + beside)
		if err == nil && info.IsDir() {
			return &app.Error{
				Code: app.Unreachable, Err: fmt.Errorf("%s is a folder", path+beside),
				Detail: "数据文件夹中有一个名为“" + filepath.Base(path+beside) + "”的文件夹，占用了数据文件要用的名字，请把它移走",
			}
		}
	}
	return nil
}

// Shaped says of a statement that cannot be prepared that a table or a column
// is missing: another program has changed the file.
func Shaped(err error) error {
	var lite sqlite3.Error
	if !errors.As(err, &lite) || lite.Code != sqlite3.ErrError || !strings.Contains(lite.Error(), "no such ") {
		return err
	}
	return &app.Error{Code: app.Damaged, Detail: "其中缺少数据表或者列，可能被别的程序改动过", Err: err}
}
