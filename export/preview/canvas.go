package preview

import (
	"image"
	"math"

	"nianbao/export/font"
	"nianbao/export/typeset"
)

// canvas is a page being drawn.
type canvas struct {
	image *image.RGBA
	scale float64 // pixels to the mm
}

// newCanvas returns a white page.
func newCanvas(width int) *canvas {
	width = max(1, width)
	scale := float64(width) / typeset.PageWidth
	img := image.NewRGBA(image.Rect(0, 0, width, max(1, int(math.Round(typeset.PageHeight*scale)))))
	fillWhite(img.Pix)
	return &canvas{image: img, scale: scale}
}

// fillWhite doubles what is white until all is.
func fillWhite(pix []byte) {
	pix[0] = 255
	for n := 1; n < len(pix); n *= 2 {
		copy(pix[n:], pix[:n])
	}
}

// mm converts points.
func mm(points float64) float64 { return points * 25.4 / 72 }

// letters calls do for each character of a run that has a glyph, with its
// origin in mm.
func letters(fonts *font.Set, r typeset.Run, do func(found font.Found, x float64)) {
	x := r.X
	for _, c := range r.Text {
		found := fonts.Find(r.Face, c)
		if found.File != nil {
			do(found, x)
		}
		x += found.Advance*mm(r.Size) + r.Spacing
	}
}

func (c *canvas) run(fonts *font.Set, r typeset.Run, grey byte) {
	size := mm(r.Size) * c.scale
	// All characters of a line stand on the same row of pixels.
	y := int(math.Round(r.Y * c.scale))
	letters(fonts, r, func(found font.Found, x float64) {
		at, phase := split(x * c.scale)
		c.blend(glyphs.mask(key{found.File, found.Glyph, size, phase}), at, y, grey)
	})
}

// The words of a watermark on the screen: points, mm, a grey of 255.
const (
	marginalSize  = 30.0
	marginalLine  = 24.0
	marginalWidth = 150.0
	marginalGrey  = 178
)

// marginal writes the words of a watermark in the upper margin. On paper they run
// across the page in a grey that print makes pale; on a screen they would run
// through the figures that somebody is to sign for.
func (c *canvas) marginal(fonts *font.Set, s *typeset.Watermark) {
	r := s.Run
	r.Size, r.X, r.Y, r.Spacing = marginalSize, 0, marginalLine, 0
	width := widthOf(fonts, r)
	if width > marginalWidth {
		r.Size *= marginalWidth / width
		width = marginalWidth
	}
	r.X = (typeset.PageWidth - width) / 2
	c.run(fonts, r, marginalGrey)
}

// widthOf is how wide a run is, in mm.
func widthOf(fonts *font.Set, r typeset.Run) float64 {
	width := 0.0
	for _, c := range r.Text {
		width += fonts.Find(r.Face, c).Advance*mm(r.Size) + r.Spacing
	}
	return width
}

// thinnest is how faint a rule thinner than a pixel becomes at most: a page
// as small as a thumbnail still shows its tables.
const thinnest = 0.25

// rule draws a line along the axes, its edges on whole pixels.
func (c *canvas) rule(r typeset.Rule) {
	width := r.Width * c.scale
	ink := byte(math.Round(255 * min(1, max(thinnest, width))))
	thick := max(1, math.Round(width))
	x1, y1 := min(r.X1, r.X2)*c.scale, min(r.Y1, r.Y2)*c.scale
	x2, y2 := max(r.X1, r.X2)*c.scale, max(r.Y1, r.Y2)*c.scale
	from := image.Pt(int(math.Round(x1-thick/2)), int(math.Round(y1-thick/2)))
	to := image.Pt(int(math.Round(x2-thick/2)+thick), int(math.Round(y2-thick/2)+thick))
	area := image.Rectangle{Min: from, Max: to}.Intersect(c.image.Rect)
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			c.darken(c.image.PixOffset(x, y), ink, 0)
		}
	}
}

// blend draws a mask in a grey whose origin is at x, y.
func (c *canvas) blend(m *mask, x, y int, grey byte) {
	area := m.rect.Add(image.Pt(x, y)).Intersect(c.image.Rect)
	for row := area.Min.Y; row < area.Max.Y; row++ {
		ink := m.ink[(row-y-m.rect.Min.Y)*m.rect.Dx()+area.Min.X-x-m.rect.Min.X:]
		at := c.image.PixOffset(area.Min.X, row)
		for i := range area.Dx() {
			if ink[i] > 0 {
				c.darken(at+4*i, ink[i], grey)
			}
		}
	}
}

// darken covers a pixel of grey, so that its three parts are alike, with
// another grey.
func (c *canvas) darken(at int, ink, grey byte) {
	have, want, a := uint32(c.image.Pix[at]), uint32(grey), uint32(ink)
	v := byte((have*(255-a) + want*a + 127) / 255)
	c.image.Pix[at], c.image.Pix[at+1], c.image.Pix[at+2] = v, v, v
}
