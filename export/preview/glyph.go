package preview

import (
	"image"
	"image/draw"
	"math"
	"sync"

	"golang.org/x/image/vector"

	"nianbao/export/font"
)

// mask is how much of each pixel a glyph covers, 0 to 255. Its rectangle is
// relative to the glyph's origin.
type mask struct {
	rect image.Rectangle
	ink  []byte
}

// key names a glyph at a size in pixels, phase quarters of a pixel to the
// right of a whole one.
type key struct {
	file  *font.File
	glyph uint16
	size  float64
	phase uint8
}

const phases = 4

// split parts a place into whole pixels and quarters.
func split(x float64) (whole int, phase uint8) {
	n := int(math.Round(x * phases))
	return int(math.Floor(float64(n) / phases)), uint8(((n % phases) + phases) % phases) // #nosec G115 -- below phases
}

// cache holds the masks of the glyphs drawn last. The fonts are the same for
// all reports, so there is one.
type cache struct {
	mu    sync.RWMutex
	masks map[key]*mask
	bytes int
}

// mostBytes is what the cache may hold: a few zooms of a whole report.
const mostBytes = 6 << 20

var glyphs = cache{masks: map[key]*mask{}}

func (c *cache) mask(k key) *mask {
	c.mu.RLock()
	m := c.masks[k]
	c.mu.RUnlock()
	if m != nil {
		return m
	}
	m = rasterise(k.file, k.glyph, matrix{a: k.size, d: k.size}, point{float64(k.phase) / phases, 0})
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.bytes > mostBytes {
		clear(c.masks) // rare; what the page at hand needs is soon there again
		c.bytes = 0
	}
	if c.masks[k] == nil {
		const overhead = 128
		c.masks[k] = m
		c.bytes += len(m.ink) + overhead
	}
	return m
}

// forget gives up all masks.
func (c *cache) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.masks, c.bytes = map[key]*mask{}, 0
}

type point struct{ x, y float64 }

// matrix turns em into pixels: x' = a·x + b·y, y' = c·x + d·y.
type matrix struct{ a, b, c, d float64 }

func (m matrix) apply(x, y float64) point { return point{m.a*x + m.b*y, m.c*x + m.d*y} }

// stroke is a move, a line or, with a control point, a curve.
type stroke struct {
	op       byte // m, l, q
	via, end point
}

// rasterise fills a glyph's outline.
func rasterise(f *font.File, glyph uint16, m matrix, origin point) *mask {
	var strokes []stroke
	low, high := point{math.Inf(1), math.Inf(1)}, point{math.Inf(-1), math.Inf(-1)}
	place := func(x, y float64) point {
		p := m.apply(x, y)
		p = point{p.x + origin.x, p.y + origin.y}
		low = point{min(low.x, p.x), min(low.y, p.y)}
		high = point{max(high.x, p.x), max(high.y, p.y)}
		return p
	}
	err := f.Shape(glyph,
		func(x, y float64) { strokes = append(strokes, stroke{op: 'm', end: place(x, y)}) },
		func(x, y float64) { strokes = append(strokes, stroke{op: 'l', end: place(x, y)}) },
		func(cx, cy, x, y float64) {
			strokes = append(strokes, stroke{op: 'q', via: place(cx, cy), end: place(x, y)})
		})
	if err != nil || len(strokes) == 0 {
		return &mask{} // a blank
	}
	rect := image.Rect(int(math.Floor(low.x)), int(math.Floor(low.y)), int(math.Ceil(high.x)), int(math.Ceil(high.y)))
	return fill(strokes, rect)
}

func fill(strokes []stroke, rect image.Rectangle) *mask {
	r := vector.NewRasterizer(rect.Dx(), rect.Dy())
	r.DrawOp = draw.Src
	at := func(p point) (x, y float32) {
		return float32(p.x - float64(rect.Min.X)), float32(p.y - float64(rect.Min.Y))
	}
	open := false
	for _, s := range strokes {
		x, y := at(s.end)
		switch s.op {
		case 'm':
			if open {
				r.ClosePath()
			}
			r.MoveTo(x, y)
			open = true
		case 'l':
			r.LineTo(x, y)
		case 'q':
			cx, cy := at(s.via)
			r.QuadTo(cx, cy, x, y)
		}
	}
	r.ClosePath()
	img := image.NewAlpha(image.Rect(0, 0, rect.Dx(), rect.Dy()))
	r.Draw(img, img.Rect, image.Opaque, image.Point{})
	return &mask{rect: rect, ink: img.Pix}
}
