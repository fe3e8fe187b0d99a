package shell

import (
	"fyne.io/fyne/v2"

	"nianbao/ui/commands"
)

// keyboard carries out the keys that no widget has wanted.
type keyboard struct{ w *Window }

// typedKey takes the keys no widget wanted. With nothing focused, as after a
// menu was closed, the screen gets the keyboard back, and the key.
func (k *keyboard) typedKey(ev *fyne.KeyEvent) {
	if k.w.dialogs.Key(ev.Name) || k.w.Key(ev) {
		return
	}
	if focused := k.regainFocus(); focused != nil {
		focused.TypedKey(ev)
	}
}

func (k *keyboard) typedRune(r rune) {
	if focused := k.regainFocus(); focused != nil {
		focused.TypedRune(r)
	}
}

// regainFocus gives the keyboard to the screen and returns what has it then;
// nil when something else had it or is open over the screen.
func (k *keyboard) regainFocus() fyne.Focusable {
	c := k.w.win.Canvas()
	if c.Focused() != nil || c.Overlays().Top() != nil {
		return nil
	}
	k.w.screen.Refocus()
	return c.Focused()
}

// paste carries out Ctrl+V where no widget takes it.
func (k *keyboard) paste() {
	if do := k.w.screen.Actions()[commands.Paste]; do != nil && !k.w.dialogs.Open() {
		do()
	}
}

// meanings are the commands of keys that menus cannot have, the first that is
// on offer counts.
var meanings = map[fyne.KeyName][]commands.ID{
	fyne.KeyF1: {commands.Explain, commands.Handbook}, fyne.KeyF5: {commands.Check, commands.Refresh}, fyne.KeyF6: {commands.Preview},
	fyne.KeyF7: {commands.FoldSide}, fyne.KeyF8: {commands.Messages}, fyne.KeyF10: {commands.Menu},
	fyne.KeyDelete: {commands.Remove}, fyne.KeyReturn: {commands.Open}, fyne.KeyEnter: {commands.Open}, fyne.KeyEscape: {commands.Cancel},
}

// Key implements Host: the function keys, and what a list does with Enter, Esc and
// Delete.
func (w *Window) Key(ev *fyne.KeyEvent) bool {
	for _, id := range meanings[ev.Name] {
		if do := w.command(id); do != nil {
			do()
			return true
		}
	}
	return false
}
