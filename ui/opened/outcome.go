package opened

import (
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/exchange"
	"nianbao/app/proof"
	"nianbao/app/signoff"
	"nianbao/ui/commands"
	"nianbao/ui/prose"
	"nianbao/ui/widgets"
)

// Outcome is the page after a signature: what it has brought about, who is next,
// and what is left to be done. It stays until the person goes on, and what stands on it
// stays where it is: what was written is told below.
type Outcome struct {
	Base
	act   *signoff.Transition // nil where the page was asked for later
	head  *Head
	list  *fyne.Container
	files *written
	told  []string // what the page says now
	steps []*step
	first *widgets.Button          // of what is next
	Steps map[Deed]*widgets.Button // what each is done by
}

// Deed is something that is left to be done after a signature.
type Deed string

// The deeds.
const (
	Publish   Deed = "publish" // export what may be published
	KeepSheet Deed = "sheet"   // export the 审签单
	PassOn    Deed = "pass-on" // write the hand-over file
	Become    Deed = "become"  // let the next person work here
	Correct   Deed = "correct" // export the 更正说明
	ReadOn    Deed = "read-on" // it is the same person's turn again
	Repair    Deed = "repair"  // look at why the record does not hold, and what to do
	ToList    Deed = "to-list" // nothing more
)

// ShowOutcome shows where the report stands and what is left to be done.
func (o *Report) ShowOutcome() { o.showOutcome(nil) }

func (o *Report) showOutcome(a *signoff.Transition) {
	p := &Outcome{Base: Base{o}, act: a, list: container.NewVBox(), files: newWritten(o.Host)}
	if a == nil && o.outcome != nil { // the same page again
		p.files.all = o.outcome.files.all
	}
	p.head = newHead(o, "查看报告", p, commands.Export)
	p.show()
	p.head.Frame.SetBody(container.NewVScroll(container.New(columnLayout{}, container.NewVBox(p.list, p.files.list))))
	o.outcome = p
	o.Host.Show(p)
}

// show fills the page, where it says something else than it does already.
func (p *Outcome) show() {
	title, text := p.says()
	steps := p.left()
	told := []string{title, text}
	for _, s := range steps {
		told = append(told, s.title, s.text, s.button.Text)
	}
	if !slices.Equal(told, p.told) {
		p.told, p.steps = told, steps
		p.fill(title, text)
	}
	p.mark()
}

func (p *Outcome) fill(title, text string) {
	p.Steps, p.list.Objects = map[Deed]*widgets.Button{}, nil
	importance := widget.SuccessImportance
	switch p.Opened.Session.Standing() {
	case proof.Unsound:
		importance = widget.DangerImportance
	case proof.Undated:
		importance = widget.WarningImportance
	case proof.Sound:
	}
	p.list.Add(&prose.Label{Text: title, Bold: true, SizeName: theme.SizeNameHeadingText, Importance: importance})
	if text != "" {
		p.list.Add(prose.NewLabel(text))
	}
	p.list.Add(widgets.Tinted(&prose.Label{Text: "接下来", Bold: true}))
	for _, s := range p.steps {
		p.Steps[s.deed] = s.button
		p.list.Add(s.row())
	}
	p.list.Refresh()
}

// mark ticks off what was done, and makes what is next the likeliest button. Nothing
// moves.
func (p *Outcome) mark() {
	p.first = nil
	for _, s := range p.steps {
		doing, done := p.files.all[s.deed]
		s.mark(doing, done)
		importance := widget.MediumImportance
		if p.first == nil && !done {
			importance, p.first = widget.HighImportance, s.button
		}
		if s.button.Importance != importance {
			s.button.Importance = importance
			s.button.Refresh()
		}
	}
	p.files.show()
}

// says tells what the signature has brought about.
func (p *Outcome) says() (title, text string) {
	s := p.Opened.Session
	state := s.State()
	switch {
	case s.Standing() == proof.Unsound:
		return "记录验证未通过，不能公布", ProblemsText(s.Problems()) + "\n现在导出的每一页都印有“" + s.Watermark() + "”。" + proof.Remedy
	case s.Standing() == proof.Undated && state.Stage == signoff.Approved:
		return s.StateName() + "，核实以前不要公布", s.Doubts()[0] + "现在导出的每一页都印有“" + s.Watermark() + "”。"
	case state.Stage == signoff.Approved:
		if c := corrected(p.Opened.Session); c != "" {
			return "更正已审批", c
		}
		return "报告已审批", "各级都已签名。现在导出的 PDF 不带“草稿”或者“送审稿”字样，页脚印有内容摘要。"
	case p.act == nil:
		return state.Name(), p.Opened.waiting()
	case p.act.Kind == signoff.Return:
		return "已退回修改", "退回理由：" + p.act.Opinion
	case p.act.Kind == signoff.Submit:
		return "报告已送审", p.Opened.waiting() + "内容已经锁定，不能再改；下一级还没有处理以前，可以“撤回”。"
	}
	return "已签名通过：" + p.act.LevelName, p.Opened.waiting()
}

// left lists what is left to be done, what is most likely wanted first.
func (p *Outcome) left() (out []*step) {
	add := func(d Deed, title, text, button string, do func()) {
		out = append(out, &step{deed: d, title: title, text: text, button: widgets.NewButton(p.Opened.Host, button, do)})
	}
	o, state := p.Opened, p.Opened.Session.State()
	standing := o.Session.Standing()
	switch {
	case standing == proof.Unsound: // nothing is to be handed on
	case standing == proof.Undated && state.Stage == signoff.Approved:
		add(PassOn, "移交", "把内容、编制记录、意见和签名写成一个文件，收到的人同样会看到“"+string(proof.Undated)+"”。", "移交…", o.handOver)
	case state.Stage == signoff.Approved:
		add(Publish, "导出公开版", "用来公布的 PDF。页脚印有内容摘要和新收、办结的总数，供核对纸面件。", "导出公开版…", o.Export)
		if p.Opened.Session.Correction() != nil {
			add(Correct, "更正说明", "写明与上一次审批件的每一处不同和更正理由，与更正后的报告一起公布。", "导出更正说明…", o.exportCorrection)
		}
		add(KeepSheet, "审签单", "打印以后手写签名、盖章，与报告一起存档。", "导出审签单…", o.exportSheet)
		add(PassOn, "移交", "把内容、编制记录、意见和签名写成一个文件，交给编制人，或者存档。", "移交…", o.handOver)
	case state.Stage == signoff.Reviewing && o.Turn():
		add(ReadOn, "继续审阅", "这一级也由您签署。", "查看报告", o.ShowPages)
		add(PassOn, "移交", "由别人签这一级的，把报告写成文件交给对方。", "移交…", o.handOver)
	case state.Stage == signoff.Reviewing:
		for i, next := range o.Others() {
			d := Become
			if i > 0 {
				d += Deed(next.Person.ID)
			}
			add(d, "在这台电脑上审阅", next.Person.Title()+"也在这台电脑上签名。", "以"+next.Person.Name()+"的身份审阅", func() { o.SwitchUser(next.Person.ID, nil) })
		}
		add(PassOn, "移交", p.passOnText(), "移交…", o.handOver)
	case state.Returned != nil:
		if d := o.drafter(); d != nil && d.Person.ID != p.signer() {
			add(Become, "在这台电脑上修改", d.Person.Title()+"也在这台电脑上工作。", "以"+d.Person.Name()+"的身份修改", func() { o.SwitchUser(d.Person.ID, nil) })
		}
		add(PassOn, "移交", "把报告连同意见写成文件，交给编制人修改。", "移交…", o.handOver)
	}
	if standing == proof.Unsound {
		add(Repair, "审签记录", "逐条的原因和恢复的办法。", "审签记录…", o.ShowRecord)
	}
	add(ToList, "返回报告列表", "以后打开这份报告，还可以做上面的各项。", "返回列表", widgets.Doing(o.Host, commands.List))
	return out
}

func (p *Outcome) passOnText() string {
	if names := p.Opened.Session.State().EligibleNames(p.Opened.Session.Actor().Roster); names != "" {
		return "把报告写成文件，交给" + names + "。" + howToReceive
	}
	return "名册中还没有可以签这一级的人，请在“审签设置”中登记。"
}

func (p *Outcome) signer() string {
	if p.act == nil {
		return ""
	}
	return p.act.Person
}

// wrote notes where a file was written, on the page that asked for it, and goes on to
// what is next.
func (o *Report) wrote(d Deed, at exchange.Placed) bool {
	if o.outcome == nil || o.Host.Screen() != widgets.Screen(o.outcome) {
		return false
	}
	o.outcome.note(d, at)
	o.outcome.head.Frame.Status.Say(o.outcome.files.message(at))
	o.outcome.Refocus()
	return true
}

// note keeps where a file lies.
func (p *Outcome) note(d Deed, at exchange.Placed) {
	p.files.all[d] = lying{Placed: at}
	p.mark()
}

// Frame is what is around the page.
func (p *Outcome) Frame() *widgets.Frame { return p.head.Frame }

// Content returns the screen.
func (p *Outcome) Content() fyne.CanvasObject { return p.head.Frame.Content }

// Shown gives the keyboard to what is next.
func (p *Outcome) Shown() { p.Refocus() }

// Refocus gives the keyboard to what is next.
func (p *Outcome) Refocus() {
	if p.first != nil {
		p.Opened.Host.Window().Canvas().Focus(p.first)
	}
}

// Leave stores everything.
func (p *Outcome) Leave() bool { return p.Opened.Leave() }

// Actions offers what can be done with the report; Esc shows it.
func (p *Outcome) Actions() commands.Offer {
	return p.Opened.Actions(commands.Offer{commands.Export: p.Opened.Export, commands.Print: p.Opened.PrintReport, commands.Cancel: p.Opened.Toggle})
}

// Changed brings the page up to date.
func (p *Outcome) Changed(app.Event) {
	p.head.Refresh()
	p.show()
}

// SetStatus tells why something was not done.
func (p *Outcome) SetStatus(text string) { p.head.SetStatus(text) }

// Commit says that nothing is being typed here.
func (p *Outcome) Commit() bool { return true }

// Topic is the chapter of the manual about this page.
func (p *Outcome) Topic() string { return "通过和退回" }

// columnLayout keeps a column in the middle, no wider than is good to read.
type columnLayout struct{}

const (
	columnWidest = 720
	columnEdge   = 24
)

// MinSize is the height at the width that was given last.
func (columnLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(320, objects[0].MinSize().Height+2*columnEdge)
}

// Layout gives the width first: texts know their height only then.
func (columnLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	width := min(size.Width-2*columnEdge, columnWidest)
	for range 2 {
		objects[0].Resize(fyne.NewSize(width, objects[0].MinSize().Height))
	}
	objects[0].Move(fyne.NewPos((size.Width-width)/2, columnEdge))
}

// sayDrafting tells in the status bar of the form of what leads back to a draft:
// there is nothing to be done but to go on.
func (o *Report) sayDrafting(a *signoff.Transition) {
	text := "已撤回送审，可以继续修改。"
	if a.Kind == signoff.Reopen {
		text = "已撤销审批，报告现在是草稿，改好以后重新送审。原审批件仍可在“审签记录”中查看。"
	}
	if framed, ok := o.Host.Screen().(widgets.Framed); ok {
		framed.Frame().Status.Say(widgets.Message{Text: text, Importance: widget.SuccessImportance})
	}
}
