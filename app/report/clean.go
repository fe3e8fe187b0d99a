package report

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Mended is a character that CleanText changes, or one that it cannot mend.
type Mended struct {
	At   int  // characters before it in the cleaned text
	Was  rune // as it came
	Is   rune // as it stands now; 0 where it was taken out
	Lost bool // what it was is lost: it still stands there, for a person to look at
}

// CleanText makes typed and pasted text storable, see Clean.
func CleanText(s string) string {
	text, _ := Clean(s)
	return text
}

// Clean makes typed and pasted text storable. Line ends become \n, and so does
// the break within a paragraph that word processors write as a vertical tab;
// other control characters and invisible marks go; a radical that stands for a
// whole character, as in text copied out of a PDF, becomes that character. What
// a reader would not expect is told. Bytes that are no character, and U+FFFD,
// which another program left in the place of one, stay as U+FFFD.
func Clean(s string) (string, []Mended) {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	var out strings.Builder
	out.Grow(len(s))
	var mended []Mended
	at := 0
	for _, c := range s {
		m := Mended{At: at, Was: c, Is: clean(c), Lost: c == lostRune}
		if m.Is != c && !invisible(c) || m.Lost {
			mended = append(mended, m)
		}
		if m.Is != 0 {
			out.WriteRune(m.Is)
			at++
		}
	}
	return out.String(), mended
}

// lostRune stands where a character could not be read.
const lostRune = '\ufffd'

// clean returns the character to store in the place of c, 0 for none.
func clean(c rune) rune {
	switch {
	case c == '\n' || c == '\t':
		return c
	case c == '\v' || c == '\f' || c == 0x85 || c == 0x2028 || c == 0x2029:
		return '\n'
	case c < 0x20, c == 0x7f, c >= 0x80 && c < 0xa0, invisible(c):
		return 0
	case c >= 0x2e80 && c <= 0x2fdf:
		return wholeOf(c)
	}
	return c
}

// Plain says whether a text holds nothing that shows nothing: what is signed
// must be so. It asks for no more than that: earlier versions mended less, and
// what was signed in them must hold.
func Plain(s string) bool {
	for _, c := range s {
		switch {
		case c == '\n' || c == '\t':
		case c < 0x20, c == 0x7f, c >= 0x80 && c < 0xa0, invisible(c):
			return false
		}
	}
	return utf8.ValidString(s)
}

// invisible says whether c marks joins, directions and the like, and shows
// nothing.
func invisible(c rune) bool {
	return c == 0xfeff || c >= 0x200b && c <= 0x200f || c >= 0x202a && c <= 0x202e || c >= 0x2060 && c <= 0x206f ||
		c >= 0xfff0 && c <= 0xfffb
}

// wholeOf returns the character that a radical stands for, or the radical
// where there is none. Unicode decomposes those of the Kangxi dictionary; for
// the others its table of equivalents says it, of which these are words.
func wholeOf(radical rune) rune {
	if whole := []rune(norm.NFKC.String(string(radical))); len(whole) == 1 && whole[0] != radical {
		return whole[0]
	}
	if whole, known := wholes[radical]; known {
		return whole
	}
	return radical
}

var wholes = map[rune]rune{
	'⺁': '厂', '⺄': '乙', '⺈': '刀', '⺊': '卜', '⺌': '小', '⺍': '小', '⺎': '兀', '⺒': '巳', '⺓': '幺', '⺛': '\u65e1', '⺜': '日', '⺝': '月',
	'⺠': '民', '⺧': '牛', '⺩': '王', '⺫': '目', '⺬': '示', '⺶': '羊', '⻁': '虎', '⻄': '西', '⻅': '见', '⻆': '角', '⻉': '贝', '⻋': '车',
	'⻑': '\u9577', '⻓': '长', '⻔': '门', '⻗': '雨', '⻘': '青', '⻙': '韦', '⻚': '页', '⻛': '风', '⻜': '飞', '⻝': '食', '⻢': '马',
	'⻣': '骨', '⻤': '鬼', '⻥': '鱼', '⻦': '鸟', '⻧': '卤', '⻨': '麦', '⻩': '黄', '⻪': '黾', '⻬': '齐', '⻭': '\u6b6f', '⻮': '齿', '⻰': '龙',
	'⻱': '\u9f9c', '⻲': '\u4e80',
}

// Tell says in Chinese what was mended in one text, a sentence part for each
// kind: 第 3 个字起，“⽤”改为“用”，共 2 处. Nil for nothing.
func Tell(mended []Mended) []string {
	var radicals, controls, lost []Mended
	for _, m := range mended {
		switch {
		case m.Lost:
			lost = append(lost, m)
		case m.Is == 0 || m.Is == '\n':
			controls = append(controls, m)
		default:
			radicals = append(radicals, m)
		}
	}
	var out []string
	if len(radicals) > 0 {
		out = append(out, fmt.Sprintf("第 %d 个字起，部首%s，共 %d 处", radicals[0].At+1, pairs(radicals), len(radicals)))
	}
	if len(controls) > 0 {
		out = append(out, fmt.Sprintf("第 %d 个字起，删除了控制字符，其中的换行符改为换行，共 %d 处", controls[0].At+1, len(controls)))
	}
	if len(lost) > 0 {
		out = append(out, fmt.Sprintf("第 %d 个字已经无法辨认（%c），请对照原件改正，共 %d 处", lost[0].At+1, lostRune, len(lost)))
	}
	return out
}

// pairs names the first few characters that were changed.
func pairs(mended []Mended) string {
	const most = 5
	var named []string
	for _, m := range mended {
		pair := fmt.Sprintf("“%c”改为“%c”", m.Was, m.Is)
		if slices.Contains(named, pair) {
			continue
		}
		if len(named) == most {
			return strings.Join(named, "、") + "等"
		}
		named = append(named, pair)
	}
	return strings.Join(named, "、")
}
