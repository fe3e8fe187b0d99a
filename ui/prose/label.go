package prose

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Label is a text that takes as many lines as it needs at its width. Unlike
// the toolkit's own it never begins a line with ， or 。 nor breaks a word.
type Label struct {
	widget.BaseWidget
	Text       string
	Importance widget.Importance
	SizeName   fyne.ThemeSizeName
	Bold       bool

	shown *widget.Label
	width float32 // that the lines were made for
}

// NewLabel returns a label with a text.
func NewLabel(text string) *Label { return &Label{Text: text} }

// SetText shows another text.
func (l *Label) SetText(text string) {
	l.Text = text
	l.Refresh()
}

// Refresh breaks the text anew and shows it.
func (l *Label) Refresh() {
	l.flow()
	l.shown.Refresh()
}

// Resize breaks the text for the new width.
func (l *Label) Resize(size fyne.Size) {
	if l.width != size.Width {
		l.width = size.Width
		l.flow()
	}
	l.BaseWidget.Resize(size)
}

// MinSize is the height of the lines; any width will do.
func (l *Label) MinSize() fyne.Size {
	if l.shown == nil {
		l.flow()
	}
	return fyne.NewSize(4*theme.TextSize(), l.shown.MinSize().Height)
}

// CreateRenderer shows the lines.
func (l *Label) CreateRenderer() fyne.WidgetRenderer {
	l.flow()
	return widget.NewSimpleRenderer(l.shown)
}

// flow breaks the text into lines for the width at hand.
func (l *Label) flow() {
	l.ExtendBaseWidget(l)
	if l.shown == nil {
		l.shown = &widget.Label{}
	}
	s := l.shown
	s.Importance, s.SizeName, s.TextStyle.Bold = l.Importance, l.SizeName, l.Bold
	size := theme.TextSize()
	if l.SizeName != "" {
		size = theme.Size(l.SizeName)
	}
	room := l.width - 2*theme.InnerPadding()
	if room < size {
		s.SetText(l.Text) // not laid out yet
		return
	}
	wide := fyne.MeasureText("国", size, s.TextStyle).Width
	s.SetText(strings.Join(Wrap(l.Text, room, func(r rune) float32 {
		if r >= 0x3000 && r <= 0x9fff { // all of them are as wide
			return wide
		}
		return fyne.MeasureText(string(r), size, s.TextStyle).Width
	}), "\n"))
}
