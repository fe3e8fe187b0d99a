package app

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"nianbao/app/collection"
	"nianbao/app/correction"
	"nianbao/app/example"
	"nianbao/app/form"
	"nianbao/app/handbook"
	"nianbao/app/report"
)

// DocumentKind is a kind of document that can be written to a file.
type DocumentKind int

// The kinds of documents.
const (
	ReportDocument     DocumentKind = iota // 年度报告
	SignOffDocument                        // 审签单
	HandbookDocument                       // 使用手册
	CorrectionDocument                     // 更正说明
	CollectionDocument                     // 数据报送表
)

// Document is what is written: one of these, the others nil.
type Document struct {
	Report      *report.Report
	SignOffForm *SignOffForm
	Handbook    *handbook.Manual
	Correction  *correction.Statement
	Collection  *collection.Sheet
}

// Kind tells which of them it is.
func (d Document) Kind() DocumentKind {
	switch {
	case d.SignOffForm != nil:
		return SignOffDocument
	case d.Handbook != nil:
		return HandbookDocument
	case d.Correction != nil:
		return CorrectionDocument
	case d.Collection != nil:
		return CollectionDocument
	}
	return ReportDocument
}

// Format is a format of files that documents can be written in.
type Format struct {
	ID        string // "pdf"
	Name      string // what a person calls it
	Extension string // of its files, with the point: ".pdf"
	Kinds     []DocumentKind
	// Write writes a document of one of the kinds, all or nothing but for a
	// failure of w. The same document gives the same bytes. A *Unprintable error
	// names characters that cannot be written; nothing has been written then.
	Write func(ctx context.Context, d Document, o PrintOptions, w io.Writer) error
}

// PDF is the id of the format that every document can be written in.
const PDF = "pdf"

// Exporter knows the formats that documents can be written in.
type Exporter interface {
	// Formats returns all of them, in the order in which they are offered.
	Formats() []Format
	// ByID returns a format; false when there is none of that id.
	ByID(id string) (Format, bool)
}

// LayOut sets a report on pages for the screen, as they will be printed; errors
// are as for Format.Write.
type LayOut func(ctx context.Context, r *report.Report, o PrintOptions) (Pages, error)

// Pages are the pages of a report as they will be printed, for the screen.
// They may be used from several goroutines.
type Pages interface {
	// Len returns how many pages there are.
	Len() int
	// Draw draws a page, counted from 0, so many pixels wide.
	Draw(page, width int) image.Image
	// Forget gives up what was kept so that the next page is drawn sooner.
	Forget()
	// Places tells where figures and paragraphs stand on a page.
	Places(page int) []PagePlace
	// Headings tells which sections begin on a page, from its top.
	Headings(page int) []PageHeading
}

// PageHeading is the heading of a section on a page: Y is the top of its line, in
// mm from the top of the page.
type PageHeading struct {
	Text string
	Y    float64
}

// PagePlace is a rectangle of a page that shows what stands at an address, in
// mm from the page's top left corner. A paragraph that goes on on the next
// line or page has several.
type PagePlace struct {
	Address    form.Address
	X, Y, W, H float64
}

// Export writes a report to a file. The format is the one whose extension the
// path has, else PDF. The file is replaced only when the new one is complete.
// Protected where the name is that of a published copy and the report is none.
func (d *Service) Export(ctx context.Context, p PrintJob, path string) error {
	if err := mayReplaceFinal(p, path); err != nil {
		return err
	}
	return d.toFile(ctx, Document{Report: p.Report}, d.options(ctx, p), path)
}

// ExportSignOffForm writes the 审签单 of a report to a file, see Export.
func (d *Service) ExportSignOffForm(ctx context.Context, f *SignOffForm, path string) error {
	if f.Example {
		return &Error{Code: Forbidden, Sentence: example.Refusal("导出审签单")}
	}
	return d.toFile(ctx, Document{SignOffForm: f}, d.options(ctx, PrintJob{}), path)
}

// ExportHandbook writes the manual to a file, see Export. It is always set in the
// bundled fonts.
func (d *Service) ExportHandbook(ctx context.Context, m *handbook.Manual, path string) error {
	return d.toFile(ctx, Document{Handbook: m}, PrintOptions{}, path)
}

// Preview lays a report out for the screen, as it will be printed.
func (d *Service) Preview(ctx context.Context, p PrintJob) (Pages, error) {
	return d.LayOut(ctx, p.Report, d.options(ctx, p))
}

// Formats returns the formats that a kind of document can be written in.
func (d *Service) Formats(kind DocumentKind) []Format {
	return slices.DeleteFunc(slices.Clone(d.Exporter.Formats()), func(f Format) bool { return !slices.Contains(f.Kinds, kind) })
}

// formatOf returns the format of a file to be written.
func (d *Service) formatOf(path string, kind DocumentKind) (Format, error) {
	for _, f := range d.Formats(kind) {
		if strings.EqualFold(filepath.Ext(path), f.Extension) {
			return f, nil
		}
	}
	f, ok := d.Exporter.ByID(PDF)
	if !ok {
		return Format{}, fmt.Errorf("no format for %s", filepath.Base(path))
	}
	return f, nil
}

// toFile writes into memory first: what cannot be written leaves no trace.
func (d *Service) toFile(ctx context.Context, doc Document, o PrintOptions, path string) error {
	f, err := d.formatOf(path, doc.Kind())
	if err != nil {
		return err
	}
	var content bytes.Buffer
	if err := f.Write(ctx, doc, o, &content); err != nil {
		return fmt.Errorf("print: %w", err)
	}
	return WriteBytes(path, content.Bytes())
}
