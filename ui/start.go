package ui

import (
	"cmp"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/ui/commands"
	"nianbao/ui/prose"
)

// startPage lists the drafts and the files in the tray: first what waits for
// the person who works here.
type startPage struct {
	w       Host
	kept    *Kept
	all     []app.Summary
	mine    map[int64]bool // drafts that wait for the person
	files   []app.ExchangeFile
	rows    []startRow // parallel to the list's lines
	shown   []app.Summary
	deleted *app.Summary
	stop    func() // no more looking into the tray

	list    *lineList
	filter  *findEntry
	empty   *fyne.Container
	nothing *fyne.Container // the filter leaves nothing
	count   *widget.Label
	who     *keyButton
	trouble *widget.Label // why the tray cannot be read
	health  *healthBand
	notice  *fyne.Container // how the last run ended, and other things told once
	said    *prose.Label    // in the notice
	backup  *widget.Label   // why copies are not made
	undoBar *fyne.Container
	undoMsg *widget.Label
	open    *keyButton
	remove  *keyButton
	content fyne.CanvasObject
}

// startRow is a draft or a file; a heading is neither.
type startRow struct {
	draft *app.Summary
	file  *app.ExchangeFile
}

// key tells a row from the others, also after the list was read anew.
func (r startRow) key() string {
	switch {
	case r.draft != nil:
		return fmt.Sprint(r.draft.ID)
	case r.file != nil:
		return r.file.Path
	}
	return ""
}

// Kept outlives the list, which is made anew whenever it is shown.
type Kept struct {
	Notice   string              // what the list tells quietly until it is answered or left
	folder   *app.ExchangeFolder // looked into while the list is shown, nil before
	scanning bool                // it is being looked into now
}

func newStartPage(w Host, kept *Kept) *startPage {
	p := &startPage{w: w, kept: kept, stop: func() {}}
	p.buildUI()
	p.take(p.w.Service().Store.Recent(p.w.Context(), firstRows))
	return p
}

// firstRows is how many drafts the list shows before it has read them all: more
// than a window has room for.
const firstRows = 100

// readRest reads the other drafts, where there are any, when the window is
// there.
func (p *startPage) readRest() {
	if len(p.all) < firstRows {
		return
	}
	var all []app.Summary
	p.w.Background(func() (err error) {
		all, err = p.w.Service().Store.List(p.w.Context())
		return err
	}, func(err error) {
		if p.w.Screen() == p { // else it has been left meanwhile
			p.take(all, err)
		}
	})
}

func (p *startPage) buildUI() {
	p.list = newLineList(p.w, []column{{"单位", 0}, {"年度", 90}, {"状态", 110}, {"填写进度", 160}, {"检查", 190}, {"最后修改", 150}}, p.setButtons, p.onOpen)
	p.filter = newFindEntry(p.w, "按单位或者年度查找（Ctrl+F）", p.onFilter, p.Refocus)
	p.count = &widget.Label{Importance: widget.LowImportance}
	p.who = NewQuiet(p.w, "", Doing(p.w, commands.Office))
	p.backup = &widget.Label{Importance: widget.WarningImportance, Truncation: fyne.TextTruncateEllipsis}
	p.backup.Hide()
	p.trouble = &widget.Label{Importance: widget.WarningImportance, Truncation: fyne.TextTruncateEllipsis}
	p.nothing = container.NewCenter(&widget.Label{Text: "没有符合条件的报告。按 Esc 显示全部。"})
	p.open = NewButton(p.w, "打开（Enter）", p.onOpen)
	p.remove = NewButton(p.w, "删除（Delete）", p.onRemove)
	p.undoMsg = &widget.Label{}
	p.undoBar = container.NewHBox(p.undoMsg, NewButton(p.w, "撤销删除（Ctrl+Z）", p.onUndo))
	p.undoBar.Hide()
	p.trouble.Hide()
	p.empty = container.NewCenter(container.NewVBox(
		&widget.Label{Text: "还没有报告", Alignment: fyne.TextAlignCenter, SizeName: theme.SizeNameSubHeadingText},
		&widget.Label{Text: "新建一份报告，按六个部分逐项填写；填写的内容随时自动保存。", Alignment: fyne.TextAlignCenter},
		&widget.Label{Text: "需要您审签的报告，用“打开移交文件”接收。", Alignment: fyne.TextAlignCenter},
		container.NewCenter(container.NewHBox(
			NewPrimaryCommand(p.w, commands.NewReport), NewCommand(p.w, commands.OpenFile))),
	))
	title := &widget.Label{Text: "政府信息公开工作年度报告", TextStyle: fyne.TextStyle{Bold: true}, SizeName: theme.SizeNameSubHeadingText}
	tools := container.NewHBox(
		NewPrimaryCommand(p.w, commands.NewReport), NewCommand(p.w, commands.Import), NewCommand(p.w, commands.OpenFile),
		p.open, p.remove,
	)
	p.health = newHealthBand(p.w)
	head := container.NewVBox(
		p.health.content,
		container.NewHScroll(container.NewBorder(nil, nil, title, tools)), // on a small screen with large text
		container.NewBorder(nil, nil, nil, container.NewHBox(p.count, p.who), p.filter),
		p.list.head(),
	)
	p.said = &prose.Label{Importance: widget.WarningImportance}
	p.notice = container.NewBorder(nil, nil, nil, NewQuiet(p.w, "知道了", p.answerNotice), p.said)
	p.ShowNotice()
	foot := container.NewVBox(p.notice, p.trouble, p.backup, p.undoBar)
	p.content = container.NewPadded(container.NewPadded(container.NewBorder(head, foot, nil, nil, container.NewStack(p.list, p.empty, p.nothing))))
}

// Troubled shows why nothing can be stored, or that it can be again.
func (p *startPage) Troubled() {
	p.health.refresh()
	p.content.Refresh()
	at := p.list.chosen
	p.reload()
	p.choose(0, at)
}

// Content returns the screen.
func (p *startPage) Content() fyne.CanvasObject { return p.content }

// Shown gives the keyboard to the list and begins to look into the tray.
func (p *startPage) Shown() {
	p.Refocus()
	p.tellBackups()
	p.WatchFolder()
	p.readRest()
}

// Retry brings up to date why copies are not made.
func (p *startPage) Retry() { p.tellBackups() }

// UndoName names what would be taken back.
func (p *startPage) UndoName() string { return "删除" }

// tellBackups says why copies are not made, or not in the second place.
func (p *startPage) tellBackups() {
	if p.w.Service().Backups == nil {
		return
	}
	state := p.w.Service().Backups.State(p.w.Context())
	err := cmp.Or(state.Err, state.PlaceErr)
	if err != nil {
		p.backup.SetText("备份（文件 → 备份与恢复）：" + app.Sentence(err))
	}
	show(p.backup, err != nil)
}

// Refocus gives the keyboard to the list, where a row is always chosen.
func (p *startPage) Refocus() {
	if len(p.rows) > 0 {
		p.w.Window().Canvas().Focus(p.list)
		p.list.choose(max(p.list.chosen, 0))
	}
}

// Leave always lets go: nothing is typed here. What was told is not told again.
func (p *startPage) Leave() bool {
	p.kept.Notice = ""
	p.stop()
	return true
}

// Actions offers what the menus can do with the list.
func (p *startPage) Actions() commands.Offer {
	a := commands.Offer{commands.Open: p.onOpen, commands.Remove: p.onRemove, commands.Find: p.onFind, commands.Refresh: p.onRefresh}
	if trouble := p.w.Service().Trouble(); trouble != nil && app.CodeOf(trouble) == app.Gone {
		a[commands.Save] = Doing(p.w, commands.MoveStore)
	}
	if p.deleted != nil {
		a[commands.Undo] = p.onUndo
	}
	return a
}

// reload reads the drafts from the store.
func (p *startPage) reload() { p.take(p.w.Service().Store.List(p.w.Context())) }

// take shows what was read.
func (p *startPage) take(all []app.Summary, err error) {
	if err != nil {
		Fail(p.w, "list drafts", err)
	}
	p.all = all
	if p.mine, err = p.w.Service().Waiting(p.w.Context()); err != nil {
		Fail(p.w, "list what waits", err)
	}
	p.showWho()
	p.onFilter(p.filter.Text)
}

// showWho names who works here, on the button that leads to 审签设置.
func (p *startPage) showWho() {
	actor, err := p.w.Service().Actor(p.w.Context())
	text := "审签设置（Ctrl+Shift+O）"
	if err == nil && actor.Person != nil {
		text = "使用者：" + actor.Person.Title() + "（Ctrl+Shift+O）"
	}
	p.who.SetText(text)
}

// onFilter lists what has every word of the query, and keeps the choice.
func (p *startPage) onFilter(text string) {
	kept := p.selected().key()
	p.rows, p.shown = nil, nil
	lines := p.fill(text)
	p.list.setLines(lines)
	p.setCount()
	show(p.empty, len(p.all) == 0 && len(p.files) == 0)
	show(p.nothing, len(p.all)+len(p.files) > 0 && len(lines) == 0)
	for i, r := range p.rows {
		if kept != "" && r.key() == kept && p.list.moved {
			p.list.choose(i)
		}
	}
	p.setButtons()
}

// group is a part of the list under a heading.
type group struct {
	heading string
	lines   []line
	rows    []startRow
}

func (g *group) add(l line, r startRow) {
	g.lines, g.rows = append(g.lines, l), append(g.rows, r)
}

// fill makes the lines: what waits for the person stands first, under a
// heading, when there is anything.
func (p *startPage) fill(query string) []line {
	waiting, fresh, rest := &group{heading: "待我处理"}, &group{heading: "移交文件夹中的其他新文件"}, &group{heading: "其他报告"}
	now := p.w.Service().Now()
	for i := range p.files {
		f := &p.files[i]
		switch {
		case !matchesAll(fileWords(f), query):
		case f.Mine:
			waiting.add(fileLine(f, now), startRow{file: f})
		default:
			fresh.add(fileLine(f, now), startRow{file: f})
		}
	}
	for i := range p.all {
		s := &p.all[i]
		switch {
		case !matchesAll(fmt.Sprint(s.Unit, " ", s.Year, " ", s.StateName), query):
		case p.mine[s.ID]:
			waiting.add(p.draftLine(s), startRow{draft: s})
		default:
			rest.add(p.draftLine(s), startRow{draft: s})
		}
	}
	return p.gather(waiting, fresh, rest)
}

// gather puts the groups one under the other. Without anything that waits or
// has come, the list needs no headings.
func (p *startPage) gather(waiting, fresh, rest *group) []line {
	if len(waiting.rows)+len(fresh.rows) == 0 {
		p.add(rest)
		return rest.lines
	}
	var lines []line
	for _, g := range []*group{waiting, fresh, rest} {
		if len(g.rows) == 0 {
			continue
		}
		p.rows = append(p.rows, startRow{})
		lines = append(append(lines, line{heading: fmt.Sprintf("%s（%d）", g.heading, len(g.rows))}), g.lines...)
		p.add(g)
	}
	return lines
}

func (p *startPage) add(g *group) {
	p.rows = append(p.rows, g.rows...)
	for _, r := range g.rows {
		if r.draft != nil {
			p.shown = append(p.shown, *r.draft)
		}
	}
}

func (p *startPage) setCount() { p.count.SetText(fmt.Sprintf("共 %d 份", len(p.shown))) }

// choose chooses a draft, or when it is not shown the row at an index.
func (p *startPage) choose(id int64, index int) {
	for i, r := range p.rows {
		if r.draft != nil && r.draft.ID == id {
			index = i
		}
	}
	p.list.chosen = min(index, len(p.rows)-1)
	p.Refocus()
}

// matchesAll says whether every word of the query stands in s.
func matchesAll(s, query string) bool {
	for _, word := range strings.Fields(query) {
		if !strings.Contains(s, word) {
			return false
		}
	}
	return true
}

// selected is the chosen row.
func (p *startPage) selected() startRow {
	if i := p.list.chosen; i >= 0 && i < len(p.rows) {
		return p.rows[i]
	}
	return startRow{}
}

func (p *startPage) setButtons() {
	enable(p.open, p.selected().key() != "")
	enable(p.remove, p.selected().draft != nil)
}

func (p *startPage) onOpen() {
	switch r := p.selected(); {
	case r.draft != nil:
		p.w.OpenReport(r.draft.ID)
	case r.file != nil:
		p.w.OpenFile(r.file.Path)
	}
}

func (p *startPage) onFind() { p.w.Window().Canvas().Focus(p.filter) }

func (p *startPage) onRefresh() {
	p.reload()
	p.scanFolder(true)
}

func (p *startPage) onRemove() {
	if s := p.selected().draft; s != nil {
		Ask(p.w, "删除报告", fmt.Sprintf("要删除“%s%d年政府信息公开工作年度报告”吗？删除后可以马上撤销。", s.Unit, s.Year), "删除", func() { p.delete(*s) })
	}
}

func (p *startPage) delete(s app.Summary) {
	if err := p.w.Service().Store.Delete(p.w.Context(), s.ID, p.w.Service().Now()); err != nil {
		Fail(p.w, "delete draft", err)
		return
	}
	p.deleted = &s
	p.undoMsg.SetText(fmt.Sprintf("已删除“%s”%d年的报告。", s.Unit, s.Year))
	p.undoBar.Show()
	at := p.list.chosen
	p.reload()
	p.choose(0, at)
	p.w.Refresh()
}

func (p *startPage) onUndo() {
	if p.deleted == nil {
		return
	}
	if err := p.w.Service().Store.Restore(p.w.Context(), p.deleted.ID); err != nil {
		Fail(p.w, "restore draft", err)
		return
	}
	back := p.deleted.ID
	p.deleted = nil
	p.undoBar.Hide()
	p.reload()
	p.choose(back, 0)
	p.w.Refresh()
}

// draftLine is one draft of the list.
func (p *startPage) draftLine(s *app.Summary) line {
	findings := cell{"没有问题", widget.SuccessImportance}
	switch {
	case s.Errors > 0:
		findings = cell{fmt.Sprintf("错误 %d　需说明 %d", s.Errors, s.Explains), widget.DangerImportance}
	case s.Explains > 0:
		findings = cell{fmt.Sprintf("需说明 %d", s.Explains), widget.WarningImportance}
	}
	if p.superseded(s.ID) {
		findings = cell{"移交文件夹中有新的", widget.WarningImportance}
	}
	return line{cells: []cell{
		{text: s.Unit},
		{text: fmt.Sprintf("%d年", s.Year)},
		stateCell(s.Stage, s.StateName),
		{text: fmt.Sprintf("已填 %d / %d", s.Filled, s.Total)},
		findings,
		{text: when(s.Changed, p.w.Service().Now())},
	}}
}
