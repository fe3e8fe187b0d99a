// Package simplify turns Traditional characters into Simplified ones.
//
// characters.txt holds pairs, the Traditional character first: the field
// kSimplifiedVariant of the Unicode Character Database (Unihan_Variants.txt, version
// 15), for characters that are none of GB/T 2312, with common forms added. The
// libraries that hold phrases, too, rest on code under a licence that cannot be used
// here; what one character alone does not decide stands in phrases.
package simplify

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed characters.txt
var characters string

var table = sync.OnceValue(func() map[rune]rune {
	out := map[rune]rune{}
	for line := range strings.Lines(characters) {
		pair := []rune(strings.TrimSpace(line))
		for i := 0; i+1 < len(pair); i += 2 {
			out[pair[i]] = pair[i+1]
		}
	}
	return out
})

// phrases.txt is what is written with a character that is Simplified, too, and how it
// is written then.
//
//go:embed phrases.txt
var phrasesText string

var phrases = sync.OnceValue(func() *strings.Replacer { return strings.NewReplacer(strings.Fields(phrasesText)...) })

// Text returns a text in Simplified characters, and how many characters are others now.
func Text(s string) (string, int) {
	to, changed := table(), 0
	out := strings.Map(func(r rune) rune {
		if is, ok := to[r]; ok {
			changed++
			return is
		}
		return r
	}, s)
	return phrases().Replace(out), changed
}
