package prose

import "unicode"

// kind is what a character is for selecting words.
type kind int

const (
	han kind = iota
	letter
	space
	mark
)

func kindOf(r rune) kind {
	switch {
	case unicode.Is(unicode.Han, r):
		return han
	case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r):
		return letter
	case unicode.IsSpace(r):
		return space
	}
	return mark
}

// WordAt returns the word that a double click before the n-th character means: a
// run of Chinese characters, of letters and digits, or of blanks, or one mark.
// A number keeps its point and its separators.
func WordAt(text []rune, n int) (from, to int) {
	if len(text) == 0 {
		return 0, 0
	}
	n = min(max(n, 0), len(text)-1)
	if at := kindOf(text[n]); n > 0 && at != letter && at != han {
		if before := kindOf(text[n-1]); before == letter || before == han {
			n--
		}
	}
	if kindOf(text[n]) == mark && !inNumber(text, n) {
		return n, n + 1
	}
	for from, to = n, n+1; from > 0 && joined(text, from-1, from); from-- {
	}
	for to < len(text) && joined(text, to-1, to) {
		to++
	}
	return from, to
}

// joined says whether two neighbouring characters belong to one word.
func joined(text []rune, a, b int) bool {
	if inNumber(text, a) || inNumber(text, b) {
		return true
	}
	k := kindOf(text[a])
	return k == kindOf(text[b]) && k != mark
}

// inNumber says whether a point or separator stands between two digits.
func inNumber(text []rune, n int) bool {
	switch text[n] {
	case '.', ',', '．':
		return n > 0 && n+1 < len(text) && unicode.IsDigit(text[n-1]) && unicode.IsDigit(text[n+1])
	}
	return false
}
