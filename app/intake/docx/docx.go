// Package docx reads documents of Word and WPS (.docx, ISO/IEC 29500). Text that was
// deleted with changes tracked is left out, text that was inserted stays; macros,
// links and pictures are not looked at.
//
// It is a reader of its own on encoding/xml: of the libraries at hand one is of a
// licence that cannot be used here, the others give neither spans of cells nor
// tracked changes.
package docx

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"

	"nianbao/app/intake/archive"
	"nianbao/app/intake/page"
)

// Kind is the kind of file that is read here.
const Kind = "docx"

const document = "word/document.xml"

// maxDepth is how deep elements may stand in each other. A table takes four levels.
const maxDepth = 400

// ErrDeep is returned for a document whose elements stand in each other too deep: none
// that a person made. Its text is for the officer.
var ErrDeep = errors.New("文件中的标签一层套一层，不像是正常的文件")

// Is says whether a container is a document of this kind.
func Is(z *archive.Zip) bool { return z.Has(document) }

// Read reads a document.
func Read(z *archive.Zip) (*page.Page, error) {
	raw, err := z.Part(document)
	if err != nil {
		return nil, err
	}
	r := &reader{x: xml.NewDecoder(bytes.NewReader(raw)), out: &page.Page{Kind: Kind}}
	r.x.Strict = true
	r.x.CharsetReader = func(string, io.Reader) (io.Reader, error) { return nil, archive.ErrDamaged } // always UTF-8
	if err := r.body(); err != nil {
		return nil, err
	}
	return r.out, nil
}

// reader walks the elements of a document.
type reader struct {
	x     *xml.Decoder
	out   *page.Page
	depth int

	picture bool // one stands in what is being read
}

// next returns the next token, nil at the end.
func (r *reader) next() (xml.Token, error) {
	t, err := r.x.Token()
	switch {
	case errors.Is(err, io.EOF):
		return nil, nil
	case err != nil:
		return nil, errors.Join(archive.ErrDamaged, err)
	}
	switch t.(type) {
	case xml.StartElement:
		if r.depth++; r.depth > maxDepth {
			return nil, ErrDeep
		}
	case xml.EndElement:
		r.depth--
	}
	return t, nil
}

// skip passes over an element that has begun.
func (r *reader) skip() error {
	for open := 1; open > 0; {
		t, err := r.next()
		if err != nil || t == nil {
			return err
		}
		switch t.(type) {
		case xml.StartElement:
			open++
		case xml.EndElement:
			open--
		}
	}
	return nil
}

// unseen are elements nobody sees in print: what was deleted or moved away, the
// second form of what is there twice, settings.
func unseen(name string) bool {
	switch name {
	case "del", "moveFrom", "Fallback", "pPr", "rPr", "sectPr", "tblPr", "tblGrid", "trPr", "instrText", "delText", "footnoteReference", "annotationRef":
		return true
	}
	return false
}

// body reads paragraphs and tables up to the end.
func (r *reader) body() error {
	for {
		t, err := r.next()
		if err != nil || t == nil {
			return err
		}
		e, ok := t.(xml.StartElement)
		switch {
		case !ok:
		case unseen(e.Name.Local):
			err = r.skip()
		case e.Name.Local == "p":
			err = r.bodyParagraph()
		case e.Name.Local == "tbl":
			var found *page.Table
			if found, err = r.table(); err == nil {
				r.out.AddTable(found)
				r.addPicture()
			}
		}
		if err != nil {
			return err
		}
	}
}

func (r *reader) bodyParagraph() error {
	text, picture, err := r.paragraph()
	for line := range strings.SplitSeq(text, "\n") {
		r.out.AddText(line)
	}
	r.picture = picture
	r.addPicture()
	return err
}

// addPicture adds a picture where one was met.
func (r *reader) addPicture() {
	if r.picture {
		r.out.Blocks = append(r.out.Blocks, page.Block{Picture: true})
	}
	r.picture = false
}

// paragraph reads a paragraph that has begun.
func (r *reader) paragraph() (text string, picture bool, err error) {
	var out strings.Builder
	for open := 1; open > 0; {
		t, err := r.next()
		if err != nil || t == nil {
			return out.String(), picture, err
		}
		switch t := t.(type) {
		case xml.EndElement:
			open--
		case xml.StartElement:
			switch name := t.Name.Local; {
			case unseen(name):
				if err := r.skip(); err != nil {
					return out.String(), picture, err
				}
				continue
			case name == "t":
				s, err := r.characters()
				out.WriteString(s)
				if err != nil {
					return out.String(), picture, err
				}
				continue
			case name == "tab":
				out.WriteByte(' ')
			case name == "br", name == "cr":
				out.WriteByte('\n')
			case name == "noBreakHyphen":
				out.WriteByte('-')
			case name == "drawing", name == "pict":
				picture = true
			}
			open++
		}
	}
	return out.String(), picture, nil
}

// characters reads the text of an element that has begun.
func (r *reader) characters() (string, error) {
	var out strings.Builder
	for open := 1; open > 0; {
		t, err := r.next()
		if err != nil || t == nil {
			return out.String(), err
		}
		switch t := t.(type) {
		case xml.CharData:
			out.Write(t)
		case xml.StartElement:
			open++
		case xml.EndElement:
			open--
		}
	}
	return out.String(), nil
}

// table reads a table that has begun.
func (r *reader) table() (*page.Table, error) {
	out := &page.Table{}
	return out, r.children(func(e xml.StartElement) (bool, error) {
		if e.Name.Local != "tr" {
			return false, nil
		}
		row, err := r.row()
		if len(row) > 0 {
			out.Rows = append(out.Rows, row)
		}
		return true, err
	})
}

// children calls each for every element within the one that has begun; what it has
// not read is gone into, what nobody sees is passed over.
func (r *reader) children(each func(e xml.StartElement) (read bool, err error)) error {
	for open := 1; open > 0; {
		t, err := r.next()
		if err != nil || t == nil {
			return err
		}
		switch t := t.(type) {
		case xml.EndElement:
			open--
		case xml.StartElement:
			if unseen(t.Name.Local) {
				if err := r.skip(); err != nil {
					return err
				}
				continue
			}
			read, err := each(t)
			if err != nil {
				return err
			}
			if !read {
				open++
			}
		}
	}
	return nil
}

func (r *reader) row() ([]page.Cell, error) {
	var out []page.Cell
	err := r.children(func(e xml.StartElement) (bool, error) {
		if e.Name.Local != "tc" {
			return false, nil
		}
		c, covered, err := r.cell()
		if !covered {
			out = append(out, c)
		}
		return true, err
	})
	return out, err
}

// cell reads a cell that has begun. It is covered where it goes on from the cell above
// or to the left of it.
func (r *reader) cell() (c page.Cell, covered bool, err error) {
	c = page.Cell{Rows: 1, Columns: 1}
	var lines []string
	err = r.children(func(e xml.StartElement) (bool, error) {
		switch e.Name.Local {
		case "gridSpan":
			if n, err := strconv.Atoi(value(e)); err == nil && n > 0 {
				c.Columns = n
			}
		case "vMerge", "hMerge":
			covered = covered || value(e) != "restart"
		case "p":
			text, picture, err := r.paragraph()
			r.picture = r.picture || picture
			if text = strings.TrimSpace(text); text != "" {
				lines = append(lines, text)
			}
			return true, err
		case "tbl": // a table in a cell: its texts are the cell's
			inner, err := r.table()
			for _, row := range inner.Texts() {
				lines = append(lines, row...)
			}
			return true, err
		}
		return false, nil
	})
	c.Text = strings.Join(lines, "\n")
	return c, covered, err
}

// value returns the val attribute of an element.
func value(e xml.StartElement) string {
	for _, a := range e.Attr {
		if a.Name.Local == "val" {
			return a.Value
		}
	}
	return ""
}
