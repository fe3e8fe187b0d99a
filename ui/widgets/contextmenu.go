package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"nianbao/ui/commands"
	"nianbao/ui/menus"
)

// NewMenu is a menu over the page.
func NewMenu(w Host, menu *fyne.Menu) *menus.Menu { return menus.New(w.Window().Canvas(), menu) }

// ContextMenu opens a menu of commands at a place of the window, as the right
// mouse button, Shift+F10 and the menu key do. Names and keys are those of the
// table of commands. What the offer does not name is as the screen offers it;
// nil is grey. An ID of "" stands for a line.
func ContextMenu(w Host, at fyne.Position, offer commands.Offer, ids ...commands.ID) {
	var screen commands.Offer
	if w.Screen() != nil {
		screen = w.Screen().Actions()
	}
	menu := fyne.NewMenu("")
	for _, id := range ids {
		if id == "" {
			menu.Items = append(menu.Items, fyne.NewMenuItemSeparator())
			continue
		}
		do, given := offer[id]
		if !given {
			do = screen[id]
		}
		menu.Items = append(menu.Items, menuItem(commands.Of(id), do))
	}
	NewMenu(w, menu).ShowAtPosition(at)
}

// menuItem shows a command with its key; a menu over the page does not listen to it.
func menuItem(c *commands.Command, do func()) *fyne.MenuItem {
	return &fyne.MenuItem{Label: c.MenuLabel(), Shortcut: Shortcut(c.Key), Action: do, Disabled: do == nil}
}

// Shortcut is a key as the toolkit's menus take it, nil for one that they cannot
// have.
func Shortcut(k commands.Key) fyne.Shortcut {
	if !k.InMenu() {
		return nil
	}
	var held fyne.KeyModifier
	for modifier, down := range map[fyne.KeyModifier]bool{fyne.KeyModifierControl: k.Ctrl, fyne.KeyModifierAlt: k.Alt, fyne.KeyModifierShift: k.Shift} {
		if down {
			held |= modifier
		}
	}
	return &desktop.CustomShortcut{KeyName: fyne.KeyName(k.Name), Modifier: held}
}

// IsMenuKey says whether a key asks for the menu of what has the keyboard: the
// menu key, or Shift+F10.
func IsMenuKey(ev *fyne.KeyEvent) bool {
	return ev.Name == desktop.KeyMenu || ev.Name == fyne.KeyF10 && HeldModifiers()&fyne.KeyModifierShift != 0
}

// HeldModifiers asks the driver, which knows better than key events do: a key
// released over another window is never reported.
func HeldModifiers() fyne.KeyModifier {
	if d, ok := fyne.CurrentApp().Driver().(desktop.Driver); ok {
		return d.CurrentKeyModifiers()
	}
	return 0
}

// text is an entry with what its own shortcuts do.
type text interface {
	fyne.CanvasObject
	fyne.Focusable
	fyne.Shortcutable
	SelectedText() string
}

// TextMenu opens the menu of an entry at a place of the window; more commands of
// the screen may follow. A locked entry can only be copied from.
func TextMenu(w Host, e text, locked bool, at fyne.Position, more ...commands.ID) {
	w.Window().Canvas().Focus(e)
	clipboard := fyne.CurrentApp().Clipboard()
	offer := commands.Offer{commands.SelectAll: func() { e.TypedShortcut(&fyne.ShortcutSelectAll{}) }}
	if e.SelectedText() != "" {
		offer[commands.Copy] = func() { e.TypedShortcut(&fyne.ShortcutCopy{Clipboard: clipboard}) }
	}
	if !locked {
		offer[commands.Paste] = func() { e.TypedShortcut(&fyne.ShortcutPaste{Clipboard: clipboard}) }
		if offer[commands.Copy] != nil {
			offer[commands.Cut] = func() { e.TypedShortcut(&fyne.ShortcutCut{Clipboard: clipboard}) }
		}
	}
	ids := []commands.ID{commands.Cut, commands.Copy, commands.Paste, commands.SelectAll}
	if len(more) > 0 {
		ids = append(append(ids, ""), more...)
	}
	ContextMenu(w, at, offer, ids...)
}

// UnderCaret is the place of the window below the caret of an entry that stands
// there as an object.
func UnderCaret(o fyne.CanvasObject, e *widget.Entry) fyne.Position {
	line := fyne.MeasureText("国", e.Theme().Size("text"), fyne.TextStyle{}).Height
	return fyne.CurrentApp().Driver().AbsolutePositionForObject(o).Add(e.CursorPosition()).AddXY(0, line)
}
