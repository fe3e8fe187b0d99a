package layout

import (
	"fmt"

	"nianbao/app/handbook"
)

// Rows of the contents, in mm.
const (
	contentsRow     = 7.0
	contentsPartGap = 2.5
)

// contents sets the title and the table of contents, and returns all pages of
// the manual with their numbers.
func (w *manualWriter) contents() []Page {
	body := w.flow.pages
	front := w.front(0)
	front = w.front(len(front)) // now it is known how many pages come before
	pages := append(front, body...)
	for i := range pages {
		pages[i].Number = i + 1
	}
	return pages
}

// front sets the pages before the first part, of which there are so many.
func (w *manualWriter) front(before int) []Page {
	w.flow = flow{}
	w.flow.newPage()
	strips := []strip{w.centred(handbook.Title, manualTitle, 24, 0)}
	if w.book.Version != "" {
		strips = append(strips, w.centred("适用于年报通 "+w.book.Version, manualSmall, 7, 0))
	}
	heading := w.centred("目　录", manualChapter, 12, 6)
	draw := heading.draw
	heading.keep, heading.draw = true, func(p *Page, y float64) {
		p.Marks = append(p.Marks, Mark{Text: "目录", Y: y})
		draw(p, y)
	}
	strips = append(strips, heading)
	for _, e := range w.entries {
		strips = append(strips, w.entry(e, before))
	}
	w.flow.put(strips)
	return w.flow.pages
}

// entry is a line of the contents: the heading, dots, and the page's number.
func (w *manualWriter) entry(e entry, before int) strip {
	s, inset, gap := w.set(manualBody), manualIndent, 0.0
	if e.part {
		s, inset, gap = w.set(contentsPart), 0, contentsPartGap
	}
	plain := w.set(style{face: Song, size: manualBody.size})
	return strip{before: gap, height: contentsRow, keep: e.part, draw: func(p *Page, y float64) {
		base := baseline(y, contentsRow, s.size)
		put := func(s setter, text string, x float64) float64 {
			chars := []rune(text)
			width := s.textWidth(chars)
			p.Runs = append(p.Runs, s.runs(line{text: chars, width: width, measure: width}, x, base)...)
			return width
		}
		number := fmt.Sprint(e.page + before)
		from := left + inset + put(s, e.text, left+inset) + 2
		to := left + measure - plain.textWidth([]rune(number)) - 2
		const dot = 2.2
		for x := left + measure - dot*float64(int((left+measure-from)/dot)); x < to; x += dot {
			put(plain, ".", x)
		}
		put(plain, number, left+measure-plain.textWidth([]rune(number)))
		p.Links = append(p.Links, Link{X: left, Y: y, W: measure, H: contentsRow, Page: e.page + before})
	}}
}
