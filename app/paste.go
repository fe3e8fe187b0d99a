package app

import (
	"context"
	"fmt"
	"strings"

	"nianbao/app/check"
	"nianbao/app/form"
	"nianbao/app/intake/tables"
	"nianbao/app/report"
)

// Pasted says what came of a paste.
type Pasted struct {
	Filled  int // cells that the paste put a figure into
	Blanks  int // cells that it left or made blank
	Cleared int // of these, cells that had a figure before
	Totals  int // totals that came along
	Differ  []SourceTotal
	Missed  int // rows that belonged nowhere
}

// SourceTotal is a total that came along and is not the sum of its parts.
type SourceTotal struct {
	Name             string // 予以公开·总计
	Source, Computed report.Value
}

// Paste enters what a block of text was matched with, as one edit. Totals that
// came along are held against the computed ones: those that differ are kept as
// the source's, and become findings. The error is as Apply's.
func (s *Session) Paste(ctx context.Context, m *tables.Mapping) (*Pasted, error) {
	edit := report.Edit{Note: "粘贴"}
	then := s.report.Clone()
	set := func(a form.Address, raw string) error {
		c, err := then.Set(a, raw)
		if err != nil || c.Old == c.New {
			return err
		}
		edit.Changes = append(edit.Changes, c)
		return then.Apply(report.Edit{Changes: []report.Change{c}})
	}
	out := &Pasted{Totals: len(m.Totals), Missed: len(m.Missed)}
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
			out.Differ = append(out.Differ, SourceTotal{p.Cell.Name, source, computed})
		}
		if err := set(report.PastedTotalAt(a), raw); err != nil {
			return nil, err
		}
	}
	return out, s.Apply(ctx, edit)
}

// Sentence tells what came of a paste in one line.
func (p *Pasted) Sentence() string {
	var b strings.Builder
	fmt.Fprintf(&b, "已粘贴 %d 格", p.Filled)
	if p.Blanks > 0 {
		fmt.Fprintf(&b, "，另有 %d 格为空白", p.Blanks)
	}
	if p.Cleared > 0 {
		fmt.Fprintf(&b, "（其中 %d 格原来有数，已清空，可以撤销）", p.Cleared)
	}
	b.WriteString("。")
	switch {
	case p.Totals == 0:
		b.WriteString("没有带来总计，无从比较。")
	case len(p.Differ) == 0:
		fmt.Fprintf(&b, "带来的 %d 个总计都与各项之和一致。", p.Totals)
	default:
		const most = 3
		fmt.Fprintf(&b, "带来的总计中 %d 个与各项之和一致，%d 个不一致：", p.Totals-len(p.Differ), len(p.Differ))
		for i, d := range p.Differ {
			if i == most {
				b.WriteString("等")
				break
			}
			if i > 0 {
				b.WriteString("、")
			}
			fmt.Fprintf(&b, "%s（来源 %s，计算 %s）", d.Name, d.Source, orBlank(d.Computed))
		}
		b.WriteString("，已列在检查结果中。")
	}
	if p.Missed > 0 {
		fmt.Fprintf(&b, "有 %d 行没有对上，没有粘贴。", p.Missed)
	}
	return b.String()
}

func orBlank(v report.Value) string {
	if v.Blank() {
		return "空白"
	}
	return v.String()
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
