package reading

import (
	"fmt"
	"strings"

	"nianbao/app/form"
	"nianbao/app/intake/tables"
	"nianbao/app/report"
)

// layoutThatBridges is the table whose rows have a counterpart in every edition.
const layoutThatBridges = "requests"

// layoutOf returns the table of the edition that a block is laid out as: the one whose
// own labels stand in it, else the one that more of its rows fit.
func (r *reader) layoutOf(t *form.Table, b tables.Block) *form.Table {
	best, most, rows := t, r.ownLabels(t, b), none
	for _, f := range r.catalog.Editions() {
		other := f.Table(t.ID)
		if other == nil || other.Edition == t.Edition {
			continue
		}
		own := r.ownLabels(other, b)
		if own == most && rows == none {
			rows = fitting(best, b)
		}
		if own == most {
			if fit := fitting(other, b); fit > rows {
				best, rows = other, fit
			}
		} else if own > most {
			best, most, rows = other, own, none
		}
	}
	return best
}

// none is a number of rows that was not counted yet.
const none = -1 << 30

// ownLabels counts the labels in a block that only this edition's table has.
func (r *reader) ownLabels(t *form.Table, b tables.Block) int {
	others := map[string]bool{}
	for _, f := range r.catalog.Editions() {
		if other := f.Table(t.ID); other != nil && other.Edition != t.Edition {
			for _, c := range other.Cells {
				others[c.Text] = true
			}
		}
	}
	n := 0
	for _, c := range t.Cells {
		if !c.IsValue() && !others[c.Text] && b.Has(c.Text) {
			n++
		}
	}
	return n
}

// fitting counts the rows of a block that fit a table, less those that do not.
func fitting(t *form.Table, b tables.Block) int {
	p, err := tables.Place(t, b)
	if err != nil {
		return 0
	}
	return p.Rows - len(p.Missed)
}

// bridge brings figures of another edition's layout into this one's: rows of the same
// name stay; one row that is several here can only be divided where it is all zero,
// and several that are one here are added.
func (f *figures) bridge() (raw map[form.Address]string, doubt string) {
	if f.layout == f.table {
		return f.raw, ""
	}
	raw = map[form.Address]string{}
	for a, s := range f.raw {
		if f.table.Cell(a) != nil {
			raw[a] = s
		}
	}
	for _, one := range f.layout.RowIDs {
		for _, parts := range [][]string{partsOf(f.table, one)} {
			if len(parts) == 0 {
				continue
			}
			if d := f.divide(raw, one, parts); d != "" {
				doubt = d
			}
		}
	}
	for _, one := range f.table.RowIDs {
		if parts := partsOf(f.layout, one); len(parts) > 0 {
			f.add(raw, one, parts)
		}
	}
	return raw, doubt
}

// partsOf returns the rows of a table that a row of another edition is divided into.
func partsOf(t *form.Table, row string) []string {
	var out []string
	for _, id := range t.RowIDs {
		if strings.HasPrefix(id, row+".") {
			out = append(out, id)
		}
	}
	return out
}

func (f *figures) cell(row, value string) form.Address {
	return form.Address(f.table.ID + "." + row + "." + value)
}

// put sets a cell to what was made of one of another edition, whose place it has, and
// how.
func (f *figures) put(raw map[form.Address]string, a form.Address, text string, from form.Address, how string) {
	raw[a], f.at[a], f.madeOf[a] = text, f.at[from], how
}

// divide puts a row that is zero into its parts; of any other it says what to do.
func (f *figures) divide(raw map[form.Address]string, one string, parts []string) (doubt string) {
	var sums []string
	for _, v := range f.table.Values {
		s := f.raw[f.cell(one, v.ID)]
		n, err := report.Parse(form.Count, s)
		switch {
		case err != nil || n.Blank():
		case n.IsZero():
			for _, p := range parts {
				f.put(raw, f.cell(p, v.ID), "0", f.cell(one, v.ID), "原件只有“"+f.layout.RowNames[one]+"”一行，是 0")
			}
		default:
			sums = append(sums, fmt.Sprintf("%s %s 件", v.Name, n))
		}
	}
	if len(sums) == 0 {
		return ""
	}
	return "原件的“" + f.layout.RowNames[one] + "”只有一行（" + strings.Join(sums, "、") + "），现行格式分为三行，请分别填写"
}

// add puts the sum of rows into the one that they are here.
func (f *figures) add(raw map[form.Address]string, one string, parts []string) {
	for _, v := range f.table.Values {
		var sum report.Value
		whole := true
		for _, p := range parts {
			n, err := report.Parse(form.Count, f.raw[f.cell(p, v.ID)])
			whole = whole && err == nil && !n.Blank()
			sum = sum.Add(n)
		}
		if whole {
			f.put(raw, f.cell(one, v.ID), sum.String(), f.cell(parts[0], v.ID), fmt.Sprintf("原件“%s”分为 %d 行，合计是 %s", f.table.RowNames[one], len(parts), sum))
		}
	}
}
