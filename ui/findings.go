package ui

import (
	"nianbao/app/notes"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/check"
	"nianbao/app/report"
	"nianbao/ui/prose"
)

// findingsPanel lists what the rules found; a tap goes to the place. What the
// officer wrote about a finding stands under it.
type findingsPanel struct {
	e       *editor
	heading *prose.Label
	rows    *fyne.Container
	shown   []check.Finding
	states  []finding
	lines   []*findingRow // one for each shown
	content fyne.CanvasObject
}

// findingRow is a finding on the panel. It is kept as long as only its sentence
// changes: figures in it change with every edit, and the toolkit keeps what was
// thrown away for a minute.
type findingRow struct {
	finding check.Finding
	state   finding
	message *prose.Label
	row     *row
}

// finding is a finding as the panel shows it.
type finding struct {
	key, message string
	explanation  notes.Explanation
	holds        bool // the explanation is about the figures as they are
	locked       bool
	adoptable    bool // by the computed total
}

func newFindingsPanel(e *editor) *findingsPanel {
	p := &findingsPanel{e: e, rows: container.NewVBox()}
	p.heading = &prose.Label{Bold: true}
	p.content = container.NewBorder(band(p.heading), nil, nil, nil, container.NewVScroll(p.rows))
	return p
}

// show lists the findings, the gravest first and what is settled last; rows
// are made anew only when something changed.
func (p *findingsPanel) show(r *report.Report, found []check.Finding) {
	found = sortedFindings(r, found)
	states := make([]finding, len(found))
	for i, f := range found {
		states[i] = finding{key: f.Key(), message: f.Message, locked: p.e.o.locked() != "", adoptable: app.Adoptable(r, f)}
		states[i].explanation, states[i].holds = notes.ExplanationOf(r, f)
	}
	if p.heading.Text != "" && slices.Equal(p.states, states) {
		return
	}
	p.shown, p.states = found, states
	p.heading.SetText(countFindings(r, found))
	was := p.lines
	p.lines = make([]*findingRow, len(found))
	p.rows.Objects = nil
	for i, f := range found {
		p.lines[i] = p.line(r, f, states[i], was)
		p.rows.Add(p.lines[i].row)
	}
	if len(found) == 0 {
		p.rows.Add(&prose.Label{Text: check.Clean, Importance: widget.SuccessImportance})
	}
	p.rows.Refresh()
}

// line returns the row of a finding: the one that shows it already, or a new one.
func (p *findingsPanel) line(r *report.Report, f check.Finding, s finding, was []*findingRow) *findingRow {
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
func (p *findingsPanel) row(r *report.Report, l *findingRow) (*row, *prose.Label) {
	content, message := findingBody(r, l.finding)
	body := container.NewVBox(content)
	if !l.state.locked {
		if does := p.offers(l); len(does) > 0 {
			body.Add(container.NewHBox(does...))
		}
	}
	return newRow(body, func() { p.e.goFinding(l.finding) }), message
}

// offers returns the buttons that settle a finding.
func (p *findingsPanel) offers(l *findingRow) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	if l.state.adoptable {
		out = append(out, NewQuiet(p.e.w, "以计算值为准（Ctrl+E）", func() { p.e.adoptComputed(l.finding) }))
	}
	if l.finding.Severity == check.Explain {
		label := "写明情况…"
		if l.state.holds {
			label = "修改说明…"
		}
		out = append(out, NewButton(p.e.w, label, func() { p.e.explainFinding(l.finding) }))
	}
	return out
}

// explainFinding asks what is behind a finding of 需说明.
func (e *editor) explainFinding(f check.Finding) {
	if !e.parts[e.current].Leave() {
		return
	}
	held, holds := notes.ExplanationOf(e.report(), f)
	entry := newNoteEntry(e.w, held.Text, "数据为什么是这样，核对过什么")
	write := func(text string) func() {
		return func() { e.stands("explain finding", e.s.Explain(e.w.Context(), f, text)) }
	}
	buttons := []*keyButton{NewButton(e.w, "取消（Esc）", nil)}
	if holds {
		buttons = append(buttons, NewButton(e.w, "删去说明", write("")))
	}
	buttons = append(buttons, NewPrimary(e.w, "写入说明（Ctrl+Enter）", func() { write(entry.Text)() }))
	AskText(e.w, "写明情况", f.Message+"\n说明随报告送审，审核人看得到；有关数据改动后须重新写明。", entry, buttons...)
}
