package ui

import (
	"fmt"
	"nianbao/app/notes"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"nianbao/app/report"
	"nianbao/ui/prose"
)

// remarksPanel lists what reviewers wrote about places of the report. The
// officer ticks each off and says what was done.
type remarksPanel struct {
	e       *editor
	heading *prose.Label
	rows    *fyne.Container
	shown   []notes.Remark
	locked  bool
	answers map[string]*answerRow
	last    string // the remark gone to last
	scroll  *container.Scroll
	content fyne.CanvasObject
}

// answerRow is where a remark is answered.
type answerRow struct {
	done  *keyCheck
	reply *keyEntry
}

func newRemarksPanel(e *editor) *remarksPanel {
	p := &remarksPanel{e: e, rows: container.NewVBox(), heading: &prose.Label{Bold: true}}
	p.scroll = container.NewVScroll(p.rows)
	p.content = container.NewBorder(band(p.heading), nil, nil, nil, p.scroll)
	return p
}

// openRemarks counts the remarks that are not ticked off.
func openRemarks(r *report.Report) int {
	n := 0
	for _, m := range notes.Remarks(r) {
		if !m.Answer.Done {
			n++
		}
	}
	return n
}

// show brings the list up to date. Rows are made anew only for other remarks:
// somebody may be typing into one.
func (p *remarksPanel) show() {
	all := notes.Remarks(p.e.report())
	remarks := make([]notes.Remark, len(all))
	for i, m := range all {
		remarks[i] = m.Remark
	}
	if text := fmt.Sprintf("审核人的意见：共 %d 条，未处理 %d 条", len(all), openRemarks(p.e.report())); text != p.heading.Text {
		p.heading.SetText(text)
	}
	if locked := p.e.o.locked() != ""; p.answers == nil || locked != p.locked || !slices.Equal(p.shown, remarks) {
		p.shown, p.locked = remarks, locked
		p.build(all)
	}
	for _, m := range all {
		if a := p.answers[m.ID]; a != nil {
			a.show(m.Answer)
		}
	}
}

func (p *remarksPanel) build(all []notes.Remarked) {
	p.rows.Objects, p.answers = nil, map[string]*answerRow{}
	for i, m := range all {
		body := container.NewVBox(remarkBody(p.e.report(), i+1, m))
		if p.locked {
			body.Add(answerLine(m.Answer))
		} else {
			body.Add(p.answer(m))
		}
		p.rows.Add(newRow(body, func() { p.goTo(m.Remark) }))
	}
	p.rows.Refresh()
}

// answer makes the check box and the entry for a reply.
func (p *remarksPanel) answer(m notes.Remarked) fyne.CanvasObject {
	a := &answerRow{}
	a.done = NewCheck(p.e.w, "已处理", nil)
	a.reply = newKeyEntry(p.e.w, "", "处理情况，可不填（Enter 存入）")
	a.show(m.Answer)
	store := func() { p.store(m.ID, a) }
	a.done.OnChanged = func(bool) { store() }
	a.reply.left = store
	p.answers[m.ID] = a
	return container.NewVBox(a.done, a.reply)
}

// show shows an answer, but leaves alone what is being typed.
func (a *answerRow) show(held notes.Answer) {
	if a.done.Checked != held.Done {
		a.done.Checked = held.Done
		a.done.Refresh()
	}
	if a.reply.Text != held.Text && fyne.CurrentApp().Driver().CanvasForObject(a.reply) != nil &&
		fyne.CurrentApp().Driver().CanvasForObject(a.reply).Focused() == fyne.Focusable(a.reply) {
		return
	}
	if a.reply.Text != held.Text {
		a.reply.SetText(held.Text)
	}
}

// store journals what was ticked and typed, when it is something new.
func (p *remarksPanel) store(id string, a *answerRow) {
	held := answerTo(p.e.report(), id)
	if held.Done == a.done.Checked && held.Text == a.reply.Text {
		return
	}
	p.e.stands("answer remark", p.e.s.Answer(p.e.w.Context(), id, a.done.Checked, a.reply.Text))
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
	p.e.goTo(m.Address)
}

// nextRemark goes to the remark after the one gone to last that is not ticked
// off, round and round.
func (e *editor) nextRemark() {
	all := notes.Remarks(e.report())
	if len(all) == 0 {
		Tell(e.w, "审核人的意见", "这份报告没有审核人的意见。")
		return
	}
	e.margin.choose(true)
	from := slices.IndexFunc(all, func(m notes.Remarked) bool { return m.ID == e.remarks.last })
	for i := range all {
		m := all[(from+1+i)%len(all)]
		if !m.Answer.Done || openRemarks(e.report()) == 0 {
			e.remarks.goTo(m.Remark)
			return
		}
	}
}

// margin is the right column of the form: what the rules found and, when
// reviewers wrote any, their remarks.
type margin struct {
	e           *editor
	toFindings  *keyButton
	toRemarks   *keyButton
	tabs        *fyne.Container
	showRemarks bool
	content     *fyne.Container
}

func newMargin(e *editor) *margin {
	m := &margin{e: e, showRemarks: openRemarks(e.report()) > 0 && e.o.locked() == ""}
	m.toFindings = NewQuiet(e.w, "检查", func() { m.choose(false) })
	m.toRemarks = NewQuiet(e.w, "意见", func() { m.choose(true) })
	m.tabs = band(container.NewPadded(container.NewGridWithColumns(2, m.toFindings, m.toRemarks)))
	m.content = container.NewBorder(m.tabs, nil, nil, nil, container.NewStack(e.findings.content, e.remarks.content))
	m.refresh()
	return m
}

// choose shows the remarks or the findings.
func (m *margin) choose(remarks bool) {
	m.showRemarks = remarks
	m.refresh()
}

func (m *margin) refresh() {
	n := len(m.e.remarks.shown)
	remarks := m.showRemarks && n > 0
	label := fmt.Sprintf("意见（未处理 %d）", openRemarks(m.e.report()))
	if m.toRemarks.Text == label && m.tabs.Visible() == (n > 0) && m.e.remarks.content.Visible() == remarks {
		return
	}
	show(m.tabs, n > 0)
	show(m.e.remarks.content, remarks)
	show(m.e.findings.content, !remarks)
	m.toRemarks.Text = label
	m.toFindings.Importance, m.toRemarks.Importance = widget.HighImportance, widget.MediumImportance
	if remarks {
		m.toFindings.Importance, m.toRemarks.Importance = widget.MediumImportance, widget.HighImportance
	}
	m.toFindings.Refresh()
	m.toRemarks.Refresh()
	m.content.Refresh()
}
