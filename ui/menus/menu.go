package menus

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"nianbao/ui/commands"
)

// Menu is a menu over the page, with the menus that open out of it. The toolkit's
// own draws keys with a fifth of the ink of the names, whatever the theme says, and
// marks the entry where the keyboard is by a tint alone, which cannot stand out
// both from the paper and from the text of an entry that cannot be used now; and
// with the keyboard it does not scroll in a small window.
type Menu struct {
	widget.BaseWidget
	canvas fyne.Canvas
	panels []*panel // the menu, and what was opened out of it
}

// New makes a menu over the page of a window.
func New(window fyne.Canvas, menu *fyne.Menu) *Menu {
	m := &Menu{canvas: window}
	m.ExtendBaseWidget(m)
	m.panels = []*panel{newPanel(m, menu)}
	return m
}

// Width is that of the menu.
func (m *Menu) Width() float32 { return m.panels[0].MinSize().Width }

// ShowAtPosition shows the menu at a place of the window, or as near as it has
// room.
func (m *Menu) ShowAtPosition(at fyne.Position) {
	m.canvas.Overlays().Add(m)
	m.place(m.panels[0], at)
	m.canvas.Focus(m)
}

// BeginAt goes to an entry, counted from 0 without the lines; -1 is none.
func (m *Menu) BeginAt(entry int) { m.panels[0].activate(entry) }

// Close takes it away; the keyboard is where it was before.
func (m *Menu) Close() { m.canvas.Overlays().Remove(m) }

// place puts a panel where all of it is in the window, or as much as goes in.
func (m *Menu) place(p *panel, at fyne.Position) {
	room, size := m.canvas.Size(), p.MinSize()
	size.Height = min(size.Height, room.Height)
	p.Resize(size)
	p.Move(fyne.NewPos(max(min(at.X, room.Width-size.Width), 0), max(min(at.Y, room.Height-size.Height), 0)))
	m.Refresh()
}

// last is the panel where the keyboard is.
func (m *Menu) last() *panel { return m.panels[len(m.panels)-1] }

// open opens what lies behind the active entry of a panel, if anything does.
func (m *Menu) open(from *panel) bool {
	row := from.row()
	if row == nil || row.item.ChildMenu == nil || row.item.Disabled {
		return false
	}
	m.shut(from)
	child := newPanel(m, row.item.ChildMenu)
	m.panels = append(m.panels, child)
	x, width := from.Position().X+from.Size().Width, child.MinSize().Width
	if x+width > m.canvas.Size().Width && from.Position().X >= width {
		x = from.Position().X - width
	}
	m.place(child, fyne.NewPos(x, from.Position().Y+from.top(row)))
	return true
}

// shut closes what was opened out of a panel.
func (m *Menu) shut(from *panel) {
	if at := slices.Index(m.panels, from); at >= 0 && at+1 < len(m.panels) {
		m.panels = m.panels[:at+1]
		m.Refresh()
	}
}

// choose does what an entry is for.
func (m *Menu) choose(p *panel) {
	row := p.row()
	switch {
	case row == nil:
		m.Close()
	case row.item.Disabled:
	case row.item.ChildMenu != nil:
		if m.open(p) {
			m.last().enter(false)
		}
	default:
		m.Close()
		if row.item.Action != nil {
			row.item.Action()
		}
	}
}

// Tapped beside the menu closes it.
func (m *Menu) Tapped(*fyne.PointEvent) { m.Close() }

// TappedSecondary closes it, too.
func (m *Menu) TappedSecondary(*fyne.PointEvent) { m.Close() }

// FocusGained and FocusLost change nothing: the menu has come, or gone.
func (m *Menu) FocusGained() {}

// FocusLost does nothing.
func (m *Menu) FocusLost() {}

// TypedRune chooses with the space bar: not before its character has come, which would
// be typed into a field that the entry leads to.
func (m *Menu) TypedRune(r rune) {
	if r == ' ' {
		m.choose(m.last())
	}
}

// TypedKey moves through the menu.
func (m *Menu) TypedKey(ev *fyne.KeyEvent) {
	p := m.last()
	switch ev.Name {
	case fyne.KeyDown:
		p.step(1)
	case fyne.KeyUp:
		p.step(-1)
	case fyne.KeyHome:
		p.enter(false)
	case fyne.KeyEnd:
		p.enter(true)
	case fyne.KeyRight:
		if m.open(p) {
			m.last().enter(false)
		}
	case fyne.KeyLeft:
		if len(m.panels) > 1 {
			m.shut(m.panels[len(m.panels)-2])
		}
	case fyne.KeyReturn, fyne.KeyEnter:
		m.choose(p)
	case fyne.KeyEscape:
		m.Close()
	}
}

// CreateRenderer shows the panels.
func (m *Menu) CreateRenderer() fyne.WidgetRenderer { return &menuRenderer{menu: m} }

type menuRenderer struct {
	menu *Menu
	all  []fyne.CanvasObject
}

func (r *menuRenderer) Destroy()           {}
func (r *menuRenderer) Layout(fyne.Size)   {}
func (r *menuRenderer) MinSize() fyne.Size { return fyne.Size{} }

// Refresh draws what is open now.
func (r *menuRenderer) Refresh() { r.menu.canvas.Refresh(r.menu) }

// Objects are the panels, each over the one it was opened from.
func (r *menuRenderer) Objects() []fyne.CanvasObject {
	r.all = r.all[:0]
	for _, p := range r.menu.panels {
		r.all = append(r.all, p)
	}
	return r.all
}

// menuKey writes the key of an entry as keyboards do, "" for none; the name is that
// of the entry without it.
func menuKey(item *fyne.MenuItem) (name, key string) {
	switch s := item.Shortcut.(type) {
	case *fyne.ShortcutUndo:
		return item.Label, commands.Of(commands.Undo).Key.String()
	case *fyne.ShortcutRedo:
		return item.Label, commands.Of(commands.Redo).Key.String()
	case *desktop.CustomShortcut:
		return item.Label, commands.Key{
			Name: string(s.KeyName),
			Ctrl: s.Modifier&fyne.KeyModifierControl != 0, Alt: s.Modifier&fyne.KeyModifierAlt != 0, Shift: s.Modifier&fyne.KeyModifierShift != 0,
		}.String()
	}
	return commands.CutKey(item.Label)
}
