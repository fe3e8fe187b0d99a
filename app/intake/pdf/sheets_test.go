package pdf

import (
	"fmt"
	"strings"
	"testing"
)

// pagesOf makes pages of lines from the top down, the last of which is a foot.
func pagesOf(pages ...[]string) []sheet {
	var out []sheet
	for _, texts := range pages {
		s := sheet{}
		for i, text := range texts {
			at := 700 - 20*float64(i)
			if i == len(texts)-1 {
				at = 40
			}
			s.lines = append(s.lines, line{at: at, text: text})
		}
		out = append(out, s)
	}
	return out
}

func textsOf(sheets []sheet) string {
	var out []string
	for _, s := range sheets {
		var texts []string
		for _, l := range s.lines {
			texts = append(texts, l.text)
		}
		out = append(out, strings.Join(texts, " "))
	}
	return strings.Join(out, " / ")
}

func TestRunningHeadsAndFeet(t *testing.T) {
	table := pagesOf([]string{"甲", "终"}, []string{"乙", "终"})
	for i := range table { // a table below the last line
		table[i].bands = []band{{top: 30, cells: []*cell{{bottom: 10, top: 30}}}}
	}
	higher := pagesOf([]string{"甲", "某局"}, []string{"乙", "某局"})
	higher[1].lines[1].at = 50
	for name, c := range map[string]struct {
		pages     []sheet
		want, say string
	}{
		"numbers":          {pagesOf([]string{"甲", "— 1 —"}, []string{"乙", "— 2 —"}), "甲 / 乙", ""},
		"facing pages":     {pagesOf([]string{"甲", "新收67   — 1 —"}, []string{"乙", "— 2 —   新收67"}), "甲 / 乙", "新收67 — 1 —"},
		"head and foot":    {pagesOf([]string{"2026/1/9 某局", "甲", "http://a 1/2"}, []string{"2026/1/9 某局", "乙", "http://a 2/2"}), "甲 / 乙", "2026/1/9 某局"},
		"two lines":        {pagesOf([]string{"甲", "某局"}, []string{"甲甲", "某局"}), "甲 / 甲甲", "某局"},
		"not on the first": {pagesOf([]string{"封面", "甲"}, []string{"乙", "某局 2"}, []string{"丙", "某局 3"}, []string{"丁", "某局 4"}), "封面 甲 / 乙 / 丙 / 丁", "某局 2"},
		"not on another":   {pagesOf([]string{"甲", "某局"}, []string{"乙", "别的"}, []string{"丙", "某局"}, []string{"丁", "某局"}), "甲 某局 / 乙 别的 / 丙 某局 / 丁 某局", ""},
		"two of three":     {pagesOf([]string{"甲", "一"}, []string{"乙", "某局"}, []string{"丙", "某局"}), "甲 一 / 乙 某局 / 丙 某局", ""},
		"one page":         {pagesOf([]string{"甲", "某局"}), "甲 某局", ""},
		"another height":   {higher, "甲 某局 / 乙 某局", ""},
		"above a table":    {table, "甲 终 / 乙 终", ""},
		"nothing":          {nil, "", ""},
	} {
		said := withoutRunning(c.pages)
		if is := textsOf(c.pages); is != c.want || said != c.say {
			t.Errorf("%s: %q, said %q", name, is, said)
		}
	}
}

// What goes on behind a foot is one paragraph, and what was left out is told.
func TestAParagraphGoesOnBehindAFoot(t *testing.T) {
	var pages []string
	for i, text := range []string{"A line that reaches as far as any other line on the page,", "and goes on here."} {
		pages = append(pages, textAt(50, 260, text)+textAt(50, 30, fmt.Sprintf("Office - %d -", i+1)))
	}
	p, err := read(t, fileOf(pages...))
	if err != nil || len(p.Blocks) != 1 || !strings.HasSuffix(p.Blocks[0].Text, "page,and goes on here.") {
		t.Errorf("%+v, %v", p, err)
	}
	if len(p.Notes) != 1 || p.Notes[0] != "每页都有的页眉、页脚没有读入，如“Office - 1 -”" {
		t.Errorf("%q", p.Notes)
	}
}
