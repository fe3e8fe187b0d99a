package grid

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"nianbao/app/form"
	"nianbao/ui/look"
)

// view draws a table in up to six panes: the body that scrolls, beside it the
// labels and above it the header, which follow it in one direction, and below
// it the balances. It is the widget's renderer and lives as long as it.
type view struct {
	grid          *Grid
	geo           *geometry
	size          fyne.Size
	text, pad     float32 // the size of labels, and what is above and below a line of them
	told          float32 // the size that OnScaled was told of
	asked         float32 // the width it was made for
	drawnAt       float32 // pixels of the screen to a unit at that time
	headerScrolls bool    // the header does not stay in view: there is no room beside it

	body, side, head, corner, foot, footSide *pane
	across, down                             *bar
	objects                                  []fyne.CanvasObject

	offset        fyne.Position // of the body: a row stands at its upper edge
	wanted        float32       // how far down it was to be scrolled
	bodyW, bodyH  float32       // what of the body there is room for
	seen          float32       // how much of that shows rows: none is cut
	tints, marks  []fyne.CanvasObject
	fixed         []fyne.CanvasObject // lines and labels of the body
	signs         []*canvas.Text      // in the corners of marked cells
	tall          []tallLabel         // of the side
	figures       []*figure
	balances      []*balanceText
	ink           *ink
	columns       []*patch // of the figures
	standing      *patch   // of the balances, nil where there are none
	narrow        bool     // they have no room for long words
	chosen, frame *canvas.Rectangle
	input         *pane // the entry, without its rim
	blanks        map[*form.Cell]bool
	strong        bool                // the set of colours it was drawn in
	shifted       map[*form.Cell]bool // their figures may have given way to a sign
}

func newView(g *Grid) *view {
	v := &view{
		strong: look.Strong(),
		grid:   g, body: newPane(), side: newPane(), head: newPane(), corner: newPane(),
		foot: newPane(), footSide: newPane(),
		chosen: canvas.NewRectangle(tintChosen), frame: canvas.NewRectangle(nil),
	}
	v.ink = &ink{scale: v.scale}
	v.across = newBar(false, func(to float32) { v.scrollTo(to, v.offset.Y) })
	v.down = newBar(true, func(to float32) { v.scrollTo(v.offset.X, to) })
	v.frame.StrokeWidth = frameWidth
	v.chosen.Hide()
	v.input = newPane()
	v.input.layer.show([]fyne.CanvasObject{g.entry})
	v.input.Hide()
	v.objects = []fyne.CanvasObject{v.body, v.side, v.head, v.corner, v.foot, v.footSide, v.across, v.down}
	v.text, v.pad = g.size(fyne.Size{})
	v.build(800, false)
	return v
}

// Destroy keeps everything: the view may be asked for again.
func (v *view) Destroy() {}

// MinSize leaves the table to its scroll bars.
func (v *view) MinSize() fyne.Size { return v.grid.MinSize() }

// Objects returns the panes and the scroll bars.
func (v *view) Objects() []fyne.CanvasObject { return v.objects }

// Refresh draws the table anew when the text size has changed.
func (v *view) Refresh() {
	if text, _ := v.grid.size(v.room()); v.text != text || v.strong != look.Strong() {
		v.geo, v.strong = nil, look.Strong()
		v.Layout(v.size)
	}
	v.showFigures()
	v.showCursor()
}

// Layout fits the table into a size.
func (v *view) Layout(size fyne.Size) {
	if v.size != size || v.geo == nil {
		v.size = size
		v.text, v.pad = v.grid.size(v.room())
	}
	width := size.Width - lineWidth
	v.build(width, v.headerScrolls)
	foot := v.footHeight(v.geo)
	room := size.Height - foot - lineWidth
	wide := v.geo.width() > width
	if wide {
		room -= barWidth
	}
	high := v.geo.height() > room
	if high {
		v.build(width-barWidth, v.headerScrolls)
		if width -= barWidth; !wide && v.geo.width() > width {
			wide = true
			room -= barWidth
		}
	}
	if now := v.geo.m.label; now != v.told {
		v.told = now
		if v.grid.OnScaled != nil {
			v.grid.OnScaled()
		}
	}
	was := v.headerScrolls
	v.build(v.asked, high && room-v.header() < leastRows*footRow(v.geo))
	frozenW, frozenH := v.frozen()
	v.bodyW = min(width, v.geo.width()) - frozenW
	v.bodyH = min(room, v.geo.height()) - frozenH
	if high {
		v.bodyH = v.edgeBefore(max(v.bodyH, v.geo.y[v.geo.rows+1]-frozenH))
	}
	x, y := rim(frozenW), rim(frozenH)
	v.head.setBounds(x, 0, v.bodyW+lineWidth+frozenW-x, y)
	v.corner.setBounds(0, 0, x, y)
	bottom := frozenH + v.bodyH
	v.foot.setBounds(x, bottom, v.bodyW+lineWidth+frozenW-x, foot)
	v.footSide.setBounds(0, bottom, x, foot)
	v.layBars(wide, high, bottom+max(foot, lineWidth))
	v.scrollTo(v.offset.X, v.offset.Y)
	if v.headerScrolls != was {
		v.bringIntoView(v.geo.of(v.grid.active()))
	}
	v.showCursor()
}

// scale is how many pixels of the screen a unit has.
func (v *view) scale() float32 {
	if c := v.grid.canvas(); c != nil {
		return c.Scale()
	}
	return 1
}

// room is what the page has for the table.
func (v *view) room() fyne.Size {
	if v.grid.room.Height > 0 {
		return v.grid.room
	}
	return v.size
}

// leastRows is what must stay for the figures under a header that does not scroll.
const leastRows = 3

// header returns the height of the rows that are to stay in view.
func (v *view) header() float32 {
	rows, _ := v.grid.index.frozen()
	return v.geo.y[rows]
}

// frozen returns how much of the view does not scroll.
func (v *view) frozen() (width, height float32) { return v.geo.x[v.geo.cols], v.geo.y[v.geo.rows] }

// rim returns where the body begins beside frozen panes. Fyne draws a line
// just before its coordinate, so the table stands one line off the edge, and
// panes at the edge show that line too.
func rim(frozen float32) float32 {
	if frozen == 0 {
		return 0
	}
	return frozen + lineWidth
}

func (v *view) layBars(wide, high bool, bottom float32) {
	frozenW, frozenH := v.frozen()
	v.across.Move(fyne.NewPos(rim(frozenW), bottom))
	v.across.Resize(fyne.NewSize(v.bodyW, barWidth))
	v.down.Move(fyne.NewPos(frozenW+v.bodyW+lineWidth, rim(frozenH)))
	v.down.Resize(fyne.NewSize(barWidth, v.bodyH))
	show(v.across, wide)
	show(v.down, high)
}

func show(o fyne.CanvasObject, yes bool) {
	if yes {
		o.Show()
	} else {
		o.Hide()
	}
}

// scrollTo moves the body, and with it what follows it, as far as there is
// anything to see.
func (v *view) scrollTo(x, y float32) {
	frozenW, frozenH := v.frozen()
	x = max(0, min(x, v.geo.width()-frozenW-v.bodyW))
	most := v.edgeBehind(v.geo.height() - frozenH - v.bodyH)
	v.wanted = max(0, min(y, most))
	if y = v.edgeBefore(v.wanted); v.wanted-y > v.edgeBehind(v.wanted)-v.wanted {
		y = v.edgeBehind(v.wanted)
	}
	v.offset = fyne.NewPos(x, y)
	v.layBody()
	left, top := rim(frozenW)-lineWidth+x, rim(frozenH)-lineWidth+y
	v.body.from(left, top)
	v.side.from(-lineWidth, top)
	v.head.from(left, -lineWidth)
	v.corner.from(-lineWidth, -lineWidth)
	v.foot.from(left, -lineWidth)
	v.footSide.from(-lineWidth, -lineWidth)
	v.layTallLabels()
	v.across.set(v.geo.width()-frozenW, v.bodyW, x)
	v.down.set(most+v.bodyH, v.bodyH, v.wanted)
	v.frame.Refresh() // the pictures are as they were
	v.grid.notifyMoved()
}

// layBody shows of the body what is whole: a row that would be cut stays out of sight.
func (v *view) layBody() {
	frozenW, frozenH := v.frozen()
	if v.seen = min(v.edgeBefore(v.offset.Y+v.bodyH)-v.offset.Y, v.bodyH); v.seen <= 0 {
		v.seen = v.bodyH
	}
	x, y := rim(frozenW), rim(frozenH)
	v.body.setBounds(x, y, v.bodyW+lineWidth+frozenW-x, v.seen+lineWidth+frozenH-y)
	v.side.setBounds(0, y, x, v.seen+lineWidth+frozenH-y)
}

// scrollBy moves on from where it was to be: small steps of a wheel add up to a row.
func (v *view) scrollBy(dx, dy float32) { v.scrollTo(v.offset.X+dx, v.wanted+dy) }

// edgeBefore is the last edge of a row of the body at a height or above it, and
// edgeBehind the first one at it or below.
func (v *view) edgeBefore(height float32) float32 {
	_, frozen := v.frozen()
	at := float32(0)
	for _, y := range v.geo.y[v.geo.rows:] {
		if y-frozen <= height+0.01 {
			at = y - frozen
		}
	}
	return at
}

func (v *view) edgeBehind(height float32) float32 {
	_, frozen := v.frozen()
	for _, y := range v.geo.y[v.geo.rows:] {
		if y-frozen >= height-0.01 {
			return y - frozen
		}
	}
	return v.geo.height() - frozen
}

// bringIntoView scrolls just as far as needed to show a box of the table.
func (v *view) bringIntoView(b box) {
	frozenW, frozenH := v.frozen()
	x := nearestOffset(v.offset.X, b.x-frozenW, b.w, v.bodyW)
	y := nearestOffset(v.offset.Y, b.y-frozenH, b.h, v.bodyH)
	if x != v.offset.X || y != v.offset.Y {
		v.scrollTo(x, v.edgeBehind(y)) // of the row below all is to be seen
	}
}

func nearestOffset(offset, at, size, room float32) float32 {
	return min(max(offset, at+size-room), at)
}

// pageRows is how many rows of usual height are in view.
func (v *view) pageRows() int {
	return max(1, v.grid.RowsInSight()-1)
}

// placeAt returns the place under a position in the view.
func (v *view) placeAt(p fyne.Position) position {
	frozenW, frozenH := v.frozen()
	x, y := p.X-lineWidth, p.Y-lineWidth
	if x >= frozenW {
		x += v.offset.X
	}
	if y >= frozenH {
		y += v.offset.Y
	}
	return v.geo.place(x, y)
}

// hit returns the figure under a position.
func (v *view) hit(p fyne.Position) (position, bool) {
	at := v.placeAt(p)
	return at, v.inside(p) && v.grid.index.figure(at) != nil
}

// inside says whether a position is on the table, and not on its balances or bars.
func (v *view) inside(p fyne.Position) bool {
	frozenW, frozenH := v.frozen()
	return p.X < frozenW+v.bodyW && p.Y < frozenH+v.seen
}

// onScreen returns where the lower left corner of a box is in the window.
func (v *view) onScreen(b box) fyne.Position {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(v.grid)
	return at.AddXY(lineWidth+b.x-v.offset.X, lineWidth+b.y+b.h-v.offset.Y)
}
