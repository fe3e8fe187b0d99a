package drafts

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/form"
	"nianbao/ui/prose"
	"nianbao/ui/widgets"
)

// newReportForm asks for the unit and the year of a report to be made.
type newReportForm struct {
	w       widgets.Host
	unit    *widgets.Entry
	year    *widgets.Entry
	edition *widgets.Select
	warning *prose.Label
	facts   map[string]*widgets.Check
}

// ShowNewReport shows the form.
func ShowNewReport(w widgets.Host) {
	f := &newReportForm{w: w, facts: map[string]*widgets.Check{}}
	f.show()
}

func (f *newReportForm) show() {
	unit, _ := f.w.Service().Settings.Setting(f.w.Context(), app.SettingUnit)
	f.unit = widgets.NewEntry(f.w, unit, "机关全称，如：示例县自然资源局")
	f.year = widgets.NewEntry(f.w, strconv.Itoa(reportYear(f.w.Service().Now())), "")
	f.warning = &prose.Label{Importance: widget.WarningImportance}
	f.warning.Hide()
	f.edition = widgets.NewChoice(f.w, nil, nil)
	f.year.OnChanged = func(string) { f.onYear() }
	f.edition.OnChanged = func(string) { f.warn() }
	f.onYear()
	facts := container.NewVBox()
	for _, fact := range form.Facts {
		f.facts[fact.ID] = widgets.NewCheck(f.w, fact.Label, nil)
		facts.Add(f.facts[fact.ID])
	}
	f.facts["no_regulations"].SetChecked(true)
	items := widget.NewForm(
		widget.NewFormItem("单位全称", f.unit),
		widget.NewFormItem("报告年度", f.year),
		widget.NewFormItem("采用格式", container.NewVBox(f.edition, f.warning)),
		widget.NewFormItem("单位情况", facts),
	)
	widgets.ShowDialog(f.w, "新建报告", container.New(widgets.WidthLayout{Width: 560}, items), widgets.NewButton(f.w, "取消（Esc）", nil),
		widgets.NewPrimary(f.w, "新建（Enter）", f.create))
	f.w.Window().Canvas().Focus(f.unit)
	f.unit.TypedShortcut(&fyne.ShortcutSelectAll{}) // another unit is typed over the one of last time
}

// reportYear guesses the year to report on: until the summer, last year.
func reportYear(now time.Time) int {
	if now.Month() <= time.June {
		return now.Year() - 1
	}
	return now.Year()
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
	n, _ := strconv.Atoi(strings.TrimSpace(f.year.Text))
	return n
}

func (f *newReportForm) create() {
	n := app.NewReport{Unit: strings.TrimSpace(f.unit.Text), Year: f.number()}
	if i := f.edition.SelectedIndex(); i > 0 {
		n.Edition = f.w.Service().Catalog.Editions()[i-1].Edition
	}
	for _, fact := range form.Facts {
		if f.facts[fact.ID].Checked {
			n.Facts = append(n.Facts, fact.ID)
		}
	}
	id, err := f.w.Service().Create(f.w.Context(), n)
	if err != nil {
		widgets.Fail(f.w, "create report", err)
		return
	}
	if err := f.w.Service().Settings.SetSetting(f.w.Context(), app.SettingUnit, n.Unit); err != nil {
		f.w.Log().Error("remember unit", "error", err)
	}
	f.w.OpenReport(id, nil)
}
