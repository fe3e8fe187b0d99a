package font

import (
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"pgregory.net/rapid"

	"nianbao/app"
	"nianbao/app/check"
	"nianbao/assets"
	"nianbao/export/typeset"
)

func mustParse(t testing.TB, name string) *File {
	t.Helper()
	f, err := Parse(name, assets.Font(name))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestParseRefusesWhatIsNoTrueTypeFont(t *testing.T) {
	sound := assets.Font(kai)
	changed := func(at int, b ...byte) []byte {
		d := slices.Clone(sound)
		copy(d[at:], b)
		return d
	}
	tests := map[string][]byte{
		"nothing":             nil,
		"text":                []byte("这不是字体，只是一段文字"),
		"a collection":        changed(0, []byte("ttcf")...),
		"PostScript":          changed(0, []byte("OTTO")...),
		"cut short":           sound[:len(sound)/2],
		"directory only":      sound[:300],
		"embedding forbidden": changed(tableAt(t, sound, "OS/2")+8, 0, 2),
		"no subsets allowed":  changed(tableAt(t, sound, "OS/2")+8, 1, 0),
	}
	for name, data := range tests {
		if _, err := Parse(name, data); err == nil {
			t.Errorf("%s is taken for a font", name)
		}
	}
}

// tableAt returns where a table of a font file begins.
func tableAt(t *testing.T, data []byte, name string) int {
	t.Helper()
	for i := range int(binary.BigEndian.Uint16(data[4:])) {
		if entry := data[12+16*i:]; string(entry[:4]) == name {
			return int(binary.BigEndian.Uint32(entry[8:]))
		}
	}
	t.Fatalf("no table %s", name)
	return 0
}

func TestParseSurvivesDamage(t *testing.T) {
	sound := mustParse(t, serif).Cut(map[uint16]uint16{'a': mustParse(t, serif).Glyph('a')})
	rapid.Check(t, func(t *rapid.T) {
		d := slices.Clone(sound)
		for range rapid.IntRange(1, 8).Draw(t, "changes") {
			d[rapid.IntRange(0, len(d)-1).Draw(t, "at")] = rapid.Byte().Draw(t, "byte")
		}
		f, err := Parse("damaged", d[:rapid.IntRange(0, len(d)).Draw(t, "length")])
		if err != nil {
			return
		}
		if g := f.Glyph('a'); int(g) < f.glyphs {
			f.Cut(map[uint16]uint16{'a': g})
		}
	})
}

// TestCutKeepsTheGlyphs reads cut fonts with another reader: each character
// must have the outline and the width that it has in the whole font.
func TestCutKeepsTheGlyphs(t *testing.T) {
	text := []rune("政府信息公开年度报告，。“”0123456789%ABCxyzéàÄﬁ①㎡")
	for _, name := range []string{sans, sansBold, serif, serifBold, kai} {
		t.Run(name, func(t *testing.T) {
			whole := mustParse(t, name)
			codes := map[uint16]uint16{}
			for _, r := range text {
				if g := whole.Glyph(r); g != 0 {
					codes[uint16(r)] = g
				}
			}
			codes[0xe000] = whole.Glyph('永') // any code will do
			cut, err := sfnt.Parse(whole.Cut(codes))
			if err != nil {
				t.Fatal(err)
			}
			for code, glyph := range codes {
				got, err := cut.GlyphIndex(nil, rune(code))
				if err != nil || got == 0 {
					t.Fatalf("U+%04X: glyph %d, %v", code, got, err)
				}
				if !sameGlyph(t, cut, got, whole.sfnt, sfnt.GlyphIndex(glyph)) {
					t.Errorf("U+%04X has another outline", code)
				}
			}
			if g, _ := cut.GlyphIndex(nil, '未'); g != 0 {
				t.Error("a character that was not asked for is in the cut")
			}
		})
	}
}

func sameGlyph(t *testing.T, a *sfnt.Font, ga sfnt.GlyphIndex, b *sfnt.Font, gb sfnt.GlyphIndex) bool {
	t.Helper()
	const ppem = fixed.Int26_6(1000 << 6)
	var ba, bb sfnt.Buffer
	wa, _ := a.GlyphAdvance(&ba, ga, ppem, font.HintingNone)
	wb, _ := b.GlyphAdvance(&bb, gb, ppem, font.HintingNone)
	sa, err := a.LoadGlyph(&ba, ga, ppem, nil)
	if err != nil {
		t.Fatal(err)
	}
	sb, err := b.LoadGlyph(&bb, gb, ppem, nil)
	if err != nil {
		t.Fatal(err)
	}
	return wa == wb && slices.Equal(sa, sb)
}

// TestCutTakesThePartsOfGlyphs makes a glyph of two others, to see that parts
// come along under their new numbers.
func TestCutTakesThePartsOfGlyphs(t *testing.T) {
	whole := mustParse(t, serif)
	base := whole.Glyph('口')
	f := *whole
	f.tables = map[string][]byte{}
	for k, v := range whole.tables {
		f.tables[k] = v
	}
	made := whole.Glyph('日')
	f.replaceOutline(made, []byte{
		0xff, 0xff, 0, 0, 0, 0, 0, 1, 0, 1, // composite, with a bounding box
		0, hasScale | moreComponents, byte(base >> 8), byte(base), 0, 0, 0x40, 0,
		0, argsAreWords, byte(base >> 8), byte(base), 0, 1, 0, 1,
	})
	cut, err := Parse("cut", f.Cut(map[uint16]uint16{'B': made}))
	if err != nil {
		t.Fatal(err)
	}
	if cut.glyphs != 3 { // .notdef, B and its part
		t.Fatalf("%d glyphs in the cut", cut.glyphs)
	}
	out := cut.outline(cut.Glyph('B'))
	first, second := binary.BigEndian.Uint16(out[12:]), binary.BigEndian.Uint16(out[20:])
	if first != 2 || second != 2 {
		t.Fatalf("parts are numbered %d and %d", first, second)
	}
	if !bytes.HasPrefix(cut.outline(2), whole.outline(base)) { // zeros may follow
		t.Error("the part has another outline")
	}
}

// replaceOutline puts an outline at the end of glyf and points loca there.
func (f *File) replaceOutline(glyph uint16, outline []byte) {
	at := len(f.tables["glyf"])
	f.tables["glyf"] = append(slices.Clone(f.tables["glyf"]), outline...)
	loca := slices.Clone(f.tables["loca"])
	binary.BigEndian.PutUint32(loca[4*int(glyph):], uint32(at))
	binary.BigEndian.PutUint32(loca[4*int(glyph)+4:], uint32(at+len(outline)))
	f.tables["loca"] = loca
}

func TestEachFaceFallsBack(t *testing.T) {
	s := For(app.BodyBundled)
	tests := []struct {
		face typeset.Face
		r    rune
		want string
	}{
		{typeset.Song, '政', serif},
		{typeset.SongBold, '政', serifBold},
		{typeset.Hei, '政', sans},
		{typeset.Kai, '政', kai},
		{typeset.Body, '政', serif},
		{typeset.Body, '㐀', sans},     // not among the common characters
		{typeset.SongBold, '㐀', sans}, // nor in the bold font
		{typeset.Kai, '“', sans},      // half as wide in the Kai font
	}
	for _, tt := range tests {
		found := s.Find(tt.face, tt.r)
		if found.File == nil || found.File.Name != tt.want {
			t.Errorf("%c in face %d is not set in %s", tt.r, tt.face, tt.want)
		}
	}
	for _, r := range "㛃䶮𬎆𠅤" {
		if !s.Has(r) {
			t.Errorf("%c U+%04X has no glyph", r, r)
		}
	}
	// Private use characters mean nothing outside the font that they were
	// typed in; the bundled fonts keep aliases there.
	for _, r := range []rune{0xe000, 0xe123, 0xf8ff, 0xf0000, 0x10ffff, 0x1f600, 0x7fffffff} {
		if s.Has(r) {
			t.Errorf("U+%04X is taken for printable", r)
		}
	}
}

func TestCommonTextHasGlyphs(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join("..", "..", "assets", "fonts", "tgh-8105.txt"))
	if err != nil {
		t.Fatal(err)
	}
	s := For(app.BodyBundled)
	n := 0
	for _, r := range string(raw) {
		if r < 0x3400 {
			continue
		}
		n++
		if !s.Has(r) {
			t.Errorf("%c U+%04X has no glyph", r, r)
		}
	}
	if n != 8105 {
		t.Errorf("%d characters, want 8105", n)
	}
	for _, r := range "，。、；：？！“”‘’（）《》〈〉【】〔〕「」『』—…·～￥%％‰℃㎡①②③⑩Ⅰ×÷±≤≥→+-=/\\@#&*_|~^`'\"$<>[]{}" {
		if !s.Has(r) {
			t.Errorf("%c U+%04X has no glyph", r, r)
		}
	}
}

// TestWorkstationFonts puts a font where Windows has its 仿宋.
func TestWorkstationFonts(t *testing.T) {
	windows := t.TempDir()
	t.Setenv("WINDIR", windows)
	if f := workstation("simfang.ttf"); f != nil {
		t.Fatal("a font is found in an empty folder")
	}
	if err := os.Mkdir(filepath.Join(windows, "Fonts"), 0o755); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(windows, "Fonts", "simfang.ttf")
	if err := os.WriteFile(path, []byte("ttcf, and the rest of a collection"), 0o644); err != nil {
		t.Fatal(err)
	}
	if f := workstation("simfang.ttf"); f != nil {
		t.Fatal("a collection is taken")
	}
	// A font of three characters stands in for the one of Windows.
	whole := mustParse(t, kai)
	small := whole.Cut(map[uint16]uint16{'政': whole.Glyph('政'), '府': whole.Glyph('府')})
	if err := os.WriteFile(path, small, 0o644); err != nil {
		t.Fatal(err)
	}
	s := NewSet(workstation("simfang.ttf"), serif)
	if got := s.Find(typeset.Body, '政').File.Name; got != "simfang.ttf" {
		t.Errorf("政 is set in %s", got)
	}
	if got := s.Find(typeset.Body, '信').File.Name; got != serif {
		t.Errorf("信 is set in %s", got)
	}
	if got := s.Find(typeset.Song, '政').File.Name; got != serif {
		t.Errorf("tables are set in %s", got)
	}
	if s := NewSet(nil, kai); s.Find(typeset.Body, '信').File.Name != kai {
		t.Error("a missing font is not replaced by the bundled one")
	}
}

// TestSparesStandIn puts a font where Windows has its own that has a character
// which no bundled font has: it is printed from there, on any face, and said to
// be this workstation's only. What no font has is said to be nowhere.
func TestSparesStandIn(t *testing.T) {
	const rare, nowhere, bullet = '\u0e01', '\U0002fa1d', '\uf0b7'
	windows := t.TempDir()
	t.Setenv("WINDIR", windows)
	whole := mustParse(t, kai)
	dir := filepath.Join(windows, "Fonts")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	font := whole.Cut(map[uint16]uint16{rare: whole.Glyph('政'), bullet: whole.Glyph('政')})
	for name, content := range map[string][]byte{"simsunb.ttf": font, "simkai.ttf": []byte("no font")} {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	bare, s := NewSet(nil, serif), NewSet(nil, serif)
	s.spares = spares()
	for _, tt := range []struct {
		set  *Set
		r    rune
		want check.Fonts
	}{
		{bare, '政', check.Bundled},
		{bare, '\n', check.Bundled},
		{bare, '　', check.Bundled},
		{bare, rare, check.NoFont},
		{s, '政', check.Bundled},
		{s, rare, check.Workstation},
		{s, nowhere, check.NoFont},
		{s, bullet, check.NoFont}, // a private code means another thing in each font
		{s, '😀', check.NoFont},
	} {
		if got := tt.set.Fonts(tt.r); got != tt.want {
			t.Errorf("U+%04X: %d, want %d", tt.r, got, tt.want)
		}
	}
	for face := typeset.Song; face <= typeset.Body; face++ {
		if found := s.Find(face, rare); found.File == nil || found.File.Name != "simsunb.ttf" || found.Advance == 0 {
			t.Errorf("face %d: %+v", face, found)
		}
	}
	if !s.Has(rare) || bare.Has(rare) {
		t.Error("what is printed and what is said to be printed are two things")
	}
}
