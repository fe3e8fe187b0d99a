package editor

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/form"
	"nianbao/app/report"
	"nianbao/app/search"
	"nianbao/ui/widgets"
)

// Finder is the bar over the form that finds and replaces in the whole report.
// It keeps the keyboard while it goes from hit to hit: a further Enter must not
// be typed into what was found.
type Finder struct {
	e          *Editor
	What, With *finderEntry
	Count      *widget.Label
	Buttons    []*widgets.Button // 上一个, 下一个, 替换, 全部替换
	second     *fyne.Container   // what to replace with
	Content    *fyne.Container

	hits []search.Hit
	at   int            // the hit that is shown, -1 for none
	lit  fyne.Focusable // the place of it, which looks as if it had the keyboard
}

func newFinder(e *Editor) *Finder {
	f := &Finder{e: e, at: -1, Count: &widget.Label{}}
	f.What, f.With = newFinderEntry(f, "要找的文字或者数"), newFinderEntry(f, "换成什么，可以不写")
	f.What.OnChanged = func(string) { f.at = -1; f.search() }
	f.Buttons = []*widgets.Button{
		widgets.NewButton(e.Host, "上一个", func() { f.step(-1) }), widgets.NewButton(e.Host, "下一个", func() { f.step(1) }),
		widgets.NewButton(e.Host, "替换", f.replace), widgets.NewButton(e.Host, "全部替换", f.replaceAll),
	}
	f.Buttons[0].Tip, f.Buttons[1].Tip = "上一个（Shift+Enter）", "下一个（Enter）"
	closing := widgets.NewQuiet(e.Host, "关闭", f.Close)
	closing.Tip = "关闭（Esc）"
	const wide = 240
	name := func(text string) fyne.CanvasObject {
		return container.New(widgets.WidthLayout{Width: 64}, &widget.Label{Text: text})
	}
	first := container.NewBorder(nil, nil, nil, closing,
		container.NewHBox(name("查找"), container.New(widgets.WidthLayout{Width: wide}, f.What), f.Buttons[0], f.Buttons[1], f.Count))
	f.second = container.NewHBox(name("替换为"), container.New(widgets.WidthLayout{Width: wide}, f.With), f.Buttons[2], f.Buttons[3])
	f.Content = container.NewVBox(widgets.Tinted(container.NewVBox(first, f.second)))
	f.Content.Hide()
	return f
}

// Find opens the bar, with what is selected.
func (f *Finder) Find() { f.open(false) }

// Replace opens the bar with what to replace with.
func (f *Finder) Replace() { f.open(true) }

func (f *Finder) open(replacing bool) {
	if !f.e.Commit() {
		return
	}
	if selected := f.e.selected(); selected != "" && !strings.Contains(selected, "\n") {
		f.What.SetText(selected)
	}
	f.appear(replacing)
	f.e.Host.Window().Canvas().Focus(f.What)
	widgets.SelectText(&f.What.Entry, 0, utf8.RuneCountInString(f.What.Text))
}

// appear shows the bar, and leaves the keyboard where it is.
func (f *Finder) appear(replacing bool) {
	widgets.SetVisible(f.second, replacing && f.e.Opened.Locked() == "")
	f.Content.Show()
	f.search()
}

// Close hides the bar and gives the keyboard back to where it was or, where
// something was found, to that.
func (f *Finder) Close() {
	f.dim()
	f.Content.Hide()
	f.at = -1
	f.e.Refocus()
}

// Changed brings the hits up to date after a change of the report.
func (f *Finder) Changed() {
	if f.Content.Visible() {
		f.search()
	}
}

// search looks for the text anew. The hit that is shown stays where it is still one.
func (f *Finder) search() {
	was := search.Hit{}
	if f.at >= 0 {
		was = f.hits[f.at]
	}
	f.hits, f.at = search.Find(f.e.Report(), f.What.Text), -1
	for i, h := range f.hits {
		if h.Address == was.Address && h.At == was.At {
			f.at = i
		}
	}
	f.count()
}

func (f *Finder) count() {
	text := ""
	switch {
	case f.What.Text == "":
	case len(f.hits) == 0:
		text = "没有找到"
	case f.at < 0:
		text = fmt.Sprintf("共 %d 处", len(f.hits))
	default:
		text = fmt.Sprintf("第 %d 处，共 %d 处", f.at+1, len(f.hits))
	}
	f.Count.SetText(text)
}

// step shows the next hit, or the one before, round and round; at first that
// behind the cursor.
func (f *Finder) step(by int) {
	if !f.e.Commit() {
		return
	}
	if f.search(); len(f.hits) == 0 {
		return
	}
	next := (f.at + by + len(f.hits)) % len(f.hits)
	if f.at < 0 {
		a, at := f.e.place()
		next = search.After(f.e.Report(), f.hits, a, at)
		if by < 0 {
			next = (next - 1 + len(f.hits)) % len(f.hits)
		}
	}
	f.show(next)
}

// show goes to a hit and selects it. The keyboard stays in the bar.
func (f *Finder) show(i int) {
	h := f.hits[i]
	keyboard := f.e.Host.Window().Canvas().Focused()
	f.dim()
	f.e.GoTo(h.Address)
	f.e.Host.Window().Canvas().Focus(f.keyboardOf(keyboard))
	f.lit = f.e.light(h.Address, h.At, h.At+h.Len)
	f.at = i
	f.count()
}

// keyboardOf is what of the bar keeps the keyboard.
func (f *Finder) keyboardOf(had fyne.Focusable) fyne.Focusable {
	if had == fyne.Focusable(f.With) || slices.ContainsFunc(f.Buttons, func(b *widgets.Button) bool { return had == fyne.Focusable(b) }) {
		return had
	}
	return f.What
}

// dim takes the look of the keyboard away from the hit shown last.
func (f *Finder) dim() {
	if f.lit != nil {
		f.lit.FocusLost()
		f.lit = nil
	}
}

// replace replaces the hit that is shown and goes on to the next.
func (f *Finder) replace() {
	if f.at < 0 {
		f.step(1)
		return
	}
	if !f.e.Commit() {
		return
	}
	h, with := f.hits[f.at], report.CleanText(f.With.Text)
	edit, err := search.Replace(f.e.Report(), f.What.Text, h, with)
	if err == nil {
		err = f.e.Session.Apply(f.e.Host.Context(), edit)
	}
	if !f.e.applied("replace", err) {
		return
	}
	f.search()
	if next := search.After(f.e.Report(), f.hits, h.Address, h.At+utf8.RuneCountInString(with)); next >= 0 {
		f.show(next)
	}
}

// replaceAll replaces every hit that may be, as one step back, and says what
// came of it.
func (f *Finder) replaceAll() {
	if f.What.Text == "" || !f.e.Commit() {
		return
	}
	edit, done := search.ReplaceAll(f.e.Report(), f.What.Text, report.CleanText(f.With.Text))
	if f.e.apply(edit) {
		f.e.Head.Frame.Status.Say(widgets.Message{Text: sayReplaced(done)})
	}
	f.at = -1
	f.search()
}

func sayReplaced(done search.Replaced) string {
	text := fmt.Sprintf("已替换 %d 处。", done.Count)
	if done.Count == 0 {
		text = "没有替换。"
	}
	if done.Fixed > 0 {
		text += fmt.Sprintf("有 %d 处只查找，不替换（总计、年度和日期，以及不只是这个数的格）。", done.Fixed)
	}
	if done.Left > 0 {
		text += fmt.Sprintf("有 %d 处不能这样填写，没有改动：%s", done.Left, app.Sentence(done.Refused))
	}
	return text
}

// place is where the person is: the address, and how many characters in.
func (e *Editor) place() (form.Address, int) {
	switch p := e.Parts[e.Current].(type) {
	case *TextPart:
		return p.place()
	case *InfoPart:
		return p.place()
	}
	return e.Parts[e.Current].Cursor(), 0
}

func (p *TextPart) place() (form.Address, int) {
	if p.focused == nil {
		return p.Fields[0].Address, 0
	}
	return p.focused.Address, p.focused.CursorTextOffset()
}

func (p *InfoPart) place() (form.Address, int) {
	if p.Preamble.focused != nil {
		return p.Preamble.place()
	}
	for a, e := range p.Entries {
		if e == p.last {
			return a, e.CursorTextOffset()
		}
	}
	return report.UnitName, 0
}

// textAt returns the entry of an address on the part that is shown, nil for a cell.
func (e *Editor) textAt(a form.Address) *widget.Entry {
	if p, ok := e.Parts[e.Current].(*InfoPart); ok && p.Entries[a] != nil {
		return &p.Entries[a].Entry
	}
	if f := e.paragraphAt(a); f != nil {
		return &f.Entry
	}
	return nil
}

// paragraphAt returns the paragraph of an address on the part that is shown.
func (e *Editor) paragraphAt(a form.Address) *Paragraph {
	switch p := e.Parts[e.Current].(type) {
	case *TextPart:
		return p.fieldAt(a)
	case *InfoPart:
		return p.Preamble.fieldAt(a)
	}
	return nil
}

// selected is the text that is selected where the person is, "" in a table.
func (e *Editor) selected() string {
	a, _ := e.place()
	if entry := e.textAt(a); entry != nil {
		return entry.SelectedText()
	}
	return ""
}

// light selects a stretch of a text, or marks a cell, as if the keyboard were
// there: without it the toolkit shows no selection.
func (e *Editor) light(a form.Address, from, to int) fyne.Focusable {
	if p, ok := e.Parts[e.Current].(*TablePart); ok {
		p.Grid.FocusGained()
		return p.Grid
	}
	entry := e.textAt(a)
	if entry == nil {
		return nil
	}
	entry.FocusGained()
	widgets.SelectText(entry, from, to)
	if f := e.paragraphAt(a); f != nil {
		f.part.reveal(f)
	}
	return entry
}

// finderEntry is an entry of the bar: Enter goes to the next hit, with Shift to
// the one before, Esc closes.
type finderEntry struct {
	widget.Entry
	finder *Finder
}

func newFinderEntry(f *Finder, hint string) *finderEntry {
	e := &finderEntry{finder: f}
	e.PlaceHolder = hint
	e.OnCursorChanged = func() { widgets.PlaceCaret(f.e.Host, e, &e.Entry) }
	e.ExtendBaseWidget(e)
	return e
}

// AcceptsTab takes Tab from one text of the bar straight to the other.
func (e *finderEntry) AcceptsTab() bool { return true }

// TypedKey goes from hit to hit.
func (e *finderEntry) TypedKey(ev *fyne.KeyEvent) {
	if widgets.IsMenuKey(ev) {
		widgets.TextMenu(e.finder.e.Host, e, false, widgets.UnderCaret(e, &e.Entry))
		return
	}
	by := 1
	if widgets.HeldModifiers()&fyne.KeyModifierShift != 0 {
		by = -1
	}
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		e.finder.step(by)
	case fyne.KeyTab:
		e.finder.tab(e, by)
	case fyne.KeyEscape:
		e.finder.Close()
	default:
		if !widgets.PassKey(e.finder.e.Host, ev) {
			e.Entry.TypedKey(ev)
		}
	}
}

// TappedSecondary opens the menu.
func (e *finderEntry) TappedSecondary(ev *fyne.PointEvent) {
	widgets.TextMenu(e.finder.e.Host, e, false, ev.AbsolutePosition)
}

// tab goes from what to find to what to replace it with, and from there on.
func (f *Finder) tab(from *finderEntry, by int) {
	canvas := f.e.Host.Window().Canvas()
	switch {
	case by > 0 && from == f.What && f.second.Visible():
		canvas.Focus(f.With)
	case by < 0 && from == f.With:
		canvas.Focus(f.What)
	case by > 0:
		canvas.FocusNext()
	default:
		canvas.FocusPrevious()
	}
}

// FocusGained tells the input method where the caret is.
func (e *finderEntry) FocusGained() {
	e.Entry.FocusGained()
	widgets.PlaceCaret(e.finder.e.Host, e, &e.Entry)
}

// FocusLost leaves the look of the keyboard to what has it then.
func (e *finderEntry) FocusLost() {
	e.Entry.FocusLost()
	e.finder.dim()
}
