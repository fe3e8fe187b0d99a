// Package tables finds where a table of text belongs in a table of the form: a
// block from the clipboard today, tables read from files by the same rules.
//
// Nothing is guessed. A row's figures are found by that row's own last label,
// and a row whose figures are too few or too many is left out with the reason.
// The package knows no window.
package tables

import (
	"errors"
	"fmt"
	"strings"
)

// The largest block that is taken. The biggest table of the form has 280
// places; a text beyond these bounds is something else.
const (
	maxBytes = 1 << 20
	maxCells = 2000
)

// ErrNoText is returned for a clipboard without text.
var ErrNoText = errors.New("剪贴板里没有文字（可能是图片），没有粘贴")

// ErrTooBig is returned for a text that cannot be a table of the form.
type ErrTooBig struct{ Bytes, Cells int }

// Error tells how much there was.
func (e *ErrTooBig) Error() string {
	if e.Cells > 0 {
		return fmt.Sprintf("剪贴板里的内容超过 %d 格，不像是这张表的数据，没有粘贴", maxCells)
	}
	return fmt.Sprintf("剪贴板里的内容太大（约 %.1f MB），不像是这张表的数据，没有粘贴", float64(e.Bytes)/(1<<20))
}

// Block is a table as text: rows of cells, each row as long as it was, blank
// cells kept. It has at least one row, and every row at least one cell.
type Block struct {
	Rows [][]string
	text string // what the rows were read from, for sources that break cells over lines

	pieces []Piece // the same cells with their sizes, where these are known
}

// Of makes a block of rows that somebody else has split.
func Of(rows [][]string) Block { return Block{Rows: rows, text: Write(rows)} }

// Read splits the text a spreadsheet, a browser or a word processor puts on
// the clipboard into rows of cells: tabs between cells, line ends between
// rows, quotes round a cell that holds either. Blank cells count, at the end
// too: one blank cell copied is one blank cell.
//
// encoding/csv will not do: it skips blank lines, and a blank line is a row
// of blank cells here.
func Read(text string) (Block, error) {
	if len(text) > maxBytes {
		return Block{}, &ErrTooBig{Bytes: len(text)}
	}
	text = strings.ToValidUTF8(strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "").Replace(text), "\ufffd")
	if text == "" {
		return Block{}, ErrNoText
	}
	b := Block{text: text}
	var row []string
	for cells, rest := 0, strings.TrimSuffix(text, "\n"); ; {
		if cells++; cells > maxCells {
			return Block{}, &ErrTooBig{Cells: cells}
		}
		field, after := cutField(rest)
		row = append(row, field)
		if after == "" {
			break
		}
		if after[0] == '\n' {
			b.Rows = append(b.Rows, row)
			row = nil
		}
		rest = after[1:]
	}
	b.Rows = append(b.Rows, row)
	b.dropEmptyLines()
	if wide := b.width() * len(b.Rows); wide > maxCells {
		return Block{}, &ErrTooBig{Cells: wide}
	}
	return b, nil
}

// dropEmptyLines drops empty lines behind a table of several columns: a
// spreadsheet writes the tabs of a blank row.
func (b *Block) dropEmptyLines() {
	if b.width() < 2 {
		return
	}
	for last := len(b.Rows) - 1; last > 0 && len(b.Rows[last]) == 1 && b.Rows[last][0] == ""; last-- {
		b.Rows = b.Rows[:last]
	}
}

func (b Block) width() int {
	w := 0
	for _, row := range b.Rows {
		w = max(w, len(row))
	}
	return w
}

// Single returns the text of a block of one cell.
func (b Block) Single() (text string, yes bool) {
	if len(b.Rows) != 1 || len(b.Rows[0]) != 1 {
		return "", false
	}
	return b.Rows[0][0], true
}

// cutField takes the first cell off and returns what follows, beginning with
// the tab or line end. A quote that is never closed is an ordinary character.
func cutField(s string) (field, after string) {
	if strings.HasPrefix(s, `"`) {
		for i := 1; i < len(s); i++ {
			if s[i] != '"' {
				continue
			}
			if i+1 < len(s) && s[i+1] == '"' {
				i++
				continue
			}
			if i+1 == len(s) || s[i+1] == '\t' || s[i+1] == '\n' {
				return strings.ReplaceAll(s[1:i], `""`, `"`), s[i+1:]
			}
			break
		}
	}
	if i := strings.IndexAny(s, "\t\n"); i >= 0 {
		return s[:i], s[i:]
	}
	return s, ""
}

// Write writes rows of cells as a spreadsheet expects them.
func Write(rows [][]string) string {
	var b strings.Builder
	for _, row := range rows {
		for i, field := range row {
			if i > 0 {
				b.WriteByte('\t')
			}
			if strings.ContainsAny(field, "\t\r\n\"") {
				field = `"` + strings.ReplaceAll(field, `"`, `""`) + `"`
			}
			b.WriteString(field)
		}
		b.WriteString("\r\n")
	}
	return b.String()
}
