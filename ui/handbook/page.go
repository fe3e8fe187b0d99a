package handbook

import (
	"fmt"
	"strings"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"nianbao/app/handbook"
	"nianbao/assets"
	"nianbao/ui/commands"
	"nianbao/ui/widgets"
)

// Text is read when it is first asked for.
var Text = sync.OnceValues(func() (*handbook.Manual, error) {
	return handbook.Load(assets.Manual, "manual", handbook.List{Name: "按键一览", Lines: commands.KeyLines()})
})

// Bookmark is the chapter that was read last.
type Bookmark struct{ at handbook.Place }

// Page is the 使用手册: its chapters, or what a search found, at the
// left, and the chapter that is read at the right. The keyboard is always in
// the list or in the search.
type Page struct {
	w      widgets.Host
	Book   *handbook.Manual
	goBack func()
	read   *Bookmark

	Find    *widgets.Search
	List    *widgets.List
	Rows    []handbook.Hit // parallel to the list's lines; of a heading, where it stands
	found   *widget.Label
	Nothing *fyne.Container
	Reader  *reader
	frame   *widgets.Frame
}

// ShowHandbook shows the manual, at the chapter about the present page where
// there is one. What was shown before comes back as it was left.
func ShowHandbook(w widgets.Host, read *Bookmark) {
	if _, shown := w.Screen().(*Page); shown || w.Dialogs().Open() {
		return
	}
	book, err := Text()
	if err != nil {
		widgets.Fail(w, "read the manual", err)
		return
	}
	p := &Page{w: w, Book: book, read: read, goBack: cameFrom(w)}
	topic := TopicOf(w.Screen())
	p.buildUI()
	w.Show(p)
	if w.Screen() != widgets.Screen(p) {
		return
	}
	w.Window().SetTitle("使用手册 - 年报通")
	p.open(topic)
}

// cameFrom returns what leads back to the present page. It is shown again as
// it is, unless the size of the text was changed meanwhile: then it is made
// anew.
func cameFrom(w widgets.Host) func() {
	before, title, size, anew := w.Screen(), w.Window().Title(), theme.TextSize(), widgets.WayBack(w)
	return func() {
		if theme.TextSize() != size {
			anew()
			return
		}
		w.Window().SetTitle(title)
		w.Show(before)
	}
}

// TopicOf names the chapter about a screen, "" for none.
func TopicOf(s widgets.Screen) string {
	if about, ok := s.(interface{ Topic() string }); ok {
		return about.Topic()
	}
	return ""
}

// WayBack leads past the manual.
func (p *Page) WayBack() func() { return p.goBack }

func (p *Page) buildUI() {
	p.Find = widgets.NewSearch(p.w, commands.As(commands.Find, "查找，可以写几个词"), p.onFind, p.Refocus)
	p.List = widgets.NewList(p.w, []widgets.Column{{Name: "", Width: 0}}, p.onChoose, nil)
	p.List.OnKey = p.onKey
	p.found = &widget.Label{Importance: widget.LowImportance, SizeName: theme.SizeNameCaptionText}
	p.Nothing = container.NewCenter(&widget.Label{Text: "没有找到。\n按 Esc 显示全部章节。", Alignment: fyne.TextAlignCenter})
	p.Nothing.Hide()
	p.Reader = newReader(p.Book)
	left := container.NewBorder(container.NewPadded(p.Find), p.found, nil, nil, container.NewStack(p.List, p.Nothing))
	const listWidth = 340
	split := widgets.NewLeftSplit(left, p.Reader, listWidth)
	p.frame = widgets.NewFrame(p.w, "使用手册", p.goBack, commands.Export)
	p.frame.SetActions(nil, widgets.NewButton(p.w, commands.Titled(commands.Export), p.export))
	p.frame.Status.Hint("↑ ↓ 选章节　Enter 往下读　PageUp / PageDown 翻页　Ctrl+F 查找　Esc 返回")
	p.frame.SetBody(split)
	p.listChapters()
}

// listChapters lists all chapters under their parts.
func (p *Page) listChapters() {
	var lines []widgets.Line
	p.Rows = nil
	for _, at := range p.Book.Places() {
		if at.Chapter == 0 {
			lines = append(lines, widgets.Line{Heading: p.Book.Parts[at.Part].Title})
			p.Rows = append(p.Rows, handbook.Hit{Place: at, Block: -1})
		}
		lines = append(lines, widgets.Line{Cells: widgets.Plain(p.Book.Chapter(at).Title)})
		p.Rows = append(p.Rows, handbook.Hit{Place: at, Block: -1})
	}
	p.List.SetLines(lines)
	p.found.SetText("共 " + fmt.Sprint(len(p.Book.Places())) + " 章")
}

// listHits lists what was found, under the chapters it stands in.
func (p *Page) listHits(hits []handbook.Hit) {
	var lines []widgets.Line
	p.Rows = nil
	for i, h := range hits {
		if i == 0 || hits[i-1].Place != h.Place {
			lines = append(lines, widgets.Line{Heading: p.Book.Chapter(h.Place).Title})
			p.Rows = append(p.Rows, h)
		}
		lines = append(lines, widgets.Line{Cells: widgets.Plain(h.Excerpt)})
		p.Rows = append(p.Rows, h)
	}
	p.List.SetLines(lines)
	p.found.SetText("找到 " + fmt.Sprint(len(hits)) + " 处")
}

// onFind searches with every key; the first place found is shown at once.
func (p *Page) onFind(query string) {
	if strings.TrimSpace(query) == "" {
		p.Nothing.Hide()
		p.listChapters()
		p.choose(p.Reader.At)
		return
	}
	hits := p.Book.Search(query)
	widgets.SetVisible(p.Nothing, len(hits) == 0)
	p.listHits(hits)
	if len(hits) > 0 {
		p.List.Choose(0)
	}
}

// open shows the chapter of that title or, with none, the one read last.
func (p *Page) open(title string) {
	at := p.read.at
	for _, place := range p.Book.Places() {
		if p.Book.Chapter(place).Title == title {
			at = place
		}
	}
	p.choose(at)
}

// choose chooses a chapter in the list of all.
func (p *Page) choose(at handbook.Place) {
	for i := range p.Rows {
		if p.Rows[i].Place == at && p.List.Lines[i].Heading == "" {
			p.List.Choose(i)
			return
		}
	}
}

// onChoose shows what was chosen.
func (p *Page) onChoose() {
	h := p.Rows[p.List.Chosen]
	p.read.at = h.Place
	p.Reader.ShowHit(h)
}

// onKey scrolls the chapter. Enter reads on, over the end of a chapter.
func (p *Page) onKey(ev *fyne.KeyEvent) bool {
	switch {
	case ev.Name == fyne.KeyPageDown:
		p.Reader.turn(1)
	case ev.Name == fyne.KeyPageUp:
		p.Reader.turn(-1)
	case (widgets.IsEnter(ev.Name) || ev.Name == fyne.KeySpace) && !p.w.Dialogs().Open():
		if !p.Reader.turn(1) {
			p.List.Step(1)
		}
	default:
		return false
	}
	return true
}

// Content returns the screen.
func (p *Page) Content() fyne.CanvasObject { return p.frame.Content }

// Frame is what is around the manual.
func (p *Page) Frame() *widgets.Frame { return p.frame }

// Shown gives the keyboard to the list.
func (p *Page) Shown() { p.Refocus() }

// Refocus gives the keyboard to the list.
func (p *Page) Refocus() { p.w.Window().Canvas().Focus(p.List) }

// Leave always lets go: nothing typed here is kept.
func (p *Page) Leave() bool { return true }

// Actions offers the search, the PDF and the way back.
func (p *Page) Actions() commands.Offer {
	return commands.Offer{commands.Back: p.goBack, commands.Cancel: p.goBack, commands.Find: p.onSearch, commands.Export: p.export}
}

func (p *Page) onSearch() { p.w.Window().Canvas().Focus(p.Find) }

// export prints the manual to a PDF that the person names.
func (p *Page) export() {
	widgets.ChooseTarget(p.w, "导出 PDF", handbook.Title+".pdf", "", p.ExportTo)
}

// ExportTo writes the manual as PDF.
func (p *Page) ExportTo(path string) {
	book := *p.Book
	book.Version = p.w.Program().Version
	widgets.Work(p.w, "正在生成 PDF", func() error { return p.w.Service().ExportHandbook(p.w.Context(), &book, path) }, func(err error) {
		if err != nil {
			widgets.Fail(p.w, "export the manual", err)
			return
		}
		widgets.AddRecent(p.w, path)
		widgets.TellWritten(p.w, "导出完成", "已导出："+path, path)
	})
}
