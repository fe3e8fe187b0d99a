package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// TextLine is one line of text that takes no more room than it is given: what does
// not fit is cut with an ellipsis. The toolkit's label wraps or draws a rich
// text for that; this is one canvas text, for what changes with every key.
type TextLine struct {
	widget.BaseWidget
	Text  string // the whole, also where less is shown
	Tap   func() // what a click does, nil for nothing
	Tip   string // shown while the mouse rests here, "" for the text where it is cut
	w     Host   // nil for no tips
	color color.Color
	shown *canvas.Text
	size  fyne.ThemeSizeName
}

// NewTextLine returns an empty line in a size of the theme.
func NewTextLine(size fyne.ThemeSizeName, bold bool) *TextLine {
	l := &TextLine{size: size, color: ColorText, shown: canvas.NewText("", ColorText)}
	l.shown.TextStyle.Bold = bold
	l.ExtendBaseWidget(l)
	return l
}

// NewLink returns words that do something at a click. Their key belongs in the
// tip: what they do is in a menu, too.
func NewLink(w Host, text, tip string, do func()) *TextLine {
	l := NewTextLine(theme.SizeNameText, false)
	l.Text, l.Tip, l.Tap, l.color, l.w = text, tip, do, ColorPrimary, w
	return l
}

// MouseIn shows the tip when the mouse rests here.
func (l *TextLine) MouseIn(*desktop.MouseEvent) {
	if l.w == nil {
		return
	}
	tip := l.Tip
	if tip == "" && l.Cut() {
		tip = l.Text
	}
	l.w.Dialogs().Tips.Rest(l.w, l, tip)
}

// MouseMoved does nothing.
func (l *TextLine) MouseMoved(*desktop.MouseEvent) {}

// MouseOut takes it away.
func (l *TextLine) MouseOut() {
	if l.w != nil {
		l.w.Dialogs().Tips.Away(l)
	}
}

// Set shows another text, or another colour; the same again costs nothing.
func (l *TextLine) Set(text string, c color.Color) {
	if l.Text == text && l.color == c {
		return
	}
	l.Text, l.color = text, c
	l.Refresh()
}

// Cut says whether not all of the text is shown.
func (l *TextLine) Cut() bool { return l.shown.Text != l.Text }

// Natural is the width of the whole text.
func (l *TextLine) Natural() float32 { return runsTo(l.Text, l.textSize(), l.shown.TextStyle) }

func (l *TextLine) textSize() float32 { return theme.Size(l.size) }

// Refresh shows the text in the size of the theme.
func (l *TextLine) Refresh() {
	l.fit(l.Size().Width)
	l.BaseWidget.Refresh()
}

// fit cuts the text to a width; in none it is not shown at all.
func (l *TextLine) fit(room float32) {
	size := l.textSize()
	text := l.Text
	if room <= 0 {
		text = ""
	} else if runsTo(text, size, l.shown.TextStyle) > room {
		text = cutTo(text, room-runsTo("…", size, l.shown.TextStyle), size, l.shown.TextStyle) + "…"
	}
	if l.shown.Text == text && l.shown.Color == l.color && l.shown.TextSize == size {
		return
	}
	l.shown.Text, l.shown.Color, l.shown.TextSize = text, l.color, size
	l.shown.Refresh()
}

// CreateRenderer draws the text in the middle of its height.
func (l *TextLine) CreateRenderer() fyne.WidgetRenderer {
	l.fit(l.Size().Width)
	return &textLineRenderer{l}
}

// Tapped does what a click does.
func (l *TextLine) Tapped(*fyne.PointEvent) {
	l.MouseOut()
	if l.Tap != nil {
		l.Tap()
	}
}

// Cursor shows a hand where a click does something.
func (l *TextLine) Cursor() desktop.Cursor {
	if l.Tap != nil {
		return desktop.PointerCursor
	}
	return desktop.DefaultCursor
}

type textLineRenderer struct{ l *TextLine }

func (r *textLineRenderer) Destroy()                     {}
func (r *textLineRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.l.shown} }
func (r *textLineRenderer) Refresh()                     { r.Layout(r.l.Size()) }

// MinSize leaves the width to the layout: any will do.
func (r *textLineRenderer) MinSize() fyne.Size {
	return fyne.NewSize(0, fyne.MeasureText("国", r.l.textSize(), r.l.shown.TextStyle).Height)
}

func (r *textLineRenderer) Layout(size fyne.Size) {
	r.l.fit(size.Width)
	height := r.l.shown.MinSize().Height
	r.l.shown.Move(fyne.NewPos(0, (size.Height-height)/2))
	r.l.shown.Resize(fyne.NewSize(size.Width, height))
}

// runsTo is how wide a text is on one line. Characters are measured one by one:
// the toolkit keeps what it measured, and there are few different ones.
func runsTo(text string, size float32, style fyne.TextStyle) float32 {
	sum := float32(0)
	for _, r := range text {
		sum += wide(r, size, style)
	}
	return sum
}

// cutTo is the beginning of a text that fits a width.
func cutTo(text string, room, size float32, style fyne.TextStyle) string {
	for i, r := range text {
		if room -= wide(r, size, style); room < 0 {
			return text[:i]
		}
	}
	return text
}

func wide(r rune, size float32, style fyne.TextStyle) float32 {
	if r >= 0x3000 && r <= 0x9fff { // all of them are as wide
		r = '国'
	}
	return fyne.MeasureText(string(r), size, style).Width
}
