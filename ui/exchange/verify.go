package exchange

import (
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/exchange"
	"nianbao/app/proof"
	"nianbao/ui/commands"
	"nianbao/ui/preview"
	"nianbao/ui/prose"
	"nianbao/ui/widgets"
)

// VerifyPage answers whether a file, or the digest in the foot of a page, is
// what was signed.
type VerifyPage struct {
	w      widgets.Host
	goBack func()
	Typed  *widgets.Entry   // 内容摘要
	totals []*widgets.Entry // 新收, 办结
	pages  *preview.View    // of what was signed, to be compared with a page
	file   string           // what is verified, "" for a paper
	answer *fyne.Container
	frame  *widgets.Frame
}

// ShowVerify shows 验证.
func ShowVerify(w widgets.Host) {
	p := &VerifyPage{w: w, goBack: widgets.WayBack(w), answer: container.NewStack()}
	p.buildUI()
	w.Window().SetTitle("验证 - 年报通")
	w.Show(p)
}

func (p *VerifyPage) buildUI() {
	p.Typed = widgets.NewEntry(p.w, "", "页脚上的内容摘要，如：1A2B 3C4D 5E6F 7890 1A2B 3C4D 5E6F 7890 K")
	p.totals = []*widgets.Entry{widgets.NewEntry(p.w, "", "没有就不填"), widgets.NewEntry(p.w, "", "没有就不填")}
	for _, field := range p.fields() {
		field.OnSubmitted = func(string) { p.OnDigest() }
	}
	narrow := widgets.WidthLayout{Width: 120}
	figures := container.NewHBox(
		&widget.Label{Text: "新收"}, container.New(narrow, p.totals[0]), &widget.Label{Text: "办结"}, container.New(narrow, p.totals[1]),
		widgets.NewPrimary(p.w, "验证（Enter）", p.OnDigest))
	byPage := container.NewBorder(nil, nil, &widget.Label{Text: "验证纸面件：内容摘要"}, figures, p.Typed)
	byFile := container.NewHBox(&widget.Label{Text: "验证移交文件："}, widgets.NewButton(p.w, commands.As(commands.OpenFile, "选择文件…"), p.chooseFile),
		&widget.Label{Text: "只验证，不接收其中的内容。也可以把文件拖到窗口上。", Importance: widget.LowImportance})
	p.frame = widgets.NewFrame(p.w, "验证", p.goBack)
	p.frame.SetBody(container.NewBorder(
		container.NewVBox(container.NewPadded(container.NewVBox(byPage, byFile)), widgets.Hairline()),
		nil, nil, nil, container.NewPadded(p.answer)))
}

// fields are what is typed from the foot of a page.
func (p *VerifyPage) fields() []*widgets.Entry { return append([]*widgets.Entry{p.Typed}, p.totals...) }

// OnDigest verifies what was typed from the foot of a page.
func (p *VerifyPage) OnDigest() {
	paper := proof.Paper{Digest: strings.TrimSpace(p.Typed.Text), Received: p.totals[0].Text, Closed: p.totals[1].Text}
	if paper.Digest == "" {
		widgets.Alert(p.w, "请输入内容摘要", "内容摘要印在审批件每一页的页脚上，是几组由数字和字母组成的代码。")
		return
	}
	p.file = ""
	p.ask(func() (*proof.Verification, error) {
		return exchange.At(p.w.Service()).VerifyPaper(p.w.Context(), paper)
	})
}

func (p *VerifyPage) chooseFile() {
	widgets.PickFile(p.w, "选择要验证的移交文件", widgets.HandOverFiles, p.VerifyFile)
}

// VerifyFile verifies the signatures of a package or a PDF.
func (p *VerifyPage) VerifyFile(path string) {
	p.file = path
	for _, field := range p.fields() { // of another paper
		field.SetText("")
	}
	p.ask(func() (*proof.Verification, error) { return exchange.At(p.w.Service()).VerifyFile(p.w.Context(), path) })
}

// ask has a question answered on another goroutine.
func (p *VerifyPage) ask(question func() (*proof.Verification, error)) {
	var v *proof.Verification
	widgets.Work(p.w, "正在验证", func() (err error) {
		v, err = question()
		return err
	}, func(err error) {
		if err != nil {
			widgets.Fail(p.w, "verify", err)
			return
		}
		p.show(v)
	})
}

// outcomes are the answers in a word, and their colour.
var outcomes = map[proof.Outcome]struct {
	name       string
	importance widget.Importance
}{
	proof.Holds:        {"验证通过", widget.SuccessImportance},
	proof.HoldsEarlier: {"签名有效，但是不包括后来的改动", widget.WarningImportance},
	proof.Unsigned:     {"没有签名", widget.WarningImportance},
	proof.Unproven:     {"还不能确认", widget.WarningImportance},
	proof.Older:        {"较旧的一份", widget.WarningImportance},
	proof.Differs:      {"与本机的不同", widget.WarningImportance},
	proof.NotApproved:  {"不是审批件", widget.WarningImportance},
	proof.Damaged:      {"验证未通过", widget.DangerImportance},
	proof.Unknown:      {"没有找到", widget.WarningImportance},
}

// answerIn is the answer in a word, and its colour.
func answerIn(v *proof.Verification) (string, widget.Importance) {
	o := outcomes[v.Outcome]
	switch {
	case v.Mistyped:
		o.name = "输入有误"
	case v.NoReport:
		o.name = "没有报告"
	case v.Newer:
		o.name = "还不能验证"
	case v.Outcome == proof.Unproven && v.LateText() != "" && (v.Roster.Code == "" || v.Roster.Compared):
		o.name = string(proof.Undated)
	case v.Draft != 0 && v.Outcome == proof.Holds:
		if !v.Approved {
			o.importance = widget.WarningImportance
		}
		o.name = "内容摘要属于这份报告" // what else is on the page, nobody has compared yet
	}
	return o.name, o.importance
}

// show says first what was asked about and where it stands, then what is proven.
func (p *VerifyPage) show(v *proof.Verification) {
	name, importance := answerIn(v)
	top := container.New(widgets.TightLayout{}) // the pages beneath need the room
	if p.file != "" {
		top.Add(&widget.Label{Text: "文件　" + filepath.Base(p.file)})
	}
	if v.Title != "" {
		top.Add(&prose.Label{Text: v.Title + "　状态：" + v.State, Bold: true})
	}
	top.Add(&widget.Label{Text: name, Importance: importance, SizeName: theme.SizeNameHeadingText, TextStyle: fyne.TextStyle{Bold: true}})
	top.Add(prose.NewLabel(strings.TrimPrefix(v.Sentence, name+"：")))
	if v.Digest != "" {
		top.Add(container.NewHBox(&widget.Label{Text: "内容摘要"}, widgets.Code(p.w, v.Digest.Short())))
	}
	var middle fyne.CanvasObject = container.NewVBox()
	if v.Title != "" || v.Signed() {
		middle = container.NewBorder(widgets.Tinted(widgets.HeadCell("签名，和没有签名的改动")), nil, nil, nil, container.NewVScroll(signatureRows(p.w, &v.Proof, v.Edition, v.Roster.Code == "" || v.Roster.Compared)))
	}
	p.Release()
	var beside []fyne.CanvasObject
	if v.Draft != 0 {
		beside = append(beside, p.signedPages(v))
	}
	if len(v.Differences) > 0 {
		diff := newDiffList(p.w, "本机现在", "所验的一份", nil)
		diff.set(v.Differences)
		beside = append(beside, diff.content)
	}
	if len(beside) > 0 {
		middle = widgets.NewLeftSplit(middle, container.NewGridWithRows(len(beside), beside...), signedWidth)
	}
	p.answer.Objects = []fyne.CanvasObject{container.NewBorder(top, nil, nil, nil, middle)}
	p.answer.Refresh()
}

// signedPages shows what was signed as it is printed, to be compared with a page by
// eye.
func (p *VerifyPage) signedPages(v *proof.Verification) fyne.CanvasObject {
	said := widgets.Tinted(widgets.HeadCell("签过的页面，请与纸面件逐页核对"))
	s, err := p.w.Service().Open(p.w.Context(), v.Draft)
	if err != nil {
		return container.NewBorder(said, nil, nil, nil, prose.NewLabel(app.Sentence(err)))
	}
	p.pages = preview.NewView(p.w)
	p.pages.FoldRail()
	for _, result := range s.SignatureResults() {
		if result.Seq == v.Seq {
			p.pages.Load(s.PrintJobAt(result), func(err error) { widgets.Fail(p.w, "lay out pages", err) })
		}
	}
	return container.NewBorder(said, nil, nil, nil, p.pages)
}

// Release gives the pictures of the pages up.
func (p *VerifyPage) Release() {
	if p.pages != nil {
		p.pages.Release()
		p.pages = nil
	}
}

// Content returns the screen.
func (p *VerifyPage) Content() fyne.CanvasObject { return p.frame.Content }

// Frame is what is around the page.
func (p *VerifyPage) Frame() *widgets.Frame { return p.frame }

// Shown puts the cursor into the entry.
func (p *VerifyPage) Shown() { p.Refocus() }

// Refocus puts the cursor into the entry.
func (p *VerifyPage) Refocus() { p.w.Window().Canvas().Focus(p.Typed) }

// Leave always lets go: nothing typed here is kept.
func (p *VerifyPage) Leave() bool { return true }

// Actions offers the way back.
func (p *VerifyPage) Actions() commands.Offer {
	return commands.Offer{commands.Back: p.goBack, commands.Cancel: p.goBack, commands.OpenFile: p.chooseFile}
}

// Topic is the chapter of the manual about this page.
func (p *VerifyPage) Topic() string { return "验证" }

// Take verifies a file that was dropped on the window. It says whether it is of
// the kind that can be.
func (p *VerifyPage) Take(path string) bool {
	if !IsPackage(path) {
		return false
	}
	p.VerifyFile(path)
	return true
}
