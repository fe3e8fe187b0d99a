package editor

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/form"
	"nianbao/app/report"
	"nianbao/ui/commands"
	"nianbao/ui/lastyear"
	"nianbao/ui/widgets"
)

// TextPart is a section of text: a field for each sub-heading.
type TextPart struct {
	e       *Editor
	section *form.Section
	Fields  []*Paragraph
	counts  map[form.Address]*widget.Label
	rows    map[form.Address]int
	dirty   map[*Paragraph]bool
	focused *Paragraph
	Prompts []func()          // put a ready sentence in
	buttons []*widgets.Button // of the prompts
	overlay widgets.Overlay
	locked  *widget.Label
	filling bool // the program, not a person, is changing the entries

	total   *widgets.TextLine
	size    *widgets.TextLine // of the text, in per cent
	scroll  *container.Scroll
	box     *fyne.Container
	head    *fyne.Container
	beside  *fyne.Container // the year before
	content fyne.CanvasObject

	LastYear *lastyear.Text // nil while it is not shown
}

func newTextPart(e *Editor, index int) *TextPart {
	p := &TextPart{
		e: e, section: e.Report().Form().Sections[index], counts: map[form.Address]*widget.Label{},
		rows: map[form.Address]int{}, dirty: map[*Paragraph]bool{},
	}
	p.buildUI()
	return p
}

func (p *TextPart) buildUI() {
	p.total = widgets.NewLink(p.e.Host, "", "", nil)
	p.locked = widgets.LockMark()
	p.box = container.NewVBox()
	for _, f := range p.section.Fields {
		p.box.Add(p.field(f))
	}
	p.scroll = container.NewVScroll(container.New(columnLayout{p.e.desk.text}, p.box))
	wheel := newWheelPass(p.e, p.scroll)
	p.beside = container.NewStack()
	p.head = partHead(p.e.Host, p.section.Heading, p.section.Hint, append([]fyne.CanvasObject{p.locked, p.total}, p.zoomLinks()...)...)
	p.content = container.NewBorder(p.head, nil, nil, nil, container.New(lastyear.Beside{}, container.NewStack(p.scroll, wheel), p.beside))
	p.Changed(app.Event{})
}

// headRow is the height of the head of a part, in units.
const headRow = 30

// partHead is the head of every part: one line with its heading and something at
// the right. A hint that does not fit is shown while the mouse rests on it.
func partHead(w widgets.Host, heading, hint string, right ...fyne.CanvasObject) *fyne.Container {
	title := widgets.NewTextLine(theme.SizeNameSubHeadingText, true)
	title.Set(heading, widgets.ColorText)
	about := widgets.NewLink(w, hint, "", nil)
	about.Set(hint, widgets.ColorQuiet)
	return container.New(headRowLayout{}, append([]fyne.CanvasObject{title, about}, right...)...)
}

// headRowLayout lays a heading, a hint and what is at the right on one line.
type headRowLayout struct{}

// MinSize takes any width.
func (headRowLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, max(headRow, o[0].MinSize().Height+2))
}

// Layout gives the hint what the others leave.
func (headRowLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	const gap = 14
	put := func(c fyne.CanvasObject, x, width float32) {
		height := c.MinSize().Height // of a label more than the head's, and its text in the middle
		c.Move(fyne.NewPos(x, (size.Height-height)/2))
		c.Resize(fyne.NewSize(max(width, 0), height))
	}
	const least = 120 // of a heading, before anything else gives way
	right := size.Width - gap
	for i := len(o) - 1; i > 1; i-- {
		if !o[i].Visible() {
			continue
		}
		width := o[i].MinSize().Width
		if l, ok := o[i].(*widgets.TextLine); ok {
			if width = l.Natural(); l.Tap == nil && right-width-gap < least+gap {
				put(l, right, 0) // it only tells
				continue
			}
		}
		right -= width
		put(o[i], right, width)
		right -= gap
	}
	title := min(o[0].(*widgets.TextLine).Natural(), right-gap)
	put(o[0], gap, title)
	hint := o[1].(*widgets.TextLine)
	put(hint, gap+title+gap, min(hint.Natural(), right-title-2*gap))
}

// columnLayout gives fields of text the width in which lines are read with ease.
type columnLayout struct{ zoom *textZoom }

// lineChars is how many characters a line of a field holds.
const lineChars = 40

// MinSize is the column's, with a little beside it.
func (columnLayout) MinSize(o []fyne.CanvasObject) fyne.Size {
	return o[0].MinSize().AddWidthHeight(2*columnMargin, 2*columnMargin)
}

// columnMargin is what is left around the column.
const columnMargin = 10

// Layout places the column at the left. A field takes another height at another width,
// while what is below it is already being placed: then all are placed again.
func (l columnLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	widest := lineChars*l.zoom.sizeOf(theme.TextSize()) + 2*theme.InnerPadding() + 2*theme.InputBorderSize() + 2
	o[0].Move(fyne.NewPos(columnMargin, columnMargin))
	before := o[0].MinSize()
	o[0].Resize(fyne.NewSize(max(min(size.Width-2*columnMargin, widest), before.Width), size.Height-2*columnMargin))
	for range 3 {
		if now := o[0].MinSize(); now == before {
			return
		} else {
			before = now
		}
		o[0].Refresh()
	}
}

// field lays out one field: heading, character count, entry, prompts.
func (p *TextPart) field(f *form.Field) fyne.CanvasObject {
	entry := newParagraph(p, f.Address)
	entry.SetPlaceHolder(f.Hint)
	p.Fields = append(p.Fields, entry)
	count := &widget.Label{Importance: widget.LowImportance}
	p.counts[f.Address] = count
	name := f.Name
	if f.Optional {
		name += "（可不填）"
	}
	head := widgets.Spread(&widget.Label{Text: name, TextStyle: fyne.TextStyle{Bold: true}}, count)
	box := container.NewVBox(head, p.overlay.Over(entry))
	for i := range f.Prompts {
		box.Add(container.NewHBox(p.prompt(entry, f.Prompts, i)))
	}
	return box
}

// prompt makes the button that puts a ready sentence into an entry.
func (p *TextPart) prompt(entry *Paragraph, prompts []string, i int) *widgets.Button {
	const most = 15 // or large text makes the button wider than the page
	label := "填入“" + shortenTo(strings.TrimPrefix(prompts[i], "{year}年，"), most) + "”"
	if n := len(p.Prompts); n < len(sentences) {
		label = commands.As(sentences[n], label)
	}
	do := p.filler(entry, prompts, i)
	button := widgets.NewButton(p.e.Host, label, do)
	p.Prompts, p.buttons = append(p.Prompts, do), append(p.buttons, button)
	return button
}

// sentences are the commands of the ready sentences, in their order.
var sentences = []commands.ID{commands.Sentence1, commands.Sentence2}

// filler returns the action that puts the i-th of the prompts into an entry, in
// place of another one that stands there, and selects what is to be filled in.
func (p *TextPart) filler(entry *Paragraph, prompts []string, i int) func() {
	return func() {
		got := report.Prompt(entry.Text, prompts, i, p.e.Report().Year())
		entry.SetText(got.Text)
		p.flush(entry)
		p.e.Host.Window().Canvas().Focus(entry)
		widgets.SelectText(&entry.Entry, got.From, got.To)
		if got.Replaced != "" {
			p.e.SetStatus("已换掉原来的“" + shorten(got.Replaced) + "”，可以撤销。")
		}
	}
}

// shorten cuts a text to what fits a button or a quotation.
func shorten(s string) string {
	const most = 24
	return shortenTo(s, most)
}

func shortenTo(s string, most int) string {
	if r := []rune(s); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}

// Content returns the part.
func (p *TextPart) Content() fyne.CanvasObject { return p.content }

// Shown puts the cursor into the first field that is to be written, or back to where
// it was.
func (p *TextPart) Shown() {
	if p.focused == nil {
		p.focused = p.first()
	}
	p.e.Host.Window().Canvas().Focus(p.focused)
}

// first is the first field that may not be left out or has something in it.
func (p *TextPart) first() *Paragraph {
	for i, f := range p.section.Fields {
		if !f.Optional || p.Fields[i].Text != "" {
			return p.Fields[i]
		}
	}
	return p.Fields[0]
}

// Refocus puts the cursor back to where it was.
func (p *TextPart) Refocus() { p.Shown() }

// Leave stores every field that was typed in.
func (p *TextPart) Leave() bool {
	for _, f := range p.Fields {
		if !p.flush(f) {
			return false
		}
	}
	return true
}

// typed notes that a field differs from what is stored, and stores it soon.
func (p *TextPart) typed(f *Paragraph) {
	p.count(f)
	if p.filling || f.Text == p.e.Report().Text(f.Address) {
		return
	}
	p.dirty[f] = true
	p.e.showTyping()
	p.e.storing.Typed()
}

// StoreTyped stores every field that was typed in.
func (p *TextPart) StoreTyped() { p.Leave() }

// flush stores a field that was typed in. It says whether the field is stored.
func (p *TextPart) flush(f *Paragraph) bool {
	if !p.dirty[f] {
		return true
	}
	delete(p.dirty, f)
	if p.e.applied("store paragraph", p.e.Set(f.Address, f.Text)) {
		p.e.showSaved()
		return true
	}
	p.dirty[f] = true
	return false
}

// Changed shows texts that were changed elsewhere, as by an undo.
func (p *TextPart) Changed(app.Event) {
	p.filling = true
	defer func() { p.filling = false }()
	p.showLocked(p.e.Opened.Locked() != "")
	p.zoom()
	for _, f := range p.Fields {
		if text := p.e.Report().Text(f.Address); f.Text != text && !p.dirty[f] {
			f.show(text)
		}
		p.count(f)
	}
}

// showLocked shows whether the fields can be written in.
func (p *TextPart) showLocked(locked bool) {
	for _, b := range p.buttons {
		widgets.SetVisible(b, !locked)
	}
	p.overlay.Set(locked)
	if p.locked != nil { // the preamble stands in a part with a mark of its own
		widgets.SetVisible(p.locked, locked)
	}
}

// count shows the number of characters of a field and of the section.
func (p *TextPart) count(f *Paragraph) {
	p.counts[f.Address].SetText(fmt.Sprintf("%d 字", report.CountText(f.Text)))
	total := 0
	for _, f := range p.Fields {
		total += report.CountText(f.Text)
	}
	text := fmt.Sprintf("本部分共 %d 字", total)
	if p.section.Limit > 0 {
		text += fmt.Sprintf("（有的地方要求不超过 %d 字）", p.section.Limit)
	}
	before := p.total.Natural()
	p.total.Set(text, widgets.ColorQuiet)
	if p.head != nil && p.total.Natural() != before { // it has as much room as it had to say
		p.head.Refresh()
	}
}

// follow scrolls so that the cursor of a field can be seen.
func (p *TextPart) follow(f *Paragraph) {
	if p.scroll != nil && !p.filling && p.e.Host.Window().Canvas().Focused() == fyne.Focusable(f) {
		p.reveal(f)
	}
}

// reveal scrolls so that the line of a field can be seen in which its caret is.
func (p *TextPart) reveal(f *Paragraph) {
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(f).Y - fyne.CurrentApp().Driver().AbsolutePositionForObject(p.scroll).Y
	line := 2 * theme.TextSize()
	top, bottom := at+f.CursorPosition().Y, at+f.CursorPosition().Y+line
	switch {
	case top < 0:
		p.scroll.ScrollToOffset(fyne.NewPos(0, max(p.scroll.Offset.Y+top-line, 0)))
	case bottom > p.scroll.Size().Height:
		p.scroll.ScrollToOffset(fyne.NewPos(0, p.scroll.Offset.Y+bottom-p.scroll.Size().Height+line))
	}
}

// showWhole scrolls so that all of a field can be seen that was led to by the keyboard,
// where the window has room for it.
func (p *TextPart) showWhole(f *Paragraph) {
	if p.scroll == nil {
		return
	}
	const gap = 8
	driver := fyne.CurrentApp().Driver()
	top := driver.AbsolutePositionForObject(f).Y - driver.AbsolutePositionForObject(p.scroll).Y
	switch room := p.scroll.Size().Height; {
	case f.Size().Height+gap > room:
	case top < 0:
		p.scroll.ScrollToOffset(fyne.NewPos(0, p.scroll.Offset.Y+top-gap))
	case top+f.Size().Height > room:
		p.scroll.ScrollToOffset(fyne.NewPos(0, p.scroll.Offset.Y+top+f.Size().Height-room+gap))
	}
}

// relayout gives fields that grew or shrank their room.
func (p *TextPart) relayout() {
	if p.scroll != nil {
		p.box.Refresh()
		p.scroll.Refresh()
	}
}

// GoTo puts the cursor into a field.
func (p *TextPart) GoTo(a form.Address) {
	if f := p.fieldAt(a); f != nil {
		p.e.Host.Window().Canvas().Focus(f)
		p.follow(f)
	}
}

// fieldAt returns the field of an address, nil where it is in none.
func (p *TextPart) fieldAt(a form.Address) *Paragraph {
	for _, f := range p.Fields {
		if f.Address == a {
			return f
		}
	}
	return nil
}

// Cursor returns the field the person is in.
func (p *TextPart) Cursor() form.Address {
	a, _ := p.place()
	return a
}

// wheelPass lies over the fields and gives the mouse wheel to the page: an
// entry would keep it for its own, never needed, scrolling.
type wheelPass struct {
	widget.BaseWidget
	e      *Editor
	scroll *container.Scroll
}

func newWheelPass(e *Editor, s *container.Scroll) *wheelPass {
	p := &wheelPass{e: e, scroll: s}
	p.ExtendBaseWidget(p)
	return p
}

// CreateRenderer draws nothing.
func (p *wheelPass) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewWithoutLayout())
}

// Scrolled moves the page; with Ctrl it makes its text larger or smaller.
func (p *wheelPass) Scrolled(ev *fyne.ScrollEvent) {
	switch ctrl := widgets.HeldModifiers()&fyne.KeyModifierControl != 0; {
	case ctrl && ev.Scrolled.DY > 0:
		p.e.zoomBy(1)
	case ctrl && ev.Scrolled.DY < 0:
		p.e.zoomBy(-1)
	case !ctrl:
		p.scroll.Scrolled(ev)
	}
}
