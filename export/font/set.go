package font

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"nianbao/app"
	"nianbao/assets"
	"nianbao/export/typeset"
)

// Set is the choice of fonts for one document: for each face the fonts that
// are tried in turn for a character. It is safe for use from several
// goroutines and measures text for package layout.
type Set struct {
	chains [typeset.Body + 1][]*File
	spares []*spare // tried last
	known  sync.Map // key -> found
}

// Found is the glyph chosen for a character. A nil File says that no font
// has the character.
type Found struct {
	File    *File
	Glyph   uint16
	Advance float64 // em
}

type key struct {
	face typeset.Face
	r    rune
}

// The bundled fonts, parsed when first needed. A bundled font that cannot be
// read is a fault of the build.
var bundled = sync.OnceValue(func() map[string]*File {
	out := map[string]*File{}
	for _, name := range []string{sans, sansBold, serif, serifBold, kai} {
		f, err := Parse(name, assets.Font(name))
		if err != nil {
			panic(fmt.Sprintf("bundled fonts: %v", err))
		}
		out[name] = f
	}
	return out
})

const (
	sans      = "sans-regular"
	sansBold  = "sans-bold"
	serif     = "serif-regular"
	serifBold = "serif-bold"
	kai       = "kai-regular"
)

// The fonts of Windows that body text can be set in.
const (
	fangSong = "simfang.ttf"
	kaiTi    = "simkai.ttf"
)

var (
	setsMu sync.Mutex
	sets   = map[string]*Set{}
)

// For returns the fonts for a body setting: app.BodyBundled, app.BodyFangSong
// or app.BodyKai. Fonts of the workstation are looked for once; where they are
// missing or may not be embedded the bundled ones stand in.
func For(body string) *Set {
	setsMu.Lock()
	defer setsMu.Unlock()
	if s := sets[body]; s != nil {
		return s
	}
	var s *Set
	switch body {
	case app.BodyFangSong:
		s = NewSet(workstation(fangSong), serif)
	case app.BodyKai:
		s = NewSet(workstation(kaiTi), kai)
	default:
		s = NewSet(nil, serif)
	}
	s.spares = spares()
	sets[body] = s
	return s
}

// NewSet returns the bundled fonts with body text set in own where it has the
// character, then in the bundled font called then. Own may be nil.
func NewSet(own *File, then string) *Set {
	b := bundled()
	s := &Set{}
	s.chains[typeset.Song] = chain(b[serif])
	s.chains[typeset.SongBold] = chain(b[serifBold], b[serif])
	s.chains[typeset.Hei] = chain(b[sans])
	s.chains[typeset.Kai] = chain(b[kai])
	s.chains[typeset.Body] = chain(own, b[then])
	return s
}

// chain appends the bundled fonts to the wanted ones, the one with the widest
// coverage first.
func chain(wanted ...*File) []*File {
	b := bundled()
	var out []*File
	for _, f := range append(wanted, b[sans], b[serif], b[kai], b[sansBold], b[serifBold]) {
		if f != nil && !contains(out, f) {
			out = append(out, f)
		}
	}
	return out
}

func contains(fs []*File, f *File) bool {
	for _, g := range fs {
		if f == g {
			return true
		}
	}
	return false
}

// workstation reads a font of the Windows font folder, nil when there is none
// that can be used.
func workstation(name string) *File {
	windows := os.Getenv("WINDIR")
	if windows == "" {
		return nil
	}
	data, err := os.ReadFile(filepath.Join(windows, "Fonts", name))
	if err != nil {
		return nil
	}
	f, err := Parse(name, data)
	if err != nil {
		return nil
	}
	return f
}

// shared are the marks that Chinese and Western text write with the same
// codes. In Chinese they are full-width: a font that has them so is preferred.
const shared = "“”‘’—…"

// Find returns the glyph for a character in a face.
func (s *Set) Find(face typeset.Face, r rune) Found {
	if known, ok := s.known.Load(key{face, r}); ok {
		return known.(Found)
	}
	var found Found
	for _, f := range s.chains[face] {
		g := f.Glyph(r)
		if g == 0 {
			continue
		}
		here := Found{File: f, Glyph: g, Advance: f.Advance(g)}
		if found.File == nil {
			found = here
		}
		if !strings.ContainsRune(shared, r) || here.Advance > 0.95 {
			found = here
			break
		}
	}
	if found.File == nil {
		found = stand(s.spares, r)
	}
	s.known.Store(key{face, r}, found)
	return found
}

// Advance returns the width of a character in em, 0 when no font has it.
func (s *Set) Advance(face typeset.Face, r rune) float64 { return s.Find(face, r).Advance }

// Has says whether any font has the character.
func (s *Set) Has(r rune) bool { return s.Find(typeset.Song, r).File != nil }
