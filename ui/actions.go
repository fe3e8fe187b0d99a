package ui

import (
	"context"

	"nianbao/app"
	"nianbao/app/check"
	"nianbao/app/form"
	"nianbao/app/report"
)

// replay takes a step back or forward and shows the place that changed.
func (e *editor) replay(doing string, next func() int64, step func(context.Context) error) {
	// What is being typed is an edit of its own: store it first.
	if !e.parts[e.current].Leave() {
		return
	}
	if reason := e.o.locked(); reason != "" {
		e.say(reason)
		return
	}
	seq := next()
	if seq == 0 {
		return
	}
	var changed []form.Address
	e.lastChanged = &changed
	defer func() { e.lastChanged = nil }()
	if !e.stands(doing, step(e.w.Context())) || len(changed) == 0 {
		return
	}
	e.showChanged(changed[0])
	if p, ok := e.parts[e.current].(*tablePart); ok {
		p.grid.Select(e.pasted[seq]) // so that another paste goes where this one went
	}
}

// showChanged shows the place that a step back or forward changed; what stands
// beside the report is in the right column.
func (e *editor) showChanged(a form.Address) {
	if report.IsNote(a) {
		e.margin.choose(report.IsAnswer(a))
		return
	}
	e.goTo(a)
}

// runCheck brings the findings into view and says how many there are.
func (e *editor) runCheck() {
	if !e.parts[e.current].Leave() {
		return
	}
	found := e.s.Findings()
	text := check.Clean
	if len(found) > 0 {
		text = countFindings(e.report(), found) + "。\n点击右侧的条目，或者按 Ctrl+G 逐处查看。"
	}
	Tell(e.w, "检查结果", text)
}

// goFinding shows the first place of a finding.
func (e *editor) goFinding(f check.Finding) {
	if len(f.Cells) > 0 {
		e.goTo(f.Cells[0])
		if f.At > 0 {
			e.caretTo(f.Cells[0], f.At)
		}
		return
	}
	if s := e.report().Form().Section(f.Section); s != nil {
		for i, other := range e.report().Form().Sections {
			if other == s {
				e.goSection(i)
			}
		}
	}
}

// nextFinding goes to the finding after the one gone to last, round and round.
func (e *editor) nextFinding() {
	found := e.findings.shown
	if len(found) == 0 {
		Tell(e.w, "检查结果", check.Clean)
		return
	}
	next := 0
	for i, f := range found {
		if f.Key() == e.lastFinding {
			next = (i + 1) % len(found)
		}
	}
	e.margin.choose(false)
	e.lastFinding = found[next].Key()
	e.goFinding(found[next])
}

// giveReason explains the finding gone to last or, when that wants no
// explanation, the first one that does.
func (e *editor) giveReason() {
	var first *check.Finding
	for i, f := range e.findings.shown {
		if f.Severity != check.Explain {
			continue
		}
		if first == nil || f.Key() == e.lastFinding {
			first = &e.findings.shown[i]
		}
	}
	if first == nil {
		Tell(e.w, "写明情况", "现在没有“需说明”的问题。")
		return
	}
	e.explainFinding(*first)
}

// adoptComputed drops a total that the source has wrong: the computed one
// stands, and the finding is settled.
func (e *editor) adoptComputed(f check.Finding) {
	e.stands("adopt computed total", e.s.AdoptComputed(e.w.Context(), f))
}

// adoptHere settles the source's total of the cell under the cursor.
func (e *editor) adoptHere() {
	here := e.parts[e.current].Cursor()
	for _, f := range e.s.Findings() {
		if app.Adoptable(e.report(), f) && f.Cells[0] == here {
			e.adoptComputed(f)
			return
		}
	}
	Tell(e.w, "以计算值为准", "光标所在的格没有与计算不一致的总计。")
}
