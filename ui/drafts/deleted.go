package drafts

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2/container"

	"nianbao/app"
	"nianbao/ui/commands"
	"nianbao/ui/prose"
	"nianbao/ui/widgets"
)

// deletedList lists the drafts that were deleted, by a person or by taking
// over the other side's course, and brings them back.
type deletedList struct {
	w     widgets.Host
	all   []app.Summary
	list  *widgets.List
	close func()
}

// ShowDeleted shows the deleted drafts.
func ShowDeleted(w widgets.Host) {
	all, err := w.Service().Trash.Deleted(w.Context())
	if err != nil {
		widgets.Fail(w, "list deleted drafts", err)
		return
	}
	all = slices.DeleteFunc(all, func(s app.Summary) bool { return s.Example }) // a fresh one is to be had at any time
	if len(all) == 0 {
		widgets.Alert(w, "已删除的报告", "没有已删除的报告。")
		return
	}
	d := &deletedList{w: w, all: all}
	d.list = widgets.NewList(w, []widgets.Column{{Name: "单位", Width: 0}, {Name: "年度", Width: 90}, {Name: "状态", Width: 110}, {Name: "最后修改", Width: 170}}, nil, nil)
	var lines []widgets.Line
	for i := range all {
		s := &all[i]
		lines = append(lines, widgets.Line{Cells: []widgets.Cell{{Text: s.Unit}, {Text: fmt.Sprintf("%d年", s.Year)}, stateCell(s.Stage, s.StateName), {Text: widgets.When(s.Changed, w.Service().Now())}}})
	}
	box := container.NewBorder(container.NewVBox(prose.NewLabel("删除的报告没有真正丢弃，选中一份可以恢复。"), d.list.Head()), nil, nil, nil, d.list)
	restore := widgets.NewPrimary(w, "恢复（Enter）", nil)
	showing := widgets.ShowDialog(w, "已删除的报告", container.New(widgets.BoxLayout{Size: widgets.AvailableSize(w, 720, 340)}, box), widgets.NewButton(w, "取消（Esc）", nil), restore)
	d.close = func() { widgets.CloseDialog(w, showing) }
	restore.OnTapped = d.onRestore
	d.list.SetLines(lines)
	d.list.Choose(0)
	w.Window().Canvas().Focus(d.list)
}

// onRestore brings the chosen draft back; where another one has its place,
// the person is asked first.
func (d *deletedList) onRestore() {
	s := d.all[d.list.Chosen]
	d.close()
	held, err := d.w.Service().Drafts.List(d.w.Context())
	if err != nil {
		widgets.Fail(d.w, "list drafts", err)
		return
	}
	for _, h := range held {
		if h.UID == s.UID || !h.Example && h.Unit == s.Unit && h.Year == s.Year {
			widgets.Confirm(d.w, "恢复", fmt.Sprintf("现在已有“%s”%d年的报告（%s）。恢复后，现在的这一份会收进“已删除的报告”，没有丢失，也可以再恢复。", h.Unit, h.Year, h.StateName),
				"恢复", func() { d.restore(s.ID) })
			return
		}
	}
	d.restore(s.ID)
}

func (d *deletedList) restore(id int64) {
	if d.w.Screen() != nil && !d.w.Screen().Leave() {
		return
	}
	if _, err := d.w.Service().Recover(d.w.Context(), id); err != nil {
		widgets.Fail(d.w, "restore draft", err)
		return
	}
	d.w.Do(commands.List)
	if p, ok := d.w.Screen().(*List); ok {
		p.choose(id, 0)
	}
}
