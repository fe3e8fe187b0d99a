package shell

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"nianbao/app/doctor"
	"nianbao/ui/commands"
	"nianbao/ui/prose"
	"nianbao/ui/widgets"
)

// showExamined has the workstation examined and shows what was found.
func (w *Window) showExamined() {
	if w.options.Doctor == nil {
		return
	}
	var r *doctor.Report
	widgets.Work(w, "正在检查本机", func() error {
		r = w.options.Doctor.Examine(w.ctx)
		return w.ctx.Err()
	}, func(err error) {
		if err != nil {
			widgets.Fail(w, "examine workstation", err)
			return
		}
		showFindings(w, r)
	})
}

// showFindings lists what needs care before all else.
func showFindings(w widgets.Host, r *doctor.Report) {
	list := container.NewVBox(&prose.Label{Text: r.Told() + "以下内容不含姓名、单位和报告，可以复制给技术支持人员。"})
	colors := map[doctor.State]widget.Importance{doctor.Care: widget.DangerImportance, doctor.Note: widget.MediumImportance, doctor.Fine: widget.MediumImportance}
	for _, state := range []doctor.State{doctor.Care, doctor.Note, doctor.Fine} {
		for _, f := range r.Findings {
			if f.State != state {
				continue
			}
			list.Add(&prose.Label{Text: f.Name + "：" + strings.TrimSuffix(f.Found, "。") + "。", Importance: colors[state], Bold: state == doctor.Care})
			if f.Do != "" {
				list.Add(&prose.Label{Text: "　　" + f.Do, Importance: widget.LowImportance})
			}
		}
	}
	widgets.ShowDialog(w, commands.Of(commands.Examine).Name(), container.New(widgets.WidthLayout{Width: 720}, list),
		widgets.NewButton(w, "关闭（Esc）", nil),
		widgets.NewPrimary(w, "复制（Enter）", func() { fyne.CurrentApp().Clipboard().SetContent(r.Text()) }))
}
