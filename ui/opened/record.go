package opened

import (
	"cmp"
	"context"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"nianbao/app/example"
	"nianbao/app/exchange"
	"nianbao/app/notes"
	"nianbao/app/proof"
	"nianbao/app/signoff"
	"nianbao/ui/commands"
	"nianbao/ui/preview"
	"nianbao/ui/prose"
	"nianbao/ui/widgets"
)

// ShowRecord shows every act of the sign-off in order, and whether its
// signature holds.
func (o *Report) ShowRecord() {
	if v := o.Current(); v == nil || o.Host.Dialogs().Open() || !v.Leave() {
		return
	}
	p := o.Session.Proof()
	r := &record{o: o, late: p.Marks()}
	r.show()
}

// record is the 审签记录.
type record struct {
	o    *Report
	late proof.Marks // what spoke against signatures when they came
}

func (r *record) show() {
	s := r.o.Session
	list := container.NewVBox()
	if problems := s.Problems(); len(problems) > 0 {
		list.Add(widgets.Warning("这份报告的记录验证未通过，程序没有改动任何内容："))
		for _, p := range problems {
			list.Add(&prose.Label{Text: p, Importance: widget.DangerImportance})
		}
		list.Add(prose.NewLabel(proof.Remedy))
	}
	if condensed, begun := s.Condensed(); begun {
		list.Add(prose.NewLabel(condensed.Says()))
		if before := r.o.before(); before != nil {
			list.Add(container.NewHBox(widgets.NewButton(r.o.Host, "查看送审以前的记录…", func() { r.o.showBefore(before) })))
		}
		list.Add(widgets.Hairline())
	}
	round := 0
	levels := 0
	before := int64(0) // when the act before was signed
	for _, v := range s.SignatureResults() {
		if v.Transition.Round != round {
			round = v.Transition.Round
			if s.State().Round > 1 { // else there is one
				name := cmp.Or(signoff.RoundName(round), "第一轮审签")
				list.Add(widgets.Tinted(&widget.Label{Text: name, TextStyle: fyne.TextStyle{Bold: true}}))
			}
		}
		if v.Transition.Kind == signoff.Submit {
			levels = len(v.Transition.Chain)
		}
		list.Add(r.act(v, v.Transition.Kind == signoff.Approve && v.Transition.Level == levels, r.remarks(before, v.Transition.At)))
		before = v.Transition.At
	}
	if len(s.SignatureResults()) == 0 {
		list.Add(prose.NewLabel(r.unsigned()))
	}
	scroll := container.NewVScroll(list)
	note := &prose.Label{Text: signoff.WhatASignatureIs, SizeName: theme.SizeNameCaptionText, Importance: widget.LowImportance}
	body := container.NewBorder(nil, note, nil, nil, scroll)
	buttons := []*widgets.Button{widgets.NewButton(r.o.Host, "关闭（Esc）", nil)}
	if !s.IsExample() && len(s.SignatureResults()) > 0 {
		buttons = append(buttons, widgets.NewPrimary(r.o.Host, "导出审签单（Enter）", r.o.exportSheet))
	}
	widgets.ShowDialog(r.o.Host, "审签记录", container.New(widgets.BoxLayout{Size: widgets.AvailableSize(r.o.Host, 760, 420)}, body), buttons...)
	if len(s.Problems()) == 0 {
		scroll.ScrollToBottom() // the last act is what people look for
	}
}

// unsigned says that there is nothing to list.
func (r *record) unsigned() string {
	if r.o.Session.IsExample() {
		return example.Refusal("送审和签名")
	}
	return "还没有送审，没有任何签名。"
}

// remarks are those that went out with an act: written after the act before it. A
// return says “见意见” and means them.
func (r *record) remarks(after, until int64) []string {
	var out []string
	for i, m := range notes.Remarks(r.o.Session.Report()) {
		if m.At > after && m.At <= until {
			out = append(out, fmt.Sprintf("意见 %d　%s：%s", i+1, widgets.PlaceName(r.o.Session.Report(), m.Address), m.Text))
		}
	}
	return out
}

// act shows one act; the last approval of a round can be looked at as it was.
func (r *record) act(v signoff.Result, final bool, remarks []string) fyne.CanvasObject {
	a := v.Transition
	when := &widget.Label{Text: widgets.TimeOf(a.At), SizeName: theme.SizeNameCaptionText, Importance: widget.LowImportance}
	what := &widget.Label{Text: a.Title(), TextStyle: fyne.TextStyle{Bold: true}}
	state, importance := "签名有效", widget.SuccessImportance
	late := r.late[v.Seq]
	switch {
	case v.Problem != "":
		state, importance = "签名验证未通过", widget.DangerImportance
	case late != "":
		state, importance = string(proof.Undated), widget.WarningImportance
	}
	head := container.NewBorder(nil, nil, container.NewHBox(what, &widget.Label{Text: a.SignerAndPost()}), container.NewHBox(when, &widget.Label{Text: state, Importance: importance}))
	body := container.New(widgets.TightLayout{}, head)
	if a.Opinion != "" {
		body.Add(prose.NewLabel("“" + a.Opinion + "”"))
	}
	for _, remark := range remarks {
		body.Add(prose.NewLabel(remark))
	}
	if v.Problem != "" {
		body.Add(&prose.Label{Text: v.Problem, Importance: widget.DangerImportance})
	}
	if late != "" {
		body.Add(&prose.Label{Text: "请注意：" + late + "。", Importance: widget.WarningImportance})
	}
	body.Add(&widget.Label{
		Text: fmt.Sprintf("内容摘要 %s　密钥代码 %s", a.Content.Short(), a.Key.Code()), SizeName: theme.SizeNameCaptionText, Importance: widget.LowImportance,
	})
	out := container.NewVBox(body)
	if final {
		out.Add(container.NewHBox(widgets.NewButton(r.o.Host, "查看当时内容", func() { r.o.ShowThen(v) })))
	}
	out.Add(widgets.Hairline())
	return out
}

// exportSheet prints the 审签单 where the person says.
func (o *Report) exportSheet() {
	widgets.ChooseTarget(o.Host, "导出审签单", o.Session.SignOffFormName(".pdf"), "", func(path string) {
		sheet := o.Session.SignOffForm()
		o.beside("正在生成审签单……", func(ctx context.Context) error { return o.Host.Service().ExportSignOffForm(ctx, sheet, path) }, func(err error) { o.sheetExported(path, err) })
	})
}

func (o *Report) sheetExported(path string, err error) {
	if err != nil {
		widgets.Fail(o.Host, "export sign-off sheet", err)
		return
	}
	if o.wrote(KeepSheet, exchange.Placed{Path: path}) {
		return
	}
	widgets.TellWritten(o.Host, "审签单已导出", "已导出："+path+"\n打印后手写签名、盖章，与报告一起存档。", path)
}

// ThenPage shows the content that an earlier approval was about.
type ThenPage struct {
	o     *Report
	View  *preview.View
	frame *widgets.Frame
}

// ShowThen shows the report as it was when a transition was signed.
func (o *Report) ShowThen(v signoff.Result) {
	o.Host.Dialogs().CloseAll()
	p := &ThenPage{o: o, View: preview.NewView(o.Host)}
	p.View.OnKey = p.onKey
	a := v.Transition
	title := fmt.Sprintf("%s　%s　%s　%s", joined(signoff.RoundName(a.Round), "审批件"), a.Time().Local().Format("2006年1月2日"), a.Signer(), a.Title())
	p.frame = widgets.NewFrame(o.Host, title, p.back, commands.ZoomIn, commands.ZoomOut)
	p.frame.SetActions(widgets.NewPrimary(o.Host, "返回现在的内容（Esc）", p.back))
	p.frame.SetBody(p.View)
	p.View.Load(o.Session.PrintJobAt(v), func(err error) { widgets.Fail(o.Host, "lay out pages", err) })
	o.Host.Show(p)
}

// Release gives the pictures of the pages up.
func (p *ThenPage) Release() { p.View.Release() }

// Content returns the screen.
func (p *ThenPage) Content() fyne.CanvasObject { return p.frame.Content }

// Frame is what is around the pages.
func (p *ThenPage) Frame() *widgets.Frame { return p.frame }

// Shown gives the keyboard to the pages.
func (p *ThenPage) Shown() { p.Refocus() }

// Refocus gives the keyboard to the pages.
func (p *ThenPage) Refocus() { p.o.Host.Window().Canvas().Focus(p.View) }

// Leave always lets go: nothing is typed here.
func (p *ThenPage) Leave() bool { return true }

// Actions offers the way back, and what can be done with the pages.
func (p *ThenPage) Actions() commands.Offer {
	return p.View.Actions().Add(commands.Offer{commands.Back: p.back, commands.Preview: p.back})
}

func (p *ThenPage) back() {
	if p.o.Turn() {
		p.o.ShowPages()
	} else {
		p.o.showForm()
	}
}

func (p *ThenPage) onKey(ev *fyne.KeyEvent) bool {
	if ev.Name != fyne.KeyEscape {
		return false
	}
	p.back()
	return true
}
