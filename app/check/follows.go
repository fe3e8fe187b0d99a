package check

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"nianbao/app/form"
	"nianbao/app/report"
)

// One slip is often seen by several rules: a wrong figure puts its column off,
// with it the column of totals, and the totals of a source do not agree either.
// What follows ties such findings together. All of them stay findings; those
// that follow from another one name it, and it says what follows.

// equation is a finding of an equation with the cells of people that it runs
// over, and how each counts: 1 or −1.
type equation struct {
	finding *Finding
	counts  map[form.Address]int
	sum     bool // against a total of a source
	leader  *equation
	also    []*equation // that follow it
	suspect form.Address
}

// slips ties the findings of a table together.
type slips struct {
	report    *report.Report
	table     *form.Table
	equations []*equation
	blank     *Finding   // of the table, nil when nothing is
	unfilled  []*Finding // that follow from it
	zeros     []*Finding
	limits    []*Finding
}

// tie names, for each finding of a table that follows from another one, that one.
func tie(r *report.Report, t *form.Table, found []Finding) {
	if len(found) < 2 {
		return
	}
	s := slips{report: r, table: t}
	for i := range found {
		s.take(&found[i])
	}
	s.tieEquations()
	s.tieToBlanks()
	s.tieLimits()
	s.tell()
}

// take sorts a finding in.
func (s *slips) take(f *Finding) {
	switch {
	case f.Rule == ruleBlank:
		s.blank = f
	case slices.ContainsFunc(s.table.Zeros, func(z form.Zero) bool { return z.Rule == f.Rule }):
		s.zeros = append(s.zeros, f)
	case slices.ContainsFunc(s.table.Limits, func(l form.Limit) bool { return l.Rule == f.Rule }):
		s.limits = append(s.limits, f)
	case f.Sides:
		e := &equation{finding: f, counts: map[form.Address]int{}, sum: len(f.Partners) == 1 && f.Partners[0] == f.Cells[0]}
		for _, a := range f.Cells {
			switch {
			case e.sum && a == f.Cells[0]: // the total itself
			case !e.sum && slices.Contains(f.Partners, a):
				s.expand(a, -1, e.counts)
			default:
				s.expand(a, 1, e.counts)
			}
		}
		s.equations = append(s.equations, e)
	}
}

// expand puts the cells of which a figure consists into counts.
func (s *slips) expand(a form.Address, sign int, counts map[form.Address]int) {
	for i := range s.table.Sums {
		if sum := &s.table.Sums[i]; sum.Total == a {
			for _, part := range sum.Parts {
				s.expand(part, sign, counts)
			}
			return
		}
	}
	counts[a] += sign
}

// tieEquations lets an equation follow others where its difference is theirs.
// Errors lead before what is to be explained, the form's own balances before the
// totals of a source, and the narrow before the wide.
func (s *slips) tieEquations() {
	all := slices.Clone(s.equations)
	slices.SortStableFunc(all, func(a, b *equation) int {
		return cmp.Or(cmp.Compare(a.finding.Severity, b.finding.Severity), cmp.Compare(rank(a), rank(b)), cmp.Compare(len(a.counts), len(b.counts)))
	})
	var leaders []*equation
	for _, e := range all {
		from := s.causes(e, leaders)
		if len(from) == 0 {
			leaders = append(leaders, e)
			continue
		}
		e.leader = from[0]
		from[0].also = append(from[0].also, e)
		if common := from[0].shared(e); len(from) == 1 && len(common) == 1 && from[0].suspect == "" {
			from[0].suspect = common[0]
		}
	}
}

func rank(e *equation) int {
	if e.sum {
		return 1
	}
	return 0
}

// causes returns those of the leaders whose differences make up that of e: one
// of them, or all.
func (s *slips) causes(e *equation, leaders []*equation) []*equation {
	var near []*equation
	var sum report.Value
	for _, l := range leaders {
		d, ok := l.seenBy(e)
		if !ok {
			continue
		}
		if d.Cmp(e.finding.Diff) == 0 {
			return []*equation{l}
		}
		near, sum = append(near, l), sum.Add(d)
	}
	if len(near) > 1 && sum.Cmp(e.finding.Diff) == 0 {
		return near
	}
	if !e.sum && len(near) > 0 && s.widest(e) {
		return near // the rest comes from columns of which one side is not filled in
	}
	return nil
}

// widest says whether a balance runs over all cells that balances run over, as
// that of the totals does: it is off whenever another one is.
func (s *slips) widest(e *equation) bool {
	if len(s.table.Balances) < 2 {
		return false
	}
	cells := map[form.Address]int{}
	for i := range s.table.Balances {
		for _, a := range s.table.Balances[i].Cells {
			s.expand(a, 1, cells)
		}
	}
	return len(e.counts) == len(cells)
}

// shared returns the cells that two equations run over.
func (e *equation) shared(other *equation) []form.Address {
	var out []form.Address
	for a := range e.counts {
		if other.counts[a] != 0 {
			out = append(out, a)
		}
	}
	return out
}

// seenBy returns what a slip in a common cell that explains the difference of e
// would put the other equation off by; false where they have none in common.
func (e *equation) seenBy(other *equation) (report.Value, bool) {
	ratio := 0
	for a, n := range e.counts {
		if m := other.counts[a]; m != 0 {
			if ratio != 0 && ratio != n*m {
				return report.Value{}, false
			}
			ratio = n * m
		}
	}
	switch ratio {
	case 1:
		return e.finding.Diff, true
	case -1:
		return report.Int(0).Sub(e.finding.Diff), true
	}
	return report.Value{}, false
}

// tieToBlanks lets what is off because a row, or the parts of a total, were not
// filled in follow the finding that says so.
func (s *slips) tieToBlanks() {
	if s.blank == nil {
		return
	}
	var missing []*equation
	for _, e := range s.equations {
		switch {
		case e.leader != nil:
		case e.sum && s.report.Figure(e.finding.Cells[0]).Blank(), !e.sum && (s.widest(e) || unfinished(s.report, e.counts)):
			s.followBlank(e)
		case s.lacksARow(e):
			missing = append(missing, e)
		}
	}
	if len(missing) > 1 { // the columns of one row
		for _, e := range missing {
			s.followBlank(e)
		}
	}
}

// unfinished says whether a cell is still to be filled in: until then it cannot be told
// whether an equation will hold.
func unfinished(r *report.Report, cells map[form.Address]int) bool {
	for a := range cells {
		if r.Figure(a).Blank() {
			return true
		}
	}
	return false
}

// Unfinished says whether something that a balance of a table runs over is still blank.
func Unfinished(r *report.Report, t *form.Table, b *form.Balance) bool {
	s, cells := slips{report: r, table: t}, map[form.Address]int{}
	for _, a := range b.Cells {
		s.expand(a, 1, cells)
	}
	return unfinished(r, cells)
}

// lacksARow says whether a total of the source is greater than what is filled
// in, and a row that counts to it is blank from end to end.
func (s *slips) lacksARow(e *equation) bool {
	confirmed := e.sum || slices.ContainsFunc(e.also, func(o *equation) bool { return o.sum })
	if !confirmed {
		return false
	}
	for a, n := range e.counts {
		more := e.finding.Diff.Cmp(report.Int(0)) < 0
		if n < 0 {
			more = !more
		}
		if more && s.blankRow(s.table.Cell(a).RowID) {
			return true
		}
	}
	return false
}

// blankRow says whether nothing of a row is filled in.
func (s *slips) blankRow(row string) bool {
	n := 0
	for _, c := range s.table.Inputs() {
		if c.RowID == row {
			if !s.report.Figure(c.Address).Blank() {
				return false
			}
			n++
		}
	}
	return n > 1
}

// followBlank ties an equation, and what follows it, to what is not filled in.
func (s *slips) followBlank(e *equation) {
	for _, f := range append([]*equation{e}, e.also...) {
		f.finding.Follows = s.blank.Key()
		s.unfilled = append(s.unfilled, f.finding)
	}
	e.also = nil
}

// tieLimits lets a figure that is greater than another one follow the rule that
// it should be 0.
func (s *slips) tieLimits() {
	for _, f := range s.limits {
		for _, z := range s.zeros {
			if z.Severity <= f.Severity && slices.Contains(z.Cells, f.Cells[0]) {
				f.Follows = z.Key()
				break
			}
		}
	}
}

// tell has each leader say what follows from it.
func (s *slips) tell() {
	for _, e := range s.equations {
		var also []*Finding
		for _, o := range e.also {
			o.finding.Follows = e.finding.Key()
			also = append(also, o.finding)
		}
		if off, totals := s.names(also); len(off)+len(totals) > 0 {
			e.finding.Also = sameSlip(off, totals)
		}
		if e.suspect != "" && len(also) > 0 {
			e.finding.Suspect = e.suspect
			e.finding.Also += "请先核对“" + s.table.Cell(e.suspect).Name + "”。"
		}
	}
	if off, totals := s.names(s.unfilled); len(off)+len(totals) > 0 {
		s.blank.Also = afterBlanks(len(off), len(totals))
	}
}

// names returns the columns that are off among findings, and the totals that
// the source has otherwise.
func (s *slips) names(all []*Finding) (off, totals []string) {
	for _, f := range all {
		if f.column != "" {
			off = append(off, f.column)
		} else {
			totals = append(totals, s.table.Cell(f.Cells[0]).Name)
		}
	}
	return off, totals
}

// sameSlip says what else is off where one slip is the likely reason. That the
// column of totals is off when another one is, is certain.
func sameSlip(off, totals []string) string {
	out := ""
	if len(off) > 0 {
		out = listed(off) + "一列因此也不平。"
	}
	if len(totals) > 0 {
		out += "“" + listed(totals) + "”与来源的总计也不一致，可能是同一处差错。"
	}
	return out
}

// afterBlanks says what may be in order once everything is filled in.
func afterBlanks(off, totals int) string {
	var out []string
	if off > 0 {
		out = append(out, fmt.Sprintf("有 %d 列不平", off))
	}
	if totals > 0 {
		out = append(out, fmt.Sprintf("有 %d 个总计与来源的不一致", totals))
	}
	return "现在" + strings.Join(out, "，") + "，可能由此引起，填完以后再看。"
}

// listed names the first of several in a sentence.
func listed(names []string) string {
	const most = 3
	if len(names) > most {
		return strings.Join(names[:most], "、") + "等"
	}
	return strings.Join(names, "、")
}
