package typeset

import (
	"strings"

	"github.com/go-text/typesetting/segmenter"
)

const (
	// noHead may not begin a line, noTail may not end one (避头尾).
	noHead = "，。、；：？！）》〉」』】〕〗］｝”’…‥·・～％‰℃,.;:?!)]}%°"
	noTail = "（《〈「『【〔〖［｛“‘([{"

	// pairs are one mark when they stand twice: —— and ……
	pairs = "—…‥"
)

// breaks says before which characters a line may begin.
//
// The Unicode rules (UAX #14) keep words, figures with their points, commas
// and signs, and combining marks together; they know no Chinese quotation
// marks and no 避头尾 for the marks that Western text shares, so those are
// decided here.
func breaks(text []rune) []bool {
	out := make([]bool, len(text)+1)
	if len(text) == 0 {
		return out
	}
	var s segmenter.Segmenter
	s.Init(text)
	for lines := s.LineIterator(); lines.Next(); {
		line := lines.Line()
		out[line.Offset+len(line.Text)] = true
	}
	for i := 1; i < len(text); i++ {
		out[i] = mayBreak(text, i, out[i])
	}
	out[len(text)] = false
	return out
}

// mayBreak decides about the place before text[i], where the Unicode rules
// say usual.
func mayBreak(text []rune, i int, usual bool) bool {
	next := text[i]
	if isSpace(next) {
		return false // spaces stay at the end of the line before
	}
	last := i - 1
	for last > 0 && isSpace(text[last]) {
		last--
	}
	prev := text[last]
	switch {
	case isBad(prev, next), isOption(text, i):
		return false
	case last < i-1:
		return usual // after spaces
	case next == '“', next == '‘':
		return true
	case prev == '”', prev == '’' && !isLatin(next):
		return true
	}
	return usual
}

// longWord is the least length of an address that may be broken or stretched
// where a plain word may not.
const longWord = 12

// looser adds to the places where a line may begin those inside addresses of
// pages and mail, and behind the area code of a telephone number. They are
// used only where a line would else stay half empty.
func looser(text []rune, may []bool) []bool {
	out := may
	for i := 0; i < len(text); i++ {
		start, letters := i, false
		for ; i < len(text) && text[i] > ' ' && text[i] < 0x7f; i++ {
			letters = letters || text[i] >= 'A'
		}
		if i-start < longWord {
			continue
		}
		marks := "-"
		if letters {
			marks = "/.@_-?&=:"
		}
		if &out[0] == &may[0] {
			out = append([]bool{}, may...)
		}
		for j := start + 1; j < i; j++ {
			if strings.ContainsRune(marks, text[j-1]) && isLatin(text[j]) {
				out[j] = true
			}
		}
	}
	return out
}

// isOption says whether text[i] follows the hyphens that an option of a
// command begins with, as in --out.
func isOption(text []rune, i int) bool {
	j := i
	for j > 0 && text[j-1] == '-' {
		j--
	}
	return j < i && (j == 0 || !isLatin(text[j-1])) && (isLatin(text[i]) || text[i] == '-')
}

func isSpace(r rune) bool { return r == ' ' || r == '\u3000' }

// isBad says whether a line must not end with prev before next.
func isBad(prev, next rune) bool {
	return strings.ContainsRune(noHead, next) || isOpening(prev) ||
		prev == next && strings.ContainsRune(pairs, next)
}

func isOpening(r rune) bool { return strings.ContainsRune(noTail, r) }

// isLatin says whether r belongs to a Western word, where ’ is an apostrophe.
func isLatin(r rune) bool {
	return r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r >= 0xc0 && r <= 0x24f
}
