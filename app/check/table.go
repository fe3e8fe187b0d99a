package check

import (
	"fmt"
	"strings"

	"nianbao/app/form"
	"nianbao/app/report"
)

// The equations of a table, its limits and its zeros: all are data of the form,
// and these only evaluate them.
var tableRules = []Rule{
	{Severity: Error, On: Table, Find: sourceTotals, InForm: func(t *form.Table) (out []Listed) {
		for _, s := range t.Sums {
			says := strings.TrimSuffix(s.Message, "。")
			out = append(out,
				Listed{s.Rule, Error, says + "（与读入的文件印的总计不符）。"},
				Listed{s.Rule, Explain, says + "（与粘贴、照抄的总计不符）。"})
		}
		return out
	}},
	{Severity: Error, On: Table, Find: balances, InForm: func(t *form.Table) (out []Listed) {
		for _, b := range t.Balances {
			out = append(out, Listed{b.Rule, Error, b.Message})
		}
		return out
	}},
	{Severity: Error, On: Table, Find: zeros, InForm: func(t *form.Table) (out []Listed) {
		for _, z := range t.Zeros {
			out = append(out, Listed{z.Rule, severity(z.Severity), z.Message})
		}
		return out
	}},
	{Severity: Error, On: Table, Find: limits, InForm: func(t *form.Table) (out []Listed) {
		for _, l := range t.Limits {
			out = append(out, Listed{l.Rule, severity(l.Severity), l.Message})
		}
		return out
	}},
}

// sourceTotals compares the totals that a source had with the computed ones.
// A computed total cannot be wrong by itself, so this is where R3-ROW, R3-SUM
// and R4-SUM speak. A file that was read in is a report as somebody made it: a
// wrong total in it is an error. What was pasted are notes on the way to one.
func sourceTotals(c *Context, at Place) []Finding {
	r, s := c.Report, at.Section
	if !r.HasSourceTotals() {
		return nil
	}
	var out []Finding
	for i := range s.Table.Sums {
		sum := &s.Table.Sums[i]
		_, source := r.SourceTotal(sum.Total)
		computed := r.Figure(sum.Total)
		if source.Blank() || source.Cmp(computed) == 0 {
			continue
		}
		severity, from := Error, "来源文件印的总计"
		if !r.PastedTotal(sum.Total).Blank() {
			severity, from = Explain, "粘贴、照抄的总计"
		}
		diff := computed.Sub(source)
		out = append(out, Finding{
			Rule: sum.Rule, Severity: severity, Section: s.ID,
			Cells:    append([]form.Address{sum.Total}, sum.Parts...),
			Partners: []form.Address{sum.Total},
			Left:     computed, Right: source, Diff: diff, Sides: true,
			Message: fmt.Sprintf("%s：各项相加为 %s，%s是 %s，相差 %s。%s",
				r.Form().Cell(sum.Total).Name, shown(computed), from, source, diff.Abs(), sum.Message),
		})
	}
	return out
}

// balances evaluates the form's own 勾稽 equations. A side of which nothing
// is filled in yet is left to the blank rule.
func balances(c *Context, at Place) []Finding {
	r, s := c.Report, at.Section
	var out []Finding
	for i := range s.Table.Balances {
		b := &s.Table.Balances[i]
		left, right := Sides(r, b)
		if left.Blank() || right.Blank() || left.Cmp(right) == 0 {
			continue
		}
		diff := left.Sub(right)
		out = append(out, Finding{
			Rule: b.Rule, Severity: Error, Section: s.ID,
			Cells: b.Cells, Partners: b.Right,
			Left: left, Right: right, Diff: diff, Sides: true, Basis: b.Basis, column: b.Name,
			Message: imbalance(r, b, left, right, diff),
		})
	}
	return out
}

// Sides returns both sides of a balance; a side is blank when all its cells are.
func Sides(r *report.Report, b *form.Balance) (left, right report.Value) {
	for _, a := range b.Left {
		left = left.Add(r.Figure(a))
	}
	for _, a := range b.Right {
		right = right.Add(r.Figure(a))
	}
	return left, right
}

// imbalance says how a balance is off. It is written on every edit of a report
// that does not balance yet, so in one go.
func imbalance(r *report.Report, b *form.Balance, left, right, diff report.Value) string {
	out := make([]byte, 0, 512)
	terms := func(side []form.Address, rows []string) {
		for i, a := range side {
			if i > 0 {
				out = append(out, "＋"...)
			}
			out = append(append(out, rows[i]...), ' ')
			out = append(out, shown(r.Figure(a))...)
		}
	}
	out = append(append(out, b.Name...), "一列不平："...)
	terms(b.Left, b.RowNames)
	out = append(append(append(out, "＝"...), left.String()...), "，"...)
	terms(b.Right, b.RowNames[len(b.Left):])
	out = append(append(append(out, "＝"...), right.String()...), "，相差 "...)
	out = append(append(append(out, diff.Abs().String()...), "。"...), b.Message...)
	return string(out)
}

func shown(v report.Value) string {
	if v.Blank() {
		return "空白"
	}
	return v.String()
}

// zeros tells of cells that should be 0 and are not.
func zeros(c *Context, at Place) []Finding {
	var out []Finding
	for i := range at.Section.Table.Zeros {
		out = append(out, zero(c.Report, at.Section, &at.Section.Table.Zeros[i])...)
	}
	return out
}

func zero(r *report.Report, s *form.Section, z *form.Zero) []Finding {
	if z.Fact != "" && !r.Declared(z.Fact) || r.Year() < z.FromYear {
		return nil
	}
	var wrong []form.Address
	var sum report.Value
	for _, a := range z.Cells {
		if v := r.Figure(a); !v.Blank() && !v.IsZero() {
			wrong = append(wrong, a)
			sum = sum.Add(v)
		}
	}
	if len(wrong) == 0 {
		return nil
	}
	return []Finding{{
		Rule: z.Rule, Severity: severity(z.Severity), Section: s.ID, Cells: wrong,
		Left: sum, Right: report.Int(0), Diff: sum, Sides: true,
		Message: fmt.Sprintf("%s填了 %s。%s", r.Form().Cell(wrong[0]).Name, r.Figure(wrong[0]), z.Message),
	}}
}

// limits tells of figures that are greater than one they should not exceed.
func limits(c *Context, at Place) []Finding {
	var out []Finding
	for i := range at.Section.Table.Limits {
		out = append(out, limit(c.Report, at.Section, &at.Section.Table.Limits[i])...)
	}
	return out
}

func limit(r *report.Report, s *form.Section, l *form.Limit) []Finding {
	low, high := r.Figure(l.Low), r.Figure(l.High)
	if low.Blank() || high.Blank() || low.Cmp(high) <= 0 {
		return nil
	}
	diff := low.Sub(high)
	return []Finding{{
		Rule: l.Rule, Severity: severity(l.Severity), Section: s.ID,
		Cells: []form.Address{l.Low, l.High}, Partners: []form.Address{l.High},
		Left: low, Right: high, Diff: diff, Sides: true,
		Message: fmt.Sprintf("%s（%s）大于%s（%s）。%s",
			r.Form().Cell(l.Low).Name, low, r.Form().Cell(l.High).Name, high, l.Message),
	}}
}

func severity(name string) Severity {
	switch name {
	case "error":
		return Error
	case "info":
		return Info
	}
	return Explain
}
