package editor

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/deadline"
	"nianbao/app/form"
	"nianbao/app/origin"
	"nianbao/app/report"
	"nianbao/ui/calendar"
	"nianbao/ui/commands"
	"nianbao/ui/prose"
	"nianbao/ui/widgets"
)

// InfoPart is what stands around the six sections: unit, year, edition,
// preamble, signature, date, and what the unit declares about itself.
type InfoPart struct {
	e        *Editor
	Entries  map[form.Address]*widgets.Entry
	fields   []*infoField
	last     *widgets.Entry // that had the keyboard
	Preamble *TextPart
	propose  *widgets.Button // the preamble anew
	kind     *widgets.Select // by when the unit has to publish
	due      *widget.Label
	Edition  *widgets.Select
	Warning  *prose.Label
	Facts    map[string]*widgets.Check
	date     *widgets.Button
	locked   *widget.Label
	overlay  widgets.Overlay
	Scroll   *container.Scroll
	content  fyne.CanvasObject
}

func newInfoPart(e *Editor) *InfoPart {
	p := &InfoPart{e: e, Entries: map[form.Address]*widgets.Entry{}, Facts: map[string]*widgets.Check{}}
	p.buildUI()
	return p
}

func (p *InfoPart) buildUI() {
	p.Edition = widgets.NewChoice(p.e.Host, widgets.EditionNames(p.e.Report().Catalog(), p.e.Report().Year()), p.onEdition)
	p.Warning = &prose.Label{Importance: widget.WarningImportance}
	p.Preamble = newPreamblePart(p.e)
	p.date = widgets.NewButton(p.e.Host, commands.As(commands.ChooseDate, "选日期"), p.ChooseDate)
	p.locked = widgets.LockMark()
	p.Scroll = container.NewVScroll(nil)
	items := widget.NewForm(
		widget.NewFormItem("单位全称", p.field(report.UnitName, "与印章一致的机关全称")),
		widget.NewFormItem("报告年度", p.field(report.Year, "如 2025")),
		widget.NewFormItem("采用格式", container.NewVBox(container.New(fieldRow{chars: usualWidth}, p.Edition), p.Warning)),
		widget.NewFormItem("署名", p.field(report.SignedBy, "不填则与单位全称相同")),
		widget.NewFormItem("成文日期", p.field(report.SignedOn, fmt.Sprintf("如 %d年1月20日", p.e.Report().Year()+1), p.date)),
		widget.NewFormItem("公布期限", p.deadline()),
	)
	contact := widget.NewForm()
	for _, f := range report.ContactFields {
		contact.AppendItem(widget.NewFormItem(f.Name, p.field(f.Address, contactHints[f.Address])))
	}
	p.propose = widgets.NewButton(p.e.Host, "按联系方式重新拟写引言", p.Propose)
	facts := container.NewVBox(&widget.Label{Text: "本单位情况（用于检查表二）", TextStyle: fyne.TextStyle{Bold: true}})
	for _, f := range form.Facts {
		check := widgets.NewCheck(p.e.Host, f.Label, p.onFact(f.ID))
		p.Facts[f.ID] = check
		facts.Add(check)
	}
	heading := &prose.Label{Text: "联系方式（写进引言，本单位以后的报告沿用）", Bold: true}
	p.Scroll.Content = container.New(columnLayout{p.e.desk.text}, container.NewVBox(items, heading, contact, p.Preamble.box, container.NewHBox(p.propose), facts))
	p.Preamble.scroll = p.Scroll
	p.content = container.NewBorder(partHead(p.e.Host, "报告信息", "标题由单位全称和年度组成：“单位全称＋年度＋年政府信息公开工作年度报告”。", append([]fyne.CanvasObject{p.locked}, p.Preamble.zoomLinks()...)...), nil, nil, nil,
		container.NewStack(p.Scroll, newWheelPass(p.e, p.Scroll)))
	p.Changed(app.Event{})
}

// contactHints are what the empty contact fields say.
var contactHints = map[form.Address]string{
	report.ContactOffice: "不填则写单位全称", report.ContactAddress: "如 示例县示例路1号", report.ContactPostcode: "6位数字",
	report.ContactPhone: "如 0512-65220000", report.ContactEmail: "可不填；不填则引言中不写",
}

// deadline offers by when the unit has to publish, which is kept for all its
// reports.
func (p *InfoPart) deadline() fyne.CanvasObject {
	var names []string
	for _, k := range deadline.Kinds {
		names = append(names, k.Name)
	}
	p.kind = widgets.NewChoice(p.e.Host, names, nil)
	p.due = &widget.Label{Importance: widget.LowImportance}
	p.showDeadline()
	p.kind.OnChanged = p.onKind
	return container.New(fieldRow{chars: usualWidth}, p.kind, p.due)
}

// showDeadline shows the deadline of the unit, and how long there is.
func (p *InfoPart) showDeadline() {
	service, r := p.e.Host.Service(), p.e.Report()
	units, err := service.Units(p.e.Host.Context())
	if err != nil {
		p.e.Host.Log().Error("read what is kept of units", "error", err)
	}
	kind := deadline.Of(r.Unit(), units[r.Unit()].Kind)
	for i, k := range deadline.Kinds {
		if k.Kind == kind && p.kind.SelectedIndex() != i {
			chosen := p.kind.OnChanged
			p.kind.OnChanged = nil
			p.kind.SetSelectedIndex(i)
			p.kind.OnChanged = chosen
		}
	}
	text, urgency := kind.Due(r.Year(), p.e.Session.State().Stage, service.Now())
	p.due.Importance = widgets.UrgencyImportance(urgency)
	p.due.SetText(text)
}

func (p *InfoPart) onKind(string) {
	kind := deadline.Kinds[p.kind.SelectedIndex()].Kind
	if err := p.e.Host.Service().SetUnitKind(p.e.Host.Context(), p.e.Report().Unit(), kind); err != nil {
		widgets.Fail(p.e.Host, "keep deadline of unit", err)
	}
	p.showDeadline()
}

// Propose writes the preamble anew from the contact fields.
func (p *InfoPart) Propose() {
	if !p.Preamble.Leave() {
		return
	}
	r := p.e.Report()
	c, err := r.Set(report.Preamble, r.DefaultPreamble())
	if err != nil {
		p.e.applied("propose preamble", err)
		return
	}
	p.e.apply(report.Edit{Note: "重新拟写引言", Changes: []report.Change{c}})
}

// newPreamblePart is a text part of one field, the paragraph under the title.
func newPreamblePart(e *Editor) *TextPart {
	p := &TextPart{
		e: e, counts: map[form.Address]*widget.Label{}, rows: map[form.Address]int{}, dirty: map[*Paragraph]bool{},
		section: &form.Section{}, total: widgets.NewLink(e.Host, "", "", nil), box: container.NewVBox(),
	}
	p.box.Add(p.field(&form.Field{Address: report.Preamble, Name: "引言（印在标题之下）", Hint: "编制依据、统计期限、联系方式。不填则不印。"}))
	return p
}

// field makes an entry; more stands beside it.
func (p *InfoPart) field(a form.Address, hint string, more ...fyne.CanvasObject) fyne.CanvasObject {
	f := newInfoField(p, a, hint, more...)
	p.fields = append(p.fields, f)
	p.Entries[a] = f.entry
	return f.content
}

// StoreTyped stores what stands in the entries so far.
func (p *InfoPart) StoreTyped() {
	for _, f := range p.fields {
		f.storeTyped()
	}
	p.Preamble.StoreTyped()
}

// takeOver goes on with the typing into a part that this one replaces: the form
// is another one as soon as the year is.
func (p *InfoPart) takeOver(before *InfoPart) {
	canvas := p.e.Host.Window().Canvas()
	for i, from := range before.fields {
		to := p.fields[i]
		to.takeOver(from)
		if canvas.Focused() == fyne.Focusable(from.entry) {
			to.entry.CursorColumn = from.entry.CursorColumn
			canvas.Focus(to.entry)
		}
	}
}

func (p *InfoPart) onFact(id string) func(bool) {
	return func(yes bool) {
		value := ""
		if yes {
			value = "yes"
		}
		if p.e.Report().Text(report.Fact(id)) == value {
			return
		}
		c, err := p.e.Report().Set(report.Fact(id), value)
		edit := report.Edit{Note: origin.Stating, Changes: []report.Change{c}}
		if yes {
			edit.Changes = append(edit.Changes, p.e.Report().ZerosOf(id)...)
		}
		if err == nil {
			err = p.e.Session.Apply(p.e.Host.Context(), edit)
		}
		if !p.e.applied("store declared fact", err) {
			p.Changed(app.Event{}) // shows again what stands
			return
		}
		if n := len(edit.Changes) - 1; n > 0 {
			p.e.Head.Frame.Status.Say(widgets.Message{Text: fmt.Sprintf("已把有关的 %d 个空白格填为 0，按 %s 可以撤销。", n, commands.Of(commands.Undo).Key)})
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

// Shown puts the cursor into the first entry, or back to where it was.
func (p *InfoPart) Shown() { p.Refocus() }

// Refocus puts the cursor back into the entry that had it.
func (p *InfoPart) Refocus() {
	switch {
	case p.Preamble.focused != nil:
		p.Preamble.Refocus()
	case p.last != nil:
		p.e.Host.Window().Canvas().Focus(p.last)
	default:
		p.e.Host.Window().Canvas().Focus(p.Entries[report.UnitName])
	}
}

// Leave stores every entry.
func (p *InfoPart) Leave() bool {
	for _, f := range p.fields {
		if !f.store() {
			p.e.Host.Window().Canvas().Focus(f.entry)
			return false
		}
	}
	return p.Preamble.Leave()
}

// Changed shows what stands in the report.
func (p *InfoPart) Changed(ev app.Event) {
	r := p.e.Report()
	p.showLocked(p.e.Opened.Locked() != "")
	for _, f := range p.fields {
		f.changed()
	}
	p.showDeadline()
	widgets.SetVisible(p.propose, !r.PreambleIsProposed() && p.e.Opened.Locked() == "")
	for id, check := range p.Facts {
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
	for _, check := range p.Facts {
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

func (p *InfoPart) fieldAt(a form.Address) *infoField {
	for _, f := range p.fields {
		if f.address == a {
			return f
		}
	}
	return nil
}

// Cursor is nowhere in the form.
func (p *InfoPart) Cursor() form.Address { return report.UnitName }

// ChooseDate offers a calendar for the 成文日期.
func (p *InfoPart) ChooseDate() {
	start := p.e.Host.Service().Now()
	for _, text := range []string{p.e.Report().Text(report.SignedOn), p.Entries[report.SignedOn].Text} {
		if t, err := report.ReadDate(text); err == nil {
			start = t
		}
	}
	days := calendar.New(p.e.Host, start)
	widgets.ShowDialog(p.e.Host, "成文日期", days, widgets.NewButton(p.e.Host, "取消（Esc）", nil), widgets.NewPrimary(p.e.Host, "确定（Enter）", func() {
		date := p.fieldAt(report.SignedOn)
		date.entry.SetText(report.PrintDate(days.Day))
		date.store()
	}))
	p.e.Host.Window().Canvas().Focus(days)
}

// Store puts what stands in an entry into the report, as leaving it does.
func (p *InfoPart) Store(a form.Address) bool { return p.fieldAt(a).store() }

// Said is what stands beside an entry: how it was understood, or why it was not
// taken.
func (p *InfoPart) Said(a form.Address) string { return p.fieldAt(a).beside.Text }
