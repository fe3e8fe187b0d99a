package font

import (
	"os"
	"path/filepath"
	"sync"

	"golang.org/x/image/font/sfnt"

	"nianbao/app"
	"nianbao/app/check"
	"nianbao/export/text"
	"nianbao/export/typeset"
)

// spareNames are fonts of the workstation that stand in for a character that no
// bundled font has, as in the name of a person or a place: text fonts, so that
// an emoji is not printed.
var spareNames = []string{fangSong, kaiTi, "simsunb.ttf", "SimsunExtG.ttf", "simhei.ttf"}

// spare is a font of the workstation that is looked into where it lies: it is
// some 10 MB, and most reports want nothing of it.
type spare struct {
	name, path string
	load       func() *File // nil when it cannot be used
}

// spares returns the workstation's fonts that are there.
func spares() []*spare {
	windows := os.Getenv("WINDIR")
	if windows == "" {
		return nil
	}
	var out []*spare
	for _, name := range spareNames {
		path := filepath.Join(windows, "Fonts", name)
		if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
			continue
		}
		out = append(out, &spare{name: name, path: path, load: sync.OnceValue(func() *File { return workstation(name) })})
	}
	return out
}

// has looks for a character without reading the whole font.
func (s *spare) has(r rune) bool {
	if private(r) {
		return false
	}
	in, err := os.Open(s.path)
	if err != nil {
		return false
	}
	defer in.Close()
	f, err := sfnt.ParseReaderAt(in)
	if err != nil {
		return false
	}
	g, err := f.GlyphIndex(nil, r)
	return err == nil && g != 0
}

// stand returns the glyph of the first spare that has a character and may be
// used; the zero Found when there is none.
func stand(from []*spare, r rune) Found {
	for _, s := range from {
		if !s.has(r) {
			continue
		}
		if f := s.load(); f != nil {
			if g := f.Glyph(r); g != 0 {
				return Found{File: f, Glyph: g, Advance: f.Advance(g)}
			}
		}
	}
	return Found{}
}

// Glyphs answers which fonts have a character. It is a check.Glyphs, and reads no
// font before it is asked.
type Glyphs struct{}

// Fonts says which fonts have a character.
func (Glyphs) Fonts(r rune) check.Fonts { return For(app.BodyBundled).Fonts(r) }

// Fonts says which fonts have a character: those that come with the program,
// only those of this workstation, or none.
func (s *Set) Fonts(r rune) check.Fonts {
	if text.Blank(r) {
		return check.Bundled
	}
	switch f := s.Find(typeset.Song, r).File; {
	case f == nil:
		return check.NoFont
	case contains(s.chains[typeset.Song], f):
		return check.Bundled
	}
	return check.Workstation
}
