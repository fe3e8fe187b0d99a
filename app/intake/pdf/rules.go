package pdf

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"

	"nianbao/app/intake/page"
)

// rule is a line that was drawn, at a height or at a distance from the left, in points.
type rule struct{ at, from, to float64 }

// rules are the lines on a page.
type rules struct {
	across, down []rule
	picture      bool // one that takes most of the page: a scan
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
func rulesOf(with pdfium.Pdfium, doc references.FPDF_DOCUMENT, index int) (rules, error) {
	on := requests.Page{ByIndex: &requests.PageByIndex{Document: doc, Index: index}}
	count, err := with.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: on})
	if err != nil {
		return rules{}, err
	}
	var out rules
	var pictures float64
	for i := range min(count.Count, maxObjects) {
		object, err := with.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: on, Index: i})
		if err != nil {
			return out, err
		}
		kind, err := with.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: object.PageObject})
		switch {
		case err != nil:
		case kind.Type == enums.FPDF_PAGEOBJ_PATH:
			out.addPath(with, object.PageObject)
		case kind.Type == enums.FPDF_PAGEOBJ_IMAGE:
			pictures += areaOf(with, object.PageObject)
		}
		if len(out.across)+len(out.down) > maxRules {
			break
		}
	}
	if pictures > 0 {
		size, err := with.FPDF_GetPageSizeByIndex(&requests.FPDF_GetPageSizeByIndex{Document: doc, Index: index})
		out.picture = err == nil && pictures > mostOfIt*size.Width*size.Height
	}
	return out, nil
}

// mostOfIt is how much of a page the pictures on it take where it is a scan.
const mostOfIt = 0.6

// areaOf returns how much of a page an object takes, in square points.
func areaOf(with pdfium.Pdfium, object references.FPDF_PAGEOBJECT) float64 {
	box, err := with.FPDFPageObj_GetBounds(&requests.FPDFPageObj_GetBounds{PageObject: object})
	if err != nil {
		return 0
	}
	return float64(box.Right-box.Left) * float64(box.Top-box.Bottom)
}

// addPath adds the lines of a path: each of its pieces, where they can be had, else
// the edges of its box.
func (r *rules) addPath(with pdfium.Pdfium, path references.FPDF_PAGEOBJECT) {
	box, err := with.FPDFPageObj_GetBounds(&requests.FPDFPageObj_GetBounds{PageObject: path})
	if err != nil {
		return
	}
	left, right, bottom, top := float64(box.Left), float64(box.Right), float64(box.Bottom), float64(box.Top)
	if right-left <= thin || top-bottom <= thin {
		r.add(left, right, bottom, top)
		return
	}
	drawn, err := with.FPDFPath_GetDrawMode(&requests.FPDFPath_GetDrawMode{PageObject: path})
	if err != nil || !drawn.Stroke {
		return // a ground of a colour, white most often
	}
	x, y, err := r.addPieces(with, path)
	const corners = 4
	if err != nil || len(x) < corners || len(y) < corners {
		return
	}
	// A box: what closes it may not be said.
	r.add(left, left, bottom, top)
	r.add(right, right, bottom, top)
	r.add(left, right, bottom, bottom)
	r.add(left, right, top, top)
}

// addPieces adds the straight pieces of a path, and returns its points.
func (r *rules) addPieces(with pdfium.Pdfium, path references.FPDF_PAGEOBJECT) (x, y []float64, err error) {
	count, err := with.FPDFPath_CountSegments(&requests.FPDFPath_CountSegments{PageObject: path})
	if err != nil {
		return nil, nil, err
	}
	matrix, err := with.FPDFPageObj_GetMatrix(&requests.FPDFPageObj_GetMatrix{PageObject: path})
	if err != nil {
		return nil, nil, err
	}
	const most = 2000
	m := matrix.Matrix
	for i := range min(count.Count, most) {
		segment, err := with.FPDFPath_GetPathSegment(&requests.FPDFPath_GetPathSegment{PageObject: path, Index: i})
		if err != nil {
			return nil, nil, err
		}
		kind, err := with.FPDFPathSegment_GetType(&requests.FPDFPathSegment_GetType{PathSegment: segment.PathSegment})
		if err != nil {
			return nil, nil, err
		}
		at, err := with.FPDFPathSegment_GetPoint(&requests.FPDFPathSegment_GetPoint{PathSegment: segment.PathSegment})
		if err != nil {
			return nil, nil, err
		}
		x = append(x, float64(m.A*at.X+m.C*at.Y+m.E))
		y = append(y, float64(m.B*at.X+m.D*at.Y+m.F))
		if n := len(x) - 1; n > 0 && kind.Type == enums.FPDF_SEGMENT_LINETO {
			r.add(min(x[n-1], x[n]), max(x[n-1], x[n]), min(y[n-1], y[n]), max(y[n-1], y[n]))
		}
	}
	return x, y, nil
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
