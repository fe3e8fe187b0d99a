package check

import (
	"fmt"
	"slices"
	"strings"
)

// List is one of the four lists that people see findings in. A severity says
// what a script may do with a report, a list says what a person has to do.
type List int

// The lists, in the order they are shown in.
const (
	Unfilled List = iota // 还没填: blanks and 【待填】
	Wrong                // 要改正: arithmetic, and what cannot be printed
	Asked                // 要说明: to be put right or explained
	Tips                 // 提示: for the eyes only
	lists
)

// String returns the list as the screen names it.
func (l List) String() string { return [...]string{"还没填", "要改正", "要说明", "提示"}[l] }

// List says which list a finding stands in.
func (f Finding) List() List { return listOf(f.Rule, f.Severity) }

func listOf(rule string, s Severity) List {
	switch {
	case s == Info:
		return Tips
	case rule == ruleBlank || rule == ruleHole:
		return Unfilled
	case s == Error:
		return Wrong
	}
	return Asked
}

// Shown is a finding as it stands in its list.
type Shown struct {
	Finding
	Settled bool // by an explanation that holds
}

// Lists are the findings as people see them: one for each slip, what is open
// before what is settled.
type Lists [lists][]Shown

// Listing sorts findings into the lists. A finding that follows another one is
// left out as long as the other is open: it goes with it, or speaks once the
// other is settled and it is not. The function says whether a finding is settled.
func Listing(found []Finding, settled func(Finding) bool) Lists {
	var out, done Lists
	open := map[string]bool{}
	for _, f := range found {
		if f.Follows == "" && !settled(f) {
			open[f.Key()] = true
		}
	}
	for _, f := range found {
		l, is := f.List(), settled(f)
		switch {
		case f.Follows != "" && (open[f.Follows] || is):
		case is:
			done[l] = append(done[l], Shown{f, true})
		default:
			out[l] = append(out[l], Shown{f, false})
		}
	}
	for l := range out {
		out[l] = append(out[l], done[l]...)
	}
	return out
}

// All returns what is shown, list by list: what is wrong before what is only still to
// come, of which there is much for most of the year.
func (l Lists) All() []Shown {
	return slices.Concat(l[Wrong], l[Unfilled], l[Asked], l[Tips])
}

// Open counts what is still to be done of a list.
func (l Lists) Open(list List) int {
	n := 0
	for _, f := range l[list] {
		if !f.Settled {
			n++
		}
	}
	return n
}

// Settled counts what was explained.
func (l Lists) Settled() int {
	n := 0
	for _, f := range l.All() {
		if f.Settled {
			n++
		}
	}
	return n
}

// String counts what is still to be done of each list.
func (l Lists) String() string { return l.counted("%s %d", "　") }

// Sentence counts what is still to be done of each list, as a line of text.
func (l Lists) Sentence() string { return l.counted("%s %d 处", "，") }

func (l Lists) counted(format, between string) string {
	var out []string
	for list := range l {
		out = append(out, fmt.Sprintf(format, List(list), l.Open(List(list))))
	}
	return strings.Join(out, between)
}

// Left counts what is open in a report, by the lists that block a report or ask for
// something.
type Left struct {
	Counted  bool // false where a version that did not count stored the report last
	Unfilled int
	Wrong    int
	Asked    int
}

// Left counts what is open.
func (l Lists) Left() Left { return Left{true, l.Open(Unfilled), l.Open(Wrong), l.Open(Asked)} }

// String names the lists in which something is open, and how much: 还没填 3 · 要改正 1.
func (l Left) String() string {
	var out []string
	for _, part := range []struct {
		list List
		n    int
	}{{Unfilled, l.Unfilled}, {Wrong, l.Wrong}, {Asked, l.Asked}} {
		if part.n > 0 {
			out = append(out, fmt.Sprintf("%s %d", part.list, part.n))
		}
	}
	return strings.Join(out, " · ")
}
