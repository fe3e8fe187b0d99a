package xlsx

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"

	"nianbao/app/intake/archive"
)

// Book is a workbook as its sheets stand, row by row: for those who have to say which
// row something is in.
type Book struct {
	Sheets []Sheet
	From04 bool // days are counted from 1904, not from 1900
}

// Sheet is one sheet.
type Sheet struct {
	Name     string
	Number   int  // which one of the workbook it is, from 1
	Hidden   bool // people do not see it
	Filtered bool // a filter is set on it
	Rows     []Row
	Joined   []Area // cells that are joined
}

// Row is a row with something in it.
type Row struct {
	Number int // as the program at the workstation counts, from 1
	Hidden bool
	Cells  []Value // from the first column on
}

// Value is what a cell holds. The zero Value is an empty one.
type Value struct {
	Text    string
	Number  bool // it is stored as a number, as dates are
	Unsaved bool // a formula, without what it comes to
}

// Area is a stretch of cells that are joined, its corners included: rows from 1, as
// Row.Number, columns from 0.
type Area struct{ Row, Column, LastRow, LastColumn int }

// The most that a list is read of.
const (
	maxListRows    = 100_000 // of a sheet
	maxListColumns = 200
	maxListCells   = 2_000_000 // of a workbook
)

// ReadSheets reads all sheets of a workbook as they stand.
func ReadSheets(z *archive.Zip) (*Book, error) {
	b, err := open(z)
	if err != nil {
		return nil, err
	}
	out := &Book{From04: b.from04}
	r := &lister{texts: b.texts}
	for i, s := range b.sheets {
		if i == maxSheets {
			break
		}
		r.sheet = &Sheet{Name: s.name, Number: s.number, Hidden: s.hidden}
		raw, err := z.Part(s.part)
		if err != nil {
			return nil, err
		}
		if err := r.read(raw); err != nil {
			return nil, err
		}
		out.Sheets = append(out.Sheets, *r.sheet)
	}
	return out, nil
}

// lister reads a sheet token by token. It takes raw tokens, which is twice as fast as
// what package xml makes of them, and minds the nesting itself.
type lister struct {
	texts []string
	sheet *Sheet
	cells int

	row       Row
	kind      string // of the cell
	column    int
	formula   bool
	value     strings.Builder
	within    string // the element whose text is taken, "" for none
	left      int    // how deep in something that is left out
	depth     int
	inRow     bool
	inCell    bool
	nextRow   int
	valueSeen bool
}

// read reads a sheet.
func (r *lister) read(raw []byte) error {
	x := xml.NewDecoder(bytes.NewReader(raw))
	x.CharsetReader = func(string, io.Reader) (io.Reader, error) { return nil, archive.ErrDamaged }
	r.depth, r.nextRow, r.inRow, r.inCell, r.left, r.within = 0, 1, false, false, 0, ""
	for {
		t, err := x.RawToken()
		switch {
		case errors.Is(err, io.EOF) && r.depth == 0:
			return nil
		case err != nil:
			return errors.Join(archive.ErrDamaged, err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			if r.depth++; r.depth > maxDepth {
				return archive.ErrDamaged
			}
			err = r.begin(t)
		case xml.EndElement:
			if r.depth--; r.depth < 0 {
				return archive.ErrDamaged
			}
			err = r.end(t.Name.Local)
		case xml.CharData:
			if r.within != "" && r.left == 0 {
				r.value.Write(t)
			}
		}
		if err != nil {
			return err
		}
	}
}

// begin takes note of an element that begins.
func (r *lister) begin(e xml.StartElement) error {
	switch name := e.Name.Local; {
	case name == "row":
		return r.beginRow(e)
	case name == "c" && r.inRow:
		r.beginCell(e)
	case r.inCell && name == "rPh":
		r.left++
	case r.inCell && name == "f":
		r.formula = true
	case r.inCell && (name == "v" || name == "t" && r.kind == "inlineStr"):
		r.within, r.valueSeen = name, true
	case name == "filterColumn":
		r.sheet.Filtered = true
	case name == "mergeCell":
		r.join(attribute(e, "ref"))
	}
	return nil
}

func (r *lister) beginRow(e xml.StartElement) error {
	r.inRow = true
	r.row = Row{Number: r.nextRow, Hidden: isTrue(attribute(e, "hidden"))}
	if n, err := strconv.Atoi(attribute(e, "r")); err == nil && n >= r.nextRow {
		r.row.Number = n
	}
	r.nextRow, r.column = r.row.Number+1, -1
	return nil
}

func (r *lister) beginCell(e xml.StartElement) {
	r.inCell, r.formula, r.valueSeen = true, false, false
	r.value.Reset()
	r.kind = attribute(e, "t")
	r.column++
	if _, c, ok := coordinates(attribute(e, "r")); ok {
		r.column = c
	}
}

// end takes in what has ended.
func (r *lister) end(name string) error {
	switch {
	case name == r.within:
		r.within = ""
	case r.inCell && name == "rPh":
		r.left--
	case name == "c" && r.inCell:
		r.inCell, r.within, r.left = false, "", 0
		return r.put()
	case name == "row" && r.inRow:
		r.inRow = false
		if len(r.row.Cells) > 0 {
			r.sheet.Rows = append(r.sheet.Rows, r.row)
		}
	}
	return nil
}

// put sets the cell that was read.
func (r *lister) put() error {
	v, err := r.taken()
	if err != nil || v == (Value{}) || r.column < 0 || r.column >= maxListColumns {
		return err
	}
	if r.cells++; r.cells > maxListCells || r.row.Number > maxListRows {
		return archive.ErrTooBig
	}
	for len(r.row.Cells) <= r.column {
		r.row.Cells = append(r.row.Cells, Value{})
	}
	r.row.Cells[r.column] = v
	return nil
}

// taken is what the cell that was read holds.
func (r *lister) taken() (Value, error) {
	v := Value{Text: r.value.String()}
	switch r.kind {
	case "s":
		if !r.valueSeen {
			break
		}
		n, err := strconv.Atoi(strings.TrimSpace(v.Text))
		if err != nil || n < 0 || n >= len(r.texts) {
			return v, archive.ErrDamaged
		}
		v.Text = r.texts[n]
	case "", "n":
		v.Text = plainNumber(strings.TrimSpace(v.Text))
		v.Number = v.Text != ""
	default:
		v.Text = unescaped(v.Text)
	}
	v.Text = strings.TrimSpace(v.Text)
	v.Unsaved = r.formula && v.Text == "" && r.kind != "str"
	return v, nil
}

// join notes cells that are joined, such as A1:B2.
func (r *lister) join(ref string) {
	from, to, _ := strings.Cut(ref, ":")
	r1, c1, ok := coordinates(from)
	r2, c2, too := coordinates(to)
	if ok && too && r2 >= r1 && c2 >= c1 && len(r.sheet.Joined) < maxListRows {
		r.sheet.Joined = append(r.sheet.Joined, Area{r1 + 1, c1, r2 + 1, c2})
	}
}
