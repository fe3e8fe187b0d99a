package font

import (
	"sync"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

var buffers = sync.Pool{New: func() any { return new(sfnt.Buffer) }}

// Shape calls one of the functions for each stroke of a glyph's outline.
// Points are in em from the origin, y downward; a new contour begins with move.
func (f *File) Shape(glyph uint16, move, line func(x, y float64), quad func(cx, cy, x, y float64)) error {
	buffer := buffers.Get().(*sfnt.Buffer)
	defer buffers.Put(buffer)
	// At this size an outline is not rounded.
	segments, err := f.sfnt.LoadGlyph(buffer, sfnt.GlyphIndex(glyph), fixed.I(int(f.unitsPer)), nil)
	if err != nil {
		return err
	}
	em := 64 * f.unitsPer
	for _, s := range segments {
		x, y := float64(s.Args[0].X)/em, float64(s.Args[0].Y)/em
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			move(x, y)
		case sfnt.SegmentOpLineTo:
			line(x, y)
		case sfnt.SegmentOpQuadTo:
			quad(x, y, float64(s.Args[1].X)/em, float64(s.Args[1].Y)/em)
		}
	}
	return nil
}
