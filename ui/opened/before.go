package opened

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"nianbao/app/form"
	"nianbao/app/journal"
	"nianbao/app/report"
	"nianbao/ui/prose"
	"nianbao/ui/widgets"
)

// before is the record that the report had before its first submission, where this
// workstation has it.
func (o *Report) before() []journal.Entry {
	before, err := o.Host.Service().Drafts.Before(o.Host.Context(), o.Session.UID())
	if err != nil {
		o.Host.Log().Error("read what was left behind", "error", err)
	}
	return before
}

// showBefore lists what was typed before the first submission.
func (o *Report) showBefore(entries []journal.Entry) {
	r := o.Session.Report()
	lines := journal.Lines(entries, func(a form.Address) string { return report.PlaceName(r.Catalog(), r.Form().Edition, a) })
	list := widget.NewList(func() int { return len(lines) }, func() fyne.CanvasObject {
		return &widget.Label{Truncation: fyne.TextTruncateEllipsis}
	}, func(i widget.ListItemID, row fyne.CanvasObject) { row.(*widget.Label).SetText(lines[i]) })
	said := "送审以后，这些记录不再随文件传递；送审以前移交过的文件和备份里可能仍有。"
	if c, begun := o.Session.Condensed(); begun && c.GoesOnFrom(o.Session.UID(), entries) == len(entries) {
		said += "它们的校验值（SM3）与现在的编制记录中写的一致，没有被改动过。"
	}
	widgets.ShowDialog(o.Host, "送审以前的记录", container.New(widgets.BoxLayout{Size: widgets.AvailableSize(o.Host, 860, 460)},
		container.NewBorder(prose.NewLabel(said), nil, nil, nil, list)), widgets.NewPrimary(o.Host, "关闭（Esc）", nil))
}
