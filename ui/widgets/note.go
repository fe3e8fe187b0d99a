package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"nianbao/app/report"
	"nianbao/ui/prose"
)

// NoteEntry is a text of several lines in a dialog: Ctrl+Enter confirms, Esc
// leaves, Tab goes on.
type NoteEntry struct {
	widget.Entry
	w    Host
	Next func() // where Enter leads instead of to a new line, nil for a new line

	place    string // which text this is, "" for one that is not kept
	storing  *Storing
	Restored bool // it was being written when the program ended
	ring     Ring
}

// CreateRenderer draws the field with its ring.
func (e *NoteEntry) CreateRenderer() fyne.WidgetRenderer {
	e.ExtendBaseWidget(e)
	return e.ring.AroundField(&e.Entry)
}

// NewNoteEntry is a field of several lines; hint stands in it while it is empty.
func NewNoteEntry(w Host, text, hint string) *NoteEntry {
	e := &NoteEntry{w: w}
	e.MultiLine, e.Wrapping = true, fyne.TextWrapBreak
	e.Text, e.PlaceHolder = text, hint
	e.ExtendBaseWidget(e)
	return e
}

// Keep stores the text while it is written and, when the program ended before
// the dialog was answered, shows it again: place says which text of which report
// it is, and whose. Forget is called when it is written, or given up.
func (e *NoteEntry) Keep(place string) {
	e.place, e.storing = place, NewStoring(e.w, e.store)
	if u := readUnfinished(e.w); u.Place == place && u.Text != "" {
		e.Text, e.Restored = u.Text, true
	}
	e.OnChanged = func(string) { e.storing.Typed() }
}

// Hint tells that the text was there before, "" when it was not.
func (e *NoteEntry) Hint() string {
	if !e.Restored {
		return ""
	}
	return "这是上次没有写完的内容。"
}

// store keeps the text as it stands, while its dialog is open.
func (e *NoteEntry) store() {
	if e.place != "" {
		keepUnfinished(e.w, unfinished{e.place, e.Text})
	}
}

// Forget takes away what was kept of the text.
func (e *NoteEntry) Forget() {
	if e.place != "" && readUnfinished(e.w).Place == e.place {
		keepUnfinished(e.w, unfinished{})
	}
	e.place = ""
}

// FocusLost stores what was typed.
func (e *NoteEntry) FocusLost() {
	e.Entry.FocusLost()
	e.ring.Lose(e)
	if e.storing != nil {
		e.storing.Now()
	}
}

// FocusGained tells that the keyboard is here.
func (e *NoteEntry) FocusGained() {
	e.Entry.FocusGained()
	e.ring.Gain(e)
	BringIntoView(e.w, e)
}

// TypedKey leaves Esc to the dialog.
func (e *NoteEntry) TypedKey(ev *fyne.KeyEvent) {
	switch {
	case IsMenuKey(ev):
		TextMenu(e.w, e, false, UnderCaret(e, &e.Entry))
	case ev.Name == fyne.KeyEscape:
		e.w.Dialogs().Key(ev.Name)
	case IsEnter(ev.Name) && e.Next != nil:
		e.Next()
	default:
		e.Entry.TypedKey(ev)
	}
}

// TappedSecondary opens the menu.
func (e *NoteEntry) TappedSecondary(ev *fyne.PointEvent) {
	TextMenu(e.w, e, false, ev.AbsolutePosition)
}

// DoubleTapped selects a word.
func (e *NoteEntry) DoubleTapped(ev *fyne.PointEvent) { DoubleTap(&e.Entry, ev) }

// TypedShortcut confirms the dialog with Ctrl+Enter.
func (e *NoteEntry) TypedShortcut(s fyne.Shortcut) {
	if c, ok := s.(*desktop.CustomShortcut); ok && c.Modifier == fyne.KeyModifierControl && IsEnter(c.KeyName) {
		e.w.Dialogs().Key(fyne.KeyReturn)
		return
	}
	if !stopsPaste(e.w, &e.Entry, s, report.MaxText) {
		e.Entry.TypedShortcut(s)
	}
}

// AcceptsTab lets Tab go on to the buttons.
func (e *NoteEntry) AcceptsTab() bool { return false }

// IsEnter says whether a key is one of the two that confirm.
func IsEnter(key fyne.KeyName) bool { return key == fyne.KeyReturn || key == fyne.KeyEnter }

// AskText asks for a text of several lines. The first button gives it up; more may
// stand between that and confirming.
func AskText(w Host, title, explain string, entry *NoteEntry, buttons ...*Button) {
	entry.SetMinRowsVisible(4)
	buttons[0].OnTapped = entry.Forget
	hint := &prose.Label{Text: entry.Hint() + "Ctrl+Enter 确定，Enter 换行。", Importance: widget.LowImportance}
	ShowDialog(w, title, container.New(WidthLayout{560}, container.NewVBox(prose.NewLabel(explain), entry, hint)), buttons...)
	w.Window().Canvas().Focus(entry)
}
