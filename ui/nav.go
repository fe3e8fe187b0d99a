package ui

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/ui/prose"
)

// navigator is the list of parts at the left, each with its state.
type navigator struct {
	goPart  func(int)
	rows    []*navRow
	box     *fyne.Container
	content fyne.CanvasObject
}

func newNavigator(goPart func(int)) *navigator {
	n := &navigator{goPart: goPart, box: container.NewVBox()}
	n.content = container.NewStack(canvas.NewRectangle(colorBand), container.NewVScroll(n.box))
	return n
}

// show brings the rows up to date; the first is 报告信息.
func (n *navigator) show(sections []app.Progress, current int) {
	for len(n.rows) < len(sections)+1 {
		row := newNavRow(len(n.rows), n.goPart)
		n.rows = append(n.rows, row)
		n.box.Add(row)
	}
	n.rows[0].set("报告信息", "标题、引言、署名和日期", widget.LowImportance, current == 0)
	for i, p := range sections {
		text, importance := stateOf(p)
		n.rows[i+1].set(p.Section.Heading, text, importance, current == i+1)
	}
}

// stateOf says in a word how far a section has come.
func stateOf(p app.Progress) (string, widget.Importance) {
	switch {
	case p.Errors > 0:
		return fmt.Sprintf("%d 处错误", p.Errors), widget.DangerImportance
	case p.Empty():
		return "未填写", widget.LowImportance
	case p.Done() && p.Explains == 0:
		return "已完成", widget.SuccessImportance
	case p.Done():
		return fmt.Sprintf("已填完，%d 处需说明", p.Explains), widget.WarningImportance
	}
	return fmt.Sprintf("填写中 %d / %d", p.Filled, p.Total), widget.WarningImportance
}

// navRow is one part in the list.
type navRow struct {
	widget.BaseWidget
	index     int
	goPart    func(int)
	name      *prose.Label
	state     *widget.Label
	back, bar *canvas.Rectangle
	hovered   bool
	chosen    bool
}

func newNavRow(index int, goPart func(int)) *navRow {
	r := &navRow{
		index: index, goPart: goPart,
		name:  prose.NewLabel(""),
		state: &widget.Label{SizeName: theme.SizeNameCaptionText},
		back:  canvas.NewRectangle(colorBand), bar: canvas.NewRectangle(colorBand),
	}
	r.bar.SetMinSize(fyne.NewSize(4, 1))
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer puts the name over the state.
func (r *navRow) CreateRenderer() fyne.WidgetRenderer {
	text := container.New(tightLayout{}, r.name, r.state)
	return widget.NewSimpleRenderer(container.NewStack(r.back, container.NewBorder(nil, nil, r.bar, nil, text)))
}

func (r *navRow) set(name, state string, importance widget.Importance, chosen bool) {
	if r.name.Text == name && r.state.Text == state && r.chosen == chosen && r.state.Importance == importance {
		return
	}
	r.name.Bold = chosen
	r.name.SetText(name)
	r.state.Importance = importance
	r.state.SetText(state)
	r.chosen = chosen
	r.paint()
}

func (r *navRow) paint() {
	r.back.FillColor, r.bar.FillColor = colorBand, colorBand
	switch {
	case r.chosen:
		r.back.FillColor, r.bar.FillColor = colorChosen, colorPrimary
	case r.hovered:
		r.back.FillColor = colorLine
	}
	r.back.Refresh()
	r.bar.Refresh()
}

// Tapped shows the part.
func (r *navRow) Tapped(*fyne.PointEvent) { r.goPart(r.index) }

// MouseIn, MouseMoved and MouseOut show that the row can be tapped.
func (r *navRow) MouseIn(*desktop.MouseEvent) { r.hovered = true; r.paint() }

// MouseMoved does nothing.
func (r *navRow) MouseMoved(*desktop.MouseEvent) {}

// MouseOut takes the mark of MouseIn away.
func (r *navRow) MouseOut() { r.hovered = false; r.paint() }

// Cursor shows a hand.
func (r *navRow) Cursor() desktop.Cursor { return desktop.PointerCursor }

// tightLayout stacks labels without the space between them.
type tightLayout struct{}

const tightOverlap = 10

// MinSize is the height of all labels, overlapping.
func (tightLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.Size{}
	for _, o := range objects {
		size = fyne.NewSize(max(size.Width, o.MinSize().Width), size.Height+o.MinSize().Height-tightOverlap)
	}
	return size.AddWidthHeight(0, tightOverlap)
}

// Layout places the labels from the top.
func (tightLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for _, o := range objects {
		o.Resize(fyne.NewSize(size.Width, o.MinSize().Height))
		o.Move(fyne.NewPos(0, y))
		y += o.MinSize().Height - tightOverlap
	}
}
