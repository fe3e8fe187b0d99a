// Package pdf reads the text of PDF files with pdfium, which runs as WebAssembly
// inside of the program: whatever a file does to it stays in there. The characters
// are put into lines by where they stand, with gaps where there are gaps; the lines
// are read as any text is.
package pdf

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"

	"github.com/klippa-app/go-pdfium"
	pdferrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"

	"nianbao/app/intake/archive"
	"nianbao/app/intake/page"
	"nianbao/app/intake/plain"
	"nianbao/app/intake/unlock"
)

// Kind is the kind of file that is read here.
const Kind = "pdf"

// Reasons why a file is refused; their texts are for the officer.
var (
	ErrImages = errors.New("PDF 中是扫描的图片，没有文字，不能读入；请向制作单位要文字版，或者对照着填写")
	ErrSlow   = errors.New("读这份 PDF 用的时间太长，没有读完，不像是一份报告；请另存为 Word 文档或者网页以后再读入")
)

// The bounds of what is read.
const (
	maxPages    = 200
	maxMemory   = 4 << 10 // pages of 64 KiB; growing, all of it is there twice for a moment
	longest     = 60 * time.Second
	longestOpen = 20 * time.Second
	maxDocument = 2_000_000 // characters
	maxPage     = 30_000    // characters of a page: it takes less than a second
)

// longestPage is how long a page may take, which takes some milliseconds in a report:
// long enough for a slow machine that has other things to do.
var longestPage = 5 * time.Second

// Reader reads PDF files. The zero Reader keeps nothing on the disk, and makes the
// code of pdfium anew in each run, which takes some seconds.
type Reader struct {
	Cache    string               // a folder in which the code that was made is kept; "" for none
	Password string               // of the file, "" for none
	Progress func(pages, all int) // is told how many pages have been read; nil for nobody

	mu       sync.Mutex
	pool     pdfium.Pool
	code     wazero.CompilationCache // what was made of pdfium; it outlives the pool, 130 MB
	littered bool                    // the code was made anew
	stuck    bool                    // something runs on that could not be ended: nothing may be taken from under it
}

// Close ends the work and gives back the memory that it took.
func (r *Reader) Close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.pool == nil || r.stuck {
		return nil
	}
	err := errors.Join(r.pool.Close(), r.code.Close(context.Background()))
	r.pool, r.code = nil, nil
	if r.littered {
		debug.FreeOSMemory() // what making the code took, which is three times as much as reading does
	}
	return err
}

// Prepare makes the code of pdfium, or reads it from the cache.
func (r *Reader) Prepare() error {
	_, err := r.start()
	return err
}

func (r *Reader) start() (pdfium.Pool, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.pool != nil {
		return r.pool, nil
	}
	code := wazero.NewCompilationCache()
	if r.Cache != "" {
		if kept, err := wazero.NewCompilationCacheWithDir(r.Cache); err == nil { // else it is made anew
			code = kept
		}
	}
	config := wazero.NewRuntimeConfig().WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithCloseOnContextDone(true).WithMemoryLimitPages(maxMemory).WithCompilationCache(code)
	began := time.Now()
	pool, err := webassembly.Init(webassembly.Config{
		MinIdle: 0, MaxIdle: 1, MaxTotal: 1, RuntimeConfig: config,
		FSConfig: wazero.NewFSConfig(), Stdout: io.Discard, Stderr: io.Discard, // it sees no file and says nothing
	})
	if err != nil {
		return nil, errors.Join(fmt.Errorf("start the reader of PDF: %w", err), code.Close(context.Background()))
	}
	const anew = time.Second // else it was read from the cache
	r.pool, r.code, r.littered = pool, code, time.Since(began) > anew
	return pool, nil
}

// Read reads a file. The error is one of this package, of package archive or of package
// unlock, or ctx's.
func (r *Reader) Read(ctx context.Context, content []byte) (*page.Page, error) {
	pool, err := r.start()
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeoutCause(ctx, longest, ErrSlow)
	defer cancel()
	ctx, give := context.WithCancelCause(ctx)
	defer give(nil)
	instance, err := pool.GetInstanceWithContext(ctx)
	if err != nil {
		return nil, fmt.Errorf("start the reader of PDF: %w", err)
	}
	d := &document{with: instance, out: &page.Page{Kind: Kind}, told: r.Progress, clock: time.AfterFunc(longestOpen, func() { give(ErrSlow) })}
	defer d.clock.Stop()
	done := make(chan error, 1)
	go func() {
		defer func() {
			if e := recover(); e != nil {
				done <- errors.Join(archive.ErrDamaged, fmt.Errorf("%v", e))
			}
		}()
		done <- d.read(ctx, content, r.Password)
	}()
	select {
	case err := <-done:
		_ = instance.Close()
		if err != nil {
			return nil, err
		}
		return d.out, nil
	case <-ctx.Done():
		_ = instance.Kill()
		r.await(done)
		return nil, context.Cause(ctx)
	}
}

// await waits until what was ended has ended: its code must not go before it.
func (r *Reader) await(done <-chan error) {
	const patience = 10 * time.Second
	select {
	case <-done:
	case <-time.After(patience):
		r.mu.Lock()
		r.stuck = true
		r.mu.Unlock()
	}
}

// document is a file being read.
type document struct {
	with   pdfium.Pdfium
	of     references.FPDF_DOCUMENT
	out    *page.Page
	told   func(pages, all int)
	clock  *time.Timer // ends the work on a page that takes too long
	length int         // characters so far

	scanned    []string // numbers of pages that are pictures
	recognised []string // of pages whose text lies over a picture of it
}

func (d *document) read(ctx context.Context, content []byte, password string) error {
	asked := &requests.OpenDocument{File: &content}
	if password != "" {
		asked.Password = &password
	}
	opened, err := d.with.OpenDocument(asked)
	switch {
	case errors.Is(err, pdferrors.ErrPassword) && password != "":
		return unlock.ErrWrong
	case errors.Is(err, pdferrors.ErrPassword):
		return unlock.ErrPassword
	case errors.Is(err, pdferrors.ErrSecurity):
		return unlock.ErrMethod
	case err != nil:
		return errors.Join(archive.ErrDamaged, err)
	}
	d.of = opened.Document
	count, err := d.with.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: d.of})
	if err != nil {
		return errors.Join(archive.ErrDamaged, err)
	}
	w := &writer{out: d.out}
	all := min(count.PageCount, maxPages)
	for i := range all {
		if err := ctx.Err(); err != nil {
			return err
		}
		d.clock.Reset(longestPage)
		if err := d.page(w, i); err != nil {
			return err
		}
		if d.told != nil {
			d.told(i+1, all)
		}
	}
	if d.length == 0 {
		return ErrImages
	}
	d.notes(count.PageCount)
	return nil
}

// page reads a page.
func (d *document) page(w *writer, index int) error {
	all, err := charactersOf(d.with, d.of, index)
	switch {
	case errors.Is(err, archive.ErrTooBig):
		return err
	case err != nil:
		return errors.Join(archive.ErrDamaged, err)
	}
	if d.length += len(all); d.length > maxDocument {
		return archive.ErrTooBig
	}
	drawn, err := rulesOf(d.with, d.of, index)
	if err != nil {
		return errors.Join(archive.ErrDamaged, err)
	}
	w.page(all, &drawn)
	const few = 30 // characters, as a page number and a heading printed over a scan have
	switch number := strconv.Itoa(index + 1); {
	case drawn.picture && len(all) <= few:
		d.scanned = append(d.scanned, number)
		d.out.Blocks = append(d.out.Blocks, page.Block{Picture: true})
	case drawn.picture:
		d.recognised = append(d.recognised, number)
	}
	return nil
}

// notes says what a person has to know of the file.
func (d *document) notes(pages int) {
	if len(d.scanned) > 0 {
		d.out.Note("PDF 的第 " + strings.Join(d.scanned, "、") + " 页是扫描的图片，其中的文字和数字没有读入，请对照原件填写")
	}
	if len(d.recognised) > 0 {
		d.out.Doubt = "PDF 的第 " + strings.Join(d.recognised, "、") + " 页是扫描的图片，文字是用软件识别出来的，可能有错，请逐格核对"
	}
	if pages > maxPages {
		d.out.Note(fmt.Sprintf("PDF 有 %d 页，只读了前 %d 页", pages, maxPages))
	}
}

// writer puts the pages together.
type writer struct {
	out  *page.Page
	last line // of the paragraph that was written last
	open bool // the last thing was a row of a table
	text bool // the last thing was a line of text
}

func (w *writer) page(all []character, drawn *rules) {
	cells, rest := drawn.cellsOf(all)
	bands, lines := bandsOf(cells), linesOf(rest)
	left, right := sides(lines)
	for len(bands) > 0 || len(lines) > 0 {
		if len(lines) == 0 || len(bands) > 0 && bands[0].top > lines[0].at {
			w.row(bands[0])
			bands = bands[1:]
			continue
		}
		w.line(lines[0], left, right)
		lines = lines[1:]
	}
	w.open = false
}

// sides returns where the text of a page begins and ends.
func sides(lines []line) (left, right float64) {
	left, right = math.Inf(1), math.Inf(-1)
	for _, l := range lines {
		left, right = min(left, l.left), max(right, l.right)
	}
	return left, right
}

func (w *writer) row(b band) {
	if !w.open {
		w.out.Blocks = append(w.out.Blocks, page.Block{Table: &page.Table{}})
	}
	t := w.out.Blocks[len(w.out.Blocks)-1].Table
	t.Rows = append(t.Rows, b.row())
	w.open, w.text = true, false
}

// line adds a line of text: to the paragraph before, where that one was broken at the
// margin, or as another one.
func (w *writer) line(l line, left, right float64) {
	if plain.IsPageNumber(l.text) {
		return
	}
	n := len(w.out.Blocks) - 1
	goesOn := w.text && w.last.right > right-1.5*l.height && l.left < left+l.height && !plain.Begins(l.text) && !ends(w.last)
	if goesOn {
		w.out.Blocks[n].Text += strings.TrimSpace(l.text)
	} else {
		w.out.Blocks = append(w.out.Blocks, page.Block{Text: l.text})
	}
	w.last, w.open, w.text = l, false, true
}

// ends says whether a line ends a sentence and was not indented: the next one may be
// a paragraph of its own.
func ends(l line) bool {
	text := strings.TrimSpace(l.text)
	return !strings.HasPrefix(l.text, " ") && (strings.HasSuffix(text, "。") || strings.HasSuffix(text, "："))
}

// charactersOf returns the characters of a page. Their boxes are as wide as their
// fonts say: those that only enclose the ink leave gaps beside every 1.
func charactersOf(with pdfium.Pdfium, doc references.FPDF_DOCUMENT, index int) ([]character, error) {
	text, err := with.FPDFText_LoadPage(&requests.FPDFText_LoadPage{
		Page: requests.Page{ByIndex: &requests.PageByIndex{Document: doc, Index: index}},
	})
	if err != nil {
		return nil, err
	}
	of := text.TextPage
	defer func() { _, _ = with.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: of}) }()
	count, err := with.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: of})
	if err != nil {
		return nil, err
	}
	if count.Count > maxPage {
		return nil, archive.ErrTooBig
	}
	var out []character
	for i := range count.Count {
		c, err := with.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: of, Index: i})
		if err != nil || !visible(c.Unicode) {
			continue
		}
		box, err := with.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: of, Index: i})
		if err != nil {
			continue // one that is made up between lines
		}
		at, err := with.FPDFText_GetCharOrigin(&requests.FPDFText_GetCharOrigin{TextPage: of, Index: i})
		if err != nil {
			continue
		}
		angle, err := with.FPDFText_GetCharAngle(&requests.FPDFText_GetCharAngle{TextPage: of, Index: i})
		if err != nil {
			continue
		}
		ink, err := with.FPDFText_GetCharBox(&requests.FPDFText_GetCharBox{TextPage: of, Index: i})
		if err != nil {
			continue
		}
		out = append(out, character{
			x: (ink.Left + ink.Right) / 2, y: (ink.Bottom + ink.Top) / 2,
			char: rune(c.Unicode), angle: float64(angle.CharAngle), left: float64(box.Rect.Left), right: float64(box.Rect.Right),
			height: math.Abs(float64(box.Rect.Top - box.Rect.Bottom)), baseline: at.Y,
		})
	}
	return out, nil
}

// visible says whether a character shows anything.
func visible(unicodePoint uint) bool {
	if unicodePoint == 0 || unicodePoint > unicode.MaxRune {
		return false
	}
	r := rune(unicodePoint)
	return !unicode.IsSpace(r) && !unicode.IsControl(r) && r != unicode.ReplacementChar
}
