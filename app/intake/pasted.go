package intake

import (
	"strings"

	"nianbao/app/form"
	"nianbao/app/intake/html"
	"nianbao/app/intake/page"
	"nianbao/app/intake/plain"
	"nianbao/app/intake/reading"
	"nianbao/app/intake/tables"
	"nianbao/app/intake/takeover"
	"nianbao/app/origin"
)

// pastedName is what a document from the clipboard is called.
const pastedName = origin.Clipboard

// ReadPasted reads the report that is on the clipboard: as the web page it is there as,
// nil for none, or as text, whichever more is read of. The error is reading.ErrNoReport.
func (d Desk) ReadPasted(webPage []byte, text string) (*File, error) {
	pages := []*page.Page{plain.ReadText(text)}
	if len(webPage) > 0 {
		if p, err := html.Read(webPage, Labels(d.Catalog)); err == nil { // else it is no page
			pages = append([]*page.Page{p}, pages...)
		}
	}
	var best *File
	most := 0
	for _, p := range pages {
		got, err := reading.Read(d.Catalog, p)
		if err != nil {
			continue
		}
		if n := piecesRead(got); n > most {
			best, most = &File{Reading: got, FileName: pastedName, Page: p}, n
		}
	}
	if best == nil {
		return nil, reading.ErrNoReport
	}
	return best, nil
}

// piecesRead counts the tables and parts that something was read of.
func piecesRead(got *reading.Reading) int {
	n := 0
	for _, p := range takeover.Pieces(got) {
		if p.Any() {
			n++
		}
	}
	return n
}

// TableOf finds in a web page the table that has most labels of one of the form, and no
// more of another one; false where there is none.
func (d Desk) TableOf(webPage []byte, t *form.Table) (tables.Block, bool) {
	p, err := html.Read(webPage, nil)
	if err != nil {
		return tables.Block{}, false
	}
	var best tables.Block
	most := 0
	for _, b := range p.Blocks {
		if b.Table == nil {
			continue
		}
		block := d.partOf(b.Table.Texts(), t)
		if labels, _ := tables.Labels(t, block); labels > most && !d.ofAnother(t, block, labels) {
			best, most = block, labels
		}
	}
	return best, most > 0
}

// partOf cuts out of the rows of a table those between the heading of the part that t is
// and the next heading: a sheet that was copied whole is one table. Rows without these
// headings stay as they are.
func (d Desk) partOf(rows [][]string, t *form.Table) tables.Block {
	from, to := 0, len(rows)
	for i, row := range rows {
		s := d.headingIn(row, t.Edition)
		switch {
		case s == nil:
		case s.Table == t:
			from, to = i+1, len(rows)
		case from > 0 && to == len(rows):
			to = i
		}
	}
	return tables.Of(rows[from:to])
}

// headingIn returns the part that a row is the heading of, nil for none.
func (d Desk) headingIn(row []string, edition string) *form.Section {
	text := strings.Join(row, "")
	for _, s := range d.Catalog.Edition(edition).Sections {
		if tables.Fold(text) == tables.Fold(s.Heading) {
			return s
		}
	}
	return nil
}

// ofAnother says whether a block has more labels of another table of the form.
func (d Desk) ofAnother(t *form.Table, block tables.Block, labels int) bool {
	for _, other := range d.Catalog.Edition(t.Edition).Tables() {
		if more, _ := tables.Labels(other, block); other.ID != t.ID && more > labels {
			return true
		}
	}
	return false
}

// ReadPart reads a text that holds the fields of a part under their headings, as the
// whole of that part was copied. It says no where there are not two of them, or s is nil.
func (d Desk) ReadPart(text string, s *form.Section, f *form.Form) (*File, bool) {
	p := plain.ReadText(text)
	if len(p.Blocks) == 0 || s == nil {
		return nil, false
	}
	if first := strings.TrimSpace(p.Blocks[0].Text); first != s.Heading {
		p.Blocks = append([]page.Block{{Text: s.Heading}}, p.Blocks...)
	}
	if last := f.Sections[len(f.Sections)-1]; last != s { // a report has two parts at least
		p.Blocks = append(p.Blocks, page.Block{Text: last.Heading})
	}
	got, err := reading.Read(d.Catalog, p)
	if err != nil {
		return nil, false
	}
	headed := 0
	for _, field := range s.Fields {
		if field.Heading != "" && got.Report.Text(field.Address) != "" {
			headed++
		}
	}
	if headed < 2 {
		return nil, false
	}
	return &File{Reading: got, FileName: pastedName, Page: p}, true
}
