// Package text makes the texts of a report ready to be set, whatever they are set
// in: which characters are blanks, and where paragraphs end.
package text

import "strings"

// Clean makes a paragraph ready to be set: every kind of blank becomes a
// plain or a full-width space, and blanks at both ends go, since the layout
// indents by itself.
func Clean(s string) []rune {
	s = strings.Map(func(r rune) rune {
		if isOddBlank(r) {
			return ' '
		}
		return r
	}, s)
	return []rune(strings.Trim(s, " \u3000"))
}

// isOddBlank names the blanks that are set as a plain space.
func isOddBlank(r rune) bool {
	return r == '\t' || r == '\u00a0' || r >= '\u2000' && r <= '\u200a' || r == '\u202f' || r == '\u205f'
}

// Paragraphs splits a text at its line ends and leaves out blank paragraphs.
func Paragraphs(s string) [][]rune {
	var out [][]rune
	for _, line := range strings.FieldsFunc(s, isLineEnd) {
		if text := Clean(line); len(text) > 0 {
			out = append(out, text)
		}
	}
	return out
}

func isLineEnd(r rune) bool {
	return r == '\n' || r == '\r' || r == '\v' || r == '\f' || r == '\u0085' || r == '\u2028' || r == '\u2029'
}

// Blank says whether a character is set as a space or ends a line, so that it
// needs no glyph.
func Blank(r rune) bool { return r == ' ' || r == '\u3000' || isOddBlank(r) || isLineEnd(r) }
