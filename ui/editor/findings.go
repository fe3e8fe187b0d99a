package editor

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/check"
	"nianbao/app/notes"
	"nianbao/app/report"
	"nianbao/ui/commands"
	"nianbao/ui/opened"
	"nianbao/ui/prose"
	"nianbao/ui/widgets"
)

// findingsPanel lists what the rules found; a tap goes to the place. What the
// officer wrote about a finding stands under it.
type findingsPanel struct {
	e       *Editor
	heading *prose.Label
	Rows    *fyne.Container
	Visible []check.Shown
	States  []finding
	lines   []*findingRow // one for each shown
	scroll  *container.Scroll
	content fyne.CanvasObject
}

// findingRow is a finding on the panel. It is kept as long as only its sentence
// changes: figures in it change with every edit, and the toolkit keeps what was
// thrown away for a minute.
type findingRow struct {
	finding check.Shown
	state   finding
	message *prose.Label
	row     *widgets.Row
}

// finding is a finding as the panel shows it.
type finding struct {
	key, message string
	explanation  notes.Explanation
	Holds        bool // the explanation is about the figures as they are
	settled      bool
	locked       bool
	adoptable    bool // by the computed total
}

func newFindingsPanel(e *Editor) *findingsPanel {
	p := &findingsPanel{e: e, Rows: container.NewVBox()}
	p.heading = &prose.Label{Bold: true}
	p.scroll = container.NewVScroll(p.Rows)
	p.content = container.NewBorder(widgets.Tinted(p.heading), nil, nil, nil, p.scroll)
	return p
}

// show lists the findings, one list after the other; rows are made anew only
// when something changed.
func (p *findingsPanel) show(r *report.Report, found []check.Shown) {
	states := make([]finding, len(found))
	for i, f := range found {
		states[i] = finding{key: f.Key(), message: f.Says(), settled: f.Settled, locked: p.e.Opened.Locked() != "", adoptable: app.Adoptable(r, f.Finding)}
		states[i].explanation, states[i].Holds = p.e.Session.Explanation(f.Finding)
	}
	if p.heading.Text != "" && slices.Equal(p.States, states) {
		return
	}
	p.Visible, p.States = found, states
	p.heading.SetText(opened.CountFindings(p.e.Session.Lists()))
	was := p.lines
	p.lines = make([]*findingRow, len(found))
	p.Rows.Objects = nil
	for i, f := range found {
		p.lines[i] = p.line(r, f, states[i], was)
		p.Rows.Add(p.lines[i].row)
	}
	if len(found) == 0 {
		p.Rows.Add(&prose.Label{Text: check.Clean, Importance: widget.SuccessImportance})
	}
	p.Rows.Refresh()
}

// reveal scrolls to a finding.
func (p *findingsPanel) reveal(key string) {
	for _, l := range p.lines {
		if l.finding.Key() != key {
			continue
		}
		y, end, at := l.row.Position().Y, l.row.Position().Y+l.row.Size().Height, p.scroll.Offset.Y
		if y < at || end > at+p.scroll.Size().Height {
			p.scroll.Offset.Y = max(min(y, p.Rows.Size().Height-p.scroll.Size().Height), 0)
			p.scroll.Refresh()
		}
	}
}

// line returns the row of a finding: the one that shows it already, or a new one.
func (p *findingsPanel) line(r *report.Report, f check.Shown, s finding, was []*findingRow) *findingRow {
	same := s
	for i, l := range was {
		if l == nil {
			continue // taken
		}
		same.message = l.state.message
		if l.state != same {
			continue
		}
		was[i] = nil
		if l.state.message != s.message {
			l.message.SetText(s.message)
		}
		l.finding, l.state = f, s
		return l
	}
	l := &findingRow{finding: f, state: s}
	l.row, l.message = p.row(r, l)
	return l
}

// row shows a finding with what can be done about it.
func (p *findingsPanel) row(r *report.Report, l *findingRow) (*widgets.Row, *prose.Label) {
	content, message := opened.FindingBody(p.e.Session, l.finding)
	body := container.NewVBox(content)
	if !l.state.locked {
		if does := p.offers(l); len(does) > 0 {
			body.Add(container.NewHBox(does...))
		}
	}
	return widgets.NewRow(body, func() { p.e.GoFinding(l.finding.Finding) }), message
}

// offers returns the buttons that settle a finding.
func (p *findingsPanel) offers(l *findingRow) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	if l.state.adoptable {
		out = append(out, widgets.NewQuiet(p.e.Host, commands.Titled(commands.Computed), func() { p.e.adoptComputed(l.finding.Finding) }))
	}
	if l.finding.Severity == check.Explain {
		label := "写明情况…"
		if l.finding.List() == check.Unfilled {
			label = "不填的，写明原因…"
		}
		if l.state.Holds {
			label = "修改说明…"
		}
		out = append(out, widgets.NewButton(p.e.Host, label, func() { p.e.explainFinding(l.finding.Finding) }))
	}
	return out
}

// explainFinding asks what is behind a finding that wants an explanation.
func (e *Editor) explainFinding(f check.Finding) {
	if !e.Parts[e.Current].Leave() {
		return
	}
	held, holds := e.Session.Explanation(f)
	hint := "数据为什么是这样，核对过什么"
	if f.List() == check.Unfilled {
		hint = "为什么没有内容"
	}
	entry := widgets.NewNoteEntry(e.Host, held.Text, hint)
	entry.Keep(e.Opened.Unfinished("explain", f.Key()))
	write := func(text string) func() {
		return func() {
			if e.applied("explain finding", e.Session.Explain(e.Host.Context(), f, text)) {
				entry.Forget()
			}
		}
	}
	buttons := []*widgets.Button{widgets.NewButton(e.Host, "取消（Esc）", nil)}
	if holds {
		buttons = append(buttons, widgets.NewButton(e.Host, "删去说明", write("")))
	}
	buttons = append(buttons, widgets.NewPrimary(e.Host, "写入说明（Ctrl+Enter）", func() { write(entry.Text)() }))
	widgets.AskText(e.Host, "写明情况", f.Says()+"\n说明随报告送审，审核人看得到；有关数据改动后须重新写明。", entry, buttons...)
}
