// Package handbook sets the manual on pages.
package handbook

import (
	"bytes"
	"fmt"
	"image/png"

	"nianbao/app/handbook"
	"nianbao/export/pages"
	"nianbao/export/typeset"
)

// The page of the manual, in mm and points. It is read at a desk and not filed:
// smaller than an official paper, with the same margins at the sides.
const (
	top            = 28.0
	height         = 240.0
	numberBaseline = 280.0 // baseline of page numbers
	charPitch      = typeset.Measure / 36
	linePitch      = 7.2
	indent         = 2 * charPitch
	pixel          = typeset.Measure / 1280 // of a picture: one of a whole window is as wide as the text
)

var (
	titleStyle        = typeset.Style{Face: typeset.SongBold, Size: 26}
	partStyle         = typeset.Style{Face: typeset.SongBold, Size: 20}
	chapterStyle      = typeset.Style{Face: typeset.Hei, Size: 14}
	bodyStyle         = typeset.Style{Face: typeset.Song, Size: 12, Pitch: charPitch}
	boldStyle         = typeset.Style{Face: typeset.SongBold, Size: 12, Pitch: charPitch}
	captionStyle      = typeset.Style{Face: typeset.Kai, Size: 10.5}
	smallStyle        = typeset.Style{Face: typeset.Song, Size: 10.5}
	contentsPartStyle = typeset.Style{Face: typeset.Hei, Size: 12}
)

// Pages lays the manual out: its title and contents, then each part from a
// page of its own. The error is an *app.Unprintable when there are characters
// that no font has; there are no pages then.
func Pages(book *handbook.Manual, m typeset.Metrics) ([]typeset.Page, error) {
	if err := checkManual(book, m); err != nil {
		return nil, err
	}
	w := &writer{metrics: m, book: book, flow: typeset.Flow{Top: top, Height: height}}
	for i := range book.Parts {
		if err := w.part(i); err != nil {
			return nil, err
		}
	}
	pages := w.contents()
	typeset.Footer{Metrics: m, Number: typeset.Dashed, Style: smallStyle, Y: numberBaseline}.Add(pages)
	return pages, nil
}

func checkManual(book *handbook.Manual, m typeset.Metrics) error {
	l := &pages.GlyphChecker{Metrics: m}
	l.Check("", "版本", book.Version)
	for _, p := range book.Parts {
		l.Check("", "标题", p.Title)
		for _, c := range p.Chapters {
			l.Check("", "标题", c.Title)
			for _, b := range c.Blocks {
				l.Check("", c.Title, b.Text.String())
			}
		}
	}
	return l.Err()
}

// writer turns the manual into pages.
type writer struct {
	metrics typeset.Metrics
	book    *handbook.Manual
	flow    typeset.Flow
	entries []entry
}

// entry is a line of the contents.
type entry struct {
	text string
	part bool
	page int // counted from 1 where the first part begins
}

func (w *writer) set(s typeset.Style) typeset.Typesetter {
	return typeset.Typesetter{Metrics: w.metrics, Style: s}
}

// part sets a part from a new page.
func (w *writer) part(i int) error {
	p := &w.book.Parts[i]
	w.flow.NewPage()
	w.flow.Add([]typeset.LineBox{w.centred(p.Title, partStyle, 16, 0)})
	w.enter(p.Title, true, top)
	for j := range p.Chapters {
		if err := w.chapter(&p.Chapters[j]); err != nil {
			return err
		}
	}
	return nil
}

// enter enters a heading into the contents and the bookmarks.
func (w *writer) enter(text string, part bool, y float64) {
	level := 1
	if part {
		level = 0
	}
	page := w.flow.Page()
	page.Bookmarks = append(page.Bookmarks, typeset.Bookmark{Text: text, Y: y, Level: level})
	w.entries = append(w.entries, entry{text, part, page.Number})
}

func (w *writer) chapter(c *handbook.Chapter) error {
	s := w.set(chapterStyle)
	width := s.TextWidth([]rune(c.Title))
	strips := []typeset.LineBox{{Before: 5, Height: 9, KeepWithNext: true, Draw: func(p *typeset.Page, y float64) {
		p.Runs = append(p.Runs, s.Runs(typeset.Line{Text: []rune(c.Title), Width: width, Measure: typeset.Measure}, typeset.Left, typeset.Baseline(y, 9, s.Size))...)
		w.enter(c.Title, false, y)
	}}}
	for _, b := range c.Blocks {
		if b.Kind != handbook.Picture {
			strips = append(strips, w.text(b)...)
			continue
		}
		picture, err := w.picture(b)
		if err != nil {
			return err
		}
		strips = append(strips, picture...)
	}
	w.flow.Add(strips)
	return nil
}

// centred is one line in the middle.
func (w *writer) centred(text string, st typeset.Style, height, before float64) typeset.LineBox {
	s := w.set(st)
	chars := []rune(text)
	width := s.TextWidth(chars)
	return typeset.LineBox{Before: before, Height: height, Draw: func(p *typeset.Page, y float64) {
		l := typeset.Line{Text: chars, Width: width, Measure: width}
		p.Runs = append(p.Runs, s.Runs(l, typeset.Left+(typeset.Measure-width)/2, typeset.Baseline(y, height, s.Size))...)
	}}
}

// picture sets a picture with its caption. What shows a part of a window is as
// much smaller than one of a whole window.
func (w *writer) picture(b handbook.Block) ([]typeset.LineBox, error) {
	content, err := w.book.Picture(b.File)
	if err != nil {
		return nil, err
	}
	size, err := png.DecodeConfig(bytes.NewReader(content))
	if err != nil {
		return nil, fmt.Errorf("read picture %s: %w", b.File, err)
	}
	width := min(float64(size.Width)*pixel, typeset.Measure)
	height := width * float64(size.Height) / float64(size.Width)
	return []typeset.LineBox{{Before: 2, Height: height, KeepWithNext: true, Floats: true, Draw: func(p *typeset.Page, y float64) {
		at := typeset.Picture{X: typeset.Left + (typeset.Measure-width)/2, Y: y, W: width, H: height, Name: b.File, Content: content}
		p.Pictures = append(p.Pictures, at)
		p.Rules = append(p.Rules, frame(at)...)
	}}, w.centred(b.Text.String(), captionStyle, 8, 0)}, nil
}

// frame draws a thin line round a picture, whose ground is as white as the
// paper.
func frame(p typeset.Picture) []typeset.Rule {
	const hair = 0.1
	return typeset.Frame(p.X, p.Y, p.X+p.W, p.Y+p.H, hair)
}
