package opened

import (
	"fmt"
	"slices"

	"nianbao/app/signoff"
	"nianbao/ui/commands"
	"nianbao/ui/widgets"
)

// Command is an act that makes sense where the report stands, and whether it may
// be carried out.
type Command struct {
	kind signoff.Kind
	may  signoff.May
	do   func()
}

// commandOf are the commands of the transitions.
var commandOf = map[signoff.Kind]commands.ID{
	signoff.Submit: commands.Submit, signoff.Approve: commands.Approve, signoff.Return: commands.Return,
	signoff.Withdraw: commands.Withdraw, signoff.Reopen: commands.Reopen,
}

// Available lists what can be done with the report now.
func (o *Report) Available() []Command {
	var out []Command
	for _, k := range o.Session.Available() {
		out = append(out, Command{k, o.may(k), func() { o.sign(k) }})
	}
	return out
}

// may says whether somebody of this workstation may carry out an act; the
// reason is the one for the person who works here.
func (o *Report) may(kind signoff.Kind) signoff.May {
	mine := o.Session.May(kind)
	if !mine.OK && len(o.eligible(kind)) > 0 {
		return signoff.May{OK: true}
	}
	return mine
}

// eligible lists who of this workstation may carry out an act.
func (o *Report) eligible(kind signoff.Kind) []signoff.Actor {
	var out []signoff.Actor
	for _, a := range o.local {
		if o.Session.MayAs(a, kind).OK {
			out = append(out, a)
		}
	}
	return out
}

// Others lists who of this workstation the report waits for, besides the
// person who works here now.
func (o *Report) Others() []signoff.Actor {
	if o.Session.State().Stage != signoff.Reviewing || o.Turn() {
		return nil
	}
	return o.eligible(signoff.Return)
}

// SwitchUser lets another person work here: the report is opened anew as theirs.
func (o *Report) SwitchUser(person string, then func()) {
	if v := o.Current(); v != nil && !v.Leave() {
		return
	}
	if err := o.Host.Service().SwitchUser(o.Host.Context(), person); err != nil {
		widgets.Fail(o.Host, "choose person", err)
		return
	}
	o.Host.OpenReport(o.Session.ID(), then)
}

// Actions adds what the menus can do in the sign-off.
func (o *Report) Actions(a commands.Offer) commands.Offer {
	for _, of := range o.Available() {
		a[commandOf[of.kind]] = of.do
	}
	if a[commands.Save] == nil {
		a[commands.Save] = o.SaveNow
	}
	return a.Add(commands.Offer{
		commands.Record: o.ShowRecord, commands.Preview: o.Toggle, commands.HandOver: o.handOver, commands.Back: widgets.Doing(o.Host, commands.List),
	})
}

func (o *Report) handOver() {
	if v := o.Current(); v != nil && v.Leave() {
		HandOver(o.Host, o.Session)
	}
}

// signed shows where the report stands after an act, and what comes next.
func (o *Report) signed(a *signoff.Transition) {
	if a.Kind == signoff.Approve || a.Kind == signoff.Return {
		o.NoteSeen()
		o.Seen = int64(len(o.Session.Entries()))
	}
	o.form, o.pages = nil, nil // what they show belongs to before
	if o.Turn() {
		o.ShowPages()
	} else {
		o.showForm()
	}
	o.sayNext(a)
}

// sayNext says what an act has brought about and who comes next.
func (o *Report) sayNext(a *signoff.Transition) {
	state := o.Session.State()
	text := map[signoff.Kind]string{
		signoff.Submit: "报告已送审。", signoff.Approve: fmt.Sprintf("已签名通过：%s。", a.LevelName), signoff.Return: "报告已退回修改。",
		signoff.Withdraw: "已撤回送审，可以继续修改。", signoff.Reopen: fmt.Sprintf("报告已重新开启，现在是第%d轮的草稿。原审批件仍可在“审签记录”中查看。", state.Round),
	}[a.Kind]
	closing := widgets.NewButton(o.Host, "知道了（Esc）", nil)
	switch {
	case state.Stage == signoff.Approved:
		widgets.ShowDialog(o.Host, "报告已审批", widgets.Wrapped(text+"各级都已签名，现在导出的 PDF 不再带“草稿”或者“送审稿”字样。可以导出审签单，打印后手写签名、盖章存档。"),
			closing, widgets.NewPrimary(o.Host, "导出审签单（Enter）", o.exportSheet))
	case state.Stage == signoff.Reviewing && !o.waitsHere():
		widgets.ShowDialog(o.Host, "已签名", widgets.Wrapped(text+o.waiting()+"请把报告移交到对方的电脑上。"), closing, widgets.NewPrimary(o.Host, "移交（Enter）", o.handOver))
	case state.Stage == signoff.Reviewing && !o.Turn():
		o.offerChange(text+o.waiting(), o.Others()[0], "审阅")
	case state.Stage == signoff.Reviewing:
		widgets.Alert(o.Host, "已签名", text+o.waiting())
	case a.Kind == signoff.Return && o.drafter() != nil && o.drafter().Person.ID != a.Person:
		o.offerChange(text, *o.drafter(), "修改")
	case a.Kind == signoff.Return && o.drafter() == nil:
		widgets.ShowDialog(o.Host, "已签名", widgets.Wrapped(text+"请把报告移交给编制人。"), closing, widgets.NewPrimary(o.Host, "移交（Enter）", o.handOver))
	default:
		widgets.Alert(o.Host, "已签名", text)
	}
}

// waiting says for whom the report waits.
func (o *Report) waiting() string {
	state := o.Session.State()
	if names := state.EligibleNames(o.Session.Actor().Roster); names != "" {
		return fmt.Sprintf("现在%s，等待%s。", state.Name(), names)
	}
	return fmt.Sprintf("现在%s，但是名册中没有可以签这一级的人，请在“审签设置”中登记。", state.Name())
}

// waitsHere says whether somebody of this workstation can act next.
func (o *Report) waitsHere() bool {
	return slices.ContainsFunc(o.local, func(a signoff.Actor) bool { return o.Session.MayAs(a, signoff.Return).OK })
}

// offerChange says what was done, and offers to let another person of this
// workstation go on.
func (o *Report) offerChange(text string, next signoff.Actor, do string) {
	widgets.ShowDialog(o.Host, "已签名", widgets.Wrapped(text), widgets.NewButton(o.Host, "知道了（Esc）", nil),
		widgets.NewPrimary(o.Host, "以"+next.Person.Name()+"的身份"+do+"（Enter）", func() { o.SwitchUser(next.Person.ID, nil) }))
}

// drafter returns who submitted the report, when they work here too.
func (o *Report) drafter() *signoff.Actor {
	i := slices.IndexFunc(o.local, func(a signoff.Actor) bool { return a.Person.ID == o.Session.State().Submitter })
	if i < 0 {
		return nil
	}
	return &o.local[i]
}
