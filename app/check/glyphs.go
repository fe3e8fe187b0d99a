package check

import (
	"fmt"

	"nianbao/app/form"
)

// Fonts says where a character can be printed.
type Fonts int

// The answers.
const (
	Bundled     Fonts = iota // on every computer: a font that comes with the program has it
	Workstation              // here: only a font of this workstation has it
	NoFont                   // nowhere
)

// Glyphs knows the fonts that reports are printed in. It answers for every
// character that is typed, so quickly.
type Glyphs interface{ Fonts(r rune) Fonts }

// lost stands where another program could not read a character. A font may
// have it, but nobody wants it printed.
const lost = '\ufffd'

// alien is a character that cannot be printed everywhere.
type alien struct {
	spot
	fonts Fonts
}

// aliens returns the characters of a text that bundled fonts do not have.
func aliens(g Glyphs, text string) []alien {
	if g == nil {
		return nil
	}
	var out []alien
	n := 0
	for i, r := range text {
		fonts := g.Fonts(r)
		if r == lost {
			fonts = NoFont
		}
		if fonts != Bundled {
			out = append(out, alien{spot{n, string(r), around(text, i, i)}, fonts})
		}
		n++
	}
	return out
}

// glyphs tells of characters that cannot be printed: an error where no font has
// them, since the report could be approved and never be printed.
func glyphs(seen looked, where place) []Finding {
	if len(seen.aliens) == 0 {
		return nil
	}
	var out []Finding
	for _, f := range []struct {
		fonts    Fonts
		rule     string
		severity Severity
	}{{NoFont, "D-GLYPH", Error}, {Workstation, "D-FONT", Info}} {
		if first, n := firstOf(seen.aliens, f.fonts); n > 0 {
			out = append(out, Finding{
				Rule: f.rule, Severity: f.severity, Section: where.id(), Cells: []form.Address{where.address}, At: first.at,
				Message: where.name() + sentence(first, n),
			})
		}
	}
	return out
}

// Unprintable says in Chinese which character of a text that goes on paper no
// font has; "" when all can be printed. What names the text.
func Unprintable(g Glyphs, what, text string) string {
	first, n := firstOf(aliens(g, text), NoFont)
	if n == 0 {
		return ""
	}
	return what + sentence(first, n)
}

// firstOf returns the first alien of a kind, and how many there are.
func firstOf(all []alien, fonts Fonts) (first alien, n int) {
	for _, a := range all {
		if a.fonts != fonts {
			continue
		}
		if n++; n == 1 {
			first = a
		}
	}
	return first, n
}

// sentence tells of n aliens of a kind.
func sentence(first alien, n int) string {
	where := fmt.Sprintf("第 %d 个字%s", first.at+1, shownAs(first))
	if n > 1 {
		where = fmt.Sprintf("有 %d 个字，第一个是%s", n, where)
	}
	if first.fonts == Workstation {
		return where + "，只有这台电脑的字体中有，换一台电脑可能印不出来。请在这台电脑上打印，或者改用通用的字。"
	}
	return where + "，现有字体中没有，印不出来。" + remedy([]rune(first.text)[0])
}

// shownAs names a character so that it is found even where it shows as a box.
func shownAs(a alien) string {
	r := []rune(a.text)[0]
	name := fmt.Sprintf("（U+%04X", r)
	if r != lost && !private(r) {
		name = fmt.Sprintf("“%c”（U+%04X", r, r)
	}
	if a.near != "" {
		name += "，在“" + a.near + "”之后"
	}
	return name + "）"
}

// remedy says what to do about a character that no font has.
func remedy(r rune) string {
	switch {
	case r == lost:
		return "这个字已经无法辨认，请对照原件改正。"
	case r >= 0xf000 && r <= 0xf0ff:
		return "它是从 Word 粘贴来的项目符号，请改为“●”，或者删除。"
	case private(r):
		return "它是别的电脑上自造的字，请改用通用的字。"
	case r >= 0x1f000 && r < 0x20000, r >= 0x2600 && r <= 0x27bf, r >= 0xfe00 && r <= 0xfe0f:
		return "请删除这个表情或者符号，或者改用文字。"
	}
	return "请改用通用的字，或者换一种写法。"
}

func private(r rune) bool { return r >= 0xe000 && r <= 0xf8ff || r >= 0xf0000 }
