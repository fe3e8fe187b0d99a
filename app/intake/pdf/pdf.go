// Package pdf reads the text of PDF files with pdfium, which runs as WebAssembly
// inside of the program: whatever a file does to it stays in there. The characters
// are put into lines by where they stand, with gaps where there are gaps; the lines
// are read as any text is.
package pdf

import (
	"context"
	"errors"
	"fmt"
	"math"
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
)

// Kind is the kind of file that is read here.
const Kind = "pdf"

// Reasons why a file is refused; their texts are for the officer.
var (
	ErrPassword = errors.New("PDF 加了密码，请取消密码，另存以后再读入")
	ErrImages   = errors.New("PDF 中是扫描的图片，没有文字，不能读入；请向制作单位要文字版，或者对照着填写")
	ErrSlow     = errors.New("读这份 PDF 用的时间太长，没有读完，不像是一份报告")
)

// The bounds of what is read.
const (
	maxPages    = 200
	maxMemory   = 8 << 10 // pages of 64 KiB
	longest     = 60 * time.Second
	maxDocument = 2_000_000 // characters
)

// Reader reads PDF files. The zero Reader keeps nothing on the disk, and makes the
// code of pdfium anew in each run, which takes some seconds.
type Reader struct {
	Cache    string                // a folder in which the code that was made is kept; "" for none
	Password string                // that opens the file, "" for none
	Progress func(page, pages int) // told before each page, on the goroutine that reads; may be nil

	mu   sync.Mutex
	pool pdfium.Pool
}

// Close ends the work.
func (r *Reader) Close() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.pool == nil {
		return nil
	}
	err := r.pool.Close()
	r.pool = nil
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
	config := wazero.NewRuntimeConfig().WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithCloseOnContextDone(true).WithMemoryLimitPages(maxMemory)
	if r.Cache != "" {
		if cache, err := wazero.NewCompilationCacheWithDir(r.Cache); err == nil { // else it is made anew
			config = config.WithCompilationCache(cache)
		}
	}
	pool, err := webassembly.Init(webassembly.Config{MinIdle: 0, MaxIdle: 1, MaxTotal: 1, RuntimeConfig: config})
	if err != nil {
		return nil, fmt.Errorf("start the reader of PDF: %w", err)
	}
	r.pool = pool
	return pool, nil
}

// Read reads a file. The error is one of this package, of package archive, or ctx's.
func (r *Reader) Read(ctx context.Context, content []byte) (*page.Page, error) {
	pool, err := r.start()
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithTimeout(ctx, longest)
	defer cancel()
	instance, err := pool.GetInstanceWithContext(ctx)
	if err != nil {
		return nil, fmt.Errorf("start the reader of PDF: %w", err)
	}
	type answer struct {
		page *page.Page
		err  error
	}
	done := make(chan answer, 1)
	go func() {
		defer func() {
			if e := recover(); e != nil {
				done <- answer{nil, errors.Join(archive.ErrDamaged, fmt.Errorf("%v", e))}
			}
		}()
		p, err := r.readWith(ctx, instance, content)
		done <- answer{p, err}
	}()
	select {
	case a := <-done:
		_ = instance.Close()
		return a.page, a.err
	case <-ctx.Done():
		_ = instance.Kill()
		if errors.Is(ctx.Err(), context.DeadlineExceeded) {
			return nil, ErrSlow
		}
		return nil, ctx.Err()
	}
}

func (r *Reader) readWith(ctx context.Context, with pdfium.Pdfium, content []byte) (*page.Page, error) {
	open := &requests.OpenDocument{File: &content}
	if r.Password != "" {
		open.Password = &r.Password
	}
	doc, err := with.OpenDocument(open)
	switch {
	case errors.Is(err, pdferrors.ErrPassword), errors.Is(err, pdferrors.ErrSecurity):
		return nil, ErrPassword
	case err != nil:
		return nil, errors.Join(archive.ErrDamaged, err)
	}
	count, err := with.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: doc.Document})
	if err != nil {
		return nil, errors.Join(archive.ErrDamaged, err)
	}
	w := &writer{out: &page.Page{Kind: Kind}}
	characters := 0
	for i := range min(count.PageCount, maxPages) {
		if r.Progress != nil {
			r.Progress(i+1, min(count.PageCount, maxPages))
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		all, err := charactersOf(with, doc.Document, i)
		if err != nil {
			return nil, errors.Join(archive.ErrDamaged, err)
		}
		if characters += len(all); characters > maxDocument {
			return nil, archive.ErrTooBig
		}
		lines, err := rulesOf(with, doc.Document, i)
		if err != nil {
			return nil, errors.Join(archive.ErrDamaged, err)
		}
		w.page(all, &lines)
	}
	if characters == 0 {
		return nil, ErrImages
	}
	return w.out, nil
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
	var out []character
	for i := range min(count.Count, maxDocument) {
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
