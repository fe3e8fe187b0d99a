package pdf

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/klippa-app/go-pdfium/enums"

	"nianbao/app/intake/page"
)

// rule is a line that was drawn, at a height or at a distance from the left, in points.
type rule struct{ at, from, to float64 }

// rules are the lines on a page.
type rules struct {
	across, down             []rule
	left, right, bottom, top float64 // of the box around them all
	pictures                 float64 // how much of the page they take, in square points
	scan                     bool    // that is most of it
}

// What a line is: long and thin. Programs draw it as a stroke, or as a thin box.
const (
	thin       = 2.5 // points
	long       = 5
	together   = 1.5 // two lines as near as that are one
	maxRules   = 20_000
	maxObjects = 50_000 // of a page that are looked at
)

// rulesOf returns the lines on a page.
func rulesOf(on *direct) rules {
	var out rules
	count := on.count("FPDFPage_CountObjects", on.page)
	for n := range min(count, maxObjects) {
		i := uint64(n) // #nosec G115 -- counted from 0
		object := on.call("FPDFPage_GetObject", on.page, i)
		switch enums.FPDF_PAGEOBJ(on.count("FPDFPageObj_GetType", object)) {
		case enums.FPDF_PAGEOBJ_PATH:
			out.addPath(on, object)
		case enums.FPDF_PAGEOBJ_IMAGE:
			left, right, bottom, top, _ := boxOf(on, object)
			out.pictures += (right - left) * (top - bottom)
		}
		if len(out.across)+len(out.down) > maxRules || on.err != nil {
			break
		}
	}
	if out.pictures > 0 {
		width, height := on.single("FPDF_GetPageWidthF", on.page), on.single("FPDF_GetPageHeightF", on.page)
		out.scan = out.pictures > mostOfIt*width*height
	}
	out.left, out.right, out.bottom, out.top = out.bounds()
	return out
}

// mostOfIt is how much of a page the pictures on it take where it is a scan.
const mostOfIt = 0.6

// boxOf returns the box around an object, in points; it says no, and zeros, where there
// is none.
func boxOf(on *direct, object uint64) (left, right, bottom, top float64, ok bool) {
	if !on.says("FPDFPageObj_GetBounds", object, on.at(0, 4), on.at(1, 4), on.at(2, 4), on.at(3, 4)) {
		return 0, 0, 0, 0, false
	}
	return on.float(0), on.float(2), on.float(1), on.float(3), true
}

// addPath adds the lines of a path: each of its pieces, where they can be had, else
// the edges of its box.
func (r *rules) addPath(on *direct, path uint64) {
	left, right, bottom, top, ok := boxOf(on, path)
	if !ok {
		return
	}
	if right-left <= thin || top-bottom <= thin {
		r.add(left, right, bottom, top)
		return
	}
	if !on.says("FPDFPath_GetDrawMode", path, on.at(0, 4), on.at(1, 4)) || on.whole(1) != 1 {
		return // a ground of a colour, white most often
	}
	points, ok := r.addPieces(on, path)
	const corners = 4
	if !ok || points < corners {
		return
	}
	// A box: what closes it may not be said.
	r.add(left, left, bottom, top)
	r.add(right, right, bottom, top)
	r.add(left, right, bottom, bottom)
	r.add(left, right, top, top)
}

// addPieces adds the straight pieces of a path, and returns how many points it has; it
// says no where they cannot be had.
func (r *rules) addPieces(on *direct, path uint64) (points int, ok bool) {
	if !on.says("FPDFPageObj_GetMatrix", path, on.at(0, 4)) {
		return 0, false
	}
	const most = 2000
	a, b, c, d, e, f := on.float(0), on.float(1), on.float(2), on.float(3), on.float(4), on.float(5)
	points = min(on.count("FPDFPath_CountSegments", path), most)
	var x, y float64
	for n := range points {
		i := uint64(n) // #nosec G115 -- counted from 0
		segment := on.call("FPDFPath_GetPathSegment", path, i)
		kind := enums.FPDF_SEGMENT(int32(on.call("FPDFPathSegment_GetType", segment))) // #nosec G115 -- WebAssembly has 32 bits
		if !on.says("FPDFPathSegment_GetPoint", segment, on.at(0, 4), on.at(1, 4)) {
			return 0, false
		}
		toX, toY := a*on.float(0)+c*on.float(1)+e, b*on.float(0)+d*on.float(1)+f
		if i > 0 && kind == enums.FPDF_SEGMENT_LINETO {
			r.add(min(x, toX), max(x, toX), min(y, toY), max(y, toY))
		}
		x, y = toX, toY
	}
	return points, true
}

// bounds returns the box around all lines; without lines, one that holds nothing.
func (r *rules) bounds() (left, right, bottom, top float64) {
	left, right, bottom, top = math.Inf(1), math.Inf(-1), math.Inf(1), math.Inf(-1)
	for _, l := range r.across {
		left, right, bottom, top = min(left, l.from), max(right, l.to), min(bottom, l.at), max(top, l.at)
	}
	for _, l := range r.down {
		left, right, bottom, top = min(left, l.at), max(right, l.at), min(bottom, l.from), max(top, l.to)
	}
	return left, right, bottom, top
}

// near says whether a character may stand between lines, whichever part of its box its
// ink takes.
func (r *rules) near(c *character) bool {
	reach := max(c.height, 20)
	return len(r.across) > 1 && len(r.down) > 1 &&
		c.right+reach > r.left && c.left-reach < r.right && c.y+reach+c.height > r.bottom && c.y-reach-c.height < r.top
}

func (r *rules) add(left, right, bottom, top float64) {
	switch {
	case top-bottom <= thin && right-left >= long:
		r.across = append(r.across, rule{(top + bottom) / 2, left, right})
	case right-left <= thin && top-bottom >= long:
		r.down = append(r.down, rule{(left + right) / 2, bottom, top})
	}
}

// cell is a box between four lines, and the characters in it.
type cell struct {
	left, right, bottom, top float64
	chars                    []character
}

// around returns the box that a point stands in. It says no where a line is missing on
// one side. At the end of a page a row may be left open: it reaches as far as the lines
// to its left and right do.
func (r *rules) around(x, y float64) (c cell, ok bool) {
	left, right := nearest(r.down, x, y)
	below, above := nearest(r.across, y, x)
	c.left, c.right, c.bottom, c.top = left.at, right.at, below.at, above.at
	if math.IsInf(c.right-c.left, 0) {
		return c, false
	}
	if math.IsInf(c.bottom, 0) && !math.IsInf(c.top, 0) {
		c.bottom = max(left.from, right.from)
	} else if math.IsInf(c.top, 0) && !math.IsInf(c.bottom, 0) {
		c.top = min(left.to, right.to)
	}
	return c, !math.IsInf(c.top-c.bottom, 0) && c.right-c.left > long && c.top-c.bottom > long
}

// nearest returns the lines before and behind a place that reach along it, one at an
// infinite distance where there is none.
func nearest(lines []rule, at, along float64) (before, behind rule) {
	before, behind = rule{at: math.Inf(-1)}, rule{at: math.Inf(1)}
	for _, l := range lines {
		switch {
		case l.from-together > along, l.to+together < along:
		case l.at >= at && l.at < behind.at:
			behind = l
		case l.at < at && l.at > before.at:
			before = l
		}
	}
	return before, behind
}

func (c *cell) same(d *cell) bool {
	near := func(a, b float64) bool { return math.Abs(a-b) <= together }
	return near(c.left, d.left) && near(c.right, d.right) && near(c.top, d.top) && near(c.bottom, d.bottom)
}

// overlaps says whether two boxes have more in common than an edge.
func (c *cell) overlaps(d *cell) bool {
	return min(c.right, d.right)-max(c.left, d.left) > thin && min(c.top, d.top)-max(c.bottom, d.bottom) > thin
}

// cellsOf puts the characters of a page into the boxes around them; rest stands in
// none.
func (r *rules) cellsOf(all []character) (cells []*cell, rest []character) {
	if len(r.across) < 2 || len(r.down) < 2 {
		return nil, all
	}
	for _, c := range all {
		box, ok := r.around(c.x, c.y)
		if !ok {
			rest = append(rest, c)
			continue
		}
		i := slices.IndexFunc(cells, func(d *cell) bool { return d.same(&box) })
		if i < 0 {
			cells = append(cells, &box)
			i = len(cells) - 1
		}
		cells[i].chars = append(cells[i].chars, c)
	}
	const few = 4 // boxes: a frame round a text is no table
	if len(cells) < few {
		return nil, all
	}
	return append(cells, r.blanks(cells)...), rest
}

// blanks returns the boxes beside the others, to their right, that hold nothing.
func (r *rules) blanks(cells []*cell) []*cell {
	all := slices.Clone(cells)
	for i := 0; i < len(all) && len(all) < maxCells; i++ {
		c, ok := r.around(all[i].right+long, (all[i].top+all[i].bottom)/2)
		if ok && !slices.ContainsFunc(all, c.overlaps) {
			all = append(all, &c)
		}
	}
	return all[len(cells):]
}

const maxCells = 5000 // of a page

// band is a row of boxes that begin at the same height.
type band struct {
	top   float64
	cells []*cell
}

// bandsOf gathers boxes into rows, from the top down.
func bandsOf(cells []*cell) []band {
	slices.SortFunc(cells, func(a, b *cell) int { return cmp.Compare(b.top, a.top) })
	var out []band
	for _, c := range cells {
		if n := len(out); n > 0 && math.Abs(out[n-1].top-c.top) <= together {
			out[n-1].cells = append(out[n-1].cells, c)
			continue
		}
		out = append(out, band{c.top, []*cell{c}})
	}
	for _, b := range out {
		slices.SortFunc(b.cells, func(a, c *cell) int { return cmp.Compare(a.left, c.left) })
	}
	return out
}

// row returns the cells of a band as a page has them.
func (b band) row() []page.Cell {
	out := make([]page.Cell, len(b.cells))
	for i, c := range b.cells {
		var lines []string
		var last line
		for n, l := range linesOf(c.chars) {
			text := strings.TrimSpace(l.text)
			if n > 0 && c.broken(last, l) {
				lines[len(lines)-1] += text
			} else {
				lines = append(lines, text)
			}
			last = l
		}
		out[i] = page.Cell{Text: strings.Join(lines, "\n"), Rows: 1, Columns: 1}
	}
	return out
}

// broken says whether a figure was broken between two lines of a cell, as programs do
// where it is wider than the cell: the first line has no room for one more digit.
func (c *cell) broken(first, second line) bool {
	const margins = 11 // points, that Word leaves free on both sides together
	a, b := strings.TrimSpace(first.text), strings.TrimSpace(second.text)
	if strings.Trim(a, "0123456789,.") != "" || strings.Trim(b, "0123456789.") != "" || len(a) < 2 || len(b) > len(a) {
		return false
	}
	digit := (first.right - first.left) / float64(len(a))
	return c.right-c.left-(first.right-first.left) < margins+2*digit
}
