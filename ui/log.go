package ui

import (
	"fmt"
	"nianbao/app/signoff"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"nianbao/ui/commands"
	"nianbao/ui/prose"
)

// showRecord shows every act of the sign-off in order, and whether its
// signature holds.
func (o *opened) showRecord() {
	if v := o.current(); v == nil || o.w.Dialogs().Open() || !v.Leave() {
		return
	}
	r := &record{o: o}
	r.show()
}

// record is the 审签记录.
type record struct{ o *opened }

func (r *record) show() {
	s := r.o.s
	list := container.NewVBox()
	if problems := s.Problems(); len(problems) > 0 {
		list.Add(redBand("这份报告的记录核对不上，程序没有改动任何内容："))
		for _, p := range problems {
			list.Add(&prose.Label{Text: p, Importance: widget.DangerImportance})
		}
	}
	round := 0
	levels := 0
	for _, v := range s.SignatureResults() {
		if v.Transition.Round != round {
			round = v.Transition.Round
			list.Add(band(&widget.Label{Text: fmt.Sprintf("第%d轮", round), TextStyle: fyne.TextStyle{Bold: true}}))
		}
		if v.Transition.Kind == signoff.Submit {
			levels = len(v.Transition.Chain)
		}
		list.Add(r.act(v, v.Transition.Kind == signoff.Approve && v.Transition.Level == levels))
	}
	if len(s.SignatureResults()) == 0 {
		list.Add(prose.NewLabel("还没有送审，没有任何签名。"))
	}
	scroll := container.NewVScroll(list)
	note := &prose.Label{Text: signoff.WhatASignatureIs, SizeName: theme.SizeNameCaptionText, Importance: widget.LowImportance}
	body := container.NewBorder(nil, note, nil, nil, scroll)
	ShowDialog(r.o.w, "审签记录", container.New(boxLayout{RoomFor(r.o.w, 760, 420)}, body), NewButton(r.o.w, "关闭（Esc）", nil),
		NewPrimary(r.o.w, "导出审签单（Enter）", r.o.exportSheet))
	if len(s.Problems()) == 0 {
		scroll.ScrollToBottom() // the last act is what people look for
	}
}

// act shows one act; the last approval of a round can be looked at as it was.
func (r *record) act(v signoff.Result, final bool) fyne.CanvasObject {
	a := v.Transition
	when := &widget.Label{Text: a.Time().Local().Format("2006年1月2日 15:04"), SizeName: theme.SizeNameCaptionText, Importance: widget.LowImportance}
	what := &widget.Label{Text: a.Title(), TextStyle: fyne.TextStyle{Bold: true}}
	who := a.Name
	if a.Post != "" {
		who += "（" + a.Post + "）"
	}
	state, importance := "签名有效", widget.SuccessImportance
	if v.Problem != "" {
		state, importance = "签名核对不上", widget.DangerImportance
	}
	head := container.NewBorder(nil, nil, container.NewHBox(what, &widget.Label{Text: who}), container.NewHBox(when, &widget.Label{Text: state, Importance: importance}))
	body := container.New(tightLayout{}, head)
	if a.Opinion != "" {
		body.Add(prose.NewLabel("“" + a.Opinion + "”"))
	}
	if v.Problem != "" {
		body.Add(&prose.Label{Text: v.Problem, Importance: widget.DangerImportance})
	}
	body.Add(&widget.Label{
		Text: fmt.Sprintf("内容摘要 %s　密钥代码 %s", a.Content.Short(), a.Key.Code()), SizeName: theme.SizeNameCaptionText, Importance: widget.LowImportance,
	})
	out := container.NewVBox(body)
	if final {
		out.Add(container.NewHBox(NewButton(r.o.w, "查看当时内容", func() { r.o.showThen(v) })))
	}
	out.Add(hairline())
	return out
}

// exportSheet prints the 审签单 where the person says.
func (o *opened) exportSheet() {
	ChooseTarget(o.w, "导出审签单", o.s.Report().Title()+"审签单.pdf", "", func(path string) {
		sheet := o.s.SignOffForm()
		o.w.Background(func() error { return o.w.Service().ExportSignOffForm(o.w.Context(), sheet, path) }, func(err error) { o.sheetExported(path, err) })
	})
}

func (o *opened) sheetExported(path string, err error) {
	if err != nil {
		Fail(o.w, "export sign-off sheet", err)
		return
	}
	TellWritten(o.w, "审签单已导出", "已导出："+path+"\n打印后手写签名、盖章，与报告一起存档。", path)
}

// thenPage shows the content that an earlier approval was about.
type thenPage struct {
	o       *opened
	view    *sheetsView
	content fyne.CanvasObject
}

func (o *opened) showThen(v signoff.Result) {
	o.w.Dialogs().CloseAll()
	p := &thenPage{o: o, view: newSheetsView(o.w)}
	p.view.onKey = p.onKey
	a := v.Transition
	title := &widget.Label{
		Text:      fmt.Sprintf("第%d轮审批件　%s　%s　%s", a.Round, a.Time().Local().Format("2006年1月2日"), a.Name, a.Title()),
		TextStyle: fyne.TextStyle{Bold: true}, SizeName: theme.SizeNameSubHeadingText, Truncation: fyne.TextTruncateEllipsis,
	}
	back := NewPrimary(o.w, "返回现在的内容（Esc）", p.back)
	p.content = container.NewBorder(band(container.NewBorder(nil, nil, container.NewPadded(back), nil, title)), nil, nil, nil, p.view)
	p.view.load(o.s.PaperAt(v), func(err error) { Fail(o.w, "lay out pages", err) })
	o.w.Show(p)
}

// Release gives the pictures of the pages up.
func (p *thenPage) Release() { p.view.release() }

// Content returns the screen.
func (p *thenPage) Content() fyne.CanvasObject { return p.content }

// Shown gives the keyboard to the pages.
func (p *thenPage) Shown() { p.Refocus() }

// Refocus gives the keyboard to the pages.
func (p *thenPage) Refocus() { p.o.w.Window().Canvas().Focus(p.view) }

// Leave always lets go: nothing is typed here.
func (p *thenPage) Leave() bool { return true }

// Actions offers the way back.
func (p *thenPage) Actions() commands.Offer {
	return commands.Offer{commands.Back: p.back, commands.Preview: p.back, commands.ZoomIn: p.view.zoomIn, commands.ZoomOut: p.view.zoomOut}
}

func (p *thenPage) back() {
	if p.o.turn() {
		p.o.showPages()
	} else {
		p.o.showForm()
	}
}

func (p *thenPage) onKey(ev *fyne.KeyEvent) bool {
	if ev.Name != fyne.KeyEscape {
		return false
	}
	p.back()
	return true
}
