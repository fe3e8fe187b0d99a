package widgets

import (
	"nianbao/ui/commands"
	"nianbao/ui/look"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// A focused widget keeps every key it is given. The widgets here hand those
// they have no use for to the window, so that Esc and Enter answer a dialog,
// and F1 and F5 work, wherever the keyboard is.

// Button is a button that Enter presses too.
type Button struct {
	widget.Button
	Tip  string // shown while the mouse rests on it, "" for nothing
	Down bool   // it stands for what is so now, and is shown with an edge
	w    Host
	ring Ring
}

// CreateRenderer draws the button with its ring.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	b.ExtendBaseWidget(b)
	return b.ring.around(b.Button.CreateRenderer(), b.showRing)
}

func (b *Button) showRing() {
	focus, width, inset := ColorPrimary, float32(0), float32(ringInset)
	if b.Importance != widget.MediumImportance && b.Importance != widget.LowImportance && !b.Disabled() {
		focus, inset = look.OnDark, ringInside
	}
	if b.Down || look.Strong() && b.Importance == widget.MediumImportance {
		width = edgeWidth
	}
	b.ring.set(focus, look.FieldEdge, width, inset)
}

// FocusGained and FocusLost show whether the keyboard is here.
func (b *Button) FocusGained() { b.ring.Gain(b) }

// FocusLost takes the ring away.
func (b *Button) FocusLost() { b.ring.Lose(b) }

// NewButton returns an ordinary button. A key of a command in brackets behind
// its name is left to the tooltip.
func NewButton(w Host, text string, do func()) *Button {
	return newButton(w, text, widget.MediumImportance, do)
}

// NewPrimary returns the button of what is most likely wanted.
func NewPrimary(w Host, text string, do func()) *Button {
	return newButton(w, text, widget.HighImportance, do)
}

// NewQuiet returns a button that stays in the background.
func NewQuiet(w Host, text string, do func()) *Button {
	return newButton(w, text, widget.LowImportance, do)
}

func newButton(w Host, text string, importance widget.Importance, do func()) *Button {
	b := &Button{w: w}
	b.Importance, b.OnTapped = importance, do
	b.name(text)
	b.ExtendBaseWidget(b)
	return b
}

func (b *Button) name(text string) {
	name, key := commands.CutKey(text)
	if b.Text, b.Tip = name, ""; key != "" {
		b.Tip = text
	}
}

// SetText gives the button another name, as NewButton does.
func (b *Button) SetText(text string) {
	b.name(text)
	b.Refresh()
}

// MouseIn shows the tooltip when the mouse rests here.
func (b *Button) MouseIn(ev *desktop.MouseEvent) {
	b.Button.MouseIn(ev)
	b.w.Dialogs().Tips.Rest(b.w, b, b.Tip)
}

// MouseOut takes it away.
func (b *Button) MouseOut() {
	b.Button.MouseOut()
	b.w.Dialogs().Tips.Away(b)
}

// Tapped takes it away before the button acts.
func (b *Button) Tapped(ev *fyne.PointEvent) {
	b.w.Dialogs().Tips.Away(b)
	b.Button.Tapped(ev)
}

// TypedRune presses the button with the space bar: not before its character has come,
// which would be typed into a field that the button leads to.
func (b *Button) TypedRune(r rune) {
	if r == ' ' && !b.Disabled() {
		b.OnTapped()
	}
}

// TypedKey presses the button with Enter.
func (b *Button) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeySpace: // see TypedRune
	case fyne.KeyReturn, fyne.KeyEnter:
		if !b.Disabled() {
			b.OnTapped()
		}
	default:
		if !PassKey(b.w, ev) {
			b.Button.TypedKey(ev)
		}
	}
}

// Check is a check box.
type Check struct {
	widget.Check
	w    Host
	ring Ring
}

// CreateRenderer draws the box with its ring.
func (c *Check) CreateRenderer() fyne.WidgetRenderer {
	c.ExtendBaseWidget(c)
	return c.ring.around(c.Check.CreateRenderer(), func() { c.ring.set(ColorPrimary, ColorPrimary, 0, ringInset) })
}

// NewCheck is a box to tick; changed is told of every change.
func NewCheck(w Host, label string, changed func(bool)) *Check {
	c := &Check{w: w}
	c.Text, c.OnChanged = label, changed
	c.ExtendBaseWidget(c)
	return c
}

// TypedKey passes on what belongs to the window.
func (c *Check) TypedKey(ev *fyne.KeyEvent) {
	if !PassKey(c.w, ev) {
		c.Check.TypedKey(ev)
	}
}

// FocusGained tells that the keyboard is here.
func (c *Check) FocusGained() {
	c.ring.Gain(c)
	BringIntoView(c.w, c)
}

// FocusLost tells that it is elsewhere.
func (c *Check) FocusLost() { c.ring.Lose(c) }

// Select is a choice from a list.
type Select struct {
	widget.Select
	w    Host
	ring Ring
}

// CreateRenderer draws the choice with an edge, as fields have it.
func (s *Select) CreateRenderer() fyne.WidgetRenderer {
	s.ExtendBaseWidget(s)
	return s.ring.around(s.Select.CreateRenderer(), func() { s.ring.setField(s.Disabled()) })
}

// NewChoice is one of several options; changed is told of every choice.
func NewChoice(w Host, options []string, changed func(string)) *Select {
	s := &Select{w: w}
	s.Options, s.OnChanged = options, changed
	s.ExtendBaseWidget(s)
	return s
}

// TypedRune offers the options with the space bar, as Button.TypedRune.
func (s *Select) TypedRune(r rune) {
	if r == ' ' {
		s.offer()
	}
}

// TypedKey passes on what belongs to the window.
func (s *Select) TypedKey(ev *fyne.KeyEvent) {
	switch {
	case ev.Name == fyne.KeySpace:
	case !PassKey(s.w, ev):
		s.Select.TypedKey(ev)
	}
}

// Tapped offers the options.
func (s *Select) Tapped(*fyne.PointEvent) {
	if !s.Disabled() {
		s.w.Window().Canvas().Focus(s)
		s.offer()
	}
}

// offer shows the options in a menu, with a tick at the present one, where it begins.
func (s *Select) offer() {
	if s.Disabled() {
		return
	}
	menu := fyne.NewMenu("")
	for i, name := range s.Options {
		menu.Items = append(menu.Items, &fyne.MenuItem{Label: name, Checked: i == s.SelectedIndex(), Action: func() { s.SetSelectedIndex(i) }})
	}
	over := NewMenu(s.w, menu)
	over.ShowAtPosition(fyne.CurrentApp().Driver().AbsolutePositionForObject(s).AddXY(0, s.Size().Height))
	over.BeginAt(s.SelectedIndex())
}

// FocusGained tells that the keyboard is here.
func (s *Select) FocusGained() {
	s.ring.Gain(s)
	BringIntoView(s.w, s)
}

// FocusLost tells that it is elsewhere.
func (s *Select) FocusLost() { s.ring.Lose(s) }

// NewCommand returns the button of a command of the window; what it says is
// drawn from the table.
func NewCommand(w Host, id commands.ID) *Button {
	return NewButton(w, commands.Titled(id), Doing(w, id))
}

// NewPrimaryCommand returns that of what is most likely wanted.
func NewPrimaryCommand(w Host, id commands.ID) *Button {
	return NewPrimary(w, commands.Titled(id), Doing(w, id))
}

// NewCommandAs returns the button of a command under another name, which says
// what the command is good for here.
func NewCommandAs(w Host, id commands.ID, name string) *Button {
	return NewButton(w, commands.As(id, name), Doing(w, id))
}

// PassKey gives the window the keys that no widget has a use for. It says
// whether the key was taken.
func PassKey(w Host, ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyEscape, fyne.KeyReturn, fyne.KeyEnter:
		return w.Dialogs().Key(ev.Name) || w.Key(ev)
	}
	return IsWindowKey(ev.Name) && w.Key(ev)
}

// IsWindowKey says whether a key is the window's, wherever the cursor is: no field
// has a use for it.
func IsWindowKey(key fyne.KeyName) bool {
	switch key {
	case fyne.KeyF1, fyne.KeyF5, fyne.KeyF6, fyne.KeyF7, fyne.KeyF8, fyne.KeyF10:
		return true
	}
	return false
}
