package report

import (
	"slices"

	"nianbao/app/form"
)

// Difference is a place that two histories of a report hold differently.
type Difference struct {
	Address      form.Address
	Name         string
	Ours, Theirs string
	Hint         string // what speaks for one of both being wrong, "" for nothing
}

// Differences lists the places at which two reports differ, in the order of
// the form, remarks and answers left out.
func Differences(ours, theirs *Report) []Difference {
	var out []Difference
	a, b := ours.All(), theirs.All()
	f := ours.Form()
	for _, at := range Differing(a, b) {
		if IsRemark(at) || IsAnswer(at) {
			continue
		}
		out = append(out, Difference{Address: at, Name: PlaceName(ours.Catalog(), f.Edition, at), Ours: a[at], Theirs: b[at]})
	}
	order := f.Order()
	slices.SortStableFunc(out, func(x, y Difference) int { return order[x.Address] - order[y.Address] })
	return out
}

// Differing lists the addresses at which two reports hold different things.
func Differing(a, b map[form.Address]string) []form.Address {
	var out []form.Address
	for at, s := range a {
		if b[at] != s {
			out = append(out, at)
		}
	}
	for at := range b {
		if _, there := a[at]; !there {
			out = append(out, at)
		}
	}
	slices.Sort(out)
	return out
}
