package report_test

import (
	"testing"

	"pgregory.net/rapid"

	"nianbao/app/form"
	"nianbao/app/report"
)

// Only the totals that an edit touches are computed again; after any edits,
// steps back among them, they are those of a report computed from nothing.
func TestTotalsAreThoseOfAReportComputedAnew(t *testing.T) {
	for _, year := range []int{2020, 2025} {
		var typed []form.Address
		for _, table := range newReport(t, year).Form().Tables() {
			for _, c := range table.ValueCells() {
				if !c.Computed {
					typed = append(typed, c.Address)
				}
			}
		}
		rapid.Check(t, func(t *rapid.T) {
			r := newReport(t, year)
			for range rapid.IntRange(1, 12).Draw(t, "edits") {
				var e report.Edit
				for _, a := range rapid.SliceOfNDistinct(rapid.SampledFrom(typed), 1, 6, rapid.ID).Draw(t, "cells") {
					c, err := r.Set(a, rapid.SampledFrom([]string{"", "0", "1", "23"}).Draw(t, "value"))
					if err != nil {
						t.Fatal(err)
					}
					e.Changes = append(e.Changes, c)
				}
				if rapid.IntRange(0, 3).Draw(t, "back") == 0 {
					if err := r.Apply(e); err != nil {
						t.Fatal(err)
					}
					e = e.Inverse()
				}
				if err := r.Apply(e); err != nil {
					t.Fatal(err)
				}
			}
			anew, _ := report.Restore(r.Catalog(), r.All())
			for _, table := range r.Form().Tables() {
				if r.Blanks(table) != anew.Blanks(table) {
					t.Fatalf("%s has %d blanks, counted anew %d", table.Name, r.Blanks(table), anew.Blanks(table))
				}
				for _, c := range table.ValueCells() {
					if r.Figure(c.Address) != anew.Figure(c.Address) {
						t.Fatalf("%s is %q, computed anew %q", c.Address, r.Figure(c.Address), anew.Figure(c.Address))
					}
				}
			}
		})
	}
}
