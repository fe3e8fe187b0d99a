package drafts

import (
	"cmp"
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/example"
	"nianbao/app/exchange"
	"nianbao/ui/arrivals"
	"nianbao/ui/commands"
	"nianbao/ui/importing"
	"nianbao/ui/widgets"
)

// List lists the drafts and the files in the exchange folder: first what waits for
// the person who works here.
type List struct {
	w       widgets.Host
	kept    *Kept
	all     []app.Summary
	mine    map[int64]bool   // drafts that wait for the person
	correct map[int64]string // against which approval drafts are corrected
	Files   []exchange.File
	found   []exchange.File // in the exchange folder when it was looked into last
	wanted  bool            // what is found next is to be listed at once: the person asked
	settled bool            // the list has been on the screen for a moment
	rows    []startRow      // parallel to the list's lines
	Visible []app.Summary
	deleted *app.Summary
	stop    func() // no more looking into the exchange folder
	order   order
	units   map[string]app.UnitSettings
	made    map[int64]widgets.Line // of the drafts, while nothing about them changes

	counting bool           // what is open in some of them
	tried    map[int64]bool // to count it

	inSight []app.Summary  // whose records are to be gone through
	asked   map[int64]bool // to go through them

	List    *widgets.List
	Filter  *widgets.Search
	State   *widgets.Select
	Year    *widgets.Select
	Empty   *fyne.Container
	earlier *widget.Label   // within Empty
	Nothing *fyne.Container // the filter leaves nothing
	Count   *widget.Label
	Who     *widgets.Button // who works here
	trouble string          // why the exchange folder cannot be read
	backup  string          // why copies are not made
	Open    *widgets.Button
	remove  *widgets.Button
	frame   *widgets.Frame
}

// Kept outlives the list, which is made anew whenever it is shown.
type Kept struct {
	Notice   string           // what the list tells quietly until it is answered or left
	folder   *exchange.Folder // looked into while the list is shown, nil before
	scanning bool             // it is being looked into now

	query, state, year string                 // what was looked for
	proven             map[int64]provenRecord // of reports that have been submitted

	chosen string  // key of the row that a person chose, "" for none
	offset float32 // how far the list was scrolled
}

// NewList shows the newest reports at once and the others when they are read;
// kept is what the list was like when it was left.
func NewList(w widgets.Host, kept *Kept) *List {
	p := &List{w: w, kept: kept, stop: func() {}, tried: map[int64]bool{}, asked: map[int64]bool{}}
	p.order = p.readOrder()
	p.buildUI()
	if p.order != usualOrder { // the others would come to stand between these
		p.reload()
		return p
	}
	p.take(p.w.Service().Drafts.Recent(p.w.Context(), FirstRows))
	return p
}

// FirstRows is how many drafts the list shows before it has read them all: more
// than a window has room for.
const FirstRows = 100

// readRest reads the other drafts, where there are any, when the window is
// there.
func (p *List) readRest() {
	if len(p.all) != FirstRows {
		return
	}
	var all []app.Summary
	p.w.Background(func() (err error) {
		all, err = p.w.Service().Drafts.List(p.w.Context())
		return err
	}, func(err error) {
		if p.w.Screen() == p { // else it has been left meanwhile
			p.take(all, err)
			p.restorePlace()
		}
	})
}

func (p *List) buildUI() {
	p.List = widgets.NewList(p.w, columns, p.onChosen, p.onOpen)
	p.List.OnSort, p.List.RowMenu, p.List.Drawn = p.onSort, p.rowMenu, p.drawn
	p.Filter = widgets.NewSearch(p.w, commands.As(commands.Find, "查找"), nil, p.Refocus)
	p.Filter.SetText(p.kept.query)
	p.Filter.OnChanged = func(string) { p.refill() }
	p.State, p.Year = widgets.NewChoice(p.w, []string{everyState}, nil), widgets.NewChoice(p.w, []string{everyYear}, nil)
	preselect(p.State, p.kept.state, everyState)
	preselect(p.Year, p.kept.year, everyYear)
	for _, s := range []*widgets.Select{p.State, p.Year} {
		s.OnChanged = func(string) { p.refill() }
	}
	p.Count = &widget.Label{Importance: widget.LowImportance}
	p.Who = widgets.NewQuiet(p.w, "", p.onWho)
	p.Nothing = container.NewCenter(&widget.Label{Text: "没有符合条件的报告。按 Esc 显示全部。"})
	p.Open = widgets.NewButton(p.w, "打开（Enter）", p.onOpen)
	p.remove = widgets.NewButton(p.w, commands.Titled(commands.Remove), p.onRemove)
	p.earlier = newEarlier()
	p.Empty = container.NewCenter(container.NewVBox(
		&widget.Label{Text: "还没有报告", Alignment: fyne.TextAlignCenter, SizeName: theme.SizeNameSubHeadingText},
		p.earlier,
		&widget.Label{Text: "新建一份报告，按六个部分逐项填写；填写的内容随时自动保存。", Alignment: fyne.TextAlignCenter},
		&widget.Label{Text: "已有报告或者数据（网页、Word、Excel、PDF、文本），拖到窗口上，或者用“" + commands.Titled(commands.Import) + "”读入。", Alignment: fyne.TextAlignCenter},
		&widget.Label{Text: "需要您审签的报告，用“打开移交文件”接收。", Alignment: fyne.TextAlignCenter},
		container.NewCenter(container.NewHBox(
			widgets.NewCommand(p.w, commands.NewReport), widgets.NewCommand(p.w, commands.OpenFile), widgets.NewCommand(p.w, commands.Example))),
		&widget.Label{Text: "想先试一试的，打开示例：可以随意填写、检查、预览，不会送审和移交，也不计入份数。", Alignment: fyne.TextAlignCenter, Importance: widget.LowImportance},
	))
	tools := container.NewHBox(p.Open, p.remove, widgets.NewCommand(p.w, commands.Import), widgets.NewCommand(p.w, commands.OpenFile), p.Count)
	filters := container.NewBorder(nil, nil, nil, container.NewHBox(p.State, p.Year), p.Filter)
	head := container.NewVBox(container.NewPadded(container.NewBorder(nil, nil, nil, tools, filters)), p.List.Head())
	p.frame = widgets.NewFrame(p.w, "政府信息公开工作年度报告", nil, commands.Import, commands.OpenFile, commands.Example, commands.Settings, commands.Handbook)
	p.frame.SetActions(widgets.NewPrimaryCommand(p.w, commands.NewReport), p.Who)
	p.frame.SetBody(container.NewBorder(head, nil, nil, nil, container.NewStack(p.List, p.Empty, p.Nothing)))
	p.Tell()
}

// Troubled shows why nothing can be stored, or that it can be again.
func (p *List) Troubled() {
	p.Tell()
	at := p.List.Chosen
	p.reload()
	p.choose(0, at)
}

// columns are those of the list, see unitColumn and the others.
var columns = []widgets.Column{
	{Name: "单位", Width: 0, Sorts: true},
	{Name: "年度", Width: 80, Sorts: true},
	{Name: "状态", Width: 105, Sorts: true},
	{Name: "填写进度", Width: 125, Whole: true},
	{Name: "检查", Width: 245},
	{Name: "公布期限", Width: 105},
	{Name: "最后修改", Width: 140, Sorts: true},
}

// preselect shows an option without telling anybody; what is not there is offered
// all the same, until it is known what there is.
func preselect(s *widgets.Select, option, otherwise string) {
	if option == "" {
		option = otherwise
	}
	if option != otherwise {
		s.Options = append(s.Options, option)
	}
	s.Selected = option
}

// offer offers other options and keeps the choice, the first one where it is gone.
func offer(s *widgets.Select, options []string) {
	s.Options = options
	if !slices.Contains(options, s.Selected) {
		s.Selected = options[0]
	}
	s.Refresh()
}

// Content returns the screen.
func (p *List) Content() fyne.CanvasObject { return p.frame.Content }

// Frame is what is around the list.
func (p *List) Frame() *widgets.Frame { return p.frame }

// Shown gives the keyboard to the list, where it was left, and begins to look
// into the exchange folder.
func (p *List) Shown() {
	p.settled = false
	p.w.Later(settleAfter, func() { p.settled = true })
	p.Refocus()
	p.restorePlace()
	p.tellBackups()
	p.tellEarlier()
	p.watch()
	p.readRest()
}

// Retry brings up to date why copies are not made.
func (p *List) Retry() { p.tellBackups() }

// UndoName names what would be taken back.
func (p *List) UndoName() string { return "删除" }

// tellBackups says why copies are not made, or not in the second place.
func (p *List) tellBackups() {
	if p.w.Service().Backups == nil {
		return
	}
	state := p.w.Service().Backups.State(p.w.Context())
	err := cmp.Or(state.Err, state.PlaceErr)
	p.backup = ""
	if err != nil {
		p.backup = "备份（文件 → 备份与恢复）：" + app.Sentence(err)
	}
	p.Tell()
}

// Refocus gives the keyboard to the list, where a row is always chosen.
func (p *List) Refocus() {
	if len(p.rows) > 0 {
		p.w.Window().Canvas().Focus(p.List)
		p.List.Choose(max(p.List.Chosen, 0))
	}
}

// Leave always lets go: nothing is typed here. What was told is not told again.
func (p *List) Leave() bool {
	p.kept.Notice = ""
	p.kept.query, p.kept.state, p.kept.year = p.Filter.Text, p.State.Selected, p.Year.Selected
	p.kept.offset = p.List.GetScrollOffset()
	p.stop()
	return true
}

// restorePlace scrolls to where the list was left.
func (p *List) restorePlace() {
	if p.kept.offset > 0 {
		p.List.ScrollToOffset(p.kept.offset)
	}
}

// onChosen notes which row a person chose: the list comes back to it.
func (p *List) onChosen() {
	if p.List.Moved {
		p.kept.chosen = p.Selected().key()
	}
	p.setButtons()
}

// showAll takes the search and the filters away.
func (p *List) showAll() {
	p.State.Selected, p.Year.Selected = everyState, everyYear
	p.State.Refresh()
	p.Year.Refresh()
	p.Filter.SetText("")
	p.refill()
	p.Refocus()
}

// Actions offers what the menus can do with the list.
func (p *List) Actions() commands.Offer {
	a := commands.Offer{commands.Open: p.onOpen, commands.Remove: p.onRemove, commands.Find: p.OnFind, commands.Refresh: p.onRefresh, commands.Cancel: p.showAll, commands.Paste: p.paste}
	if trouble := p.w.Service().Trouble(); trouble != nil && app.CodeOf(trouble) == app.Gone {
		a[commands.Save] = widgets.Doing(p.w, commands.MoveStore)
	}
	if p.deleted != nil {
		a[commands.Undo] = p.OnUndo
	}
	return a
}

// paste reads in the report that was copied in another program.
func (p *List) paste() { importing.Clipboard(p.w) }

// reload reads the drafts from the store.
func (p *List) reload() { p.take(p.w.Service().Drafts.List(p.w.Context())) }

// take shows what was read.
func (p *List) take(all []app.Summary, err error) {
	if err != nil {
		widgets.Fail(p.w, "list drafts", err)
	}
	p.all, p.made = all, map[int64]widgets.Line{}
	if p.mine, err = p.w.Service().Waiting(p.w.Context()); err != nil {
		widgets.Fail(p.w, "list what waits", err)
	}
	if p.correct, err = p.w.Service().Correcting(p.w.Context()); err != nil {
		p.w.Log().Error("list corrections", "error", err)
	}
	if p.units, err = p.w.Service().Units(p.w.Context()); err != nil {
		p.w.Log().Error("read what is kept of units", "error", err)
	}
	p.showWho()
	p.showDeadline()
	if slices.ContainsFunc(all, func(s app.Summary) bool { return !s.Left.Counted }) {
		p.w.Later(countAfter, p.count)
	}
	p.sort()
	if len(all) != FirstRows { // else more may come, with other states and years
		p.offerFilters()
	}
	p.refill()
	p.proveFirst()
}

// refill lists what has every word of the query and passes the filters, and keeps
// the choice.
func (p *List) refill() {
	p.rows, p.Visible = nil, nil
	lines := p.fill(p.Filter.Text)
	kept := p.kept.chosen
	p.List.SetLines(lines)
	p.setCount()
	widgets.SetVisible(p.Empty, len(p.all) == 0 && len(p.Files) == 0)
	widgets.SetVisible(p.Nothing, len(p.all)+len(p.Files) > 0 && len(lines) == 0)
	for i, r := range p.rows {
		if kept != "" && r.key() == kept {
			p.List.Choose(i)
		}
	}
	p.setButtons()
}

// setCount says how many reports are shown, and of how many. The example is none.
func (p *List) setCount() {
	shown, all := reportsIn(p.Visible), reportsIn(p.all)
	text := fmt.Sprintf("共 %d 份", shown)
	if shown != all {
		text = fmt.Sprintf("%d 份，共 %d 份", shown, all)
	}
	p.Count.SetText(text)
}

func reportsIn(all []app.Summary) int {
	n := len(all)
	if slices.ContainsFunc(all, func(s app.Summary) bool { return s.Example }) {
		n-- // of which there is one
	}
	return n
}

// choose chooses a draft, or when it is not shown the row at an index.
func (p *List) choose(id int64, index int) {
	for i, r := range p.rows {
		if r.Draft != nil && r.Draft.ID == id {
			index = i
		}
	}
	p.List.Chosen = min(index, len(p.rows)-1)
	p.Refocus()
}

// Selected is the chosen row.
func (p *List) Selected() startRow {
	if i := p.List.Chosen; i >= 0 && i < len(p.rows) {
		return p.rows[i]
	}
	return startRow{}
}

func (p *List) setButtons() {
	widgets.SetEnabled(p.Open, p.Selected().key() != "")
	widgets.SetEnabled(p.remove, p.Selected().key() != "")
	text := commands.Titled(commands.Remove)
	if p.Selected().File != nil {
		text = "不再列出"
	}
	if p.remove.Text != text {
		p.remove.SetText(text)
	}
}

func (p *List) onOpen() {
	p.kept.chosen = p.Selected().key()
	switch r := p.Selected(); {
	case r.Draft != nil:
		p.w.OpenReport(r.Draft.ID, nil)
	case r.File != nil && r.File.GoesOn():
		arrivals.TakeIn(p.w, r.File)
	case r.File != nil:
		p.w.OpenFile(r.File.Path)
	}
}

// OnFind puts the cursor into the field that filters the list.
func (p *List) OnFind() { p.w.Window().Canvas().Focus(p.Filter) }

func (p *List) onRefresh() {
	p.reload()
	p.scanFolder(true)
}

func (p *List) onRemove() {
	switch s := p.Selected().Draft; {
	case s == nil && p.Selected().File != nil:
		p.askHandled(*p.Selected().File)
	case s == nil:
	case s.Example:
		widgets.ConfirmLoss(p.w, "删除示例", "要删除示例吗？在示例中填写的内容一起删除。再次打开示例时，是一份新的。", "删除", func() { p.delete(*s) })
	default:
		widgets.ConfirmLoss(p.w, "删除报告", fmt.Sprintf("要删除“%s%d年政府信息公开工作年度报告”吗？删除后可以马上撤销。", s.Unit, s.Year), "删除", func() { p.delete(*s) })
	}
}

func (p *List) delete(s app.Summary) {
	if err := p.w.Service().Trash.Delete(p.w.Context(), s.ID, p.w.Service().Now()); err != nil {
		widgets.Fail(p.w, "delete draft", err)
		return
	}
	p.deleted = &s
	p.frame.Status.Say(widgets.Message{Text: "已删除" + nameOf(&s) + "。", Action: commands.As(commands.Undo, "撤销删除"), Do: p.OnUndo})
	at := p.List.Chosen
	p.reload()
	p.choose(0, at)
	p.w.Refresh()
}

// nameOf is what a report is called in a sentence.
func nameOf(s *app.Summary) string {
	if s.Example {
		return example.Name
	}
	return fmt.Sprintf("“%s”%d年的报告", s.Unit, s.Year)
}

// OnUndo brings the report back that was deleted last.
func (p *List) OnUndo() {
	if p.deleted == nil {
		return
	}
	if err := p.w.Service().Trash.Restore(p.w.Context(), p.deleted.ID); err != nil {
		widgets.Fail(p.w, "restore draft", err)
		return
	}
	back := p.deleted.ID
	p.deleted = nil
	p.frame.Status.Say(widgets.Message{})
	p.reload()
	p.choose(back, 0)
	p.w.Refresh()
}
