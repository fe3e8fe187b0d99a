// Package mentions finds stretches of a text that something is to be said of,
// and says where they stand: for a finding to lead to, and for a sentence to
// quote.
package mentions

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// Span is a stretch of a text.
type Span struct {
	At   int    // characters before it
	Text string // the stretch
	Near string // it, with a little of what stands before it in the same paragraph
}

// Pattern finds something in a text that has one of a few characters; most
// texts have none of them, and looking for these is quick.
type Pattern struct {
	Any  string         // one of these is in it
	Find *regexp.Regexp // its first group is the stretch
}

// Find returns the stretches that the patterns find, one pattern after the other.
func Find(text string, patterns ...Pattern) []Span {
	var out []Span
	for _, p := range patterns {
		if !strings.ContainsAny(text, p.Any) {
			continue
		}
		for _, m := range p.Find.FindAllStringSubmatchIndex(text, -1) {
			out = append(out, Between(text, m[2], m[3]))
		}
	}
	return out
}

// Between returns the stretch between two bytes of a text.
func Between(text string, from, to int) Span {
	return Span{At: utf8.RuneCountInString(text[:from]), Text: text[from:to], Near: near(text, from, to)}
}

// near returns a stretch with up to eight characters before it, so that it can
// be found; no half of a bracket is among them, which would read badly in quotes.
func near(text string, from, to int) string {
	const most, opening, closing = 8, "（(《〔“‘", "）)》〕”’"
	start, closed := from, 0
	for range most {
		r, size := utf8.DecodeLastRuneInString(text[:start])
		if size == 0 || r == '\n' {
			break
		}
		switch {
		case strings.ContainsRune(closing, r):
			closed++
		case strings.ContainsRune(opening, r) && closed > 0:
			closed--
		case strings.ContainsRune(opening, r) && start < from && !strings.ContainsAny(text[from:to], closing):
			return text[start:to]
		}
		start -= size
	}
	return text[start:to]
}
