package ui

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/check"
	"nianbao/app/report"
	"nianbao/app/review"
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
	content fyne.CanvasObject
}

// finding is a finding as the panel shows it.
type finding struct {
	key, message string
	explanation  review.Explanation
	holds        bool // the explanation is about the figures as they are
	locked       bool
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
		states[i] = finding{key: f.Key(), message: f.Message, locked: p.e.o.locked() != ""}
		states[i].explanation, states[i].holds = review.ExplanationOf(r, f)
	}
	if p.heading.Text != "" && slices.Equal(p.states, states) {
		return
	}
	p.shown, p.states = found, states
	p.heading.SetText(countFindings(r, found))
	p.rows.Objects = nil
	for i, f := range found {
		p.rows.Add(p.row(r, f, states[i]))
	}
	if len(found) == 0 {
		p.rows.Add(&prose.Label{Text: check.Clean, Importance: widget.SuccessImportance})
	}
	p.rows.Refresh()
}

// sortedFindings puts the gravest first and what was explained after what was
// not.
func sortedFindings(r *report.Report, found []check.Finding) []check.Finding {
	weight := func(f check.Finding) int {
		w := 2 * int(f.Severity)
		if _, holds := review.ExplanationOf(r, f); holds {
			w++
		}
		return w
	}
	found = slices.Clone(found)
	slices.SortStableFunc(found, func(a, b check.Finding) int { return weight(a) - weight(b) })
	return found
}

// countFindings counts what is still to be done.
func countFindings(r *report.Report, found []check.Finding) string {
	open := review.Unexplained(r, found)
	text := fmt.Sprintf("检查：错误 %d　需说明 %d　提示 %d", check.Count(found, check.Error), open, check.Count(found, check.Info))
	if done := check.Count(found, check.Explain) - open; done > 0 {
		text += fmt.Sprintf("\n已写明情况 %d", done)
	}
	return text
}

// row shows a finding with what can be done about it.
func (p *findingsPanel) row(r *report.Report, f check.Finding, s finding) *row {
	body := container.NewVBox(findingBody(r, f))
	if !s.locked {
		if does := p.offers(r, f, s); len(does) > 0 {
			body.Add(container.NewHBox(does...))
		}
	}
	return newRow(body, func() { p.e.goFinding(f) })
}

// offers returns the buttons that settle a finding.
func (p *findingsPanel) offers(r *report.Report, f check.Finding, s finding) []fyne.CanvasObject {
	var out []fyne.CanvasObject
	if app.Adoptable(r, f) {
		out = append(out, p.e.w.quiet("以计算值为准（Ctrl+E）", func() { p.e.adoptComputed(f) }))
	}
	if f.Severity == check.Explain {
		label := "写明情况…"
		if s.holds {
			label = "修改说明…"
		}
		out = append(out, p.e.w.button(label, func() { p.e.explainFinding(f) }))
	}
	return out
}

// findingBody shows a finding: severity, place, rule, sentence, and what was
// written about it.
func findingBody(r *report.Report, f check.Finding) *fyne.Container {
	e, holds := review.ExplanationOf(r, f)
	severity, importance := f.Severity.String(), importanceOf(f.Severity)
	if f.Severity == check.Explain && holds {
		severity, importance = "已说明", widget.SuccessImportance
	}
	head := &widget.Label{Text: severity + "　" + placeOf(r, f), TextStyle: fyne.TextStyle{Bold: true}, SizeName: theme.SizeNameCaptionText, Importance: importance}
	rule := &widget.Label{Text: f.Rule, SizeName: theme.SizeNameCaptionText, Importance: widget.LowImportance}
	body := container.New(tightLayout{}, container.NewBorder(nil, nil, head, rule), prose.NewLabel(f.Message))
	switch {
	case f.Severity != check.Explain || e.Text == "":
	case holds:
		body.Add(&prose.Label{Text: "说明" + byName(e.By) + "：" + e.Text, Importance: widget.SuccessImportance})
	default:
		body.Add(&prose.Label{Text: "有关数据改动过，原来的说明不再有效，请重新写明。原说明" + byName(e.By) + "：" + e.Text, Importance: widget.WarningImportance})
	}
	return body
}

func byName(name string) string {
	if name == "" {
		return ""
	}
	return "（" + name + "）"
}

// placeOf names the part of the report in short: the headings are too long.
func placeOf(r *report.Report, f check.Finding) string {
	for i, s := range r.Form().Sections {
		if s.ID == f.Section {
			return "第" + string([]rune("一二三四五六七八九")[i]) + "部分"
		}
	}
	return "报告信息"
}

// importanceOf colours a severity.
func importanceOf(s check.Severity) widget.Importance {
	return [...]widget.Importance{widget.DangerImportance, widget.WarningImportance, widget.LowImportance}[s]
}

// explainFinding asks what is behind a finding of 需说明.
func (e *editor) explainFinding(f check.Finding) {
	if !e.parts[e.current].Leave() {
		return
	}
	held, holds := review.ExplanationOf(e.report(), f)
	entry := newNoteEntry(e.w, held.Text, "数据为什么是这样，核对过什么")
	write := func(text string) func() {
		return func() { e.stands("explain finding", e.s.Explain(e.w.ctx, f, text)) }
	}
	buttons := []*keyButton{e.w.button("取消（Esc）", nil)}
	if holds {
		buttons = append(buttons, e.w.button("删去说明", write("")))
	}
	buttons = append(buttons, e.w.primary("写入说明（Ctrl+Enter）", func() { write(entry.Text)() }))
	e.w.askText("写明情况", f.Message+"\n说明随报告送审，审核人看得到；有关数据改动后须重新写明。", entry, buttons...)
}
