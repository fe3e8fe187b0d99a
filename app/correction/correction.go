// Package correction is what becomes of a report in which a mistake was found after
// it was published (更正): what is another now than in the approved report that was
// published, why, and against which approval.
package correction

import (
	"fmt"

	"nianbao/app/form"
	"nianbao/app/report"
	"nianbao/app/signoff"
)

// Correction is a report that was opened again after its approval. Published is what
// was approved last: nobody knows when it was made public.
type Correction struct {
	Published *signoff.Transition // the approval of the last level
	Seq       int64               // its entry in the journal
	Reopened  *signoff.Transition // with the reason
	Approved  *signoff.Transition // the approval of the corrected report, nil as long as it is under way
	Changes   []Change            // in the order of the form
}

// Change is a place that holds something else than what was published.
type Change struct {
	Place    string
	Old, New string // "" for blank; of a long text the part that differs
	Follows  bool   // a computed total, which follows from other changes
}

// Of returns the correction that the signatures of a record tell of, nil where none
// was opened again. At returns the report as it was after an entry.
func Of(results []signoff.Result, now *report.Report, at func(seq int64) *report.Report) *Correction {
	c := Begun(results)
	if c != nil {
		c.Changes = changes(now, at(c.Seq))
	}
	return c
}

// PublishedOf returns the approval that a report was last opened again after, nil
// where it never was.
func PublishedOf(results []signoff.Result) *signoff.Transition {
	if c := Begun(results); c != nil {
		return c.Published
	}
	return nil
}

// Begun is Of without the changes: it goes through the signatures alone.
func Begun(results []signoff.Result) *Correction {
	var c *Correction
	var last *signoff.Result
	levels := 0
	for i := range results {
		v := &results[i]
		switch a := v.Transition; a.Kind {
		case signoff.Submit:
			levels = len(a.Chain)
		case signoff.Approve:
			if a.Level != levels {
				continue
			}
			if last = v; c != nil {
				c.Approved = a
			}
		case signoff.Reopen:
			if last != nil {
				c = &Correction{Published: last.Transition, Seq: last.Seq, Reopened: a}
			}
		}
	}
	return c
}

// changes lists what is printed otherwise.
func changes(now, published *report.Report) []Change {
	var out []Change
	f := now.Form()
	for _, d := range report.Differences(now, published) {
		switch {
		case f.Cell(d.Address) != nil:
			out = append(out, Change{Place: d.Name, Old: d.Theirs, New: d.Ours})
		case f.Field(d.Address) != nil, printed[d.Address]:
			old, now := excerpts(d.Theirs, d.Ours)
			out = append(out, Change{Place: d.Name, Old: old, New: now})
		}
	}
	for _, t := range f.Tables() {
		for _, c := range t.ValueCells() {
			if old, now := published.Figure(c.Address).String(), now.Figure(c.Address).String(); c.Computed && old != now {
				out = append(out, Change{Place: report.PlaceName(published.Catalog(), f.Edition, c.Address), Old: old, New: now, Follows: true})
			}
		}
	}
	return out
}

// printed are the places outside the sections that stand on the pages.
var printed = map[form.Address]bool{report.UnitName: true, report.Year: true, report.Preamble: true, report.SignedBy: true, report.SignedOn: true}

// excerpts cuts two versions of a text to where they differ, with what stands around.
func excerpts(a, b string) (string, string) {
	const around, most = 12, 300
	x, y := []rune(a), []rune(b)
	start := 0
	for start < min(len(x), len(y)) && x[start] == y[start] {
		start++
	}
	endX, endY := len(x), len(y)
	for endX > start && endY > start && x[endX-1] == y[endY-1] {
		endX, endY = endX-1, endY-1
	}
	cut := func(s []rune, end int) string {
		from, to := max(start-around, 0), min(end+around, len(s))
		left, right := "", ""
		if from > 0 {
			left = "……"
		}
		if to < len(s) {
			right = "……"
		}
		if to-from > most {
			to, right = from+most, "……"
		}
		return left + string(s[from:to]) + right
	}
	return cut(x, endX), cut(y, endY)
}

// Against names the approval that is corrected.
func (c *Correction) Against() string {
	a := c.Published
	which := "审批件"
	if round := signoff.RoundName(a.Round); round != "" {
		which = round + "的审批件"
	}
	return fmt.Sprintf("%s审批的%s（%s，内容摘要 %s）", a.Time().Local().Format("2006年1月2日"), which, a.Name, a.Content.Short())
}

// Stands tells in a sentence that a correction is under way, or done, and against
// which approval.
func (c *Correction) Stands() string {
	text := "更正中：对照的是" + c.Against() + "，理由：" + c.Reopened.Opinion
	if c.Approved != nil {
		text = fmt.Sprintf("更正已于%s审批：对照的是%s，理由：%s", c.Approved.Time().Local().Format("2006年1月2日"), c.Against(), c.Reopened.Opinion)
	}
	return text + "。"
}

// Says is Stands, and how much is another now.
func (c *Correction) Says() string {
	return fmt.Sprintf("%s与那一份有 %d 处不同。", c.Stands(), len(c.Changes))
}

// Line tells a change in a line.
func (c Change) Line() string {
	text := fmt.Sprintf("%s：原为%s，更正为%s", c.Place, quoted(c.Old), quoted(c.New))
	if c.Follows {
		text += "（总计随之改变）"
	}
	return text + "。"
}

func quoted(s string) string {
	if s == "" {
		return "空白"
	}
	return "“" + s + "”"
}

// Statement is the 更正说明: what is printed and published with a corrected report.
type Statement struct {
	Unit, Title string // of the report
	Year        int
	Against     string // the approval that is corrected
	Reason      string
	Changes     []string // a line each
	Day         string   // of the new approval, "" as long as there is none
	Watermark   string   // "" only once the correction is approved
}

// StatementOf returns it. The watermark is that of the report: a correction that is
// not approved is none yet.
func StatementOf(c *Correction, r *report.Report, watermark string) *Statement {
	s := &Statement{Unit: r.Unit(), Title: r.Title(), Year: r.Year(), Against: c.Against(), Reason: c.Reopened.Opinion, Watermark: watermark}
	for _, change := range c.Changes {
		s.Changes = append(s.Changes, change.Line())
	}
	if c.Approved != nil {
		s.Day = c.Approved.Time().Local().Format("2006年1月2日")
	}
	return s
}
