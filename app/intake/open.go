// Package intake reads what offices already have: web pages, texts and documents of
// other programs. Each format has a folder; all give the same page of paragraphs and
// tables, which package reading understands.
package intake

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"unicode/utf8"

	"nianbao/app/form"
	"nianbao/app/intake/archive"
	"nianbao/app/intake/charset"
	"nianbao/app/intake/doc"
	"nianbao/app/intake/docx"
	"nianbao/app/intake/html"
	"nianbao/app/intake/mhtml"
	"nianbao/app/intake/page"
	"nianbao/app/intake/pdf"
	"nianbao/app/intake/plain"
	"nianbao/app/intake/reading"
	"nianbao/app/intake/xlsx"
)

// ErrKind is returned for a file of a kind that cannot be read.
var ErrKind = errors.New("这不是能够读入的文件")

// Reader reads files into reports of a catalog of forms.
type Reader struct {
	Catalog *form.Catalog
	Cache   string // a folder for what the reader of PDF makes once, "" for none
	Asked
}

// Read reads a file of any of the kinds that are known, which is seen from what it
// holds and not from its name. It returns the page that was read, too.
func (r Reader) Read(ctx context.Context, content []byte) (*reading.Reading, *page.Page, error) {
	p, err := r.pageOf(ctx, content)
	if err != nil {
		return nil, nil, err
	}
	got, err := reading.Read(r.Catalog, p)
	return got, p, err
}

func (r Reader) pageOf(ctx context.Context, content []byte) (*page.Page, error) {
	known := Labels(r.Catalog)
	const enough = 16 << 10 // bytes, for the first tag of a page
	start, _ := charset.Lenient(content[:min(len(content), enough)])
	start = strings.ToLower(start)
	has := func(tag string) bool { return strings.Contains(start, tag) }
	switch {
	case mhtml.Is(content):
		page, err := mhtml.Page(content)
		if err != nil {
			return nil, err
		}
		return html.Read(page, known)
	case bytes.HasPrefix(content, []byte("PK\x03\x04")):
		return fromZip(content)
	case bytes.HasPrefix(content, []byte("\xd0\xcf\x11\xe0")):
		return doc.Read(content)
	case bytes.HasPrefix(content, []byte("%PDF")):
		with := &pdf.Reader{Cache: r.Cache, Password: r.Password, Progress: r.Progress}
		defer with.Close()
		return with.Read(ctx, content)
	case has("<html"), has("<!doctype html"), has("<table"), has("<p>"), has("<p "), has("<div"), has("<body"), has("<span"), has("<meta"):
		return html.Read(content, known)
	}
	return plain.Read(content, known), nil
}

// fromZip reads a document that is a container of parts.
func fromZip(content []byte) (*page.Page, error) {
	z, err := archive.Open(content)
	switch {
	case err != nil:
		return nil, err
	case docx.Is(z):
		return docx.Read(z)
	case xlsx.Is(z):
		return xlsx.Read(z)
	}
	return nil, ErrKind
}

// Labels returns the words of the form by which a text is known: headings of parts,
// and labels of the tables that are long enough.
func Labels(catalog *form.Catalog) []string {
	const least = 4
	var out []string
	for _, f := range catalog.Editions() {
		for _, s := range f.Sections {
			out = append(out, s.Heading)
			if s.Table == nil {
				continue
			}
			for _, c := range s.Table.Cells {
				if utf8.RuneCountInString(c.Text) >= least {
					out = append(out, c.Text)
				}
			}
		}
	}
	return out
}
