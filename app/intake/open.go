// Package intake reads what offices already have: web pages, texts and documents of
// other programs. Each format has a folder; all give the same page of paragraphs and
// tables, which package reading understands.
package intake

import (
	"bytes"
	"context"
	"strings"
	"unicode/utf8"

	"nianbao/app/form"
	"nianbao/app/intake/archive"
	"nianbao/app/intake/charset"
	"nianbao/app/intake/doc"
	"nianbao/app/intake/docx"
	"nianbao/app/intake/html"
	"nianbao/app/intake/listing"
	"nianbao/app/intake/mhtml"
	"nianbao/app/intake/page"
	"nianbao/app/intake/pdf"
	"nianbao/app/intake/plain"
	"nianbao/app/intake/reading"
	"nianbao/app/intake/unlock"
	"nianbao/app/intake/xlsx"
)

// Reader reads files into reports of a catalog of forms.
type Reader struct {
	Catalog *form.Catalog
	Cache   string      // a folder for what the reader of PDF makes once, "" for none
	PDF     *pdf.Reader // one that is kept for many files, nil for one that goes with each
	Asked
}

// Read reads a file of any of the kinds that are known, which is seen from what it
// holds and not from its name. It returns the page that was read, too.
func (r Reader) Read(ctx context.Context, content []byte) (*reading.Reading, *page.Page, error) {
	p, err := r.pageOf(ctx, content)
	if err != nil {
		return nil, nil, err
	}
	if p.TooBig() {
		return nil, nil, archive.ErrTooBig
	}
	arranged, err := listing.Arrange(r.Catalog, p, r.Unit)
	switch {
	case err != nil:
		return nil, nil, err
	case arranged != nil:
		p = arranged
	}
	got, err := reading.Read(r.Catalog, p)
	return got, p, err
}

func (r Reader) pageOf(ctx context.Context, content []byte) (*page.Page, error) {
	if err := refusedByBeginning(content); err != nil {
		return nil, err
	}
	switch {
	case mhtml.Is(content):
		content, err := mhtml.Page(content)
		if err != nil {
			return nil, err
		}
		return r.fromWeb(content)
	case bytes.HasPrefix(content, []byte("PK\x03\x04")):
		return fromZip(content)
	case bytes.HasPrefix(content, []byte("\xd0\xcf\x11\xe0")):
		return r.fromContainer(content)
	case bytes.HasPrefix(bytes.TrimLeft(content, " \t\r\n\xef\xbb\xbf"), []byte("%PDF")):
		with := r.PDF
		if with == nil {
			with = &pdf.Reader{Cache: r.Cache}
			defer with.Close()
		}
		with.Password, with.Progress = r.Password, r.Progress
		return with.Read(ctx, content)
	case isWeb(content):
		return r.fromWeb(content)
	case len(content) > maxPlain || tooBig(content, maxLines, "\n", "\r", "\f", "\v"):
		return nil, archive.ErrTooBig
	}
	return plain.Read(content, Labels(r.Catalog)), nil
}

// The most that a text and a web page hold. What is taken apart of a page, its tags and
// what stands in them, takes a hundred times its room in memory.
const (
	maxPlain = 8 << 20 // bytes
	maxLines = 100_000
	maxTags  = 500_000
	maxWords = 6_000_000
)

// fromWeb reads a web page.
func (r Reader) fromWeb(content []byte) (*page.Page, error) {
	if tooBig(content, maxTags, "<") || tooBig(content, maxWords, " ", "=", "/", "\t", "\n", "\f") {
		return nil, archive.ErrTooBig
	}
	return html.Read(content, Labels(r.Catalog))
}

// tooBig says whether marks stand in a file more than so many times.
func tooBig(content []byte, most int, marks ...string) bool {
	n := 0
	for _, m := range marks {
		n += bytes.Count(content, []byte(m))
	}
	return n > most
}

// isWeb says whether a text is a web page.
func isWeb(content []byte) bool {
	const enough = 16 << 10 // bytes, for the first tag of a page
	head, _ := charset.Lenient(content[:min(len(content), enough)])
	head = strings.ToLower(strings.TrimLeft(head, " \t\r\n\ufeff"))
	if strings.HasPrefix(head, "<") {
		return true
	}
	for _, tag := range []string{"<html", "<!doctype html", "<table", "<p>", "<p ", "<div", "<body", "<span", "<meta"} {
		if strings.Contains(head, tag) {
			return true
		}
	}
	return false
}

// fromContainer reads a document of the older Office, or one of today's that was saved
// with a password.
func (r Reader) fromContainer(content []byte) (*page.Page, error) {
	c, err := doc.Open(content)
	if err != nil {
		return nil, err
	}
	info, sealed, ok := c.Sealed()
	if !ok {
		return c.Read()
	}
	opened, err := unlock.Document(info, sealed, r.Password)
	if err != nil {
		return nil, err
	}
	return fromZip(opened)
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
	return nil, refusedByPart(z)
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
