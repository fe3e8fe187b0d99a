package ui

import (
	"fmt"

	"fyne.io/fyne/v2/container"

	"nianbao/app"
	"nianbao/ui/prose"
)

// deletedList lists the drafts that were deleted, by a person or by taking
// over the other side's course, and brings them back.
type deletedList struct {
	w     *Window
	all   []app.Summary
	list  *lineList
	close func()
}

// showDeleted shows the deleted drafts.
func (w *Window) showDeleted() {
	all, err := w.desk.Store.Hidden(w.ctx)
	if err != nil {
		w.fail("list deleted drafts", err)
		return
	}
	if len(all) == 0 {
		w.tell("已删除的报告", "没有已删除的报告。")
		return
	}
	d := &deletedList{w: w, all: all}
	d.list = newLineList(w, []column{{"单位", 0}, {"年度", 90}, {"状态", 110}, {"最后修改", 170}}, nil, nil)
	var lines []line
	for i := range all {
		s := &all[i]
		lines = append(lines, line{cells: []cell{{text: s.Unit}, {text: fmt.Sprintf("%d年", s.Year)}, stateCell(s.Stage, s.StateName), {text: when(s.Changed, w.desk.Now())}}})
	}
	box := container.NewBorder(container.NewVBox(prose.NewLabel("删除的报告没有真正丢弃，选中一份可以恢复。"), d.list.head()), nil, nil, nil, d.list)
	restore := w.primary("恢复（Enter）", nil)
	showing := w.dialog("已删除的报告", container.New(boxLayout{w.room(720, 340)}, box), w.button("取消（Esc）", nil), restore)
	d.close = func() { w.closeDialog(showing) }
	restore.OnTapped = d.onRestore
	d.list.setLines(lines)
	d.list.choose(0)
	w.win.Canvas().Focus(d.list)
}

// onRestore brings the chosen draft back; where another one has its place,
// the person is asked first.
func (d *deletedList) onRestore() {
	s := d.all[d.list.chosen]
	d.close()
	held, err := d.w.desk.Store.List(d.w.ctx)
	if err != nil {
		d.w.fail("list drafts", err)
		return
	}
	for _, h := range held {
		if h.UID == s.UID || h.Unit == s.Unit && h.Year == s.Year {
			d.w.ask("换回来", fmt.Sprintf("现在已有“%s”%d年的报告（%s）。恢复后，现在的这一份会收进“已删除的报告”，没有丢失，也可以再换回来。", h.Unit, h.Year, h.StateName),
				"换回来", func() { d.restore(s.ID) })
			return
		}
	}
	d.restore(s.ID)
}

func (d *deletedList) restore(id int64) {
	if d.w.page != nil && !d.w.page.Leave() {
		return
	}
	if _, err := d.w.desk.Recover(d.w.ctx, id); err != nil {
		d.w.fail("restore draft", err)
		return
	}
	d.w.page = nil // the report it showed may be the one that was put away
	d.w.showList()
	if p, ok := d.w.page.(*startPage); ok {
		p.choose(id, 0)
	}
}
