package editor

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/ui/prose"
	"nianbao/ui/widgets"
)

// navigator is the list of parts at the left, each with its state.
type navigator struct {
	goPart  func(int)
	Rows    []*navRow
	box     *fyne.Container
	Scroll  *container.Scroll
	content *fyne.Container

	collapsed bool // only numbers, where the window is narrow
	sections  []app.Progress
	outside   app.Progress // what belongs to no section
	current   int
}

// Widths of the list: with the names of the parts, and with their numbers.
const (
	navWidth       = 232
	navFoldedWidth = 68
)

func newNavigator(goPart func(int)) *navigator {
	n := &navigator{goPart: goPart, box: container.NewVBox()}
	n.Scroll = container.NewVScroll(n.box)
	n.content = container.New(widgets.WidthLayout{Width: navWidth}, container.NewStack(widgets.Ground(widgets.ColorBand), n.Scroll))
	return n
}

// collapse shows only the numbers of the parts, or their names again.
func (n *navigator) collapse(yes bool) {
	n.collapsed = yes
	n.content.Layout, n.box.Layout = widgets.WidthLayout{Width: navWidth}, layout.NewVBoxLayout()
	if yes {
		n.content.Layout, n.box.Layout = widgets.WidthLayout{Width: navFoldedWidth}, layout.NewCustomPaddedVBoxLayout(0)
	}
	n.show(n.sections, n.outside, n.current)
}

// show brings the rows up to date; the first is 报告信息, with what belongs to
// no section.
func (n *navigator) show(sections []app.Progress, outside app.Progress, current int) {
	moved := current != n.current
	n.sections, n.outside, n.current = sections, outside, current
	for len(n.Rows) < len(sections)+1 {
		row := newNavRow(len(n.Rows), n.goPart)
		n.Rows = append(n.Rows, row)
		n.box.Add(row)
	}
	name, state, importance := "报告信息", "标题、引言、署名和日期", widget.LowImportance
	if n.collapsed {
		name, state = "信息", ""
	}
	if text, short, i := toDo(outside); text != "" {
		if state, importance = text, i; n.collapsed {
			state = short
		}
	}
	n.Rows[0].set(name, state, importance, current == 0)
	for i, p := range sections {
		name := p.Section.Heading
		state, short, importance := stateOf(p)
		if n.collapsed {
			name, _, _ = strings.Cut(name, "、")
			state = short
		}
		n.Rows[i+1].set(name, state, importance, current == i+1)
	}
	if row := n.Rows[current]; moved {
		widgets.ScrollInto(n.Scroll, row.Position().Y-n.Scroll.Offset.Y, row.Size().Height)
	}
}

// stateOf says in a word how far a section has come, and in four characters.
func stateOf(p app.Progress) (text, short string, importance widget.Importance) {
	switch {
	case p.Wrong > 0:
		return toDo(p)
	case p.Empty():
		return "未填写", "未填写", widget.LowImportance
	case p.Filled < p.Total:
		filled := fmt.Sprintf("%d / %d", p.Filled, p.Total)
		return "填写中 " + filled, filled, widget.WarningImportance
	case p.Done() && p.Asked == 0:
		return "已完成", "已完成", widget.SuccessImportance
	}
	return toDo(p)
}

// toDo says what is to be done first about findings, "" for nothing.
func toDo(p app.Progress) (text, short string, importance widget.Importance) {
	switch {
	case p.Wrong > 0:
		return fmt.Sprintf("%d 处要改正", p.Wrong), fmt.Sprintf("改正 %d", p.Wrong), widget.DangerImportance
	case p.Unfilled > 0:
		return fmt.Sprintf("%d 处还没填", p.Unfilled), fmt.Sprintf("没填 %d", p.Unfilled), widget.WarningImportance
	case p.Asked > 0:
		return fmt.Sprintf("已填完，%d 处要说明", p.Asked), fmt.Sprintf("说明 %d", p.Asked), widget.WarningImportance
	}
	return "", "", widget.LowImportance
}

// navRow is one part in the list.
type navRow struct {
	widget.BaseWidget
	index     int
	goPart    func(int)
	Name      *prose.Label
	State     *widget.Label
	back, bar *canvas.Rectangle
	hovered   bool
	chosen    bool
}

func newNavRow(index int, goPart func(int)) *navRow {
	r := &navRow{
		index: index, goPart: goPart,
		Name:  prose.NewLabel(""),
		State: &widget.Label{SizeName: theme.SizeNameCaptionText},
		back:  canvas.NewRectangle(widgets.ColorClear), bar: canvas.NewRectangle(widgets.ColorClear),
	}
	r.bar.SetMinSize(fyne.NewSize(4, 1))
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer puts the name over the state.
func (r *navRow) CreateRenderer() fyne.WidgetRenderer {
	text := container.New(widgets.TightLayout{}, r.Name, r.State)
	return widget.NewSimpleRenderer(container.NewStack(r.back, container.NewBorder(nil, nil, r.bar, nil, text)))
}

func (r *navRow) set(name, state string, importance widget.Importance, chosen bool) {
	if r.Name.Text == name && r.State.Text == state && r.chosen == chosen && r.State.Importance == importance {
		return
	}
	r.Name.Bold = chosen
	r.Name.SetText(name)
	r.State.Importance = importance
	r.State.SetText(state)
	widgets.SetVisible(r.State, state != "")
	r.chosen = chosen
	r.paint()
}

func (r *navRow) paint() {
	r.back.FillColor, r.bar.FillColor = widgets.ColorClear, widgets.ColorClear
	switch {
	case r.chosen:
		r.back.FillColor, r.bar.FillColor = widgets.ColorChosen, widgets.ColorPrimary
	case r.hovered:
		r.back.FillColor = widgets.ColorLine
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
