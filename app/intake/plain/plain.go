// Package plain reads text: what was copied out of a page or a PDF, and text files.
// Where the text was broken at the margin of a page, its paragraphs are put together
// again.
package plain

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"nianbao/app/intake/charset"
	"nianbao/app/intake/page"
)

// Kind is the kind of file that is read here.
const Kind = "text"

// Read reads the bytes of a text file. known are words of the form, by which a text is
// known that was read in another encoding before it was saved.
func Read(content []byte, known []string) *page.Page {
	text, name, mended := charset.Text(content, known)
	p := ReadText(text)
	p.Decoded(name, mended)
	return p
}

// ReadText reads a text.
func ReadText(text string) *page.Page {
	p := &page.Page{Kind: Kind}
	lines := strings.FieldsFunc(text, func(c rune) bool { return c == '\n' || c == '\r' || c == '\f' || c == '\v' })
	joined := 0
	if width := margin(lines); width > 0 {
		lines, joined = unwrap(lines, width)
	}
	for _, line := range lines {
		if strings.TrimSpace(line) != "" {
			p.Blocks = append(p.Blocks, page.Block{Text: strings.TrimRight(line, " \t\u3000")})
		}
	}
	p.Repaired("把按行宽断开的文字接成段落", "", joined)
	return p
}

// A line of prose, as opposed to one of a table.
var prose = regexp.MustCompile(`\p{Han}.*[，。；、：《》]|\p{Han}{20}`)

// margin returns after how many characters the lines of a text were broken, 0 where
// they were not: its paragraphs would be of many lengths.
func margin(lines []string) int {
	var lengths []int
	for _, l := range lines {
		if prose.MatchString(l) {
			lengths = append(lengths, utf8.RuneCountInString(strings.TrimSpace(l)))
		}
	}
	const few = 12
	if len(lengths) < few {
		return 0
	}
	slices.Sort(lengths)
	typical := lengths[len(lengths)/2]
	near := 0
	for _, n := range lengths {
		if n >= typical-4 && n <= typical+4 {
			near++
		}
	}
	if typical > 60 || near*2 < len(lengths) {
		return 0
	}
	return typical
}

var (
	begins     = regexp.MustCompile(`^\s*([一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十\d]+[)）]|\d+[.．、])`)
	pageNumber = regexp.MustCompile(`^\s*[-—–－]\s*\d{1,3}\s*[-—–－]\s*$`)
)

// Begins says whether a line begins a paragraph: it has a number before it.
func Begins(line string) bool { return begins.MatchString(line) }

// IsPageNumber says whether a line is the number of a page.
func IsPageNumber(line string) bool { return pageNumber.MatchString(line) }

// unwrap joins lines that reach the margin with those after them, and returns how
// many were joined.
func unwrap(lines []string, width int) ([]string, int) {
	var out []string
	joined := 0
	open := false // the paragraph goes on
	for _, line := range lines {
		text := strings.TrimSpace(line)
		if prose.MatchString(line) {
			line, text = tight(line), tight(text)
		}
		switch {
		case text == "", IsPageNumber(line):
			continue
		case !open || len(out) == 0 || Begins(line) || indented(line) || !prose.MatchString(out[len(out)-1]):
			out = append(out, line)
		default:
			out[len(out)-1] += text
			joined++
		}
		n := utf8.RuneCountInString(text)
		open = n >= width-4 && prose.MatchString(line) && !strings.Contains(text, "|")
	}
	return out, joined
}

// A single space between Chinese characters or marks: a line that was spread to the
// margin of its page has them.
var spread = regexp.MustCompile(`([\p{Han}，。：；、（）《》“”]) ([\p{Han}，。：；、（）《》“”])`)

// tight closes up a line of prose that was spread.
func tight(line string) string {
	line = spread.ReplaceAllString(line, "$1$2")
	return spread.ReplaceAllString(line, "$1$2") // every other one overlaps with the one before
}

// indented says whether a line begins a paragraph: two characters are left free.
func indented(line string) bool {
	return strings.HasPrefix(line, "    ") || strings.HasPrefix(line, "\u3000\u3000") || strings.HasPrefix(line, "   ")
}
