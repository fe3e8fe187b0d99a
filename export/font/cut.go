package font

import (
	"encoding/binary"
	"maps"
	"slices"
)

// Flags of a composite glyph's component.
const (
	argsAreWords   = 1 << 0
	hasScale       = 1 << 3
	moreComponents = 1 << 5
	hasXYScale     = 1 << 6
	hasTwoByTwo    = 1 << 7
)

// Cut returns a TrueType font that holds only the given glyphs, each under
// its code. The bundled fonts have up to 40,000 glyphs; a PDF writer that
// reads them whole for each document is ten times slower than this.
//
// Checksums are left at 0: the only reader is a PDF writer, which makes its own.
func (f *File) Cut(glyphByCode map[uint16]uint16) []byte {
	c := &cutter{file: f, renamed: map[uint16]uint16{0: 0}, order: []uint16{0}}
	codes := slices.Sorted(maps.Keys(glyphByCode))
	for _, code := range codes {
		c.take(glyphByCode[code])
	}
	out := map[string][]byte{
		"cmap": c.characterMap(codes, glyphByCode),
		"OS/2": f.tables["OS/2"],
		"name": {0, 0, 0, 0, 0, 6},
		"post": append([]byte{0, 3, 0, 0}, make([]byte, 28)...),
	}
	c.outlines(out)
	out["head"] = patch(f.tables["head"], 50, 1) // long loca
	out["hhea"] = patch(f.tables["hhea"], 34, count16(len(c.order)))
	out["maxp"] = patch(f.tables["maxp"], 4, count16(len(c.order)))
	for _, hints := range []string{"cvt ", "fpgm", "prep"} {
		if len(f.tables[hints]) > 0 {
			out[hints] = f.tables[hints]
		}
	}
	return assemble(out)
}

// cutter renumbers the glyphs of one cut.
type cutter struct {
	file    *File
	renamed map[uint16]uint16 // glyph in the file -> glyph in the cut
	order   []uint16          // the other way round
}

// take adds a glyph; outlines adds the parts of composite ones.
func (c *cutter) take(glyph uint16) uint16 {
	if n, known := c.renamed[glyph]; known {
		return n
	}
	n := count16(len(c.order))
	c.renamed[glyph] = n
	c.order = append(c.order, glyph)
	return n
}

// outlines writes glyf, loca and hmtx. Components met on the way are
// appended to the order and so come later in the same loop.
func (c *cutter) outlines(out map[string][]byte) {
	var glyf, loca, hmtx []byte
	for i := 0; i < len(c.order); i++ {
		loca = binary.BigEndian.AppendUint32(loca, size32(len(glyf)))
		glyf = append(glyf, c.renumber(c.file.outline(c.order[i]))...)
		for len(glyf)%4 != 0 {
			glyf = append(glyf, 0)
		}
		hmtx = append(hmtx, c.file.metrics(c.order[i])...)
	}
	out["loca"] = binary.BigEndian.AppendUint32(loca, size32(len(glyf)))
	out["glyf"], out["hmtx"] = glyf, hmtx
}

// renumber returns an outline whose components are named by their new numbers.
func (c *cutter) renumber(outline []byte) []byte {
	if len(outline) < 10 || binary.BigEndian.Uint16(outline)>>15 == 0 { // a count of contours, negative where there are parts
		return outline
	}
	own := slices.Clone(outline)
	for at := 10; at+4 <= len(own); {
		flags := binary.BigEndian.Uint16(own[at:])
		part := binary.BigEndian.Uint16(own[at+2:])
		if int(part) < c.file.glyphs {
			binary.BigEndian.PutUint16(own[at+2:], c.take(part))
		}
		at += 4 + componentSize(flags)
		if flags&moreComponents == 0 {
			break
		}
	}
	return own
}

func componentSize(flags uint16) int {
	size := 2
	if flags&argsAreWords != 0 {
		size = 4
	}
	switch {
	case flags&hasScale != 0:
		size += 2
	case flags&hasXYScale != 0:
		size += 4
	case flags&hasTwoByTwo != 0:
		size += 8
	}
	return size
}

// characterMap writes a cmap of one format 4 subtable, one segment for each
// run of codes whose glyphs follow each other.
func (c *cutter) characterMap(codes []uint16, glyphByCode map[uint16]uint16) []byte {
	type segment struct{ first, last, delta uint16 }
	var segments []segment
	for _, code := range codes {
		delta := c.renamed[glyphByCode[code]] - code
		if n := len(segments); n > 0 && segments[n-1].last+1 == code && segments[n-1].delta == delta {
			segments[n-1].last = code
			continue
		}
		segments = append(segments, segment{code, code, delta})
	}
	segments = append(segments, segment{0xffff, 0xffff, 1})

	n := count16(len(segments))
	put := binary.BigEndian.AppendUint16
	b := []byte{0, 0, 0, 1, 0, 3, 0, 1, 0, 0, 0, 12}
	// The three search fields help binary search only; readers compute them.
	for _, v := range []uint16{4, 16 + 8*n, 0, 2 * n, 0, 0, 0} {
		b = put(b, v)
	}
	for _, s := range segments {
		b = put(b, s.last)
	}
	b = put(b, 0)
	for _, s := range segments {
		b = put(b, s.first)
	}
	for _, s := range segments {
		b = put(b, s.delta)
	}
	return append(b, make([]byte, 2*n)...) // no glyph arrays
}

// count16 is a count as a font file writes it: each font that is cut numbers its
// glyphs and characters with 16 bits.
func count16(n int) uint16 { return uint16(n) } // #nosec G115 -- see above

// size32 is a length as a font file writes it, which the fonts that are cut are
// far from filling.
func size32(n int) uint32 { return uint32(n) } // #nosec G115 -- see above

// patch returns a copy of a table with one 16-bit field set.
func patch(table []byte, at int, v uint16) []byte {
	table = slices.Clone(table)
	binary.BigEndian.PutUint16(table[at:], v)
	return table
}

// assemble writes tables as a font file.
func assemble(tables map[string][]byte) []byte {
	names := slices.Sorted(maps.Keys(tables))
	b := []byte{0, 1, 0, 0, 0, byte(len(names)), 0, 0, 0, 0, 0, 0}
	at := size32(12 + 16*len(names))
	for _, name := range names {
		b = append(b, name...)
		b = binary.BigEndian.AppendUint32(b, 0)
		b = binary.BigEndian.AppendUint32(b, at)
		b = binary.BigEndian.AppendUint32(b, size32(len(tables[name])))
		at += size32(len(tables[name])+3) &^ 3
	}
	for _, name := range names {
		b = append(b, tables[name]...)
		for len(b)%4 != 0 {
			b = append(b, 0)
		}
	}
	return b
}
