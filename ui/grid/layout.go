package grid

import (
	"math"

	"nianbao/app/form"
	"nianbao/ui/prose"
)

// metrics are what the geometry depends on besides the table, in Fyne units.
type metrics struct {
	em         float32 // a Chinese character of a label
	line       float32 // height of one line of a label
	figure     float32 // width of one digit of a figure
	padX, padY float32 // between a cell's edge and its text
	label      float32 // size of labels
	figures    float32 // size of figures
	advance    func(r rune, style form.Style) float32
}

// Bounds of what is still readable and of what is no use.
const (
	figureDigits = 5   // a value column is never narrower than this,
	shortHead    = 3   // nor than a head of so many characters
	shortLabel   = 8   // characters: a label up to that is not broken
	longestLabel = 12  // characters a long label gets at the least
	tallRatio    = 2.5 // a label so much higher than wide reads downward
	downward     = 2   // characters a line of such a label
	minBody      = 160 // what must stay for the figures beside frozen columns
)

// box is a rectangle of the table, from the table's own top left corner.
type box struct{ x, y, w, h float32 }

// geometry says where everything of a table lies at a given width.
type geometry struct {
	index  *tableIndex
	m      metrics
	x, y   []float32 // the edges of columns and rows, one more than there are
	labels map[*form.Cell][]string
	rows   int // that stay in view
	cols   int
}

// arrange lays a table out for a width. The table is as wide as that, or
// wider when its columns would not be readable.
func arrange(b *tableIndex, m metrics, width float32) *geometry {
	g := &geometry{index: b, m: m, labels: map[*form.Cell][]string{}}
	g.rows, g.cols = b.frozen()
	g.x = edges(g.columnWidths(width))
	if g.width() <= width || width-g.x[g.cols] < minBody {
		g.cols = 0 // nothing to keep in view, or no room left beside it
	}
	g.y = edges(g.rowHeights())
	return g
}

func edges(sizes []float32) []float32 {
	out := make([]float32, len(sizes)+1)
	for i, s := range sizes {
		out[i+1] = out[i] + s
	}
	return out
}

func (g *geometry) width() float32  { return g.x[len(g.x)-1] }
func (g *geometry) height() float32 { return g.y[len(g.y)-1] }

// of returns where a cell lies.
func (g *geometry) of(c *form.Cell) box {
	x, y := g.x[c.Col], g.y[c.Row]
	return box{x, y, g.x[c.Col+c.ColSpan] - x, g.y[c.Row+c.RowSpan] - y}
}

// over returns where a rectangle of places lies.
func (g *geometry) over(s span) box {
	x, y := g.x[s.left], g.y[s.top]
	return box{x, y, g.x[s.right+1] - x, g.y[s.bottom+1] - y}
}

// place returns the place at a point of the table, the nearest one for a
// point outside it.
func (g *geometry) place(x, y float32) position { return position{within(g.y, y), within(g.x, x)} }

func within(edges []float32, v float32) int {
	for i := 1; i < len(edges)-1; i++ {
		if v < edges[i] {
			return i - 1
		}
	}
	return len(edges) - 2
}

// columnWidths shares the width in the table's own proportions, between what
// each column needs and what is of use to it. Widths are whole units, so that
// lines are sharp.
func (g *geometry) columnWidths(width float32) []float32 {
	t := g.index.table
	if out := g.unbroken(width); out != nil {
		return whole(out, width)
	}
	least, most := g.bounds()
	fixed := make([]bool, len(t.Widths))
	out := make([]float32, len(t.Widths))
	for {
		room, weight := width, 0.0
		for i, w := range t.Widths {
			if fixed[i] {
				room -= out[i]
			} else {
				weight += w
			}
		}
		worst, by := -1, float32(0.5)
		for i, w := range t.Widths {
			if fixed[i] {
				continue
			}
			share := room * float32(w/weight)
			out[i] = min(max(share, least[i]), most[i])
			if off := float32(math.Abs(float64(out[i] - share))); off > by {
				worst, by = i, off
			}
		}
		if worst < 0 {
			return whole(out, width)
		}
		fixed[worst] = true
	}
}

// unbroken gives every label and every head a line of its own, and what is over
// to the figures; nil where there is no room for that, or only one column of
// labels. Rows of one line are what a whole table on a small screen is made of.
func (g *geometry) unbroken(width float32) []float32 {
	t := g.index.table
	if t.LabelColumns < 2 {
		return nil
	}
	out, pad := make([]float32, len(t.Widths)), 2*g.m.padX+1
	for i := range out {
		if out[i] = figureDigits*g.m.figure + pad; i < t.LabelColumns {
			out[i] = 0
		}
	}
	for span := 1; span <= t.LabelColumns; span++ { // narrow cells first
		for _, c := range t.Cells {
			if c.IsValue() || c.ColSpan != span || span > 1 && c.Row < t.HeaderRows {
				continue
			}
			need := g.natural(c) + pad
			if g.readsDown(c) {
				need = downward*g.m.em + pad
			}
			for col := c.Col; col < c.Col+span-1; col++ {
				need -= out[col]
			}
			last := c.Col + span - 1
			out[last] = max(out[last], need)
		}
	}
	if !giveRest(out, t.LabelColumns, width) {
		return nil
	}
	return out
}

// giveRest gives what is over of a width to the columns of figures, which are
// those behind the labels; false where the columns need more than the width.
func giveRest(out []float32, labelColumns int, width float32) bool {
	labels, widest, sum := float32(0), float32(0), float32(0)
	for i, w := range out {
		if sum += w; i < labelColumns {
			labels += w
		} else {
			widest = max(widest, w)
		}
	}
	figures := float32(len(out) - labelColumns)
	for i := labelColumns; i < len(out); i++ {
		if labels+figures*widest <= width { // all alike, as long as that leaves the heads whole
			out[i] = (width - labels) / figures
		} else {
			out[i] += (width - sum) / figures
		}
	}
	return sum <= width
}

// whole rounds widths down and gives what is over to the last columns.
func whole(widths []float32, total float32) []float32 {
	sum := float32(0)
	for i, w := range widths {
		widths[i] = float32(math.Floor(float64(w)))
		sum += widths[i]
	}
	over := int(total - sum)
	for i := len(widths) - 1; i >= 0 && over > 0 && over <= len(widths); i-- {
		widths[i]++
		over--
	}
	return widths
}

// bounds returns each column's least and most useful width. A column of
// figures, or one with labels only in cells that span columns, may grow on.
func (g *geometry) bounds() (least, most []float32) {
	t := g.index.table
	least, most = make([]float32, len(t.Widths)), make([]float32, len(t.Widths))
	figures := max(figureDigits*g.m.figure, shortHead*g.m.em+1) + 2*g.m.padX
	for i := range t.Widths {
		least[i], most[i] = figures, math.MaxFloat32
		if i < t.LabelColumns {
			least[i], most[i] = g.labelBounds(i)
		}
		if t.LabelColumns == 1 { // nothing narrower than it stands beside it
			most[i] = math.MaxFloat32
		}
	}
	g.spread(least, figures)
	return least, most
}

// labelBounds looks at the labels that stand in one label column alone.
func (g *geometry) labelBounds(col int) (least, most float32) {
	pad := 2 * g.m.padX
	for _, c := range g.index.table.Cells {
		if c.IsValue() || c.Col != col || c.ColSpan > 1 || c.Style == form.Head {
			continue
		}
		natural := g.natural(c)
		if g.readsDown(c) {
			least, most = max(least, downward*g.m.em+pad), max(most, (downward+1)*g.m.em+pad)
			continue
		}
		want := natural + 1
		if natural > shortLabel*g.m.em {
			want = longestLabel * g.m.em
		}
		least, most = max(least, want+pad), max(most, natural+1+pad)
	}
	if most == 0 {
		return shortLabel*g.m.em + pad, math.MaxFloat32
	}
	return least, most
}

// spread lets columns shrink that only ever appear joined to others, as in a
// table drawn on a finer grid than any of its rows has cells.
func (g *geometry) spread(least []float32, figures float32) {
	for i := range least {
		widest := len(least)
		for _, c := range g.index.table.Cells {
			if c.Col <= i && i < c.Col+c.ColSpan {
				widest = min(widest, c.ColSpan)
			}
		}
		if widest > 1 {
			least[i] = figures / float32(widest)
		}
	}
}

// readsDown says whether a label stands in a narrow column beside so many
// rows that it is printed downward.
func (g *geometry) readsDown(c *form.Cell) bool {
	tall := float32(c.RowSpan) * (g.m.line + 2*g.m.padY)
	return c.ColSpan == 1 && c.RowSpan > 8 && tall > tallRatio*g.natural(c)
}

// natural is the width of a label on one line.
func (g *geometry) natural(c *form.Cell) float32 {
	sum := float32(0)
	for _, r := range c.Text {
		sum += g.m.advance(r, c.Style)
	}
	return sum
}

// rowHeights wraps the labels and makes each row high enough for them. What a
// label over several rows lacks is shared among these.
func (g *geometry) rowHeights() []float32 {
	t := g.index.table
	least := float32(math.Ceil(float64(g.m.line + 2*g.m.padY)))
	out := make([]float32, t.Rows)
	for i := range out {
		out[i] = least
	}
	for rows := 1; rows <= t.Rows; rows++ { // the small cells first
		for _, c := range t.Cells {
			if c.RowSpan != rows || c.IsValue() {
				continue
			}
			have := float32(0)
			for r := c.Row; r < c.Row+rows; r++ {
				have += out[r]
			}
			missing := g.breakLabel(c) - have
			for r := c.Row; r < c.Row+rows && missing > 0; r++ {
				more := float32(math.Ceil(float64(missing / float32(c.Row+rows-r))))
				out[r] += more
				missing -= more
			}
		}
	}
	return out
}

// breakLabel wraps one label and returns the height it needs.
func (g *geometry) breakLabel(c *form.Cell) float32 {
	room := g.x[c.Col+c.ColSpan] - g.x[c.Col] - 2*g.m.padX
	if g.readsDown(c) {
		room = min(room, downward*g.m.em+0.5)
	}
	lines := prose.Wrap(c.Text, room, func(r rune) float32 { return g.m.advance(r, c.Style) })
	if c.Style != form.Left || len(lines) > 1 && len([]rune(lines[len(lines)-1])) <= 2 {
		lines = even(lines, room, func(r rune) float32 { return g.m.advance(r, c.Style) })
	}
	g.labels[c] = lines
	return float32(math.Ceil(float64(float32(len(lines))*g.m.line + 2*g.m.padY)))
}

// even breaks a label again so that its lines are about as long as one
// another, and none holds a character or two alone.
func even(lines []string, room float32, advance func(rune) float32) []string {
	if len(lines) < 2 {
		return lines
	}
	text, total := "", float32(0)
	for _, l := range lines {
		text += l
	}
	for _, r := range text {
		total += advance(r)
	}
	for share := total / float32(len(lines)); share < room; share++ {
		if again := prose.Wrap(text, share, advance); len(again) == len(lines) {
			return again
		}
	}
	return lines
}

// edge is one straight piece of a ruled line, from the table's corner.
type edge struct{ x1, y1, x2, y2 float32 }

// rules returns the ruled lines inside the places from..to, each as long as
// no cell interrupts it. Outer borders belong to it.
func (g *geometry) rules(s span) []edge {
	var out []edge
	for row := s.top; row <= s.bottom+1; row++ {
		for col := s.left; col <= s.right; col++ {
			from := col
			for col <= s.right && g.parts(position{row - 1, col}, position{row, col}) {
				col++
			}
			if col > from {
				out = append(out, edge{g.x[from], g.y[row], g.x[col], g.y[row]})
			}
		}
	}
	for col := s.left; col <= s.right+1; col++ {
		for row := s.top; row <= s.bottom; row++ {
			from := row
			for row <= s.bottom && g.parts(position{row, col - 1}, position{row, col}) {
				row++
			}
			if row > from {
				out = append(out, edge{g.x[col], g.y[from], g.x[col], g.y[row]})
			}
		}
	}
	return out
}

// parts says whether two neighbouring places belong to different cells.
func (g *geometry) parts(p, q position) bool { return g.index.at(p) != g.index.at(q) }
