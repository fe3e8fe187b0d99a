package ui

import (
	"nianbao/app/notes"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/check"
	"nianbao/app/form"
	"nianbao/app/keys"
	"nianbao/app/report"
	"nianbao/ui/commands"
)

// reviewPage shows a report as it will be printed, with what a reviewer wants
// to know of it at the right: what changed, remarks, findings and the figures
// of the year before.
type reviewPage struct {
	o        *opened
	w        Host
	s        *app.Session
	banner   *banner
	view     *sheetsView
	side     *reviewSide
	saved    *canvas.Text
	content  fyne.CanvasObject
	loaded   keys.Digest // of the content and the stamp that the pages show
	lastYear *report.Report
	changes  []change
	chosen   form.Address

	lastChange, lastRemark, lastFinding int // gone to last, -1 for none
}

func newReviewPage(o *opened) *reviewPage {
	p := &reviewPage{o: o, w: o.w, s: o.s, lastChange: -1, lastRemark: -1, lastFinding: -1}
	p.buildUI()
	return p
}

func (p *reviewPage) buildUI() {
	p.banner = newBanner(p.o, "填报视图")
	p.view = newSheetsView(p.w)
	p.view.onTap, p.view.onKey = p.choose, p.onKey
	p.side = newReviewSide(p)
	p.saved = canvas.NewText("", colorError)
	title := &widget.Label{
		Text: p.s.Report().Title(), TextStyle: fyne.TextStyle{Bold: true}, SizeName: theme.SizeNameSubHeadingText, Truncation: fyne.TextTruncateEllipsis,
	}
	tools := container.NewHBox(container.NewCenter(p.saved),
		NewButton(p.w, "缩小（Ctrl+-）", p.view.zoomOut), NewButton(p.w, "放大（Ctrl+=）", p.view.zoomIn))
	head := band(container.NewBorder(nil, nil, container.NewPadded(NewQuiet(p.w, "← 报告列表（"+commands.Of(commands.Back).Key.String()+"）", Doing(p.w, commands.List))), container.NewPadded(tools), title))
	split := container.NewHSplit(p.view, p.side.content)
	split.SetOffset(0.7)
	p.banner.screen = container.NewBorder(container.NewVBox(head, p.banner.content), nil, nil, nil, split)
	p.content = p.banner.screen
}

// Release gives the pictures of the pages up.
func (p *reviewPage) Release() { p.view.release() }

// Content returns the screen.
func (p *reviewPage) Content() fyne.CanvasObject { return p.content }

// Shown gives the keyboard to the pages.
func (p *reviewPage) Shown() {
	p.banner.relayout()
	p.Refocus()
}

// Refocus gives the keyboard to the pages.
func (p *reviewPage) Refocus() { p.w.Window().Canvas().Focus(p.view) }

// Leave notes what the reviewer has seen, and stores the remarks.
func (p *reviewPage) Leave() bool {
	if !p.o.leave() {
		return false
	}
	if p.o.turn() {
		p.o.noteSeen()
	}
	return true
}

// Actions offers what the menus can do with the pages.
func (p *reviewPage) Actions() commands.Offer {
	return p.o.actions(commands.Offer{
		commands.Export: p.o.export, commands.Print: p.o.printReport, commands.ZoomIn: p.view.zoomIn, commands.ZoomOut: p.view.zoomOut,
		commands.NextChange: p.nextChange, commands.NextNote: p.nextRemark, commands.NextError: p.nextFinding,
	})
}

// shown returns the report that is shown.
func (p *reviewPage) shown() *opened { return p.o }

// say tells why something was not done.
func (p *reviewPage) say(text string) { p.banner.say(text) }

// changed brings everything up to date. The pages are laid out anew only when
// they would print differently.
func (p *reviewPage) changed(app.Event) {
	p.banner.refresh()
	if p.o.seen > 0 {
		p.changes = changesSince(p.s, p.o.seen)
	}
	if now := p.s.Report().Digest() + keys.Digest(p.s.Watermark()); now != p.loaded {
		p.loaded = now
		p.view.load(p.s.Paper(), p.failed)
		p.loadLastYear()
	}
	p.refresh()
}

func (p *reviewPage) failed(err error) {
	if p.o.current() == view(p) {
		Fail(p.w, "lay out pages", err)
	}
}

// loadLastYear looks for the report of the year before.
func (p *reviewPage) loadLastYear() {
	unit, year := p.s.Report().Unit(), p.s.Report().Year()
	var before *report.Report
	p.w.Background(func() error {
		var err error
		before, err = p.w.Service().LastYear(p.w.Context(), unit, year)
		return err
	}, func(err error) {
		if err != nil {
			p.w.Log().Error("read the year before", "error", err)
		}
		p.lastYear = before
		p.refresh()
	})
}

// refresh brings the lists and the marks up to date.
func (p *reviewPage) refresh() {
	p.side.show()
	p.view.setMarks(p.marks())
	p.showSaved()
}

// marks lists what is marked on the pages.
func (p *reviewPage) marks() []sheetMark {
	var out []sheetMark
	for _, c := range p.changes {
		out = append(out, sheetMark{address: c.address, kind: markChanged})
	}
	if p.o.seen > 0 && len(p.changes) > 0 {
		for _, a := range totalsSince(p.s.Report(), p.s.ReportAt(p.o.seen)) {
			out = append(out, sheetMark{address: a, kind: markChanged})
		}
	}
	for i, m := range notes.Remarks(p.s.Report()) {
		out = append(out, sheetMark{address: m.Address, kind: markRemark, number: i + 1})
	}
	if p.chosen != "" {
		out = append(out, sheetMark{address: p.chosen, kind: markChosen})
	}
	for i := range out {
		out[i].text = p.s.Report().Form().Cell(out[i].address) == nil
	}
	return out
}

// showSaved tells only of what is not stored.
func (p *reviewPage) showSaved() {
	p.saved.Text, p.saved.TextSize = "", theme.TextSize()
	if !p.s.Saved().Fine() {
		p.saved.Text, p.saved.Color = p.o.savedLine()
	}
	p.saved.Refresh()
	p.o.tellParted()
}

func (p *reviewPage) retrySave() { p.o.retry() }

// choose chooses a place on the pages, "" for none.
func (p *reviewPage) choose(a form.Address) {
	p.chosen = a
	p.say("")
	p.side.showCard()
	p.view.setMarks(p.marks())
}

// goTo chooses a place and brings it into view.
func (p *reviewPage) goTo(a form.Address) {
	for _, f := range p.s.Findings() { // an explanation stands beside its finding
		if a == report.ExplainAt(f.Key()) && len(f.Cells) > 0 {
			a = f.Cells[0]
		}
	}
	if !p.view.goTo(a) {
		p.choose("")
		p.say("这一处不印在报告的页面上：" + placeName(p.s.Report(), a) + "。")
		return
	}
	p.choose(a)
	p.Refocus()
}

// onKey writes a remark with Enter and gives the choice up with Esc.
func (p *reviewPage) onKey(ev *fyne.KeyEvent) bool {
	switch {
	case isEnter(ev.Name) && p.chosen != "" && p.o.turn():
		p.writeRemark()
	case ev.Name == fyne.KeyEscape && p.chosen != "":
		p.choose("")
	default:
		return false
	}
	return true
}

// writeRemark asks for a remark on the chosen place.
func (p *reviewPage) writeRemark() {
	at := p.chosen
	entry := newNoteEntry(p.w, "", "请写清楚哪里有疑问、希望怎样修改")
	AskText(p.w, "写意见", placeName(p.s.Report(), at)+"\n意见随“通过”或者“退回”送给编制人，签名之前可以删去。", entry,
		NewButton(p.w, "取消（Esc）", nil),
		NewPrimary(p.w, "写入意见（Ctrl+Enter）", func() {
			if strings.TrimSpace(entry.Text) == "" {
				p.say("没有写任何内容，没有记下意见。")
			} else {
				p.o.stands("write remark", p.s.Remark(p.w.Context(), at, entry.Text))
			}
			p.Refocus()
		}))
}

// dropRemark takes back a remark that was not sent yet.
func (p *reviewPage) dropRemark(id string) {
	p.o.stands("drop remark", p.s.DropRemark(p.w.Context(), id))
}

// nextChange, nextRemark and nextFinding go round the lists.
func (p *reviewPage) nextChange() {
	if len(p.changes) == 0 {
		p.say("自您上次查看以来没有改动。")
		return
	}
	p.lastChange = (p.lastChange + 1) % len(p.changes)
	p.goTo(p.changes[p.lastChange].address)
}

func (p *reviewPage) nextRemark() {
	all := notes.Remarks(p.s.Report())
	if len(all) == 0 {
		p.say("还没有意见。")
		return
	}
	p.lastRemark = (p.lastRemark + 1) % len(all)
	p.goTo(all[p.lastRemark].Address)
}

func (p *reviewPage) nextFinding() {
	found := slices.DeleteFunc(sortedFindings(p.s.Report(), p.s.Findings()), func(f check.Finding) bool { return len(f.Cells) == 0 })
	switch {
	case len(p.s.Findings()) == 0:
		p.say(check.Clean)
		return
	case len(found) == 0: // they are about the whole
		p.say("检查发现的问题没有具体位置，见右边的列表。")
		return
	}
	p.lastFinding = (p.lastFinding + 1) % len(found)
	p.goTo(found[p.lastFinding].Cells[0])
}

// Topic is the chapter of the manual about this page.
func (p *reviewPage) Topic() string { return "审核页面" }

// Commit says that nothing is being typed here.
func (p *reviewPage) Commit() bool { return true }

// Troubled shows what stands against saving.
func (p *reviewPage) Troubled() { p.o.Troubled() }

// WayBack opens the report anew.
func (p *reviewPage) WayBack() func() { return p.o.WayBack() }
