package ui

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/check"
	"nianbao/app/form"
	"nianbao/app/report"
	"nianbao/ui/commands"
)

// editor is one open report: its parts at the left, the present part in the
// middle, the findings at the right, and whether all is saved.
type editor struct {
	o       *opened
	w       Host
	s       *app.Session
	parts   []part // 报告信息, then the six sections
	current int

	nav      *navigator
	findings *findingsPanel
	remarks  *remarksPanel
	margin   *margin
	banner   *banner
	title    *widget.Label
	saved    *canvas.Text
	middle   *fyne.Container
	content  fyne.CanvasObject

	// what folds in a small window
	fold                fold
	head, walk          *fyne.Container // the title; the way to the next part
	headBack, headSaved *fyne.Container // in the head: the way back, and whether all is saved
	split               *container.Split

	lastFinding string                   // key of the finding gone to last
	lastChanged *[]form.Address          // where to note what a step back or forward changed
	pasted      map[int64][]form.Address // where each paste went, by its journal entry
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
	// Changed brings the part up to date after a change.
	Changed(app.Event)
	// GoTo shows the place at an address.
	GoTo(form.Address)
	// Cursor is the place the person is at, for F1.
	Cursor() form.Address
}

func newEditor(o *opened) *editor {
	e := &editor{o: o, w: o.w, s: o.s, pasted: map[int64][]form.Address{}}
	e.buildUI()
	return e
}

func (e *editor) buildUI() {
	e.nav = newNavigator(e.goPart)
	e.findings = newFindingsPanel(e)
	e.remarks = newRemarksPanel(e)
	e.margin = newMargin(e)
	e.banner = newBanner(e.o, "预览")
	e.title = &widget.Label{TextStyle: fyne.TextStyle{Bold: true}, SizeName: theme.SizeNameSubHeadingText, Truncation: fyne.TextTruncateEllipsis}
	e.saved = canvas.NewText("", colorFine)
	e.middle = container.NewStack()
	e.buildParts()
	e.headBack = container.NewPadded(NewQuiet(e.w, "← 报告列表（Ctrl+W）", e.back))
	e.headSaved = container.NewPadded(container.NewCenter(e.saved))
	e.head = band(container.NewBorder(nil, nil, e.headBack,
		container.NewPadded(container.NewHBox(e.headSaved, NewPrimary(e.w, "导出 PDF（Ctrl+Shift+P）", e.o.export))), e.title))
	e.walk = container.NewPadded(spaced(&widget.Label{}, container.NewHBox(
		NewButton(e.w, "‹ 上一部分（Alt+←）", e.previous),
		NewButton(e.w, "下一部分（Alt+→） ›", e.next),
	)))
	e.split = container.NewHSplit(container.NewBorder(nil, e.walk, nil, nil, e.middle), e.margin.content)
	e.split.SetOffset(marginAt(false))
	e.banner.screen = container.NewBorder(container.NewVBox(e.head, e.banner.content), nil, e.nav.content, nil, e.split)
	e.content = container.New(fitLayout{e.fit}, e.banner.screen)
	e.refresh()
	e.fit(e.w.Window().Canvas().Size()) // the window must not grow for what folds
}

// buildParts makes the parts anew, as after a change of the form.
func (e *editor) buildParts() {
	e.parts = []part{newInfoPart(e)}
	for i, s := range e.report().Form().Sections {
		if s.Table != nil {
			e.parts = append(e.parts, newTablePart(e, s))
		} else {
			e.parts = append(e.parts, newTextPart(e, i))
		}
	}
	e.middle.Objects = []fyne.CanvasObject{e.parts[e.current].Content()}
	e.middle.Refresh()
}

func (e *editor) report() *report.Report { return e.s.Report() }

// Content returns the screen.
func (e *editor) Content() fyne.CanvasObject { return e.content }

// Shown gives the keyboard to the present part and names what was lost.
func (e *editor) Shown() {
	e.banner.relayout()
	e.parts[e.current].Shown()
	if lost := e.s.Orphaned(); len(lost) > 0 {
		Tell(e.w, "有的内容没有位置", fmt.Sprintf("数据文件中有 %d 处内容在已知的各版格式中找不到位置（如 %s）。这些内容仍然保存着，没有删除；请升级程序后再打开。", len(lost), lost[0]))
	}
}

// Refocus gives the keyboard back to the present part.
func (e *editor) Refocus() { e.parts[e.current].Refocus() }

// Leave stores what is typed. With edits that cannot be stored, it asks.
func (e *editor) Leave() bool {
	if !e.parts[e.current].Leave() {
		return false
	}
	return e.o.leave()
}

// Actions offers what the menus can do with the report.
func (e *editor) Actions() commands.Offer {
	a := e.o.actions(commands.Offer{
		commands.Export: e.o.export, commands.Print: e.o.printReport, commands.Save: e.saveNow, commands.Check: e.runCheck, commands.NextError: e.nextFinding, commands.NextNote: e.nextRemark, commands.Explain: e.explain,
		commands.Previous: e.previous, commands.Next: e.next,
	})
	for i := range e.parts {
		a[commands.Part(i)] = func() { e.goPart(i) }
	}
	if e.o.locked() != "" {
		return a
	}
	a.Add(commands.Offer{commands.Undo: e.undo, commands.Redo: e.redo, commands.Reason: e.giveReason})
	switch p := e.parts[e.current].(type) {
	case *tablePart:
		a.Add(commands.Offer{commands.FillZeros: p.onFillZeros, commands.Computed: e.adoptHere})
	case *textPart:
		for i, id := range []commands.ID{commands.Sentence1, commands.Sentence2} {
			if i < len(p.prompts) {
				a[id] = p.prompts[i]
			}
		}
	case *infoPart:
		a[commands.ChooseDate] = p.chooseDate
	}
	return a
}

// apply puts an edit through the door and shows what came of it. It says
// whether the edit stands.
func (e *editor) apply(edit report.Edit) bool {
	return e.stands("apply edit", e.s.Apply(e.w.Context(), edit))
}

// set puts one value or text at an address.
func (e *editor) set(a form.Address, raw string) error {
	return e.s.Set(e.w.Context(), a, raw)
}

// stands sorts out the error of a change.
func (e *editor) stands(doing string, err error) bool { return e.o.stands(doing, err) }

// shown returns the report that is edited.
func (e *editor) shown() *opened { return e.o }

// say tells why something was not done.
func (e *editor) say(text string) { e.banner.say(text) }

// changed brings everything up to date after a change.
func (e *editor) changed(ev app.Event) {
	if e.lastChanged != nil {
		*e.lastChanged = ev.Addresses
	}
	if ev.Form {
		e.buildParts()
	} else {
		e.parts[e.current].Changed(ev)
	}
	e.refresh()
	e.logSaved(ev)
}

// logSaved notes each place that is stored and shown as saved. The text is
// left out: a log is no place for drafts.
func (e *editor) logSaved(ev app.Event) {
	if e.s.Saved().Pending > 0 {
		return
	}
	for _, a := range ev.Addresses {
		value := "(text)"
		if e.report().Form().Cell(a) != nil {
			value = e.report().Figure(a).String()
		}
		e.w.Log().Debug("saved", "address", a, "value", value)
	}
}

// refresh brings everything around the part up to date.
func (e *editor) refresh() {
	e.title.SetText(e.report().Title())
	outside := 0
	for _, f := range e.s.Findings() {
		if f.Section == "" && f.Severity == check.Error {
			outside++
		}
	}
	e.nav.show(app.ProgressOf(e.report(), e.s.Findings()), outside, e.current)
	e.findings.show(e.report(), e.s.Findings())
	e.remarks.show()
	e.margin.refresh()
	e.banner.refresh()
	e.showSaved()
}

// showSaved tells whether everything is stored, and why not.
func (e *editor) showSaved() {
	e.saved.Text, e.saved.Color = e.o.savedLine()
	e.saved.TextSize = theme.TextSize()
	e.saved.Refresh()
	e.o.tellParted()
}

// showTyping tells that a paragraph is being typed and not stored yet.
func (e *editor) showTyping() {
	e.saved.Text, e.saved.Color = "正在输入……", colorExplain
	e.saved.Refresh()
}

// goPart shows a part; 0 is 报告信息, 1 to 6 are the sections.
func (e *editor) goPart(n int) {
	if n < 0 || n >= len(e.parts) || n != e.current && !e.parts[e.current].Leave() {
		return
	}
	e.current = n
	e.banner.said = ""
	e.middle.Objects = []fyne.CanvasObject{e.parts[n].Content()}
	e.middle.Refresh()
	e.parts[n].Changed(app.Event{})
	e.refresh()
	e.w.Refresh()
	e.parts[n].Shown()
}

func (e *editor) goSection(n int) { e.goPart(n + 1) }

func (e *editor) previous() { e.goPart(e.current - 1) }

func (e *editor) next() { e.goPart(e.current + 1) }

func (e *editor) back() { e.w.Do(commands.List) }

// goTo shows the place at an address, whatever part it is in.
func (e *editor) goTo(a form.Address) {
	n := 0
	for i, s := range e.report().Form().Sections {
		if s == e.report().Form().SectionOf(a) {
			n = i + 1
		}
	}
	e.goPart(n)
	e.parts[n].GoTo(a)
}

// caretTo puts the cursor before a character of the text at an address.
func (e *editor) caretTo(a form.Address, at int) {
	switch p := e.parts[e.current].(type) {
	case *textPart:
		p.caretTo(a, at)
	case *infoPart:
		p.preamble.caretTo(a, at)
	}
}

func (e *editor) undo() { e.replay("undo", e.s.NextUndo, e.s.Undo) }

func (e *editor) redo() { e.replay("redo", e.s.NextRedo, e.s.Redo) }

// Commit stores what is being typed.
func (e *editor) Commit() bool { return e.parts[e.current].Leave() }

// saveNow answers Ctrl+S.
func (e *editor) saveNow() {
	if e.Commit() {
		e.o.saveNow()
	}
}

// Retry tries to store what is pending.
func (e *editor) Retry() { e.o.retry() }

// Troubled shows on the form what stands against saving.
func (e *editor) Troubled() { e.o.Troubled() }

// WayBack opens the report anew.
func (e *editor) WayBack() func() { return e.o.WayBack() }
