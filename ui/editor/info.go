package editor

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/form"
	"nianbao/app/report"
	"nianbao/ui/commands"
	"nianbao/ui/prose"
	"nianbao/ui/widgets"
)

// InfoPart is what stands around the six sections: unit, year, edition,
// preamble, signature, date, and what the unit declares about itself.
type InfoPart struct {
	e        *Editor
	Entries  map[form.Address]*widgets.Entry
	order    []form.Address
	dirty    map[form.Address]bool // typed in, and not left
	last     *widgets.Entry        // that had the keyboard
	Preamble *TextPart
	Edition  *widgets.Select
	Warning  *prose.Label
	facts    map[string]*widgets.Check
	date     *widgets.Button
	locked   *widget.Label
	overlay  widgets.Overlay
	Scroll   *container.Scroll
	content  fyne.CanvasObject
}

func newInfoPart(e *Editor) *InfoPart {
	p := &InfoPart{e: e, Entries: map[form.Address]*widgets.Entry{}, dirty: map[form.Address]bool{}, facts: map[string]*widgets.Check{}}
	p.buildUI()
	return p
}

func (p *InfoPart) buildUI() {
	p.Edition = widgets.NewChoice(p.e.Host, widgets.EditionNames(p.e.Report().Catalog(), p.e.Report().Year()), p.onEdition)
	p.Warning = &prose.Label{Importance: widget.WarningImportance}
	p.Preamble = newPreamblePart(p.e)
	p.date = widgets.NewButton(p.e.Host, commands.As(commands.ChooseDate, "选日期"), p.ChooseDate)
	p.locked = widgets.LockMark()
	items := widget.NewForm(
		widget.NewFormItem("单位全称", p.entry(report.UnitName, "与印章一致的机关全称")),
		widget.NewFormItem("报告年度", p.entry(report.Year, "四位数字，如 2025")),
		widget.NewFormItem("采用格式", container.NewVBox(p.Edition, p.Warning)),
		widget.NewFormItem("署名", p.entry(report.SignedBy, "不填则与单位全称相同")),
		widget.NewFormItem("成文日期", container.NewBorder(nil, nil, nil, p.date, p.entry(report.SignedOn, "如 2026-01-20；不填则不印日期"))),
	)
	facts := container.NewVBox(&widget.Label{Text: "本单位情况（用于检查表二）", TextStyle: fyne.TextStyle{Bold: true}})
	for _, f := range form.Facts {
		check := widgets.NewCheck(p.e.Host, f.Label, p.onFact(f.ID))
		p.facts[f.ID] = check
		facts.Add(check)
	}
	p.Scroll = container.NewVScroll(container.NewPadded(container.NewVBox(items, facts, p.Preamble.box)))
	p.Preamble.scroll = p.Scroll
	p.content = container.NewBorder(partHead("报告信息", "标题由单位全称和年度组成：“单位全称＋年度＋年政府信息公开工作年度报告”。", p.locked), nil, nil, nil,
		container.NewStack(p.Scroll, newWheelPass(p.Scroll)))
	p.Changed(app.Event{})
}

// newPreamblePart is a text part of one field, the paragraph under the title.
func newPreamblePart(e *Editor) *TextPart {
	p := &TextPart{
		e: e, counts: map[form.Address]*widget.Label{}, rows: map[form.Address]int{}, dirty: map[*Paragraph]bool{},
		section: &form.Section{}, total: &widget.Label{}, box: container.NewVBox(),
	}
	p.box.Add(p.field(&form.Field{Address: report.Preamble, Name: "引言（印在标题之下）", Hint: "编制依据、统计期限、联系方式。不填则不印。"}))
	return p
}

func (p *InfoPart) entry(a form.Address, hint string) fyne.CanvasObject {
	e := widgets.NewEntry(p.e.Host, "", hint)
	e.ReadOnlyGuard = p.e.Opened.Guard()
	e.Got = func() { p.last, p.Preamble.focused = e, nil }
	e.Left = func() { p.Store(a) }
	e.OnChanged = func(text string) { p.typed(a, text) }
	p.Entries[a] = e
	p.order = append(p.order, a)
	return p.overlay.Over(e)
}

func (p *InfoPart) typed(a form.Address, text string) {
	if text == p.e.Report().Text(a) && !p.dirty[a] { // shown by the program
		return
	}
	p.dirty[a] = true
	p.e.showTyping()
	p.e.storing.Typed()
}

// StoreTyped stores what stands in the entries so far. What cannot be taken may
// be half typed: that is told when the entry is left.
func (p *InfoPart) StoreTyped() {
	for _, a := range p.order {
		if !p.dirty[a] {
			continue
		}
		if err := p.e.Set(a, p.Entries[a].Text); err != nil && p.e.Session.Saved().Pending == 0 {
			p.e.Host.Log().Debug("not stored yet", "address", a, "error", err)
			continue
		}
		p.e.showSaved()
	}
	p.Preamble.StoreTyped()
}

// Store puts an entry's text into the report when it is left; what cannot be
// taken is said and the entry shows again what stands.
func (p *InfoPart) Store(a form.Address) bool {
	e := p.Entries[a]
	delete(p.dirty, a)
	stands := e.Text == p.e.Report().Text(a) || p.e.applied("store report information", p.e.Set(a, e.Text))
	if text := p.e.Report().Text(a); e.Text != text {
		e.SetText(text)
	}
	p.e.showSaved()
	return stands
}

// takeOver goes on with the typing into a part that this one replaces: the form
// is another one as soon as the year is.
func (p *InfoPart) takeOver(before *InfoPart) {
	canvas := p.e.Host.Window().Canvas()
	for a, from := range before.Entries {
		from.Left = nil
		to := p.Entries[a]
		if before.dirty[a] {
			p.dirty[a] = true
			to.SetText(from.Text)
		}
		if canvas.Focused() == fyne.Focusable(from) {
			to.CursorColumn = from.CursorColumn
			canvas.Focus(to)
		}
	}
}

func (p *InfoPart) onFact(id string) func(bool) {
	return func(yes bool) {
		value := ""
		if yes {
			value = "yes"
		}
		if p.e.Report().Text(report.Fact(id)) != value && !p.e.applied("store declared fact", p.e.Set(report.Fact(id), value)) {
			p.Changed(app.Event{}) // shows again what stands
		}
	}
}

func (p *InfoPart) onEdition(name string) {
	chosen := ""
	for _, f := range p.e.Report().Catalog().Editions() {
		if widgets.EditionName(f) == name {
			chosen = f.Edition
		}
	}
	if chosen == p.e.Report().Text(report.Edition) {
		return
	}
	if !p.e.applied("choose edition", p.e.Set(report.Edition, chosen)) {
		p.Changed(app.Event{})
	}
}

// Content returns the part.
func (p *InfoPart) Content() fyne.CanvasObject { return p.content }

// Shown puts the cursor into the first entry.
func (p *InfoPart) Shown() { p.e.Host.Window().Canvas().Focus(p.Entries[report.UnitName]) }

// Refocus puts the cursor back into the entry that had it.
func (p *InfoPart) Refocus() {
	switch {
	case p.Preamble.focused != nil:
		p.Preamble.Refocus()
	case p.last != nil:
		p.e.Host.Window().Canvas().Focus(p.last)
	default:
		p.Shown()
	}
}

// Leave stores every entry.
func (p *InfoPart) Leave() bool {
	for _, a := range p.order {
		if !p.Store(a) {
			return false
		}
	}
	return p.Preamble.Leave()
}

// Changed shows what stands in the report.
func (p *InfoPart) Changed(ev app.Event) {
	r := p.e.Report()
	p.showLocked(p.e.Opened.Locked() != "")
	for a, e := range p.Entries {
		if e.Text != r.Text(a) && !p.dirty[a] {
			e.SetText(r.Text(a))
		}
	}
	for id, check := range p.facts {
		if yes := r.Declared(id); check.Checked != yes {
			check.SetChecked(yes)
		}
	}
	p.Preamble.Changed(ev)
	names := widgets.EditionNames(r.Catalog(), r.Year())
	p.Edition.SetOptions(names)
	selected := names[0]
	if f := r.Catalog().Edition(r.Text(report.Edition)); f != nil {
		selected = widgets.EditionName(f)
	}
	if p.Edition.Selected != selected {
		p.Edition.SetSelected(selected)
	}
	p.Warning.Hide()
	if byYear := r.Catalog().ForYear(r.Year()); byYear.Edition != r.Form().Edition {
		p.Warning.SetText(fmt.Sprintf("注意：%d年的报告应当采用%s。", r.Year(), widgets.EditionName(byYear)))
		p.Warning.Show()
	}
}

// showLocked shows whether anything can be written.
func (p *InfoPart) showLocked(locked bool) {
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
	set(p.Edition)
	set(p.date)
	p.overlay.Set(locked)
	widgets.SetVisible(p.locked, locked)
}

// GoTo puts the cursor into an entry.
func (p *InfoPart) GoTo(a form.Address) {
	if e := p.Entries[a]; e != nil {
		p.e.Host.Window().Canvas().Focus(e)
	}
	p.Preamble.GoTo(a)
}

// Cursor is nowhere in the form.
func (p *InfoPart) Cursor() form.Address { return report.UnitName }

// ChooseDate offers a calendar for the 成文日期.
func (p *InfoPart) ChooseDate() {
	start := p.e.Host.Service().Now()
	if t, err := report.ParseDate(p.Entries[report.SignedOn].Text); err == nil {
		start = t
	}
	days := widgets.NewCalendar(p.e.Host, start)
	widgets.ShowDialog(p.e.Host, "成文日期", days, widgets.NewButton(p.e.Host, "取消（Esc）", nil), widgets.NewPrimary(p.e.Host, "确定（Enter）", func() {
		p.Entries[report.SignedOn].SetText(days.Day.Format("2006-01-02"))
		p.Store(report.SignedOn)
	}))
	p.e.Host.Window().Canvas().Focus(days)
}
