package shell

import (
	"io"
	"log"

	"fyne.io/fyne/v2"

	"nianbao/ui/collection"
	"nianbao/ui/commands"
	"nianbao/ui/drafts"
	"nianbao/ui/exchange"
	"nianbao/ui/handbook"
	"nianbao/ui/look"
	"nianbao/ui/office"
	"nianbao/ui/register"
	"nianbao/ui/widgets"
)

// own are the commands that the window carries out, whatever screen it shows.
func (w *Window) own() commands.Offer {
	return commands.Offer{
		commands.NewReport: func() { drafts.ShowNewReport(w) },
		commands.Import:    func() { chooseImport(w) },
		commands.Register:  func() { register.Choose(w) },
		commands.Provide:   func() { collection.ShowAssign(w) },
		commands.Collect:   func() { collection.Choose(w) },
		commands.Deleted:   func() { drafts.ShowDeleted(w) },
		commands.Backups:   func() { drafts.ShowBackups(w) },
		commands.Rescue:    func() { drafts.ShowRescue(w) },
		commands.Quit:      w.close,
		commands.OpenFile:  func() { choosePackage(w) },
		commands.Verify:    func() { exchange.ShowVerify(w) },
		commands.Office:    func() { office.ShowOffice(w) },
		commands.Handbook:  func() { handbook.ShowHandbook(w, &w.read) },
		commands.Example:   func() { openExample(w) },
		commands.Keys:      func() { showKeys(w) },
		commands.Settings:  func() { showSettings(w) },
		commands.Contrast:  func() { widgets.SwitchColors(w) },
		commands.TextSmall: func() { widgets.ChooseTextSize(w, widgets.SizeSmall) }, commands.TextMedium: func() { widgets.ChooseTextSize(w, widgets.SizeMedium) }, commands.TextLarge: func() { widgets.ChooseTextSize(w, widgets.SizeLarge) },
		commands.Examine:   w.showExamined,
		commands.About:     func() { showAbout(w) },
		commands.List:      w.showList,
		commands.MoveStore: w.store.tellGone,
		commands.WriteBack: w.store.moveBack,
		commands.Menu:      func() { framed(w, (*widgets.Frame).ShowMenu) },
		commands.Messages:  func() { framed(w, func(f *widgets.Frame) { f.Status.ShowAll() }) },
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

// framed does something with the frame of the screen.
func framed(w widgets.Host, do func(*widgets.Frame)) {
	if s, ok := w.Screen().(widgets.Framed); ok {
		do(s.Frame())
	}
}

// menus are drawn from the table of commands. There is no bar of menus, which
// would take the room of two rows of a table: they stand behind the ⋯ of every
// page. The toolkit knows their keys only from a bar, and is given one that it
// finds empty when it comes to draw it.
type menus struct {
	w   *Window
	all *fyne.MainMenu
}

// fold tells the toolkit of the menus, once the window is there.
func (m *menus) fold() {
	items := m.all.Items
	m.all.Items = nil
	before := log.Writer()
	log.SetOutput(io.Discard) // it notes that a bar should not be empty
	m.w.win.SetMainMenu(m.all)
	log.SetOutput(before)
	m.all.Items = items
}

// build makes the menus for the present screen.
func (m *menus) build() {
	if m.w.service == nil {
		return // nothing can be done before there is a store
	}
	offer := m.offer()
	m.all.Items = nil
	for _, name := range commands.Menus {
		m.all.Items = append(m.all.Items, fyne.NewMenu(name, m.items(name, offer)...))
	}
}

// offer is what can be done now.
func (m *menus) offer() commands.Offer {
	offer := m.w.own()
	offer.Add(m.onClipboard())
	for id, do := range m.w.screen.Actions() {
		if do != nil {
			offer[id] = do
		}
	}
	return offer
}

// onClipboard is what can be done with the clipboard where the keyboard is: in a field
// or a table.
func (m *menus) onClipboard() commands.Offer {
	focused := m.w.win.Canvas().Focused()
	to, ok := focused.(fyne.Shortcutable)
	if !ok || m.w.dialogs.Open() {
		return nil
	}
	clipboard := fyne.CurrentApp().Clipboard()
	send := func(s fyne.Shortcut) func() {
		return func() {
			m.w.win.Canvas().Focus(focused)
			to.TypedShortcut(s)
		}
	}
	return commands.Offer{
		commands.Cut: send(&fyne.ShortcutCut{Clipboard: clipboard}), commands.Copy: send(&fyne.ShortcutCopy{Clipboard: clipboard}),
		commands.Paste: send(&fyne.ShortcutPaste{Clipboard: clipboard}), commands.SelectAll: send(&fyne.ShortcutSelectAll{}),
	}
}

// Menu implements Host.
func (w *Window) Menu(usual ...commands.ID) *fyne.Menu {
	m, menu := w.menus, fyne.NewMenu("")
	offer := m.offer()
	for _, id := range usual {
		if c := commands.Of(id); offer[id] != nil {
			menu.Items = append(menu.Items, m.item(m.label(c, offer), shortcut(c.Key), offer[id]))
		}
	}
	if len(menu.Items) > 0 {
		menu.Items = append(menu.Items, fyne.NewMenuItemSeparator())
	}
	m.build()
	for _, sub := range m.all.Items {
		menu.Items = append(menu.Items, &fyne.MenuItem{Label: sub.Label, ChildMenu: sub})
	}
	return menu
}

func (m *menus) items(menu string, offer commands.Offer) []*fyne.MenuItem {
	var items []*fyne.MenuItem
	var under *fyne.MenuItem
	for i := range commands.Table {
		c := &commands.Table[i]
		if c.Menu != menu {
			continue
		}
		if c.Apart {
			items = append(items, fyne.NewMenuItemSeparator())
		}
		item := m.item(m.label(c, offer), shortcut(c.Key), offer[c.ID])
		item.IsQuit, item.Checked = c.ID == commands.Quit, m.holds(c.ID)
		if c.Under != "" {
			if under == nil || under.Label != c.Under {
				under = &fyne.MenuItem{Label: c.Under, ChildMenu: fyne.NewMenu(""), Disabled: true}
				items = append(items, under)
			}
			under.ChildMenu.Items = append(under.ChildMenu.Items, item)
			under.Disabled = under.Disabled && item.Disabled
			continue
		}
		items = append(items, item)
		if c.ID == commands.Import {
			items = append(items, m.recent())
		}
	}
	return items
}

// holds says whether what a command chooses is so now.
func (m *menus) holds(id commands.ID) bool {
	size, sizes := map[commands.ID]string{commands.TextSmall: widgets.SizeSmall, commands.TextMedium: widgets.SizeMedium, commands.TextLarge: widgets.SizeLarge}[id]
	return id == commands.Contrast && look.Strong() || sizes && size == widgets.TextSize()
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

// shortcut is a key as the toolkit's menus listen for it: it has names of its
// own for two.
func shortcut(k commands.Key) fyne.Shortcut {
	switch k {
	case commands.Of(commands.Undo).Key:
		return &fyne.ShortcutUndo{}
	case commands.Of(commands.Redo).Key:
		return &fyne.ShortcutRedo{}
	}
	return widgets.Shortcut(k)
}
