package grid

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// FocusGained shows the cursor as live.
func (g *Grid) FocusGained() {
	g.focused = true
	g.view.showCursor()
	g.notifySelect()
}

// FocusLost shows the cursor as resting.
func (g *Grid) FocusLost() {
	g.focused = false
	g.view.showCursor()
}

// AcceptsTab keeps Tab for moving inside the table; it leaves at its ends.
func (g *Grid) AcceptsTab() bool { return true }

// TypedRune begins to overwrite the active cell. Text composed by an input
// method arrives the same way. Before the first frame of a table its entry
// cannot take the focus yet: keys that come so early are handed on.
func (g *Grid) TypedRune(r rune) {
	if g.Editing() {
		g.entry.TypedRune(r)
		return
	}
	if r == ' ' || r == '\u3000' {
		return
	}
	g.begin(string(r), false)
}

// TypedKey moves the cursor as in a spreadsheet.
func (g *Grid) TypedKey(k *fyne.KeyEvent) {
	if g.Editing() {
		g.entry.TypedKey(k)
		return
	}
	shift := g.modifiers()&fyne.KeyModifierShift != 0
	by := 1
	if shift {
		by = -1
	}
	switch k.Name {
	case fyne.KeyTab:
		g.tab(by)
	case fyne.KeyReturn, fyne.KeyEnter:
		g.enter(by)
	case fyne.KeyF2:
		g.begin("", true)
	case fyne.KeyDelete, fyne.KeyBackspace:
		g.Clear()
	default:
		if to, ok := g.target(k.Name); ok {
			g.moveTo(to, shift)
			return
		}
		g.otherKey(k)
	}
}

func (g *Grid) otherKey(k *fyne.KeyEvent) {
	switch {
	case k.Name == fyne.KeyEscape && g.anchor != g.cursor:
		g.moveTo(g.cursor, false)
	case k.Name == desktop.KeyMenu, k.Name == fyne.KeyF10 && g.modifiers()&fyne.KeyModifierShift != 0:
		g.showMenu(g.view.onScreen(g.view.geo.of(g.active())))
	default:
		g.passKey(k)
	}
}

// passKey offers a key to the host, but not one that types a character: of
// these Fyne reports the key as well.
func (g *Grid) passKey(k *fyne.KeyEvent) {
	if g.OnKey != nil && len(k.Name) > 1 && k.Name != fyne.KeySpace {
		g.OnKey(k)
	}
}

// enter goes down, or up. After Tab it begins in the column where Tab began, as
// in a spreadsheet: so rows are filled in one after the other.
func (g *Grid) enter(by int) {
	from := g.cursor
	if g.tabbed >= 0 {
		if p, ok := g.index.nearest(from.row, g.tabbed); ok {
			from = p
		}
	}
	g.moveTo(g.index.enter(from, by), false)
}

// tab moves on, and out of the table at its end.
func (g *Grid) tab(by int) {
	began := g.tabbed
	if began < 0 {
		began = g.cursor.col
	}
	to, more := g.index.tab(g.cursor, by)
	if more {
		g.moveTo(to, false)
		g.tabbed = began
		return
	}
	if c := g.canvas(); c != nil && by > 0 {
		c.FocusNext()
	} else if c != nil {
		c.FocusPrevious()
	}
}

// target returns where a caret key leads.
func (g *Grid) target(k fyne.KeyName) (position, bool) {
	b, p := g.index, g.cursor
	switch k {
	case fyne.KeyUp:
		return b.step(p, -1, 0), true
	case fyne.KeyDown:
		return b.step(p, 1, 0), true
	case fyne.KeyLeft:
		return b.step(p, 0, -1), true
	case fyne.KeyRight:
		return b.step(p, 0, 1), true
	case fyne.KeyHome:
		return b.home(p), true
	case fyne.KeyEnd:
		return b.end(p), true
	case fyne.KeyPageUp:
		return b.steps(p, -1, g.view.pageRows()), true
	case fyne.KeyPageDown:
		return b.steps(p, 1, g.view.pageRows()), true
	}
	return p, false
}

// movement says whether a shortcut moves the cursor far, and whether it
// extends the selection.
func movement(s *desktop.CustomShortcut) (extend, ok bool) {
	if s.Modifier&^fyne.KeyModifierShift != fyne.KeyModifierShortcutDefault {
		return false, false
	}
	switch s.KeyName {
	case fyne.KeyHome, fyne.KeyEnd, fyne.KeyUp, fyne.KeyDown, fyne.KeyLeft, fyne.KeyRight:
		return s.Modifier&fyne.KeyModifierShift != 0, true
	}
	return false, false
}

// farTarget returns where a caret key leads together with Ctrl.
func (g *Grid) farTarget(k fyne.KeyName) position {
	b, p := g.index, g.cursor
	switch k {
	case fyne.KeyHome:
		return b.first()
	case fyne.KeyEnd:
		return b.last()
	case fyne.KeyUp:
		return b.far(p, -1, 0)
	case fyne.KeyDown:
		return b.far(p, 1, 0)
	case fyne.KeyLeft:
		return b.home(p)
	}
	return b.end(p)
}

// TypedShortcut handles the clipboard and the far moves; everything else goes
// to the window. A focused widget gets all shortcuts, so what it does not
// pass on is lost.
func (g *Grid) TypedShortcut(s fyne.Shortcut) {
	switch s := s.(type) {
	case *fyne.ShortcutCopy:
		g.copy(s.Clipboard)
	case *fyne.ShortcutCut:
		g.cut(s.Clipboard)
	case *fyne.ShortcutPaste:
		g.paste(s.Clipboard)
	case *fyne.ShortcutSelectAll:
		g.SelectAll()
	case *desktop.CustomShortcut:
		if extend, ok := movement(s); ok {
			g.moveTo(g.farTarget(s.KeyName), extend)
			return
		}
		g.pass(s)
	default:
		g.pass(s)
	}
}

// pass offers a shortcut to the host and then to the window.
func (g *Grid) pass(s fyne.Shortcut) {
	if g.OnShortcut != nil && g.OnShortcut(s) {
		return
	}
	if window, ok := g.canvas().(fyne.Shortcutable); ok {
		window.TypedShortcut(s)
	}
}

// SelectAll selects every figure of the table.
func (g *Grid) SelectAll() {
	if !g.Commit() {
		return
	}
	was := g.active()
	g.anchor, g.cursor = g.index.last(), g.index.first()
	g.view.showCursor()
	if g.active() != was {
		g.notifySelect()
	}
}
