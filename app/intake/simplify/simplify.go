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

// What is written with a character that is Simplified, too.
var phrases = strings.NewReplacer(
	"後", "后", "於", "于", "徵", "征", "甚麼", "什么", "甚么", "什么", "著力", "着力", "著手", "着手", "著眼", "着眼", "著重", "着重", "沿著", "沿着", "隨著", "随着", "随著", "随着",
	"圍繞著", "围绕着", "有著", "有着", "乾淨", "干净", "乾净", "干净", "瞭解", "了解", "明瞭", "明了", "藉助", "借助", "憑藉", "凭借", "凭藉", "凭借",
)

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
	return phrases.Replace(out), changed
}
