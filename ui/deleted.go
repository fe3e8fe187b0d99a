package ui

import (
	"fmt"

	"fyne.io/fyne/v2/container"

	"nianbao/app"
	"nianbao/ui/commands"
	"nianbao/ui/prose"
)

// deletedList lists the drafts that were deleted, by a person or by taking
// over the other side's course, and brings them back.
type deletedList struct {
	w     Host
	all   []app.Summary
	list  *lineList
	close func()
}

// showDeleted shows the deleted drafts.
func ShowDeleted(w Host) {
	all, err := w.Service().Store.Hidden(w.Context())
	if err != nil {
		Fail(w, "list deleted drafts", err)
		return
	}
	if len(all) == 0 {
		Tell(w, "已删除的报告", "没有已删除的报告。")
		return
	}
	d := &deletedList{w: w, all: all}
	d.list = newLineList(w, []column{{"单位", 0}, {"年度", 90}, {"状态", 110}, {"最后修改", 170}}, nil, nil)
	var lines []line
	for i := range all {
		s := &all[i]
		lines = append(lines, line{cells: []cell{{text: s.Unit}, {text: fmt.Sprintf("%d年", s.Year)}, stateCell(s.Stage, s.StateName), {text: when(s.Changed, w.Service().Now())}}})
	}
	box := container.NewBorder(container.NewVBox(prose.NewLabel("删除的报告没有真正丢弃，选中一份可以恢复。"), d.list.head()), nil, nil, nil, d.list)
	restore := NewPrimary(w, "恢复（Enter）", nil)
	showing := ShowDialog(w, "已删除的报告", container.New(boxLayout{RoomFor(w, 720, 340)}, box), NewButton(w, "取消（Esc）", nil), restore)
	d.close = func() { CloseDialog(w, showing) }
	restore.OnTapped = d.onRestore
	d.list.setLines(lines)
	d.list.choose(0)
	w.Window().Canvas().Focus(d.list)
}

// onRestore brings the chosen draft back; where another one has its place,
// the person is asked first.
func (d *deletedList) onRestore() {
	s := d.all[d.list.chosen]
	d.close()
	held, err := d.w.Service().Store.List(d.w.Context())
	if err != nil {
		Fail(d.w, "list drafts", err)
		return
	}
	for _, h := range held {
		if h.UID == s.UID || h.Unit == s.Unit && h.Year == s.Year {
			Ask(d.w, "换回来", fmt.Sprintf("现在已有“%s”%d年的报告（%s）。恢复后，现在的这一份会收进“已删除的报告”，没有丢失，也可以再换回来。", h.Unit, h.Year, h.StateName),
				"换回来", func() { d.restore(s.ID) })
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
		Fail(d.w, "restore draft", err)
		return
	}
	d.w.Do(commands.List)
	if p, ok := d.w.Screen().(*startPage); ok {
		p.choose(id, 0)
	}
}
