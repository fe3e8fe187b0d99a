package app

import (
	"context"

	"nianbao/app/check"
	"nianbao/app/form"
	"nianbao/app/intake/tables"
	"nianbao/app/origin"
	"nianbao/app/report"
)

// Paste enters what a block of text was matched with, as one edit. Totals that
// came along are held against the computed ones: those that differ are kept as
// the source's, and become findings. The error is as Apply's.
func (s *Session) Paste(ctx context.Context, m *tables.Mapping) (*tables.Pasted, error) {
	edit := report.Edit{Note: origin.Pasting}
	then := s.report.Clone()
	set := func(a form.Address, raw string) error {
		c, err := then.Set(a, raw)
		if err != nil || c.Old == c.New {
			return err
		}
		edit.Changes = append(edit.Changes, c)
		return then.Apply(report.Edit{Changes: []report.Change{c}})
	}
	out := &tables.Pasted{Totals: len(m.Totals), Missed: len(m.Missed)}
	for _, p := range m.Cells {
		had := !then.Figure(p.Cell.Address).Blank()
		if err := set(p.Cell.Address, p.Raw); err != nil {
			return nil, err
		}
		switch {
		case !then.Figure(p.Cell.Address).Blank():
			out.Filled++
		case had:
			out.Cleared++
			fallthrough
		default:
			out.Blanks++
		}
	}
	for _, p := range m.Totals {
		a := p.Cell.Address
		source, err := report.Parse(p.Cell.Kind, p.Raw)
		if err != nil {
			return nil, &report.Refusal{Address: a, Raw: p.Raw, Err: err}
		}
		if err := set(report.SourceTotalAt(a), ""); err != nil { // of an earlier source
			return nil, err
		}
		raw := ""
		if computed := then.Figure(a); source.Cmp(computed) != 0 || computed.Blank() {
			raw = source.String()
			out.Differ = append(out.Differ, tables.SourceTotal{Address: a, Name: p.Cell.Name, Source: source, Computed: computed})
		}
		if err := set(report.PastedTotalAt(a), raw); err != nil {
			return nil, err
		}
	}
	return out, s.Apply(ctx, edit)
}

// reconciledTotals returns the changes that drop source totals which an edit has
// brought into agreement with the computed ones. They belong to the edit, so
// that taking it back brings them back too.
func reconciledTotals(r *report.Report, e report.Edit) []report.Change {
	if !r.HasSourceTotals() {
		return nil
	}
	var out []report.Change
	seen := map[form.Address]bool{}
	for _, c := range e.Changes {
		s := r.Form().SectionOf(c.Address)
		if s == nil || s.Table == nil {
			continue
		}
		for _, sum := range s.Table.Feeds(c.Address) {
			at, source := r.SourceTotal(sum.Total)
			if at != "" && !seen[at] && source.Cmp(r.Figure(sum.Total)) == 0 && !r.Figure(sum.Total).Blank() {
				seen[at] = true
				out = append(out, report.Change{Address: at, Old: source.String()})
			}
		}
	}
	return out
}

// Adoptable says whether a finding is about a source's total, so that it can be
// resolved by the computed one.
func Adoptable(r *report.Report, f check.Finding) bool {
	if len(f.Cells) == 0 || !f.Sides || len(f.Partners) != 1 || f.Partners[0] != f.Cells[0] {
		return false
	}
	at, _ := r.SourceTotal(f.Cells[0])
	return at != ""
}

// AdoptComputed drops a total that the source has otherwise: the computed one
// stands, and the finding is resolved.
func (s *Session) AdoptComputed(ctx context.Context, f check.Finding) error {
	at, source := s.report.SourceTotal(f.Cells[0])
	if at == "" {
		return nil
	}
	return s.Apply(ctx, report.Edit{Note: "采用计算的总计", Changes: []report.Change{{Address: at, Old: source.String()}}})
}
