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
func (w *writer__) contents() []Page {
	body := w.flow.Pages
	front := w.front(0)
	front = w.front(len(front)) // now it is known how many pages come before
	pages := append(front, body...)
	for i := range pages {
		pages[i].Number = i + 1
	}
	return pages
}

// front sets the pages before the first part, of which there are so many.
func (w *writer__) front(before int) []Page {
	w.flow = Flow{Top: top__, Height: height__}
	w.flow.NewPage()
	strips := []LineBox{w.centred(handbook.Title, title__, 24, 0)}
	if w.book.Version != "" {
		strips = append(strips, w.centred("适用于年报通 "+w.book.Version, smallStyle, 7, 0))
	}
	heading := w.centred("目　录", chapterStyle, 12, 6)
	draw := heading.Draw
	heading.KeepWithNext, heading.Draw = true, func(p *Page, y float64) {
		p.Bookmarks = append(p.Bookmarks, Bookmark{Text: "目录", Y: y})
		draw(p, y)
	}
	strips = append(strips, heading)
	for _, e := range w.entries {
		strips = append(strips, w.entry(e, before))
	}
	w.flow.Add(strips)
	return w.flow.Pages
}

// entry is a line of the contents: the heading, dots, and the page's number.
func (w *writer__) entry(e entry, before int) LineBox {
	s, inset, gap := w.set(bodyStyle__), indent__, 0.0
	if e.part {
		s, inset, gap = w.set(contentsPartStyle), 0, contentsPartGap
	}
	plain := w.set(Style{Face: Song, Size: bodyStyle__.Size})
	return LineBox{Before: gap, Height: contentsRow, KeepWithNext: e.part, Draw: func(p *Page, y float64) {
		base := Baseline(y, contentsRow, s.Size)
		put := func(s Typesetter, text string, x float64) float64 {
			chars := []rune(text)
			width := s.TextWidth(chars)
			p.Runs = append(p.Runs, s.Runs(Line{Text: chars, Width: width, Measure: width}, x, base)...)
			return width
		}
		number := fmt.Sprint(e.page + before)
		from := Left + inset + put(s, e.text, Left+inset) + 2
		to := Left + Measure - plain.TextWidth([]rune(number)) - 2
		const dot = 2.2
		for x := Left + Measure - dot*float64(int((Left+Measure-from)/dot)); x < to; x += dot {
			put(plain, ".", x)
		}
		put(plain, number, Left+Measure-plain.TextWidth([]rune(number)))
		p.Links = append(p.Links, Link{X: Left, Y: y, W: Measure, H: contentsRow, Page: e.page + before})
	}}
}
