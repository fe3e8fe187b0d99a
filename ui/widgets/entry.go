package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Entry is an entry that hands the keys it has no use for to the window:
// F1, F5, and Esc and Enter in dialogs.
type Entry struct {
	widget.Entry
	w    Host
	Got  func() // called when the keyboard comes
	Left func() // called when it goes elsewhere
	// Escape takes back what was typed; it says whether there was anything. Nil
	// leaves Esc to the window.
	Escape func() bool
	// Keys is offered every key first; it says whether it took it. May be nil.
	Keys     func(*fyne.KeyEvent) bool
	OverPage bool // it lies over the page, which is not scrolled for its sake
	ReadOnlyGuard
	ring Ring
}

// CreateRenderer draws the field with its ring.
func (e *Entry) CreateRenderer() fyne.WidgetRenderer {
	e.ExtendBaseWidget(e)
	return e.ring.AroundField(&e.Entry)
}

// NewEntry is a field of one line; hint stands in it while it is empty.
func NewEntry(w Host, text, hint string) *Entry {
	e := &Entry{w: w}
	e.Text, e.PlaceHolder = text, hint
	e.OnCursorChanged = e.onCursor
	e.ExtendBaseWidget(e)
	return e
}

func (e *Entry) onCursor() { PlaceCaret(e.w, e, &e.Entry) }

// TypedKey passes on what belongs to the window; Enter stores.
func (e *Entry) TypedKey(ev *fyne.KeyEvent) {
	if e.Keys != nil && e.Keys(ev) {
		return
	}
	if ev.Name == fyne.KeyEscape && e.Escape != nil && !e.w.Dialogs().Open() && e.Escape() {
		return
	}
	if IsMenuKey(ev) {
		TextMenu(e.w, e, e.IsLocked(), UnderCaret(e, &e.Entry))
		return
	}
	if PassKey(e.w, ev) || e.StopsKey(ev, false) {
		return
	}
	if IsEnter(ev.Name) && e.Left != nil {
		e.Left()
	}
	e.Entry.TypedKey(ev)
}

// TypedRune writes, unless the entry is locked.
func (e *Entry) TypedRune(r rune) {
	if !e.Refuses() {
		e.Entry.TypedRune(r)
	}
}

// TypedShortcut does not write into a locked entry.
func (e *Entry) TypedShortcut(s fyne.Shortcut) {
	if !e.StopsShortcut(s) && !stopsPaste(e.w, &e.Entry, s, longestLine) {
		e.Entry.TypedShortcut(s)
	}
}

// TappedSecondary opens the menu.
func (e *Entry) TappedSecondary(ev *fyne.PointEvent) {
	TextMenu(e.w, e, e.IsLocked(), ev.AbsolutePosition)
}

// DoubleTapped selects a word.
func (e *Entry) DoubleTapped(ev *fyne.PointEvent) { DoubleTap(&e.Entry, ev) }

// FocusGained tells that the keyboard is here.
func (e *Entry) FocusGained() {
	e.Entry.FocusGained()
	e.ring.Gain(e)
	e.onCursor()
	if !e.OverPage {
		BringIntoView(e.w, e)
	}
	if e.Got != nil {
		e.Got()
	}
}

// FocusLost stores what was typed.
func (e *Entry) FocusLost() {
	e.Entry.FocusLost()
	e.ring.Lose(e)
	if e.Left != nil {
		e.Left()
	}
}

// Search filters a list; Down and Enter go into the list, Esc shows the
// whole list again.
type Search struct {
	widget.Entry
	w    Host
	down func()
	ring Ring
}

// CreateRenderer draws the field with its ring.
func (e *Search) CreateRenderer() fyne.WidgetRenderer {
	e.ExtendBaseWidget(e)
	return e.ring.AroundField(&e.Entry)
}

// NewSearch is a field that filters a list; down is called by the arrow key that
// leads into the list.
func NewSearch(w Host, hint string, changed func(string), down func()) *Search {
	e := &Search{w: w, down: down}
	e.PlaceHolder, e.OnChanged, e.OnCursorChanged = hint, changed, e.onCursor
	e.ExtendBaseWidget(e)
	return e
}

// TypedShortcut does not paste what nobody searches for.
func (e *Search) TypedShortcut(s fyne.Shortcut) {
	if !stopsPaste(e.w, &e.Entry, s, longestLine) {
		e.Entry.TypedShortcut(s)
	}
}

func (e *Search) onCursor() { PlaceCaret(e.w, e, &e.Entry) }

// FocusGained tells that the keyboard is here.
func (e *Search) FocusGained() {
	e.Entry.FocusGained()
	e.ring.Gain(e)
	e.onCursor()
}

// FocusLost tells that it is elsewhere.
func (e *Search) FocusLost() {
	e.Entry.FocusLost()
	e.ring.Lose(e)
}

// TappedSecondary opens the menu.
func (e *Search) TappedSecondary(ev *fyne.PointEvent) { TextMenu(e.w, e, false, ev.AbsolutePosition) }

// DoubleTapped selects a word.
func (e *Search) DoubleTapped(ev *fyne.PointEvent) { DoubleTap(&e.Entry, ev) }

// TypedKey leaves for the list.
func (e *Search) TypedKey(ev *fyne.KeyEvent) {
	if IsMenuKey(ev) {
		TextMenu(e.w, e, false, UnderCaret(e, &e.Entry))
		return
	}
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
