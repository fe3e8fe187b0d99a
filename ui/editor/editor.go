package editor

import (
	"fmt"
	"image/color"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"nianbao/app"
	"nianbao/app/check"
	"nianbao/app/form"
	"nianbao/app/report"
	"nianbao/ui/commands"
	"nianbao/ui/opened"
	"nianbao/ui/register"
	"nianbao/ui/widgets"
)

// Editor is one open report: its parts at the left, the present part in the
// middle, the findings at the right, and whether all is saved.
type Editor struct {
	opened.Base
	Host    widgets.Host
	Session *app.Session
	Parts   []part // 报告信息, then the six sections
	Current int

	Nav      *navigator
	Findings *findingsPanel
	Remarks  *remarksPanel
	Side     *sidePanel
	Head     *opened.Head
	Finder   *Finder
	middle   *fyne.Container
	content  fyne.CanvasObject
	body     *fyne.Container
	split    *widgets.Split
	strip    *sideStrip
	desk     desk

	listing     bool                     // the list of remarks is in sight however narrow the window
	shown       bool                     // it has been on the screen
	kept        keptPlace                // the place that was kept last
	last        *app.LastYear            // what there is to compare with, nil for none and until it was looked for
	lastFinding string                   // key of the finding gone to last
	told        told                     // what the status bar was given to say last of a finding or a remark
	lastChanged *[]form.Address          // where to note what a step back or forward changed
	pasted      map[int64][]form.Address // where each paste went, by its journal entry
	storing     *widgets.Storing         // of what is typed into the parts and the answers to remarks
}

// part is one screen of the report: its information, or a section.
type part interface {
	Content() fyne.CanvasObject
	// Shown gives the keyboard to the part.
	Shown()
	// Refocus gives the keyboard back to where it was last.
	Refocus()
	// Leave stores what is being typed and says whether that could be done.
	Leave() bool
	// StoreTyped stores what has been typed so far, while the typing goes on.
	StoreTyped()
	// Changed brings the part up to date after a change.
	Changed(app.Event)
	// GoTo shows the place at an address.
	GoTo(form.Address)
	// Cursor is the place the person is at, for F1.
	Cursor() form.Address
}

// New is the screen in which an open report is written.
func New(o *opened.Report) *Editor {
	e := &Editor{Base: opened.Base{Opened: o}, Host: o.Host, Session: o.Session, pasted: map[int64][]form.Address{}}
	e.storing = widgets.NewStoring(o.Host, e.storeTyped)
	e.buildUI()
	return e
}

func (e *Editor) buildUI() {
	e.desk = readDesk(widgets.Setting(e.Host, app.SettingDesk))
	e.Nav = newNavigator(e.Host, e.GoPart, e.foldParts)
	e.Findings = newFindingsPanel(e)
	e.Remarks = newRemarksPanel(e)
	e.listing = e.Session.State().Returned != nil && (e.Remarks.open > 0 || e.Remarks.Reason.Text != "")
	e.Side = newSidePanel(e)
	e.Head = opened.NewHead(e.Opened, "预览", commands.Export, commands.Print)
	e.middle = container.NewStack()
	e.Finder = newFinder(e)
	e.buildParts()
	e.strip = newSideStrip(e)
	e.split = widgets.NewSplit(e.middle, e.Side.content, e.strip.content, e.desk.width)
	e.split.Dragged = func() {
		e.desk.width = e.split.Width()
		e.keepDesk()
	}
	e.body = container.NewBorder(nil, nil, e.Nav.content, nil, e.split)
	e.Head.Frame.SetBody(e.body)
	e.content = container.New(deskLayout{e}, e.Head.Frame.Content)
	e.refresh()
	e.fit(e.Host.Window().Canvas().Size().Width) // the window must not grow for what collapses
}

// buildParts makes the parts anew, as after a change of the form.
func (e *Editor) buildParts() {
	e.Parts = []part{newInfoPart(e)}
	for i, s := range e.Report().Form().Sections {
		if s.Table != nil {
			e.Parts = append(e.Parts, newTablePart(e, s))
		} else {
			e.Parts = append(e.Parts, newTextPart(e, i))
		}
	}
	e.middle.Objects = []fyne.CanvasObject{e.Parts[e.Current].Content()}
	e.middle.Refresh()
}

// rebuild makes the parts anew while one of them may be typed into.
func (e *Editor) rebuild() {
	before, typing := e.Parts[e.Current].(*InfoPart)
	e.buildParts()
	if typing {
		e.Parts[e.Current].(*InfoPart).takeOver(before)
	}
	e.showLast(false)
}

// Report returns the report that is open.
func (e *Editor) Report() *report.Report { return e.Session.Report() }

// Content returns the screen.
func (e *Editor) Content() fyne.CanvasObject { return e.content }

// Frame is what is around the form.
func (e *Editor) Frame() *widgets.Frame { return e.Head.Frame }

// Shown gives the keyboard to the present part and names what was lost.
func (e *Editor) Shown() {
	if p, kept := e.lastPlace(); e.shown || !kept || !e.returnTo(p) {
		e.Parts[e.Current].Shown()
	}
	e.shown = true
	e.keepPlace()
	e.tellRemarks()
	e.showLast(false)
	if lost := e.Session.Orphaned(); len(lost) > 0 {
		widgets.Alert(e.Host, "有的内容没有位置", fmt.Sprintf("数据文件中有 %d 处内容在已知的各版格式中找不到位置（如 %s）。这些内容仍然保存着，没有删除；请升级程序后再打开。", len(lost), lost[0]))
	}
}

// Refocus gives the keyboard back to the present part.
func (e *Editor) Refocus() { e.Parts[e.Current].Refocus() }

// Leave stores what is typed. With edits that cannot be stored, it asks.
func (e *Editor) Leave() bool {
	if !e.Commit() {
		return false
	}
	e.keepPlace()
	return e.Opened.Leave()
}

// Actions offers what the menus can do with the report.
func (e *Editor) Actions() commands.Offer {
	a := e.Opened.Actions(commands.Offer{
		commands.Export: e.Opened.Export, commands.Print: e.Opened.PrintReport, commands.Save: e.SaveNow, commands.Check: e.runCheck, commands.NextError: e.nextFinding, commands.NextNote: e.NextRemark, commands.Explain: e.Explain, commands.Origin: e.askOrigin,
		commands.Previous: e.previous, commands.Next: e.next, commands.Find: e.Finder.Find,
	})
	if a[commands.Cancel] == nil && e.Finder.Content.Visible() { // wherever the keyboard is
		a[commands.Cancel] = e.Finder.Close
	}
	a.Add(e.deskActions())
	for i := range e.Parts {
		a[commands.Part(i)] = func() { e.GoPart(i) }
	}
	if p, ok := e.Parts[e.Current].(*TablePart); ok && e.Report().HasCounted() {
		a[commands.Rows] = func() { register.ShowRows(e.Host, e.Report(), p.Grid.Active()) }
	}
	if e.Opened.Locked() != "" {
		return a
	}
	a.Add(commands.Offer{commands.Undo: e.Undo, commands.Redo: e.Redo, commands.Reason: e.giveReason, commands.Replace: e.Finder.Replace})
	switch p := e.Parts[e.Current].(type) {
	case *TablePart:
		a.Add(commands.Offer{commands.FillDown: p.Grid.FillDown, commands.FillZeros: p.onFillZeros, commands.TypeTotals: p.checkTotals, commands.Computed: e.adoptHere})
	case *TextPart:
		for i, id := range sentences {
			if i < len(p.Prompts) {
				a[id] = p.Prompts[i]
			}
		}
	case *InfoPart:
		a[commands.ChooseDate] = p.ChooseDate
	}
	return a
}

// apply puts an edit through the door and shows what came of it. It says
// whether the edit stands.
func (e *Editor) apply(edit report.Edit) bool {
	return e.applied("apply edit", e.Session.Apply(e.Host.Context(), edit))
}

// Set puts one value or text at an address.
func (e *Editor) Set(a form.Address, raw string) error {
	return e.Session.Set(e.Host.Context(), a, raw)
}

// applied sorts out the error of a change.
func (e *Editor) applied(doing string, err error) bool { return e.Opened.Applied(doing, err) }

// SetStatus tells why something was not done.
func (e *Editor) SetStatus(text string) { e.Head.SetStatus(text) }

// Changed brings everything up to date after a change.
func (e *Editor) Changed(ev app.Event) {
	if e.lastChanged != nil {
		*e.lastChanged = ev.Addresses
	}
	if ev.Form {
		e.rebuild()
	} else {
		e.Parts[e.Current].Changed(ev)
	}
	if slices.ContainsFunc(ev.Addresses, func(a form.Address) bool { return a == report.UnitName || a == report.Year }) {
		e.last = nil // it was of another one
		e.Session.CompareWith(nil)
		e.showLast(false)
	}
	e.Finder.Changed()
	e.refresh()
	e.logSaved(ev)
}

// logSaved notes each place that is stored and shown as saved. The text is
// left out: a log is no place for drafts.
func (e *Editor) logSaved(ev app.Event) {
	if e.Session.Saved().Pending > 0 {
		return
	}
	for _, a := range ev.Addresses {
		value := "(text)"
		if e.Report().Form().Cell(a) != nil {
			value = e.Report().Figure(a).String()
		}
		e.Host.Log().Debug("saved", "address", a, "value", value)
	}
}

// refresh brings everything around the part up to date.
func (e *Editor) refresh() {
	e.Nav.show(e.Session.Progress(), e.Session.Outside(), e.Current)
	e.Findings.show(e.Report(), e.Session.Lists().All())
	e.Remarks.show()
	e.Side.refresh()
	e.strip.refresh()
	e.countLeft()
	e.retell()
	e.Head.Refresh()
	e.showSaved()
}

// countLeft tells in the status bar how much is left to do; a click goes there.
func (e *Editor) countLeft() {
	var left []string
	ink := color.Color(widgets.ColorExplain)
	for _, l := range []check.List{check.Unfilled, check.Wrong, check.Asked} {
		n := e.Session.Lists().Open(l)
		if n == 0 {
			continue
		}
		if left = append(left, fmt.Sprintf("%d 处%s", n, l)); l == check.Wrong {
			ink = widgets.ColorError
		}
	}
	text := strings.Join(left, "　")
	if text == "" && len(e.Session.Findings()) == 0 {
		text, ink = check.Clean, widgets.ColorFine
	}
	e.Head.Frame.Status.Count(text, ink, e.nextFinding)
}

// showSaved tells whether everything is stored, and why not.
func (e *Editor) showSaved() {
	e.Head.Frame.SetSaved(e.Opened.SavedLine())
	e.Opened.TellParted()
}

// showTyping tells that something is being typed and not stored yet.
func (e *Editor) showTyping() {
	e.Head.Frame.SetSaved("正在输入……", widgets.ColorExplain)
}

// GoPart shows a part; 0 is 报告信息, 1 to 6 are the sections. Who goes to a table
// that has little room wants to see it, and not the list of remarks any longer.
func (e *Editor) GoPart(n int) {
	e.showPart(n)
	if _, table := e.Parts[e.Current].(*TablePart); table && e.listing {
		e.listing = false
		e.fit(e.content.Size().Width)
		e.body.Refresh()
	}
}

func (e *Editor) showPart(n int) {
	if n < 0 || n >= len(e.Parts) || n != e.Current && !e.Parts[e.Current].Leave() {
		return
	}
	e.Current = n
	e.Head.Frame.Status.Hint("")
	e.middle.Objects = []fyne.CanvasObject{e.Parts[n].Content()}
	e.middle.Refresh()
	e.Parts[n].Changed(app.Event{})
	e.refresh()
	e.Host.Refresh()
	e.Parts[n].Shown()
	e.Host.Log().Debug("shown", "part", n)
}

// GoSection shows a section, counted from 0.
func (e *Editor) GoSection(n int) { e.GoPart(n + 1) }

func (e *Editor) previous() { e.GoPart(e.Current - 1) }

func (e *Editor) next() { e.GoPart(e.Current + 1) }

// GoTo shows the place at an address, whatever part it is in.
func (e *Editor) GoTo(a form.Address) {
	n := 0
	for i, s := range e.Report().Form().Sections {
		if s == e.Report().Form().SectionOf(a) {
			n = i + 1
		}
	}
	e.showPart(n)
	e.Parts[n].GoTo(a)
}

// selectText selects a stretch of the text at an address, in characters, so that
// typing takes its place.
func (e *Editor) selectText(a form.Address, at, long int) {
	if entry := e.textAt(a); entry != nil {
		widgets.SelectText(entry, at, at+long)
	}
	if f := e.paragraphAt(a); f != nil {
		f.onCursor()
	}
}

// Undo takes the last edit back and shows where it was.
func (e *Editor) Undo() {
	if ends := e.Session.UndoEnds(); ends != "" {
		e.SetStatus(ends)
		return
	}
	e.replay("undo", e.Session.NextUndo, e.Session.Undo)
}

// Redo makes the last undone edit again and shows where it is.
func (e *Editor) Redo() { e.replay("redo", e.Session.NextRedo, e.Session.Redo) }

// Commit stores what is being typed.
func (e *Editor) Commit() bool {
	e.Remarks.StoreTyped()
	return e.Parts[e.Current].Leave()
}

// storeTyped stores what has been typed so far.
func (e *Editor) storeTyped() {
	e.Remarks.StoreTyped()
	e.Parts[e.Current].StoreTyped()
}

// SaveNow answers Ctrl+S.
func (e *Editor) SaveNow() {
	if e.Commit() {
		e.Opened.SaveNow()
	}
}
