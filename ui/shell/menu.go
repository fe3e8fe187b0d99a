package shell

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"nianbao/ui/commands"
	"nianbao/ui/drafts"
	"nianbao/ui/exchange"
	"nianbao/ui/handbook"
	"nianbao/ui/office"
)

// own are the commands that the window carries out, whatever screen it shows.
func (w *Window) own() commands.Offer {
	return commands.Offer{
		commands.NewReport: func() { drafts.ShowNewReport(w) },
		commands.Import:    w.chooseImport,
		commands.Deleted:   func() { drafts.ShowDeleted(w) },
		commands.Backups:   func() { drafts.ShowBackups(w) },
		commands.Rescue:    func() { drafts.ShowRescue(w) },
		commands.Quit:      w.close,
		commands.OpenFile:  w.choosePackage,
		commands.Verify:    func() { exchange.ShowVerify(w) },
		commands.Office:    func() { office.ShowOffice(w) },
		commands.Handbook:  func() { handbook.ShowHandbook(w, &w.read) },
		commands.Keys:      func() { showKeys(w) },
		commands.Settings:  func() { showSettings(w) },
		commands.About:     func() { showAbout(w) },
		commands.List:      w.showList,
		commands.MoveStore: w.store.tellGone,
		commands.WriteBack: w.store.moveBack,
	}
}

// command returns what carries a command out now, nil when it is not on offer:
// the screen's own way of it, or the window's.
func (w *Window) command(id commands.ID) func() {
	if do := w.screen.Actions()[id]; do != nil {
		return do
	}
	return w.own()[id]
}

// Do implements Host.
func (w *Window) Do(id commands.ID) {
	if do := w.command(id); do != nil {
		do()
	}
}

// menus are drawn from the table of commands.
type menus struct{ w *Window }

// build makes the menus for the present screen.
func (m *menus) build() {
	if m.w.service == nil {
		return // nothing can be done before there is a store
	}
	offer := m.w.own()
	for id, do := range m.w.screen.Actions() {
		if do != nil {
			offer[id] = do
		}
	}
	var all []*fyne.Menu
	for _, name := range commands.Menus {
		all = append(all, fyne.NewMenu(name, m.items(name, offer)...))
	}
	m.w.win.SetMainMenu(fyne.NewMainMenu(all...))
}

func (m *menus) items(menu string, offer commands.Offer) []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for i := range commands.Table {
		c := &commands.Table[i]
		if c.Menu != menu {
			continue
		}
		if c.Apart {
			items = append(items, fyne.NewMenuItemSeparator())
		}
		item := m.item(m.label(c, offer), shortcut(c.Key), offer[c.ID])
		item.IsQuit = c.ID == commands.Quit
		items = append(items, item)
		if c.ID == commands.Import {
			items = append(items, m.recent())
		}
	}
	return items
}

// label names what would be taken back, where the screen says so.
func (m *menus) label(c *commands.Command, offer commands.Offer) string {
	if s, ok := m.w.screen.(*drafts.List); ok && c.ID == commands.Undo && offer[c.ID] != nil {
		return c.MenuLabel() + s.UndoName()
	}
	return c.MenuLabel()
}

// item makes a menu entry; without an action it is shown grey.
func (m *menus) item(label string, key fyne.Shortcut, do func()) *fyne.MenuItem {
	item := &fyne.MenuItem{Label: label, Shortcut: key, Disabled: do == nil}
	if do != nil {
		item.Action = func() {
			// A dialog has the keyboard to itself.
			if !m.w.dialogs.Open() {
				do()
				return
			}
			if focused, ok := m.w.win.Canvas().Focused().(fyne.Shortcutable); ok && key != nil {
				focused.TypedShortcut(key)
			}
		}
	}
	return item
}

// shortcut is a key as the toolkit's menus take it, nil for one that they
// cannot have.
func shortcut(k commands.Key) fyne.Shortcut {
	var held fyne.KeyModifier
	for modifier, down := range map[fyne.KeyModifier]bool{fyne.KeyModifierControl: k.Ctrl, fyne.KeyModifierAlt: k.Alt, fyne.KeyModifierShift: k.Shift} {
		if down {
			held |= modifier
		}
	}
	switch {
	case k == commands.Of(commands.Undo).Key:
		return &fyne.ShortcutUndo{}
	case k == commands.Of(commands.Redo).Key:
		return &fyne.ShortcutRedo{}
	case !k.InMenu():
		return nil
	}
	return &desktop.CustomShortcut{KeyName: fyne.KeyName(k.Name), Modifier: held}
}
