package signsheet

import "nianbao/export/typeset"

// The room of a 审签单 in mm: a form takes more of its page than the text of an
// official paper.
const (
	top            = 20.0
	height         = 257.0
	numberBaseline = 284.0 // baseline of page numbers
	titleRoom      = 15.0  // title and what is free below it
	againRoom      = 12.0  // the same on pages that go on
	noteAbove      = 0.5
)

// paginator puts the blocks of a 审签单 on pages.
type paginator struct {
	writer writer
	stamp  *typeset.Watermark
	again  bool // pages that go on begin with what they belong to
	pages  [][]block
	used   float64 // height of the page at hand that is taken
	fresh  float64 // height taken on a page that has just begun
}

func (p *paginator) paginate(blocks []block) []typeset.Page {
	// A title too long to be repeated is not.
	p.again = totalLeast(p.writer.again()) < tall
	p.newPage()
	note := p.writer.note()
	after := noteAbove + note.height()
	end := withSeal(blocks)
	for i, b := range blocks {
		follow := 0.0
		if i >= end {
			follow = totalLeast(blocks[i+1:]) + after
		}
		p.put(b, follow)
	}
	return p.draw(note)
}

// fewestWithSeal is how many lines stand at least on the page of the seal: one with the
// seal alone could be put under anything.
const fewestWithSeal = 3

// withSeal is the first of the blocks that stay on the page of the seal, which is the
// last of them.
func withSeal(blocks []block) int {
	lines, at := 0, len(blocks)-1
	for at > 0 && lines < fewestWithSeal {
		at--
		for i := range blocks[at].rows {
			lines += blocks[at].rows[i].lines()
		}
	}
	return at
}

func totalLeast(blocks []block) float64 {
	var h float64
	for i := range blocks {
		h += blocks[i].least()
	}
	return h
}

func (p *paginator) newPage() {
	p.pages = append(p.pages, nil)
	p.used = titleRoom
	if len(p.pages) > 1 {
		p.used = againRoom
		for _, b := range p.heading() {
			p.add(b)
		}
	}
	p.fresh = p.used
}

func (p *paginator) heading() []block {
	if !p.again {
		return nil
	}
	return p.writer.again()
}

func (p *paginator) room() float64 { return height - p.used }

func (p *paginator) isFresh() bool { return p.used == p.fresh }

func (p *paginator) add(b block) {
	n := len(p.pages) - 1
	p.pages[n] = append(p.pages[n], b)
	p.used += b.least()
}

// put adds a block with room for what must follow it on its page. What does
// not fit goes to the next page whole unless that would leave much empty.
func (p *paginator) put(b block, follow float64) {
	for b.least()+follow > p.room()+typeset.Slack {
		first, rest := b.cut(min(p.room(), b.least()-rowLeast))
		whole := b.least() < tall && !p.isFresh()
		if whole || len(first.rows) == 0 && !p.isFresh() {
			p.newPage()
			continue
		}
		if len(first.rows) == 0 {
			break // cannot be parted: it stands alone
		}
		p.add(first)
		p.newPage()
		b = rest
	}
	p.add(b)
}

func (p *paginator) draw(note box) []typeset.Page {
	out := make([]typeset.Page, len(p.pages))
	for i, blocks := range p.pages {
		page := &out[i]
		page.Number, page.Watermark = i+1, p.stamp
		y := p.writer.title(page)
		room := top + height - y
		if i == len(p.pages)-1 {
			room -= noteAbove + note.height()
		}
		stretch(blocks, room)
		y = drawBlocks(page, y, blocks)
		if i == len(p.pages)-1 {
			note.draw(page, y+noteAbove, y+noteAbove+note.height())
		}
	}
	return out
}

// stretch gives rows more than their least height while there is room: first to the
// seal, which is as large as it is.
func stretch(blocks []block, room float64) {
	spare := room - totalLeast(blocks)
	if last := blocks[len(blocks)-1].rows; len(last) == 1 && last[0].liked == sealLiked && spare > 0 {
		more := min(spare, sealWanted-last[0].least)
		last[0].least, spare = last[0].least+more, spare-more
	}
	var wanted float64
	for i := range blocks {
		for _, b := range blocks[i].rows {
			wanted += b.liked - b.least
		}
	}
	if wanted <= 0 || spare <= 0 {
		return
	}
	share := min(1, spare/wanted)
	for i := range blocks {
		for j := range blocks[i].rows {
			b := &blocks[i].rows[j]
			b.least += share * (b.liked - b.least)
		}
	}
}

// title draws the title and returns where the table begins.
func (w writer) title(page *typeset.Page) float64 {
	st, text, room := typeset.TitleStyle, Title, titleRoom
	if page.Number > 1 {
		st, text, room = typeset.Style{Face: typeset.SongBold, Size: typeset.BodySize}, Title+"（续）", againRoom
	}
	s := typeset.Typesetter{Metrics: w.metrics, Style: st}
	width := s.TextWidth([]rune(text))
	l := typeset.Line{Text: []rune(text), Width: width, Measure: width}
	y := typeset.Baseline(top, typeset.MM(st.Size)*typeset.Leading, st.Size)
	page.Runs = append(page.Runs, s.Runs(l, typeset.Left+(typeset.Measure-width)/2, y)...)
	return top + room
}

// note is the sentence below the table.
func (w writer) note() box {
	text := noteText
	if w.form.Digest != "" {
		text += lastLetter
	}
	b := box{from: 0, to: typeset.Measure, typesetter: typeset.Typesetter{Metrics: w.metrics, Style: typeset.FooterStyle}, align: atTop}
	b.lines = b.typesetter.Fill([]rune(text), 0, typeset.Measure-2*padBox)
	return b
}

// drawBlocks draws a table and returns where it ends.
func drawBlocks(page *typeset.Page, y float64, blocks []block) float64 {
	from := y
	for i := range blocks {
		y = blocks[i].draw(page, y, i == 0)
	}
	x1, x2 := typeset.Left, typeset.Left+typeset.Measure
	page.Rules = append(page.Rules, typeset.Frame(x1, from, x2, y, typeset.Thick)...)
	return y
}

// draw draws a block and returns where it ends. The first one has the frame
// above it.
func (b *block) draw(page *typeset.Page, y float64, first bool) float64 {
	begin := y
	if !first {
		page.Rules = append(page.Rules, typeset.Rule{X1: typeset.Left, Y1: y, X2: typeset.Left + typeset.Measure, Y2: y, Width: typeset.Thin})
	}
	end := y
	for i := range b.rows {
		end += b.rows[i].least
	}
	end = max(end, y+b.label.height())
	named := len(b.label.lines) > 0
	if named {
		b.label.draw(page, begin, end)
		page.Rules = append(page.Rules, typeset.Rule{X1: typeset.Left + edge1, Y1: begin, X2: typeset.Left + edge1, Y2: end, Width: typeset.Thin})
	}
	for i := range b.rows {
		to := y + b.rows[i].least
		if i == len(b.rows)-1 {
			to = end
		}
		if i > 0 {
			page.Rules = append(page.Rules, typeset.Rule{X1: typeset.Left + edge1, Y1: y, X2: typeset.Left + typeset.Measure, Y2: y, Width: typeset.Thin})
		}
		b.rows[i].draw(page, y, to)
		y = to
	}
	return end
}

func (b *row) draw(page *typeset.Page, y1, y2 float64) {
	for i := range b.boxes {
		c := &b.boxes[i]
		if i > 0 && !c.open {
			page.Rules = append(page.Rules, typeset.Rule{X1: typeset.Left + c.from, Y1: y1, X2: typeset.Left + c.from, Y2: y2, Width: typeset.Thin})
		}
		c.draw(page, y1, y2)
	}
}

// draw sets the lines of a box that stands between y1 and y2.
func (b *box) draw(page *typeset.Page, y1, y2 float64) {
	y := (y1 + y2 - float64(len(b.lines))*b.pitch()) / 2
	switch b.align {
	case atTop:
		y = y1 + padRow
	case atFoot, atFootLeft, atFootRight:
		y = y2 - padRow - float64(len(b.lines))*b.pitch()
	}
	for _, l := range b.lines {
		x := typeset.Left + b.from + padBox
		switch b.align {
		case atMiddle, atFoot:
			x = typeset.Left + (b.from+b.to-l.Width)/2
		case atRight, atFootRight:
			x = typeset.Left + b.to - padBox - l.Width
		}
		page.Runs = append(page.Runs, b.typesetter.Runs(l, x, typeset.Baseline(y, b.pitch(), b.typesetter.Size))...)
		y += b.pitch()
	}
}
