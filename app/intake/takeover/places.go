package takeover

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"nianbao/app/form"
	"nianbao/app/intake/reading"
	"nianbao/app/report"
)

// From returns where on the page a text of the report stands, line by line.
func From(got *reading.Reading, a form.Address) []reading.Place {
	var out []reading.Place
	for _, l := range linesOf(got, a) {
		out = append(out, l.At)
	}
	return out
}

// linesOf finds the lines of the document that a text of the report was made of.
func linesOf(got *reading.Reading, a form.Address) []reading.Line {
	var out []reading.Line
	next := 0
	text := got.Report.Text(a)
	if a == report.SignedBy || a == report.SignedOn {
		return signature(got, a, text)
	}
	for line := range strings.SplitSeq(text, "\n") {
		wanted := tight(line)
		if wanted == "" {
			continue
		}
		if i := find(got.Lines, wanted, next); i >= 0 {
			out, next = append(out, got.Lines[i]), i
		} else if i := find(got.Lines, wanted, 0); i >= 0 {
			out, next = append(out, got.Lines[i]), i
		}
	}
	return out
}

// signature finds the line of the signature, which is the last that says it.
func signature(got *reading.Reading, a form.Address, text string) []reading.Line {
	if day, err := report.ParseDate(text); a == report.SignedOn && err == nil {
		text = report.PrintDate(day)
	}
	for i := len(got.Lines) - 1; i >= 0 && text != ""; i-- {
		if strings.Contains(tight(got.Lines[i].Text), text) {
			return got.Lines[i : i+1]
		}
	}
	return nil
}

func find(lines []reading.Line, wanted string, from int) int {
	const short = 6 // characters: a line that only holds them somewhere may be another one
	for i := from; i < len(lines); i++ {
		is := tight(lines[i].Text)
		if is == wanted || utf8.RuneCountInString(wanted) >= short && strings.Contains(is, wanted) {
			return i
		}
	}
	return -1
}

// tight takes spaces out of a line, which are not kept in texts of the report.
func tight(s string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(s, "\u3000", " ")), "")
}

// Cleaned says in a line what was put right in a text: what became what, and how often. It is "" where
// nothing was.
func Cleaned(got *reading.Reading, a form.Address) string {
	count, order := map[string]int{}, []string(nil)
	lines := 0
	for _, l := range linesOf(got, a) {
		raw, is := []rune(tight(l.Raw)), []rune(tight(l.Text))
		if string(raw) == string(is) {
			continue
		}
		if len(raw) != len(is) {
			lines++
			continue
		}
		for i := range raw {
			if raw[i] == is[i] {
				continue
			}
			swap := string(raw[i]) + "→" + string(is[i])
			if count[swap]++; count[swap] == 1 {
				order = append(order, swap)
			}
		}
	}
	return tell(count, order, lines)
}

func tell(count map[string]int, order []string, lines int) string {
	const most = 12
	var parts []string
	for i, swap := range order {
		if i == most {
			parts = append(parts, fmt.Sprintf("等 %d 种", len(order)))
			break
		}
		if count[swap] > 1 {
			swap += fmt.Sprintf("（%d 处）", count[swap])
		}
		parts = append(parts, swap)
	}
	if lines > 0 {
		parts = append(parts, fmt.Sprintf("%d 行中有多余的字，已删去", lines))
	}
	return strings.Join(parts, "、")
}
