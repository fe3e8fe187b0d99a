package grid

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// MouseDown commits what is being typed and selects: one cell, with Shift the
// block up to it. A second click on the same cell edits in place.
func (g *Grid) MouseDown(m *desktop.MouseEvent) {
	g.pulling = false
	if !g.Commit() {
		return
	}
	g.takeFocus()
	p, hit := g.view.hit(m.Position)
	if !hit {
		s, ok := g.headed(g.view.placeAt(m.Position))
		kept := m.Button == desktop.MouseButtonSecondary && union(g.area(), s) == g.area()
		if ok && !kept && g.view.inside(m.Position) {
			g.selectSpan(s, m.Modifier&fyne.KeyModifierShift != 0)
		}
		return
	}
	if m.Button == desktop.MouseButtonSecondary {
		if !g.area().intersects(g.index.at(p)) {
			g.moveTo(p, false)
		}
		return
	}
	again := p == g.cursor && g.anchor == g.cursor && time.Since(g.clicked) < fyne.CurrentApp().Driver().DoubleTapDelay()
	g.clicked = time.Now()
	g.moveTo(p, m.Modifier&fyne.KeyModifierShift != 0)
	g.pulling = true
	if again && (g.locked != nil || g.index.typed(g.active())) {
		g.pulling = false
		g.begin("", true) // or says that the table is locked
	}
}

// MouseUp ends selecting.
func (g *Grid) MouseUp(*desktop.MouseEvent) { g.pulling = false }

// Tapped takes the focus back to a text that was refused: the window has
// taken it away because the click was beside the entry.
func (g *Grid) Tapped(*fyne.PointEvent) {
	if c := g.canvas(); c != nil && g.Editing() {
		c.Focus(g.entry)
	}
}

// TappedSecondary opens the context menu.
func (g *Grid) TappedSecondary(e *fyne.PointEvent) {
	if !g.Editing() {
		g.showMenu(e.AbsolutePosition)
	}
}

// Dragged extends the selection to the cell under the mouse.
func (g *Grid) Dragged(e *fyne.DragEvent) {
	if !g.pulling {
		return
	}
	if p, ok := g.nearestFigure(g.view.placeAt(e.Position)); ok && p != g.cursor {
		g.moveTo(p, true)
	}
}

// nearestFigure returns the figure at a place or next to it in its row.
func (g *Grid) nearestFigure(p position) (position, bool) {
	if g.index.figure(p) != nil {
		return p, true
	}
	return g.index.nearest(p.row, p.col)
}

// DragEnd ends selecting.
func (g *Grid) DragEnd() { g.pulling = false }

// Scrolled moves the table; with Shift sideways. With Ctrl it makes it larger or
// smaller.
func (g *Grid) Scrolled(e *fyne.ScrollEvent) {
	dx, dy := e.Scrolled.DX, e.Scrolled.DY
	if g.modifiers()&fyne.KeyModifierControl != 0 && g.OnZoom != nil {
		if dy > 0 {
			g.OnZoom(1)
		} else if dy < 0 {
			g.OnZoom(-1)
		}
		return
	}
	if g.modifiers()&fyne.KeyModifierShift != 0 && dx == 0 {
		dx, dy = dy, 0
	}
	g.view.scrollBy(-dx, -dy)
}
