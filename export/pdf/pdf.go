// Package pdf writes laid out pages as a PDF. It is the only place that knows
// gofpdf, and it uses of it only what places single runs of text: gofpdf's own
// line breaking loses Chinese characters.
package pdf

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"time"

	"github.com/jung-kurt/gofpdf"

	"nianbao/app"
	"nianbao/app/report"
	"nianbao/export/font"
	"nianbao/export/layout"
)

// Printer writes reports as PDF files. The zero Printer is ready for use, by
// several goroutines at a time as long as each has its own report.
type Printer struct{}

var _ app.Printer = Printer{}

// Print lays a report out and writes it to w. The same report gives the same
// bytes. An *app.Unprintable error names characters that no font has; nothing
// has been written then.
func (Printer) Print(ctx context.Context, r *report.Report, o app.PrintOptions, w io.Writer) error {
	fonts := font.For(o.BodyFont)
	pages, err := layout.Pages(r, fonts, layout.Options{Stamp: o.Stamp})
	if err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	d := newDrawing(fonts, pages)
	d.describe(r)
	for i := range pages {
		if err := d.page(&pages[i]); err != nil {
			return fmt.Errorf("draw page %d: %w", pages[i].Number, err)
		}
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	var out bytes.Buffer
	if err := d.pdf.Output(&out); err != nil {
		return fmt.Errorf("write PDF: %w", err)
	}
	if _, err := w.Write(tagSubsets(out.Bytes())); err != nil {
		return fmt.Errorf("write PDF: %w", err)
	}
	return nil
}

// describe sets what the PDF says of itself. Its dates come from the report,
// never from the clock.
func (d *drawing) describe(r *report.Report) {
	day, err := report.ParseDate(r.Text(report.SignedOn))
	if err != nil {
		day = time.Date(r.Year()+1, time.January, 1, 0, 0, 0, 0, time.UTC)
	}
	d.pdf.SetCreationDate(day)
	d.pdf.SetModificationDate(day)
	d.pdf.SetTitle(utf16(r.Title()), false)
	d.pdf.SetAuthor(utf16(r.Unit()), false)
	d.pdf.SetSubject(utf16(r.Form().Title), false)
	d.pdf.SetCreator(utf16("年报通"), false)
	d.pdf.SetProducer("gofpdf", false)
}

// tagSubsets gives the fonts the names that tell a reader they are subsets: six
// capitals and a plus sign. gofpdf calls a font utf8 and its own name; names
// of the same length leave all places in the file as they are.
func tagSubsets(file []byte) []byte {
	for _, key := range []string{"/BaseFont /", "/FontName /"} {
		file = bytes.ReplaceAll(file, []byte(key+"utf8"+subsetMark), []byte(key+"NBTS"+"UB+"))
	}
	return file
}

// subsetMark begins the names of fonts, as gofpdf is told them.
const subsetMark = "ub+"

func newDocument() *gofpdf.Fpdf {
	pdf := gofpdf.New("P", "mm", "A4", "")
	pdf.SetCatalogSort(true)
	pdf.SetAutoPageBreak(false, 0)
	pdf.SetMargins(0, 0, 0)
	return pdf
}
