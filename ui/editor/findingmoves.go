package editor

import (
	"context"

	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/check"
	"nianbao/app/form"
	"nianbao/app/report"
	"nianbao/ui/opened"
	"nianbao/ui/widgets"
)

// replay takes a step back or forward and shows the place that changed.
func (e *Editor) replay(doing string, next func() int64, step func(context.Context) error) {
	// What is being typed is an edit of its own: store it first.
	if !e.Parts[e.Current].Leave() {
		return
	}
	if reason := e.Opened.Locked(); reason != "" {
		e.SetStatus(reason)
		return
	}
	seq := next()
	if seq == 0 {
		return
	}
	var changed []form.Address
	e.lastChanged = &changed
	defer func() { e.lastChanged = nil }()
	if !e.applied(doing, step(e.Host.Context())) || len(changed) == 0 {
		return
	}
	e.showChanged(changed[0])
	if p, ok := e.Parts[e.Current].(*TablePart); ok {
		p.Grid.Select(e.pasted[seq]) // so that another paste goes where this one went
	}
}

// showChanged shows the place that a step back or forward changed; what stands
// beside the report is in the right column.
func (e *Editor) showChanged(a form.Address) {
	if report.IsNote(a) {
		e.Side.choose(report.IsAnswer(a))
		return
	}
	e.GoTo(a)
}

// runCheck brings the findings into view and says how many there are.
func (e *Editor) runCheck() {
	if !e.Parts[e.Current].Leave() {
		return
	}
	found := e.Session.Lists()
	text := check.Clean
	if len(found.All()) > 0 {
		e.showSide()
		text = opened.CountFindings(found) + "。\n点击右侧的条目，或者按 Ctrl+G 逐处查看。"
	}
	widgets.Alert(e.Host, "检查结果", text)
}

// GoFinding shows the first place of a finding.
func (e *Editor) GoFinding(f check.Finding) {
	if at := f.Goes(); at != "" {
		e.GoTo(at)
		if f.Long > 0 {
			e.selectText(at, f.At, f.Long)
		}
		return
	}
	if s := e.Report().Form().Section(f.Section); s != nil {
		for i, other := range e.Report().Form().Sections {
			if other == s {
				e.GoSection(i)
			}
		}
	}
}

// nextFinding goes to the finding after the one gone to last, round and round.
func (e *Editor) nextFinding() {
	found := e.Findings.Visible
	if len(found) == 0 {
		widgets.Alert(e.Host, "检查结果", check.Clean)
		return
	}
	next := 0
	for i, f := range found {
		if f.Key() == e.lastFinding {
			next = (i + 1) % len(found)
		}
	}
	e.Side.choose(false)
	e.lastFinding = found[next].Key()
	e.Findings.reveal(e.lastFinding)
	e.GoFinding(found[next].Finding)
	e.tell(told{widgets.Message{Importance: opened.ImportanceOf(found[next].List())}, func() string { return e.sayFinding(e.lastFinding) }})
}

// sayFinding is what is to be said of a finding, "" where it is settled.
func (e *Editor) sayFinding(key string) string {
	for _, f := range e.Session.Lists().All() {
		if f.Key() == key && !f.Settled {
			return f.Says()
		}
	}
	return ""
}

// lookNextAt lets the next step through the findings lead to what was found about
// a total that came along. It says whether there is such a finding.
func (e *Editor) lookNextAt(total form.Address) bool {
	found := e.Findings.Visible
	for i, f := range found {
		if app.Adoptable(e.Report(), f.Finding) && f.Cells[0] == total {
			e.lastFinding = found[(i+len(found)-1)%len(found)].Key()
			return true
		}
	}
	return false
}

// told is what the status bar was given to say of a finding or a remark.
type told struct {
	widgets.Message
	now func() string // what is to be said as things stand, "" for nothing
}

// tellWhereFolded says in the status bar what the column at the right has no room
// to say.
func (e *Editor) tellWhereFolded(i widget.Importance, now func() string) {
	if e.split.Folded() {
		e.tell(told{widgets.Message{Importance: i}, now})
	}
}

// tell says something that may be settled while it is said.
func (e *Editor) tell(t told) {
	t.Text = t.now()
	e.told = t
	e.Head.Frame.Status.Say(t.Message)
}

// retell brings up to date what the status bar says of a finding or a remark: what
// is settled is not said any longer.
func (e *Editor) retell() {
	if e.told.now == nil || e.Head.Frame.Status.Said() != e.told.Text {
		return
	}
	if now := e.told.now(); now == "" {
		e.Head.Frame.Status.Say(widgets.Message{})
	} else if now != e.told.Text {
		e.tell(e.told)
	}
}

// giveReason explains the finding gone to last or, when that wants no
// explanation, the first one that does.
func (e *Editor) giveReason() {
	var first *check.Finding
	for i, f := range e.Findings.Visible {
		if f.Severity != check.Explain {
			continue
		}
		if first == nil || f.Key() == e.lastFinding {
			first = &e.Findings.Visible[i].Finding
		}
	}
	if first == nil {
		widgets.Alert(e.Host, "写明情况", "现在没有要写明情况的问题。")
		return
	}
	e.explainFinding(*first)
}

// adoptComputed drops a total that the source has wrong: the computed one
// stands, and the finding is settled.
func (e *Editor) adoptComputed(f check.Finding) {
	e.applied("adopt computed total", e.Session.AdoptComputed(e.Host.Context(), f))
}

// adoptHere settles the source's total of the cell under the cursor.
func (e *Editor) adoptHere() {
	here := e.Parts[e.Current].Cursor()
	for _, f := range e.Session.Findings() {
		if app.Adoptable(e.Report(), f) && f.Cells[0] == here {
			e.adoptComputed(f)
			return
		}
	}
	widgets.Alert(e.Host, "以计算值为准", "光标所在的格没有与计算不一致的总计。")
}
