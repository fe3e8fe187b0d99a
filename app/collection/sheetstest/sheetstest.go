// Package sheetstest makes collection sheets for tests as departments fill them in.
package sheetstest

import (
	"bytes"

	"nianbao/app/collection"
	"nianbao/app/collection/sheets"
	"nianbao/app/form"
	"nianbao/app/workbook"
)

// Filled is a sheet as a department sends it back.
type Filled struct{ *workbook.Book }

// Fill fills in every figure of a sheet that with returns a text for, and who did it.
func Fill(s *collection.Sheet, name, date string, with func(c *form.Cell) string) *Filled {
	f := &Filled{sheets.Book(s)}
	f.Say("报送人", name)
	f.Say("报送日期", date)
	codes := map[string]collection.Line{}
	for _, b := range s.Blocks {
		for _, l := range b.Lines {
			codes[l.Code] = l
		}
	}
	for _, sheet := range f.Sheets {
		for _, row := range sheet.Rows {
			l, ok := codes[row[0].Text]
			if !ok {
				continue
			}
			at := 0
			for i := range row {
				if row[i].Style == workbook.Entry {
					for l.Cells[at] == nil {
						at++
					}
					row[i].Text = with(l.Cells[at])
					at++
				}
			}
		}
	}
	return f
}

// Same fills every figure in with one text.
func Same(text string) func(*form.Cell) string { return func(*form.Cell) string { return text } }

// Say writes what stands behind a word on every page.
func (f *Filled) Say(label, text string) {
	for _, sheet := range f.Sheets {
		for _, row := range sheet.Rows {
			if row[0].Text == label {
				row[1].Text = text
			}
		}
	}
}

// Row finds a row by its code; nil where there is none.
func (f *Filled) Row(code string) []workbook.Cell {
	for _, sheet := range f.Sheets {
		for _, row := range sheet.Rows {
			if len(row) > 0 && row[0].Text == code {
				return row
			}
		}
	}
	return nil
}

// Head finds the row over the lines of a page.
func (f *Filled) Head(page int) []workbook.Cell {
	return f.Sheets[page].Rows[f.Sheets[page].Frozen-1]
}

// Swap changes two columns of a page, with what stands over them.
func (f *Filled) Swap(page, a, b int) {
	s := f.Sheets[page]
	for _, row := range s.Rows[s.Frozen-1:] {
		if len(row) > max(a, b) {
			row[a], row[b] = row[b], row[a]
		}
	}
}

// Bytes is the file.
func (f *Filled) Bytes() []byte {
	var out bytes.Buffer
	_ = f.Write(&out) // a Buffer never fails
	return out.Bytes()
}
