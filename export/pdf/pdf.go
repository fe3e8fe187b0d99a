// Package pdf writes laid out pages as a PDF. It is the only place that knows
// gofpdf, and it uses of it only what places single runs of text: gofpdf's own
// line breaking loses Chinese characters.
package pdf

import (
	"bytes"
	"context"
	"fmt"
	"io"

	"github.com/jung-kurt/gofpdf"

	"nianbao/app"
	"nianbao/app/collection"
	"nianbao/app/correction"
	"nianbao/app/handbook"
	"nianbao/app/report"
	"nianbao/export/font"
	"nianbao/export/pages"
	collectionpages "nianbao/export/pages/collection"
	correctionpages "nianbao/export/pages/correction"
	handbookpages "nianbao/export/pages/handbook"
	reportpages "nianbao/export/pages/report"
	"nianbao/export/pages/signsheet"
	"nianbao/export/typeset"
)

// Format is PDF, in which every document can be written.
var Format = app.Format{
	ID: app.PDF, Name: "PDF", Extension: ".pdf",
	Kinds: []app.DocumentKind{app.ReportDocument, app.SignOffDocument, app.HandbookDocument, app.CorrectionDocument, app.CollectionDocument},
	Write: func(ctx context.Context, d app.Document, o app.PrintOptions, w io.Writer) error {
		switch d.Kind() {
		case app.SignOffDocument:
			return Printer{}.PrintSignOffForm(ctx, d.SignOffForm, o, w)
		case app.HandbookDocument:
			return Printer{}.PrintHandbook(ctx, d.Handbook, w)
		case app.CorrectionDocument:
			return Printer{}.PrintCorrection(ctx, d.Correction, o, w)
		case app.CollectionDocument:
			return Printer{}.PrintCollection(ctx, d.Collection, o, w)
		}
		return Printer{}.Print(ctx, d.Report, o, w)
	},
}

// Printer writes each kind of document as a PDF file. The zero Printer is ready
// for use, by several goroutines at a time as long as each has its own report.
type Printer struct{}

// Print lays a report out and writes it to w. The same report gives the same
// bytes. An *app.Unprintable error names characters that no font has; nothing
// has been written then.
func (Printer) Print(ctx context.Context, r *report.Report, o app.PrintOptions, w io.Writer) error {
	return printed(ctx, reportpages.Pages, r, o, ofReport(r), w)
}

// PrintSignOffForm writes the 审签单 of a report. The same content gives the same
// bytes; errors are as for Print.
func (Printer) PrintSignOffForm(ctx context.Context, s *app.SignOffForm, o app.PrintOptions, w io.Writer) error {
	return printed(ctx, signsheet.Pages, s, o, ofSheet(s), w)
}

// PrintCorrection writes the 更正说明. The same content gives the same bytes; errors
// are as for Print.
func (Printer) PrintCorrection(ctx context.Context, s *correction.Statement, o app.PrintOptions, w io.Writer) error {
	return printed(ctx, correctionpages.Pages, s, o, ofCorrection(s), w)
}

// PrintCollection writes the 数据报送表 of a department. The same content gives the same
// bytes; errors are as for Print.
func (Printer) PrintCollection(ctx context.Context, s *collection.Sheet, o app.PrintOptions, w io.Writer) error {
	return printed(ctx, collectionpages.Pages, s, o, ofCollection(s), w)
}

// PrintHandbook writes the 使用手册. The same manual gives the same bytes.
func (Printer) PrintHandbook(ctx context.Context, m *handbook.Manual, w io.Writer) error {
	fonts := font.For(app.BodyBundled)
	pages, err := handbookpages.Pages(m, fonts)
	if err != nil {
		return err
	}
	return write(ctx, fonts, pages, ofManual(m), w)
}

func around(o app.PrintOptions) pages.Options {
	return pages.Options{Watermark: o.Watermark, Footer: o.Footer}
}

// printed lays a document out and writes it.
func printed[T any](ctx context.Context, layOut func(T, typeset.Metrics, pages.Options) ([]typeset.Page, error), document T, o app.PrintOptions, of origin, w io.Writer) error {
	fonts := font.For(o.BodyFont)
	pages, err := layOut(document, fonts, around(o))
	if err != nil {
		return err
	}
	return write(ctx, fonts, pages, of, w)
}

// write draws pages and writes them to w, all or nothing but for a failure of w.
func write(ctx context.Context, fonts *font.Set, pages []typeset.Page, of origin, w io.Writer) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	d := newDrawing(fonts, pages)
	d.describe(of)
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
