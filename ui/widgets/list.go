package widgets

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Column is a column of a list. Columns of width 0 share what the others leave.
type Column struct {
	Name  string
	Width float32
	Sorts bool // its head is a button that sorts the list, see List.OnSort
	Whole bool // keeps its width where room is short: a code that is cut cannot be compared
}

// Cell is what a line says in one column.
type Cell struct {
	Text       string
	Importance widget.Importance
}

// Plain makes cells of texts, without colours or marks.
func Plain(texts ...string) []Cell {
	out := make([]Cell, len(texts))
	for i, t := range texts {
		out[i].Text = t
	}
	return out
}

// Line is one line of a list: its cells, or a heading over a group.
type Line struct {
	Cells   []Cell
	Heading string
	Across  bool // the first cell is all there is and takes the whole line
}

// List is a list in columns with the keys of a list of files: arrows
// choose, Enter opens. One click chooses a line, two open it.
type List struct {
	widget.List
	Host    Host
	columns []Column
	Lines   []Line
	Chosen  int // index in lines, -1 for none
	Changed func()
	open    func()
	Ticked  map[int]bool // with check boxes: which lines are ticked
	Tick    func()       // nil without check boxes
	Locked  bool         // the check boxes cannot be changed
	Moved   bool         // the person has chosen a line

	OnKey   func(*fyne.KeyEvent) bool // offered every key first, may be nil
	OnSort  func(column int)          // the head of a column was pressed
	RowMenu func() *fyne.Menu         // of the chosen line, nil for none
	Drawn   func(i int)               // a line comes into sight, may be nil

	heads []*Button // of the columns, nil where a column does not sort
	ring  Ring      // around the whole, where no line is chosen
}

// CreateRenderer draws the list with its ring.
func (l *List) CreateRenderer() fyne.WidgetRenderer {
	l.ExtendBaseWidget(l)
	return l.ring.aroundList(&l.List, func() bool { return l.Chosen < 0 })
}

// FocusGained and FocusLost show whether the keyboard is here: in the chosen
// line, else around all of them.
func (l *List) FocusGained() { l.ring.Gain(l) }

// FocusLost shows that it is elsewhere.
func (l *List) FocusLost() { l.ring.Lose(l) }

// NewList makes a list. Changed is called when another line is chosen,
// open with Enter and a double click; either may be nil.
func NewList(w Host, columns []Column, changed, open func()) *List {
	l := &List{Host: w, columns: columns, Chosen: -1, Changed: changed, open: open, Ticked: map[int]bool{}}
	l.Length = func() int { return len(l.Lines) }
	l.CreateItem = func() fyne.CanvasObject { return newLineView(l) }
	l.UpdateItem = func(i widget.ListItemID, o fyne.CanvasObject) {
		if i < len(l.Lines) {
			o.(*lineView).fill(i, l.Lines[i])
			if l.Drawn != nil {
				l.Drawn(i)
			}
		}
	}
	l.OnSelected = l.onSelected
	l.ExtendBaseWidget(l)
	return l
}

// Head is the line of the columns' names.
func (l *List) Head() fyne.CanvasObject {
	var cells []fyne.CanvasObject
	if l.Tick != nil {
		cells = append(cells, &widget.Label{})
	}
	l.heads = make([]*Button, len(l.columns))
	for i, c := range l.columns {
		if !c.Sorts {
			cells = append(cells, HeadCell(c.Name))
			continue
		}
		l.heads[i] = NewQuiet(l.Host, c.Name, func() { l.OnSort(i) })
		l.heads[i].Alignment = widget.ButtonAlignLeading
		l.heads[i].Tip = "按" + c.Name + "排序，再按一次反过来"
		cells = append(cells, l.heads[i])
	}
	return container.NewStack(canvas.NewRectangle(ColorBand), container.New(l.layout(), cells...)) // it may lie in what scrolls, see Ground
}

// ShowSort shows by which column the list is sorted, -1 for none, and whether from
// above downwards.
func (l *List) ShowSort(column int, down bool) {
	for i, b := range l.heads {
		if b == nil {
			continue
		}
		name, tip := l.columns[i].Name, b.Tip
		if i == column && down {
			name += " ↓"
		} else if i == column {
			name += " ↑"
		}
		b.SetText(name)
		b.Tip = tip
	}
}

// ShowRowMenu shows the menu of the chosen line, at a place of the window.
func (l *List) ShowRowMenu(at fyne.Position) {
	if l.RowMenu == nil || l.Chosen < 0 || l.Host.Dialogs().Open() {
		return
	}
	NewMenu(l.Host, l.RowMenu()).ShowAtPosition(at)
}

// LineHeight is how far one line lies below the other.
func (l *List) LineHeight() float32 { return newLineView(l).MinSize().Height + theme.Padding() }

// menuAtLine shows it below the chosen line, for the keyboard.
func (l *List) menuAtLine() {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(l)
	y := min(max(float32(l.Chosen+1)*l.LineHeight()-l.GetScrollOffset(), 0), l.Size().Height)
	l.ShowRowMenu(at.AddXY(8*theme.Padding(), y))
}

func (l *List) layout() columnsLayout {
	var out columnsLayout
	if l.Tick != nil {
		const box = 40
		out = append(out, Column{Width: box})
	}
	out = append(out, l.columns...)
	return out
}

// SetLines shows other lines; the choice is taken away.
func (l *List) SetLines(lines []Line) {
	l.Lines = lines
	l.Chosen = -1
	l.UnselectAll()
	l.Refresh()
}

// Choose chooses a line, or the nearest one that is no heading.
func (l *List) Choose(i int) {
	i = min(max(i, 0), len(l.Lines)-1)
	for _, step := range []int{1, -1} {
		for j := i; j >= 0 && j < len(l.Lines); j += step {
			if l.Lines[j].Heading == "" {
				l.Select(j)
				return
			}
		}
	}
}

func (l *List) onSelected(i widget.ListItemID) {
	if l.Lines[i].Heading != "" {
		return
	}
	l.Chosen = i
	l.Refresh() // the mark of the chosen line
	if l.Changed != nil {
		l.Changed()
	}
}

// TypedKey moves the choice and carries out the list's keys.
func (l *List) TypedKey(ev *fyne.KeyEvent) {
	const screenful = 10
	if l.OnKey != nil && l.OnKey(ev) {
		return
	}
	if l.RowMenu != nil && IsMenuKey(ev) {
		l.menuAtLine()
		return
	}
	step := map[fyne.KeyName]int{
		fyne.KeyUp: -1, fyne.KeyDown: 1, fyne.KeyPageUp: -screenful, fyne.KeyPageDown: screenful,
		fyne.KeyHome: -len(l.Lines), fyne.KeyEnd: len(l.Lines),
	}[ev.Name]
	switch {
	case step != 0:
		l.Moved = true
		l.Step(step)
	case ev.Name == fyne.KeySpace && l.Tick != nil:
		l.SetTick(l.Chosen, !l.Ticked[l.Chosen])
	case IsEnter(ev.Name) && l.open != nil && !l.Host.Dialogs().Open():
		l.open()
	case !PassKey(l.Host, ev):
		l.Host.Key(ev)
	}
}

// Step goes up or down, over headings.
func (l *List) Step(step int) {
	i := min(max(l.Chosen+step, 0), len(l.Lines)-1)
	for i > 0 && i < len(l.Lines)-1 && l.Lines[i].Heading != "" {
		if step < 0 {
			i--
		} else {
			i++
		}
	}
	if i >= 0 {
		l.Choose(i)
	}
}

// SetTick ticks a row or takes its tick away, counted from 0.
func (l *List) SetTick(i int, on bool) {
	if l.Locked || i < 0 || l.Ticked[i] == on {
		return
	}
	l.Ticked[i] = on
	l.RefreshItem(i)
	l.Tick()
}

// lineView shows one line.
type lineView struct {
	widget.BaseWidget
	list    *List
	index   int
	box     *Check
	labels  []*widget.Label
	cells   *fyne.Container
	heading *widget.Label
	mark    *canvas.Rectangle // around the chosen line
}

func newLineView(l *List) *lineView {
	v := &lineView{list: l, heading: &widget.Label{Truncation: fyne.TextTruncateEllipsis}, mark: canvas.NewRectangle(ColorClear)}
	v.mark.StrokeColor = ColorPrimary
	var cells []fyne.CanvasObject
	if l.Tick != nil {
		v.box = NewCheck(l.Host, "", func(on bool) { l.SetTick(v.index, on) })
		cells = append(cells, v.box)
	}
	for range l.columns {
		label := &widget.Label{Truncation: fyne.TextTruncateEllipsis}
		v.labels = append(v.labels, label)
		cells = append(cells, label)
	}
	v.cells = container.New(l.layout(), cells...)
	v.ExtendBaseWidget(v)
	return v
}

// CreateRenderer lays the columns out; a heading takes the whole line.
func (v *lineView) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewStack(v.cells, v.heading, container.New(layout.NewCustomPaddedLayout(1, 1, 1, 1), v.mark)))
}

// Tapped chooses the line.
func (v *lineView) Tapped(*fyne.PointEvent) {
	v.list.Moved = true
	v.list.Host.Window().Canvas().Focus(v.list)
	v.list.Choose(v.index)
}

// TappedSecondary chooses the line and shows its menu.
func (v *lineView) TappedSecondary(ev *fyne.PointEvent) {
	v.Tapped(ev)
	v.list.ShowRowMenu(ev.AbsolutePosition)
}

// DoubleTapped opens it.
func (v *lineView) DoubleTapped(*fyne.PointEvent) {
	v.list.Choose(v.index)
	if v.list.open != nil {
		v.list.open()
	}
}

func (v *lineView) fill(index int, l Line) {
	v.index = index
	width := float32(0)
	if index == v.list.Chosen {
		if width = edgeWidth; v.list.ring.focused {
			width = focusWidth
		}
	}
	if v.mark.StrokeWidth != width {
		v.mark.StrokeWidth = width
		v.mark.Refresh()
	}
	SetVisible(v.cells, l.Heading == "" && !l.Across)
	SetVisible(v.heading, l.Heading != "" || l.Across)
	v.heading.TextStyle.Bold = !l.Across
	v.heading.Importance = widget.MediumImportance
	text := l.Heading
	if l.Across {
		v.heading.Importance, text = l.Cells[0].Importance, l.Cells[0].Text
	}
	v.heading.SetText(text)
	for i, c := range l.Cells {
		v.labels[i].Importance = c.Importance
		v.labels[i].SetText(c.Text)
	}
	if v.box != nil {
		v.fillBox(index)
	}
}

func (v *lineView) fillBox(index int) {
	if v.box.Disabled() != v.list.Locked { // the view may have shown a locked line before
		SetEnabled(v.box, !v.list.Locked)
	}
	if v.box.Checked != v.list.Ticked[index] {
		v.box.Checked = v.list.Ticked[index]
		v.box.Refresh()
	}
}

// columnsLayout gives columns widths that follow the size of the text; those
// of width 0 share the rest.
type columnsLayout []Column

// at returns the width of a column, 0 where it shares the rest.
func (l columnsLayout) at(i int) float32 {
	const ordinary = 14 // the size of text that the widths are made for
	return l[i].Width * theme.TextSize() / ordinary
}

// leastPart is what of their widths columns keep where room is short: what does
// not fit is cut with an ellipsis.
const leastPart = 0.6

// sharing is the least width of a column that shares the rest: some ten characters.
func sharing() float32 { return 10 * theme.TextSize() }

// widths adds up the columns that stay whole, those that give way, and how many share
// the rest.
func (l columnsLayout) widths() (whole, fixed, among float32) {
	for i := range l {
		switch width := l.at(i); {
		case width == 0:
			among++
		case l[i].Whole:
			whole += width
		default:
			fixed += width
		}
	}
	return whole, fixed, among
}

// MinSize leaves each column what it must have.
func (l columnsLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	whole, fixed, among := l.widths()
	size := fyne.Size{Width: whole + leastPart*(fixed+among*sharing())}
	for _, o := range objects {
		size.Height = max(size.Height, o.MinSize().Height)
	}
	size.Height = float32(math.Ceil(float64(size.Height))) // lines that end within a pixel are drawn faint
	return size
}

// Layout places the columns from the left.
func (l columnsLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	whole, fixed, among := l.widths()
	part := min(max(size.Width-whole, 0)/max(fixed+among*sharing(), 1), 1)
	rest := size.Width - whole - fixed*part
	x := float32(0)
	for i, o := range objects {
		width := l.at(i)
		switch {
		case width == 0:
			width = rest / among
		case !l[i].Whole:
			width *= part
		}
		if to := fyne.NewSize(width, size.Height); o.Size() != to {
			o.Resize(to)
			if l, ok := o.(*widget.Label); ok { // a text from before it had a width is not cut yet
				l.Refresh()
			}
		}
		o.Move(fyne.NewPos(x, 0))
		x += width
	}
}

// HeadCell is the name of a column.
func HeadCell(text string) fyne.CanvasObject {
	return &widget.Label{Text: text, TextStyle: fyne.TextStyle{Bold: true}}
}

// Tinted puts a tinted strip behind o.
func Tinted(o fyne.CanvasObject) *fyne.Container {
	return container.NewStack(Ground(ColorBand), o)
}
