package editor

import (
	"fmt"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"nianbao/app/check"
	"nianbao/ui/commands"
	"nianbao/ui/opened"
	"nianbao/ui/widgets"
)

// sideStrip stands in the place of the column at the right when that is folded:
// how much was found, and how many remarks are open.
type sideStrip struct {
	e        *Editor
	Findings *stripBadge
	Remarks  *stripBadge
	content  *fyne.Container
}

const stripWidth = 46

func newSideStrip(e *Editor) *sideStrip {
	s := &sideStrip{e: e}
	s.Findings = newStripBadge(e.Host, "处", commands.Titled(commands.FoldSide), func() { e.Side.choose(false); e.showSide() })
	s.Remarks = newStripBadge(e.Host, "意见", commands.Titled(commands.FoldSide), func() { e.Side.choose(true); e.showSide() })
	toggle := widgets.NewQuiet(e.Host, "«", e.foldSide)
	toggle.Tip = commands.Titled(commands.FoldSide)
	box := container.NewBorder(container.New(layout.NewCustomPaddedVBoxLayout(0), s.Findings, s.Remarks), toggle, nil, nil)
	s.content = container.New(widgets.WidthLayout{Width: stripWidth}, widgets.Tinted(box))
	s.refresh()
	return s
}

// refresh brings both badges up to date.
func (s *sideStrip) refresh() {
	found, open := s.e.Session.Lists(), 0
	ink := color.Color(widgets.ColorFine)
	for _, l := range []check.List{check.Tips, check.Asked, check.Unfilled, check.Wrong} {
		if n := found.Open(l); n > 0 {
			open += n
			ink = widgets.ColorOf(opened.ImportanceOf(l))
		}
	}
	s.Findings.set(fmt.Sprint(open), ink)
	widgets.SetVisible(s.Remarks, s.e.Remarks.has())
	ink = widgets.ColorQuiet
	if s.e.Remarks.open > 0 {
		ink = widgets.ColorExplain
	}
	s.Remarks.set(fmt.Sprint(s.e.Remarks.open), ink)
}

// stripBadge is a number over a word.
type stripBadge struct {
	widget.BaseWidget
	Number *canvas.Text
	word   *canvas.Text
	tip    string
	w      widgets.Host
	tap    func()
}

func newStripBadge(w widgets.Host, word, tip string, tap func()) *stripBadge {
	b := &stripBadge{Number: canvas.NewText("", widgets.ColorQuiet), word: canvas.NewText(word, widgets.ColorQuiet), w: w, tip: tip, tap: tap}
	b.Number.TextStyle.Bold = true
	b.ExtendBaseWidget(b)
	return b
}

func (b *stripBadge) set(number string, ink color.Color) {
	if b.Number.Text == number && b.Number.Color == ink {
		return
	}
	b.Number.Text, b.Number.Color, b.word.Color = number, ink, ink
	b.Refresh()
}

// Refresh shows the badge in the size of text that was chosen.
func (b *stripBadge) Refresh() {
	b.Number.TextSize, b.word.TextSize = theme.Size(theme.SizeNameSubHeadingText), theme.Size(theme.SizeNameCaptionText)
	b.BaseWidget.Refresh()
}

// CreateRenderer puts the number over the word.
func (b *stripBadge) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.New(layout.NewCustomPaddedLayout(7, 7, 0, 0),
		container.New(layout.NewCustomPaddedVBoxLayout(0), container.NewCenter(b.Number), container.NewCenter(b.word))))
}

// Tapped shows the column.
func (b *stripBadge) Tapped(*fyne.PointEvent) {
	b.w.Dialogs().Tips.Away(b)
	b.tap()
}

// MouseIn tells what a click does.
func (b *stripBadge) MouseIn(*desktop.MouseEvent) { b.w.Dialogs().Tips.Rest(b.w, b, b.tip) }

// MouseMoved does nothing.
func (b *stripBadge) MouseMoved(*desktop.MouseEvent) {}

// MouseOut takes the tip away.
func (b *stripBadge) MouseOut() { b.w.Dialogs().Tips.Away(b) }

// Cursor shows a hand.
func (b *stripBadge) Cursor() desktop.Cursor { return desktop.PointerCursor }
