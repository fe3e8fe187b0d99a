package intake

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"nianbao/app"
	"nianbao/app/files"
	"nianbao/app/intake/archive"
	"nianbao/app/intake/doc"
	"nianbao/app/intake/docx"
	"nianbao/app/intake/html"
	"nianbao/app/intake/listing"
	"nianbao/app/intake/mhtml"
	"nianbao/app/intake/page"
	"nianbao/app/intake/pdf"
	"nianbao/app/intake/reading"
	"nianbao/app/intake/unlock"
)

// MaxFile is the largest file that is read, in bytes: more than any report.
const MaxFile = 50 << 20

// Desk reads files for a service.
type Desk struct{ *app.Service }

// At returns the reader of files for a service.
func At(d *app.Service) Desk { return Desk{d} }

// File is what was read of a file.
type File struct {
	*reading.Reading
	FileName string
	Page     *page.Page // nil where the file is one of this program
}

// ReadFile reads a file: a report file of this program, a web page, a text, a Word
// document, a workbook or a PDF. Nothing is stored. The error is BadInput or Newer,
// or ctx's.
func (d Desk) ReadFile(ctx context.Context, path string) (*File, error) {
	return d.ReadFileWith(ctx, path, Asked{})
}

// Asked is what a reader is told of a file, and what it is to tell.
type Asked struct {
	Password string                // that opens the file, "" for none
	Unit     string                // whose figures are read where a file holds those of several, "" for the only one
	Progress func(page, pages int) // told how many pages of a PDF have been read, on the goroutine that reads; may be nil
}

// ErrLocked is in the error about a file that was saved with a password, where none was
// given or another one; see WrongPassword.
var ErrLocked = errors.New("the file is saved with a password")

// WrongPassword says whether a password was given and is not the file's.
func WrongPassword(err error) bool { return errors.Is(err, unlock.ErrWrong) }

// ReadFileWith is ReadFile with more said about it.
func (d Desk) ReadFileWith(ctx context.Context, path string, asked Asked) (*File, error) {
	content, err := load(path)
	if err != nil {
		return nil, err
	}
	out := &File{FileName: filepath.Base(path)}
	if looksLikeReport(content) {
		out.Reading, err = d.readReport(path)
		return out, err
	}
	out.Reading, out.Page, err = Reader{Catalog: d.Catalog, Cache: d.cache(), Asked: asked}.Read(ctx, content)
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, refusal(path, content, err)
	}
	return out, nil
}

// cache is where the reader of PDF keeps what it makes once.
func (d Desk) cache() string {
	if d.Files == nil {
		return ""
	}
	return filepath.Join(d.Files.Dir(), cacheFolder)
}

const cacheFolder = "pdf-reader"

// PreparePDF makes what the reader of PDF keeps, where there is nothing yet: it takes
// some seconds, which the first PDF need not wait for then.
func (d Desk) PreparePDF() error {
	dir := d.cache()
	if kept, err := filepath.Glob(filepath.Join(dir, "*", "*")); dir == "" || err == nil && len(kept) > 0 {
		return nil
	}
	r := &pdf.Reader{Cache: dir}
	return errors.Join(r.Prepare(), r.Close())
}

// load reads a file within bounds.
func load(path string) ([]byte, error) {
	f, err := app.OpenPlain(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	content, err := io.ReadAll(io.LimitReader(f, MaxFile+1))
	if err != nil {
		return nil, app.CannotRead(path, fmt.Errorf("read %s: %w", path, err))
	}
	if len(content) > MaxFile {
		return nil, refusal(path, nil, archive.ErrTooBig)
	}
	return content, nil
}

// looksLikeReport says whether a file is one of this program, which begins as JSON.
func looksLikeReport(content []byte) bool {
	text := bytes.TrimLeft(bytes.TrimPrefix(content, []byte("\xef\xbb\xbf")), " \t\r\n")
	return len(text) > 0 && text[0] == '{' && !bytes.HasPrefix(text, []byte("{\\rtf")) || bytes.HasPrefix(content, []byte("{\x00")) || bytes.HasPrefix(content, []byte("\xff\xfe{")) ||
		bytes.HasPrefix(content, []byte("\xfe\xff\x00{"))
}

// readReport reads a report file of this program.
func (d Desk) readReport(path string) (*reading.Reading, error) {
	got, err := d.Read(path)
	if err != nil {
		return nil, err
	}
	return reading.Of(got.Report, got.Notes), nil
}

// refusal turns a reason why a file cannot be read into a sentence.
func refusal(path string, content []byte, err error) error {
	name := filepath.Base(path)
	var units *listing.ErrUnits
	if errors.As(err, &units) {
		return &app.Error{Code: app.BadInput, Err: err, Sentence: "“" + name + "”没有读入：" + units.Error() + "。已有的内容没有改动。"}
	}
	say := func(why, err error) error {
		return &app.Error{Code: app.BadInput, Err: err, Sentence: "“" + name + "”没有读入：" + why.Error() + "。已有的内容没有改动。"}
	}
	switch {
	case files.KindOf(content) == files.HandOverKind:
		return app.WrongFile(path, content, "报告文件", err)
	case errors.Is(err, unlock.ErrPassword):
		return say(unlock.ErrPassword, errors.Join(ErrLocked, err))
	case errors.Is(err, unlock.ErrWrong):
		return say(unlock.ErrWrong, errors.Join(ErrLocked, err))
	case isOther(err):
		return say(err, err)
	}
	for _, known := range []error{
		reading.ErrNoReport, doc.ErrEncrypted, doc.ErrSheet, doc.ErrSlides, doc.ErrOther, unlock.ErrMethod, pdf.ErrImages, pdf.ErrNoText, pdf.ErrSlow,
		archive.ErrTooBig, html.ErrDeep, docx.ErrDeep, mhtml.ErrNoPage, archive.ErrDamaged,
	} {
		if errors.Is(err, known) {
			return say(known, err)
		}
	}
	if files.KindOf(content) != "" {
		return app.WrongFile(path, content, "报告文件，也不是能够读入的网页、文字、Word 文档（.docx、.doc）、电子表格（.xlsx）或者 PDF", err)
	}
	return &app.Error{Code: app.BadInput, Err: err, Sentence: "“" + name + "”没有读入：" + archive.ErrDamaged.Error() + "。已有的内容没有改动。"}
}
