package report

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// Prompted is a text that a ready sentence was put into.
type Prompted struct {
	Text     string
	From, To int    // characters: what is to be filled in there, or the end of the sentence
	Replaced string // the ready sentence that stood there before, "" for none
}

// Prompt puts the n-th of the ready sentences of a field into its text. They
// exclude each other: one that stands there already makes way. The same sentence
// stays as it was filled in.
func Prompt(text string, prompts []string, n, year int) Prompted {
	sentence := strings.ReplaceAll(prompts[n], "{year}", Int(int64(year)).String())
	out := Prompted{}
	at := -1
	for i, p := range prompts {
		m := standing(p).FindStringIndex(text)
		if m == nil {
			continue
		}
		if i == n {
			return out.marking(text, m[0], text[m[0]:m[1]])
		}
		out.Replaced = text[m[0]:m[1]]
		text, at = text[:m[0]]+sentence+text[m[1]:], m[0]
		break
	}
	if at < 0 {
		if text = strings.TrimRight(text, "\n"); text != "" {
			text += "\n"
		}
		at = len(text)
		text += sentence
	}
	return out.marking(text, at, sentence)
}

// standing finds a ready sentence in a text, of whichever year and with whatever
// was filled in.
func standing(prompt string) *regexp.Regexp {
	pattern := regexp.QuoteMeta(prompt)
	pattern = strings.ReplaceAll(pattern, regexp.QuoteMeta("{year}"), `\d{4}`)
	pattern = strings.ReplaceAll(pattern, regexp.QuoteMeta(Hole), `[^。\n]{0,24}?`)
	return regexp.MustCompile(pattern)
}

// marking says which characters of a sentence at a byte are to be filled in.
func (p Prompted) marking(text string, at int, sentence string) Prompted {
	p.Text = text
	from, to := at+len(sentence), at+len(sentence)
	if hole := strings.Index(sentence, Hole); hole >= 0 {
		from, to = at+hole, at+hole+len(Hole)
	}
	p.From, p.To = utf8.RuneCountInString(text[:from]), utf8.RuneCountInString(text[:to])
	return p
}
