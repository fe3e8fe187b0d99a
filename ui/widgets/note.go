package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"nianbao/ui/prose"
)

// NoteEntry is a text of several lines in a dialog: Ctrl+Enter confirms, Esc
// leaves, Tab goes on.
type NoteEntry struct {
	widget.Entry
	w    Host
	Next func() // where Enter leads instead of to a new line, nil for a new line
}

func NewNoteEntry(w Host, text, hint string) *NoteEntry {
	e := &NoteEntry{w: w}
	e.MultiLine, e.Wrapping = true, fyne.TextWrapBreak
	e.Text, e.PlaceHolder = text, hint
	e.ExtendBaseWidget(e)
	return e
}

// FocusGained tells that the keyboard is here.
func (e *NoteEntry) FocusGained() {
	e.Entry.FocusGained()
	BringIntoView(e.w, e)
}

// TypedKey leaves Esc to the dialog.
func (e *NoteEntry) TypedKey(ev *fyne.KeyEvent) {
	switch {
	case ev.Name == fyne.KeyEscape:
		e.w.Dialogs().Key(ev.Name)
	case IsEnter(ev.Name) && e.Next != nil:
		e.Next()
	default:
		e.Entry.TypedKey(ev)
	}
}

// TypedShortcut confirms the dialog with Ctrl+Enter.
func (e *NoteEntry) TypedShortcut(s fyne.Shortcut) {
	if c, ok := s.(*desktop.CustomShortcut); ok && c.Modifier == fyne.KeyModifierControl && IsEnter(c.KeyName) {
		e.w.Dialogs().Key(fyne.KeyReturn)
		return
	}
	e.Entry.TypedShortcut(s)
}

// AcceptsTab lets Tab go on to the buttons.
func (e *NoteEntry) AcceptsTab() bool { return false }

func IsEnter(key fyne.KeyName) bool { return key == fyne.KeyReturn || key == fyne.KeyEnter }

// AskText asks for a text of several lines. More buttons may stand between
// cancelling and confirming.
func AskText(w Host, title, explain string, entry *NoteEntry, buttons ...*Button) {
	entry.SetMinRowsVisible(4)
	hint := &prose.Label{Text: "Ctrl+Enter 确定，Enter 换行。", Importance: widget.LowImportance}
	ShowDialog(w, title, container.New(WidthLayout{560}, container.NewVBox(prose.NewLabel(explain), entry, hint)), buttons...)
	w.Window().Canvas().Focus(entry)
}
