package shell

import (
	"fmt"

	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/form"
	"nianbao/app/intake"
	"nianbao/app/report"
	"nianbao/ui/prose"
	"nianbao/ui/widgets"
)

// readingForm says what was read out of a file of another program, and asks for what
// is not in it, before anything is stored.
type readingForm struct {
	w    widgets.Host
	got  *intake.File
	unit *widgets.Entry
	year *widgets.Entry
	said *prose.Label // why nothing was stored
}

// offerReading shows what was read out of a file.
func offerReading(w widgets.Host, got *intake.File) {
	f := &readingForm{w: w, got: got, said: &prose.Label{Importance: widget.DangerImportance}}
	f.said.Hide()
	year := ""
	if got.HasYear() {
		year = fmt.Sprint(got.Report.Year())
	}
	f.unit = widgets.NewEntry(w, got.Report.Unit(), "机关全称，如：示例县自然资源局")
	f.year = widgets.NewEntry(w, year, "")
	read := container.NewVBox()
	for _, line := range append(got.TableLines(), got.RepairLines()...) {
		read.Add(prose.NewLabel(line))
	}
	box := container.NewVBox(
		prose.NewLabel("“"+got.FileName+"”读出了以下内容。读入以后请对照原件核对。"),
		widget.NewForm(widget.NewFormItem("单位全称", f.unit), widget.NewFormItem("报告年度", f.year)),
		read, f.said,
	)
	take := widgets.NewPrimary(w, "读入为新草稿（Enter）", nil)
	d := widgets.ShowDialog(w, "读入文件", container.New(widgets.WidthLayout{Width: 640}, box), widgets.NewButton(w, "取消（Esc）", nil), take)
	take.OnTapped = func() { f.take(d) }
}

// take stores what was read. What is refused is said in the form.
func (f *readingForm) take(d dialog.Dialog) {
	for _, asked := range []struct {
		at   form.Address
		text string
	}{{report.Year, f.year.Text}, {report.UnitName, f.unit.Text}} {
		if err := f.got.Name(asked.at, asked.text); err != nil {
			f.refuse(app.Sentence(err))
			return
		}
	}
	widgets.CloseDialog(f.w, d)
	imported(f.w, f.got.Reading)
}

func (f *readingForm) refuse(why string) {
	f.said.SetText(why)
	f.said.Show()
}
