package drafts

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/ui/commands"
	"nianbao/ui/prose"
	"nianbao/ui/widgets"
)

// RescuePage looks through the store, and saves what can be read of a damaged one.
type RescuePage struct {
	w       widgets.Host
	goBack  func()
	text    *prose.Label
	list    *widgets.List
	buttons *fyne.Container
	onEnter func()
	frame   *widgets.Frame
}

// ShowRescue shows the page; of a store that is not known to be damaged it says
// first whether it is.
func ShowRescue(w widgets.Host) {
	h := w.Service().Health
	if h == nil {
		return
	}
	if app.CodeOf(h.Trouble()) == app.Damaged {
		newRescuePage(w).appear()
		return
	}
	widgets.Work(w, "正在检查数据文件", func() error { return h.Check(w.Context()) }, func(err error) {
		w.Refresh()
		switch {
		case err == nil:
			widgets.Alert(w, "救回数据", "已检查数据文件的全部内容，没有发现损坏，不需要救回。")
		case app.CodeOf(err) == app.Damaged:
			ShowRescue(w)
		default:
			widgets.Fail(w, "check store", err)
		}
	})
}

// ShowRescued shows what a rescue has brought back.
func ShowRescued(w widgets.Host, r *app.Rescued) {
	p := newRescuePage(w)
	p.done(r)
	p.appear()
}

func newRescuePage(w widgets.Host) *RescuePage {
	p := &RescuePage{w: w, goBack: widgets.Doing(w, commands.List)}
	p.buildUI()
	return p
}

func (p *RescuePage) appear() {
	p.w.Window().SetTitle("救回数据 - 年报通")
	p.w.Show(p)
}

func (p *RescuePage) buildUI() {
	p.text = prose.NewLabel("数据文件的内容有损坏。救回时逐条读出每份报告的编制记录、审签名册、密钥和设置，无法读取的跳过；" +
		"再与最近一份完好的备份对照，备份中更全的用备份补齐，写成新的数据文件，放在原来的位置。\n" +
		"损坏的文件不会删除，移到数据文件夹中的“damaged-日期时间”文件夹。救回以后请核对列出的每份报告。")
	p.list = widgets.NewList(p.w, []widgets.Column{{Name: "单位", Width: 0}, {Name: "年度", Width: 80}, {Name: "损坏的文件", Width: 110}, {Name: "备份", Width: 90}, {Name: "救回", Width: 90}, {Name: "结果", Width: 420}}, nil, nil)
	p.buttons = container.NewHBox(widgets.NewButton(p.w, "取消（Esc）", p.goBack), widgets.NewPrimary(p.w, "开始救回（Enter）", p.start))
	p.onEnter = p.start
	foot := container.NewVBox(widgets.Hairline(), container.NewPadded(container.NewCenter(p.buttons)))
	head := container.NewVBox(container.NewPadded(p.text), p.list.Head())
	p.frame = widgets.NewFrame(p.w, "救回数据", p.goBack)
	p.frame.SetBody(container.NewBorder(head, foot, nil, nil, p.list))
}

func (p *RescuePage) start() {
	var r *app.Rescued
	p.onEnter = nil
	bar := widget.NewProgressBarInfinite()
	wait := widgets.ShowDialog(p.w, "正在救回，请不要关闭", container.New(widgets.WidthLayout{Width: 360}, bar), widgets.NewButton(p.w, "请稍候", nil))
	p.w.Background(func() (err error) {
		r, err = p.w.Service().Files.Rescue(p.w.Context(), p.w.Service().Catalog)
		return err
	}, func(err error) {
		bar.Stop()
		widgets.CloseDialog(p.w, wait)
		p.w.Refresh()
		if err != nil {
			p.onEnter = p.start
			widgets.Fail(p.w, "rescue", err)
			return
		}
		p.done(r)
	})
}

// done shows what a rescue has brought back.
func (p *RescuePage) done(r *app.Rescued) {
	p.w.Log().Info("rescued", "kept", r.Kept, "copy", r.Copy, "reports", len(r.Reports), "missing", r.Missing)
	var lines []widgets.Line
	for i := range r.Reports {
		x := &r.Reports[i]
		told := widgets.Cell{Text: x.Told(), Importance: widget.SuccessImportance}
		if x.Cut || x.Kept == 0 {
			told.Importance = widget.WarningImportance
		}
		lines = append(lines, widgets.Line{Cells: []widgets.Cell{
			{Text: x.Unit},
			{Text: fmt.Sprintf("%d年", x.Year)},
			{Text: app.Steps(x.Found)},
			{Text: app.Steps(x.InCopy)},
			{Text: app.Steps(x.Kept)},
			told,
		}})
	}
	p.list.SetLines(lines)
	p.text.SetText(r.Told())
	p.buttons.Objects = []fyne.CanvasObject{widgets.NewPrimary(p.w, "返回报告列表（Enter）", widgets.Doing(p.w, commands.List))}
	p.buttons.Refresh()
	p.onEnter = widgets.Doing(p.w, commands.List)
	p.frame.Content.Refresh()
}

// Content returns the screen.
func (p *RescuePage) Content() fyne.CanvasObject { return p.frame.Content }

// Frame is what is around the page.
func (p *RescuePage) Frame() *widgets.Frame { return p.frame }

// Shown gives the keyboard to the list.
func (p *RescuePage) Shown() { p.Refocus() }

// Refocus gives the keyboard to the list.
func (p *RescuePage) Refocus() { p.w.Window().Canvas().Focus(p.list) }

// Leave always lets go: nothing is typed here.
func (p *RescuePage) Leave() bool { return true }

// Actions offers the way back and what Enter does.
func (p *RescuePage) Actions() commands.Offer {
	return commands.Offer{commands.Back: p.goBack, commands.Cancel: p.goBack, commands.Open: func() {
		if p.onEnter != nil {
			p.onEnter()
		}
	}}
}
