package sheets

import (
	"context"
	"fmt"
	"slices"

	"nianbao/app"
	"nianbao/app/collection"
	"nianbao/app/exchange"
	"nianbao/app/form"
	"nianbao/app/intake/register"
	"nianbao/app/report"
)

// Desk makes sheets and takes them back for a service.
type Desk struct{ *app.Service }

// At returns what sheets are made with.
func At(d *app.Service) Desk { return Desk{d} }

// names are those of a unit: as it is called, and as it was called before.
func (d Desk) names(ctx context.Context, unit string) []string {
	out := []string{unit}
	units, err := d.Units(ctx)
	if before := units[unit].Before; err == nil && before != "" {
		out = append(out, before)
	}
	return out
}

// Assignment returns who provides what in a unit, as the office said before.
func (d Desk) Assignment(ctx context.Context, unit string) (*collection.Assignment, error) {
	return Remembered(ctx, d.Settings, d.names(ctx, unit)...)
}

// Divided says whether figures of a table come from another department than the one that
// keeps the register of applications, as the office has said or, of what is nobody's, as
// it is usual: of the others the register tells.
func (d Desk) Divided(ctx context.Context, r *report.Report, t *form.Table) bool {
	a, err := d.Assignment(ctx, r.Unit())
	if err != nil {
		a = &collection.Assignment{} // what is usual is offered then
	}
	a = a.Propose(r.Form())
	keeps := ""
	for _, other := range r.Form().Tables() {
		if register.Counts(other) {
			keeps = a.Of(other.Inputs()[0].Address)
		}
	}
	return slices.ContainsFunc(t.Inputs(), func(c *form.Cell) bool { return a.Of(c.Address) != keeps })
}

// For is what sheets are read for.
func (d Desk) For(ctx context.Context, r *report.Report) For {
	return For{Unit: r.Unit(), Year: r.Year(), Form: r.Form(), Names: d.names(ctx, r.Unit())[1:]}
}

// YearBefore is the report of the year before, nil where it is not known.
func (d Desk) YearBefore(ctx context.Context, s *app.Session) (*report.Report, error) {
	last, err := exchange.At(d.Service).LastYearOf(ctx, s.UID(), s.Report().Unit(), s.Report().Year())
	if err != nil {
		return nil, fmt.Errorf("look for the year before: %w", err)
	}
	if last == nil {
		return nil, nil
	}
	return last.Report, nil
}

// Sheets makes the sheets of all departments that provide anything.
func (d Desk) Sheets(ctx context.Context, s *app.Session, a *collection.Assignment) ([]*collection.Sheet, error) {
	before, err := d.YearBefore(ctx, s)
	if err != nil {
		return nil, err
	}
	var out []*collection.Sheet
	for _, department := range a.Departments {
		if sheet := collection.SheetOf(s.Report(), before, a, department); sheet.Figures() > 0 {
			out = append(out, sheet)
		}
	}
	return out, nil
}
