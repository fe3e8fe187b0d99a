package pdf

import (
	"bytes"
	"math"
	"regexp"
	"strconv"
	"testing"

	"nianbao/app"
	"nianbao/export/font"
	"nianbao/export/typeset"
)

var textAt = regexp.MustCompile(`BT ([0-9.]+) ([0-9.]+) Td`)

// TestARunInSeveralFonts holds that the pieces of a run stand where the layout
// has measured them, and that spacing is counted behind each character.
func TestARunInSeveralFonts(t *testing.T) {
	fonts := font.For(app.BodyBundled)
	const size, spacing = 16.0, 5.0
	text := "政㐀a𬎆府"
	page := typeset.Page{Number: 1, Runs: []typeset.Run{{
		X: 30, Y: 50, Face: typeset.Song, Size: size, Spacing: spacing, Text: text,
	}}}
	d := newDrawing(fonts, []typeset.Page{page})
	d.pdf.SetCompression(false)
	if err := d.page(&page); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := d.pdf.Output(&b); err != nil {
		t.Fatal(err)
	}
	// Each character here needs another font than the one before it.
	x := 30.0
	found := textAt.FindAllSubmatch(b.Bytes(), -1)
	if len(found) != len([]rune(text)) {
		t.Fatalf("%d pieces", len(found))
	}
	for i, r := range []rune(text) {
		got, _ := strconv.ParseFloat(string(found[i][1]), 64)
		if want := x * 72 / 25.4; math.Abs(got-want) > 0.01 {
			t.Errorf("%c stands at %.2f pt, want %.2f", r, got, want)
		}
		x += fonts.Advance(typeset.Song, r)*size*25.4/72 + spacing
	}
	if n := bytes.Count(b.Bytes(), []byte("/ActualText <FEFFD870DF86>")); n != 1 {
		t.Errorf("the character beyond U+FFFF is named %d times", n)
	}
}

// TestAliasesDoNotDependOnChance collects characters beyond U+FFFF often
// enough for the order of a map to show.
func TestAliasesDoNotDependOnChance(t *testing.T) {
	fonts := font.For(app.BodyBundled)
	var text []rune
	for r := rune(0x2c000); r < 0x2d000 && len(text) < 12; r++ {
		if fonts.Has(r) {
			text = append(text, r)
		}
	}
	pages := []typeset.Page{{Number: 1, Runs: []typeset.Run{{Face: typeset.Song, Size: 16, Text: string(text)}}}}
	for range 20 {
		d := newDrawing(fonts, pages)
		for i, r := range text {
			if d.code(r) != firstAlias+rune(i) {
				t.Fatalf("U+%X is given U+%X", r, d.code(r))
			}
		}
	}
}
