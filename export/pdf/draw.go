package pdf

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	stdutf16 "unicode/utf16"

	"github.com/jung-kurt/gofpdf"

	"nianbao/export/font"
	"nianbao/export/typeset"
)

// firstAlias is where characters beyond U+FFFF stand in the fonts of a
// document: gofpdf has no code for them, so each is given one from the
// private use area, which no font here is asked for.
const firstAlias = 0xe000

// drawing draws the pages of one document.
type drawing struct {
	pdf     *gofpdf.Fpdf
	fonts   *font.Set
	alias   map[rune]rune
	current *font.File
	size    float64
	spacing float64 // mm; as the page's content has it now

	pictures map[string]bool // that are in the document
}

// newDrawing begins a document with the fonts of its pages cut to their
// characters.
func newDrawing(fonts *font.Set, pages []typeset.Page) *drawing {
	d := &drawing{pdf: newDocument(), fonts: fonts, alias: map[rune]rune{}, pictures: map[string]bool{}}
	used := map[*font.File]map[rune]uint16{}
	for i := range pages {
		for _, run := range pages[i].Runs {
			d.collect(used, run)
		}
		if s := pages[i].Watermark; s != nil {
			d.collect(used, s.Run)
		}
	}
	d.name(used)
	files := slices.SortedFunc(maps.Keys(used), func(a, b *font.File) int { return strings.Compare(a.Name, b.Name) })
	for _, f := range files {
		codes := map[uint16]uint16{}
		for r, g := range used[f] {
			codes[uint16(d.code(r))] = g
		}
		d.pdf.AddUTF8FontFromBytes(subsetMark+f.Name, "", f.Cut(codes))
	}
	return d
}

func (d *drawing) collect(used map[*font.File]map[rune]uint16, run typeset.Run) {
	for _, r := range run.Text {
		found := d.fonts.Find(run.Face, r)
		if found.File == nil {
			continue // a blank that no font has
		}
		if used[found.File] == nil {
			used[found.File] = map[rune]uint16{}
		}
		used[found.File][r] = found.Glyph
	}
}

// name gives the characters beyond U+FFFF their codes, in their own order so
// that the bytes do not depend on the order of a map.
func (d *drawing) name(used map[*font.File]map[rune]uint16) {
	var beyond []rune
	for _, chars := range used {
		for r := range chars {
			if r > 0xffff {
				beyond = append(beyond, r)
			}
		}
	}
	slices.Sort(beyond)
	for _, r := range slices.Compact(beyond) {
		d.alias[r] = firstAlias + rune(len(d.alias))
	}
}

func (d *drawing) code(r rune) rune {
	if a, ok := d.alias[r]; ok {
		return a
	}
	return r
}

func (d *drawing) page(p *typeset.Page) error {
	d.pdf.AddPage()
	d.current, d.size, d.spacing = nil, 0, 0
	if p.Watermark != nil {
		d.watermark(p.Watermark)
	}
	for _, pic := range p.Pictures {
		if err := d.picture(pic); err != nil {
			return err
		}
	}
	for _, r := range p.Rules {
		d.pdf.SetLineWidth(r.Width)
		d.pdf.Line(r.X1, r.Y1, r.X2, r.Y2)
	}
	for _, r := range p.Runs {
		d.run(r)
	}
	for _, m := range p.Bookmarks {
		d.pdf.Bookmark(m.Text, m.Level, m.Y)
	}
	for _, l := range p.Links {
		d.pdf.Link(l.X, l.Y, l.W, l.H, d.pageLink(l.Page))
	}
	return d.pdf.Error()
}

// pageLink returns gofpdf's name for the top of a page.
func (d *drawing) pageLink(page int) int {
	link := d.pdf.AddLink()
	d.pdf.SetLink(link, 0, page)
	return link
}

func (d *drawing) watermark(s *typeset.Watermark) {
	d.pdf.TransformBegin()
	d.pdf.TransformRotate(s.Angle, s.X, s.Y)
	d.pdf.SetTextColor(typeset.WatermarkGrey, typeset.WatermarkGrey, typeset.WatermarkGrey)
	d.run(s.Run)
	d.pdf.SetTextColor(0, 0, 0)
	d.pdf.TransformEnd()
	d.current, d.size, d.spacing = nil, 0, 0 // the state before the turn is back
}

// run draws one run, in as many pieces as it needs fonts. Characters beyond
// U+FFFF are pieces of their own, marked with the text that they stand for.
func (d *drawing) run(r typeset.Run) {
	text := []rune(r.Text)
	x := r.X
	for start := 0; start < len(text); {
		first := d.fonts.Find(r.Face, text[start])
		end := start
		var width float64
		for end < len(text) {
			found := d.fonts.Find(r.Face, text[end])
			if end > start && (found.File != first.File || text[start] > 0xffff || text[end] > 0xffff) {
				break
			}
			width += found.Advance*r.Size*25.4/72 + r.Spacing
			end++
		}
		if first.File != nil {
			d.choose(first.File, r.Size, r.Spacing)
			d.show(x, r.Y, text[start:end])
		}
		x += width
		start = end
	}
}

// choose writes the font, size and spacing of what follows where they change.
func (d *drawing) choose(f *font.File, size, spacing float64) {
	if f != d.current || size != d.size {
		d.pdf.SetFont(subsetMark+f.Name, "", size)
		d.current, d.size = f, size
	}
	if spacing != d.spacing {
		d.pdf.RawWriteStr(fmt.Sprintf("%.4f Tc", spacing*72/25.4))
		d.spacing = spacing
	}
}

func (d *drawing) show(x, y float64, text []rune) {
	if text[0] <= 0xffff {
		d.pdf.Text(x, y, string(text))
		return
	}
	d.pdf.RawWriteStr(fmt.Sprintf("/Span <</ActualText <%X>>> BDC", utf16(string(text[0]))))
	d.pdf.Text(x, y, string(d.code(text[0])))
	d.pdf.RawWriteStr("EMC")
}

// utf16 returns the form that texts have in a PDF: big-endian UTF-16 with a
// mark in front. gofpdf's own conversion garbles characters beyond U+FFFF.
func utf16(s string) string {
	b := []byte{0xfe, 0xff}
	for _, u := range stdutf16.Encode([]rune(s)) {
		b = append(b, byte(u>>8), byte(u))
	}
	return string(b)
}
