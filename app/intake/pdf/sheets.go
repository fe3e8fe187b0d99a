package pdf

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"nianbao/app/intake/page"
	"nianbao/app/intake/plain"
)

// sheet is what stands on a page: rows of tables, and lines of text, each from the top
// down.
type sheet struct {
	bands   []band
	lines   []line
	picture bool // it is one
}

// mostRunning is how many lines at the head and at the foot of a page may stand on every
// page.
const mostRunning = 4

// withoutRunning takes running heads and feet off the pages: the outermost lines that
// stand on all pages at the same height and differ in nothing but figures, as the number
// of the page does. The first page of several may have none. It returns the first line
// that was taken off and is more than a number, "" for none.
func withoutRunning(sheets []sheet) (first string) {
	for _, foot := range []bool{false, true} {
		for range mostRunning {
			on, text := running(sheets, foot)
			if len(on) == 0 {
				break
			}
			for _, i := range on {
				sheets[i].lines = sheets[i].without(foot)
			}
			if first == "" && !plain.IsPageNumber(text) {
				first = strings.Join(strings.Fields(text), " ")
			}
		}
	}
	return first
}

// running returns the pages on which an outermost line is one of all pages, and what it
// says.
func running(sheets []sheet, foot bool) (on []int, text string) {
	var with []int // pages that have an outermost line
	pages, more := 0, false
	for i := range sheets {
		n := len(sheets[i].lines) + len(sheets[i].bands)
		if n == 0 {
			continue
		}
		pages++
		more = more || n > 1
		if _, ok := sheets[i].outermost(foot); ok {
			with = append(with, i)
		}
	}
	if len(with) == 0 || pages < 2 || !more {
		return nil, ""
	}
	last, _ := sheets[with[len(with)-1]].outermost(foot)
	for _, i := range with {
		if l, _ := sheets[i].outermost(foot); l.repeats(last) {
			on = append(on, i)
		}
	}
	const few = 4 // pages of which the first may differ
	if len(on) < pages-1 || len(on) < pages && (pages < few || on[0] == 0) {
		return nil, ""
	}
	l, _ := sheets[on[0]].outermost(foot)
	return on, l.text
}

// repeats says whether a line stands where another one does on its page, and differs in
// nothing but figures.
func (l line) repeats(other line) bool {
	const same = 3 // points
	return math.Abs(l.at-other.at) <= same && bare(l.text) == bare(other.text)
}

// outermost is the line above all else on a page, or below it.
func (s *sheet) outermost(foot bool) (l line, ok bool) {
	if len(s.lines) == 0 {
		return l, false
	}
	if foot {
		l = s.lines[len(s.lines)-1]
		return l, len(s.bands) == 0 || l.at < s.bands[len(s.bands)-1].bottom()
	}
	return s.lines[0], len(s.bands) == 0 || s.lines[0].at > s.bands[0].top
}

// without returns the lines without the outermost one.
func (s *sheet) without(foot bool) []line {
	if foot {
		return s.lines[:len(s.lines)-1]
	}
	return s.lines[1:]
}

// bare is a line without its figures, in no order: on facing pages the number stands on
// either side.
func bare(text string) string {
	r := slices.DeleteFunc([]rune(text), func(c rune) bool { return unicode.IsDigit(c) || unicode.IsSpace(c) })
	slices.Sort(r)
	return string(r)
}

// bottom is where the lowest box of a row ends.
func (b *band) bottom() float64 {
	low := b.top
	for _, c := range b.cells {
		low = min(low, c.bottom)
	}
	return low
}

// writer puts the pages together.
type writer struct {
	out  *page.Page
	last line // of the paragraph that was written last
	open bool // the last thing was a row of a table
	text bool // the last thing was a line of text
}

func (w *writer) page(s sheet) {
	bands, lines := s.bands, s.lines
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
	if s.picture {
		w.out.Blocks = append(w.out.Blocks, page.Block{Picture: true})
	}
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
