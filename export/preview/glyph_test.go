package preview

import (
	"math"
	"testing"

	"nianbao/app"
	"nianbao/export/font"
	"nianbao/export/typeset"
)

func TestPlacesAreSplitIntoQuarters(t *testing.T) {
	for x := -3.0; x < 3; x += 0.03 {
		whole, phase := split(x)
		if d := math.Abs(float64(whole) + float64(phase)/phases - x); d > 0.5/phases+1e-9 || phase >= phases {
			t.Errorf("%.2f is split into %d and %d quarters", x, whole, phase)
		}
	}
}

func TestTheCacheStaysSmall(t *testing.T) {
	c := cache{masks: map[key]*mask{}}
	found := font.For(app.BodyBundled).Find(typeset.Song, '鑫')
	first := c.mask(key{found.File, found.Glyph, 100, 0})
	if c.mask(key{found.File, found.Glyph, 100, 0}) != first {
		t.Error("a glyph is drawn anew")
	}
	for n := range 4 * mostBytes / (300 * 300) {
		c.mask(key{found.File, found.Glyph, 300 + float64(n)/1000, 1})
	}
	held := 0
	for _, m := range c.masks {
		held += len(m.ink)
	}
	if held > mostBytes+1_000_000 || held > c.bytes || len(c.masks) < 10 {
		t.Errorf("%d glyphs with %d bytes are held, %d counted", len(c.masks), held, c.bytes)
	}
	if c.forget(); len(c.masks) > 0 || c.bytes > 0 {
		t.Errorf("%d glyphs are held that were to be forgotten", len(c.masks))
	}
}

func TestABlankHasNoInk(t *testing.T) {
	found := font.For(app.BodyBundled).Find(typeset.Song, ' ')
	if m := glyphs.mask(key{found.File, found.Glyph, 20, 0}); !m.rect.Empty() {
		t.Errorf("a space covers %v", m.rect)
	}
}
