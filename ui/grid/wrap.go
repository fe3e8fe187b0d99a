package grid

import "strings"

// Characters that do not begin or do not end a line of Chinese.
const (
	notFirst = "，。、；：？！）》〉」』】〕”’％%,.;:?!)]}·"
	notLast  = "（《〈「『【〔“‘([{"
)

// wrap breaks a label into lines no wider than width, between any two
// characters but not inside a number, before closing or after opening marks.
// A character wider than the line stands alone.
func wrap(text string, width float32, advance func(rune) float32) []string {
	var lines []string
	for _, part := range strings.Split(text, "\n") {
		lines = append(lines, wrapLine([]rune(part), width, advance)...)
	}
	return lines
}

func wrapLine(text []rune, width float32, advance func(rune) float32) []string {
	var lines []string
	for len(text) > 0 {
		n := fitting(text, width, advance)
		lines = append(lines, strings.TrimRight(string(text[:n]), " "))
		text = text[n:]
		for len(text) > 0 && text[0] == ' ' {
			text = text[1:]
		}
	}
	if lines == nil {
		return []string{""}
	}
	return lines
}

// fitting counts the characters of the first line.
func fitting(text []rune, width float32, advance func(rune) float32) int {
	n, used := 0, float32(0)
	for n < len(text) && (n == 0 || used+advance(text[n]) <= width) {
		used += advance(text[n])
		n++
	}
	if n == len(text) {
		return n
	}
	for cut := n; cut > 0 && cut > n-4; cut-- {
		if mayBreak(text[cut-1], text[cut]) {
			return cut
		}
	}
	return n
}

func mayBreak(before, after rune) bool {
	if strings.ContainsRune(notFirst, after) || strings.ContainsRune(notLast, before) {
		return false
	}
	return !(plain(before) && plain(after))
}

// plain says whether a character belongs to a word or number in Latin script.
func plain(r rune) bool { return r > ' ' && r < 0x7f }
