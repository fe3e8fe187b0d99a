// Package overview is what somebody who signs a report should see of it before
// its pages: the key figures beside those of the year before, and what is
// unlike then.
package overview

import (
	"fmt"
	"slices"

	"nianbao/app/form"
	"nianbao/app/report"
)

// Figure is a key figure of a report, beside that of the year before.
type Figure struct {
	Name   string
	Cells  []form.Address
	Now    report.Value // blank as long as one of the cells is
	Before report.Value // likewise; blank where there is no report of the year before
}

// Figures returns the key figures that the form names. The report of the year
// before may be nil, and of another edition.
func Figures(now, before *report.Report) []Figure {
	then := map[string]report.Value{}
	if before != nil {
		for _, k := range before.Form().KeyFigures() {
			then[k.Name] = total(before, k)
		}
	}
	var out []Figure
	for _, k := range now.Form().KeyFigures() {
		out = append(out, Figure{Name: k.Name, Cells: k.Cells, Now: total(now, k), Before: then[k.Name]})
	}
	return out
}

// printed is how many of the key figures stand in the footer of an approved page:
// 新收 and 办结.
const printed = 2

// Printed returns the key figures that stand in the footer of an approved page.
func Printed(r *report.Report) []Figure {
	all := Figures(r, nil)
	return all[:min(printed, len(all))]
}

// total adds the cells of a key figure up.
func total(r *report.Report, k form.KeyFigure) report.Value {
	var sum report.Value
	for _, a := range k.Cells {
		v := r.Figure(a)
		if v.Blank() {
			return report.Value{}
		}
		sum = sum.Add(v)
	}
	return sum
}

// Jump is a figure that is much larger or smaller than the year before.
type Jump struct {
	Address     form.Address
	Now, Before report.Value
}

// The least difference that counts as a jump, and how many times the smaller of
// both figures the larger one is.
const (
	LeastJump  = 10
	JumpFactor = 2
)

// Jumps lists the figures that were typed in both years, differ by LeastJump or
// more, and of which the larger is at least JumpFactor times the smaller: those
// that differ most come first. Totals follow from them and are not listed.
func Jumps(now, before *report.Report) []Jump {
	var out []Jump
	for _, t := range now.Form().Tables() {
		for _, c := range t.Inputs() {
			if before.Form().Cell(c.Address) == nil {
				continue // that edition has no such figure
			}
			j := Jump{Address: c.Address, Now: now.Figure(c.Address), Before: before.Figure(c.Address)}
			if j.large() {
				out = append(out, j)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Jump) int { return b.size().Cmp(a.size()) })
	return out
}

func (j Jump) size() report.Value { return j.Now.Sub(j.Before).Abs() }

func (j Jump) large() bool {
	if j.Now.Blank() || j.Before.Blank() || j.size().Cmp(report.Int(LeastJump)) < 0 {
		return false
	}
	low, high := j.Now, j.Before
	if low.Cmp(high) > 0 {
		low, high = high, low
	}
	least := low
	for range JumpFactor - 1 {
		least = least.Add(low)
	}
	return high.Cmp(least) >= 0
}

// Break is a column in which this report does not go on from what the one of the
// year before left.
type Break struct {
	form.Carry
	Left, Taken report.Value
}

// Breaks lists them. A column that is blank in one of the years says nothing; a
// total follows from the columns, and is listed only where none of them is.
func Breaks(now, before *report.Report) []Break {
	var columns, totals []Break
	for _, c := range now.Form().Carries() {
		b := Break{Carry: c, Left: before.Figure(c.Before), Taken: now.Figure(c.Now)}
		switch {
		case b.Left.Blank() || b.Taken.Blank() || b.Left.Cmp(b.Taken) == 0:
		case now.Form().Cell(c.Now).Computed:
			totals = append(totals, b)
		default:
			columns = append(columns, b)
		}
	}
	if columns == nil {
		return totals
	}
	return columns
}

// Change says in how many more, or fewer, and in percent, where a percentage means
// something: the figure before is not 0. Known is false where one of both is blank.
func (f Figure) Change() (diff report.Value, percent int64, known bool) {
	if f.Now.Blank() || f.Before.Blank() {
		return report.Value{}, 0, false
	}
	return f.Now.Sub(f.Before), percentOf(f.Now, f.Before), true
}

// percentOf is how many percent a figure has changed by, rounded; 0 where that
// means nothing.
func percentOf(now, before report.Value) int64 {
	diff, base := now.Sub(before).Abs().Whole(), before.Abs().Whole()
	if base == 0 {
		return 0
	}
	return (200*diff + base) / (2 * base)
}

// Says tells the figure of the year before, and the change.
func (f Figure) Says() string {
	if f.Before.Blank() {
		return "上年没有填"
	}
	text := "上年 " + f.Before.String()
	diff, percent, known := f.Change()
	switch {
	case !known:
		return text
	case diff.IsZero():
		return text + "，持平"
	case f.Now.Cmp(f.Before) > 0:
		text += "，增 " + diff.String()
	default:
		text += "，减 " + diff.Abs().String()
	}
	if percent > 0 {
		text += fmt.Sprintf("（%d%%）", percent)
	}
	return text
}
