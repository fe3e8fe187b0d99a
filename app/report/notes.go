package report

import (
	"slices"
	"strings"

	"nianbao/app/form"
)

// Notes are written beside a report: explanations of findings, remarks of the
// reviewers, what was done about them, where figures come from (the year before, rows of
// a register, or a department), and how much of a register counts. They are journaled
// like everything else, and never printed in the report.

// ExplainAt returns the address of the explanation of a finding.
func ExplainAt(findingKey string) form.Address { return form.Address(explainRoot + findingKey) }

// CarriedAt returns the address of what a figure was carried over from.
func CarriedAt(a form.Address) form.Address { return carriedRoot + a }

// IsCarried says whether a notes what a figure was carried over from.
func IsCarried(a form.Address) bool { return strings.HasPrefix(string(a), carriedRoot) }

// CountedAt returns the address of what a figure was counted from.
func CountedAt(a form.Address) form.Address { return countedRoot + a }

// IsCounted says whether a notes what a figure was counted from.
func IsCounted(a form.Address) bool { return strings.HasPrefix(string(a), countedRoot) }

// ProvidedAt returns the address of what a department provided for a figure.
func ProvidedAt(a form.Address) form.Address { return providedRoot + a }

// IsProvided says whether a notes what a department provided for a figure.
func IsProvided(a form.Address) bool { return strings.HasPrefix(string(a), providedRoot) }

// RegisterAt returns the address of how much counts of the register that a table was
// counted from.
func RegisterAt(tableID string) form.Address { return form.Address(registerRoot + tableID) }

// IsRegister says whether a notes how much of a register counts.
func IsRegister(a form.Address) bool { return strings.HasPrefix(string(a), registerRoot) }

// CutOrigin returns the figure, or the id of the table, that a notes the origin of.
func CutOrigin(a form.Address) (of string, is bool) {
	for _, root := range []string{carriedRoot, countedRoot, providedRoot, registerRoot} {
		if of, is = strings.CutPrefix(string(a), root); is {
			return of, true
		}
	}
	return "", false
}

// CheckOrigin says why there is nothing that a could note the origin of: ErrUnknown where
// no edition has such a figure or table. It is nil for what notes no origin.
func CheckOrigin(catalog *form.Catalog, a form.Address) error {
	of, is := CutOrigin(a)
	switch {
	case !is:
		return nil
	case !IsRegister(a):
		return CheckStored(catalog, form.Address(of), "")
	case slices.ContainsFunc(catalog.Editions(), func(f *form.Form) bool { return f.Table(of) != nil }):
		return nil
	}
	return ErrUnknown
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

// StandsOtherwise says whether a place has another figure than it is said to have. A blank
// one is not another: it is still to be filled in.
func (r *Report) StandsOtherwise(a form.Address, said Value) bool {
	now := r.Figure(a)
	return !now.Blank() && now.Cmp(said) != 0
}

// HasCarried says whether any figure was carried over from the year before.
func (r *Report) HasCarried() bool { return r.holdsAny(carriedRoot) }

// HasCounted says whether any figure was counted from a register.
func (r *Report) HasCounted() bool { return r.holdsAny(countedRoot) }

// HasProvided says whether a department provided any figure.
func (r *Report) HasProvided() bool { return r.holdsAny(providedRoot) }

// Explained says whether anything is written about a finding.
func (r *Report) Explained() bool { return r.holdsAny(explainRoot) }

// holdsAny says whether any text stands at an address that begins so.
func (r *Report) holdsAny(root string) bool {
	for a, s := range r.texts {
		if s != "" && strings.HasPrefix(string(a), root) {
			return true
		}
	}
	return false
}
