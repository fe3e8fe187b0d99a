package ui

import (
	"fmt"
	"strings"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"nianbao/app/handbook"
	"nianbao/assets"
	"nianbao/ui/commands"
)

// theManual is read when it is first asked for.
var theManual = sync.OnceValues(func() (*handbook.Manual, error) { return handbook.Load(assets.Manual, "manual") })

// Bookmark is the chapter that was read last.
type Bookmark struct{ at handbook.Place }

// manualPage is the 使用手册: its chapters, or what a search found, at the
// left, and the chapter that is read at the right. The keyboard is always in
// the list or in the search.
type manualPage struct {
	w      Host
	book   *handbook.Manual
	goBack func()
	read   *Bookmark

	find    *findEntry
	list    *lineList
	rows    []handbook.Hit // parallel to the list's lines; of a heading, where it stands
	found   *widget.Label
	nothing *fyne.Container
	reader  *reader
	content fyne.CanvasObject
}

// showManual shows the manual, at the chapter about the present page where
// there is one. What was shown before comes back as it was left.
func ShowHandbook(w Host, read *Bookmark) {
	if _, shown := w.Screen().(*manualPage); shown || w.Dialogs().Open() {
		return
	}
	book, err := theManual()
	if err != nil {
		Fail(w, "read the manual", err)
		return
	}
	p := &manualPage{w: w, book: book, read: read, goBack: cameFrom(w)}
	topic := topicOf(w.Screen())
	p.buildUI()
	w.Show(p)
	if w.Screen() != Screen(p) {
		return
	}
	w.Window().SetTitle("使用手册 - 年报通")
	p.open(topic)
}

// cameFrom returns what leads back to the present page. It is shown again as
// it is, unless the size of the text was changed meanwhile: then it is made
// anew.
func cameFrom(w Host) func() {
	before, title, size, anew := w.Screen(), w.Window().Title(), theme.TextSize(), WayBack(w)
	return func() {
		if theme.TextSize() != size {
			anew()
			return
		}
		w.Window().SetTitle(title)
		w.Show(before)
	}
}

// topicOf names the chapter about a screen, "" for none.
func topicOf(s Screen) string {
	if about, ok := s.(interface{ Topic() string }); ok {
		return about.Topic()
	}
	return ""
}

// WayBack leads past the manual.
func (p *manualPage) WayBack() func() { return p.goBack }

func (p *manualPage) buildUI() {
	p.find = newFindEntry(p.w, "查找，可以写几个词（Ctrl+F）", p.onFind, p.Refocus)
	p.list = newLineList(p.w, []column{{"", 0}}, p.onChoose, nil)
	p.list.onKey = p.onKey
	p.found = &widget.Label{Importance: widget.LowImportance, SizeName: theme.SizeNameCaptionText}
	p.nothing = container.NewCenter(&widget.Label{Text: "没有找到。\n按 Esc 显示全部章节。", Alignment: fyne.TextAlignCenter})
	p.nothing.Hide()
	p.reader = newReader(p.book)
	head := band(container.NewBorder(nil, nil, NewQuiet(p.w, "← 返回（Esc）", p.goBack), NewButton(p.w, "导出 PDF（Ctrl+Shift+P）", p.export),
		&widget.Label{Text: "使用手册", TextStyle: fyne.TextStyle{Bold: true}, SizeName: theme.SizeNameSubHeadingText}))
	keys := &widget.Label{Text: "↑ ↓ 选章节　Enter 往下读　PageUp / PageDown 翻页　Ctrl+F 查找", Importance: widget.LowImportance}
	left := container.NewBorder(container.NewPadded(p.find), p.found, nil, nil, container.NewStack(p.list, p.nothing))
	split := container.NewHSplit(left, p.reader)
	split.SetOffset(0.28)
	foot := container.NewVBox(hairline(), band(container.NewHBox(layout.NewSpacer(), keys)))
	p.content = container.NewBorder(head, foot, nil, nil, split)
	p.listChapters()
}

// listChapters lists all chapters under their parts.
func (p *manualPage) listChapters() {
	var lines []line
	p.rows = nil
	for _, at := range p.book.Places() {
		if at.Chapter == 0 {
			lines = append(lines, line{heading: p.book.Parts[at.Part].Title})
			p.rows = append(p.rows, handbook.Hit{Place: at, Block: -1})
		}
		lines = append(lines, line{cells: plain(p.book.Chapter(at).Title)})
		p.rows = append(p.rows, handbook.Hit{Place: at, Block: -1})
	}
	p.list.setLines(lines)
	p.found.SetText("共 " + fmt.Sprint(len(p.book.Places())) + " 章")
}

// listHits lists what was found, under the chapters it stands in.
func (p *manualPage) listHits(hits []handbook.Hit) {
	var lines []line
	p.rows = nil
	for i, h := range hits {
		if i == 0 || hits[i-1].Place != h.Place {
			lines = append(lines, line{heading: p.book.Chapter(h.Place).Title})
			p.rows = append(p.rows, h)
		}
		lines = append(lines, line{cells: plain(h.Excerpt)})
		p.rows = append(p.rows, h)
	}
	p.list.setLines(lines)
	p.found.SetText("找到 " + fmt.Sprint(len(hits)) + " 处")
}

// onFind searches with every key; the first place found is shown at once.
func (p *manualPage) onFind(query string) {
	if strings.TrimSpace(query) == "" {
		p.nothing.Hide()
		p.listChapters()
		p.choose(p.reader.at)
		return
	}
	hits := p.book.Search(query)
	show(p.nothing, len(hits) == 0)
	p.listHits(hits)
	if len(hits) > 0 {
		p.list.choose(0)
	}
}

// open shows the chapter of that title or, with none, the one read last.
func (p *manualPage) open(title string) {
	at := p.read.at
	for _, place := range p.book.Places() {
		if p.book.Chapter(place).Title == title {
			at = place
		}
	}
	p.choose(at)
}

// choose chooses a chapter in the list of all.
func (p *manualPage) choose(at handbook.Place) {
	for i := range p.rows {
		if p.rows[i].Place == at && p.list.lines[i].heading == "" {
			p.list.choose(i)
			return
		}
	}
}

// onChoose shows what was chosen.
func (p *manualPage) onChoose() {
	h := p.rows[p.list.chosen]
	p.read.at = h.Place
	p.reader.show(h)
}

// onKey scrolls the chapter. Enter reads on, over the end of a chapter.
func (p *manualPage) onKey(ev *fyne.KeyEvent) bool {
	switch {
	case ev.Name == fyne.KeyPageDown:
		p.reader.turn(1)
	case ev.Name == fyne.KeyPageUp:
		p.reader.turn(-1)
	case (isEnter(ev.Name) || ev.Name == fyne.KeySpace) && !p.w.Dialogs().Open():
		if !p.reader.turn(1) {
			p.list.move(1)
		}
	default:
		return false
	}
	return true
}

// Content returns the screen.
func (p *manualPage) Content() fyne.CanvasObject { return p.content }

// Shown gives the keyboard to the list.
func (p *manualPage) Shown() { p.Refocus() }

// Refocus gives the keyboard to the list.
func (p *manualPage) Refocus() { p.w.Window().Canvas().Focus(p.list) }

// Leave always lets go: nothing typed here is kept.
func (p *manualPage) Leave() bool { return true }

// Actions offers the search, the PDF and the way back.
func (p *manualPage) Actions() commands.Offer {
	return commands.Offer{commands.Back: p.goBack, commands.Cancel: p.goBack, commands.Find: p.onSearch, commands.Export: p.export}
}

func (p *manualPage) onSearch() { p.w.Window().Canvas().Focus(p.find) }

// export prints the manual to a PDF that the person names.
func (p *manualPage) export() { ChooseTarget(p.w, "导出 PDF", handbook.Title+".pdf", "", p.exportTo) }

func (p *manualPage) exportTo(path string) {
	book := *p.book
	book.Version = p.w.Program().Version
	Work(p.w, "正在生成 PDF", func() error { return p.w.Service().ExportManual(p.w.Context(), &book, path) }, func(err error) {
		if err != nil {
			Fail(p.w, "export the manual", err)
			return
		}
		Remember(p.w, path)
		TellWritten(p.w, "导出完成", "已导出："+path, path)
	})
}
