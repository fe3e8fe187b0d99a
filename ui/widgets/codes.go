package widgets

import (
	"nianbao/ui/commands"
	"nianbao/ui/prose"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// CodeBox shows a code that is to be compared by eye, under what it is.
func CodeBox(w Host, text, code string, compared *Check) fyne.CanvasObject {
	ground := canvas.NewRectangle(ColorBand)
	return container.NewPadded(container.NewStack(ground, container.NewPadded(container.NewVBox(
		prose.NewLabel(text), container.NewCenter(HugeCode(w, code)), container.NewCenter(compared)))))
}

// Code shows a code in a line of text.
func Code(w Host, text string) fyne.CanvasObject { return newCode(w, text, theme.SizeNameText) }

// BigCode shows a code that people compare by eye.
func BigCode(w Host, text string) fyne.CanvasObject {
	return newCode(w, text, theme.SizeNameSubHeadingText)
}

// HugeCode shows a code that is read out to somebody.
func HugeCode(w Host, text string) fyne.CanvasObject {
	return newCode(w, text, theme.SizeNameHeadingText)
}

// code can have the keyboard, and be copied with the usual key or by its menu.
type code struct {
	widget.BaseWidget
	w     Host
	text  string
	label *widget.Label
	ring  Ring
}

func newCode(w Host, text string, size fyne.ThemeSizeName) *code {
	c := &code{w: w, text: text, label: &widget.Label{Text: text, TextStyle: fyne.TextStyle{Bold: true}, SizeName: size}}
	c.ExtendBaseWidget(c)
	return c
}

// CreateRenderer shows the code with its ring.
func (c *code) CreateRenderer() fyne.WidgetRenderer {
	return c.ring.around(widget.NewSimpleRenderer(c.label), func() { c.ring.set(ColorPrimary, ColorPrimary, 0, ringInset) })
}

// FocusGained and FocusLost show whether the keyboard is here.
func (c *code) FocusGained() { c.ring.Gain(c) }

// FocusLost takes the ring away.
func (c *code) FocusLost() { c.ring.Lose(c) }

// TypedRune does nothing.
func (c *code) TypedRune(rune) {}

// TypedKey opens the menu, or is the window's.
func (c *code) TypedKey(ev *fyne.KeyEvent) {
	if IsMenuKey(ev) {
		c.menu(fyne.CurrentApp().Driver().AbsolutePositionForObject(c).AddXY(0, c.Size().Height))
		return
	}
	PassKey(c.w, ev)
}

// TypedShortcut copies.
func (c *code) TypedShortcut(s fyne.Shortcut) {
	if _, copies := s.(*fyne.ShortcutCopy); copies {
		c.copy()
	}
}

// Tapped takes the keyboard.
func (c *code) Tapped(*fyne.PointEvent) { c.w.Window().Canvas().Focus(c) }

// TappedSecondary opens the menu.
func (c *code) TappedSecondary(ev *fyne.PointEvent) { c.menu(ev.AbsolutePosition) }

func (c *code) menu(at fyne.Position) {
	ContextMenu(c.w, at, commands.Offer{commands.Copy: c.copy}, commands.Copy)
}

func (c *code) copy() { fyne.CurrentApp().Clipboard().SetContent(c.text) }
