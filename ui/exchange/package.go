package exchange

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/exchange"
	"nianbao/app/handover"
	"nianbao/app/proof"
	"nianbao/app/report"
	"nianbao/app/signoff"
	"nianbao/ui/commands"
	"nianbao/ui/opened"
	"nianbao/ui/prose"
	"nianbao/ui/widgets"
)

// signedWidth is that of the list of signatures beside the differences, in units.
const signedWidth = 400

// PackagePage shows a report that came in a file and was checked: who did
// what, what is new, and what taking it over does.
type PackagePage struct {
	w       widgets.Host
	a       *exchange.ImportPreview
	goBack  func()
	ours    *app.Session   // the report as it stands here, nil for none
	code    *widgets.Check // the code of an office new here was compared; nil when none is
	apart   *widgets.Check // that office is another one; nil where that is not asked
	diff    *diffList      // nil without differences
	confirm *widgets.Button
	frame   *widgets.Frame
}

// ShowPackage shows what a package brings, before anything of it is taken in.
func ShowPackage(w widgets.Host, a *exchange.ImportPreview) { showPackage(w, a, fromElsewhere(w)) }

func showPackage(w widgets.Host, a *exchange.ImportPreview, c opened.Comparison) {
	p := &PackagePage{w: w, a: a, goBack: c.Back}
	widgets.Soon(w, "正在打开报告", func() (err error) {
		if a.Held != 0 {
			p.ours, err = w.Service().Open(w.Context(), a.Held)
		}
		return err
	}, func(err error) {
		if err != nil {
			widgets.Fail(w, "open report", err)
			return
		}
		p.buildUI()
		c.Leave()
		w.Window().SetTitle("移交文件 - 年报通")
		w.Show(p)
	})
}

func (p *PackagePage) buildUI() {
	a := p.a
	top := container.NewVBox(p.summary())
	if a.NewOffice || a.NewKey {
		p.code = widgets.NewCheck(p.w, "已与名册管理人核对名册代码，两边一致", func(bool) { p.setButtons() })
		p.apart = nil
		if a.NewOffice && !a.Other { // no roster lies here at all: it may be the own one
			p.apart = widgets.NewCheck(p.w, "这是别的单位的报告：名册另外保存，只用来验证（不勾选的，作为本单位的名册）", nil)
		}
		top.Add(widgets.CodeBox(p.w, a.CompareText(), a.Roster.Roster.OfficeKey.Code(), p.code))
	}
	if last := a.LastYear; last != nil {
		top.Add(container.NewPadded(&prose.Label{Text: lastYearText(a), Importance: widget.LowImportance}))
	}
	if p.apart != nil {
		top.Add(container.NewPadded(p.apart))
	}
	if news := p.rosterChanges(); news != "" {
		top.Add(container.NewPadded(prose.NewLabel(news)))
	}
	p.confirm = widgets.NewPrimary(p.w, p.confirmName(), p.OnConfirm)
	buttons := container.NewHBox(widgets.NewButton(p.w, "取消（Esc）", p.goBack), p.confirm)
	foot := container.NewVBox(widgets.Hairline(), container.NewPadded(container.NewCenter(buttons)))
	p.frame = widgets.NewFrame(p.w, "移交文件", p.goBack)
	p.frame.SetBody(container.NewBorder(nil, foot, nil, nil, widgets.Upright(container.NewBorder(top, nil, nil, nil, p.middle()))))
	p.setButtons()
}

// summary names the report, says what its signatures prove, and what is new.
func (p *PackagePage) summary() fyne.CanvasObject {
	a := p.a
	state := widgets.NewBadge()
	state.Set(a.Replay.State.Name(), widgets.StateColor(&a.Replay.State))
	title := &widget.Label{Text: a.Report.Title(), TextStyle: fyne.TextStyle{Bold: true}, SizeName: theme.SizeNameSubHeadingText, Truncation: fyne.TextTruncateEllipsis}
	said := &prose.Label{Text: a.ProofSentence(), Importance: widget.SuccessImportance, Bold: true}
	if a.NewOffice || a.NewKey || a.Proof.Outcome() != proof.Holds {
		said.Importance = widget.WarningImportance
	}
	return container.NewPadded(container.NewVBox(
		container.NewBorder(nil, nil, container.NewPadded(container.NewPadded(state.Content)), nil, title),
		said,
		prose.NewLabel(p.newsText()+p.waitsText()),
	))
}

// newsText says how the file stands to what is held here.
func (p *PackagePage) newsText() string {
	a := p.a
	switch a.Relation {
	case handover.Same:
		return "与本机的完全相同，没有需要接收的内容。"
	case handover.Older:
		more := len(p.ours.Entries()) - a.Common
		return fmt.Sprintf("这是较旧的一份：本机的报告现在%s，之后又有 %d 条记录。本机的内容没有改动，应当保留本机的。", p.ours.State().Name(), more)
	case handover.Newer:
		if a.Anew {
			return "比本机的新：对方送审时开始了新的编制记录。接收后，报告按文件中的记录继续；本机此前的记录保留，可以在“审签记录”中查看。"
		}
		differing := "内容没有不同"
		if n := len(report.Differences(p.ours.Report(), a.Report)); n > 0 {
			differing = fmt.Sprintf("内容有 %d 处不同", n)
		}
		return fmt.Sprintf("比本机的新：在本机的记录之后，又有 %s，%s。接收后接在本机的记录后面，本机不会丢失任何内容。",
			tally(a.File.Report.Entries[a.Common:]), differing)
	}
	return "本机还没有这份报告。接收后，它连同全部意见和签名加入报告列表。"
}

// lastYearText says that figures of the year before came along.
func lastYearText(a *exchange.ImportPreview) string {
	text := fmt.Sprintf("文件带来了%d年报告的数字，审核时可以对照", a.LastYear.Year())
	if a.File.Signed == nil {
		return text + "；这些数字没有签名，仅供参考。"
	}
	return text + "；由" + a.File.Signed.Name + "移交时签名。"
}

// waitsText says for whom the report waits, by the newest roster there is.
func (p *PackagePage) waitsText() string {
	if p.a.Roster == nil || p.a.Superseded() {
		return ""
	}
	state := &p.a.Replay.State
	if names := state.EligibleNames(&p.a.Roster.Roster); names != "" {
		return fmt.Sprintf("报告现在%s，等待%s。", state.Name(), names)
	}
	return ""
}

// rosterChanges says what a newer roster in the file changes.
func (p *PackagePage) rosterChanges() string {
	if p.a.Forked() {
		return p.forked()
	}
	actor, err := p.w.Service().Actor(p.w.Context())
	if p.a.Other && !p.a.NewOffice {
		return fmt.Sprintf("这是“%s”的报告，按该单位的名册（第%d版）验证；这台电脑上的人不能签它。", p.a.Roster.Roster.Office, p.a.Roster.Roster.Version)
	}
	if err != nil || p.a.Other || !p.a.NewerRoster(actor.Roster) {
		return ""
	}
	return fmt.Sprintf("文件中的名册比本机的新（第%d版，本机是第%d版），接收时一并更新：%s",
		p.a.Roster.Roster.Version, actor.Roster.Version, widgets.RosterChanges(actor.Roster, &p.a.Roster.Roster))
}

// forked says that the roster went on separately, and who is to do what.
func (p *PackagePage) forked() string {
	if p.a.Other {
		return fmt.Sprintf("“%s”的名册有 %d 份是分开更新的，各份都是该单位名册密钥所签，签名按合在一起的名册验证。请告诉该单位的名册管理人，由他合并。", p.a.Roster.Roster.Office, len(p.a.Tips))
	}
	administrator, err := p.w.Service().KeyHere(p.w.Context(), app.OfficeOwner, p.a.Roster.Roster.OfficeKey)
	if err != nil {
		p.w.Log().Error("look for the office's key", "error", err)
	}
	return app.SayForked(p.a.Tips, administrator)
}

// middle shows the transitions and, where something differs, what.
func (p *PackagePage) middle() fyne.CanvasObject {
	left := container.NewBorder(widgets.Tinted(container.NewPadded(widgets.HeadCell("谁在什么时候签了什么"))), nil, nil, nil,
		container.NewPadded(container.NewVScroll(p.transitions())))
	if p.ours == nil || p.a.Relation == handover.Same {
		return left
	}
	differences := report.Differences(p.ours.Report(), p.a.Report)
	if len(differences) == 0 {
		return left
	}
	p.diff = newDiffList(p.w, "本机现在", "文件中", nil)
	p.diff.set(differences)
	split := widgets.NewLeftSplit(left, p.diff.content, signedWidth)
	return split
}

// transitions lists the signed transitions; those that are not held here yet stand under a
// line of their own.
func (p *PackagePage) transitions() fyne.CanvasObject {
	var held, fresh []*signoff.Transition
	compared := !p.a.NewOffice && !p.a.NewKey
	for _, v := range p.a.Replay.Results {
		if p.ours != nil && v.Seq <= int64(p.a.Common) {
			held = append(held, v.Transition)
		} else {
			fresh = append(fresh, v.Transition)
		}
	}
	if held == nil || fresh == nil {
		return transitionRows(append(held, fresh...), compared)
	}
	mark := &widget.Label{Text: "以下是本机还没有的：", Importance: widget.HighImportance}
	return container.NewVBox(transitionRows(held, compared), widgets.Hairline(), mark, transitionRows(fresh, compared))
}

func (p *PackagePage) confirmName() string {
	switch p.a.Relation {
	case handover.Same:
		return "打开报告（Enter）"
	case handover.Older:
		return "保留本机的，打开（Enter）"
	}
	return "接收并打开（Enter）"
}

func (p *PackagePage) setButtons() { widgets.SetEnabled(p.confirm, p.code == nil || p.code.Checked) }

// OnConfirm takes the package in, or opens the report where it is newer here.
func (p *PackagePage) OnConfirm() {
	if p.confirm.Disabled() {
		return
	}
	if p.a.Superseded() {
		p.w.OpenReport(p.a.Held, nil)
		return
	}
	if p.apart != nil && p.apart.Checked {
		p.a.KeepApart()
	}
	accept(p.w, p.a, exchange.Undecided, func() {})
}

// Content returns the screen.
func (p *PackagePage) Content() fyne.CanvasObject { return p.frame.Content }

// Frame is what is around the page.
func (p *PackagePage) Frame() *widgets.Frame { return p.frame }

// Shown gives the keyboard to what is to be done first.
func (p *PackagePage) Shown() { p.Refocus() }

// Refocus gives the keyboard to the check box, or to the button.
func (p *PackagePage) Refocus() {
	if p.code != nil {
		p.w.Window().Canvas().Focus(p.code)
		return
	}
	p.w.Window().Canvas().Focus(p.confirm)
}

// Leave always lets go: nothing is typed here.
func (p *PackagePage) Leave() bool { return true }

// Actions offers the way back.
func (p *PackagePage) Actions() commands.Offer {
	return commands.Offer{commands.Back: p.goBack, commands.Cancel: p.goBack, commands.Open: p.OnConfirm}
}

// Topic is the chapter of the manual about this page.
func (p *PackagePage) Topic() string { return "接收移交文件" }
