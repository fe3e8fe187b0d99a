package report

import (
	"slices"
	"strings"

	"nianbao/app/form"
)

// Notes are written beside a report: explanations of findings, remarks of the
// reviewers, what was done about them, and what figures were carried over from. They are journaled like everything
// else, and never printed in the report.

// ExplainAt returns the address of the explanation of a finding.
func ExplainAt(findingKey string) form.Address { return form.Address(explainRoot + findingKey) }

// CarriedAt returns the address of what a figure was carried over from.
func CarriedAt(a form.Address) form.Address { return carriedRoot + a }

// IsCarried says whether a notes what a figure was carried over from.
func IsCarried(a form.Address) bool { return strings.HasPrefix(string(a), carriedRoot) }

// CutCarried returns the figure that a notes the origin of.
func CutCarried(a form.Address) (form.Address, bool) {
	cell, ok := strings.CutPrefix(string(a), carriedRoot)
	return form.Address(cell), ok
}

// RemarkAt returns the address of a remark.
func RemarkAt(id string) form.Address { return form.Address(remarkRoot + id) }

// AnswerAt returns the address of what was done about a remark.
func AnswerAt(id string) form.Address { return form.Address(answerRoot + id) }

// IsNote says whether an address is beside the report rather than in it.
func IsNote(a form.Address) bool { return strings.HasPrefix(string(a), noteRoot) }

// IsRemark and IsAnswer tell the notes apart that others write, or that are
// written about theirs.
func IsRemark(a form.Address) bool { return strings.HasPrefix(string(a), remarkRoot) }

// IsAnswer says whether a is the answer to a remark.
func IsAnswer(a form.Address) bool { return strings.HasPrefix(string(a), answerRoot) }

// IsExplanation says whether a is the explanation of a finding.
func IsExplanation(a form.Address) bool { return strings.HasPrefix(string(a), explainRoot) }

// Remarks returns the ids of the remarks that hold something, in their order.
func (r *Report) Remarks() []string {
	var out []string
	for a, s := range r.texts {
		if id, ok := strings.CutPrefix(string(a), remarkRoot); ok && s != "" {
			out = append(out, id)
		}
	}
	slices.Sort(out)
	return out
}

// HasCarried says whether any figure was carried over from the year before.
func (r *Report) HasCarried() bool {
	for a, s := range r.texts {
		if s != "" && IsCarried(form.Address(a)) {
			return true
		}
	}
	return false
}

// Explained says whether anything is written about a finding.
func (r *Report) Explained() bool {
	for a, s := range r.texts {
		if s != "" && strings.HasPrefix(string(a), explainRoot) {
			return true
		}
	}
	return false
}
