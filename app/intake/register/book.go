// Package register counts a register of applications (依申请公开台账) into the tables of
// a report. Offices keep one as a workbook, a row for each application. Which column is
// what, and what the words in it mean, is said by the officer and remembered; nothing
// is guessed in silence.
//
// What is read stays in memory: a report keeps which rows a figure counts, see package
// counted, and never what stands in them.
package register

import (
	"fmt"
	"path/filepath"

	"nianbao/app/counted"
	"nianbao/app/intake/spreadsheet"
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

// ErrLocked is in the error about a register that was saved with a password, where none
// was given or another one.
var ErrLocked = spreadsheet.ErrLocked

// notCounted is what sentences about files begin with that are no register.
const notCounted = "没有统计"

// Open reads the register in a file, with a password where it has one, "" else. The
// error is BadInput; ErrLocked is in it where the password is wanted, or is not right.
func Open(path, password string) (*Book, error) {
	content, err := spreadsheet.Load(path, notCounted)
	if err != nil {
		return nil, err
	}
	return Read(filepath.Base(path), content, password)
}

// Sum returns the digest of a file as a report keeps it.
func Sum(path string) (keys.Digest, error) {
	content, err := spreadsheet.Load(path, notCounted)
	if err != nil {
		return "", err
	}
	return keys.Sum(content), nil
}

// Read reads a register from what its file holds; see Open.
func Read(name string, content []byte, password string) (*Book, error) {
	sheets, err := spreadsheet.Read(name, notCounted, content, password)
	if err != nil {
		return nil, err
	}
	b := &Book{Name: name, SM3: keys.Sum(content), from04: sheets.From04}
	for i := range sheets.Sheets {
		if s := &sheets.Sheets[i]; len(s.Rows) > 0 {
			l := newList(s)
			b.Unsaved += l.unsaved
			b.Sheets = append(b.Sheets, l)
		}
	}
	return b, nil
}

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
