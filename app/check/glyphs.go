package check

import (
	"fmt"
	"strings"

	"nianbao/app/form"
	"nianbao/app/mentions"
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

// Characters that cannot be printed everywhere: an error where no font has
// them, since the report could be approved and never be printed.
var glyphRules = []Rule{
	{ID: "D-GLYPH", Severity: Error, On: Text, Says: "有的字在现有字体中没有，印不出来。", Find: unprintable},
	{ID: "D-FONT", Severity: Info, On: Text, Says: "有的字只有这台电脑的字体中有，换一台电脑可能印不出来。", Find: onlyHere},
}

func unprintable(c *Context, at Place) []Finding { return glyphs(c, at, "D-GLYPH", Error, NoFont) }

func onlyHere(c *Context, at Place) []Finding { return glyphs(c, at, "D-FONT", Info, Workstation) }

func glyphs(c *Context, at Place, rule string, severity Severity, fonts Fonts) []Finding {
	first, n := firstOf(c.reading(at).aliens, fonts)
	if n == 0 {
		return nil
	}
	return []Finding{{
		Rule: rule, Severity: severity, Section: at.section(), Cells: []form.Address{at.Address}, At: first.at, Long: 1,
		Message: at.name() + sentence(first, n),
	}}
}

// replacementRune stands where another program could not read a character. A font may
// have it, but nobody wants it printed.
const replacementRune = '\ufffd'

// alien is a character that cannot be printed everywhere.
type alien struct {
	rune  rune
	at    int // characters before it
	near  string
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
		if r == replacementRune {
			fonts = NoFont
		}
		if fonts != Bundled {
			out = append(out, alien{r, n, mentions.Between(text, i, i).Near, fonts})
		}
		n++
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
	return where + "，现有字体中没有，印不出来。" + remedy(first.rune)
}

// shownAs names a character so that it is found even where it shows as a box.
func shownAs(a alien) string {
	var told []string
	name := ""
	switch {
	case a.rune == replacementRune:
		told = append(told, "已经变成问号")
	case private(a.rune):
		told = append(told, "显示为方框或者空白")
	default:
		name = fmt.Sprintf("“%c”", a.rune)
	}
	if a.near != "" {
		told = append(told, "在“"+a.near+"”之后")
	}
	if len(told) == 0 {
		return name
	}
	return name + "（" + strings.Join(told, "，") + "）"
}

// remedy says what to do about a character that no font has.
func remedy(r rune) string {
	switch {
	case r == replacementRune:
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
