package grid

import (
	"math"

	"fyne.io/fyne/v2"
)

// Scale is how large a table is drawn.
type Scale struct {
	Percent int  // of the usual size; 0 is 100
	Compact bool // rows closer together, labels a size smaller
	Whole   bool // as large as the whole table has room for; Percent means nothing then. Compact gives its characters what is left between the lines
}

// Bounds of a scale, in per cent.
const (
	LeastPercent = 60
	MostPercent  = 150
)

// What a compact table has of the usual size, and between a line of text and
// the edges of its row.
const (
	compactPart = 0.92
	roomyPad    = 2
	compactPad  = 1
	leastPad    = 0  // a line is higher than its characters
	leastPixels = 12 // a character of a whole table, on the screen
	comfortable = 12 // a character for which there may be room between the lines, in units
)

// SetScale draws the table larger or smaller. The cell under the cursor stays
// in view.
func (g *Grid) SetScale(s Scale) {
	if g.scale == s {
		return
	}
	g.scale = s
	g.view.rescale()
}

// ActiveOnScreen is where the cell under the cursor stands in the window, and its
// size.
func (g *Grid) ActiveOnScreen() (fyne.Position, fyne.Size) {
	in := g.view.geo.of(g.active())
	return g.view.onScreen(in).AddXY(0, -in.h), fyne.NewSize(in.w, in.h)
}

// Percent is how large the table is drawn, of the usual size.
func (g *Grid) Percent() int {
	return int(math.Round(float64(g.Label() / labelSize() * 100)))
}

// size is the size of labels and the room above and below a line of them, for
// a table that has some room.
func (g *Grid) size(room fyne.Size) (label, pad float32) {
	if g.scale.Whole && room.Width > 0 && room.Height > 0 {
		return g.whole(room)
	}
	usual, pad := labelSize(), float32(roomyPad)
	if g.scale.Compact {
		usual, pad = half(usual*compactPart), compactPad
	}
	switch {
	case g.scale.Percent > 0:
		part := float32(min(max(g.scale.Percent, LeastPercent), MostPercent)) / 100
		return half(usual * part), pad * part
	}
	return usual, pad
}

// whole is the largest size at which the whole table fits, and the smallest that
// can be read where none does. As long as that leaves the characters large enough,
// there is some room between the lines; a compact table has none, and characters
// that are the larger for it.
func (g *Grid) whole(room fyne.Size) (label, pad float32) {
	if !g.scale.Compact {
		for _, pad = range []float32{roomyPad, compactPad, compactPad / 2} {
			if label = g.largest(pad, room); label >= comfortable && g.fits(label, pad, room) {
				return label, pad
			}
		}
	}
	label = g.largest(leastPad, room)
	for _, pad = range []float32{compactPad, compactPad / 2} {
		if !g.scale.Compact && g.fits(label, pad, room) {
			return label, pad
		}
	}
	return label, leastPad
}

// largest is the largest size at which the whole table fits with some room between
// its lines, or the smallest that can be read.
func (g *Grid) largest(pad float32, room fyne.Size) float32 {
	least := max(half(labelSize()*LeastPercent/100), g.readable())
	label := half(labelSize() * MostPercent / 100)
	for label > least && !g.fits(label, pad, room) {
		label -= 0.5
	}
	return label
}

// readable is the size of which a character has so many pixels that it is read
// with ease.
func (g *Grid) readable() float32 {
	if c := g.canvas(); c != nil && c.Scale() > 1 {
		return half(leastPixels / c.Scale())
	}
	return leastPixels
}

func (g *Grid) fits(label, pad float32, room fyne.Size) bool {
	geo := arrange(g.index, measured(label, pad), room.Width-lineWidth)
	return geo.width() <= room.Width-lineWidth && geo.height()+g.view.footHeight(geo)+2*lineWidth <= room.Height
}

// rescale lays the table out at another size.
func (v *view) rescale() {
	v.geo = nil
	v.text, v.pad = v.grid.size(v.room())
	if v.size.Width > 0 {
		v.Layout(v.size)
	} else {
		v.build(800, false)
	}
	v.bringIntoView(v.geo.of(v.grid.active()))
	v.showCursor()
}

// RowsInSight counts the rows of figures that are in view from edge to edge.
func (g *Grid) RowsInSight() int {
	v := g.view
	top := v.geo.y[v.geo.rows] + v.offset.Y
	n := 0
	for row := g.index.table.HeaderRows; row < g.index.table.Rows; row++ {
		if v.geo.y[row] >= top && v.geo.y[row+1] <= top+v.bodyH {
			n++
		}
	}
	return n
}

// RowsCut counts the rows of figures of which a part is in view, and not all.
func (g *Grid) RowsCut() int {
	v, n := g.view, 0
	from := v.geo.y[v.geo.rows] + v.offset.Y
	for row := g.index.table.HeaderRows; row < g.index.table.Rows; row++ {
		if top, bottom := v.geo.y[row], v.geo.y[row+1]; bottom > from+0.1 && top < from+v.seen-0.1 && (top < from-0.1 || bottom > from+v.seen+0.1) {
			n++
		}
	}
	return n
}

// Label is the size of the labels, in units.
func (g *Grid) Label() float32 { return g.view.geo.m.label }
