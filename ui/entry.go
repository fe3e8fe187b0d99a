package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// keyEntry is an entry that hands the keys it has no use for to the window:
// F1, F5, and Esc and Enter in dialogs.
type keyEntry struct {
	widget.Entry
	w    Host
	got  func() // called when the keyboard comes
	left func() // called when it goes elsewhere
	guard
}

func newKeyEntry(w Host, text, hint string) *keyEntry {
	e := &keyEntry{w: w}
	e.Text, e.PlaceHolder = text, hint
	e.OnCursorChanged = e.onCursor
	e.ExtendBaseWidget(e)
	return e
}

func (e *keyEntry) onCursor() { PlaceCaret(e.w, e, &e.Entry) }

// TypedKey passes on what belongs to the window; Enter stores.
func (e *keyEntry) TypedKey(ev *fyne.KeyEvent) {
	if passKey(e.w, ev) || e.stopsKey(ev, false) {
		return
	}
	if (ev.Name == fyne.KeyReturn || ev.Name == fyne.KeyEnter) && e.left != nil {
		e.left()
	}
	e.Entry.TypedKey(ev)
}

// TypedRune writes, unless the entry is locked.
func (e *keyEntry) TypedRune(r rune) {
	if !e.refuses() {
		e.Entry.TypedRune(r)
	}
}

// TypedShortcut does not write into a locked entry.
func (e *keyEntry) TypedShortcut(s fyne.Shortcut) {
	if !e.stopsShortcut(s) {
		e.Entry.TypedShortcut(s)
	}
}

// TappedSecondary opens the menu.
func (e *keyEntry) TappedSecondary(ev *fyne.PointEvent) {
	if !e.stopsMenu(e, e.w, ev.AbsolutePosition) {
		e.Entry.TappedSecondary(ev)
	}
}

// FocusGained tells that the keyboard is here.
func (e *keyEntry) FocusGained() {
	e.Entry.FocusGained()
	e.onCursor()
	BringIntoView(e.w, e)
	if e.got != nil {
		e.got()
	}
}

// FocusLost stores what was typed.
func (e *keyEntry) FocusLost() {
	e.Entry.FocusLost()
	if e.left != nil {
		e.left()
	}
}

// findEntry filters a list; Down and Enter go into the list, Esc shows the
// whole list again.
type findEntry struct {
	widget.Entry
	w    Host
	down func()
}

func newFindEntry(w Host, hint string, changed func(string), down func()) *findEntry {
	e := &findEntry{w: w, down: down}
	e.PlaceHolder, e.OnChanged, e.OnCursorChanged = hint, changed, e.onCursor
	e.ExtendBaseWidget(e)
	return e
}

func (e *findEntry) onCursor() { PlaceCaret(e.w, e, &e.Entry) }

// FocusGained tells that the keyboard is here.
func (e *findEntry) FocusGained() {
	e.Entry.FocusGained()
	e.onCursor()
}

// TypedKey leaves for the list.
func (e *findEntry) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyEscape:
		e.SetText("")
		e.down()
	case fyne.KeyDown, fyne.KeyReturn, fyne.KeyEnter:
		e.down()
	default:
		e.Entry.TypedKey(ev)
	}
}
