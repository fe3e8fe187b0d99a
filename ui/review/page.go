package review

import (
	"image/color"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"nianbao/app"
	"nianbao/app/check"
	"nianbao/app/exchange"
	"nianbao/app/form"
	"nianbao/app/keys"
	"nianbao/app/notes"
	"nianbao/app/report"
	"nianbao/ui/commands"
	"nianbao/ui/opened"
	"nianbao/ui/preview"
	"nianbao/ui/widgets"
)

// Page shows a report as it will be printed, with what a reviewer wants
// to know of it at the right: what changed, remarks, findings and the figures
// of the year before.
type Page struct {
	opened.Base
	w          widgets.Host
	Session    *app.Session
	head       *opened.Head
	View       *preview.View
	side       *reviewSide
	loaded     keys.Digest // of the content and the stamp that the pages show
	first      *firstSheet
	remarks    *remarks
	last       *app.LastYear // nil where this workstation has none
	lookedBack bool          // last is known
	Changes    []change
	Chosen     form.Address

	kept *Kept

	lastChange, lastRemark, lastFinding int // gone to last, -1 for none
}

// New is the screen in which a reviewer reads a report and signs it. It shows what
// was in view when the report was last left.
func New(o *opened.Report, kept *Kept) *Page {
	p := &Page{Base: opened.Base{Opened: o}, w: o.Host, Session: o.Session, kept: kept, lastChange: -1, lastRemark: -1, lastFinding: -1}
	p.buildUI()
	return p
}

// Kept is where people were in the pages of reports, and how they looked at them,
// as long as the program runs. The zero Kept is ready for use.
type Kept struct{ places map[string]preview.Place }

// keptAs names a report where it stands: at the next step it is read from the
// beginning.
func (p *Page) keptAs() string { return p.Session.UID() + " " + p.Session.State().Name() }

func (p *Page) buildUI() {
	p.head = opened.NewHead(p.Opened, "填报视图", commands.Export, commands.Print)
	p.View = preview.NewView(p.w)
	p.View.OnTap, p.View.OnKey, p.View.OnMenu, p.View.Named = p.choose, p.onKey, p.menu, p.partName
	p.first, p.remarks = newFirstSheet(p), &remarks{p: p, unfolded: map[string]bool{}}
	if p.overviewed() {
		p.View.SetFirst(p.first.content)
	}
	p.View.SetTools(p.tools()...)
	p.View.SetPlace(p.kept.places[p.keptAs()])
	p.side = newReviewSide(p)
	const sideWidth = 330
	p.head.Frame.SetBody(widgets.NewSplit(p.View, p.side.content, nil, sideWidth))
}

// Frame is what is around the pages.
func (p *Page) Frame() *widgets.Frame { return p.head.Frame }

// Release gives the pictures of the pages up, and keeps the place.
func (p *Page) Release() {
	if p.kept.places == nil {
		p.kept.places = map[string]preview.Place{}
	}
	p.kept.places[p.keptAs()] = p.View.Place()
	p.View.Release()
}

// Content returns the screen.
func (p *Page) Content() fyne.CanvasObject { return p.head.Frame.Content }

// Shown gives the keyboard to the pages.
func (p *Page) Shown() {
	p.View.Return()
	p.Refocus()
}

// Refocus gives the keyboard to the pages.
func (p *Page) Refocus() { p.w.Window().Canvas().Focus(p.View) }

// Leave notes what the reviewer has seen, and stores the remarks.
func (p *Page) Leave() bool {
	if !p.Opened.Leave() {
		return false
	}
	if p.Opened.Turn() {
		p.Opened.NoteSeen()
	}
	return true
}

// Actions offers what the menus can do with the pages.
func (p *Page) Actions() commands.Offer {
	offer := p.View.Actions().Add(commands.Offer{
		commands.Export: p.Opened.Export, commands.Print: p.Opened.PrintReport,
		commands.NextChange: p.NextChange, commands.NextNote: p.nextRemark, commands.NextError: p.nextFinding, commands.Origin: p.askOrigin,
	})
	if p.Opened.Locked() == "" {
		offer[commands.Reason] = p.giveReason
	}
	if p.Chosen != "" && p.Opened.Turn() {
		offer[commands.WriteRemark] = p.WriteRemark
	}
	if p.Chosen != "" {
		offer[commands.Explain] = p.askOrigin
	}
	for i := range p.Session.Report().Form().Sections {
		offer[commands.Part(i+1)] = func() { p.goToSection(i) }
	}
	return p.Opened.Actions(offer)
}

// SetStatus tells why something was not done.
func (p *Page) SetStatus(text string) { p.head.SetStatus(text) }

// Changed brings everything up to date. The pages are laid out anew only when
// they would print differently.
func (p *Page) Changed(app.Event) {
	p.head.Refresh()
	if p.Opened.Seen > 0 {
		p.Changes = changesSince(p.Session, p.Opened.Seen)
	}
	if now := p.Session.Report().Digest() + keys.Digest(p.Session.Watermark()); now != p.loaded {
		p.loaded = now
		p.View.Load(p.Session.PrintJob(), p.failed)
		p.loadLastYear()
	}
	p.refresh()
}

func (p *Page) failed(err error) {
	if p.Opened.Current() == opened.View(p) {
		widgets.Fail(p.w, "lay out pages", err)
	}
}

// atOnce is how long the page waits for the year before as it comes up: with it the first
// sheet is longer, and what is below would move. What takes longer is shown when it is
// there all the same: nobody is to sign without it.
const atOnce = 300 * time.Millisecond

// loadLastYear looks for the report of the year before.
func (p *Page) loadLastYear() {
	uid, unit, year := p.Session.UID(), p.Session.Report().Unit(), p.Session.Report().Year()
	var before *app.LastYear
	done := make(chan error, 1)
	go func() {
		var err error
		before, err = exchange.At(p.w.Service()).LastYearOf(p.w.Context(), uid, unit, year)
		done <- err
	}()
	found := func(err error) {
		if err != nil {
			p.w.Log().Error("read the year before", "error", err)
		}
		if p.last, p.lookedBack = before, err == nil; before != nil {
			p.Session.CompareWith(before.Report)
		}
		p.refresh()
	}
	select {
	case err := <-done:
		found(err)
	case <-time.After(atOnce):
		p.w.Background(func() error { return <-done }, found)
	}
}

// refresh brings the lists and the marks up to date.
func (p *Page) refresh() {
	p.side.show()
	if p.overviewed() {
		p.first.show(p.Session.Overview(p.last, p.Opened.Seen))
		p.View.FirstChanged()
	}
	p.View.SetNotes(p.remarks.besidePages())
	p.View.SetMarks(p.marks())
	p.showSaved()
}

// marks lists what is marked on the pages.
func (p *Page) marks() []preview.Mark {
	var out []preview.Mark
	for _, c := range p.Changes {
		out = append(out, preview.Mark{Address: c.Address, Kind: preview.MarkChanged})
	}
	if p.Opened.Seen > 0 && len(p.Changes) > 0 {
		for _, a := range totalsSince(p.Session.Report(), p.Session.ReportAt(p.Opened.Seen)) {
			out = append(out, preview.Mark{Address: a, Kind: preview.MarkChanged})
		}
	}
	for i, m := range notes.Remarks(p.Session.Report()) {
		out = append(out, preview.Mark{Address: m.Address, Kind: preview.MarkRemark, Number: i + 1, Done: m.Answer.Done})
	}
	if p.Chosen != "" {
		out = append(out, preview.Mark{Address: p.Chosen, Kind: preview.MarkChosen})
	}
	for i := range out {
		out[i].Text = p.Session.Report().Form().Cell(out[i].Address) == nil
	}
	return out
}

// showSaved tells only of what is not stored.
func (p *Page) showSaved() {
	text, c := "", color.Color(widgets.ColorError)
	if !p.Session.Saved().Fine() {
		text, c = p.Opened.SavedLine()
	}
	p.head.Frame.SetSaved(text, c)
	p.Opened.TellParted()
}

// choose chooses a place on the pages, "" for none.
func (p *Page) choose(a form.Address) {
	p.Chosen = a
	p.SetStatus("")
	p.side.showCard()
	p.View.SetMarks(p.marks())
}

// GoTo chooses a place and brings it into view.
func (p *Page) GoTo(a form.Address) {
	for _, f := range p.Session.Findings() { // an explanation stands beside its finding
		if a == report.ExplainAt(f.Key()) && len(f.Cells) > 0 {
			a = f.Cells[0]
		}
	}
	if !p.View.GoTo(a) {
		p.choose("")
		p.SetStatus("这一处不印在报告的页面上：" + widgets.PlaceName(p.Session.Report(), a) + "。")
		return
	}
	p.choose(a)
	p.Refocus()
}

// onKey writes a remark with Enter; Esc gives the choice up, then goes back.
func (p *Page) onKey(ev *fyne.KeyEvent) bool {
	switch {
	case p.w.Dialogs().Open():
		return false
	case widgets.IsEnter(ev.Name) && p.Chosen != "" && p.Opened.Turn():
		p.WriteRemark()
	case ev.Name == fyne.KeyEscape && p.Chosen != "":
		p.choose("")
	case ev.Name == fyne.KeyEscape:
		p.back()
	default:
		return false
	}
	return true
}

// WriteRemark asks for a remark on the chosen place.
func (p *Page) WriteRemark() {
	at := p.Chosen
	entry := widgets.NewNoteEntry(p.w, "", "请写清楚哪里有疑问、希望怎样修改")
	entry.Keep(p.Opened.Unfinished("remark", string(at)))
	widgets.AskText(p.w, "写意见", widgets.PlaceName(p.Session.Report(), at)+"\n意见随“通过”或者“退回”送给编制人，签名之前可以删去。", entry,
		widgets.NewButton(p.w, "取消（Esc）", nil),
		widgets.NewPrimary(p.w, "写入意见（Ctrl+Enter）", func() {
			if strings.TrimSpace(entry.Text) == "" {
				entry.Forget()
				p.SetStatus("没有写任何内容，没有记下意见。")
			} else if p.Opened.Applied("write remark", p.Session.Remark(p.w.Context(), at, entry.Text)) {
				entry.Forget()
			}
			p.Refocus()
		}))
}

// DropRemark takes back a remark that was not sent yet.
func (p *Page) DropRemark(id string) {
	p.Opened.Applied("drop remark", p.Session.DropRemark(p.w.Context(), id))
}

// NextChange, nextRemark and nextFinding go round the lists.
func (p *Page) NextChange() {
	if len(p.Changes) == 0 {
		seen, signed := p.Session.SeenBy(p.Opened.Seen)
		p.SetStatus(sinceText(app.Since{Seq: seen, Signed: signed}, 0) + "。")
		return
	}
	p.lastChange = (p.lastChange + 1) % len(p.Changes)
	p.GoTo(p.Changes[p.lastChange].Address)
}

func (p *Page) nextRemark() {
	all := notes.Remarks(p.Session.Report())
	if len(all) == 0 {
		p.SetStatus("还没有意见。")
		return
	}
	p.lastRemark = (p.lastRemark + 1) % len(all)
	p.GoTo(all[p.lastRemark].Address)
}

func (p *Page) nextFinding() {
	found := slices.DeleteFunc(p.Session.Lists().All(), func(f check.Shown) bool { return f.Goes() == "" })
	switch {
	case len(p.Session.Findings()) == 0:
		p.SetStatus(check.Clean)
		return
	case len(found) == 0: // they are about the whole
		p.SetStatus("检查发现的问题没有具体位置，见右边的列表。")
		return
	}
	p.lastFinding = (p.lastFinding + 1) % len(found)
	p.GoTo(found[p.lastFinding].Goes())
}

// Topic is the chapter of the manual about this page.
func (p *Page) Topic() string { return "审核页面" }

// Commit says that nothing is being typed here.
func (p *Page) Commit() bool { return true }
