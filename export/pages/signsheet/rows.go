package signsheet

import (
	"math"
	"slices"

	"nianbao/export/text"
	"nianbao/export/typeset"
)

// block is a part of a 审签单: rows side by side with their name. It is parted
// between pages only when it must be.
type block struct {
	label box // no lines for rows that go over the whole width
	rows  []row
}

// row is a row of a block: boxes side by side, and the heights in mm that it
// needs and would like.
type row struct {
	boxes        []box
	least, liked float64
}

// box is one cell and the lines it holds. Its edges are in mm from the left
// margin.
type box struct {
	from, to   float64
	lines      []typeset.Line
	typesetter typeset.Typesetter
	align      align
	open       bool // no rule on its left
	again      bool // said again where its row goes on
	last       bool // below the others, and with the end of a row that is parted
}

// align says where in its box a text stands.
type align int

const (
	atLeft      align = iota // flush left, at half height
	atMiddle                 // centred both ways
	atRight                  // flush right, at half height
	atTop                    // flush left, at the top
	atFoot                   // centred, at the foot
	atFootLeft               // flush left, at the foot
	atFootRight              // flush right, at the foot
)

const (
	padBox   = 1.4  // room beside text, mm
	padRow   = 1.5  // room above and below text, mm
	boxPitch = 1.25 // line pitch, em
)

func (b *box) pitch() float64 { return boxPitch * typeset.MM(b.typesetter.Size) }

func (b *box) height() float64 { return float64(len(b.lines))*b.pitch() + 2*padRow }

// newRow makes a row at least so high, or as its texts need.
func newRow(least, liked float64, boxes ...box) row {
	foot := 0.0
	for i := range boxes {
		if b := &boxes[i]; b.last && len(b.lines) > 0 {
			foot = max(foot, signLeast, b.height())
		} else {
			least = max(least, b.height())
		}
	}
	return row{boxes: boxes, least: least + foot, liked: max(liked, least+foot)}
}

// lines returns how many lines the longest text of a row has.
func (b *row) lines() int {
	n := 0
	for i := range b.boxes {
		n = max(n, len(b.boxes[i].lines))
	}
	return n
}

// cut parts a row behind its first n lines.
func (b *row) cut(n int) (first, rest row) {
	for _, c := range b.boxes {
		k := min(n, len(c.lines))
		if c.last {
			k = 0
		}
		head, tail := c, c
		head.lines = c.lines[:k]
		if !c.again {
			tail.lines = c.lines[k:]
		}
		first.boxes, rest.boxes = append(first.boxes, head), append(rest.boxes, tail)
	}
	return newRow(rowLeast, 0, first.boxes...), newRow(rowLeast, b.liked-b.least, rest.boxes...)
}

// fitting returns how many lines of a row go into the room.
func (b *row) fitting(room float64) int {
	n := math.MaxInt
	for i := range b.boxes {
		c := &b.boxes[i]
		if len(c.lines) > 0 && !c.last {
			n = min(n, int(math.Floor((room-2*padRow)/c.pitch()+typeset.Slack)))
		}
	}
	return max(0, n)
}

func (b *block) least() float64 {
	var h float64
	for i := range b.rows {
		h += b.rows[i].least
	}
	return max(h, b.label.height())
}

const (
	// fewest is how many lines of a text that is parted stay on either page.
	fewest = 2
	// tall is the height from which any row may be parted: a post of a hundred
	// characters comes from a hand that means ill, but is printed whole.
	tall = height / 3
)

// cut parts a block so that the first part goes into the room. Rows stay
// whole but for the first one, which holds the long text; those that follow it
// stay together with its end. The first part is empty when nothing fits.
func (b *block) cut(room float64) (first, rest block) {
	at, above := b.parted(room)
	text := &b.rows[at]
	n := min(text.fitting(room-above), text.lines()-fewest)
	if n < fewest || above+text.least < b.label.height() {
		return block{}, *b
	}
	head, tail := text.cut(n)
	first = block{label: b.label, rows: append(slices.Clone(b.rows[:at]), head)}
	rest = block{label: b.label.continued(), rows: append([]row{tail}, b.rows[at+1:]...)}
	return first, rest
}

// parted returns the row that a cut goes through and the height above it.
func (b *block) parted(room float64) (at int, above float64) {
	for i := range b.rows {
		if i > 0 && above < room && b.rows[i].least > tall {
			return i, above
		}
		above += b.rows[i].least
	}
	return 0, 0
}

// continued adds （续） to a name.
func (b box) continued() box {
	again := []rune("（续）")
	if n := len(b.lines); n == 0 || string(b.lines[n-1].Text) == string(again) {
		return b
	}
	width := b.typesetter.TextWidth(again)
	b.lines = append(slices.Clone(b.lines), typeset.Line{Text: again, Width: width, Measure: width})
	return b
}

// label sets the name of a block, broken by sense: 承办人员/初审.
func (w writer) label(content string) box {
	b := box{from: 0, to: edge1, typesetter: typeset.Typesetter{Metrics: w.metrics, Style: labelStyle}, align: atMiddle}
	b.breakInto(text.Clean(content))
	return b
}

// centred sets a short text in the middle of its box, a little smaller where
// that keeps it on one line.
func (w writer) centred(content string, st typeset.Style, from, to float64) box {
	b := w.value(content, from, to)
	b.align = atMiddle
	b.typesetter.Style = st
	b.fitShort(text.Clean(content))
	return b
}

// value sets a short text flush left.
func (w writer) value(content string, from, to float64) box {
	b := box{from: from, to: to, typesetter: typeset.Typesetter{Metrics: w.metrics, Style: labelStyle}}
	b.fitShort(text.Clean(content))
	return b
}

// fitShort breaks a short text into lines.
func (b *box) fitShort(text []rune) {
	const least = 9.0
	room := b.to - b.from - 2*padBox
	if w := b.typesetter.TextWidth(text); w > room {
		if size := math.Floor(b.typesetter.Size*room/w*10) / 10; size >= least && size > b.typesetter.Size-2 {
			b.typesetter.Size = size
		}
	}
	b.breakInto(text)
}

func (b *box) breakInto(text []rune) {
	b.lines = nil
	for _, l := range b.typesetter.Balanced(text, b.to-b.from-2*padBox) {
		width := b.typesetter.TextWidth(l)
		b.lines = append(b.lines, typeset.Line{Text: l, Width: width, Measure: width})
	}
}

// prose sets paragraphs, each indented by so many characters.
func (w writer) prose(content string, st typeset.Style, indent, from, to float64) box {
	b := box{from: from, to: to, typesetter: typeset.Typesetter{Metrics: w.metrics, Style: st}}
	for _, p := range text.Paragraphs(content) {
		b.lines = append(b.lines, b.typesetter.Fill(p, indent*typeset.MM(st.Size), to-from-2*padBox)...)
	}
	return b
}
