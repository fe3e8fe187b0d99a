package check

import (
	"regexp"
	"strings"
	"unicode/utf8"

	"nianbao/app/form"
	"nianbao/app/report"
)

// Rules evaluates the rules of one report again and again. It remembers what it
// saw in a text, so that a figure typed elsewhere does not cost reading it anew.
// The zero Rules is ready for use, from one goroutine.
type Rules struct {
	Glyphs Glyphs // nil: nothing is said of fonts
	seen   map[form.Address]looked
}

// looked is what stands in a text, whatever the form calls the place.
type looked struct {
	text   string
	holes  []spot // the program's own marks
	gaps   []spot // what looks like one
	aliens []alien
}

// spot is a stretch of a text.
type spot struct {
	at   int    // characters before it
	text string // it
	near string // it with a little of what stands around
}

// look returns what stands in a text.
func (c *Rules) look(a form.Address, text string) looked {
	if l, ok := c.seen[a]; ok && l.text == text {
		return l
	}
	l := looked{text: text, holes: marked(a, text), gaps: spots(text, gapPatterns), aliens: aliens(c.Glyphs, text)}
	if c.seen == nil {
		c.seen = map[form.Address]looked{}
	}
	c.seen[a] = l
	return l
}

// What a person leaves to be filled in later. Figures before a unit are no gap,
// nor are the blanks that begin a paragraph.
var gapPatterns = []pattern{
	{"×＿_【", regexp.MustCompile(`(×{2,}|[＿_]{2,}|【待[^】\n]{0,8}】)`)},
	{"XxＸｘ", regexp.MustCompile(`(?:^|[^A-Za-z])([XxＸｘ]{2,})(?:[^A-Za-z]|$)`)},
	{"\u3000\u00a0 ", regexp.MustCompile(`[^\s\x{3000}\d。！？；]((?:[ \x{a0}]{2,}|[ \x{a0}]*\x{3000}[ \x{a0}\x{3000}]*)(?:万元|元|件|条|次|个|份|人|场|期|篇|页|项|家|部|号|年|月|日|%|％))`)},
	{"\u3000\u00a0 ", regexp.MustCompile(`[（(〔\[]([ \x{a0}\x{3000}]+)[）)〕\]]`)},
}

// pattern finds something in a text that has one of a few characters; most
// texts have none of them, and looking for these is quick.
type pattern struct {
	any  string
	find *regexp.Regexp
}

// blankLabel finds a part of the usual preamble that was never filled in. An
// earlier version of the program proposed it so, without a mark.
var blankLabel = pattern{"：:", regexp.MustCompile(`((?:地址|邮编|邮政编码|电话|传真|邮箱)[：:])[ \x{3000}]*(?:[，,；;、。）)]|$)`)}

// marked finds the program's marks and, in the preamble, its blanks of old.
func marked(a form.Address, text string) []spot {
	out := spots(text, []pattern{holeMark})
	if a == report.Preamble {
		out = append(out, spots(text, []pattern{blankLabel})...)
	}
	return out
}

var holeMark = pattern{"【", regexp.MustCompile(`(` + regexp.QuoteMeta(report.Hole) + `)`)}

// spots returns what the first groups of the patterns match, the program's own
// marks left out of other patterns.
func spots(text string, patterns []pattern) []spot {
	var out []spot
	for _, p := range patterns {
		if !strings.ContainsAny(text, p.any) {
			continue
		}
		for _, m := range p.find.FindAllStringSubmatchIndex(text, -1) {
			s := spot{at: utf8.RuneCountInString(text[:m[2]]), text: text[m[2]:m[3]], near: around(text, m[2], m[3])}
			if s.text != report.Hole || p.find == holeMark.find {
				out = append(out, s)
			}
		}
	}
	return out
}

// around returns a stretch of a text with up to eight characters before it, so
// that it can be found.
func around(text string, from, to int) string {
	const most = 8
	start := from
	for range most {
		_, size := utf8.DecodeLastRuneInString(text[:start])
		if size == 0 || text[start-size] == '\n' {
			break
		}
		start -= size
	}
	return text[start:to]
}
