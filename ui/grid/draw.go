package grid

import (
	"image/color"
	"math"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"

	"nianbao/app/form"
)

// figure is the text of one value cell. It stays for good and is empty while
// the cell is blank.
type figure struct {
	cell *form.Cell
	text *canvas.Text
}

// build works out the geometry for a width and draws what depends on it
// alone; the header of a loose table scrolls with the rest. It does nothing
// when the geometry is that already.
func (v *view) build(width float32, loose bool) {
	label, pad := v.text, v.pad
	if v.geo != nil && v.geo.m.label == label && v.geo.m.padY == pad && v.asked == width && v.headerScrolls == loose {
		return
	}
	v.asked, v.headerScrolls, v.drawnAt = width, loose, v.scale()
	m := measured(label, pad)
	if v.geo != nil && v.geo.m.label == label && v.geo.m.padY == pad {
		m = v.geo.m
	}
	v.geo = arrange(v.grid.index, m, width)
	if loose {
		v.geo.rows = 0
	}
	b := v.grid.index
	rows, cols := b.table.Rows-1, b.columns()-1
	top, left := v.geo.rows, v.geo.cols
	v.tall = nil
	v.fixed = v.draw(span{top, left, rows, cols})
	v.head.layer.show(v.headTints(b.table.LabelColumns, cols), v.draw(span{0, left, top - 1, cols}))
	v.side.layer.show(v.draw(span{top, 0, rows, left - 1}))
	v.corner.layer.show(v.draw(span{0, 0, top - 1, left - 1}))
	v.drawFoot()
	v.drawFigures()
	v.blanks = nil
	v.showFigures()
	v.showMarks()
}

// headTints colours the header.
func (v *view) headTints(left, right int) []fyne.CanvasObject {
	if v.geo.rows == 0 {
		return nil
	}
	return []fyne.CanvasObject{v.tint(v.geo.over(span{0, left, v.geo.rows - 1, right}), tintHead)}
}

// tint fills a box. A line as thick as the box is wide takes the software
// painter less than half the time of a rectangle. But Fyne leaves a line out
// when its middle is out of view, so it will not do where tables move sideways.
func (v *view) tint(b box, c color.Color) fyne.CanvasObject {
	if v.geo.width() > v.asked {
		return fill(b, c)
	}
	l := canvas.NewLine(c)
	l.StrokeWidth = b.w - lineWidth
	middle := b.x + l.StrokeWidth/2
	l.Position1, l.Position2 = fyne.NewPos(middle, b.y), fyne.NewPos(middle, b.y+b.h)
	return l
}

func fill(b box, c color.Color) *canvas.Rectangle {
	r := canvas.NewRectangle(c)
	r.Move(fyne.NewPos(b.x, b.y))
	r.Resize(fyne.NewSize(b.w, b.h))
	return r
}

// draw returns the lines and, as pictures, the labels of a rectangle of places.
func (v *view) draw(s span) []fyne.CanvasObject {
	if s.bottom < s.top || s.right < s.left {
		return nil
	}
	var out []fyne.CanvasObject
	for _, e := range v.geo.rules(s) {
		out = append(out, v.rule(e))
	}
	var labels []*canvas.Text
	for _, c := range v.grid.index.table.Cells {
		switch {
		case c.IsValue() || !s.intersects(c):
		case v.isTall(c):
			tall := tallLabel{c, v.ink.patch(v.label(c)...)}
			tall.patch.fit()
			v.tall, out = append(v.tall, tall), append(out, tall.patch.raster)
		default:
			labels = append(labels, v.label(c)...)
		}
	}
	return append(out, rasters(v.ink.patches(labels))...)
}

// rule draws a ruled line. One across the table is drawn as one that is as thick
// as it is long and a pixel long: the software painter goes through fewer pixels
// for it. But Fyne leaves a line out when its middle is out of view, so this will
// not do where tables move sideways, and it is exact on whole pixels alone.
func (v *view) rule(e edge) *canvas.Line {
	l := line(e)
	if e.y1 != e.y2 || v.geo.width() > v.asked || v.drawnAt != 1 {
		return l
	}
	long := e.x2 - e.x1
	if int(long)%2 == 1 { // the last pixel belongs to the line down that ends it
		long--
	}
	middle := e.x1 + long/2
	l.StrokeWidth = long
	l.Position1, l.Position2 = fyne.NewPos(middle, e.y1-1), fyne.NewPos(middle, e.y1)
	return l
}

func line(e edge) *canvas.Line {
	l := canvas.NewLine(inkLine)
	l.StrokeWidth = lineWidth
	l.Position1, l.Position2 = fyne.NewPos(e.x1, e.y1), fyne.NewPos(e.x2, e.y2)
	return l
}

// label returns one text for each line of a label.
func (v *view) label(c *form.Cell) []*canvas.Text {
	var out []*canvas.Text
	for _, s := range v.geo.labels[c] {
		t := canvas.NewText(s, inkText)
		t.TextSize = v.geo.m.label
		t.Resize(t.MinSize())
		out = append(out, t)
	}
	in := v.geo.of(c)
	v.layLabel(c, out, in.y, in.h)
	return out
}

// layLabel places the lines of a label in the middle of a height.
func (v *view) layLabel(c *form.Cell, lines []*canvas.Text, y, h float32) {
	in, line := v.geo.of(c), v.geo.m.line
	y += (h - lineWidth - float32(len(lines))*line) / 2
	for i, t := range lines {
		size := t.Size()
		x := in.x + (in.w-lineWidth-size.Width)/2
		if c.Style == form.Left {
			x = in.x + v.geo.m.padX
		}
		t.Move(fyne.NewPos(round(x), round(y+float32(i)*line+(line-size.Height)/2-v.geo.m.label*lift)))
	}
}

// tallLabel is a label beside several rows, of which often only a part is in
// view. Its text stays in the middle of that part.
type tallLabel struct {
	cell  *form.Cell
	patch *patch
}

func (v *view) isTall(c *form.Cell) bool {
	return c.RowSpan > 1 && c.Row >= v.geo.rows && c.Col < v.grid.index.table.LabelColumns
}

func (v *view) layTallLabels() {
	_, frozenH := v.frozen()
	for _, l := range v.tall {
		in := v.geo.of(l.cell)
		need := float32(len(l.patch.texts))*v.geo.m.line + 2*v.geo.m.padY
		from := max(in.y, min(frozenH+v.offset.Y, in.y+in.h-need))
		to := min(in.y+in.h, max(frozenH+v.offset.Y+v.bodyH, in.y+need))
		v.layLabel(l.cell, l.patch.texts, from, max(to-from, need))
		l.patch.fit()
	}
}

// drawFigures makes the texts of the value cells, or moves them.
func (v *view) drawFigures() {
	if v.figures == nil {
		for _, c := range v.grid.index.values {
			t := canvas.NewText("", inkText)
			t.TextStyle.Bold = c.Computed
			v.figures = append(v.figures, &figure{c, t})
		}
		v.columns = v.ink.columns(v.figures)
	}
	for _, f := range v.figures {
		v.fit(f)
	}
}

// fit centres a figure in its cell. A long one is set smaller, and gives way to the
// sign of a marked cell.
func (v *view) fit(f *figure) {
	in, size, margin := v.geo.of(f.cell), v.geo.m.figures, float32(frameWidth+1)
	if m := v.grid.marks[f.cell.Address]; m != Unmarked {
		_, _, char := m.sign()
		sign := fyne.MeasureText(char, size*signSize, fyne.TextStyle{Bold: true}).Width + signEdge
		if width := fyne.MeasureText(f.text.Text, size, f.text.TextStyle).Width; (in.w-width)/2 < sign+1 {
			in.w -= sign
			margin = 1
		}
	}
	centre(f.text, in, size, margin)
}

// The size of a sign, in sizes of figures, and how far it stands from the edge.
const (
	signSize = 0.75
	signEdge = 5
)

// lift is how far a text is moved up, in parts of its size: fonts with Chinese
// characters leave more room above the line than below it.
const lift = 0.07

func round(v float32) float32 { return float32(math.Round(float64(v))) }

// centre puts a text in the middle of a box, set smaller if it is too long.
func centre(t *canvas.Text, in box, size, margin float32) {
	t.TextSize = size
	need := t.MinSize()
	if room := in.w - 2*margin; need.Width > room {
		t.TextSize = max(size*room/need.Width, size*0.6)
		need = t.MinSize()
	}
	t.Move(fyne.NewPos(round(in.x+(in.w-lineWidth-need.Width)/2), round(in.y+(in.h-lineWidth-need.Height)/2-t.TextSize*lift)))
	t.Resize(need)
}

// showFigures brings the texts up to date, touching only what changed.
func (v *view) showFigures() {
	blanks, changed := map[*form.Cell]bool{}, v.blanks == nil
	for _, f := range v.figures {
		s := v.grid.Shown(f.cell.Address)
		if s == "" && !f.cell.Computed {
			blanks[f.cell] = true
		}
		if s == f.text.Text {
			continue
		}
		changed = changed || s == "" || f.text.Text == ""
		f.text.Text = s
		v.fit(f)
	}
	for _, p := range v.columns {
		p.fit()
	}
	if changed {
		v.blanks = blanks
		v.drawTints()
		v.compose()
	}
	v.showBalances()
}

// drawTints colours what is computed and what is still blank, in as few
// rectangles as possible.
func (v *view) drawTints() {
	v.tints = nil
	heading := func(c *form.Cell) bool { return c.Style == form.Head && c.Row >= v.geo.rows }
	for _, s := range v.grid.index.cover(heading) {
		v.tints = append(v.tints, v.tint(v.geo.over(s), tintHead))
	}
	for _, s := range v.grid.index.cover(func(c *form.Cell) bool { return c.Computed }) {
		v.tints = append(v.tints, v.tint(v.geo.over(s), tintTotal))
	}
	for _, s := range v.grid.index.cover(func(c *form.Cell) bool { return v.blanks[c] }) {
		v.tints = append(v.tints, v.tint(v.geo.over(s), tintBlank))
	}
}

// compose puts the layers of the body on top of one another.
func (v *view) compose() {
	v.body.layer.objects = slices.Concat(v.tints, v.marks, []fyne.CanvasObject{v.chosen}, v.fixed,
		rasters(v.columns), rasters(v.ink.patches(v.signs)), []fyne.CanvasObject{v.input, v.frame})
	v.frame.Refresh() // the pictures are as they were
}

// showMarks draws the marked cells anew.
func (v *view) showMarks() {
	v.marks, v.signs = nil, nil
	for _, c := range v.grid.index.values {
		m := v.grid.marks[c.Address]
		if m == Unmarked {
			continue
		}
		ink, tint, char := m.sign()
		in := v.geo.of(c)
		r := fill(box{in.x, in.y, in.w - lineWidth, in.h - lineWidth}, tint)
		r.StrokeColor, r.StrokeWidth = ink, 1.5
		t := canvas.NewText(char, ink)
		t.TextSize = v.geo.m.figures * signSize
		t.TextStyle.Bold = true
		size := t.MinSize()
		t.Move(fyne.NewPos(in.x+in.w-size.Width-signEdge, in.y))
		t.Resize(size)
		v.marks, v.signs = append(v.marks, r), append(v.signs, t)
	}
	v.marks = append(v.marks, v.given()...)
	was := v.shifted
	v.shifted = map[*form.Cell]bool{}
	for _, f := range v.figures {
		marked := v.grid.marks[f.cell.Address] != Unmarked
		if marked {
			v.shifted[f.cell] = true
		}
		if marked || was[f.cell] {
			v.fit(f)
		}
	}
	for _, p := range v.columns {
		p.fit()
	}
	v.compose()
}

// given draws a bar at the left edge of the cells that a department provided, one for
// those below each other: it is seen without colours, and figures do not come near it.
func (v *view) given() []fyne.CanvasObject {
	var bars []*box
	last := map[int]*box{} // by its column
	for _, c := range v.grid.index.values {
		if !v.grid.given[c.Address] {
			continue
		}
		in := v.geo.of(c)
		if above := last[c.Col]; above != nil && above.y+above.h == in.y {
			above.h += in.h
			continue
		}
		bar := &box{in.x + givenEdge, in.y, givenWidth, in.h}
		last[c.Col], bars = bar, append(bars, bar)
	}
	var out []fyne.CanvasObject
	for _, b := range bars {
		out = append(out, fill(box{b.x, b.y + givenEdge, b.w, b.h - lineWidth - 2*givenEdge}, inkQuiet))
	}
	return out
}

// showCursor draws the frame round the active cell and the selection.
func (v *view) showCursor() {
	g := v.grid
	if scale := v.scale(); scale != v.drawnAt && v.size.Width > 0 { // it has come to the screen, or to another one
		v.geo = nil
		v.Layout(v.size)
		return
	}
	in := v.geo.of(g.active())
	live := g.focused || g.Editing()
	v.frame.StrokeColor = inkRest
	switch {
	case g.edit.refused:
		v.frame.StrokeColor = inkError
	case live:
		v.frame.StrokeColor = inkActive
	}
	v.frame.FillColor, v.frame.StrokeWidth = color.Transparent, frameWidth
	if v.geo.m.padY < compactPad || !live { // it must not cover the figure
		v.frame.StrokeWidth = 1
	}
	if live && g.marks[g.active().Address] != Unmarked { // it must be seen beside the frame of the mark
		v.frame.StrokeWidth += 2
	}
	v.frame.Move(fyne.NewPos(in.x, in.y)) // inside the cell: further out a pane's edge would cut it
	v.frame.Resize(fyne.NewSize(in.w-lineWidth, in.h-lineWidth))
	if many := len(g.chosen()) > 1; many {
		all := v.geo.over(g.area())
		v.chosen.Move(fyne.NewPos(all.x, all.y))
		v.chosen.Resize(fyne.NewSize(all.w, all.h))
		v.chosen.Show()
	} else {
		v.chosen.Hide()
	}
	v.placeEntry()
	v.frame.Refresh()
}

// showEntry opens the entry on the cell that is being typed into.
func (v *view) showEntry() {
	v.input.Show()
	// Fyne gives the focus only to what has been drawn. Keys may come before
	// the first frame, so the way down to the entry is prepared here.
	for _, w := range []fyne.Widget{v.body, v.body.layer, v.input, v.input.layer, v.grid.entry} {
		w.Refresh()
	}
	v.showCursor()
}

func (v *view) hideEntry() {
	v.input.Hide()
	v.showCursor()
}

// placeEntry lays the entry on its cell, and over the neighbours where the
// text needs more room. The toolkit's padding, which would make it higher than
// a row, is cut off. A theme of its own without padding costs a parsed copy of
// every font each time it is refreshed.
func (v *view) placeEntry() {
	c := v.grid.edit.cell
	if c == nil {
		return
	}
	cut := theme.InnerPadding() - entryPadding
	in, need := v.geo.of(c), v.grid.entry.MinSize().SubtractWidthHeight(2*cut, 2*cut)
	w, h := max(in.w-lineWidth, need.Width), max(in.h-lineWidth, need.Height)
	at, size := fyne.NewPos(in.x, in.y+(in.h-lineWidth-h)/2), fyne.NewSize(w, h)
	inside := size.SubtractWidthHeight(frameWidth, 0)
	v.input.Move(at.AddXY(frameWidth, 0)) // text must not touch the frame
	v.input.Resize(inside)
	v.input.from(cut, cut)
	v.grid.entry.Resize(inside.AddWidthHeight(2*cut, 2*cut))
	v.frame.Move(at)
	v.frame.Resize(size)
}

// group puts separators between the thousands of a figure of four digits or more.
func group(figure string) string {
	sign := ""
	if rest, negative := strings.CutPrefix(figure, "-"); negative {
		sign, figure = "-", rest
	}
	whole, part := figure, ""
	if i := strings.IndexByte(figure, '.'); i >= 0 {
		whole, part = figure[:i], figure[i:]
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	return sign + whole + part
}
