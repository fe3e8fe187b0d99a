package origin

import (
	"maps"
	"slices"
	"strings"

	"nianbao/app/form"
	"nianbao/app/journal"
	"nianbao/app/report"
)

// before begins what the entries say that a record which is begun anew has of what was
// done before it.
const before = "送审以前"

// Condense returns the entries of a record that is begun anew with what a report holds:
// the first as given, with all that needs no telling, and one more for each way in which
// the rest came in and for each person who did it. What was done when is left out, and
// all that stands no more.
func Condense(entries []journal.Entry, r *report.Report, first journal.Entry) []journal.Entry {
	t, held := Of(entries, nil), r.All()
	of := map[form.Address]way{} // a note that tells of a figure came in with it
	for a := range held {
		if w, note := t.way(r, a); w.note != "" {
			of[a] = w
			if note != "" {
				of[note] = w
			}
		}
	}
	out := []journal.Entry{first}
	for _, a := range slices.Sorted(maps.Keys(held)) {
		e := &out[0]
		if w := of[a]; w.note != "" {
			i := slices.IndexFunc(out[1:], func(e journal.Entry) bool { return way{e.Edit.Note, e.By} == w })
			if i < 0 {
				i = len(out) - 1
				out = append(out, journal.Entry{At: first.At, Kind: first.Kind, By: w.by, Edit: report.Edit{Note: w.note}})
			}
			e = &out[i+1]
		}
		e.Edit.Changes = append(e.Edit.Changes, report.Change{Address: a, New: held[a]})
	}
	if len(out[0].Edit.Changes) == 0 && len(out) > 1 { // each entry changes something
		out[1].Edit.Note = first.Edit.Note
		out = out[1:]
	}
	return out
}

// way is how something came in, and through whom: the zero way where nothing is known.
type way struct{ note, by string }

// way says how what stands at a place came in, and which note beside it tells of that.
func (t *Trace) way(r *report.Report, a form.Address) (w way, noted form.Address) {
	if r.Form().Cell(a) == nil && r.Form().Field(a) == nil {
		return way{}, ""
	}
	o := t.At(r, a)
	e := t.entry(o.entry)
	if e == nil {
		return way{}, ""
	}
	return way{o.brief(), e.By}, o.noted
}

// brief is what an entry says of an origin, without when and into which cell; "" where
// nothing is known.
func (o Origin) brief() string {
	switch {
	case o.Kind == File:
		return before + reading + o.File
	case o.Kind == Counted:
		return before + counting + o.File
	case o.Kind == LastYear:
		return before + Carrying(o.Year)
	}
	if words := briefly[o.Kind]; words != "" {
		return before + words
	}
	return ""
}

// briefly are the words for ways that have no more to them.
var briefly = map[Kind]string{
	Typed: typing, Entered: enteredBefore[0], Pasted: Pasting, Provided: Collecting, Zeroed: Zeroing, Declared: Stating, Chosen: Choosing, Replaced: Replacing,
}

// cutBefore returns what an entry says that it did, and whether that was done before the
// record was begun anew.
func cutBefore(e *journal.Entry) (note string, early bool) {
	if e.Kind != journal.Imported || e.Seq == 1 {
		return e.Edit.Note, false
	}
	return strings.CutPrefix(e.Edit.Note, before)
}
