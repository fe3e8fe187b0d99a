package check

import (
	"fmt"
	"regexp"
	"slices"
	"unicode/utf8"

	"nianbao/app/form"
	"nianbao/app/mentions"
	"nianbao/app/personal"
	"nianbao/app/report"
)

// ruleHole is the rule that the program's own marks are to be filled in.
const ruleHole = "D-HOLE"

// What was left to be filled in: an error where the program put a mark,
// something to be explained where a person may have.
var holeRules = []Rule{
	{ID: ruleHole, Severity: Error, On: Text, Says: "程序拟好的文字里还有【待填】没有填上。", Find: holes},
	{ID: "D-GAP", Severity: Explain, On: Text, Says: "文字里有××、空格、下划线等，像是没有填完。", Find: gaps},
}

func holes(c *Context, at Place) []Finding {
	return unfilled(ruleHole, Error, at, c.reading(at).holes, "%s还有 %d 处没有填，第一处是“%s”。请填上；不需要的，连同前后文字一起删除。")
}

func gaps(c *Context, at Place) []Finding {
	return unfilled("D-GAP", Explain, at, c.reading(at).gaps, "%s有 %d 处像是没有填完，第一处是“%s”。请填上；确实这样写的，写明情况。")
}

func unfilled(rule string, severity Severity, at Place, spans []mentions.Span, message string) []Finding {
	if len(spans) == 0 {
		return nil
	}
	return []Finding{{
		Rule: rule, Severity: severity, Section: at.section(), Cells: []form.Address{at.Address}, At: spans[0].At, Long: utf8.RuneCountInString(spans[0].Text),
		Message: fmt.Sprintf(message, at.name(), len(spans), spans[0].Near),
	}}
}

// reading is what stands in a text, whatever the form calls the place.
type reading struct {
	text   string
	holes  []mentions.Span // the program's own marks
	gaps   []mentions.Span // what looks like one
	aliens []alien
	people []string // numbers of identity cards
}

// read returns what stands in a text.
func (c *Checker) read(a form.Address, text string) reading {
	if known, ok := c.seen[a]; ok && known.text == text {
		return known
	}
	r := reading{text: text, holes: holesIn(a, text), gaps: gapsIn(text), aliens: aliens(c.Glyphs, text), people: personal.IDNumbers(text)}
	if c.seen == nil {
		c.seen = map[form.Address]reading{}
	}
	c.seen[a] = r
	return r
}

// unitWords are units that stand behind a figure.
const unitWords = `万元|元|件|条|次|个|份|人|场|期|篇|页|项|家|部|号|年|月|日|%|％`

// What a person leaves to be filled in later. Figures before a unit are no gap,
// nor are the blanks that begin a paragraph.
var gapPatterns = []mentions.Pattern{
	{Any: "×＿_【*＊", Find: regexp.MustCompile(`(×{2,}|[＿_]{2,}|[*＊]{2,}|【待[^】\n]{0,8}】)`)},
	{Any: "XxＸｘ", Find: regexp.MustCompile(`(?:^|[^A-Za-z])([XxＸｘ]{2,})(?:[^A-Za-z]|$)`)},
	{Any: "×XxＸｘ＿_*＊", Find: regexp.MustCompile(`(?:^|[^A-Za-z0-9０-９×XxＸｘ＿_*＊])([×XxＸｘ＿_*＊](?:` + unitWords + `))`)},
	{Any: "\u3000\u00a0 ", Find: regexp.MustCompile(`[^\s\x{3000}\d。！？；]((?:[ \x{a0}]{2,}|[ \x{a0}]*\x{3000}[ \x{a0}\x{3000}]*)(?:` + unitWords + `))`)},
	{Any: "\u3000\u00a0 ", Find: regexp.MustCompile(`[（(〔\[]([ \x{a0}\x{3000}]+)[）)〕\]]`)},
}

// gapsIn finds what looks like a gap and is none of the program's marks.
func gapsIn(text string) []mentions.Span {
	return slices.DeleteFunc(mentions.Find(text, gapPatterns...), func(s mentions.Span) bool { return s.Text == report.Hole })
}

var holeMark = mentions.Pattern{Any: "【", Find: regexp.MustCompile(`(` + regexp.QuoteMeta(report.Hole) + `)`)}

// blankLabel finds a part of the usual preamble that was never filled in. An
// earlier version of the program proposed it so, without a mark.
var blankLabel = mentions.Pattern{Any: "：:", Find: regexp.MustCompile(`((?:地址|邮编|邮政编码|电话|传真|邮箱)[：:])[ \x{3000}]*(?:[，,；;、。）)]|$)`)}

// holesIn finds the program's marks and, in the preamble, its blanks of old.
func holesIn(a form.Address, text string) []mentions.Span {
	if a == report.Preamble {
		return mentions.Find(text, holeMark, blankLabel)
	}
	return mentions.Find(text, holeMark)
}
