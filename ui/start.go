package ui

import (
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
)

// startPage lists the drafts.
type startPage struct {
	w       *Window
	all     []app.Summary
	shown   []app.Summary
	chosen  int // index in shown, -1 for none
	deleted *app.Summary

	list    *draftList
	filter  *findEntry
	empty   *fyne.Container
	nothing *fyne.Container // the filter leaves nothing
	count   *widget.Label
	undoBar *fyne.Container
	undoMsg *widget.Label
	open    *keyButton
	remove  *keyButton
	content fyne.CanvasObject
}

func newStartPage(w *Window) *startPage {
	p := &startPage{w: w, chosen: -1}
	p.buildUI()
	p.reload()
	return p
}

func (p *startPage) buildUI() {
	p.list = newDraftList(p)
	p.filter = newFindEntry("按单位或者年度查找（Ctrl+F）", p.onFilter, p.Shown)
	p.count = &widget.Label{Importance: widget.LowImportance}
	p.nothing = container.NewCenter(&widget.Label{Text: "没有符合条件的报告。按 Esc 显示全部。"})
	p.open = p.w.button("打开（Enter）", p.onOpen)
	p.remove = p.w.button("删除（Delete）", p.onRemove)
	p.undoMsg = &widget.Label{}
	p.undoBar = container.NewHBox(p.undoMsg, p.w.button("撤销删除（Ctrl+Z）", p.onUndo))
	p.undoBar.Hide()
	p.empty = container.NewCenter(container.NewVBox(
		&widget.Label{Text: "还没有报告", Alignment: fyne.TextAlignCenter, SizeName: theme.SizeNameSubHeadingText},
		&widget.Label{Text: "新建一份报告，按六个部分逐项填写；填写的内容随时自动保存。", Alignment: fyne.TextAlignCenter},
		container.NewCenter(p.w.primary("新建报告（Ctrl+N）", p.w.newReport)),
	))
	title := &widget.Label{Text: "政府信息公开工作年度报告", TextStyle: fyne.TextStyle{Bold: true}, SizeName: theme.SizeNameSubHeadingText}
	tools := container.NewHBox(
		p.w.primary("新建报告（Ctrl+N）", p.w.newReport),
		p.w.button("导入（Ctrl+I）", p.w.chooseImport),
		p.open, p.remove,
	)
	head := container.NewVBox(
		container.NewBorder(nil, nil, title, tools),
		container.NewBorder(nil, nil, nil, p.count, p.filter),
		band(newColumns(headCell("单位"), headCell("年度"), headCell("状态"), headCell("填写进度"), headCell("检查"), headCell("最后修改"))),
	)
	p.content = container.NewPadded(container.NewPadded(container.NewBorder(head, p.undoBar, nil, nil, container.NewStack(p.list, p.empty, p.nothing))))
}

// Content returns the screen.
func (p *startPage) Content() fyne.CanvasObject { return p.content }

// Shown gives the keyboard to the list.
func (p *startPage) Shown() { p.Refocus() }

// Refocus gives the keyboard to the list, where a row is always chosen.
func (p *startPage) Refocus() {
	if len(p.shown) > 0 {
		p.w.win.Canvas().Focus(p.list)
		p.list.Select(max(p.chosen, 0))
	}
}

// Leave always lets go: nothing is typed here.
func (p *startPage) Leave() bool { return true }

// Actions offers what the menus can do with the list.
func (p *startPage) Actions() actions {
	a := actions{open: p.onOpen, remove: p.onRemove, find: p.onFind}
	if p.deleted != nil {
		a.undo, a.undoName = p.onUndo, "删除"
	}
	return a
}

// reload reads the drafts from the store.
func (p *startPage) reload() {
	all, err := p.w.desk.Store.List(p.w.ctx)
	if err != nil {
		p.w.fail("list drafts", err)
	}
	p.all = all
	p.onFilter(p.filter.Text)
}

func (p *startPage) onFilter(text string) {
	p.shown = p.shown[:0]
	for _, s := range p.all {
		if matchesAll(fmt.Sprint(s.Unit, " ", s.Year), text) {
			p.shown = append(p.shown, s)
		}
	}
	p.chosen = -1
	p.list.UnselectAll()
	p.list.Refresh()
	p.count.SetText(fmt.Sprintf("共 %d 份", len(p.shown)))
	show(p.empty, len(p.all) == 0)
	show(p.nothing, len(p.all) > 0 && len(p.shown) == 0)
	p.setButtons()
}

func show(o fyne.CanvasObject, yes bool) {
	if yes {
		o.Show()
	} else {
		o.Hide()
	}
}

// choose chooses a draft, or when it is not shown the row at an index.
func (p *startPage) choose(id int64, index int) {
	for i, s := range p.shown {
		if s.ID == id {
			index = i
		}
	}
	p.chosen = min(index, len(p.shown)-1)
	p.Refocus()
}

// matchesAll says whether every word of the query stands in s.
func matchesAll(s, query string) bool {
	for _, word := range strings.Fields(query) {
		if !strings.Contains(s, word) {
			return false
		}
	}
	return true
}

func (p *startPage) setButtons() {
	for _, b := range []*keyButton{p.open, p.remove} {
		if p.chosen < 0 {
			b.Disable()
		} else {
			b.Enable()
		}
	}
}

func (p *startPage) length() int { return len(p.shown) }

func (p *startPage) onSelected(id widget.ListItemID) {
	p.chosen = id
	p.setButtons()
}

func (p *startPage) onOpen() {
	if p.chosen >= 0 && p.chosen < len(p.shown) {
		p.w.openReport(p.shown[p.chosen].ID)
	}
}

func (p *startPage) onFind() { p.w.win.Canvas().Focus(p.filter) }

func (p *startPage) onRemove() {
	if p.chosen < 0 || p.chosen >= len(p.shown) {
		return
	}
	s := p.shown[p.chosen]
	p.w.ask("删除报告", fmt.Sprintf("要删除“%s%d年政府信息公开工作年度报告”吗？删除后可以马上撤销。", s.Unit, s.Year), "删除", func() { p.delete(s) })
}

func (p *startPage) delete(s app.Summary) {
	if err := p.w.desk.Store.Delete(p.w.ctx, s.ID, p.w.desk.Now()); err != nil {
		p.w.fail("delete draft", err)
		return
	}
	p.deleted = &s
	p.undoMsg.SetText(fmt.Sprintf("已删除“%s”%d年的报告。", s.Unit, s.Year))
	p.undoBar.Show()
	at := p.chosen
	p.reload()
	p.choose(0, at)
	p.w.setMenu()
}

func (p *startPage) onUndo() {
	if p.deleted == nil {
		return
	}
	if err := p.w.desk.Store.Restore(p.w.ctx, p.deleted.ID); err != nil {
		p.w.fail("restore draft", err)
		return
	}
	back := p.deleted.ID
	p.deleted = nil
	p.undoBar.Hide()
	p.reload()
	p.choose(back, 0)
	p.w.setMenu()
}

// newRow makes the template of a list row.
func (p *startPage) newRow() fyne.CanvasObject {
	return newDraftRow(p)
}

func (p *startPage) fillRow(id widget.ListItemID, o fyne.CanvasObject) {
	if id < len(p.shown) {
		o.(*draftRow).fill(id, p.shown[id])
	}
}

// draftList is the list with the keys of a list of files: arrows choose, Enter
// opens, Delete deletes.
type draftList struct {
	widget.List
	page *startPage
}

func newDraftList(p *startPage) *draftList {
	l := &draftList{page: p}
	l.Length, l.CreateItem, l.UpdateItem, l.OnSelected = p.length, p.newRow, p.fillRow, p.onSelected
	l.ExtendBaseWidget(l)
	return l
}

// TypedKey moves the choice and carries out the list's keys.
func (l *draftList) TypedKey(ev *fyne.KeyEvent) {
	const screenful = 10
	step := map[fyne.KeyName]int{
		fyne.KeyUp: -1, fyne.KeyDown: 1, fyne.KeyPageUp: -screenful, fyne.KeyPageDown: screenful,
		fyne.KeyHome: -len(l.page.shown), fyne.KeyEnd: len(l.page.shown),
	}[ev.Name]
	if step != 0 && len(l.page.shown) > 0 {
		l.Select(min(max(l.page.chosen+step, 0), len(l.page.shown)-1))
		return
	}
	l.page.w.functionKey(ev)
}

// draftRow is one draft of the list. One click chooses it, two open it.
type draftRow struct {
	widget.BaseWidget
	page                                           *startPage
	index                                          int
	unit, year, state, progress, findings, changed *widget.Label
}

func newDraftRow(p *startPage) *draftRow {
	r := &draftRow{
		page: p, unit: &widget.Label{Truncation: fyne.TextTruncateEllipsis}, year: &widget.Label{}, state: &widget.Label{},
		progress: &widget.Label{}, findings: &widget.Label{}, changed: &widget.Label{},
	}
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer lays the columns out.
func (r *draftRow) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(newColumns(r.unit, r.year, r.state, r.progress, r.findings, r.changed))
}

// Tapped chooses the row.
func (r *draftRow) Tapped(*fyne.PointEvent) {
	r.page.w.win.Canvas().Focus(r.page.list)
	r.page.list.Select(r.index)
}

// DoubleTapped opens the draft.
func (r *draftRow) DoubleTapped(*fyne.PointEvent) {
	r.page.list.Select(r.index)
	r.page.onOpen()
}

func (r *draftRow) fill(index int, s app.Summary) {
	r.index = index
	r.unit.SetText(s.Unit)
	r.year.SetText(fmt.Sprintf("%d年", s.Year))
	r.state.SetText("草稿")
	r.progress.SetText(fmt.Sprintf("已填 %d / %d", s.Filled, s.Total))
	r.findings.Importance = widget.MediumImportance
	switch {
	case s.Errors > 0:
		r.findings.Importance = widget.DangerImportance
		r.findings.SetText(fmt.Sprintf("错误 %d　需说明 %d", s.Errors, s.Explains))
	case s.Explains > 0:
		r.findings.Importance = widget.WarningImportance
		r.findings.SetText(fmt.Sprintf("需说明 %d", s.Explains))
	default:
		r.findings.Importance = widget.SuccessImportance
		r.findings.SetText("没有问题")
	}
	r.changed.SetText(when(s.Changed, r.page.w.desk.Now()))
}

// when writes a time the way people speak of it.
func when(t, now time.Time) string {
	t, now = t.Local(), now.Local()
	switch {
	case t.Format("20060102") == now.Format("20060102"):
		return "今天 " + t.Format("15:04")
	case t.Year() == now.Year():
		return t.Format("1月2日 15:04")
	}
	return t.Format("2006年1月2日")
}

// columnsLayout gives the columns of the list fixed shares: the unit takes
// what the others leave.
type columnsLayout struct{}

var columnWidths = []float32{0, 90, 90, 150, 190, 150}

func newColumns(cells ...fyne.CanvasObject) *fyne.Container {
	return container.New(columnsLayout{}, cells...)
}

// MinSize leaves the unit room for some fifteen characters.
func (columnsLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(240, 0)
	for i, o := range objects {
		size.Width += columnWidths[i]
		size.Height = max(size.Height, o.MinSize().Height)
	}
	return size
}

// Layout places the columns from the left.
func (columnsLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	fixed := float32(0)
	for _, w := range columnWidths {
		fixed += w
	}
	x := float32(0)
	for i, o := range objects {
		width := columnWidths[i]
		if i == 0 {
			width = size.Width - fixed
		}
		o.Resize(fyne.NewSize(width, size.Height))
		o.Move(fyne.NewPos(x, 0))
		x += width
	}
}

func headCell(text string) fyne.CanvasObject {
	return &widget.Label{Text: text, TextStyle: fyne.TextStyle{Bold: true}}
}

// band puts a tinted strip behind o.
func band(o fyne.CanvasObject) *fyne.Container {
	return container.NewStack(canvas.NewRectangle(colorBand), o)
}

// spaced keeps objects at both ends of a line.
func spaced(left, right fyne.CanvasObject) *fyne.Container {
	return container.NewHBox(left, layout.NewSpacer(), right)
}
