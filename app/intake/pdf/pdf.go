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
	"nianbao/app/intake/unlock"
)

// Kind is the kind of file that is read here.
const Kind = "pdf"

// Reasons why a file is refused; their texts are for the officer.
var (
	ErrImages = errors.New("PDF 中是扫描的图片，没有文字，不能读入；请向制作单位要文字版，或者对照着填写")
	ErrNoText = errors.New("PDF 中没有能够读出的文字：是空白的，或者文字已经转成了图形，不能读入；请向制作单位要 Word 文档或者网页，或者对照着填写")
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
	on       *direct
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

// making is held while the code of pdfium is made: whoever comes then finds it in the
// cache, and does not make it beside the other.
var making sync.Mutex

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
	making.Lock()
	defer making.Unlock()
	code := wazero.NewCompilationCache()
	if r.Cache != "" {
		if kept, err := wazero.NewCompilationCacheWithDir(r.Cache); err == nil { // else it is made anew
			code = kept
		}
	}
	config := wazero.NewRuntimeConfig().WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithCloseOnContextDone(true).WithMemoryLimitPages(maxMemory).WithCompilationCache(code)
	began, on := time.Now(), &direct{}
	pool, err := webassembly.Init(webassembly.Config{
		Context: experimental.WithFunctionListenerFactory(context.Background(), on),
		MinIdle: 0, MaxIdle: 1, MaxTotal: 1, RuntimeConfig: config,
		FSConfig: wazero.NewFSConfig(), Stdout: io.Discard, Stderr: io.Discard, // it sees no file and says nothing
	})
	if err != nil {
		return nil, errors.Join(fmt.Errorf("start the reader of PDF: %w", err), code.Close(context.Background()))
	}
	const anew = time.Second // else it was read from the cache
	r.pool, r.on, r.code, r.littered = pool, on, code, time.Since(began) > anew
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
	d := &document{with: instance, on: r.on, out: &page.Page{Kind: Kind}, told: r.Progress, clock: time.AfterFunc(longestOpen, func() { give(ErrSlow) })}
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
	on     *direct
	of     references.FPDF_DOCUMENT
	out    *page.Page
	told   func(pages, all int)
	clock  *time.Timer // ends the work on a page that takes too long
	length int         // characters so far
	sheets []sheet

	pictures   bool     // there are some
	scanned    []string // numbers of pages that are pictures
	recognised []string // of pages whose text lies over a picture of it
}

func (d *document) read(ctx context.Context, content []byte, password string) error {
	pages, err := d.open(content, password)
	if err != nil {
		return err
	}
	all := min(pages, maxPages)
	for i := range all {
		if err := ctx.Err(); err != nil {
			return err
		}
		d.clock.Reset(longestPage)
		if err := d.page(i); err != nil {
			return err
		}
		if d.told != nil {
			d.told(i+1, all)
		}
	}
	switch {
	case all == 0:
		return archive.ErrDamaged
	case d.length == 0 && d.pictures:
		return ErrImages
	case d.length == 0:
		return ErrNoText
	}
	running := withoutRunning(d.sheets)
	w := &writer{out: d.out}
	for _, s := range d.sheets {
		w.page(s)
	}
	d.notes(pages, running)
	return nil
}

// open opens the file and returns how many pages it has.
func (d *document) open(content []byte, password string) (pages int, err error) {
	asked := &requests.OpenDocument{File: &content}
	if password != "" {
		asked.Password = &password
	}
	opened, err := d.with.OpenDocument(asked)
	switch {
	case errors.Is(err, pdferrors.ErrPassword) && password != "":
		return 0, unlock.ErrWrong
	case errors.Is(err, pdferrors.ErrPassword):
		return 0, unlock.ErrPassword
	case errors.Is(err, pdferrors.ErrSecurity):
		return 0, unlock.ErrMethod
	case err != nil:
		return 0, errors.Join(archive.ErrDamaged, err)
	}
	d.of = opened.Document
	count, err := d.with.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: d.of})
	if err != nil {
		return 0, errors.Join(archive.ErrDamaged, err)
	}
	return count.PageCount, nil
}

// page reads a page.
func (d *document) page(index int) error {
	text, err := d.with.FPDFText_LoadPage(&requests.FPDFText_LoadPage{
		Page: requests.Page{ByIndex: &requests.PageByIndex{Document: d.of, Index: index}},
	})
	if err == nil {
		err = d.on.ready()
	}
	if err != nil {
		return errors.Join(archive.ErrDamaged, err)
	}
	defer func() { _, _ = d.with.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text.TextPage}) }()
	count := d.on.count("FPDFText_CountChars", d.on.text)
	if count > maxPage {
		return archive.ErrTooBig
	}
	drawn := rulesOf(d.on)
	all := charactersOf(d.on, count, &drawn)
	if d.on.err != nil {
		return errors.Join(archive.ErrDamaged, d.on.err)
	}
	if d.length += len(all); d.length > maxDocument {
		return archive.ErrTooBig
	}
	cells, rest := drawn.cellsOf(all)
	of := sheet{bands: bandsOf(cells), lines: linesOf(rest)}
	d.pictures = d.pictures || drawn.pictures > 0
	const few = 30 // characters, as a page number and a heading printed over a scan have
	switch number := strconv.Itoa(index + 1); {
	case drawn.scan && len(all) <= few:
		d.scanned = append(d.scanned, number)
		of.picture = true
	case drawn.scan:
		d.recognised = append(d.recognised, number)
	}
	d.sheets = append(d.sheets, of)
	return nil
}

// notes says what a person has to know of the file.
func (d *document) notes(pages int, running string) {
	if len(d.scanned) > 0 {
		d.out.Note("PDF 的第 " + strings.Join(d.scanned, "、") + " 页是扫描的图片，其中的文字和数字没有读入，请对照原件填写")
	}
	if len(d.recognised) > 0 {
		d.out.Doubt = "PDF 的第 " + strings.Join(d.recognised, "、") + " 页是扫描的图片，文字是用软件识别出来的，可能有错，请逐格核对"
	}
	if running != "" {
		d.out.Note("每页都有的页眉、页脚没有读入，如“" + running + "”")
	}
	if pages > maxPages {
		d.out.Note(fmt.Sprintf("PDF 有 %d 页，只读了前 %d 页", pages, maxPages))
	}
}

// charactersOf returns the characters of a page. Their boxes are as wide as their
// fonts say: those that only enclose the ink leave gaps beside every 1. The ink is only
// asked for where there are lines around, which it may stand between.
func charactersOf(on *direct, count int, drawn *rules) []character {
	var out []character
	var before character
	for n := range count {
		i := uint64(n) // #nosec G115 -- counted from 0
		c := character{char: rune(on.call("FPDFText_GetUnicode", on.text, i))}
		if !visible(c.char) || !on.says("FPDFText_GetLooseCharBox", on.text, i, on.at(0, 4)) {
			continue // or one that is made up between lines
		}
		top, bottom := on.float(1), on.float(3)
		c.left, c.right, c.height = on.float(0), on.float(2), math.Abs(top-bottom)
		c.x, c.y = (c.left+c.right)/2, (top+bottom)/2
		if !on.says("FPDFText_GetCharOrigin", on.text, i, on.at(0, 8), on.at(1, 8)) {
			continue
		}
		c.baseline = on.double(1)
		if c.angle = before.angle; !c.follows(&before) {
			const none = -1
			if c.angle = on.single("FPDFText_GetCharAngle", on.text, i); c.angle == none {
				continue
			}
		}
		if drawn.near(&c) {
			if !on.says("FPDFText_GetCharBox", on.text, i, on.at(0, 8), on.at(1, 8), on.at(2, 8), on.at(3, 8)) {
				continue
			}
			c.x, c.y = (on.double(0)+on.double(1))/2, (on.double(2)+on.double(3))/2
		}
		out = append(out, c)
		before = c
	}
	return out
}

// follows says whether a character stands behind another one on its very line, as
// those of a turned text do not.
func (c *character) follows(before *character) bool {
	return before.height > 0 && c.height == before.height && c.baseline == before.baseline && c.left > before.left
}

// visible says whether a character shows anything.
func visible(r rune) bool {
	return r > 0 && r <= unicode.MaxRune && !unicode.IsSpace(r) && !unicode.IsControl(r) && r != unicode.ReplacementChar
}
