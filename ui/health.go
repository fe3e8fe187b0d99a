package ui

import (
	"fmt"
	"image/color"
	"path/filepath"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/handover"
	"nianbao/ui/prose"
)

// keepLooking looks at the store every second, on another goroutine: a drive
// that was pulled out may take its time to say so.
func (w *Window) keepLooking() {
	h := w.desk.Health()
	if h == nil {
		return
	}
	go func() {
		for range time.Tick(time.Second) {
			trouble := h.Look(w.ctx)
			fyne.Do(func() { w.noteTrouble(trouble) })
		}
	}()
}

// noteTrouble shows that nothing can be stored, or that it can be again.
func (w *Window) noteTrouble(trouble error) {
	text := app.Sentence(trouble)
	if text == w.trouble {
		return
	}
	w.log.Warn("trouble with the store", "error", trouble)
	w.trouble = text
	if p, ok := w.page.(interface{ troubled() }); ok {
		p.troubled()
	}
	if app.CodeOf(trouble) == app.Gone && trouble != nil {
		w.tellGone()
	}
}

// tellNotice says what was found when the store was opened.
func (w *Window) tellNotice() {
	h := w.desk.Health()
	if h == nil {
		return
	}
	if said := h.Notice(); said != "" {
		w.log.Warn("notice of the store", "text", said)
		w.tell("编制记录与上次不同", said)
	}
}

// tellGone says that the store is not there any more, and offers to write what
// is still open to a new one.
func (w *Window) tellGone() {
	if len(w.dialogs) > 0 {
		return // the state line tells, and Ctrl+S asks again
	}
	w.dialog("数据文件不见了", wrapped(app.Sentence(w.desk.Trouble())+
		"\n程序里的全部报告都还读得出来。请不要关闭窗口，马上写到新的数据文件；磁盘只是断开的，接好以后会自动恢复。"),
		w.button("以后再写（Esc）", nil),
		w.button("写到别的文件夹…", func() { w.pickFolder("选择存放数据文件的文件夹", w.moveStore) }),
		w.primary("写回原处（Enter）", func() { w.moveStore(w.desk.Health().Dir()) }))
}

// moveStore writes all reports to a new store in a folder and goes on there.
func (w *Window) moveStore(dir string) {
	h := w.desk.Health()
	home := h.Dir()
	count := 0
	w.working("正在写到新的数据文件", func() error {
		if err := h.Move(w.ctx, dir); err != nil {
			return err
		}
		all, err := w.desk.Store.List(w.ctx)
		count = len(all)
		return err
	}, func(err error) {
		if err != nil {
			w.log.Error("move store", "error", err)
			w.dialog("没有写成", wrapped(app.Sentence(err)+"\n程序里的内容都还在，请另选一个文件夹。"),
				w.button("以后再写（Esc）", nil),
				w.primary("写到别的文件夹…（Enter）", func() { w.pickFolder("选择存放数据文件的文件夹", w.moveStore) }))
			return
		}
		w.noteTrouble(h.Trouble())
		w.retry()
		text := fmt.Sprintf("全部 %d 份报告和没有保存的改动都已写到 %s，可以接着填写。", count, filepath.Join(dir, "nianbao.db"))
		if dir != home {
			text += "\n下次打开年报通，用的还是原来的文件夹 " + home + "。退出以后，请把新写的 nianbao.db 放回原来的文件夹，或者请信息技术人员把数据文件夹改到新的位置。"
		}
		w.tell("已写到新的数据文件", text)
	})
}

// keepsGone asks before the window is closed over a store that has gone: what
// is open would be lost. It says whether the window stays.
func (w *Window) keepsGone() bool {
	trouble := w.desk.Trouble()
	if w.closing || trouble == nil || app.CodeOf(trouble) != app.Gone {
		return false
	}
	w.dialog("数据文件不见了", wrapped(app.Sentence(trouble)+"\n程序里的全部报告都还读得出来，现在关闭就没有了。"),
		w.button("取消（Esc）", nil),
		w.button("不写，关闭", func() {
			w.closing = true
			w.close()
		}),
		w.button("写到别的文件夹…", func() { w.pickFolder("选择存放数据文件的文件夹", w.moveStore) }),
		w.primary("写回原处（Enter）", func() { w.moveStore(w.desk.Health().Dir()) }))
	return true
}

// savedLine says in a few words whether everything is stored, and why not.
func (o *opened) savedLine() (string, color.Color) {
	state := o.s.Saved()
	switch {
	case state.Fine():
		return "已保存 " + state.At.Local().Format("15:04:05"), colorFine
	case state.Pending == 0 && state.StoreGone():
		return app.Brief(state.Err) + "，请按 Ctrl+S", colorError
	case state.Pending == 0:
		return "只能查看：" + app.Brief(state.Err), colorError
	case state.StoreGone() || state.Diverged():
		return fmt.Sprintf("%s，%d 处改动没有保存，请按 Ctrl+S", app.Brief(state.Err), state.Pending), colorError
	}
	return fmt.Sprintf("%s，%d 处改动没有保存，正在重试", app.Brief(state.Err), state.Pending), colorError
}

// troubleNote says why something is not stored and what to do, "" when all is.
func (o *opened) troubleNote() string {
	state := o.s.Saved()
	switch {
	case state.Fine():
		return ""
	case state.StoreGone():
		return app.Sentence(state.Err) + "程序里的内容都还在：请不要关闭窗口，按 Ctrl+S 写到新的数据文件。"
	case state.Diverged():
		return fmt.Sprintf("%s，这个窗口中的 %d 处改动不能直接加进去。两边的内容都在：请按 Ctrl+S，对照后选择。", app.Brief(state.Err), state.Pending)
	case state.Pending == 0:
		return "现在不能改动。" + app.Sentence(state.Err)
	}
	return app.Sentence(state.Err)
}

// saveNow deals with what stands against saving. Mostly nothing does, and this
// says so.
func (o *opened) saveNow() {
	err := o.s.Save(o.w.ctx)
	v := o.current()
	switch state := o.s.Saved(); {
	case state.StoreGone():
		o.w.tellGone()
	case state.Diverged():
		o.chooseSide()
	case err != nil:
		o.w.fail("save", err)
	case v == nil:
	case state.Err != nil:
		v.say("现在不能改动。" + app.Sentence(state.Err))
	default:
		v.say("全部内容都已保存。每填一格、每停一下都会自动保存，不用按 Ctrl+S。")
	}
}

// tellParted says once that the report has gone on elsewhere.
func (o *opened) tellParted() {
	if !o.s.Saved().Diverged() || o.parted || len(o.w.dialogs) > 0 {
		return
	}
	o.parted = true
	o.w.dialog("没有保存："+app.Brief(o.s.Saved().Err), wrapped(o.troubleNote()),
		o.w.button("以后再选（Esc）", nil), o.w.primary("对照后选择（Enter）", o.chooseSide))
}

// chooseSide shows what is stored beside what this window holds.
func (o *opened) chooseSide() {
	raw, err := o.w.desk.CopyOf(o.w.ctx, o.s)
	if err != nil {
		o.w.fail("compare with what is stored", err)
		return
	}
	a, err := o.w.desk.OpenPackage(o.w.ctx, raw)
	if err != nil {
		o.w.fail("compare with what is stored", err)
		return
	}
	before, title := o.w.page, o.w.win.Title()
	o.abandoned = true // what this window holds is in the file that was examined
	back := func() {
		o.abandoned = false
		o.w.win.SetTitle(title)
		o.w.show(before)
	}
	switch a.Relation {
	case handover.Diverged:
		o.w.showFork(a, windowSides, back)
	case handover.Unknown: // it was deleted
		o.w.showArrivalOver(a, back)
	default:
		o.w.accept(a, app.Undecided)
	}
	if o.w.page == before { // it could not be shown
		o.abandoned = false
	}
}

// askBeforeLeaving offers what can be done with edits that are not stored.
func (o *opened) askBeforeLeaving() {
	buttons := []*keyButton{
		o.w.button("取消（Esc）", nil), o.w.button("不保存，离开", o.abandon), o.w.primary("另存为文件（Enter）", o.saveCopy),
	}
	text := app.Sentence(o.s.Saved().Err)
	switch state := o.s.Saved(); {
	case state.Diverged():
		text = o.troubleNote()
		buttons = append(buttons[:2], o.w.button("另存为文件", o.saveCopy), o.w.primary("对照后选择（Enter）", o.chooseSide))
	case state.StoreGone():
		text = app.Sentence(state.Err)
		buttons = append(buttons, o.w.primary("写回原处（Enter）", func() { o.w.moveStore(o.w.desk.Health().Dir()) }))
		buttons[2] = o.w.button("另存为文件", o.saveCopy)
	}
	o.w.dialog("还没有保存", wrapped(text+"\n现在离开会丢掉最近的改动。可以先把这份报告另存为文件，以后用“打开移交文件”收回，或者与那时已有的对照。"), buttons...)
}

// saveCopy writes the report with everything that is not stored where the
// person says. Opened again it goes on from what is stored, or is shown beside it.
func (o *opened) saveCopy() {
	raw, err := o.w.desk.CopyOf(o.w.ctx, o.s)
	if err != nil {
		o.w.fail("save a copy", err)
		return
	}
	o.w.chooseTarget("另存为文件", app.HandOverName(o.s), "", func(path string) {
		if err := app.WriteBytes(path, raw); err != nil {
			o.w.fail("save a copy", err)
			return
		}
		o.w.tell("已另存", "这份报告连同没有保存的改动已另存为 "+path+"。\n以后用“审签 → 打开移交文件”收回；那时已有的内容若有不同，会并排列出，由您选择。")
	})
}

// troubled shows on the form what stands against saving, and locks it.
func (e *editor) troubled() { e.o.troubled() }

func (p *reviewPage) troubled() { p.o.troubled() }

func (o *opened) troubled() {
	if v := o.current(); v != nil {
		v.changed(app.Event{})
		o.w.setMenu()
	}
}

// healthBand tells on the list why nothing can be stored, and what to do.
type healthBand struct {
	w       *Window
	box     *fyne.Container
	content fyne.CanvasObject
}

func newHealthBand(w *Window) *healthBand {
	b := &healthBand{w: w, box: container.NewStack()}
	b.content = b.box
	b.refresh()
	return b
}

func (b *healthBand) refresh() {
	trouble := b.w.desk.Trouble()
	b.box.Objects = nil
	show(b.box, trouble != nil)
	if trouble == nil {
		return
	}
	text := app.Sentence(trouble)
	row := container.NewHBox()
	switch app.CodeOf(trouble) {
	case app.Gone:
		row.Add(b.w.button("写到新的数据文件…", b.w.tellGone))
	case app.Damaged:
		row.Add(b.w.button("救回数据…", b.w.showRescue))
	default:
		text = "现在不能改动。" + text + "能够写入以后会自动恢复。"
	}
	b.box.Add(container.NewBorder(nil, nil, nil, container.NewCenter(row), redBand(text)))
}

// rescuePage looks through the store, and saves what can be read of a damaged one.
type rescuePage struct {
	w       *Window
	goBack  func()
	text    *prose.Label
	list    *lineList
	buttons *fyne.Container
	onEnter func()
	content fyne.CanvasObject
}

// showRescue shows the page; of a store that is not known to be damaged it says
// first whether it is.
func (w *Window) showRescue() {
	h := w.desk.Health()
	if h == nil {
		return
	}
	if app.CodeOf(h.Trouble()) == app.Damaged && h.Trouble() != nil {
		p := &rescuePage{w: w, goBack: w.showList}
		p.buildUI()
		w.win.SetTitle("救回数据 - 年报通")
		w.show(p)
		return
	}
	w.working("正在检查数据文件", func() error { return h.Check(w.ctx) }, func(err error) {
		w.noteTrouble(h.Trouble())
		switch {
		case err == nil:
			w.tell("救回数据", "已检查数据文件的全部内容，没有发现损坏，不需要救回。")
		case app.CodeOf(err) == app.Damaged:
			w.showRescue()
		default:
			w.fail("check store", err)
		}
	})
}

// showRescued shows what a rescue has brought back.
func (w *Window) showRescued(r *app.Rescued) {
	p := &rescuePage{w: w, goBack: w.showList}
	p.buildUI()
	p.done(r)
	w.win.SetTitle("救回数据 - 年报通")
	w.show(p)
}

func (p *rescuePage) buildUI() {
	p.text = prose.NewLabel("数据文件的内容有损坏。救回时逐条读出每份报告的编制记录、审签名册、密钥和设置，读不出的跳过；" +
		"再与最近一份完好的备份对照，备份中更全的用备份补齐，写成新的数据文件，放在原来的位置。\n" +
		"损坏的文件不会删除，移到数据文件夹中的“damaged-日期时间”文件夹。救回以后请核对列出的每份报告。")
	p.list = newLineList(p.w, []column{{"单位", 0}, {"年度", 80}, {"损坏的文件", 110}, {"备份", 90}, {"救回", 90}, {"结果", 420}}, nil, nil)
	p.buttons = container.NewHBox(p.w.button("取消（Esc）", p.goBack), p.w.primary("开始救回（Enter）", p.start))
	p.onEnter = p.start
	foot := container.NewVBox(hairline(), container.NewPadded(container.NewCenter(p.buttons)))
	head := container.NewVBox(pageHead(p.w, "救回数据", p.goBack), container.NewPadded(p.text), p.list.head())
	p.content = container.NewBorder(head, foot, nil, nil, p.list)
}

func (p *rescuePage) start() {
	var r *app.Rescued
	p.onEnter = nil
	bar := widget.NewProgressBarInfinite()
	wait := p.w.dialog("正在救回，请不要关闭", container.New(widthLayout{360}, bar), p.w.button("请稍候", nil))
	p.w.background(func() (err error) {
		r, err = p.w.desk.Health().Rescue(p.w.ctx, p.w.desk.Catalog)
		return err
	}, func(err error) {
		bar.Stop()
		p.w.closeDialog(wait)
		p.w.noteTrouble(p.w.desk.Trouble())
		if err != nil {
			p.onEnter = p.start
			p.w.fail("rescue", err)
			return
		}
		p.done(r)
	})
}

// done shows what a rescue has brought back.
func (p *rescuePage) done(r *app.Rescued) {
	p.w.log.Info("rescued", "kept", r.Kept, "copy", r.Copy, "reports", len(r.Reports), "missing", r.Missing)
	var lines []line
	for i := range r.Reports {
		x := &r.Reports[i]
		told := cell{text: x.Told(), importance: widget.SuccessImportance}
		if x.Cut || x.Kept == 0 {
			told.importance = widget.WarningImportance
		}
		lines = append(lines, line{cells: []cell{
			{text: x.Unit},
			{text: fmt.Sprintf("%d年", x.Year)},
			{text: app.Steps(x.Found)},
			{text: app.Steps(x.InCopy)},
			{text: app.Steps(x.Kept)},
			told,
		}})
	}
	p.list.setLines(lines)
	p.text.SetText(r.Told())
	p.buttons.Objects = []fyne.CanvasObject{p.w.primary("返回报告列表（Enter）", p.w.showList)}
	p.buttons.Refresh()
	p.onEnter = p.w.showList
	p.content.Refresh()
}

// Content returns the screen.
func (p *rescuePage) Content() fyne.CanvasObject { return p.content }

// Shown gives the keyboard to the list.
func (p *rescuePage) Shown() { p.Refocus() }

// Refocus gives the keyboard to the list.
func (p *rescuePage) Refocus() { p.w.win.Canvas().Focus(p.list) }

// Leave always lets go: nothing is typed here.
func (p *rescuePage) Leave() bool { return true }

// Actions offers the way back and what Enter does.
func (p *rescuePage) Actions() actions {
	return actions{back: p.goBack, cancel: p.goBack, open: func() {
		if p.onEnter != nil {
			p.onEnter()
		}
	}}
}
