package app

import (
	"context"

	"nianbao/app/check"
	"nianbao/app/form"
	"nianbao/app/notes"
	"nianbao/app/report"
)

// Progress is how far a section has come.
type Progress struct {
	Section  *form.Section
	Filled   int // entered cells, or required paragraphs, that are not blank
	Total    int
	Unfilled int // findings of 还没填 that are open
	Wrong    int // of 要改正
	Asked    int // of 要说明
}

// Empty says that nothing has been entered.
func (p Progress) Empty() bool { return p.Filled == 0 }

// Done says that nothing is missing and nothing is wrong.
func (p Progress) Done() bool { return p.Filled == p.Total && p.Unfilled+p.Wrong == 0 }

// Progress returns how far each section has come, in form order.
func (s *Session) Progress() []Progress { return progressOf(s.report, s.lists) }

// Outside counts what is open and belongs to no section.
func (s *Session) Outside() Progress {
	var p Progress
	p.countOpen(s.lists, "")
	return p
}

func progressOf(r *report.Report, found check.Lists) []Progress {
	out := make([]Progress, 0, len(r.Form().Sections))
	for _, s := range r.Form().Sections {
		p := Progress{Section: s}
		if s.Table != nil {
			p.countCells(r, s.Table)
		} else {
			p.countFields(r, s)
		}
		p.countOpen(found, s.ID)
		out = append(out, p)
	}
	return out
}

// countOpen counts the open findings of a section; "" is what belongs to none.
func (p *Progress) countOpen(found check.Lists, section string) {
	counts := map[check.List]*int{check.Unfilled: &p.Unfilled, check.Wrong: &p.Wrong, check.Asked: &p.Asked}
	for list, n := range counts {
		for _, f := range found[list] {
			if f.Section == section && !f.Settled {
				*n++
			}
		}
	}
}

func (p *Progress) countCells(r *report.Report, t *form.Table) {
	p.Total = len(t.Inputs())
	p.Filled = p.Total - r.Blanks(t)
}

// countFields counts required paragraphs; a section written as one piece is one.
func (p *Progress) countFields(r *report.Report, s *form.Section) {
	if r.AsOnePiece(s) {
		p.Filled, p.Total = 1, 1
		return
	}
	for _, f := range s.Fields {
		if f.Optional {
			continue
		}
		p.Total++
		if r.Length(f.Address) > 0 {
			p.Filled++
		}
	}
}

// Lists returns the findings about a report as people see them.
func Lists(r *report.Report, findings []check.Finding) check.Lists {
	return check.Listing(findings, notes.ExplanationsOf(r, findings).Settle)
}

// Summarise returns the figures of the draft list for a report.
func Summarise(r *report.Report, findings []check.Finding) Summary {
	return summarise(r, Lists(r, findings))
}

func summarise(r *report.Report, found check.Lists) Summary {
	s := Summary{
		Unit: r.Unit(), Year: r.Year(), Edition: r.Form().Edition,
		Left: found.Left(),
	}
	for _, f := range found.All() {
		switch {
		case f.Settled:
		case f.Severity == check.Error:
			s.Errors++
		case f.Severity == check.Explain:
			s.Explains++
		}
	}
	for _, p := range progressOf(r, check.Lists{}) {
		s.Filled += p.Filled
		s.Total += p.Total
	}
	return s
}

// CountLeft counts what is open in drafts of which that is not known, stores it
// for the list, and returns what it knows of each by its id. One that cannot be
// read stays uncounted: it says why when it is opened.
func (d *Service) CountLeft(ctx context.Context, drafts []Summary) (map[int64]check.Left, error) {
	counted := map[int64]check.Left{}
	var changed []Summary
	for _, sum := range drafts {
		if sum.Left.Counted || ctx.Err() != nil {
			continue
		}
		held, err := d.Drafts.Load(ctx, sum.ID)
		if err != nil {
			continue
		}
		r, _ := report.Restore(d.Catalog, held.Values)
		sum.Digest, sum.Left = held.Summary.Digest, Summarise(r, d.Check(r)).Left
		counted[sum.ID] = sum.Left
		changed = append(changed, sum)
	}
	if len(changed) == 0 || troubleOf(d.Health) != nil {
		return counted, nil
	}
	return counted, d.Journal.Recount(ctx, changed)
}
