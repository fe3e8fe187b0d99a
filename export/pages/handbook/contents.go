package handbook

import (
	"fmt"

	"nianbao/app/handbook"
	"nianbao/export/typeset"
)

// Rows of the contents, in mm.
const (
	contentsRow     = 7.0
	contentsPartGap = 2.5
)

// contents sets the title and the table of contents, and returns all pages of
// the manual with their numbers.
func (w *writer) contents() []typeset.Page {
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
func (w *writer) front(before int) []typeset.Page {
	w.flow = typeset.Flow{Top: top, Height: height}
	w.flow.NewPage()
	strips := []typeset.LineBox{w.centred(handbook.Title, titleStyle, 24, 0)}
	if w.book.Version != "" {
		strips = append(strips, w.centred("适用于年报通 "+w.book.Version, smallStyle, 7, 0))
	}
	heading := w.centred("目　录", chapterStyle, 12, 6)
	draw := heading.Draw
	heading.KeepWithNext, heading.Draw = true, func(p *typeset.Page, y float64) {
		p.Bookmarks = append(p.Bookmarks, typeset.Bookmark{Text: "目录", Y: y})
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
func (w *writer) entry(e entry, before int) typeset.LineBox {
	s, inset, gap := w.set(bodyStyle), indent, 0.0
	if e.part {
		s, inset, gap = w.set(contentsPartStyle), 0, contentsPartGap
	}
	plain := w.set(typeset.Style{Face: typeset.Song, Size: bodyStyle.Size})
	return typeset.LineBox{Before: gap, Height: contentsRow, KeepWithNext: e.part, Draw: func(p *typeset.Page, y float64) {
		base := typeset.Baseline(y, contentsRow, s.Size)
		put := func(s typeset.Typesetter, text string, x float64) float64 {
			chars := []rune(text)
			width := s.TextWidth(chars)
			p.Runs = append(p.Runs, s.Runs(typeset.Line{Text: chars, Width: width, Measure: width}, x, base)...)
			return width
		}
		number := fmt.Sprint(e.page + before)
		from := typeset.Left + inset + put(s, e.text, typeset.Left+inset) + 2
		to := typeset.Left + typeset.Measure - plain.TextWidth([]rune(number)) - 2
		const dot = 2.2
		for x := typeset.Left + typeset.Measure - dot*float64(int((typeset.Left+typeset.Measure-from)/dot)); x < to; x += dot {
			put(plain, ".", x)
		}
		put(plain, number, typeset.Left+typeset.Measure-plain.TextWidth([]rune(number)))
		p.Links = append(p.Links, typeset.Link{X: typeset.Left, Y: y, W: typeset.Measure, H: contentsRow, Page: e.page + before})
	}}
}
