// Package spreadsheet opens the workbooks (.xlsx) of lists that offices fill in:
// registers of applications and collection sheets. Of what is none it says why.
package spreadsheet

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"nianbao/app"
	"nianbao/app/intake/archive"
	"nianbao/app/intake/doc"
	"nianbao/app/intake/unlock"
	"nianbao/app/intake/xlsx"
)

// maxFile is the largest file that is read, in bytes.
const maxFile = 50 << 20

// ErrLocked is in the error about a workbook that was saved with a password, where none
// was given or another one.
var ErrLocked = errors.New("the workbook is saved with a password")

// Reasons why a file is no workbook that can be read; their texts are for the officer.
var (
	errOldBook = errors.New("这是老格式的电子表格（.xls、.et），请先在 Excel 或者 WPS 中另存为 .xlsx")
	errNoBook  = errors.New("这不是电子表格（.xlsx）")
	errNothing = errors.New("电子表格中没有内容")
	errTooBig  = errors.New("文件解开以后太大，可能带有大量空白的行或者图片，请删去以后另存")
)

// Load reads a file within bounds. Said is what a sentence about a file begins with that
// is not read: “没有统计”. The error is BadInput.
func Load(path, said string) ([]byte, error) {
	f, err := app.OpenPlain(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	content, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	switch {
	case err != nil:
		return nil, app.CannotRead(path, fmt.Errorf("read workbook: %w", err))
	case len(content) > maxFile:
		return nil, refusal(filepath.Base(path), said, archive.ErrTooBig)
	}
	return content, nil
}

// Read reads a workbook from what its file holds, with a password where it has one, ""
// else. The error is BadInput; ErrLocked is in it where the password is wanted, or is
// not right.
func Read(name, said string, content []byte, password string) (*xlsx.Book, error) {
	z, err := unpack(content, password)
	if err != nil {
		return nil, refusal(name, said, err)
	}
	book, err := xlsx.ReadSheets(z)
	if err != nil {
		return nil, refusal(name, said, err)
	}
	for i := range book.Sheets {
		if len(book.Sheets[i].Rows) > 0 {
			return book, nil
		}
	}
	return nil, refusal(name, said, errNothing)
}

// unpack opens the container that a workbook is.
func unpack(content []byte, password string) (*archive.Zip, error) {
	if bytes.HasPrefix(content, []byte("\xd0\xcf\x11\xe0")) {
		c, err := doc.Open(content)
		if err != nil {
			return nil, err
		}
		info, sealed, ok := c.Sealed()
		if !ok {
			return nil, errOldBook
		}
		if content, err = unlock.Document(info, sealed, password); err != nil {
			return nil, err
		}
	}
	if !bytes.HasPrefix(content, []byte("PK")) {
		return nil, errNoBook
	}
	z, err := archive.Open(content)
	switch {
	case err != nil:
		return nil, err
	case !xlsx.Is(z):
		return nil, errNoBook
	}
	return z, nil
}

// refusal turns a reason why a workbook cannot be read into a sentence.
func refusal(name, said string, err error) error {
	why := archive.ErrDamaged
	for _, known := range []error{errOldBook, errNoBook, errNothing, archive.ErrTooBig, unlock.ErrMethod, unlock.ErrPassword, unlock.ErrWrong} {
		if errors.Is(err, known) {
			why = known
		}
	}
	if why == archive.ErrTooBig { // what is said of it elsewhere is about reports
		why = errTooBig
	}
	if why == unlock.ErrPassword || why == unlock.ErrWrong {
		err = errors.Join(ErrLocked, err)
	}
	return Refused(name, said, why.Error(), err)
}

// Refused says why a file is not read: said is what did not happen to it, 没有统计.
func Refused(name, said, why string, err error) error {
	return &app.Error{Code: app.BadInput, Err: err, Sentence: said + "“" + name + "”：" + why + "。报告没有改动。"}
}
