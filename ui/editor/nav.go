package editor

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/ui/commands"
	"nianbao/ui/prose"
	"nianbao/ui/widgets"
)

// navigator is the list of parts at the left, each with its state; folded, it
// has the number of each and a mark of what is missing.
type navigator struct {
	Rows    []*navRow
	w       widgets.Host
	goPart  func(int)
	box     *fyne.Container
	Scroll  *container.Scroll
	content *fyne.Container
	folded  bool
	current int
	toggle  *widgets.Button
}

// Widths of the list: with the names of the parts, and with their numbers.
const (
	navWidth       = 224
	navFoldedWidth = 46
)

func newNavigator(w widgets.Host, goPart func(int), fold func()) *navigator {
	n := &navigator{w: w, goPart: goPart, box: container.New(layout.NewCustomPaddedVBoxLayout(0))}
	n.Scroll = container.NewVScroll(n.box)
	n.toggle = widgets.NewQuiet(w, "", fold)
	n.toggle.Tip = commands.Titled(commands.FoldParts)
	n.pointToggle()
	n.content = container.New(navLayout{n}, widgets.Tinted(
		container.NewBorder(nil, n.toggle, nil, nil, n.Scroll)))
	return n
}

// navLayout gives the list its width: more for larger text.
type navLayout struct{ n *navigator }

// MinSize has the width.
func (l navLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	width := float32(navWidth)
	if l.n.folded {
		width = max(navFoldedWidth, 2*theme.TextSize()+18)
	}
	return fyne.NewSize(width, o[0].MinSize().Height)
}

// Layout fills the space.
func (l navLayout) Layout(o []fyne.CanvasObject, size fyne.Size) { widgets.Fill(o, size) }

// fold shows only the numbers of the parts, or their names again.
func (n *navigator) fold(yes bool) {
	n.folded = yes
	for _, r := range n.Rows {
		r.fold(yes)
	}
	n.pointToggle()
	n.content.Refresh()
}

// pointToggle points to where the list goes.
func (n *navigator) pointToggle() {
	n.toggle.Text = "«"
	if n.folded {
		n.toggle.Text = "»"
	}
	n.toggle.Refresh()
}

// show brings the rows up to date; the first is 报告信息, with what belongs to
// no section.
func (n *navigator) show(sections []app.Progress, outside app.Progress, current int) {
	moved := current != n.current
	n.current = current
	for len(n.Rows) < len(sections)+1 {
		row := newNavRow(n, len(n.Rows))
		row.fold(n.folded)
		n.Rows = append(n.Rows, row)
		n.box.Add(row)
	}
	info := navState{name: "报告信息", text: "标题、引言、署名和日期", importance: widget.LowImportance}
	if text, mark, i := toDo(outside); text != "" {
		info.text, info.mark, info.importance = text, mark, i
	}
	n.Rows[0].set(info, current == 0)
	for i, p := range sections {
		s := navState{name: p.Section.Heading}
		s.text, s.mark, s.importance = stateOf(p)
		n.Rows[i+1].set(s, current == i+1)
	}
	if row := n.Rows[current]; moved {
		widgets.ScrollInto(n.Scroll, row.Position().Y-n.Scroll.Offset.Y, row.Size().Height)
	}
}

// stateOf says in a word how far a section has come, and in a mark: what is
// wrong or missing, ✓ for nothing; of a text only that it was written.
func stateOf(p app.Progress) (text, mark string, importance widget.Importance) {
	switch {
	case p.Wrong > 0:
		return toDo(p)
	case p.Empty():
		return "未填写", "空", widget.LowImportance
	case p.Filled < p.Total:
		return fmt.Sprintf("填写中 %d / %d", p.Filled, p.Total), fmt.Sprintf("空 %d", p.Total-p.Filled), widget.WarningImportance
	case p.Done() && p.Asked == 0 && p.Section.Table == nil: // nobody but a person can tell whether a text is right
		return "已写", "已写", widget.MediumImportance
	case p.Done() && p.Asked == 0:
		return "已完成", "✓", widget.SuccessImportance
	}
	return toDo(p)
}

// toDo says what is to be done first about findings, "" for nothing.
func toDo(p app.Progress) (text, mark string, importance widget.Importance) {
	switch {
	case p.Wrong > 0:
		return fmt.Sprintf("%d 处要改正", p.Wrong), fmt.Sprintf("改 %d", p.Wrong), widget.DangerImportance
	case p.Unfilled > 0:
		return fmt.Sprintf("%d 处还没填", p.Unfilled), fmt.Sprintf("空 %d", p.Unfilled), widget.WarningImportance
	case p.Asked > 0:
		return fmt.Sprintf("已填完，%d 处要说明", p.Asked), fmt.Sprintf("说 %d", p.Asked), widget.WarningImportance
	}
	return "", "", widget.LowImportance
}

// navState is what the list says of a part.
type navState struct {
	name, text, mark string
	importance       widget.Importance
}

// navRow is one part in the list.
type navRow struct {
	widget.BaseWidget
	nav       *navigator
	index     int
	state     navState
	Name      *prose.Label
	State     *widget.Label
	Number    *canvas.Text // folded
	Mark      *canvas.Text
	wide      *fyne.Container
	narrow    *fyne.Container
	back, bar *canvas.Rectangle
	hovered   bool
	chosen    bool
}

// numbers are what the parts are called where there is room for one character.
var numbers = []rune("〇①②③④⑤⑥⑦⑧⑨")

func newNavRow(n *navigator, index int) *navRow {
	r := &navRow{
		nav: n, index: index,
		Name:  prose.NewLabel(""),
		State: &widget.Label{SizeName: theme.SizeNameCaptionText},
		back:  canvas.NewRectangle(widgets.ColorClear), bar: canvas.NewRectangle(widgets.ColorClear),
		Number: canvas.NewText(string(numbers[index]), widgets.ColorText), Mark: canvas.NewText("", widgets.ColorQuiet),
	}
	if index == 0 {
		r.Number.Text = "信息"
	}
	r.bar.SetMinSize(fyne.NewSize(4, 1))
	r.wide = container.New(widgets.TightLayout{}, r.Name, r.State)
	r.narrow = container.New(layout.NewCustomPaddedLayout(5, 5, 0, 4), container.New(layout.NewCustomPaddedVBoxLayout(0), container.NewCenter(r.Number), container.NewCenter(r.Mark)))
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer puts the name over the state.
func (r *navRow) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewStack(r.back, container.NewBorder(nil, nil, r.bar, nil, container.NewStack(r.wide, r.narrow))))
}

func (r *navRow) fold(yes bool) {
	widgets.SetVisible(r.wide, !yes)
	widgets.SetVisible(r.narrow, yes)
	r.Refresh()
}

// Refresh shows the row in the size of text that was chosen.
func (r *navRow) Refresh() {
	r.sizes()
	r.BaseWidget.Refresh()
}

// sizes follows the size of the text that was chosen.
func (r *navRow) sizes() {
	r.Number.TextSize, r.Mark.TextSize = theme.Size(theme.SizeNameSubHeadingText), theme.Size(theme.SizeNameCaptionText)
	if r.index == 0 {
		r.Number.TextSize = theme.TextSize()
	}
}

func (r *navRow) set(s navState, chosen bool) {
	if r.state == s && r.chosen == chosen {
		return
	}
	r.state, r.chosen = s, chosen
	r.Name.Bold = chosen
	r.Name.SetText(s.name)
	r.State.Importance = s.importance
	r.State.SetText(s.text)
	r.Mark.Text, r.Mark.Color = s.mark, widgets.ColorOf(s.importance)
	r.Number.TextStyle.Bold = chosen
	r.sizes()
	r.narrow.Refresh()
	r.paint()
}

func (r *navRow) paint() {
	r.back.FillColor, r.bar.FillColor = widgets.ColorClear, widgets.ColorClear // the list's own ground will do
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
func (r *navRow) Tapped(*fyne.PointEvent) {
	r.nav.w.Dialogs().Tips.Away(r)
	r.nav.goPart(r.index)
}

// MouseIn, MouseMoved and MouseOut show that the row can be tapped.
func (r *navRow) MouseIn(*desktop.MouseEvent) {
	r.hovered = true
	r.paint()
	if r.nav.folded {
		r.nav.w.Dialogs().Tips.Rest(r.nav.w, r, r.state.name+"："+r.state.text)
	}
}

// MouseMoved does nothing.
func (r *navRow) MouseMoved(*desktop.MouseEvent) {}

// MouseOut takes the mark of MouseIn away.
func (r *navRow) MouseOut() {
	r.hovered = false
	r.paint()
	r.nav.w.Dialogs().Tips.Away(r)
}

// Cursor shows a hand.
func (r *navRow) Cursor() desktop.Cursor { return desktop.PointerCursor }
