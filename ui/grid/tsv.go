package grid

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// The largest block taken from the clipboard. The biggest table of the form
// has 280 places; a text beyond these bounds is something else.
const (
	maxPasteBytes = 1 << 20
	maxPasteCells = 2000
)

// ErrNoText is returned for a clipboard without text.
var ErrNoText = errors.New("剪贴板里没有文字（可能是图片），没有粘贴")

// ErrTooBig is returned for a clipboard that cannot be a table of the form.
type ErrTooBig struct{ Bytes, Cells int }

// Error tells how much there was.
func (e *ErrTooBig) Error() string {
	if e.Cells > 0 {
		return fmt.Sprintf("剪贴板里的内容超过 %d 格，不像是这张表的数据，没有粘贴", maxPasteCells)
	}
	return fmt.Sprintf("剪贴板里的内容太大（约 %.1f MB），不像是这张表的数据，没有粘贴", float64(e.Bytes)/(1<<20))
}

// readBlock splits the text a spreadsheet puts on the clipboard into rows of
// cells: tabs between cells, line ends between rows, quotes round a cell that
// holds either. All rows come out equally long; empty rows and columns at the
// end are dropped.
//
// encoding/csv will not do: it skips blank lines, and a blank line is a row
// of blank cells here.
func readBlock(text string) ([][]string, error) {
	if len(text) > maxPasteBytes {
		return nil, &ErrTooBig{Bytes: len(text)}
	}
	text = strings.ToValidUTF8(strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "").Replace(text), "")
	if strings.TrimSpace(text) == "" {
		return nil, ErrNoText
	}
	text = strings.TrimSuffix(text, "\n")
	var rows [][]string
	var row []string
	for cells, rest := 0, text; ; {
		if cells++; cells > maxPasteCells {
			return nil, &ErrTooBig{Cells: cells}
		}
		field, after := cutField(rest)
		row = append(row, field)
		if after == "" {
			break
		}
		if after[0] == '\n' {
			rows = append(rows, row)
			row = nil
		}
		rest = after[1:]
	}
	block := trim(append(rows, row))
	if len(block) == 1 && len(block[0]) == 1 && strings.TrimSpace(block[0][0]) == "" {
		return nil, ErrNoText // nothing but quotes
	}
	if len(block)*len(block[0]) > maxPasteCells {
		return nil, &ErrTooBig{Cells: len(block) * len(block[0])}
	}
	return block, nil
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

// trim makes the rows equally long, without empty rows and columns at the end.
func trim(rows [][]string) [][]string {
	height, width := 1, 1
	for r, row := range rows {
		for c, field := range row {
			if strings.TrimSpace(field) != "" {
				height, width = max(height, r+1), max(width, c+1)
			}
		}
	}
	out := make([][]string, height)
	for r := range out {
		out[r] = make([]string, width)
		copy(out[r], rows[r])
	}
	return out
}

// writeBlock writes rows of cells as a spreadsheet expects them.
func writeBlock(rows [][]string) string {
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

// short cuts a text for a message.
func short(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) <= 16 {
		return s
	}
	return string([]rune(s)[:15]) + "…"
}
