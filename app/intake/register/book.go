// Package register counts a register of applications (依申请公开台账) into the tables of
// a report. Offices keep one as a workbook, a row for each application. Which column is
// what, and what the words in it mean, is said by the officer and remembered; nothing
// is guessed in silence.
//
// What is read stays in memory: a report keeps which rows a figure counts, see package
// counted, and never what stands in them.
package register

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"nianbao/app"
	"nianbao/app/counted"
	"nianbao/app/intake/archive"
	"nianbao/app/intake/doc"
	"nianbao/app/intake/unlock"
	"nianbao/app/intake/xlsx"
	"nianbao/app/keys"
)

// Book is a register as it was read.
type Book struct {
	Name    string      // of its file, without the folder
	SM3     keys.Digest // of the file
	Sheets  []*List
	Unsaved int // formulas of which the file does not hold what they come to
	from04  bool
}

// maxFile is the largest file that is read, in bytes.
const maxFile = 50 << 20

// ErrLocked is in the error about a register that was saved with a password, where none
// was given or another one.
var ErrLocked = errors.New("the register is saved with a password")

// Reasons why a file is no register; their texts are for the officer.
var (
	errOldBook = errors.New("这是老格式的电子表格（.xls、.et），请在 Excel 或者 WPS 中另存为 .xlsx 以后再统计")
	errNoBook  = errors.New("这不是电子表格（.xlsx），请选台账的电子表格")
	errNothing = errors.New("电子表格中没有内容")
	errTooBig  = errors.New("文件解开以后太大，可能带有大量空白的行或者图片，请删去以后另存，再统计")
)

// Open reads the register in a file, with a password where it has one, "" else. The
// error is BadInput; ErrLocked is in it where the password is wanted, or is not right.
func Open(path, password string) (*Book, error) {
	content, err := load(path)
	if err != nil {
		return nil, err
	}
	return Read(filepath.Base(path), content, password)
}

// load reads a file within bounds.
func load(path string) ([]byte, error) {
	f, err := app.OpenPlain(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	content, err := io.ReadAll(io.LimitReader(f, maxFile+1))
	switch {
	case err != nil:
		return nil, app.CannotRead(path, fmt.Errorf("read register: %w", err))
	case len(content) > maxFile:
		return nil, refusal(filepath.Base(path), archive.ErrTooBig)
	}
	return content, nil
}

// Sum returns the digest of a file as a report keeps it.
func Sum(path string) (keys.Digest, error) {
	content, err := load(path)
	if err != nil {
		return "", err
	}
	return keys.Sum(content), nil
}

// Read reads a register from what its file holds; see Open.
func Read(name string, content []byte, password string) (*Book, error) {
	z, err := unpack(content, password)
	if err != nil {
		return nil, refusal(name, err)
	}
	sheets, err := xlsx.ReadSheets(z)
	if err != nil {
		return nil, refusal(name, err)
	}
	b := &Book{Name: name, SM3: keys.Sum(content), from04: sheets.From04}
	for i := range sheets.Sheets {
		if s := &sheets.Sheets[i]; len(s.Rows) > 0 {
			l := newList(s)
			b.Unsaved += l.unsaved
			b.Sheets = append(b.Sheets, l)
		}
	}
	if len(b.Sheets) == 0 {
		return nil, refusal(name, errNothing)
	}
	return b, nil
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

// refusal turns a reason why a register cannot be read into a sentence.
func refusal(name string, err error) error {
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
	return &app.Error{Code: app.BadInput, Err: err, Sentence: "没有统计“" + name + "”：" + why.Error() + "。报告没有改动。"}
}

// WrongPassword says whether a password was given and is not the file's.
func WrongPassword(err error) bool { return errors.Is(err, unlock.ErrWrong) }

// Sheet returns the sheet of a number, nil for none.
func (b *Book) Sheet(number int) *List {
	for _, l := range b.Sheets {
		if l.Number == number {
			return l
		}
	}
	return nil
}

// Where names a row: with its sheet, where there are several.
func (b *Book) Where(at counted.Place) string {
	if l := b.Sheet(at.Sheet); l != nil && len(b.Sheets) > 1 {
		return fmt.Sprintf("“%s”第 %d 行", l.Name, at.Row)
	}
	return fmt.Sprintf("第 %d 行", at.Row)
}

// Lines returns what stands in rows, beside the labels of its columns; nothing for one
// that there is not.
func (b *Book) Lines(at []counted.Place, m *Mapping) [][]Field {
	rows := map[counted.Place]*xlsx.Row{}
	for _, l := range b.Sheets {
		for i := range l.rows {
			rows[counted.Place{Sheet: l.Number, Row: l.rows[i].Number}] = &l.rows[i]
		}
	}
	out := make([][]Field, len(at))
	for i, p := range at {
		if row := rows[p]; row != nil {
			out[i] = b.Sheet(p.Sheet).fields(row, b.from04, m)
		}
	}
	return out
}
