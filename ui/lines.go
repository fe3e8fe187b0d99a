package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// column is a column of a list. Columns of width 0 share what the others leave.
type column struct {
	name  string
	width float32
}

// cell is what a line says in one column.
type cell struct {
	text       string
	importance widget.Importance
}

func plain(texts ...string) []cell {
	out := make([]cell, len(texts))
	for i, t := range texts {
		out[i].text = t
	}
	return out
}

// line is one line of a list: its cells, or a heading over a group.
type line struct {
	cells   []cell
	heading string
}

// lineList is a list in columns with the keys of a list of files: arrows
// choose, Enter opens. One click chooses a line, two open it.
type lineList struct {
	widget.List
	w       Host
	columns []column
	lines   []line
	chosen  int // index in lines, -1 for none
	changed func()
	open    func()
	ticked  map[int]bool // with check boxes: which lines are ticked
	tick    func()       // nil without check boxes
	locked  bool         // the check boxes cannot be changed
	moved   bool         // the person has chosen a line

	onKey func(*fyne.KeyEvent) bool // offered every key first, may be nil
}

// newLineList makes a list. Changed is called when another line is chosen,
// open with Enter and a double click; either may be nil.
func newLineList(w Host, columns []column, changed, open func()) *lineList {
	l := &lineList{w: w, columns: columns, chosen: -1, changed: changed, open: open, ticked: map[int]bool{}}
	l.Length = func() int { return len(l.lines) }
	l.CreateItem = func() fyne.CanvasObject { return newLineView(l) }
	l.UpdateItem = func(i widget.ListItemID, o fyne.CanvasObject) {
		if i < len(l.lines) {
			o.(*lineView).fill(i, l.lines[i])
		}
	}
	l.OnSelected = l.onSelected
	l.ExtendBaseWidget(l)
	return l
}

// head is the line of the columns' names.
func (l *lineList) head() fyne.CanvasObject {
	var cells []fyne.CanvasObject
	if l.tick != nil {
		cells = append(cells, &widget.Label{})
	}
	for _, c := range l.columns {
		cells = append(cells, headCell(c.name))
	}
	return band(container.New(l.layout(), cells...))
}

func (l *lineList) layout() columnsLayout {
	var out columnsLayout
	if l.tick != nil {
		const box = 40
		out = append(out, box)
	}
	for _, c := range l.columns {
		out = append(out, c.width)
	}
	return out
}

// setLines shows other lines; the choice is taken away.
func (l *lineList) setLines(lines []line) {
	l.lines = lines
	l.chosen = -1
	l.UnselectAll()
	l.Refresh()
}

// choose chooses a line, or the nearest one that is no heading.
func (l *lineList) choose(i int) {
	i = min(max(i, 0), len(l.lines)-1)
	for _, step := range []int{1, -1} {
		for j := i; j >= 0 && j < len(l.lines); j += step {
			if l.lines[j].heading == "" {
				l.Select(j)
				return
			}
		}
	}
}

func (l *lineList) onSelected(i widget.ListItemID) {
	if l.lines[i].heading != "" {
		return
	}
	l.chosen = i
	if l.changed != nil {
		l.changed()
	}
}

// TypedKey moves the choice and carries out the list's keys.
func (l *lineList) TypedKey(ev *fyne.KeyEvent) {
	const screenful = 10
	if l.onKey != nil && l.onKey(ev) {
		return
	}
	step := map[fyne.KeyName]int{
		fyne.KeyUp: -1, fyne.KeyDown: 1, fyne.KeyPageUp: -screenful, fyne.KeyPageDown: screenful,
		fyne.KeyHome: -len(l.lines), fyne.KeyEnd: len(l.lines),
	}[ev.Name]
	switch {
	case step != 0:
		l.moved = true
		l.move(step)
	case ev.Name == fyne.KeySpace && l.tick != nil:
		l.setTick(l.chosen, !l.ticked[l.chosen])
	case isEnter(ev.Name) && l.open != nil && !l.w.Dialogs().Open():
		l.open()
	case !passKey(l.w, ev):
		l.w.Key(ev)
	}
}

// move goes up or down, over headings.
func (l *lineList) move(step int) {
	i := min(max(l.chosen+step, 0), len(l.lines)-1)
	for i > 0 && i < len(l.lines)-1 && l.lines[i].heading != "" {
		if step < 0 {
			i--
		} else {
			i++
		}
	}
	if i >= 0 {
		l.choose(i)
	}
}

func (l *lineList) setTick(i int, on bool) {
	if l.locked || i < 0 || l.ticked[i] == on {
		return
	}
	l.ticked[i] = on
	l.RefreshItem(i)
	l.tick()
}

// lineView shows one line.
type lineView struct {
	widget.BaseWidget
	list    *lineList
	index   int
	box     *keyCheck
	labels  []*widget.Label
	cells   *fyne.Container
	heading *widget.Label
}

func newLineView(l *lineList) *lineView {
	v := &lineView{list: l, heading: &widget.Label{TextStyle: fyne.TextStyle{Bold: true}}}
	var cells []fyne.CanvasObject
	if l.tick != nil {
		v.box = NewCheck(l.w, "", func(on bool) { l.setTick(v.index, on) })
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
	return widget.NewSimpleRenderer(container.NewStack(v.cells, v.heading))
}

// Tapped chooses the line.
func (v *lineView) Tapped(*fyne.PointEvent) {
	v.list.moved = true
	v.list.w.Window().Canvas().Focus(v.list)
	v.list.choose(v.index)
}

// DoubleTapped opens it.
func (v *lineView) DoubleTapped(*fyne.PointEvent) {
	v.list.choose(v.index)
	if v.list.open != nil {
		v.list.open()
	}
}

func (v *lineView) fill(index int, l line) {
	v.index = index
	show(v.cells, l.heading == "")
	show(v.heading, l.heading != "")
	v.heading.SetText(l.heading)
	for i, c := range l.cells {
		v.labels[i].Importance = c.importance
		v.labels[i].SetText(c.text)
	}
	if v.box != nil {
		v.fillBox(index)
	}
}

func (v *lineView) fillBox(index int) {
	if v.list.locked {
		v.box.Disable()
	}
	if v.box.Checked != v.list.ticked[index] {
		v.box.Checked = v.list.ticked[index]
		v.box.Refresh()
	}
}

// columnsLayout gives columns widths that follow the size of the text; those
// of width 0 share the rest.
type columnsLayout []float32

// at returns the width of a column, and whether it shares the rest.
func (l columnsLayout) at(i int) (width float32, shares bool) {
	const ordinary = 14 // the size of text that the widths are made for
	return l[i] * theme.TextSize() / ordinary, l[i] == 0
}

// MinSize leaves each sharing column room for some ten characters.
func (l columnsLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.Size{}
	for i, o := range objects {
		width, shares := l.at(i)
		if size.Width += width; shares {
			size.Width += 10 * theme.TextSize()
		}
		size.Height = max(size.Height, o.MinSize().Height)
	}
	return size
}

// Layout places the columns from the left.
func (l columnsLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	rest, sharing := size.Width, float32(0)
	for i := range objects {
		width, shares := l.at(i)
		if rest -= width; shares {
			sharing++
		}
	}
	x := float32(0)
	for i, o := range objects {
		width, shares := l.at(i)
		if shares {
			width = rest / sharing
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
