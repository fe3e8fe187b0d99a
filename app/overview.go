package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"nianbao/app/check"
	"nianbao/app/notes"
	"nianbao/app/overview"
	"nianbao/app/proof"
	"nianbao/app/report"
	"nianbao/app/signoff"
)

// LastYear is a unit's report of the year before, as this workstation has it.
type LastYear struct {
	Report *report.Report
	State  string // 已审批
	Stage  signoff.Stage
	Sound  bool // its record and every signature in it hold
	From   *Brought
}

// Brought says with whom figures of the year before came, nil where the report of
// that year is held here.
type Brought struct {
	By     string // name of who had the report, "" where nobody was chosen; nobody has signed it
	Signer string // name of who signed the hand-over that covers the figures, "" for nobody
}

// Says tells where the figures that are compared with come from.
func (l *LastYear) Says() string {
	if l == nil {
		return "本机没有上年报告，也没有随移交文件带来，没有上年数可以比较。"
	}
	text := fmt.Sprintf("上年数取自本机的%d年报告（%s）。", l.Report.Year(), l.State)
	if from := l.From; from != nil {
		by := "交来的人"
		if from.By != "" {
			by = from.By
		}
		text = fmt.Sprintf("本机没有上年报告，上年数随移交文件带来：取自%s电脑上的%d年报告（%s），", by, l.Report.Year(), l.State)
		if from.Signer == "" {
			text += "没有签名，仅供参考。"
		} else {
			text += "移交时由" + from.Signer + "签名。"
		}
	}
	switch {
	case !l.Sound:
		return text + "那份报告的记录验证未通过，上年数仅供参考。"
	case l.Stage != signoff.Approved:
		return text + "那份报告没有审批，上年数仅供参考。"
	}
	return text
}

// Doubtful says whether the figures are for orientation only.
func (l *LastYear) Doubtful() bool {
	return l != nil && (!l.Sound || l.Stage != signoff.Approved || l.From != nil && l.From.Signer == "")
}

// LastYear looks among the drafts for a unit's report of the year before, also under the
// name that it had then: an approved one rather than one in review, that rather than a
// draft. It returns nil where there is none.
func (d *Service) LastYear(ctx context.Context, unit string, year int) (*LastYear, error) {
	all, err := d.Drafts.List(ctx)
	if err != nil {
		return nil, err
	}
	units, err := d.Units(ctx)
	if err != nil {
		return nil, err
	}
	named := func(name string) []Summary {
		return slices.DeleteFunc(slices.Clone(all), func(sum Summary) bool { return sum.Example || sum.Unit != name || sum.Year != year-1 })
	}
	before := named(unit)
	if name := units[unit].Before; len(before) == 0 && name != "" {
		before = named(name)
	}
	if all = before; len(all) == 0 {
		return nil, nil
	}
	order := []signoff.Stage{signoff.Approved, signoff.Reviewing, signoff.Drafting}
	slices.SortStableFunc(all, func(a, b Summary) int {
		return cmp.Compare(slices.Index(order, a.Stage), slices.Index(order, b.Stage))
	})
	s, err := d.Open(ctx, all[0].ID)
	if err != nil {
		return nil, err
	}
	return &LastYear{Report: s.Report(), State: s.StateName(), Stage: s.State().Stage, Sound: s.Standing() == proof.Sound}, nil
}

// Overview is what somebody who signs should see of a report before its pages.
// Everything in it can be looked up in the report, its record and LastYear.
type Overview struct {
	Figures   []overview.Figure
	LastYear  *LastYear        // nil where this workstation has none: nothing is compared then
	Breaks    []overview.Break // with LastYear only, as Jumps
	Jumps     []overview.Jump
	Explained []Explained      // findings that the officer wrote about
	Wanting   []check.Finding  // those that stand against sending it on
	Open      []notes.Remarked // remarks that are not handled
	Handled   int              // how many are
	Steps     []Step
	Returns   []*signoff.Transition // those of this round, in their order: who decides later is to know of them
	Since     Since
}

// Explained is a finding with the explanation that holds for it.
type Explained struct {
	check.Finding
	notes.Explanation
}

// Step is a level of the sign-off: who has signed the report as it is now.
type Step struct {
	Level string
	Act   *signoff.Transition // nil as long as the level has not signed this content
	Next  bool                // this level is to act now
}

// Since is what was changed since a person last looked at the report.
type Since struct {
	Seq     int64               // the journal entry, 0 where there was no look yet
	Signed  *signoff.Transition // the last act of that person, nil where they only looked
	Changes []report.Difference // in the order of the form; Ours is what stands there now
}

// SeenBy returns the journal entry since which changes are shown to the person who
// works here: what they signed last, on whichever workstation that was, else the
// entry that is noted as seen. A look between two signatures does not count: what
// was changed has to be seen until it is decided upon.
func (s *Session) SeenBy(noted int64) (int64, *signoff.Transition) {
	for _, v := range slices.Backward(s.results) {
		if v.Transition.Person == s.by() && v.Transition.Person != "" {
			return v.Seq, v.Transition
		}
	}
	return noted, nil
}

// Overview gathers it. Seen is the last journal entry that is noted as seen, last
// may be nil.
func (s *Session) Overview(last *LastYear, seen int64) *Overview {
	o := &Overview{LastYear: last, Steps: s.steps(), Since: s.since(seen)}
	var before *report.Report
	if last != nil {
		before = last.Report
		o.Breaks, o.Jumps = overview.Breaks(s.report, before), overview.Jumps(s.report, before)
	}
	for _, v := range s.results {
		if a := v.Transition; a.Kind == signoff.Return && a.Round == s.state.Round {
			o.Returns = append(o.Returns, a)
		}
	}
	o.Figures = overview.Figures(s.report, before)
	for _, f := range s.lists.All() {
		switch {
		case f.Settled:
			e, _ := s.Explanation(f.Finding)
			o.Explained = append(o.Explained, Explained{f.Finding, e})
		case f.List() != check.Tips:
			o.Wanting = append(o.Wanting, f.Finding)
		}
	}
	for _, m := range notes.Remarks(s.report) {
		if m.Answer.Done {
			o.Handled++
		} else {
			o.Open = append(o.Open, m)
		}
	}
	return o
}

// since lists what is another now than after the last entry that was seen.
func (s *Session) since(noted int64) Since {
	var out Since
	if out.Seq, out.Signed = s.SeenBy(noted); out.Seq > 0 && out.Seq < int64(len(s.entries)) {
		out.Changes = report.Differences(s.report, s.ReportAt(out.Seq))
	}
	return out
}

// steps lists the levels of the sign-off, those of the roster where nothing was
// sent yet.
func (s *Session) steps() []Step {
	chain := s.state.Chain
	if len(chain) == 0 && s.actor.Roster != nil {
		chain = s.actor.Roster.Chain()
	}
	held := s.validApprovals()
	var out []Step
	for i, level := range chain {
		out = append(out, Step{Level: level.Name, Act: held[i+1], Next: s.state.Level() == i+1})
	}
	return out
}
