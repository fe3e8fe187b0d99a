package exchange

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/exchange"
	"nianbao/app/handover"
	"nianbao/app/origin"
	"nianbao/app/proof"
	"nianbao/app/report"
	"nianbao/app/roster"
	"nianbao/app/signoff"
	"nianbao/ui/commands"
	"nianbao/ui/opened"
	"nianbao/ui/prose"
	"nianbao/ui/widgets"
)

// DivergencePage is for a report that went on separately on both sides: what each
// did, where they differ, and a person's choice.
type DivergencePage struct {
	w      widgets.Host
	a      *exchange.ImportPreview
	side   sideNames
	GoBack func()
	s      *app.Session // ours
	Diff   *diffList
	Take   *widgets.Button
	ours   *widgets.Button
	theirs *widgets.Button
	frame  *widgets.Frame
}

// sideNames are what the two courses of a report are called.
type sideNames struct{ ours, theirs, intro string }

var (
	// A file of somebody else's, or of another workstation.
	fileSides = sideNames{"本机", "对方", "同一份报告，本机和对方在分开以后各自改动过，不能自动合并。程序没有改动任何一方的内容，请对照后选择。"}
	// A file beside a report here that does not verify.
	brokenSides = sideNames{"本机", "文件中", ""}
	// A window whose edits do not follow what is stored.
	windowSides = sideNames{"已保存的", "这个窗口", "同一份报告，在另一个窗口（或者命令）中保存过新的改动，这个窗口中的改动不能直接加进去。两边的内容都在，请对照后选择。"}
)

// ShowDivergence shows both histories side by side.
func ShowDivergence(w widgets.Host, a *exchange.ImportPreview) {
	names := fileSides
	if len(a.Broken) > 0 {
		names = brokenSides
		names.intro = a.BrokenText() + "建议采用文件中的一份；本机的一份收进“已删除的报告”，没有丢失。"
	}
	showDivergence(w, a, names, fromElsewhere(w))
}

func showDivergence(w widgets.Host, a *exchange.ImportPreview, names sideNames, c opened.Comparison) {
	p := &DivergencePage{w: w, a: a, side: names, GoBack: c.Back}
	widgets.Soon(w, "正在打开报告", func() (err error) {
		p.s, err = w.Service().Open(w.Context(), a.Held)
		return err
	}, func(err error) {
		if err != nil {
			widgets.Fail(w, "open report", err)
			return
		}
		p.buildUI()
		c.Leave()
		w.Window().SetTitle(p.title() + " - 年报通")
		w.Show(p)
	})
}

// title is what the page is called.
func (p *DivergencePage) title() string {
	switch {
	case p.broken():
		return "本机的一份验证未通过"
	case len(report.Differences(p.s.Report(), p.a.Report)) == 0:
		return "审签经过不同"
	}
	return "两边都改动过"
}

// broken says whether the report here does not verify: what came is to be taken then.
func (p *DivergencePage) broken() bool { return len(p.a.Broken) > 0 }

func (p *DivergencePage) buildUI() {
	if p.side == fileSides && p.title() != "两边都改动过" {
		p.side.intro = p.a.PartedText(0, p.s.State().Last)
	}
	p.Diff = newDiffList(p.w, p.side.ours, p.side.theirs, p.SetButtons)
	p.Diff.List.Locked = p.lock() != ""
	p.Take, p.ours, p.theirs = widgets.NewButton(p.w, "", p.onTake), widgets.NewButton(p.w, "", p.OnOurs), widgets.NewButton(p.w, "", p.OnTheirs)
	title := &widget.Label{Text: p.s.Report().Title(), TextStyle: fyne.TextStyle{Bold: true}, SizeName: theme.SizeNameSubHeadingText, Truncation: fyne.TextTruncateEllipsis}
	head := container.NewVBox(
		container.NewPadded(container.NewVBox(title,
			&prose.Label{Text: p.side.intro, Importance: widget.WarningImportance, Bold: true},
			p.sides())),
	)
	buttons := container.NewHBox(
		widgets.NewButton(p.w, "取消（Esc）", p.GoBack),
		p.theirs,
		p.Take,
		p.ours,
	)
	foot := container.NewVBox(widgets.Hairline())
	if lock := p.lock(); lock != "" {
		foot.Add(&prose.Label{Text: "不能逐项选用：" + lock, Importance: widget.LowImportance})
	} else {
		foot.Add(&prose.Label{Text: "逐项选用：在要用“" + p.side.theirs + "”内容的行打上勾（空格键），再按“采用勾选的各处”，作为一次修改填入" + p.ourName() + "报告，可以一次撤销。", Importance: widget.LowImportance})
	}
	foot.Add(container.NewPadded(container.NewCenter(buttons)))
	p.frame = widgets.NewFrame(p.w, p.title(), p.GoBack)
	p.frame.SetBody(container.NewBorder(nil, foot, nil, nil, widgets.Upright(container.NewBorder(head, nil, nil, nil, p.middle()))))
	p.Diff.set(report.Differences(p.s.Report(), p.a.Report))
	p.SetButtons()
}

// ourName and theirName call the sides in a sentence: 本机的, 已保存的.
func (p *DivergencePage) ourName() string { return strings.TrimSuffix(p.side.ours, "的") + "的" }

func (p *DivergencePage) theirName() string { return strings.TrimSuffix(p.side.theirs, "的") + "的" }

// lock says why our side may not be changed, "" when it may.
func (p *DivergencePage) lock() string {
	if p.broken() {
		return "本机的一份验证未通过，请整份采用文件中的，或者从备份恢复。"
	}
	return p.s.Locked()
}

// sides tells what each side did since they parted.
func (p *DivergencePage) sides() fyne.CanvasObject {
	var people *roster.Roster
	if p.a.Roster != nil {
		people = &p.a.Roster.Roster
	}
	ours, theirs := p.s.Entries()[p.a.Common:], p.a.File.Report.Entries[p.a.Common:]
	side := func(name string, badge *widgets.Badge, history string, transitions []*signoff.Transition) fyne.CanvasObject {
		box := container.NewVBox(
			container.NewHBox(&widget.Label{Text: name, TextStyle: fyne.TextStyle{Bold: true}}, container.NewPadded(badge.Content)), prose.NewLabel(history))
		if len(transitions) > 0 {
			box.Add(transitionRows(transitions[max(len(transitions)-2, 0):], !p.a.NewOffice && !p.a.NewKey))
		}
		return box
	}
	here, there := widgets.NewBadge(), widgets.NewBadge()
	here.Set(p.s.StateName(), widgets.StateColor(p.s.State()))
	if p.broken() {
		here.Set(string(proof.Unsound), widgets.ColorError)
	}
	there.Set(p.a.Replay.State.Name(), widgets.StateColor(&p.a.Replay.State))
	return container.NewGridWithColumns(2,
		side(p.side.ours, here, historyOf(people, ours), lastTransitions(ours)),
		side(p.side.theirs, there, historyOf(people, theirs), lastTransitions(theirs)))
}

func (p *DivergencePage) middle() fyne.CanvasObject {
	if len(report.Differences(p.s.Report(), p.a.Report)) == 0 {
		return container.NewCenter(&widget.Label{Text: "内容没有不同。"})
	}
	return p.Diff.content
}

// Ticked are the differences to be taken over.
func (p *DivergencePage) Ticked() []report.Difference {
	var out []report.Difference
	for i, d := range p.Diff.Differences {
		if p.Diff.List.Ticked[i] {
			out = append(out, d)
		}
	}
	return out
}

// SetButtons says on the buttons how many places are ticked, and which of them
// Enter presses.
func (p *DivergencePage) SetButtons() {
	n := len(p.Ticked())
	// Enter carries out what the person was about to do.
	p.Take.Text, p.ours.Text = fmt.Sprintf("采用勾选的 %d 处", n), "保留"+p.ourName()+"（Enter）"
	p.Take.Importance, p.ours.Importance = widget.MediumImportance, widget.HighImportance
	if n > 0 {
		p.Take.Text, p.ours.Text = p.Take.Text+"（Enter）", "保留"+p.ourName()
		p.Take.Importance, p.ours.Importance = p.ours.Importance, p.Take.Importance
	}
	p.theirs.Text, p.theirs.Importance = "采用"+p.theirName()+"…", widget.MediumImportance
	if p.broken() {
		p.ours.Text, p.ours.Importance = "保留"+p.ourName(), widget.MediumImportance
		p.theirs.Text, p.theirs.Importance = "采用"+p.theirName()+"（Enter）", widget.HighImportance
	}
	p.theirs.Refresh()
	p.ours.Refresh()
	widgets.SetEnabled(p.Take, n > 0)
	p.Take.Refresh()
}

// OnEnter takes what is ticked, or keeps ours when nothing is; where ours does not verify,
// it takes what came.
func (p *DivergencePage) OnEnter() {
	if p.broken() {
		p.OnTheirs()
		return
	}
	if len(p.Ticked()) > 0 {
		p.onTake()
		return
	}
	p.OnOurs()
}

// OnOurs keeps the report of this workstation.
func (p *DivergencePage) OnOurs() {
	accept(p.w, p.a, exchange.KeepOurs, func() {})
}

// OnTheirs takes the report of the package once the person has said so.
func (p *DivergencePage) OnTheirs() {
	widgets.Confirm(p.w, "采用"+p.theirName(), fmt.Sprintf("报告换成%s一份（%s）。%s这一份收进“已删除的报告”，没有丢失，可以从“文件”菜单中恢复。", p.theirName(), p.a.Replay.State.Name(), p.ourName()),
		"采用"+p.theirName(), func() { accept(p.w, p.a, exchange.TakeTheirs, func() {}) })
}

// onTake puts the ticked places into our report, as one edit.
func (p *DivergencePage) onTake() {
	if err := exchange.At(p.w.Service()).AcceptPlaces(p.w.Context(), p.s, p.a, origin.Choosing+p.theirName()+"内容", p.Ticked()); err != nil {
		widgets.Fail(p.w, "take over from the other side", err)
		return
	}
	p.w.OpenReport(p.a.Held, nil)
}

// Content returns the screen.
func (p *DivergencePage) Content() fyne.CanvasObject { return p.frame.Content }

// Frame is what is around the page.
func (p *DivergencePage) Frame() *widgets.Frame { return p.frame }

// Shown gives the keyboard to the list.
func (p *DivergencePage) Shown() { p.Refocus() }

// Refocus gives the keyboard to the list of differences.
func (p *DivergencePage) Refocus() { p.w.Window().Canvas().Focus(p.Diff.List) }

// Leave always lets go: nothing is typed here.
func (p *DivergencePage) Leave() bool { return true }

// Actions offers the way back.
func (p *DivergencePage) Actions() commands.Offer {
	return commands.Offer{commands.Back: p.GoBack, commands.Cancel: p.GoBack, commands.Open: p.OnEnter}
}

// Compare shows what a window holds beside what is stored meanwhile, and leads
// to a choice.
func Compare(w widgets.Host, a *exchange.ImportPreview, c opened.Comparison) {
	switch a.Relation {
	case handover.Diverged:
		showDivergence(w, a, windowSides, c)
	case handover.Unknown: // it was deleted
		showPackage(w, a, c)
	default:
		accept(w, a, exchange.Undecided, c.Leave)
	}
}

// fromElsewhere is the comparison with what does not come from a report that is
// open: there is nothing to be told before it is left.
func fromElsewhere(w widgets.Host) opened.Comparison {
	return opened.Comparison{Leave: func() {}, Back: widgets.WayBack(w)}
}
