package grid

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"nianbao/app/form"
	"nianbao/ui/look"
)

// balanceText is the state of one balance, under its column.
type balanceText struct {
	balance *form.Balance
	row     int // of the footer
	cell    *form.Cell
	text    *canvas.Text
	says    standing
}

// standing is how a balance stands, in words: long where there is room for it.
type standing struct {
	long, short string
	ink         look.Color
}

// equations lists the different equations of a table: one row of the footer
// each.
func equations(t *form.Table) []string {
	var out []string
	for _, b := range t.Balances {
		if len(out) == 0 || out[len(out)-1] != b.Line {
			out = append(out, b.Line)
		}
	}
	return out
}

// footHeight is the height of the balances under the table.
func (v *view) footHeight(g *geometry) float32 {
	if n := len(equations(v.grid.index.table)); n > 0 {
		return float32(n)*footRow(g) + 2*lineWidth // at some scales a last line lies on the edge
	}
	return 0
}

func footRow(g *geometry) float32 { return g.m.line + 2*g.m.padY }

// drawFoot draws the footer: the equation under the labels, and under each
// column of figures a place for how it stands.
func (v *view) drawFoot() {
	t := v.grid.index.table
	lines := equations(t)
	if len(lines) == 0 {
		return
	}
	first := v.grid.index.columns()
	for _, c := range v.grid.index.values {
		first = min(first, c.Col)
	}
	var side, foot []fyne.CanvasObject
	high := footRow(v.geo)
	for i, s := range lines {
		y := float32(i) * high
		text := canvas.NewText("勾稽："+s, inkText)
		centre(text, box{0, y, v.geo.x[first], high}, v.geo.m.label, 2)
		side = append(side, rasters(v.ink.patches([]*canvas.Text{text}))...)
	}
	bottom := float32(len(lines)) * high
	from := v.geo.x[v.geo.cols]
	for y := float32(0); y <= bottom; y += high {
		foot = append(foot, line(edge{from, y, v.geo.width(), y}))
		if from > 0 {
			side = append(side, line(edge{0, y, from, y}))
		}
	}
	side = append(side, line(edge{0, 0, 0, bottom}), line(edge{v.geo.x[first], 0, v.geo.x[first], bottom}))
	for _, x := range v.geo.x[first+1:] {
		foot = append(foot, line(edge{x, 0, x, bottom}))
	}
	v.makeBalances()
	foot = append(foot, v.standing.raster)
	if v.geo.cols == 0 { // nothing is frozen: the label scrolls along
		side, foot = nil, append(side, foot...)
	}
	v.footSide.layer.show(side)
	v.foot.layer.show(foot)
	v.fitBalances()
}

// fitBalances writes all of them alike: where one has no room for its long words, all
// are short.
func (v *view) fitBalances() {
	bold := fyne.TextStyle{Bold: true}
	v.narrow = slices.ContainsFunc(v.balances, func(b *balanceText) bool {
		return fyne.MeasureText(b.says.long, v.geo.m.label, bold).Width > v.geo.of(b.cell).w-2*4
	})
	for _, b := range v.balances {
		v.fitBalance(b)
	}
	v.standing.fit()
}

// makeBalances makes the texts once.
func (v *view) makeBalances() {
	t := v.grid.index.table
	if v.balances != nil {
		return
	}
	lines := equations(t)
	for i := range t.Balances {
		b := &balanceText{balance: &t.Balances[i], text: canvas.NewText("", inkQuiet)}
		for n, s := range lines {
			if s == b.balance.Line {
				b.row = n
			}
		}
		for _, c := range v.grid.index.values {
			if c.ValueID == b.balance.ValueID {
				b.cell = c
				break
			}
		}
		if b.cell != nil {
			v.balances = append(v.balances, b)
		}
	}
	v.standing = v.ink.patch()
	for _, b := range v.balances {
		v.standing.texts = append(v.standing.texts, b.text)
	}
}

func (v *view) fitBalance(b *balanceText) {
	in := v.geo.of(b.cell)
	b.text.Text, b.text.Color = b.says.long, b.says.ink
	b.text.TextStyle.Bold = b.says.ink == inkError
	if v.narrow {
		b.text.Text = b.says.short
	}
	centre(b.text, box{in.x, float32(b.row) * footRow(v.geo), in.w, footRow(v.geo)}, v.geo.m.label, 4)
}

// showBalances brings the footer up to date.
func (v *view) showBalances() {
	changed := false
	for _, b := range v.balances {
		says := v.grid.balanceStatus(b.balance)
		changed = changed || says != b.says
		b.says = says
	}
	if changed {
		v.fitBalances()
	}
}

// balanceStatus says how a balance stands and, where it does not hold, which side
// is larger and by how much: the sides are called as in the equation. While something
// of its column is still blank, that is no error yet.
func (g *Grid) balanceStatus(b *form.Balance) standing {
	left, right := g.source.Sides(b)
	if left.Blank() || right.Blank() {
		return standing{"待填", "待填", inkQuiet}
	}
	first, second, _ := strings.Cut(b.Line, "＝")
	ink := inkError
	if left.Cmp(right) != 0 && g.source.Unfinished(g.index.table, b) {
		ink = inkQuiet
	}
	diff := left.Sub(right).Abs().String()
	switch left.Cmp(right) {
	case 0:
		text := "平 " + left.String()
		return standing{text, text, inkFine}
	case 1:
		return standing{first + "多 " + diff, "左多 " + diff, ink}
	}
	return standing{second + "多 " + diff, "右多 " + diff, ink}
}
