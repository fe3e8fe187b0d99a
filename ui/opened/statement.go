package opened

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"nianbao/ui/prose"
	"nianbao/ui/widgets"
)

// statement is what is about to be signed. The keyboard begins there, so that it is read
// first and Tab goes on in the order in which things stand; what is typed there goes into
// the password.
type statement struct {
	widget.BaseWidget
	w        widgets.Host
	body     *fyne.Container
	password *widgets.Entry
	ring     widgets.Ring
}

func newStatement(w widgets.Host, says string, facts []string, password *widgets.Entry) *statement {
	s := &statement{w: w, body: container.NewVBox(&prose.Label{Text: says, Bold: true}), password: password}
	for _, text := range facts {
		s.body.Add(prose.NewLabel(text))
	}
	s.ExtendBaseWidget(s)
	return s
}

// CreateRenderer draws the text, with a ring where the keyboard is here.
func (s *statement) CreateRenderer() fyne.WidgetRenderer {
	return s.ring.AroundText(widget.NewSimpleRenderer(s.body))
}

// FocusGained shows that the keyboard is here.
func (s *statement) FocusGained() {
	s.ring.Gain(s)
	widgets.BringIntoView(s.w, s)
}

// FocusLost shows that it is elsewhere.
func (s *statement) FocusLost() { s.ring.Lose(s) }

// TypedRune begins the password.
func (s *statement) TypedRune(r rune) {
	s.w.Window().Canvas().Focus(s.password)
	s.password.TypedRune(r)
}

// TypedKey scrolls what has no room, and leaves the other keys to the dialog.
func (s *statement) TypedKey(ev *fyne.KeyEvent) {
	step, page := float32(40), float32(200)
	by := map[fyne.KeyName]float32{fyne.KeyDown: step, fyne.KeyUp: -step, fyne.KeyPageDown: page, fyne.KeyPageUp: -page}[ev.Name]
	if by == 0 {
		widgets.PassKey(s.w, ev)
	} else if s.w.Dialogs().Open() {
		scroll := s.w.Dialogs().Top().Scroll
		scroll.ScrollToOffset(scroll.Offset.AddXY(0, by))
	}
}

// TypedShortcut pastes into the password.
func (s *statement) TypedShortcut(cut fyne.Shortcut) {
	if _, paste := cut.(*fyne.ShortcutPaste); paste {
		s.w.Window().Canvas().Focus(s.password)
		s.password.TypedShortcut(cut)
	}
}
