package editor

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/form"
	"nianbao/app/report"
	"nianbao/app/search"
	"nianbao/ui/widgets"
)

// Finder finds and replaces in the whole report. It lies over the header of the
// page: what is found stands still when it comes and goes, and nothing of it is
// covered. It keeps the keyboard while it goes from hit to hit: a further Enter must
// not be typed into what was found.
type Finder struct {
	e          *Editor
	What, With *widgets.Entry
	Count      *widgets.TextLine
	Buttons    []*widgets.Button   // 上一个, 下一个, 替换, 全部替换
	second     []fyne.CanvasObject // what to replace with
	Content    *fyne.Container

	hits []search.Hit
	at   int            // the hit that is shown, -1 for none
	lit  fyne.Focusable // the place of it, which looks as if it had the keyboard
}

func newFinder(e *Editor) *Finder {
	f := &Finder{e: e, at: -1, Count: widgets.NewTextLine(theme.SizeNameText, false)}
	f.What, f.With = f.entry("文字或者数"), f.entry("可以不写")
	f.What.OnChanged = func(string) { f.at = -1; f.search() }
	f.Buttons = []*widgets.Button{
		widgets.NewButton(e.Host, "上一个", func() { f.step(-1) }), widgets.NewButton(e.Host, "下一个", func() { f.step(1) }),
		widgets.NewButton(e.Host, "替换", f.replace), widgets.NewButton(e.Host, "全部替换", f.replaceAll),
	}
	f.Buttons[0].Tip, f.Buttons[1].Tip = "上一个（Shift+Enter）", "下一个（Enter）"
	closing := widgets.NewQuiet(e.Host, "关闭", f.Close)
	closing.Tip = "关闭（Esc）"
	with := &widget.Label{Text: "替换为"}
	f.second = []fyne.CanvasObject{with, f.With, f.Buttons[2], f.Buttons[3]}
	f.Content = container.New(finderLayout{f}, newFinderGround(f), // Tab goes through them in this order
		&widget.Label{Text: "查找"}, f.What, with, f.With, f.Buttons[0], f.Buttons[1], f.Count, f.Buttons[2], f.Buttons[3], closing)
	f.Content.Hide()
	return f
}

// entry is an entry of the bar: Enter goes to the next hit, with Shift to the one
// before, Esc closes.
func (f *Finder) entry(hint string) *widgets.Entry {
	e := widgets.NewEntry(f.e.Host, "", hint)
	e.OverPage = true
	e.Keys = f.key
	e.Left = f.dim // the look of the keyboard goes to what has it then
	return e
}

func (f *Finder) key(ev *fyne.KeyEvent) bool {
	switch {
	case widgets.IsEnter(ev.Name) && widgets.HeldModifiers()&fyne.KeyModifierShift != 0:
		f.step(-1)
	case widgets.IsEnter(ev.Name):
		f.step(1)
	case ev.Name == fyne.KeyEscape:
		f.Close()
	default:
		return false
	}
	return true
}

// finderLayout lays the bar out in one line, at the right of what the header has
// room for. Where that is little, what is typed in gets less.
type finderLayout struct{ f *Finder }

// Distances in the bar, and the widths of what is typed in and of the count.
const (
	finderGap   = 6
	finderWide  = 240
	finderLeast = 70
)

// MinSize takes any width.
func (finderLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// widthOf is that of one of the parts: an entry gets what is given, the count what
// it may have to say.
func (l finderLayout) widthOf(o fyne.CanvasObject, entry float32) float32 {
	switch o {
	case l.f.What, l.f.With:
		return entry
	case l.f.Count:
		return fyne.MeasureText("第 000 处，共 000 处", theme.TextSize(), fyne.TextStyle{}).Width
	}
	return o.MinSize().Width
}

// Layout gives both entries the same width. The ground is as wide as all.
func (l finderLayout) Layout(o []fyne.CanvasObject, size fyne.Size) {
	ground, parts := o[0], slices.DeleteFunc(slices.Clone(o[1:]), func(c fyne.CanvasObject) bool { return !c.Visible() })
	sum, entries := float32(finderGap), float32(0)
	for _, c := range parts {
		if sum += l.widthOf(c, 0) + finderGap; c == l.f.What || c == l.f.With {
			entries++
		}
	}
	entry := max(min((size.Width-sum)/entries, finderWide), finderLeast)
	width := min(sum+entries*entry, size.Width)
	x := size.Width - width
	ground.Move(fyne.NewPos(x, 0))
	ground.Resize(fyne.NewSize(width, size.Height))
	for _, c := range parts {
		x += finderGap
		wide, height := l.widthOf(c, entry), min(c.MinSize().Height, size.Height)
		c.Move(fyne.NewPos(x, (size.Height-height)/2))
		c.Resize(fyne.NewSize(wide, height))
		x += wide
	}
}

// finderGround is what the bar stands on. What is clicked there is not what lies
// beneath.
type finderGround struct {
	widget.BaseWidget
	f *Finder
}

func newFinderGround(f *Finder) *finderGround {
	g := &finderGround{f: f}
	g.ExtendBaseWidget(g)
	return g
}

// CreateRenderer colours the ground.
func (g *finderGround) CreateRenderer() fyne.WidgetRenderer {
	ground := canvas.NewRectangle(widgets.ColorBand)
	ground.StrokeColor, ground.StrokeWidth = widgets.ColorLine, 1
	return widget.NewSimpleRenderer(ground)
}

// Tapped gives the keyboard to the bar.
func (g *finderGround) Tapped(*fyne.PointEvent) { g.f.e.Host.Window().Canvas().Focus(g.f.What) }

// Scrolled leaves the page where it is.
func (g *finderGround) Scrolled(*fyne.ScrollEvent) {}

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
	for _, o := range f.second {
		widgets.SetVisible(o, replacing && f.e.Opened.Locked() == "")
	}
	f.Content.Show()
	f.e.Head.Frame.SetOver(f.Content)
	f.Content.Layout.Layout(f.Content.Objects, f.Content.Size())
	f.search()
}

// Close hides the bar and gives the keyboard back to where it was or, where
// something was found, to that.
func (f *Finder) Close() {
	f.dim()
	f.Content.Hide()
	f.e.Head.Frame.SetOver(nil)
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
	f.Count.Set(text, widgets.ColorText)
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
	if done.Count > 0 { // else nothing would be found, which sounds as if nothing had been done
		f.Count.Set(fmt.Sprintf("已替换 %d 处", done.Count), widgets.ColorText)
	}
}

func sayReplaced(done search.Replaced) string {
	text := fmt.Sprintf("已替换 %d 处。", done.Count)
	if done.Count == 0 {
		text = "没有替换。"
	}
	if done.Fixed > 0 {
		text += fmt.Sprintf("有 %d 处只查找，不替换（单位全称、总计、年度和日期，以及不只是这个数的格）。", done.Fixed)
	}
	if done.Left > 0 {
		text += fmt.Sprintf("有 %d 处不能这样填写，没有改动：%s", done.Left, app.Sentence(done.Refused))
	}
	return text
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
