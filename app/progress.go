package app

import (
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
	Errors   int
	Explains int // 需说明 that nothing explains, blanks included
}

// Empty says that nothing has been entered.
func (p Progress) Empty() bool { return p.Filled == 0 }

// Done says that nothing is missing and nothing is wrong.
func (p Progress) Done() bool { return p.Filled == p.Total && p.Errors == 0 }

// Progress returns how far each section has come, in form order.
func (s *Session) Progress() []Progress { return progressOf(s.report, s.findings, s.explanations) }

func progressOf(r *report.Report, findings []check.Finding, written notes.Explanations) []Progress {
	out := make([]Progress, 0, len(r.Form().Sections))
	for _, s := range r.Form().Sections {
		p := Progress{Section: s}
		if s.Table != nil {
			p.countCells(r, s.Table)
		} else {
			p.countFields(r, s)
		}
		for _, f := range findings {
			if f.Section != s.ID {
				continue
			}
			switch f.Severity {
			case check.Error:
				p.Errors++
			case check.Explain:
				if _, holds := written.Of(f); !holds {
					p.Explains++
				}
			}
		}
		out = append(out, p)
	}
	return out
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

// Summarise returns the figures of the draft list for a report.
func Summarise(r *report.Report, findings []check.Finding) Summary {
	return summarise(r, findings, notes.ExplanationsOf(r, findings))
}

func summarise(r *report.Report, findings []check.Finding, written notes.Explanations) Summary {
	s := Summary{
		Unit: r.Unit(), Year: r.Year(), Edition: r.Form().Edition,
		Errors: check.Count(findings, check.Error), Explains: written.Unexplained(findings),
	}
	for _, p := range progressOf(r, nil, written) {
		s.Filled += p.Filled
		s.Total += p.Total
	}
	return s
}
