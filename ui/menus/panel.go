package menus

import (
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"nianbao/ui/look"
)

// panel is one menu of those that are open: its entries below one another.
type panel struct {
	widget.BaseWidget
	menu    *Menu
	rows    []*row // without the lines
	active  int    // where the keyboard or the mouse is, -1 for nowhere
	ticks   bool   // there is room for ticks before the names
	scroll  *container.Scroll
	content fyne.CanvasObject
}

// Distances in a menu, in units.
const (
	menuEdge  = 12 // before and behind
	menuPad   = 6  // above and below an entry
	menuGap   = 28 // between the names and the keys
	menuLine  = 3  // above and below a line
	menuRim   = 3  // around all entries
	menuTick  = 20
	menuArrow = 14
)

func newPanel(m *Menu, menu *fyne.Menu) *panel {
	p := &panel{menu: m, active: -1}
	list := container.New(layout.NewCustomPaddedVBoxLayout(0))
	for _, item := range menu.Items {
		if item.IsSeparator {
			list.Add(ruling())
			continue
		}
		row := newRow(p, item)
		p.ticks = p.ticks || item.Checked
		p.rows = append(p.rows, row)
		list.Add(row)
	}
	back := canvas.NewRectangle(look.Paper)
	back.StrokeColor, back.StrokeWidth = look.Line, 1
	back.Shadow = canvas.Shadow{Color: look.Shadow, BlurRadius: 6, Offset: fyne.NewPos(0, 2)}
	p.scroll = container.NewVScroll(list)
	p.content = container.NewStack(back, container.New(layout.NewCustomPaddedLayout(menuRim, menuRim, menuRim, menuRim), p.scroll))
	p.ExtendBaseWidget(p)
	return p
}

// ruling is the line between entries.
func ruling() fyne.CanvasObject {
	line := canvas.NewRectangle(look.Line)
	line.SetMinSize(fyne.NewSize(0, 1))
	return container.New(layout.NewCustomPaddedLayout(menuLine, menuLine, menuEdge, menuEdge), line)
}

// CreateRenderer shows the entries.
func (p *panel) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(p.content)
}

// MinSize has room for all entries.
func (p *panel) MinSize() fyne.Size {
	return p.scroll.Content.MinSize().AddWidthHeight(2*menuRim, 2*menuRim)
}

// Tapped on a line, or at the edge, does nothing.
func (p *panel) Tapped(*fyne.PointEvent) {}

// row is the active entry, nil for none.
func (p *panel) row() *row {
	if p.active < 0 {
		return nil
	}
	return p.rows[p.active]
}

// top is how far below the upper edge of the panel an entry stands.
func (p *panel) top(r *row) float32 { return r.Position().Y - p.scroll.Offset.Y }

// step goes to the next entry that can be used or to the one before, round and
// round.
func (p *panel) step(by int) {
	at, n := p.active, len(p.rows)
	if at < 0 && by < 0 {
		at = 0
	}
	for range n {
		if at = (at + by + n) % n; !p.rows[at].Disabled() {
			p.activate(at)
			return
		}
	}
	if n > 0 { // where nothing can be used, the keyboard is still seen
		p.activate((max(p.active, 0) + max(by, 0)) % n)
	}
}

// enter goes to the first entry that can be used, or to the last.
func (p *panel) enter(last bool) {
	p.activate(-1)
	if last {
		p.step(-1)
	} else {
		p.step(1)
	}
}

// activate goes to an entry, and brings it into sight.
func (p *panel) activate(at int) {
	if at >= len(p.rows) || at == p.active {
		return
	}
	p.menu.shut(p)
	was := p.row()
	p.active = at
	if was != nil {
		was.paint()
	}
	if row := p.row(); row != nil {
		row.paint()
		p.reveal(row)
	}
}

// reveal scrolls just as far as needed to show an entry.
func (p *panel) reveal(r *row) {
	top := p.top(r)
	below := top + r.Size().Height - p.scroll.Size().Height
	if by := min(top, 0) + max(below, 0); by != 0 {
		p.scroll.ScrollToOffset(p.scroll.Offset.AddXY(0, by))
	}
}

// row is an entry of a menu: its name, and its key at the right.
type row struct {
	widget.BaseWidget
	panel            *panel
	item             *fyne.MenuItem
	back             *canvas.Rectangle
	tick, name, more *canvas.Text
	key              *canvas.Text
}

func newRow(p *panel, item *fyne.MenuItem) *row {
	ink := look.Text
	if item.Disabled {
		ink = look.Disabled
	}
	text := func(s string) *canvas.Text { return canvas.NewText(s, ink) }
	name, key := menuKey(item)
	r := &row{panel: p, item: item, back: canvas.NewRectangle(color.Transparent), tick: text(""), name: text(name), key: text(key), more: text("")}
	if item.Checked {
		r.tick.Text = "✓"
	}
	if item.ChildMenu != nil {
		r.more.Text = "›"
	}
	if !item.Disabled {
		r.key.Color = look.Quiet
	}
	r.ExtendBaseWidget(r)
	return r
}

// index is which entry it is.
func (r *row) index() int { return slices.Index(r.panel.rows, r) }

// paint shows whether the keyboard or the mouse is here.
func (r *row) paint() {
	r.back.FillColor, r.back.StrokeWidth = color.Transparent, 0
	if r.panel.row() == r {
		r.back.FillColor, r.back.StrokeColor, r.back.StrokeWidth = look.Chosen, look.Primary, 2
	}
	r.back.Refresh()
}

// Disabled says whether the entry cannot be used now.
func (r *row) Disabled() bool { return r.item.Disabled }

// MouseIn goes to the entry, and opens what lies behind it.
func (r *row) MouseIn(*desktop.MouseEvent) {
	r.panel.activate(r.index())
	r.panel.menu.open(r.panel)
}

// MouseMoved does nothing.
func (r *row) MouseMoved(*desktop.MouseEvent) {}

// MouseOut leaves it, unless a menu was opened out of it.
func (r *row) MouseOut() {
	if r.panel.row() == r && r.panel.menu.last() == r.panel {
		r.panel.activate(-1)
	}
}

// Tapped does what the entry is for.
func (r *row) Tapped(*fyne.PointEvent) {
	r.panel.activate(r.index())
	r.panel.menu.choose(r.panel)
}

// CreateRenderer draws the parts beside one another.
func (r *row) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.New(rowLayout{r}, r.back, r.tick, r.name, r.key, r.more))
}

// rowLayout puts the name to the left and the key to the right.
type rowLayout struct{ r *row }

// MinSize has room for both.
func (l rowLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	r, size := l.r, float32(2*menuEdge)
	if r.panel.ticks {
		size += menuTick
	}
	measure := func(t *canvas.Text) float32 { return fyne.MeasureText(t.Text, theme.TextSize(), t.TextStyle).Width }
	size += measure(r.name)
	if r.key.Text != "" {
		size += menuGap + measure(r.key)
	}
	if r.more.Text != "" {
		size += menuGap + menuArrow
	}
	return fyne.NewSize(size, fyne.MeasureText("国", theme.TextSize(), fyne.TextStyle{}).Height+2*menuPad)
}

// Layout places them.
func (l rowLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	r, x := l.r, float32(menuEdge)
	r.back.Move(fyne.NewPos(1, 1))
	r.back.Resize(size.SubtractWidthHeight(2, 2))
	put := func(t *canvas.Text, x float32) {
		t.TextSize = theme.TextSize()
		least := t.MinSize()
		t.Resize(least)
		t.Move(fyne.NewPos(x, (size.Height-least.Height)/2))
	}
	put(r.tick, x)
	if r.panel.ticks {
		x += menuTick
	}
	put(r.name, x)
	put(r.more, size.Width-menuEdge-r.more.MinSize().Width)
	r.key.TextSize = theme.TextSize()
	put(r.key, size.Width-menuEdge-r.key.MinSize().Width)
}
