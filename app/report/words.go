package report

import (
	"unicode"
	"unicode/utf8"
)

// CountText counts the characters of s as Word's 字数 does: each Chinese
// character and each full-width mark is one, and so is each run of letters,
// digits and half-width marks between them; blanks are none.
func CountText(s string) int {
	n, inRun := 0, false
	for _, c := range s {
		switch {
		case c >= 0x4e00 && c <= 0x9fff: // most of a text
			n++
			inRun = false
		case unicode.IsSpace(c):
			inRun = false
		case eastAsian(c):
			n++
			inRun = false
		case !inRun:
			n++
			inRun = true
		}
	}
	return n
}

// eastAsian says whether a character is one of those that are counted one by
// one: in a Chinese text that includes quotes, dashes, circled numbers and signs
// of units.
func eastAsian(c rune) bool {
	switch {
	case c >= 0x2010 && c <= 0x205e, c >= 0x2100 && c <= 0x27bf, c >= 0x2e80 && c <= 0xa4cf, c >= 0xac00 && c <= 0xd7ff,
		c >= 0xf900 && c <= 0xfaff, c >= 0xfe30 && c <= 0xfe6f, c >= 0xff00 && c <= 0xffef, c >= 0x20000:
		return true
	}
	return c == '·' || c == '×'
}

// EndsWord says whether a text ends with a blank or a mark, behind which another
// word begins.
func EndsWord(s string) bool {
	last, _ := utf8.DecodeLastRuneInString(s)
	return s != "" && !unicode.IsLetter(last) && !unicode.IsDigit(last) && !unicode.IsMark(last)
}
