package editor

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/check"
	"nianbao/app/collection/sheets"
	"nianbao/app/counted"
	"nianbao/app/form"
	counting "nianbao/app/intake/register"
	"nianbao/app/intake/tables"
	"nianbao/app/origin"
	"nianbao/app/provided"
	"nianbao/app/report"
	"nianbao/ui/commands"
	"nianbao/ui/grid"
	"nianbao/ui/importing"
	"nianbao/ui/lastyear"
	"nianbao/ui/register"
	"nianbao/ui/system"
	"nianbao/ui/widgets"
)

// TablePart is a section with a table: the grid. The status bar tells what the
// present cell wants, or why something was refused.
type TablePart struct {
	e       *Editor
	section *form.Section
	Grid    *grid.Grid
	Zeros   *widgets.TextLine // fills what is blank
	Count   *widgets.TextLine // counts a register of applications, nil where none goes in
	Ask     *widgets.TextLine // leads to the sheets of departments, nil where none has figures of its own
	Compact *widgets.TextLine // rows closer together
	Whole   *widgets.TextLine // the whole table in the window
	Size    *widgets.TextLine // in per cent
	Locked  *widget.Label
	totals  bool              // totals are typed, too
	Last    *widgets.TextLine // the year before beside it
	Columns *lastyear.Columns // nil while it is not shown
	head    *fyne.Container
	around  *fyne.Container
	beside  *fyne.Container
	content fyne.CanvasObject
}

func newTablePart(e *Editor, s *form.Section) *TablePart {
	p := &TablePart{e: e, section: s}
	p.buildUI()
	return p
}

func (p *TablePart) buildUI() {
	p.Grid = grid.New(p.section.Table, grid.Of(p.e.Report()))
	p.Grid.OnCaret = p.onCaret
	p.Grid.OnCommit = p.onCommit
	p.Grid.OnPaste = p.onPaste
	p.Grid.OnClipboard = func(take func(*tables.Block)) { importing.CopiedTable(p.e.Host, p.section.Table, take) }
	p.Grid.OnRefused = p.OnRefused
	p.Grid.OnSelect = p.onSelect
	p.Grid.OnShortcut = p.onShortcut
	p.Grid.OnKey = p.e.Host.Key
	p.Grid.OnMenu = p.menu
	p.Grid.OnCopy = p.copied
	p.Grid.Group(p.e.grouped())
	p.Grid.OnZoom, p.Grid.OnScaled = p.e.zoomBy, p.showScale
	w := p.e.Host
	p.Zeros, p.Locked = widgets.NewLink(w, "空白填 0", commands.Titled(commands.FillZeros), p.onFillZeros), widgets.LockMark()
	p.Compact = widgets.NewLink(w, "", commands.Titled(commands.Compact), p.e.compact)
	p.Whole = widgets.NewLink(w, "", commands.Titled(commands.ZoomWhole), p.e.zoomWhole)
	p.Last = widgets.NewLink(w, "", commands.Titled(commands.LastYear), p.e.toggleLast)
	p.Size = widgets.NewLink(w, "", commands.As(commands.ZoomUsual, "回到原来大小"), p.e.zoomUsual)
	links := []fyne.CanvasObject{
		p.Locked, p.Zeros, p.Last, p.Compact, p.Whole,
		widgets.NewLink(w, "－", commands.Titled(commands.ZoomOut), func() { p.e.zoomBy(-1) }), p.Size,
		widgets.NewLink(w, "＋", commands.Titled(commands.ZoomIn), func() { p.e.zoomBy(1) }),
	}
	if counting.Counts(p.section.Table) {
		p.Count = widgets.NewLink(w, commands.Of(commands.Register).Button, commands.Titled(commands.Register), func() { register.Choose(w) })
		links = append([]fyne.CanvasObject{p.Count}, links...)
	}
	if sheets.At(w.Service()).Divided(w.Context(), p.e.Report(), p.section.Table) {
		p.Ask = widgets.NewLink(w, commands.Of(commands.Provide).Button, commands.Titled(commands.Provide), widgets.Doing(w, commands.Provide))
		links = append([]fyne.CanvasObject{p.Ask}, links...)
	}
	p.head = partHead(w, p.section.Heading, "", links...)
	p.around, p.beside = container.New(naturalHeight{p.Grid}, p.Grid), container.NewStack()
	p.content = container.NewBorder(p.head, nil, nil, nil, container.New(lastyear.Beside{}, p.around, p.beside))
	p.rescale(p.e.desk.scale)
	p.Changed(app.Event{})
}

// rescale shows the table in another size.
func (p *TablePart) rescale(s grid.Scale) {
	p.Grid.SetScale(s)
	p.around.Refresh()
	p.showScale()
}

// showScale tells how large the table is.
func (p *TablePart) showScale() {
	if p.head == nil {
		return // it is being built
	}
	compact, whole, last, ink := "紧凑", "整表", "上年", widgets.ColorPrimary
	if p.Columns != nil {
		last = "✓ 上年"
	}
	p.Last.Set(last, ink)
	if p.e.desk.scale.Compact {
		compact = "✓ 紧凑"
	}
	if p.e.desk.scale.Whole {
		whole = "✓ 整表"
	}
	p.Compact.Set(compact, ink)
	percent := p.e.desk.scale.Percent
	if p.e.desk.scale.Whole {
		percent = p.Grid.Percent()
	}
	p.Whole.Set(whole, ink)
	p.Size.Set(fmt.Sprintf("%d%%", percent), ink)
	p.head.Refresh()
}

// Content returns the part.
func (p *TablePart) Content() fyne.CanvasObject { return p.content }

// Shown gives the keyboard to the grid.
func (p *TablePart) Shown() {
	p.e.Host.Window().Canvas().Focus(p.Grid)
	p.onSelect(p.Grid.Active())
}

// Refocus gives the keyboard back to the grid.
func (p *TablePart) Refocus() { p.e.Host.Window().Canvas().Focus(p.Grid) }

// Leave takes over what is being typed.
func (p *TablePart) Leave() bool { return p.Grid.Commit() }

// StoreTyped leaves the open cell alone: it is entered, or given up, as a whole.
func (p *TablePart) StoreTyped() {}

// Changed shows the figures, marks the cells of the findings, and locks the
// table with the report.
func (p *TablePart) Changed(ev app.Event) {
	reason := p.e.Opened.LockReason()
	p.Grid.Lock(reason)
	widgets.SetVisible(p.Zeros, reason == nil)
	for _, link := range []*widgets.TextLine{p.Count, p.Ask} {
		if link != nil {
			widgets.SetVisible(link, reason == nil)
		}
	}
	widgets.SetVisible(p.Locked, reason != nil)
	marks := map[form.Address]grid.Mark{}
	for _, f := range p.e.Session.Lists().All() {
		if f.Section == p.section.ID && !f.Settled {
			mark(marks, f.Finding)
		}
	}
	p.Grid.SetMarks(marks)
	given := map[form.Address]bool{}
	for _, f := range provided.All(p.e.Report(), p.section.Table) {
		given[f.Address] = true
	}
	p.Grid.SetProvided(given)
	p.Grid.Reload()
	if p.Columns != nil {
		p.Columns.Update()
	}
	at := p.Grid.Active()
	if slices.ContainsFunc(ev.Addresses, func(a form.Address) bool { of, is := report.CutOrigin(a); return is && of == string(at) }) {
		p.onSelect(at) // it is from elsewhere now
	}
}

// mark marks both sides of a finding; the gravest mark of a cell stays. Which side of
// an equation is wrong nobody knows: only a cell that explains more than one is red.
func mark(marks map[form.Address]grid.Mark, f check.Finding) {
	put := func(a form.Address, m grid.Mark) {
		if held, there := marks[a]; !there || m < held {
			marks[a] = m
		}
	}
	switch {
	case f.List() == check.Unfilled: // blank cells are tinted already
	case f.Severity == check.Error:
		left := grid.MarkedError
		switch {
		case len(f.Partners) == 1 && f.Partners[0] == f.Cells[0]: // a total that is said to be another
			put(f.Cells[0], grid.MarkedError)
			left = grid.MarkedExplain
		case len(f.Partners) > 0:
			left = grid.MarkedLeft
		}
		if f.Suspect != "" {
			put(f.Suspect, grid.MarkedError)
		}
		right := map[form.Address]bool{}
		for _, a := range f.Partners {
			right[a] = true
			put(a, grid.MarkedRight)
		}
		for _, a := range f.Cells {
			if !right[a] {
				put(a, left)
			}
		}
	default:
		for _, a := range f.Cells {
			put(a, grid.MarkedExplain)
		}
	}
}

// GoTo puts the cursor on a cell.
func (p *TablePart) GoTo(a form.Address) { p.Grid.GoTo(a) }

// Cursor returns the cell the cursor stands on.
func (p *TablePart) Cursor() form.Address { return p.Grid.Active() }

// onCommit turns what was put into the grid into one edit.
func (p *TablePart) onCommit(note string, inputs []grid.Input) error {
	edit, totals := report.Edit{Note: note}, &tables.Mapping{}
	for _, in := range inputs {
		if c := p.section.Table.Cell(in.Address); c.Computed {
			totals.Totals = append(totals.Totals, tables.MappedCell{Cell: c, Raw: in.Raw})
			continue
		}
		c, err := p.e.Report().Set(in.Address, in.Raw)
		if err != nil {
			return err
		}
		if c.Old != c.New {
			edit.Changes = append(edit.Changes, c)
		}
	}
	err := p.e.Session.Apply(p.e.Host.Context(), edit)
	if err == nil && len(totals.Totals) > 0 {
		err = p.compareTotals(totals)
	}
	if err != nil && p.e.Session.Saved().Pending > 0 {
		p.e.Host.Log().Error(note, "error", err)
		return nil // it stands, and the save state tells that it is not stored yet
	}
	return err
}

// compareTotals keeps totals as they stand on paper where they differ from the computed
// ones, as those that come along with a paste: what disagrees is found, and where a row
// and a column do, the cell that they share.
func (p *TablePart) compareTotals(m *tables.Mapping) error {
	_, err := p.e.Session.Paste(p.e.Host.Context(), m)
	return err
}

// checkTotals turns the typing of totals on or off, in this table.
func (p *TablePart) checkTotals() {
	p.totals = !p.totals
	p.Grid.SetTotals(p.totals)
	if p.totals {
		p.say("照抄总计：总计格里填纸面上的数，只用来核对；不一致的列在检查中。再选一次结束。")
	} else {
		p.say("")
	}
}

// OnRefused says in the status bar why something was not taken: a dialog would
// have to be answered before the typing can go on.
func (p *TablePart) OnRefused(a form.Address, err error) {
	p.e.Host.Log().Info("refused", "address", a, "error", err)
	var refusal *report.Refusal
	if errors.As(err, &refusal) && refusal.Raw != "" {
		p.say(fmt.Sprintf("没有填入“%s”：%s请改正后按 Enter，或者按 Esc 放弃。", shorten(refusal.Raw), app.Sentence(err)))
		return
	}
	if errors.Is(err, report.ErrComputed) {
		p.say(report.ErrComputed.Error() + "。")
		return
	}
	p.say(sentenceOf(err))
}

// sentenceOf ends an error of the grid as a sentence.
func sentenceOf(err error) string {
	if s := err.Error(); strings.HasSuffix(s, "。") {
		return s
	}
	return err.Error() + "。"
}

func (p *TablePart) say(text string) { p.e.SetStatus(text) }

// onSelect explains the cell in short.
func (p *TablePart) onSelect(a form.Address) {
	c := p.e.Report().Form().Cell(a)
	if c == nil {
		return
	}
	p.e.Frame().Status.Hint(shortHelp(c, carriedHelp(p.e.Report(), c.Address)) + "（F1）")
}

// onShortcut carries out undo and redo when no menu has done so.
func (p *TablePart) onShortcut(s fyne.Shortcut) bool {
	switch s.(type) {
	case *fyne.ShortcutUndo:
		p.e.Undo()
	case *fyne.ShortcutRedo:
		p.e.Redo()
	default:
		return false
	}
	return true
}

// onFillZeros puts 0 into the blank cells, as one edit.
func (p *TablePart) onFillZeros() {
	if !p.Grid.Commit() {
		return
	}
	edit := report.Edit{Note: origin.Zeroing}
	for _, a := range p.Grid.Blanks() {
		edit.Changes = append(edit.Changes, report.Change{Address: a, New: "0"})
	}
	where := "本表"
	if p.Grid.SelectsSeveral() {
		where = "选中的格"
	}
	said := where + "没有空白，没有改动。"
	if n := len(edit.Changes); n > 0 {
		if !p.e.apply(edit) {
			return
		}
		said = fmt.Sprintf("已把%s中 %d 格空白填为 0，按 %s 可以撤销。", where, n, commands.Of(commands.Undo).Key)
	}
	p.Shown()
	p.e.Head.Frame.Status.Say(widgets.Message{Text: said})
}

// copied puts a table on the clipboard for word processors and spreadsheets at
// once, where the system can be asked to.
func (p *TablePart) copied(text, html string) bool {
	err := system.CopyBoth(system.Copied{Text: text, HTML: html})
	if err != nil {
		p.e.Host.Log().Debug("copy a table", "error", err)
	}
	return err == nil
}

// menu offers what can be done with the selection, and with what is found in the
// cell under the cursor.
func (p *TablePart) menu(at fyne.Position) {
	g := p.Grid
	offer := commands.Offer{commands.Copy: g.Copy, commands.SelectAll: g.SelectAll, commands.Reason: nil, commands.Computed: nil, commands.Rows: nil}
	if _, ok := counted.Behind(p.e.Report(), g.Active()); ok {
		offer[commands.Rows] = func() { register.ShowRows(p.e.Host, p.e.Report(), g.Active()) }
	}
	if p.e.Opened.Locked() == "" {
		offer.Add(commands.Offer{commands.Cut: g.Cut, commands.Paste: g.Paste, commands.Clear: g.Clear})
		for _, f := range p.e.Session.Findings() {
			if f.Severity == check.Explain && slices.Contains(f.Cells, g.Active()) {
				offer[commands.Reason] = func() { p.e.explainFinding(f) }
			}
			if app.Adoptable(p.e.Report(), f) && f.Cells[0] == g.Active() {
				offer[commands.Computed] = func() { p.e.adoptComputed(f) }
			}
		}
	}
	widgets.ContextMenu(p.e.Host, at, offer, commands.Cut, commands.Copy, commands.Paste, "",
		commands.FillDown, commands.FillZeros, commands.Clear, commands.SelectAll, "", commands.Undo, commands.Redo, "", commands.Reason, commands.Computed, commands.Rows, commands.Origin, commands.Explain, "", commands.Find, commands.Replace)
}

// naturalHeight gives the grid no more height than its table takes: a table of
// four rows is not spread over the window.
type naturalHeight struct{ grid *grid.Grid }

// MinSize is the grid's.
func (l naturalHeight) MinSize([]fyne.CanvasObject) fyne.Size { return l.grid.MinSize() }

// Layout places the grid at the top, a little off the edges.
func (l naturalHeight) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	room := size.SubtractWidthHeight(2*tableMargin, tableMargin)
	l.grid.Resize(fyne.NewSize(room.Width, l.grid.HeightIn(room)))
	l.grid.Move(fyne.NewPos(tableMargin, 0))
}

// tableMargin is what is left beside and below a table.
const tableMargin = 6

func (p *TablePart) onCaret(o fyne.CanvasObject, entry *widget.Entry) {
	widgets.PlaceCaret(p.e.Host, o, entry)
}
