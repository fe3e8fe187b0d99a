package ui

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/form"
	"nianbao/app/report"
	"nianbao/ui/prose"
)

// infoPart is what stands around the six sections: unit, year, edition,
// preamble, signature, date, and what the unit declares about itself.
type infoPart struct {
	e        *editor
	entries  map[form.Address]*keyEntry
	order    []form.Address
	last     *keyEntry // that had the keyboard
	preamble *textPart
	edition  *keySelect
	warning  *prose.Label
	facts    map[string]*keyCheck
	date     *keyButton
	locked   *widget.Label
	shade    shade
	scroll   *container.Scroll
	content  fyne.CanvasObject
}

func newInfoPart(e *editor) *infoPart {
	p := &infoPart{e: e, entries: map[form.Address]*keyEntry{}, facts: map[string]*keyCheck{}}
	p.buildUI()
	return p
}

func (p *infoPart) buildUI() {
	p.edition = NewChoice(p.e.w, editionNames(p.e.report().Catalog(), p.e.report().Year()), p.onEdition)
	p.warning = &prose.Label{Importance: widget.WarningImportance}
	p.preamble = newPreamblePart(p.e)
	p.date = NewButton(p.e.w, "选日期（Ctrl+D）", p.chooseDate)
	p.locked = lockMark()
	items := widget.NewForm(
		widget.NewFormItem("单位全称", p.entry(report.UnitName, "与印章一致的机关全称")),
		widget.NewFormItem("报告年度", p.entry(report.Year, "四位数字，如 2025")),
		widget.NewFormItem("采用格式", container.NewVBox(p.edition, p.warning)),
		widget.NewFormItem("署名", p.entry(report.SignedBy, "不填则与单位全称相同")),
		widget.NewFormItem("成文日期", container.NewBorder(nil, nil, nil, p.date, p.entry(report.SignedOn, "如 2026-01-20；不填则不印日期"))),
	)
	facts := container.NewVBox(&widget.Label{Text: "本单位情况（用于检查表二）", TextStyle: fyne.TextStyle{Bold: true}})
	for _, f := range form.Facts {
		check := NewCheck(p.e.w, f.Label, p.onFact(f.ID))
		p.facts[f.ID] = check
		facts.Add(check)
	}
	p.scroll = container.NewVScroll(container.NewPadded(container.NewVBox(items, facts, p.preamble.box)))
	p.preamble.scroll = p.scroll
	p.content = container.NewBorder(partHead("报告信息", "标题由单位全称和年度组成：“单位全称＋年度＋年政府信息公开工作年度报告”。", p.locked), nil, nil, nil,
		container.NewStack(p.scroll, newWheelPass(p.scroll)))
	p.Changed(app.Event{})
}

// newPreamblePart is a text part of one field, the paragraph under the title.
func newPreamblePart(e *editor) *textPart {
	p := &textPart{
		e: e, counts: map[form.Address]*widget.Label{}, rows: map[form.Address]int{}, dirty: map[*paragraph]bool{},
		section: &form.Section{}, total: &widget.Label{}, box: container.NewVBox(),
	}
	p.box.Add(p.field(&form.Field{Address: report.Preamble, Name: "引言（印在标题之下）", Hint: "编制依据、统计期限、联系方式。不填则不印。"}))
	return p
}

func (p *infoPart) entry(a form.Address, hint string) fyne.CanvasObject {
	e := newKeyEntry(p.e.w, "", hint)
	e.guard = p.e.o.guard()
	e.got = func() { p.last, p.preamble.focused = e, nil }
	e.left = func() { p.store(a) }
	p.entries[a] = e
	p.order = append(p.order, a)
	return p.shade.over(e)
}

// store puts an entry's text into the report; what cannot be taken is said and
// the entry shows again what stands.
func (p *infoPart) store(a form.Address) bool {
	e := p.entries[a]
	if e.Text == p.e.report().Text(a) {
		return true
	}
	if p.e.stands("store report information", p.e.set(a, e.Text)) {
		return true
	}
	e.SetText(p.e.report().Text(a))
	return false
}

func (p *infoPart) onFact(id string) func(bool) {
	return func(yes bool) {
		value := ""
		if yes {
			value = "yes"
		}
		if p.e.report().Text(report.Fact(id)) != value && !p.e.stands("store declared fact", p.e.set(report.Fact(id), value)) {
			p.Changed(app.Event{}) // shows again what stands
		}
	}
}

func (p *infoPart) onEdition(name string) {
	chosen := ""
	for _, f := range p.e.report().Catalog().Editions() {
		if editionName(f) == name {
			chosen = f.Edition
		}
	}
	if chosen == p.e.report().Text(report.Edition) {
		return
	}
	if !p.e.stands("choose edition", p.e.set(report.Edition, chosen)) {
		p.Changed(app.Event{})
	}
}

// Content returns the part.
func (p *infoPart) Content() fyne.CanvasObject { return p.content }

// Shown puts the cursor into the first entry.
func (p *infoPart) Shown() { p.e.w.Window().Canvas().Focus(p.entries[report.UnitName]) }

// Refocus puts the cursor back into the entry that had it.
func (p *infoPart) Refocus() {
	switch {
	case p.preamble.focused != nil:
		p.preamble.Refocus()
	case p.last != nil:
		p.e.w.Window().Canvas().Focus(p.last)
	default:
		p.Shown()
	}
}

// Leave stores every entry.
func (p *infoPart) Leave() bool {
	for _, a := range p.order {
		if !p.store(a) {
			return false
		}
	}
	return p.preamble.Leave()
}

// Changed shows what stands in the report.
func (p *infoPart) Changed(ev app.Event) {
	r := p.e.report()
	p.showLocked(p.e.o.locked() != "")
	for a, e := range p.entries {
		if e.Text != r.Text(a) {
			e.SetText(r.Text(a))
		}
	}
	for id, check := range p.facts {
		if yes := r.Declared(id); check.Checked != yes {
			check.SetChecked(yes)
		}
	}
	p.preamble.Changed(ev)
	names := editionNames(r.Catalog(), r.Year())
	p.edition.SetOptions(names)
	selected := names[0]
	if f := r.Catalog().Edition(r.Text(report.Edition)); f != nil {
		selected = editionName(f)
	}
	if p.edition.Selected != selected {
		p.edition.SetSelected(selected)
	}
	p.warning.Hide()
	if byYear := r.Catalog().ForYear(r.Year()); byYear.Edition != r.Form().Edition {
		p.warning.SetText(fmt.Sprintf("注意：%d年的报告应当采用%s。", r.Year(), editionName(byYear)))
		p.warning.Show()
	}
}

// showLocked shows whether anything can be written.
func (p *infoPart) showLocked(locked bool) {
	set := func(d fyne.Disableable) {
		if locked {
			d.Disable()
		} else {
			d.Enable()
		}
	}
	for _, check := range p.facts {
		set(check)
	}
	set(p.edition)
	set(p.date)
	p.shade.set(locked)
	show(p.locked, locked)
}

// GoTo puts the cursor into an entry.
func (p *infoPart) GoTo(a form.Address) {
	if e := p.entries[a]; e != nil {
		p.e.w.Window().Canvas().Focus(e)
	}
	p.preamble.GoTo(a)
}

// Cursor is nowhere in the form.
func (p *infoPart) Cursor() form.Address { return report.UnitName }

// chooseDate offers a calendar for the 成文日期.
func (p *infoPart) chooseDate() {
	start := p.e.w.Service().Now()
	if t, err := report.ParseDate(p.entries[report.SignedOn].Text); err == nil {
		start = t
	}
	days := newCalendar(p.e.w, start)
	ShowDialog(p.e.w, "成文日期", days, NewButton(p.e.w, "取消（Esc）", nil), NewPrimary(p.e.w, "确定（Enter）", func() {
		p.entries[report.SignedOn].SetText(days.day.Format("2006-01-02"))
		p.store(report.SignedOn)
	}))
	p.e.w.Window().Canvas().Focus(days)
}
