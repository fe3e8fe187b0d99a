package drafts

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/carry"
	"nianbao/app/deadline"
	"nianbao/app/form"
	"nianbao/app/report"
	"nianbao/ui/prose"
	"nianbao/ui/widgets"
)

// newReportForm asks for the unit and the year of a report to be made, and whether
// it is to go on from the one of the year before.
type newReportForm struct {
	w       widgets.Host
	unit    *widgets.Entry
	year    *widgets.Entry
	edition *widgets.Select
	warning *prose.Label
	facts   map[string]*widgets.Check
	all     []app.Summary   // the reports that there are
	base    *widgets.Check  // go on from the one of the year before
	based   *prose.Label    // what that means
	renamed *widgets.Select // the name that the unit had the year before
	units   map[string]app.UnitSettings
	said    *prose.Label // why nothing was made
}

// ShowNewReport shows the form for the office's own unit, or the last one used.
func ShowNewReport(w widgets.Host) {
	showNewReport(w, w.Service().OwnUnit(w.Context()), deadline.ReportYear(w.Service().Now()))
}

func showNewReport(w widgets.Host, unit string, year int) {
	f := &newReportForm{w: w, facts: map[string]*widgets.Check{}}
	var err error
	if f.all, err = w.Service().Drafts.List(w.Context()); err != nil {
		widgets.Fail(w, "list drafts", err)
		return
	}
	if f.units, err = w.Service().Units(w.Context()); err != nil {
		widgets.Fail(w, "read what is kept of units", err)
		return
	}
	f.show(unit, year)
}

func (f *newReportForm) show(unit string, year int) {
	f.unit = widgets.NewEntry(f.w, unit, "机关全称，如：示例县自然资源局")
	f.year = widgets.NewEntry(f.w, strconv.Itoa(year), "")
	f.year.Got = func() { f.year.TypedShortcut(&fyne.ShortcutSelectAll{}) }
	f.warning = &prose.Label{Importance: widget.WarningImportance}
	f.warning.Hide()
	f.said = &prose.Label{Importance: widget.DangerImportance}
	f.said.Hide()
	f.edition = widgets.NewChoice(f.w, nil, nil)
	f.base = widgets.NewCheck(f.w, "", nil)
	f.base.Checked = true
	f.based = &prose.Label{Text: basedOn, Importance: widget.LowImportance}
	f.renamed = widgets.NewChoice(f.w, nil, func(string) { f.showBase() })
	facts := container.NewVBox()
	for _, fact := range form.Facts {
		f.facts[fact.ID] = widgets.NewCheck(f.w, fact.Label, nil)
		facts.Add(f.facts[fact.ID])
	}
	f.facts["no_regulations"].SetChecked(true)
	f.unit.OnChanged = func(string) { f.offerBase() }
	f.year.OnChanged = func(string) { f.onYear() }
	f.edition.OnChanged = func(string) { f.warn() }
	f.onYear()
	items := widget.NewForm(
		widget.NewFormItem("单位全称", f.unit),
		widget.NewFormItem("报告年度", f.year),
		widget.NewFormItem("以上年为底", container.NewVBox(f.base, f.renamed, f.based)),
		widget.NewFormItem("采用格式", container.NewVBox(f.edition, f.warning)),
		widget.NewFormItem("单位情况", facts),
	)
	box := container.NewVBox(f.said, items)
	create := widgets.NewPrimary(f.w, "新建（Enter）", nil)
	d := widgets.ShowDialog(f.w, "新建报告", container.New(widgets.WidthLayout{Width: 600}, box), widgets.NewButton(f.w, "取消（Esc）", nil), create)
	create.OnTapped = func() { f.create(d) }
	f.w.Window().Canvas().Focus(f.unit)
	f.unit.TypedShortcut(&fyne.ShortcutSelectAll{}) // another unit is typed over the one of last time
}

// basedOn says what goes on from the year before.
const basedOn = "带入联系方式、署名、上年结转，以及“一、总体情况”中（三）至（五）没有数字的文字；本年的数字不带入。带入了什么，新建以后逐项写出。"

// last is the report of the unit of the year before, nil for none: under its name, or
// under the one that is said to have been its.
func (f *newReportForm) last() *app.Summary {
	if own := f.of(strings.TrimSpace(f.unit.Text), f.number()-1); own != nil {
		return own
	}
	return f.of(f.before(), f.number()-1)
}

// of returns the report of a unit and a year, nil for none.
func (f *newReportForm) of(unit string, year int) *app.Summary {
	for i := range f.all {
		if s := &f.all[i]; !s.Example && s.Unit == unit && s.Year == year {
			return s
		}
	}
	return nil
}

// notRenamed is the first choice of names: the unit had none before this one.
const notRenamed = "没有改过名称"

// before is the name that the unit is said to have had, "" for none.
func (f *newReportForm) before() string {
	if !f.renamed.Visible() || f.renamed.SelectedIndex() <= 0 {
		return ""
	}
	return f.renamed.Selected
}

// offerBase offers to go on from the report of the year before, where there is one, and
// else asks whether the unit had another name then: one of those of which there is a
// report of that year and none of this.
func (f *newReportForm) offerBase() {
	unit, names := strings.TrimSpace(f.unit.Text), []string{notRenamed}
	if unit != "" && f.of(unit, f.number()-1) == nil {
		for i := range f.all {
			s := &f.all[i]
			if !s.Example && s.Year == f.number()-1 && f.of(s.Unit, f.number()) == nil && !slices.Contains(names, s.Unit) {
				names = append(names, s.Unit)
			}
		}
	}
	f.renamed.Options = names
	if f.renamed.Selected = notRenamed; slices.Contains(names, f.units[unit].Before) {
		f.renamed.Selected = f.units[unit].Before
	}
	f.renamed.Refresh()
	widgets.SetVisible(f.renamed, len(names) > 1)
	f.showBase()
}

// showBase tells which report the new one goes on from.
func (f *newReportForm) showBase() {
	switch last := f.last(); {
	case last == nil:
		f.base.Text = "这台电脑上没有这个单位上一年度的报告"
		if f.renamed.Visible() {
			f.base.Text += "。上一年度用的是别的名称的，请选："
		}
		f.base.Checked = false // else it reads as if somebody had agreed
		f.base.Disable()
		f.based.Hide()
	default:
		name := ""
		if last.Unit != strings.TrimSpace(f.unit.Text) {
			name = "“" + last.Unit + "”"
		}
		f.base.Text = fmt.Sprintf("以%s%d年的报告（%s）为底", name, last.Year, last.StateName)
		f.base.Checked = f.base.Checked || f.base.Disabled()
		f.base.Enable()
		f.based.Show()
	}
	f.base.Refresh()
}

func (f *newReportForm) onYear() {
	c := f.w.Service().Catalog
	names := widgets.EditionNames(c, f.number())
	automatic := f.edition.SelectedIndex() <= 0
	f.edition.Options = names
	if automatic {
		f.edition.SetSelectedIndex(0)
	}
	f.edition.Refresh()
	f.warn()
	f.offerBase()
}

// warn tells when the edition chosen by hand is not the year's.
func (f *newReportForm) warn() {
	byYear := f.w.Service().Catalog.ForYear(f.number())
	if i := f.edition.SelectedIndex(); i > 0 && f.w.Service().Catalog.Editions()[i-1] != byYear {
		f.warning.SetText(fmt.Sprintf("注意：%d年的报告应当采用%s。", f.number(), widgets.EditionName(byYear)))
		f.warning.Show()
		return
	}
	f.warning.Hide()
}

func (f *newReportForm) number() int {
	n, _ := report.ReadYear(f.year.Text)
	return n
}

// create makes the report. What is refused is said in the form, which keeps what
// was typed.
func (f *newReportForm) create(d dialog.Dialog) {
	if _, err := report.ReadYear(f.year.Text); err != nil {
		f.refuse(err.Error() + "。")
		return
	}
	n := app.NewReport{Unit: strings.TrimSpace(f.unit.Text), Year: f.number()}
	if i := f.edition.SelectedIndex(); i > 0 {
		n.Edition = f.w.Service().Catalog.Editions()[i-1].Edition
	}
	for _, fact := range form.Facts {
		if f.facts[fact.ID].Checked {
			n.Facts = append(n.Facts, fact.ID)
		}
	}
	id, carried, err := f.make(n)
	var refusal *report.Refusal
	switch {
	case errors.As(err, &refusal):
		f.refuse(app.Sentence(err))
		return
	case err != nil && id == 0:
		widgets.CloseDialog(f.w, d)
		widgets.Fail(f.w, "create report", err)
		return
	}
	widgets.CloseDialog(f.w, d)
	widgets.KeepSetting(f.w, app.SettingUnit, n.Unit)
	f.w.OpenReport(id, func() {
		widgets.Fail(f.w, "carry over from last year", err)
		if err == nil && carried.Year != 0 {
			widgets.Alert(f.w, "以上年为底", carried.Says())
		}
	})
}

func (f *newReportForm) make(n app.NewReport) (int64, carry.Carried, error) {
	if f.base.Checked && f.last() != nil {
		if f.of(n.Unit, n.Year-1) == nil {
			if err := f.w.Service().SetUnitBefore(f.w.Context(), n.Unit, f.before()); err != nil {
				return 0, carry.Carried{}, err
			}
		}
		return f.w.Service().CreateFromLastYear(f.w.Context(), n)
	}
	id, err := f.w.Service().Create(f.w.Context(), n)
	return id, carry.Carried{}, err
}

func (f *newReportForm) refuse(why string) {
	f.said.SetText(why)
	f.said.Show()
}
