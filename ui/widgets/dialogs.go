package widgets

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
)

// Dialogs are those on the screen, the uppermost last.
type Dialogs struct {
	Tips     *Tips  // of the page beneath, nil for none
	Answered func() // called after a button of one, may be nil
	Stack    []*openDialog
}

// openDialog is a dialog on the screen and what its keys do.
type openDialog struct {
	dialog      dialog.Dialog
	First, Last *Button
	Scroll      *container.Scroll
}

// Open says whether there is one: it has the keyboard to itself.
func (d *Dialogs) Open() bool { return len(d.Stack) > 0 }

// Has says whether a dialog is on the screen.
func (d *Dialogs) Has(one dialog.Dialog) bool {
	for _, open := range d.Stack {
		if open.dialog == one {
			return true
		}
	}
	return false
}

// CloseAll hides all.
func (d *Dialogs) CloseAll() {
	for d.Open() {
		d.close(d.Stack[0].dialog)
	}
}

// Key lets Esc answer the uppermost dialog with its first button, and Enter
// with its last. It says whether there was one.
func (d *Dialogs) Key(key fyne.KeyName) bool {
	if !d.Open() {
		return false
	}
	top := d.Top()
	switch key {
	case fyne.KeyEscape:
		top.First.OnTapped()
	case fyne.KeyReturn, fyne.KeyEnter:
		if !top.Last.Disabled() {
			top.Last.OnTapped()
		}
	}
	return true
}

// StayOnEscape lets Esc answer the uppermost dialog with its last button.
func (d *Dialogs) StayOnEscape() { d.Top().First = d.Top().Last }

// Top returns the dialog in front. There must be one.
func (d *Dialogs) Top() *openDialog { return d.Stack[len(d.Stack)-1] }

func (d *Dialogs) add(one *openDialog) { d.Stack = append(d.Stack, one) }

// close hides a dialog and those above it.
func (d *Dialogs) close(one dialog.Dialog) {
	for d.Open() {
		top := d.Top()
		d.Stack = d.Stack[:len(d.Stack)-1]
		top.dialog.Hide()
		if top.dialog == one {
			return
		}
	}
}

func (d *Dialogs) answered() {
	if d.Answered != nil {
		d.Answered()
	}
}
