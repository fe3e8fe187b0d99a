package app

import (
	"context"
	"fmt"

	"nianbao/app/carry"
	"nianbao/app/origin"
	"nianbao/app/report"
)

// CreateFromLastYear makes a draft as Create does and then carries over, as an
// edit of its own, what goes on from the unit's report of the year before:
// contacts, signature, the cases that were not finished, and text that says
// nothing of that year. Where there is no such report nothing is carried, and
// what is returned of it is zero.
func (d *Service) CreateFromLastYear(ctx context.Context, n NewReport) (int64, carry.Carried, error) {
	last, err := d.LastYear(ctx, n.Unit, n.Year)
	if err != nil {
		return 0, carry.Carried{}, fmt.Errorf("look for last year's report: %w", err)
	}
	id, err := d.Create(ctx, n)
	if err != nil || last == nil {
		return id, carry.Carried{}, err
	}
	s, err := d.Open(ctx, id)
	if err != nil {
		return id, carry.Carried{}, err
	}
	c := carry.Carried{Year: last.Report.Year(), State: last.State, Sound: last.Sound}
	edit := report.Edit{Note: origin.Carrying(c.Year), Changes: c.Changes(s.report, last.Report)}
	if err := s.Apply(ctx, edit); err != nil {
		return id, carry.Carried{}, fmt.Errorf("carry over from last year: %w", err)
	}
	return id, c, nil
}
