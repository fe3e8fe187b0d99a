package opened

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/check"
	"nianbao/app/exchange"
	"nianbao/app/keys"
	"nianbao/app/notes"
	"nianbao/app/roster"
	"nianbao/app/signoff"
	"nianbao/ui/commands"
	"nianbao/ui/prose"
	"nianbao/ui/widgets"
)

// signDialog says what is being signed and by whom, and asks for the opinion
// and, each time, for the password.
type signDialog struct {
	o        *Report
	kind     signoff.Kind
	opinion  *widgets.NoteEntry
	password *widgets.Entry
	dated    *widgets.Check // that the date is right; nil where nothing is asked
	read     *statement     // what is signed
	said     *prose.Label
	sign     *widgets.Button
	both     *widgets.Button // 送审 and 初审 in one act, nil where that cannot be
	pass     bool            // both was pressed
	dialog   dialog.Dialog
}

// opinions are what the second field is called for each act, and what is
// offered in it.
var opinions = map[signoff.Kind]struct{ name, hint, offered string }{
	signoff.Submit:   {"附言（可不填）", "需要请审核人注意的情况", ""},
	signoff.Approve:  {"审签意见", "", "同意"},
	signoff.Return:   {"退回理由（必填）", "哪里需要修改、为什么", ""},
	signoff.Withdraw: {"附言（可不填）", "", ""},
	signoff.Reopen:   {"撤销审批的理由（必填）", "审批后为什么还要修改", ""},

	signoff.HandedOver: {},
}

// sign begins an act: for the person who works here or, when that is not
// theirs to do, for another one of this workstation.
func (o *Report) sign(kind signoff.Kind) {
	if v := o.Current(); v == nil || !v.Leave() {
		return
	}
	if may := o.Session.May(kind); !may.OK {
		if eligible := o.eligible(kind); len(eligible) > 0 {
			o.signAs(kind, eligible[0].Person.ID)
			return
		}
		o.refuse(kind, may)
		return
	}
	o.newSignDialog(kind)
}

// firstLevel is the first level of the roster.
func (o *Report) firstLevel() roster.Level { return o.Session.Actor().Roster.Chain()[0] }

// refuse says why an act cannot be carried out and, where nobody is set up to
// sign, leads to where that is done.
func (o *Report) refuse(kind signoff.Kind, may signoff.May) {
	title := "现在不能" + kind.Name()
	if a := o.Session.Actor(); a.Roster == nil || a.Person == nil {
		widgets.ShowDialog(o.Host, title, widgets.Wrapped(may.Reason), widgets.NewButton(o.Host, "知道了（Esc）", nil), widgets.NewPrimary(o.Host, "打开审签设置（Enter）", widgets.Doing(o.Host, commands.Office)))
		return
	}
	widgets.Alert(o.Host, title, may.Reason)
}

// signAs opens the report anew as another person's, and their signing.
func (o *Report) signAs(kind signoff.Kind, person string) {
	o.SwitchUser(person, func() {
		if v, ok := o.Host.Screen().(View); ok {
			v.Open().sign(kind)
		}
	})
}

// newSignDialog asks for the signature on a transition, or on a hand-over, which
// may go without.
func (o *Report) newSignDialog(kind signoff.Kind) {
	o.Session.Condense(true)                 // unless the officer would rather not
	act, err := o.Session.Propose(kind, "—") // only for its words: a reason may be wanted
	if err != nil {
		widgets.Fail(o.Host, "propose act", err)
		return
	}
	d := &signDialog{o: o, kind: kind, said: &prose.Label{Importance: widget.DangerImportance}}
	d.opinion = widgets.NewNoteEntry(o.Host, opinions[kind].offered, opinions[kind].hint)
	d.opinion.SetMinRowsVisible(2)
	d.opinion.Keep(o.Unfinished("sign", string(kind)))
	hint := "每次签名都要输入"
	if o.Host.Service().Unlocked(o.Host.Context(), act.Person) != nil {
		hint = "刚才输入过，可以不填"
	}
	d.password = widgets.NewEntry(o.Host, "", hint)
	d.password.Password = true
	d.opinion.Next = func() { o.Host.Window().Canvas().Focus(d.password) }
	d.sign = widgets.NewPrimary(o.Host, "签名并"+kind.Name()+"（Enter）", nil)
	buttons := []*widgets.Button{widgets.NewButton(o.Host, "取消（Esc）", d.opinion.Forget)}
	if kind == signoff.Submit && o.Session.PassesToo() {
		d.both = widgets.NewButton(o.Host, "签名送审，并签"+o.firstLevel().Short, nil)
		buttons = append(buttons, d.both)
	}
	if kind == signoff.HandedOver {
		buttons = append(buttons, widgets.NewButton(o.Host, "不签名移交", o.passOnUnsigned))
	}
	foot := container.New(widgets.FixedHeight{Height: 48}, d.said)
	d.dialog = widgets.ShowDialogOver(o.Host, foot, kind.Name(), container.New(widgets.WidthLayout{Width: 560}, d.body(act)), append(buttons, d.sign)...)
	d.sign.OnTapped = d.onSign // a wrong password must not close it
	if d.both != nil {
		d.both.OnTapped = func() {
			d.pass = true
			d.onSign()
		}
	}
	if kind == signoff.Return || kind == signoff.Reopen {
		o.Host.Window().Canvas().Focus(d.opinion)
	} else {
		o.Host.Window().Canvas().Focus(d.read)
	}
}

func (d *signDialog) body(act *signoff.Transition) fyne.CanvasObject {
	whoLabel, who := d.who()
	items := widget.NewForm(
		widget.NewFormItem(whoLabel, who),
		widget.NewFormItem("内容摘要", &widget.Label{Text: act.Content.Short(), TextStyle: fyne.TextStyle{Bold: true}}),
	)
	if about := opinions[d.kind].name; about != "" {
		items.Append(about, d.opinion)
	}
	items.Append("签名密码", d.password)
	d.read = newStatement(d.o.Host, act.Declaration(), d.facts(), d.password)
	box := container.NewVBox(d.read)
	if d.o.Session.MayCondense() && d.kind == signoff.Submit {
		anew := widgets.NewCheck(d.o.Host, "从这次送审开始新的编制记录（建议）：此前删去、改掉的文字不随文件传递", d.o.Session.Condense)
		anew.Checked = true
		box.Add(anew)
		box.Add(&prose.Label{Text: "此前的记录留在这台电脑上，可以在“审签记录”中查看；送审以后不能再撤销到送审以前。", SizeName: theme.SizeNameCaptionText, Importance: widget.LowImportance})
	}
	if asked := d.o.Session.Dating(d.kind).Question; asked != "" {
		d.dated = widgets.NewCheck(d.o.Host, "今天的日期没有错", nil)
		box.Add(&prose.Label{Text: asked, Importance: widget.WarningImportance, Bold: true})
		box.Add(d.dated)
	}
	box.Add(items)
	box.Add(&prose.Label{Text: signoff.WhatASignatureIs, SizeName: theme.SizeNameCaptionText, Importance: widget.LowImportance})
	return box
}

// who names the signer or, where several people have their keys on this
// workstation, offers a choice.
func (d *signDialog) who() (string, fyne.CanvasObject) {
	eligible := d.o.eligible(d.kind)
	me := d.o.Session.Actor().Person
	if len(eligible) < 2 {
		return "签名人", &widget.Label{Text: me.Title()}
	}
	var names []string
	for _, a := range eligible {
		names = append(names, a.Person.Title())
	}
	choice := widgets.NewChoice(d.o.Host, names, nil)
	for i, a := range eligible {
		if a.Person.ID == me.ID {
			choice.SetSelectedIndex(i)
		}
	}
	choice.OnChanged = func(string) {
		chosen := eligible[choice.SelectedIndex()].Person.ID
		widgets.CloseDialog(d.o.Host, d.dialog)
		d.o.signAs(d.kind, chosen)
	}
	return "以谁的身份", choice
}

// facts are what a signer should know of the report before signing.
func (d *signDialog) facts() []string {
	s := d.o.Session
	var out []string
	if d.kind == signoff.Submit || d.kind == signoff.Approve {
		out = append(out, checked(s.Lists()))
	}
	mine, open := d.remarks()
	if d.kind == signoff.Reopen {
		out = append(out, "已经公布的报告发现有错的，这就是更正的开始：原审批件保留，已公布的不变；再次审批以后，程序列出与它的每一处不同，可以导出更正说明。")
	}
	if open > 0 && d.kind != signoff.Withdraw && d.kind != signoff.Reopen {
		out = append(out, fmt.Sprintf("审核人以前的意见中，还有 %d 条没有标为“已处理”，不影响%s。", open, d.kind.Name()))
	}
	if d.kind == signoff.HandedOver {
		return append([]string{d.unsigned()}, exchange.Travels(s, false)...)
	}
	if mine > 0 {
		out = append(out, fmt.Sprintf("您这次写的 %d 条意见，随“%s”一起送给编制人。", mine, d.kind.Name()))
	}
	if widgets.ExchangeFolder(d.o.Host) != "" && (d.kind == signoff.Approve || d.kind == signoff.Return) {
		out = append(out, exchange.Travels(s, false)...)
	}
	if d.both != nil {
		first := d.o.firstLevel()
		out = append(out, fmt.Sprintf("按“%s”，同时在“%s”环节签名，意见是“%s”：一次密码，两个各自有效的签名。", d.both.Text, first.Name, opinions[signoff.Approve].offered))
	}
	if d.kind == signoff.Submit {
		out = append(out, exchange.Travels(s, s.MayCondense())...)
	}
	return append(out, s.BeforeSigning(d.kind)...)
}

// remarks counts those that go along with what is signed, and those of before that are
// still open.
func (d *signDialog) remarks() (mine, open int) {
	for _, m := range notes.Remarks(d.o.Session.Report()) {
		switch {
		case d.o.Unsent(m):
			mine++
		case !m.Answer.Done:
			open++
		}
	}
	return mine, open
}

// unsigned says what of the record nobody has signed.
func (d *signDialog) unsigned() string {
	p := d.o.Session.Proof()
	text := "报告还没有任何签名。"
	if p.Signed() {
		text = p.Unsigned()
	}
	return text + "移交时签名，对方就能确认现在的全部内容由您移交；不签名也可以移交，验证时会说明。"
}

// checked says what was found.
func checked(found check.Lists) string {
	if len(found.All()) == 0 {
		return "检查结果：" + check.Clean
	}
	text := "检查结果：" + found.Sentence()
	if n := found.Settled(); n > 0 {
		text += fmt.Sprintf("；已写明情况 %d 处", n)
	}
	return text + "。"
}

func (d *signDialog) say(text string, i widget.Importance) {
	d.said.Importance = i
	d.said.SetText(text)
	d.dialog.Refresh()
}

// onSign unlocks the key on another goroutine: that is made to take its time.
func (d *signDialog) onSign() {
	if secret := strings.TrimSpace(d.password.Text); secret != "" && strings.Contains(d.opinion.Text, secret) {
		d.opinion.Forget() // what is unfinished is kept, and travels once it is signed
		d.say("上面的文字里有签名密码。请先删去：签名以后，这些文字各级都看得到。", widget.DangerImportance)
		d.o.Host.Window().Canvas().Focus(d.opinion)
		return
	}
	act, err := d.o.Session.Propose(d.kind, d.opinion.Text)
	if err != nil {
		d.say(app.Sentence(err), widget.DangerImportance)
		d.o.Host.Window().Canvas().Focus(d.opinion)
		return
	}
	if d.dated != nil && !d.dated.Checked {
		d.say("请先看一看今天的日期；没有错的，在“今天的日期没有错”前面打钩。", widget.DangerImportance)
		d.o.Host.Window().Canvas().Focus(d.dated)
		return
	}
	if key := d.o.Host.Service().Unlocked(d.o.Host.Context(), act.Person); key != nil && d.password.Text == "" {
		d.unlocked(act, key, nil)
		return
	}
	if d.password.Text == "" {
		d.say("请输入签名密码。", widget.DangerImportance)
		d.o.Host.Window().Canvas().Focus(d.password)
		return
	}
	d.sign.Disable()
	d.say("正在验证密码……", widget.LowImportance)
	password := d.password.Text
	var key keys.Signer
	d.o.Host.Background(func() error {
		var err error
		key, err = d.o.Host.Service().Unlock(d.o.Host.Context(), act.Person, password)
		return err
	}, func(err error) {
		if err == nil {
			d.o.Host.Service().KeepUnlocked(d.o.Host.Context(), act.Person, key)
		}
		if err != nil && d.password.Text == password {
			d.password.SetText("")
		}
		d.unlocked(act, key, err)
	})
}

// unlocked signs, unless the dialog was left meanwhile.
func (d *signDialog) unlocked(act *signoff.Transition, key keys.Signer, err error) {
	if !d.o.Host.Dialogs().Has(d.dialog) {
		return
	}
	d.sign.Enable()
	var raw []byte
	switch {
	case err != nil:
	case d.kind == signoff.HandedOver:
		raw, err = exchange.At(d.o.Host.Service()).HandOverSigned(d.o.Host.Context(), d.o.Session, act, key)
	default:
		err = d.o.Session.Sign(d.o.Host.Context(), act, key)
	}
	last := act
	if err == nil && d.pass && d.kind == signoff.Submit {
		if passed, also := exchange.Pass(d.o.Host.Context(), d.o.Session, opinions[signoff.Approve].offered, key); also != nil {
			widgets.Fail(d.o.Host, "sign the first level", also) // it is submitted, and waits for that
		} else {
			last = passed
		}
	}
	if err != nil {
		d.o.Host.Log().Info("sign", "kind", d.kind, "error", err)
		d.say(app.Sentence(err), widget.DangerImportance)
		d.o.Host.Window().Canvas().Focus(d.password)
		return
	}
	d.opinion.Forget()
	widgets.CloseDialog(d.o.Host, d.dialog)
	if d.kind == signoff.HandedOver {
		d.o.writeHandOver(raw)
		return
	}
	d.o.signed(last)
	d.o.deliver(d.kind, key)
}
