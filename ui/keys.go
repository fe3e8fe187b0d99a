package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// A focused widget keeps every key it is given. The widgets here hand those
// they have no use for to the window, so that Esc and Enter answer a dialog,
// and F1 and F5 work, wherever the keyboard is.

// keyButton is a button that Enter presses too.
type keyButton struct {
	widget.Button
	w *Window
}

// button returns an ordinary button.
func (w *Window) button(text string, do func()) *keyButton {
	return w.newButton(text, widget.MediumImportance, do)
}

// primary returns the button of what is most likely wanted.
func (w *Window) primary(text string, do func()) *keyButton {
	return w.newButton(text, widget.HighImportance, do)
}

// quiet returns a button that stays in the background.
func (w *Window) quiet(text string, do func()) *keyButton {
	return w.newButton(text, widget.LowImportance, do)
}

func (w *Window) newButton(text string, importance widget.Importance, do func()) *keyButton {
	b := &keyButton{w: w}
	b.Text, b.Importance, b.OnTapped = text, importance, do
	b.ExtendBaseWidget(b)
	return b
}

// TypedKey presses the button with Enter.
func (b *keyButton) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		if !b.Disabled() {
			b.OnTapped()
		}
	default:
		if !b.w.passKey(ev) {
			b.Button.TypedKey(ev)
		}
	}
}

// keyCheck is a check box.
type keyCheck struct {
	widget.Check
	w *Window
}

func (w *Window) check(label string, changed func(bool)) *keyCheck {
	c := &keyCheck{w: w}
	c.Text, c.OnChanged = label, changed
	c.ExtendBaseWidget(c)
	return c
}

// TypedKey passes on what belongs to the window.
func (c *keyCheck) TypedKey(ev *fyne.KeyEvent) {
	if !c.w.passKey(ev) {
		c.Check.TypedKey(ev)
	}
}

// FocusGained tells that the keyboard is here.
func (c *keyCheck) FocusGained() {
	c.Check.FocusGained()
	c.w.bringIntoView(c)
}

// keySelect is a choice from a list.
type keySelect struct {
	widget.Select
	w *Window
}

func (w *Window) choice(options []string, changed func(string)) *keySelect {
	s := &keySelect{w: w}
	s.Options, s.OnChanged = options, changed
	s.ExtendBaseWidget(s)
	return s
}

// TypedKey passes on what belongs to the window.
func (s *keySelect) TypedKey(ev *fyne.KeyEvent) {
	if !s.w.passKey(ev) {
		s.Select.TypedKey(ev)
	}
}

// FocusGained tells that the keyboard is here.
func (s *keySelect) FocusGained() {
	s.Select.FocusGained()
	s.w.bringIntoView(s)
}

// passKey gives the window the keys that no widget has a use for. It says
// whether the key was taken.
func (w *Window) passKey(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyEscape, fyne.KeyReturn, fyne.KeyEnter:
		return w.dialogKey(ev.Name) || w.functionKey(ev)
	case fyne.KeyF1, fyne.KeyF5, fyne.KeyF6:
		return w.functionKey(ev)
	}
	return false
}
