package ui

import (
	"fmt"
	"nianbao/app/roster"
	"nianbao/app/signoff"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/handover"
	"nianbao/app/report"
	"nianbao/ui/commands"
	"nianbao/ui/prose"
)

// forkPage is for a report that went on separately on both sides: what each
// did, where they differ, and a person's choice.
type forkPage struct {
	w       Host
	a       *app.ImportPreview
	side    sides
	goBack  func()
	s       *app.Session // ours
	diff    *diffList
	take    *keyButton
	ours    *keyButton
	content fyne.CanvasObject
}

// sides are what the two courses of a report are called.
type sides struct{ ours, theirs, intro string }

var (
	// A file of somebody else's, or of another workstation.
	fileSides = sides{"本机", "对方", "同一份报告，本机和对方在分开以后各自改动过，不能自动合并。程序没有改动任何一方的内容，请对照后选择。"}
	// A window whose edits do not follow what is stored.
	windowSides = sides{"已保存的", "这个窗口", "同一份报告，在另一个窗口（或者命令）中保存过新的改动，这个窗口中的改动不能直接加进去。两边的内容都在，请对照后选择。"}
)

// forked shows both courses side by side.
func ShowFork(w Host, a *app.ImportPreview) { showFork(w, a, fileSides, WayBack(w)) }

func showFork(w Host, a *app.ImportPreview, names sides, back func()) {
	s, err := w.Service().Open(w.Context(), a.Held)
	if err != nil {
		Fail(w, "open report", err)
		return
	}
	p := &forkPage{w: w, a: a, side: names, goBack: back, s: s}
	p.buildUI()
	w.Window().SetTitle("两边都改动过 - 年报通")
	w.Show(p)
}

func (p *forkPage) buildUI() {
	p.diff = newDiffList(p.w, p.side.ours, p.side.theirs, p.setButtons)
	p.diff.list.locked = p.lock() != ""
	p.take, p.ours = NewButton(p.w, "", p.onTake), NewButton(p.w, "", p.onOurs)
	title := &widget.Label{Text: p.s.Report().Title(), TextStyle: fyne.TextStyle{Bold: true}, SizeName: theme.SizeNameSubHeadingText, Truncation: fyne.TextTruncateEllipsis}
	head := container.NewVBox(
		pageHead(p.w, "两边都改动过", p.goBack),
		container.NewPadded(container.NewVBox(title,
			&prose.Label{Text: p.side.intro, Importance: widget.WarningImportance, Bold: true},
			p.sides())),
	)
	buttons := container.NewHBox(
		NewButton(p.w, "取消（Esc）", p.goBack),
		NewButton(p.w, "采用"+p.theirName()+"…", p.onTheirs),
		p.take,
		p.ours,
	)
	foot := container.NewVBox(hairline())
	if lock := p.lock(); lock != "" {
		foot.Add(&prose.Label{Text: "不能逐项选用：" + lock, Importance: widget.LowImportance})
	} else {
		foot.Add(&prose.Label{Text: "逐项选用：在要用“" + p.side.theirs + "”内容的行打上勾（空格键），再按“采用勾选的各处”，作为一次修改填入" + p.ourName() + "报告，可以一次撤销。", Importance: widget.LowImportance})
	}
	foot.Add(container.NewPadded(container.NewCenter(buttons)))
	p.content = container.NewBorder(head, foot, nil, nil, p.middle())
	p.diff.set(app.Differences(p.s.Report(), p.a.Report))
	p.setButtons()
}

// ourName and theirName call the sides in a sentence: 本机的, 已保存的.
func (p *forkPage) ourName() string { return strings.TrimSuffix(p.side.ours, "的") + "的" }

func (p *forkPage) theirName() string { return strings.TrimSuffix(p.side.theirs, "的") + "的" }

// lock says why our side may not be changed, "" when it may.
func (p *forkPage) lock() string { return p.s.Locked() }

// sides tells what each side did since they parted.
func (p *forkPage) sides() fyne.CanvasObject {
	var people *roster.Roster
	if p.a.Roster != nil {
		people = &p.a.Roster.Roster
	}
	ours, theirs := p.s.Entries()[p.a.Common:], p.a.File.Report.Entries[p.a.Common:]
	side := func(name string, state *signoff.State, course string, acts []*signoff.Transition) fyne.CanvasObject {
		chip := newChip()
		chip.set(state.Name(), stateGround(state))
		box := container.NewVBox(
			container.NewHBox(&widget.Label{Text: name, TextStyle: fyne.TextStyle{Bold: true}}, container.NewPadded(chip.content)), prose.NewLabel(course))
		if len(acts) > 0 {
			box.Add(actRows(acts[max(len(acts)-2, 0):]))
		}
		return box
	}
	return container.NewGridWithColumns(2,
		side(p.side.ours, p.s.State(), courseOf(people, ours), lastActs(ours)),
		side(p.side.theirs, &p.a.Replay.State, courseOf(people, theirs), lastActs(theirs)))
}

func (p *forkPage) middle() fyne.CanvasObject {
	if len(app.Differences(p.s.Report(), p.a.Report)) == 0 {
		return container.NewCenter(&widget.Label{Text: "内容没有不同，只是各自的签名或者意见不同。"})
	}
	return p.diff.content
}

// ticked are the differences to be taken over.
func (p *forkPage) ticked() []app.Difference {
	var out []app.Difference
	for i, d := range p.diff.differences {
		if p.diff.list.ticked[i] {
			out = append(out, d)
		}
	}
	return out
}

func (p *forkPage) setButtons() {
	n := len(p.ticked())
	// Enter carries out what the person was about to do.
	p.take.Text, p.ours.Text = fmt.Sprintf("采用勾选的 %d 处", n), "保留"+p.ourName()+"（Enter）"
	p.take.Importance, p.ours.Importance = widget.MediumImportance, widget.HighImportance
	if n > 0 {
		p.take.Text, p.ours.Text = p.take.Text+"（Enter）", "保留"+p.ourName()
		p.take.Importance, p.ours.Importance = p.ours.Importance, p.take.Importance
	}
	p.ours.Refresh()
	enable(p.take, n > 0)
	p.take.Refresh()
}

// onEnter takes what is ticked, or keeps ours when nothing is.
func (p *forkPage) onEnter() {
	if len(p.ticked()) > 0 {
		p.onTake()
		return
	}
	p.onOurs()
}

func (p *forkPage) onOurs() {
	p.decline()
	accept(p.w, p.a, app.KeepOurs)
}

// decline keeps the file out of the tray from now on.
func (p *forkPage) decline() {
	if err := p.w.Service().Decline(p.w.Context(), p.a); err != nil {
		p.w.Log().Error("note what was declined", "error", err)
	}
}

func (p *forkPage) onTheirs() {
	Ask(p.w, "采用"+p.theirName(), fmt.Sprintf("报告换成%s一份（%s）。%s这一份收进“已删除的报告”，没有丢失，可以从“文件”菜单中换回来。", p.theirName(), p.a.Replay.State.Name(), p.ourName()),
		"采用"+p.theirName(), func() { accept(p.w, p.a, app.TakeTheirs) })
}

// onTake puts the ticked places into our report, as one edit.
func (p *forkPage) onTake() {
	edit := report.Edit{Note: "选用" + p.theirName() + "内容"}
	for _, d := range p.ticked() {
		c, err := p.s.Report().Set(d.Address, d.Theirs)
		if err != nil {
			Fail(p.w, "take over "+string(d.Address), err)
			return
		}
		edit.Changes = append(edit.Changes, c)
	}
	// First ours is kept, which fails when it changed since it was compared.
	_, err := p.w.Service().Accept(p.w.Context(), p.a, app.KeepOurs)
	if err == nil {
		err = p.s.Apply(p.w.Context(), edit)
	}
	if err != nil {
		Fail(p.w, "take over from the other side", err)
		return
	}
	p.decline()
	p.w.OpenReport(p.a.Held)
}

// Content returns the screen.
func (p *forkPage) Content() fyne.CanvasObject { return p.content }

// Shown gives the keyboard to the list.
func (p *forkPage) Shown() { p.Refocus() }

// Refocus gives the keyboard to the list of differences.
func (p *forkPage) Refocus() { p.w.Window().Canvas().Focus(p.diff.list) }

// Leave always lets go: nothing is typed here.
func (p *forkPage) Leave() bool { return true }

// Actions offers the way back.
func (p *forkPage) Actions() commands.Offer {
	return commands.Offer{commands.Back: p.goBack, commands.Cancel: p.goBack, commands.Open: p.onEnter}
}

// Compare shows what a window holds beside what is stored meanwhile, and leads
// to a choice.
func Compare(w Host, a *app.ImportPreview, back func()) {
	switch a.Relation {
	case handover.Diverged:
		showFork(w, a, windowSides, back)
	case handover.Unknown: // it was deleted
		ShowArrivalOver(w, a, back)
	default:
		accept(w, a, app.Undecided)
	}
}
