package layout

import (
	"bytes"
	"fmt"
	"image/png"

	"nianbao/app/handbook"
)

// The page of the manual, in mm and points. It is read at a desk and not filed:
// smaller than an official paper, with the same margins at the sides.
const (
	manualTop    = 28.0
	manualHeight = 240.0
	manualFoot   = 280.0 // baseline of page numbers
	manualPitch  = measure / 36
	manualRow    = 7.2
	manualIndent = 2 * manualPitch
	pixel        = measure / 1280 // of a picture: one of a whole window is as wide as the text
)

var (
	manualTitle   = style{face: SongBold, size: 26}
	manualPart    = style{face: SongBold, size: 20}
	manualChapter = style{face: Hei, size: 14}
	manualBody    = style{face: Song, size: 12, pitch: manualPitch}
	manualBold    = style{face: SongBold, size: 12, pitch: manualPitch}
	manualCaption = style{face: Kai, size: 10.5}
	manualSmall   = style{face: Song, size: 10.5}
	contentsPart  = style{face: Hei, size: 12}
)

// Manual lays the manual out: its title and contents, then each part from a
// page of its own. The error is an *app.Unprintable when there are characters
// that no font has; there are no pages then.
func Manual(book *handbook.Manual, m Metrics) ([]Page, error) {
	if err := checkManual(book, m); err != nil {
		return nil, err
	}
	w := &manualWriter{metrics: m, book: book}
	for i := range book.Parts {
		if err := w.part(i); err != nil {
			return nil, err
		}
	}
	pages := w.contents()
	foots{metrics: m, number: dashed, style: sheetPageStyle, y: manualFoot}.add(pages)
	return pages, nil
}

func checkManual(book *handbook.Manual, m Metrics) error {
	l := &looker{metrics: m}
	l.look("", "版本", book.Version)
	for _, p := range book.Parts {
		l.look("", "标题", p.Title)
		for _, c := range p.Chapters {
			l.look("", "标题", c.Title)
			for _, b := range c.Blocks {
				l.look("", c.Title, b.Text.String())
			}
		}
	}
	return l.result()
}

// manualWriter turns the manual into pages.
type manualWriter struct {
	metrics Metrics
	book    *handbook.Manual
	flow    flow
	entries []entry
}

// entry is a line of the contents.
type entry struct {
	text string
	part bool
	page int // counted from 1 where the first part begins
}

func (w *manualWriter) set(s style) setter { return setter{metrics: w.metrics, style: s} }

// part sets a part from a new page.
func (w *manualWriter) part(i int) error {
	p := &w.book.Parts[i]
	w.flow.newPage()
	w.flow.put([]strip{w.centred(p.Title, manualPart, 16, 0)})
	w.note(p.Title, true, manualTop)
	for j := range p.Chapters {
		if err := w.chapter(&p.Chapters[j]); err != nil {
			return err
		}
	}
	return nil
}

// note enters a heading into the contents and the bookmarks.
func (w *manualWriter) note(text string, part bool, y float64) {
	level := 1
	if part {
		level = 0
	}
	page := w.flow.page()
	page.Marks = append(page.Marks, Mark{Text: text, Y: y, Level: level})
	w.entries = append(w.entries, entry{text, part, page.Number})
}

func (w *manualWriter) chapter(c *handbook.Chapter) error {
	s := w.set(manualChapter)
	width := s.textWidth([]rune(c.Title))
	strips := []strip{{before: 5, height: 9, keep: true, draw: func(p *Page, y float64) {
		p.Runs = append(p.Runs, s.runs(line{text: []rune(c.Title), width: width, measure: measure}, left, baseline(y, 9, s.size))...)
		w.note(c.Title, false, y)
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
	w.flow.put(strips)
	return nil
}

// centred is one line in the middle.
func (w *manualWriter) centred(text string, st style, height, before float64) strip {
	s := w.set(st)
	chars := []rune(text)
	width := s.textWidth(chars)
	return strip{before: before, height: height, draw: func(p *Page, y float64) {
		l := line{text: chars, width: width, measure: width}
		p.Runs = append(p.Runs, s.runs(l, left+(measure-width)/2, baseline(y, height, s.size))...)
	}}
}

// picture sets a picture with its caption. What shows a part of a window is as
// much smaller than one of a whole window.
func (w *manualWriter) picture(b handbook.Block) ([]strip, error) {
	content, err := w.book.Picture(b.File)
	if err != nil {
		return nil, err
	}
	size, err := png.DecodeConfig(bytes.NewReader(content))
	if err != nil {
		return nil, fmt.Errorf("read picture %s: %w", b.File, err)
	}
	width := min(float64(size.Width)*pixel, measure)
	height := width * float64(size.Height) / float64(size.Width)
	return []strip{{before: 2, height: height, keep: true, floats: true, draw: func(p *Page, y float64) {
		at := Picture{X: left + (measure-width)/2, Y: y, W: width, H: height, Name: b.File, Content: content}
		p.Pictures = append(p.Pictures, at)
		p.Rules = append(p.Rules, frame(at)...)
	}}, w.centred(b.Text.String(), manualCaption, 8, 0)}, nil
}

// frame draws a thin line round a picture, whose ground is as white as the
// paper.
func frame(p Picture) []Rule {
	const hair = 0.1
	x2, y2 := p.X+p.W, p.Y+p.H
	return []Rule{{p.X, p.Y, x2, p.Y, hair}, {p.X, y2, x2, y2, hair}, {p.X, p.Y, p.X, y2, hair}, {x2, p.Y, x2, y2, hair}}
}
