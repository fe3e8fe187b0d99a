package app

import (
	"slices"

	"nianbao/app/report"
)

// The proposed preamble names the unit, the year, the notice of the edition and
// where readers can ask. Untouched, it follows them in the edit that changes one of them, so
// that no door leaves a report that contradicts itself and one step back undoes
// both.

// followsIdentity says whether the preamble is to follow an edit of a report
// that the edit has not yet been made on.
func followsIdentity(r *report.Report, e report.Edit) bool {
	named := func(c report.Change) bool {
		return c.Address == report.UnitName || c.Address == report.Year || c.Address == report.Edition || report.IsContact(c.Address)
	}
	itself := func(c report.Change) bool { return c.Address == report.Preamble }
	return slices.ContainsFunc(e.Changes, named) && !slices.ContainsFunc(e.Changes, itself) && r.PreambleIsProposed()
}

// proposedPreamble returns the change that proposes the preamble anew, none
// where it says the same.
func proposedPreamble(r *report.Report) []report.Change {
	c, err := r.Set(report.Preamble, r.DefaultPreamble())
	if err != nil || c.Old == c.New { // a unit too long for a preamble keeps the one it has
		return nil
	}
	return []report.Change{c}
}
