// Package report holds one unit's report of one year: figures, text, the
// totals computed from them, and the edits that made it.
//
// Nothing changes a report but Apply; every Edit can be journaled, replayed
// and reversed.
package report

import (
	"maps"
	"strconv"

	"nianbao/app/form"
)

// The addresses that belong to a report of any edition.
const (
	UnitName     form.Address = "meta.unit"      // full name of the organ
	Year         form.Address = "meta.year"      // the year reported on
	Edition      form.Address = "meta.edition"   // chosen by hand; "" follows the year
	SignedBy     form.Address = "meta.signed_by" // 署名; "" for the unit's name
	SignedOn     form.Address = "meta.signed_on" // 成文日期, 2006-01-02
	Preamble     form.Address = "meta.preamble"  // paragraph between title and section one
	factsRoot                 = "meta.facts."    // declared facts: "yes" or ""
	mixedRoot                 = "meta.layout."   // a table laid out as another edition has it
	printRoot                 = "printed."       // totals as a file that was read in printed them
	pasteRoot                 = "pasted."        // totals that came along with a paste and differed
	noteRoot                  = "note."          // beside the report, never printed in it
	carriedRoot               = "note.carried."  // of a figure: what the report of the year before has
	countedRoot               = "note.counted."  // of a figure: the rows of the register that it was counted from
	providedRoot              = "note.provided." // of a figure: the department that provided it
	registerRoot              = "note.register." // of a table: how much counts of the register that it was counted from
	explainRoot               = "note.explain."  // the officer's explanation of a finding
	remarkRoot                = "note.remark."   // a reviewer's remark on a place
	answerRoot                = "note.answer."   // what the officer did about a remark
)

// Fact returns the address of a declared fact such as "no_regulations".
func Fact(name string) form.Address { return form.Address(factsRoot + name) }

// LayoutOf returns the address that holds the edition of one table of a mixed form.
func LayoutOf(tableID string) form.Address { return form.Address(mixedRoot + tableID) }

// SourceTotalAt returns the address of a total as the file it was read from printed it.
func SourceTotalAt(a form.Address) form.Address { return printRoot + a }

// PastedTotalAt returns the address of a total as it came along with a paste.
func PastedTotalAt(a form.Address) form.Address { return pasteRoot + a }

// MaxText is the longest text a field takes, in characters: four times a whole
// report. It keeps a paste of a whole book from stalling the window.
const MaxText = 20_000

// Report is one unit's report of one year. It is not safe for concurrent use.
type Report struct {
	catalog    *form.Catalog
	form       *form.Form
	figures    map[form.Address]Value
	texts      map[form.Address]string // fields, meta
	lengths    map[form.Address]int    // of texts, in characters: rules ask for them after every edit
	printed    map[form.Address]Value
	pasted     map[form.Address]Value
	blanks     map[*form.Table]int     // input cells that hold nothing
	unparsable map[form.Address]string // stored figures that cannot be parsed; input replaces them
}

// New returns an empty report of a unit for a year, in the edition of that year.
func New(catalog *form.Catalog, unit string, year int) *Report {
	r := blank(catalog, unit, year)
	r.selectEdition()
	return r
}

// blank returns a report that is not laid out yet.
func blank(catalog *form.Catalog, unit string, year int) *Report {
	r := &Report{
		catalog:    catalog,
		figures:    make(map[form.Address]Value, 256), // as many as the form has cells, or so
		texts:      map[form.Address]string{},
		printed:    map[form.Address]Value{},
		pasted:     map[form.Address]Value{},
		lengths:    map[form.Address]int{},
		unparsable: map[form.Address]string{},
	}
	r.setWholeText(UnitName, unit)
	r.setWholeText(Year, strconv.Itoa(year))
	return r
}

// Clone returns an independent copy, for work on another goroutine.
func (r *Report) Clone() *Report {
	c := *r
	c.figures, c.texts = maps.Clone(r.figures), maps.Clone(r.texts)
	c.printed, c.pasted, c.unparsable = maps.Clone(r.printed), maps.Clone(r.pasted), maps.Clone(r.unparsable)
	c.lengths, c.blanks = maps.Clone(r.lengths), maps.Clone(r.blanks)
	return &c
}

// Form returns the form that the report is laid out by.
func (r *Report) Form() *form.Form { return r.form }

// Catalog returns the editions the report can be laid out by.
func (r *Report) Catalog() *form.Catalog { return r.catalog }

// Unit returns the full name of the organ.
func (r *Report) Unit() string { return r.texts[UnitName] }

// Year returns the year reported on.
func (r *Report) Year() int {
	n, _ := strconv.Atoi(r.texts[Year])
	return n
}

// Title returns the report's title in the form the notice asks for.
func (r *Report) Title() string {
	return r.Unit() + r.texts[Year] + "年政府信息公开工作年度报告"
}

// Figure returns the value of a cell, entered or computed.
func (r *Report) Figure(a form.Address) Value { return r.figures[a] }

// Blanks returns how many of a table's input cells hold nothing.
func (r *Report) Blanks(t *form.Table) int { return r.blanks[t] }

// PrintedTotal returns a computed cell's total as the source printed it; blank
// when the report was not read from a source that carried it.
func (r *Report) PrintedTotal(a form.Address) Value { return r.printed[a] }

// PastedTotal returns a computed cell's total as it came along with a paste and
// differed; blank when none did.
func (r *Report) PastedTotal(a form.Address) Value { return r.pasted[a] }

// HasSourceTotals says whether any total of a source stands beside the
// computed ones.
func (r *Report) HasSourceTotals() bool { return len(r.printed) > 0 || len(r.pasted) > 0 }

// SourceTotal returns where a total is stored as its source had it, and what
// it was; "" when the source had none or it was settled.
func (r *Report) SourceTotal(a form.Address) (at form.Address, v Value) {
	if v := r.pasted[a]; !v.Blank() {
		return PastedTotalAt(a), v
	}
	if v := r.printed[a]; !v.Blank() {
		return SourceTotalAt(a), v
	}
	return "", Value{}
}

// Text returns the text of a field or of one of the meta addresses.
func (r *Report) Text(a form.Address) string { return r.texts[a] }

// Declared says whether the unit has declared a fact about itself.
func (r *Report) Declared(fact string) bool { return r.texts[Fact(fact)] == "yes" }

// Signature returns the name that stands under the report.
func (r *Report) Signature() string {
	if by := r.texts[SignedBy]; by != "" {
		return by
	}
	return r.Unit()
}

// Raw returns what is stored at any address, as text.
func (r *Report) Raw(a form.Address) string {
	if raw, ok := r.unparsable[a]; ok {
		return raw
	}
	if in, p := r.sourceTotals(a); in != nil {
		return in[p].String()
	}
	if r.form.Cell(a) != nil || r.figures[a].known {
		return r.figures[a].String()
	}
	return r.texts[a]
}

// All lists every address that holds something entered, for storing: computed
// totals are left out. The order is not defined.
func (r *Report) All() map[form.Address]string {
	out := make(map[form.Address]string, len(r.figures)+len(r.texts))
	for a, v := range r.figures {
		if c := r.form.Cell(a); v.known && (c == nil || !c.Computed) {
			out[a] = v.String()
		}
	}
	for a, v := range r.printed {
		out[SourceTotalAt(a)] = v.String()
	}
	for a, v := range r.pasted {
		out[PastedTotalAt(a)] = v.String()
	}
	maps.Copy(out, r.unparsable)
	for a, s := range r.texts {
		if s != "" {
			out[a] = s
		}
	}
	return out
}

// Length counts the characters of a field as offices count them: all but
// white space.
func (r *Report) Length(a form.Address) int { return r.lengths[a] }

func (r *Report) setWholeText(a form.Address, text string) {
	r.texts[a], r.lengths[a] = text, CountText(text)
}

// AsOnePiece says whether a section is written in its lead alone, without its
// sub-headings, where the form allows that.
func (r *Report) AsOnePiece(s *form.Section) bool {
	if !s.OnePiece || r.Length(s.Fields[0].Address) == 0 {
		return false
	}
	for _, f := range s.Fields[1:] {
		if r.Length(f.Address) > 0 {
			return false
		}
	}
	return true
}

// selectEdition lays the report out by its year, or by the edition and the table
// layout chosen by hand, and computes the totals anew.
func (r *Report) selectEdition() {
	r.layOut()
	r.recompute()
}

// layOut lays the report out, without its totals.
func (r *Report) layOut() {
	f := r.catalog.ForYear(r.Year())
	if chosen := r.catalog.Edition(r.texts[Edition]); chosen != nil {
		f = chosen
	}
	for _, t := range f.Tables() {
		if other := r.texts[LayoutOf(t.ID)]; other != "" && other != f.Edition {
			if mixed := r.catalog.Mixed(f.Edition, t.ID, other); mixed != nil {
				f = mixed
			}
		}
	}
	r.dropTotals()
	r.form = f
}

// dropTotals forgets the computed cells of the present form: in another one
// they may not exist, and would look like something entered.
func (r *Report) dropTotals() {
	if r.form == nil {
		return
	}
	for _, t := range r.form.Tables() {
		for i := range t.Sums {
			delete(r.figures, t.Sums[i].Total)
		}
	}
}

// recompute fills every computed cell: the sum of its parts, blank when all
// of them are blank.
func (r *Report) recompute() {
	r.blanks = map[*form.Table]int{}
	for _, s := range r.form.Sections {
		if s.Table == nil {
			continue
		}
		for _, c := range s.Table.Inputs() {
			if r.figures[c.Address].Blank() {
				r.blanks[s.Table]++
			}
		}
		for i := range s.Table.Sums {
			r.sum(&s.Table.Sums[i])
		}
	}
}

// resum brings the totals up to date that a cell goes into.
func (r *Report) resum(a form.Address) {
	if s := r.form.SectionOf(a); s != nil && s.Table != nil {
		for _, sum := range s.Table.Feeds(a) {
			r.sum(sum)
		}
	}
}

func (r *Report) sum(s *form.Sum) {
	var total Value
	for _, p := range s.Parts {
		total = total.Add(r.figures[p])
	}
	r.figures[s.Total] = total
}

// Hole marks what the program leaves to be filled in. It is an error as long as
// it stands.
const Hole = "【待填】"

// Restore builds a report from what All returned. Addresses that no edition
// knows, or values that cannot be read, are handed back so that they can be
// kept and named; they never stop a report from opening.
func Restore(catalog *form.Catalog, stored map[form.Address]string) (*Report, []form.Address) {
	r := blank(catalog, "", 0)
	var orphaned []form.Address
	for a, s := range stored {
		if isMeta(a) {
			r.setWholeText(a, s)
		}
	}
	r.layOut()
	for a, s := range stored {
		if isMeta(a) {
			continue
		}
		into, at := r.figures, a
		if in, p := r.sourceTotals(a); in != nil {
			into, at = in, p
		}
		if kind := r.kindOf(at); kind != "" {
			v, err := Parse(kind, s)
			if err != nil {
				orphaned = append(orphaned, a)
				r.unparsable[a] = s
				continue
			}
			into[at] = v
			continue
		}
		if IsNote(a) || isField(r.catalog, a) {
			r.setWholeText(a, s)
			continue
		}
		orphaned = append(orphaned, a)
	}
	r.recompute()
	return r, orphaned
}
