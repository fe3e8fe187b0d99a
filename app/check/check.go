// Package check is the rules that a report is checked by, and what they find.
//
// Rules never stop anyone from typing or saving. The equations themselves are
// data of the form; this package only evaluates them and puts the result into
// words.
package check

import (
	"nianbao/app/form"
	"nianbao/app/report"
)

// Severity says what a finding means for sending the report on.
type Severity int

// The severities, the gravest first.
const (
	Error   Severity = iota // 错误: blocks 送审
	Explain                 // 需说明: wants a written reason
	Info                    // 提示
)

// ID returns the severity as JSON names it.
func (s Severity) ID() string { return [...]string{"error", "explain", "info"}[s] }

// Finding is one place where a report does not agree with a rule.
type Finding struct {
	Rule     string // R3-BAL
	Severity Severity
	Section  string         // id of the section to go to
	Cells    []form.Address // both sides; the first is where to go
	Partners []form.Address // of Cells, those on the right side
	At       int            // characters before the place in the text of the first cell
	Long     int            // characters of that place, 0 where it is none
	Left     report.Value
	Right    report.Value
	Diff     report.Value // Left − Right
	Sides    bool         // whether Left, Right and Diff mean something
	Message  string       // a plain Chinese sentence
	Basis    string       // where the rule comes from, "" when only arithmetic

	Follows string       // Key of the finding that this one follows from, "" where it stands for itself
	Also    string       // sentences about what follows from it, after Message
	Suspect form.Address // the one cell that could explain it and what follows, "" where none is

	column string // of a balance: its name
}

// Says returns all sentences of a finding.
func (f Finding) Says() string { return f.Message + f.Also }

// Goes returns where to go to look at a finding, "" where it is about the whole.
func (f Finding) Goes() form.Address {
	if f.Suspect == "" && len(f.Cells) > 0 {
		return f.Cells[0]
	}
	return f.Suspect
}

// Key names a finding across runs: rule and first cell. What is blank is one
// matter of its section, whichever cell is the first.
func (f Finding) Key() string {
	if len(f.Cells) == 0 || f.Rule == ruleBlank {
		return f.Rule + ":" + f.Section
	}
	return f.Rule + ":" + string(f.Cells[0])
}

// Count says how many findings have that severity.
func Count(findings []Finding, s Severity) int {
	n := 0
	for _, f := range findings {
		if f.Severity == s {
			n++
		}
	}
	return n
}

// Clean is what may be said of a report without findings, and no more: nobody
// has read the texts.
const Clean = "表格没有发现问题，文字部分请人工核对。"
