package editor

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"nianbao/app/notes"
	"nianbao/app/report"
	"nianbao/app/signoff"
	"nianbao/ui/commands"
	"nianbao/ui/opened"
	"nianbao/ui/prose"
	"nianbao/ui/widgets"
)

// remarksPanel lists what reviewers wrote about places of the report. The
// officer ticks each off and says what was done.
type remarksPanel struct {
	e       *Editor
	heading *prose.Label
	Reason  *prose.Label // for which the report was returned
	rows    *fyne.Container
	shown   []notes.Remark
	open    int // how many of them are not ticked off
	locked  bool
	Answers map[string]*answerRow
	bodies  map[string]*opened.RemarkBody
	last    string // the remark gone to last
	scroll  *container.Scroll
	content fyne.CanvasObject
}

// answerRow is where a remark is answered.
type answerRow struct {
	Done  *widgets.Check
	Reply *widgets.Entry
}

func newRemarksPanel(e *Editor) *remarksPanel {
	p := &remarksPanel{e: e, rows: container.NewVBox(), heading: &prose.Label{Bold: true}, Reason: &prose.Label{Importance: widget.WarningImportance}}
	p.scroll = container.NewVScroll(p.rows)
	p.content = container.NewBorder(container.NewVBox(widgets.Tinted(p.heading), p.Reason), nil, nil, nil, p.scroll)
	p.show()
	return p
}

// show brings the list up to date. Rows are made anew only for other remarks:
// somebody may be typing into one.
func (p *remarksPanel) show() {
	all := notes.Remarks(p.e.Report())
	remarks := make([]notes.Remark, len(all))
	p.open = 0
	for i, m := range all {
		if remarks[i] = m.Remark; !m.Answer.Done {
			p.open++
		}
	}
	reason := reasonOf(p.e.Session.State().Returned)
	widgets.SetVisible(p.Reason, reason != "")
	if reason != p.Reason.Text {
		p.Reason.SetText(reason)
	}
	if text := fmt.Sprintf("审核人的意见：共 %d 条，未处理 %d 条", len(all), p.open); text != p.heading.Text {
		p.heading.SetText(text)
	}
	if locked := p.e.Opened.Locked() != ""; p.Answers == nil || locked != p.locked || !slices.Equal(p.shown, remarks) {
		p.shown, p.locked = remarks, locked
		p.build(all)
	}
	for _, m := range all {
		if a := p.Answers[m.ID]; a != nil {
			a.show(m.Answer)
		}
		p.bodies[m.ID].Show(m.Answer.Done)
	}
}

// reasonOf is why a report was returned, "" where nobody said.
func reasonOf(back *signoff.Transition) string {
	if back == nil || back.Opinion == "" {
		return ""
	}
	return back.Signer() + "退回：" + back.Opinion
}

// has says whether reviewers said anything.
func (p *remarksPanel) has() bool { return len(p.shown) > 0 || p.Reason.Text != "" }

func (p *remarksPanel) build(all []notes.Remarked) {
	p.rows.Objects, p.Answers, p.bodies = nil, map[string]*answerRow{}, map[string]*opened.RemarkBody{}
	for _, done := range []bool{false, true} { // those that are left stand first, until the list is made anew
		for i, m := range all {
			if m.Answer.Done == done {
				p.rows.Add(p.row(i+1, m))
			}
		}
	}
	p.rows.Refresh()
}

// row shows a remark and its answer; a tap leads to its place.
func (p *remarksPanel) row(n int, m notes.Remarked) fyne.CanvasObject {
	p.bodies[m.ID] = opened.NewRemarkBody(p.e.Report(), n, m)
	body := container.NewVBox(p.bodies[m.ID].Content)
	if p.locked {
		body.Add(opened.AnswerLine(m.Answer))
	} else {
		body.Add(p.answer(m))
	}
	return widgets.NewRow(body, func() { p.goTo(m.Remark) })
}

// answer makes the check box and the entry for a reply.
func (p *remarksPanel) answer(m notes.Remarked) fyne.CanvasObject {
	a := &answerRow{}
	a.Done = widgets.NewCheck(p.e.Host, "已处理", nil)
	a.Reply = widgets.NewEntry(p.e.Host, "", "处理情况，可不填（Enter 保存）")
	a.show(m.Answer)
	store := func() { p.store(m.ID, a) }
	a.Done.OnChanged = func(bool) { store() }
	a.Reply.Left = store
	a.Reply.OnChanged = func(string) {
		if p.differs(m.ID, a) {
			p.e.showTyping()
			p.e.storing.Typed()
		}
	}
	p.Answers[m.ID] = a
	return container.NewVBox(a.Done, a.Reply)
}

// show shows an answer, but leaves alone what is being typed.
func (a *answerRow) show(held notes.Answer) {
	if a.Done.Checked != held.Done {
		a.Done.Checked = held.Done
		a.Done.Refresh()
	}
	if a.Reply.Text != held.Text && fyne.CurrentApp().Driver().CanvasForObject(a.Reply) != nil &&
		fyne.CurrentApp().Driver().CanvasForObject(a.Reply).Focused() == fyne.Focusable(a.Reply) {
		return
	}
	if a.Reply.Text != held.Text {
		widgets.SetText(&a.Reply.Entry, held.Text, utf8.RuneCountInString(held.Text))
	}
}

// differs says whether what is ticked and typed is something new.
func (p *remarksPanel) differs(id string, a *answerRow) bool {
	held := answerTo(p.e.Report(), id)
	return held.Done != a.Done.Checked || held.Text != strings.TrimSpace(report.CleanText(a.Reply.Text))
}

// StoreTyped stores every answer as far as it is typed.
func (p *remarksPanel) StoreTyped() {
	for id, a := range p.Answers {
		if a != nil && !p.locked {
			p.store(id, a)
		}
	}
}

// store journals what was ticked and typed, when it is something new.
func (p *remarksPanel) store(id string, a *answerRow) {
	if !p.differs(id, a) {
		return
	}
	p.e.applied("answer remark", p.e.Session.Answer(p.e.Host.Context(), id, a.Done.Checked, a.Reply.Text))
}

func answerTo(r *report.Report, id string) notes.Answer {
	for _, m := range notes.Remarks(r) {
		if m.ID == id {
			return m.Answer
		}
	}
	return notes.Answer{}
}

func (p *remarksPanel) goTo(m notes.Remark) {
	p.last = m.ID
	p.e.GoTo(m.Address)
}

// tellRemarks says in the status bar, when the form is shown, what reviewers wrote
// that is not dealt with.
func (e *Editor) tellRemarks() {
	if e.Opened.Locked() != "" || e.Remarks.open == 0 || !e.split.Folded() {
		return
	}
	e.tell(told{widgets.Message{
		Importance: widget.WarningImportance, Action: commands.As(commands.NextNote, "查看"), Do: func() { e.showSide(); e.NextRemark() },
	}, func() string {
		if e.Remarks.open == 0 {
			return ""
		}
		return fmt.Sprintf("审核人的意见还有 %d 条没有处理。", e.Remarks.open)
	}})
}

// sayRemark is what is to be said of a remark, and whose it is; "" where it is
// dealt with.
func (e *Editor) sayRemark(id string) string {
	for _, m := range notes.Remarks(e.Report()) {
		if m.ID == id && !m.Answer.Done {
			return widgets.WithBrackets(m.Name, m.Level) + "的意见：" + m.Text
		}
	}
	return ""
}

// NextRemark goes to the remark after the one gone to last that is not ticked
// off, round and round.
func (e *Editor) NextRemark() {
	all := notes.Remarks(e.Report())
	if len(all) == 0 {
		widgets.Alert(e.Host, "审核人的意见", "这份报告没有审核人的意见。")
		return
	}
	e.Side.choose(true)
	from := slices.IndexFunc(all, func(m notes.Remarked) bool { return m.ID == e.Remarks.last })
	for i := range all {
		m := all[(from+1+i)%len(all)]
		if !m.Answer.Done || e.Remarks.open == 0 {
			e.Remarks.goTo(m.Remark)
			e.tellWhereFolded(widget.WarningImportance, func() string { return e.sayRemark(m.ID) })
			return
		}
	}
}

// sidePanel is the right column of the form: what the rules found and, when
// reviewers wrote any, their remarks.
type sidePanel struct {
	e           *Editor
	toFindings  *widgets.Button
	toRemarks   *widgets.Button
	tabs        *fyne.Container
	ShowRemarks bool
	content     *fyne.Container
}

func newSidePanel(e *Editor) *sidePanel {
	m := &sidePanel{e: e, ShowRemarks: (e.Remarks.open > 0 || e.Remarks.Reason.Text != "") && e.Opened.Locked() == ""}
	m.toFindings = widgets.NewQuiet(e.Host, "检查", func() { m.choose(false) })
	m.toRemarks = widgets.NewQuiet(e.Host, "意见", func() { m.choose(true) })
	m.tabs = widgets.Tinted(container.NewPadded(container.NewHBox(m.toFindings, m.toRemarks)))
	toggle := widgets.NewQuiet(e.Host, "»", e.foldSide)
	toggle.Tip = commands.Titled(commands.FoldSide)
	m.content = container.NewBorder(m.tabs, container.NewHBox(layout.NewSpacer(), toggle), nil, nil, container.NewStack(e.Findings.content, e.Remarks.content))
	m.refresh()
	return m
}

// choose shows the remarks or the findings.
func (m *sidePanel) choose(remarks bool) {
	m.ShowRemarks = remarks
	m.refresh()
}

func (m *sidePanel) refresh() {
	has := m.e.Remarks.has()
	remarks := m.ShowRemarks && has
	label := fmt.Sprintf("意见（未处理 %d）", m.e.Remarks.open)
	if m.toRemarks.Text == label && m.tabs.Visible() == has && m.e.Remarks.content.Visible() == remarks {
		return
	}
	widgets.SetVisible(m.tabs, has)
	widgets.SetVisible(m.e.Remarks.content, remarks)
	widgets.SetVisible(m.e.Findings.content, !remarks)
	m.toRemarks.Text = label
	m.toFindings.Importance, m.toRemarks.Importance = widget.MediumImportance, widget.LowImportance
	if remarks {
		m.toFindings.Importance, m.toRemarks.Importance = widget.LowImportance, widget.MediumImportance
	}
	m.toFindings.Refresh()
	m.toRemarks.Refresh()
	m.content.Refresh()
}
