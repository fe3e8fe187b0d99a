package register

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"nianbao/app/form"
)

// What a word can mean beside the rows and columns of the form.
const (
	StillOpen     = "open" // of an outcome: not closed yet, so that it goes on in the next year
	NoApplication = "skip" // of an outcome: the row is no application
	NoCase        = "none" // of a dispute: there was none
)

// Target is what a word can be mapped to.
type Target struct{ ID, Name string }

// layout is where a register is counted to in an edition of the form: it is read out of
// the equations of the form, which names rows and columns as it likes.
type layout struct {
	table     *form.Table // of applications
	disputes  *form.Table // nil where the edition has none
	received  string      // rows
	carriedIn string
	carryOut  string
	outcomes  []string // rows
	kinds     []form.Value
}

// Counts says whether applications are counted into a table: it goes on from year to year
// and has a balance.
func Counts(t *form.Table) bool { return len(t.Carries) > 0 && len(t.Balances) > 0 }

// layoutOf finds the tables that a register is counted into.
func layoutOf(f *form.Form) *layout {
	l := &layout{}
	for _, t := range f.Tables() {
		switch {
		case Counts(t):
			l.table = t
		case t.ID == disputesTable:
			l.disputes = t
		}
	}
	if l.table == nil {
		return nil
	}
	in, out := l.table.Cell(l.table.Carries[0].Now), l.table.Cell(l.table.Carries[0].Before)
	l.carriedIn, l.carryOut = in.RowID, out.RowID
	for _, a := range l.table.Balances[0].Left {
		if row := l.table.Cell(a).RowID; row != l.carriedIn {
			l.received = row
		}
	}
	for _, a := range l.table.Balances[0].Right {
		for i := range l.table.Sums {
			if s := &l.table.Sums[i]; s.Total == a {
				for _, p := range s.Parts {
					l.outcomes = append(l.outcomes, l.table.Cell(p).RowID)
				}
			}
		}
	}
	for _, v := range l.table.Values {
		if c := l.table.Cell(l.cell(l.received, v.ID)); c != nil && !c.Computed {
			l.kinds = append(l.kinds, v)
		}
	}
	return l
}

// disputesTable is the table of what became of decisions before a court.
const disputesTable = "disputes"

// The groups of that table, and the results in each, as the form names them.
var (
	disputeGroups  = map[Role]string{Reconsideration: "reconsideration", DirectSuit: "direct_suit", SuitAfter: "suit_after_reconsideration"}
	disputeResults = []Target{{"upheld", "结果维持"}, {"corrected", "结果纠正"}, {"other_result", "其他结果"}, {"pending", "尚未审结"}}
)

// cell is a place of the table of applications.
func (l *layout) cell(row, kind string) form.Address {
	return form.Address(l.table.ID + "." + row + "." + kind)
}

// dispute is a place of the other table.
func (l *layout) dispute(group Role, result string) form.Address {
	return form.Address(disputesTable + "." + disputeGroups[group] + "." + result)
}

// targets are what a word of a role can be mapped to.
func (l *layout) targets(role Role) []Target {
	var out []Target
	switch role {
	case Outcome:
		for _, row := range l.outcomes {
			out = append(out, Target{row, l.table.RowNames[row]})
		}
		out = append(out, Target{StillOpen, "没有办结（结转下年度）"}, Target{NoApplication, "不是政府信息公开申请（不计）"})
	case Kind:
		for _, v := range l.kinds {
			out = append(out, Target{v.ID, v.Name})
		}
	case Reconsideration, Suit, DirectSuit, SuitAfter:
		out = append(slices.Clone(disputeResults), Target{NoCase, "没有（不计）"})
	}
	return out
}

// Targets are what words of a role can be mapped to in an edition of the form.
func Targets(f *form.Form, role Role) []Target {
	l := layoutOf(f)
	if l == nil {
		return nil
	}
	return l.targets(role)
}

// exact returns the target that a word is the form's own word for, "" for none.
func (l *layout) exact(role Role, key string) string {
	for _, t := range l.targets(role) {
		for _, name := range l.ownWords(role, t) {
			if name == key {
				return t.ID
			}
		}
	}
	return ""
}

// ownWords are the spellings of a target in the form itself.
func (l *layout) ownWords(role Role, t Target) []string {
	out := []string{foldWord(t.Name)}
	if role != Outcome {
		return out
	}
	const least = 3 // characters: 其他 alone says too little
	for _, c := range l.table.Cells {
		at := l.table.Cell(l.cell(t.ID, l.kinds[0].ID))
		if c.IsValue() || at == nil || c.Row != at.Row || c.RowSpan > 1 {
			continue
		}
		text := numbering.ReplaceAllString(c.Text, "")
		if key := fold(text); len([]rune(key)) >= least {
			out = append(out, key, foldWord(text))
		}
	}
	return out
}

// numbering stands before the label of a row.
var numbering = regexp.MustCompile(`^(?:（[一二三四五六七]）|\d+[.．])`)

//go:embed words.toml
var wordsFile string

type proposal struct {
	Target string
	Parts  []string
}

// proposals are what words.toml says.
var proposals = readProposals(wordsFile)

func readProposals(text string) map[string][]proposal {
	out := map[string][]proposal{}
	if err := toml.Unmarshal([]byte(text), &out); err != nil {
		panic(err) // it is a part of the program, and a test reads it
	}
	return out
}

// proposed returns what a word probably means, "" where that is not known.
func (l *layout) proposed(role Role, key string) string {
	list := string(role)
	if role != Outcome && role != Kind {
		list = "dispute"
	}
	for _, p := range proposals[list] {
		for _, part := range p.Parts {
			if strings.Contains(key, foldWord(part)) {
				if slices.ContainsFunc(l.targets(role), func(t Target) bool { return t.ID == p.Target }) {
					return p.Target
				}
				return ""
			}
		}
	}
	return ""
}
