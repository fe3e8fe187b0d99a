package widgets

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"nianbao/ui/commands"
)

// Heights of what is around a page, in units. They are the same whatever is
// said there: nothing on the page moves when a message comes or goes.
const (
	headHeight   = 44
	statusHeight = 28
)

// Frame is what every page has around it: above, one header with the way back,
// what is shown, how it stands, whether it is saved, the one thing that is most
// likely wanted and a menu of the rest; below, the status bar.
type Frame struct {
	Status  *Status
	Title   *TextLine
	Saved   *TextLine
	Beside  *TextLine // beside the state: for whom it waits, what was done last
	Content fyne.CanvasObject

	w       Host
	chip    *Badge
	back    *Button // nil where nothing leads back
	primary *Button // nil for none
	tools   []fyne.CanvasObject
	more    *Button
	over    fyne.CanvasObject // lies over the texts, nil for nothing
	usual   []commands.ID
	head    *fyne.Container
	middle  *fyne.Container
}

// NewFrame makes the frame of a page: its title, the way back, nil for none, and
// the commands that stand first in its menu.
func NewFrame(w Host, title string, back func(), usual ...commands.ID) *Frame {
	f := &Frame{
		w: w, usual: usual, Status: newStatus(w), middle: container.NewStack(),
		Title: NewTextLine(theme.SizeNameSubHeadingText, true), Saved: NewTextLine(theme.SizeNameText, false), Beside: NewTextLine(theme.SizeNameText, false), chip: NewBadge(),
	}
	f.Title.w, f.Saved.w, f.Beside.w = w, w, w // what is cut is read in a tip
	f.Title.Set(title, ColorText)
	f.chip.Content.Hide()
	f.Beside.Tap, f.Saved.Tap = f.Status.ShowAll, f.Status.ShowAll
	if back != nil {
		f.back = NewQuiet(w, "←", back)
		f.back.Tip = commands.As(commands.Back, "返回")
	}
	f.more = NewQuiet(w, "⋯", f.ShowMenu)
	f.more.Tip = commands.Titled(commands.Menu)
	f.head = container.New(headLayout{f})
	f.fill()
	f.Content = container.New(frameLayout{}, Tinted(f.head), f.middle, f.Status.content, Hairline(), Hairline())
	return f
}

// SetBody puts the page into its frame.
func (f *Frame) SetBody(page fyne.CanvasObject) {
	f.middle.Objects = []fyne.CanvasObject{page}
	f.middle.Refresh()
}

// SetState shows how what is shown stands, "" for no state, and a few words
// beside it.
func (f *Frame) SetState(name string, ground color.Color, beside string, c color.Color) {
	if name == f.chip.Text.Text && ground == f.chip.back.FillColor && beside == f.Beside.Text && c == f.Beside.color {
		return
	}
	f.chip.Set(name, ground)
	SetVisible(f.chip.Content, name != "")
	f.Beside.Set(beside, c)
	f.head.Refresh()
}

// State is the state that is shown.
func (f *Frame) State() string { return f.chip.Text.Text }

// SetTitle shows another title.
func (f *Frame) SetTitle(text string) {
	if text != f.Title.Text {
		f.Title.Set(text, ColorText)
		f.head.Refresh()
	}
}

// SetSaved tells whether all is saved.
func (f *Frame) SetSaved(text string, c color.Color) {
	wider := f.Saved.Natural()
	f.Saved.Set(text, c)
	if wider != f.Saved.Natural() { // digits are as wide as one another: the clock moves nothing
		f.head.Layout.Layout(f.head.Objects, f.head.Size())
	}
}

// SetActions shows the button of what is most likely wanted, nil for none, and
// before it what else is at hand, the likeliest first: as much of that as there
// is room for. All of it is to be found in the menu, too.
func (f *Frame) SetActions(primary *Button, tools ...fyne.CanvasObject) {
	f.primary, f.tools = primary, tools
	f.fill()
	f.head.Refresh()
}

func (f *Frame) fill() {
	f.head.Objects = []fyne.CanvasObject{f.Title, f.chip.Content, f.Beside, f.Saved, f.more}
	if f.back != nil {
		f.head.Objects = append(f.head.Objects, f.back)
	}
	if f.primary != nil {
		f.head.Objects = append(f.head.Objects, f.primary)
	}
	f.head.Objects = append(f.head.Objects, f.tools...)
	if f.over != nil {
		f.head.Objects = append(f.head.Objects, f.over)
	}
}

// SetOver lets something lie over the header, nil for nothing: the page beneath keeps
// its room. What else is at hand there is put away meanwhile, or Tab would lead to
// what cannot be seen.
func (f *Frame) SetOver(o fyne.CanvasObject) {
	f.over = o
	f.fill()
	f.head.Refresh()
}

// ShowMenu shows what else can be done: first what is usual on this page, then
// all menus.
func (f *Frame) ShowMenu() {
	if f.w.Dialogs().Open() {
		return
	}
	menu := NewMenu(f.w, f.w.Menu(f.usual...))
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(f.more)
	menu.ShowAtPosition(at.AddXY(f.more.Size().Width-menu.Width(), f.more.Size().Height))
}

// Framed is a screen that has a frame.
type Framed interface{ Frame() *Frame }

// frameLayout gives the page what the header and the status bar leave; each has
// a line at its edge.
type frameLayout struct{}

// MinSize is that of the three together.
func (frameLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	head, page := o[0].MinSize(), o[1].MinSize()
	return fyne.NewSize(max(head.Width, page.Width), headHeight+page.Height+statusHeight)
}

// Layout puts header and status bar to the edges.
func (frameLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	foot := size.Height - statusHeight
	for i, y := range [][2]float32{{0, headHeight}, {headHeight, foot}, {foot, size.Height}, {headHeight - 1, headHeight}, {foot, foot + 1}} {
		o[i].Move(fyne.NewPos(0, y[0]))
		o[i].Resize(fyne.NewSize(size.Width, max(y[1]-y[0], 0)))
	}
}

// headLayout lays the header out in one line of a fixed height.
type headLayout struct{ f *Frame }

// Distances in the header, and what is left of a title where room is short.
const (
	headGap    = 8
	headEdge   = 3 // above and below
	leastTitle = 150
	leastSaved = 110
)

// MinSize has what cannot be left out.
func (l headLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(l.ends()+leastTitle, headHeight)
}

// ends is the width of the buttons that are always there.
func (l headLayout) ends() float32 {
	width := float32(headGap) + l.f.more.MinSize().Width + headGap
	if l.f.back != nil {
		width += l.f.back.MinSize().Width + headGap
	}
	if l.f.primary != nil {
		width += l.f.primary.MinSize().Width + headGap
	}
	return width
}

// Layout places the buttons at both ends and shares what is left among the texts.
func (l headLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	f := l.f
	if size := theme.TextSize(); f.chip.Text.TextSize != size && f.chip.Content.Visible() { // another size was chosen
		f.chip.Text.TextSize = size
		f.chip.Text.Refresh()
	}
	left, right := float32(headGap), size.Width-headGap
	put := func(o fyne.CanvasObject, x, width float32) {
		height := min(o.MinSize().Height, size.Height-2*headEdge) // of a control with large text the padding gives way
		o.Move(fyne.NewPos(x, (size.Height-height)/2))
		o.Resize(fyne.NewSize(width, height))
	}
	fromRight := func(o fyne.CanvasObject) {
		width := o.MinSize().Width
		right -= width
		put(o, right, width)
		right -= headGap
	}
	if f.back != nil {
		put(f.back, left, f.back.MinSize().Width)
		left += f.back.MinSize().Width + headGap
	}
	fromRight(f.more)
	if f.primary != nil {
		fromRight(f.primary)
	}
	if f.over != nil {
		f.over.Move(fyne.NewPos(left, 0))
		f.over.Resize(fyne.NewSize(max(right-left, 0), size.Height-1))
	}
	chip := float32(0)
	if f.chip.Content.Visible() {
		chip = f.chip.Content.MinSize().Width + headGap
	}
	saved := f.Saved.Natural()
	for _, t := range f.tools {
		fits := right-t.MinSize().Width-headGap-left > min(f.Title.Natural(), leastTitle)+chip+min(saved, leastSaved)
		fits = fits && f.over == nil
		SetVisible(t, fits)
		if fits {
			fromRight(t)
		}
	}
	room := max(right-left-chip-3*headGap, 0)
	title, saved, beside := share(room, f.Title.Natural(), saved, f.Beside.Natural())
	put(f.Title, left, title)
	left += title + headGap
	if chip > 0 {
		put(f.chip.Content, left, chip-headGap)
		left += chip
	}
	put(f.Beside, left, beside)
	left += beside + headGap
	put(f.Saved, max(left, right-saved), saved)
}

// share gives three texts the room they would like or, where that is too much,
// first what the second says, then of the first what is known anyway.
func share(room, title, saved, beside float32) (float32, float32, float32) {
	saved = min(saved, max(room*0.4, leastSaved), room)
	title = min(title, max(room-saved-beside, min((room-saved)*0.6, room-saved), 0))
	return title, saved, max(min(beside, room-saved-title), 0)
}
