package widgets

import (
	"fmt"
	"image/color"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"nianbao/ui/commands"
	"nianbao/ui/prose"
)

// Message is something the status bar tells, and what can be done about it.
type Message struct {
	Text       string
	Importance widget.Importance
	Action     string // what can be done, with its key; "" for nothing
	Do         func()
}

// Status is the status bar of a page, one line of a fixed height. It tells what
// was just said, else what stands and is grave, else the hint of the place the
// keyboard is at, else what stands. What it has no room for is shown at a click,
// or with F8.
type Status struct {
	w      Host
	ground fyne.CanvasObject
	line   *TextLine
	action *TextLine
	others *TextLine // how many more messages there are
	count  *TextLine
	box    *fyne.Container

	content fyne.CanvasObject
	said    Message
	busy    Message // work that goes on beside the page
	hint    string
	stand   []Message
}

func newStatus(w Host) *Status {
	s := &Status{w: w, ground: Ground(ColorBand)}
	s.line, s.action = NewTextLine(theme.SizeNameText, false), NewTextLine(theme.SizeNameText, false)
	s.others, s.count = NewLink(w, "", commands.Titled(commands.Messages), nil), NewTextLine(theme.SizeNameText, true)
	s.line.Tap, s.others.Tap = s.ShowAll, s.ShowAll
	s.box = container.New(statusLayout{}, s.line, s.action, s.others, s.count)
	s.content = container.NewStack(s.ground, s.box)
	return s
}

// Say tells something that was just done, or why it was not. The zero Message
// takes it away.
func (s *Status) Say(m Message) {
	s.said = m
	s.show()
}

// Said is what was told last.
func (s *Status) Said() string { return s.said.Text }

// Hint tells what the place wants that the keyboard is at. What was said about
// another place is taken away.
func (s *Status) Hint(text string) {
	s.hint, s.said = text, Message{}
	s.show()
}

// Stand tells what is so until it changes, the gravest first.
func (s *Status) Stand(all []Message) {
	same := slices.EqualFunc(all, s.stand, func(a, b Message) bool {
		return a.Text == b.Text && a.Importance == b.Importance && a.Action == b.Action
	})
	if s.stand = all; !same {
		s.show()
	}
}

// Busy tells that something goes on beside the page until the function is called
// that it returns. Cancel gives the work up, nil where it cannot be.
func (s *Status) Busy(text string, cancel func()) (done func()) {
	s.busy = Message{Text: text, Importance: widget.HighImportance}
	if cancel != nil {
		s.busy.Action, s.busy.Do = "取消（Esc）", cancel
	}
	s.show()
	return func() {
		s.busy = Message{}
		s.show()
	}
}

// Cancel is what gives up the work that goes on, nil for none.
func (s *Status) Cancel() func() { return s.busy.Do }

// IsBusy says whether something goes on beside the page.
func (s *Status) IsBusy() bool { return s.busy.Text != "" }

// Count shows at the right how much is left to do; a click leads there.
func (s *Status) Count(text string, c color.Color, do func()) {
	s.count.Tap = do
	if s.count.Text != text || s.count.color != c {
		s.count.Set(text, c)
		s.lay()
	}
}

// shown is the message in the bar, and which of what stands it is, -1 for none.
func (s *Status) shown() (Message, int) {
	switch {
	case s.busy.Text != "":
		return s.busy, -1
	case s.said.Text != "":
		return s.said, -1
	case len(s.stand) > 0 && s.stand[0].Importance == widget.DangerImportance:
		return s.stand[0], 0
	case s.hint != "":
		return Message{Text: s.hint}, -1
	case len(s.stand) > 0:
		return s.stand[0], 0
	}
	return Message{}, -1
}

// Press does what the bar offers with what it says.
func (s *Status) Press() {
	if m, _ := s.shown(); m.Do != nil {
		m.Do()
	}
}

// Text is what the bar says.
func (s *Status) Text() string {
	m, _ := s.shown()
	return m.Text
}

func (s *Status) show() {
	m, at := s.shown()
	s.line.Set(m.Text, ColorOf(m.Importance))
	s.action.Tap = m.Do
	s.action.Set(m.Action, ColorPrimary)
	others := 0
	for i, other := range s.stand {
		if i != at && other.Text != m.Text {
			others++
		}
	}
	text := ""
	if others > 0 {
		text = fmt.Sprintf("另有 %d 条消息", others) // and no findings, which are counted beside it
	}
	s.others.Set(text, ColorPrimary)
	var ground color.Color = ColorBand
	if m.Importance == widget.DangerImportance {
		ground = colorErrorBand
	}
	recolour(s.ground, ground)
	s.lay()
}

// lay gives each text its room; what shows the same in the same place is not
// drawn again.
func (s *Status) lay() { s.box.Layout.Layout(s.box.Objects, s.box.Size()) }

// ShowAll shows everything the bar has to tell, in full, above it.
func (s *Status) ShowAll() {
	m, at := s.shown()
	box := container.NewVBox()
	add := func(m Message) {
		if m.Text == "" {
			return
		}
		if len(box.Objects) > 0 {
			box.Add(Hairline())
		}
		box.Add(&prose.Label{Text: m.Text, Importance: m.Importance})
		if m.Do != nil && m.Action != "" {
			box.Add(container.NewHBox(NewButton(s.w, m.Action, m.Do)))
		}
	}
	add(m)
	for i, other := range s.stand {
		if i != at && other.Text != m.Text {
			add(other)
		}
	}
	if len(box.Objects) > 0 && !s.w.Dialogs().Open() {
		ShowPopoverAt(s.w, s.content, box)
	}
}

// ColorOf is the colour of a text of some importance on a light ground.
func ColorOf(i widget.Importance) color.Color {
	switch i {
	case widget.DangerImportance:
		return ColorError
	case widget.WarningImportance:
		return ColorExplain
	case widget.SuccessImportance:
		return ColorFine
	case widget.LowImportance:
		return ColorQuiet
	case widget.HighImportance:
		return ColorPrimary
	}
	return ColorText
}

// statusLayout puts the message at the left, its action behind it, and the
// rest at the right.
type statusLayout struct{}

// MinSize takes any width.
func (statusLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, statusHeight) }

// Layout cuts the message where there is no room for all.
func (statusLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	const gap = 12
	put := func(t *TextLine, x, width float32) {
		at, to := fyne.NewPos(x, 0), fyne.NewSize(width, size.Height)
		if t.Position() != at {
			t.Move(at)
		}
		if t.Size() != to {
			t.Resize(to)
		}
	}
	line, action, others, count := o[0].(*TextLine), o[1].(*TextLine), o[2].(*TextLine), o[3].(*TextLine)
	right := size.Width - gap
	for _, t := range []*TextLine{count, others} {
		if width := t.Natural(); width > 0 {
			right -= width
			put(t, right, width)
			right -= gap
		} else {
			put(t, right, 0)
		}
	}
	do := action.Natural()
	room := max(right-gap, 0)
	if do > 0 {
		room = max(room-do-gap, 0)
	}
	width := min(line.Natural(), room)
	put(line, gap, width)
	put(action, gap+width+gap, min(do, max(right-width-2*gap, 0)))
}
