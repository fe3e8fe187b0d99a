// Package xlsx reads workbooks (.xlsx). Every sheet that holds anything is a table; of
// cells that are joined only the first is one. Numbers are taken as they are stored,
// not as they are shown: a format may show 1,234 or a date. Formulas, macros and
// links are not looked at: of a formula what it came to is stored beside it.
//
// It is a reader of its own on encoding/xml: the library at hand, excelize, reads what
// is needed here and a hundred things more. What it makes ready for them at every start
// of the program takes 11 ms, and 10 MB in the program's file.
package xlsx

import (
	"regexp"
	"strings"

	"nianbao/app/intake/archive"
	"nianbao/app/intake/page"
)

// Kind is the kind of file that is read here.
const Kind = "xlsx"

// The most that is read: the form's largest table has 30 rows.
const (
	maxRows    = 5000 // of a sheet
	maxColumns = 400
	maxSheets  = 200
	maxCells   = 200_000   // with something in them, of a sheet
	maxPlaces  = 400_000   // of cells, of a workbook
	maxMerged  = 2_000_000 // that joined cells take, of a sheet
)

// Is says whether a container is a workbook.
func Is(z *archive.Zip) bool { return z.Has(workbook) }

// Read reads a workbook.
func Read(z *archive.Zip) (*page.Page, error) {
	b, err := open(z)
	if err != nil {
		return nil, err
	}
	out := &page.Page{Kind: Kind}
	places := 0
	for i, s := range b.sheets {
		if i == maxSheets {
			break
		}
		if s.hidden {
			continue
		}
		g, err := b.read(s)
		if err != nil {
			return nil, err
		}
		if places += g.filled() * g.width(); places > maxPlaces {
			return nil, archive.ErrTooBig
		}
		addSheet(out, g.table())
	}
	return out, nil
}

// addSheet adds a sheet. A row of a single text is a paragraph where it is the heading
// of a part, and up to the table that follows.
func addSheet(out *page.Page, t *page.Table) {
	rest := &page.Table{}
	for _, row := range t.Rows {
		text, n := "", 0
		for _, c := range row {
			if strings.TrimSpace(c.Text) != "" {
				text = c.Text
				n++
			}
		}
		switch {
		case n == 0:
		case n == 1 && (len(rest.Rows) == 0 || partShape.MatchString(text)):
			out.AddTable(rest)
			rest = &page.Table{}
			out.AddText(text)
		default:
			rest.Rows = append(rest.Rows, row)
		}
	}
	out.AddTable(rest)
}

// partShape is how the heading of a part begins.
var partShape = regexp.MustCompile(`^\s*[一二三四五六][、.．]\s*\S`)

// width returns how many columns a sheet has.
func (g *grid) width() int {
	width := 0
	for _, row := range g.rows {
		width = max(width, len(row))
	}
	return width
}

// filled returns how many rows of a sheet hold something.
func (g *grid) filled() int {
	n := 0
	for _, row := range g.rows {
		if len(row) > 0 {
			n++
		}
	}
	return n
}

// table returns the cells of a sheet, row by row; rows without any are left out.
func (g *grid) table() *page.Table {
	out := &page.Table{}
	width := g.width()
	covered, spans := g.spans(width)
	for r, row := range g.rows {
		if len(row) == 0 {
			continue
		}
		var cells []page.Cell
		for c := range width {
			if covered[r*width+c] {
				continue
			}
			cell := page.Cell{Rows: 1, Columns: 1}
			if c < len(row) {
				cell.Text = strings.TrimSpace(row[c])
			}
			if s, ok := spans[r*width+c]; ok {
				cell.Rows, cell.Columns = s.lastRow-s.row+1, s.lastColumn-s.column+1
			}
			cells = append(cells, cell)
		}
		out.Rows = append(out.Rows, cells)
	}
	return out
}

// spans returns the places that a joined cell covers, and how far each reaches. No two
// of them cover the same place: what a file says against that is passed over.
func (g *grid) spans(width int) (covered []bool, spans map[int]area) {
	covered, spans = make([]bool, len(g.rows)*width), map[int]area{}
	for _, s := range g.joined {
		if s.row >= len(g.rows) || s.column >= width || covered[s.row*width+s.column] {
			continue
		}
		if _, there := spans[s.row*width+s.column]; there {
			continue
		}
		spans[s.row*width+s.column] = s
		for r := s.row; r <= min(s.lastRow, len(g.rows)-1); r++ {
			for c := s.column; c <= min(s.lastColumn, width-1); c++ {
				covered[r*width+c] = r != s.row || c != s.column
			}
		}
	}
	return covered, spans
}
