// Package font knows the fonts a report is set in: which of them has a
// character, how wide the character is, and how to cut a font down to the
// characters of one document.
//
// It reads TrueType outlines and knows neither pages nor PDF.
package font

import (
	"encoding/binary"
	"errors"
	"fmt"

	"golang.org/x/image/font/sfnt"
)

// Reasons why a file is not used as a font.
var (
	errFormat     = errors.New("not a single TrueType font")
	errRestricted = errors.New("the font's licence forbids embedding")
)

// File is one TrueType font. It is safe for use from several goroutines.
type File struct {
	Name string // unique among the fonts of a process

	sfnt     *sfnt.Font
	tables   map[string][]byte
	unitsPer float64
	longLoca bool
	glyphs   int
	hMetrics int // glyphs that have an advance of their own
}

// Parse reads a TrueType font. Collections, PostScript outlines and fonts
// whose licence forbids embedding a subset are refused.
func Parse(name string, data []byte) (*File, error) {
	fail := func(err error) (*File, error) { return nil, fmt.Errorf("read font %s: %w", name, err) }
	tables, err := directory(data)
	if err != nil {
		return fail(err)
	}
	parsed, err := sfnt.Parse(data)
	if err != nil {
		return fail(err)
	}
	u16 := binary.BigEndian.Uint16
	// Bit 1 alone: no embedding; bits 8 and 9: no subsets, no outlines.
	if fsType := u16(tables["OS/2"][8:]); fsType&0xf == 0x2 || fsType&0x300 != 0 {
		return fail(errRestricted)
	}
	f := &File{
		Name: name, sfnt: parsed, tables: tables,
		unitsPer: float64(u16(tables["head"][18:])),
		longLoca: u16(tables["head"][50:]) != 0,
		glyphs:   int(u16(tables["maxp"][4:])),
		hMetrics: int(u16(tables["hhea"][34:])),
	}
	locaSize := 2 * (f.glyphs + 1)
	if f.longLoca {
		locaSize *= 2
	}
	if f.hMetrics == 0 || f.hMetrics > f.glyphs || f.unitsPer == 0 || len(tables["loca"]) < locaSize ||
		len(tables["hmtx"]) < 4*f.hMetrics+2*(f.glyphs-f.hMetrics) {
		return fail(errFormat)
	}
	return f, nil
}

// needed lists the tables that must be there, with their least lengths.
var needed = map[string]int{
	"cmap": 4, "glyf": 1, "head": 54, "hhea": 36, "hmtx": 4, "loca": 4, "maxp": 6, "OS/2": 78,
}

// directory splits a font file into its tables.
func directory(data []byte) (map[string][]byte, error) {
	if len(data) < 12 {
		return nil, errFormat
	}
	kind := binary.BigEndian.Uint32(data)
	if kind != 0x00010000 && kind != 0x74727565 {
		return nil, errFormat
	}
	n := int(binary.BigEndian.Uint16(data[4:]))
	if len(data) < 12+16*n {
		return nil, errFormat
	}
	tables := make(map[string][]byte, n)
	for i := range n {
		entry := data[12+16*i:]
		from := uint64(binary.BigEndian.Uint32(entry[8:]))
		size := uint64(binary.BigEndian.Uint32(entry[12:]))
		if from+size > uint64(len(data)) {
			return nil, errFormat
		}
		tables[string(entry[:4])] = data[from : from+size]
	}
	for name, least := range needed {
		if len(tables[name]) < least {
			return nil, errFormat
		}
	}
	return tables, nil
}

// Glyph returns the glyph of a character, 0 when the font has none.
//
// Private use characters count as missing: what they stand for differs from
// font to font, and the bundled fonts hold mere aliases there.
func (f *File) Glyph(r rune) uint16 {
	if private(r) {
		return 0
	}
	g, err := f.sfnt.GlyphIndex(nil, r)
	if err != nil {
		return 0
	}
	return uint16(g)
}

// private says whether everybody may use a code as they like.
func private(r rune) bool { return r >= 0xe000 && r <= 0xf8ff || r >= 0xf0000 }

// Advance returns the width of a glyph in em.
func (f *File) Advance(glyph uint16) float64 {
	return float64(binary.BigEndian.Uint16(f.metrics(glyph))) / f.unitsPer
}

// metrics returns the four bytes of advance and left bearing of a glyph.
func (f *File) metrics(glyph uint16) []byte {
	hmtx, g := f.tables["hmtx"], int(glyph)
	if g < f.hMetrics {
		return hmtx[4*g : 4*g+4]
	}
	last := hmtx[4*f.hMetrics-4:]
	bearing := hmtx[4*f.hMetrics+2*(g-f.hMetrics):]
	return []byte{last[0], last[1], bearing[0], bearing[1]}
}

// outline returns the glyf entry of a glyph, empty for a blank one.
func (f *File) outline(glyph uint16) []byte {
	loca, g := f.tables["loca"], int(glyph)
	var from, to int
	if f.longLoca {
		from = int(binary.BigEndian.Uint32(loca[4*g:]))
		to = int(binary.BigEndian.Uint32(loca[4*g+4:]))
	} else {
		from = 2 * int(binary.BigEndian.Uint16(loca[2*g:]))
		to = 2 * int(binary.BigEndian.Uint16(loca[2*g+2:]))
	}
	if glyf := f.tables["glyf"]; from < to && to <= len(glyf) {
		return glyf[from:to]
	}
	return nil
}
