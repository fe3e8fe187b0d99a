package drafts

import (
	"context"
	"errors"
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/ui/commands"
	"nianbao/ui/prose"
	"nianbao/ui/widgets"
)

// Ways are what can be done about a store that is gone or damaged.
type Ways struct {
	// Open opens the store that is there then, and goes on with it.
	Open func() error
	// Rescue puts what can be read of a damaged store into a new one in its place.
	Rescue func(context.Context) (*app.Rescued, error)
}

// RecoverPage offers the ways to a store: nothing is made before one is chosen.
type RecoverPage struct {
	Host    widgets.Host
	backups app.Recovery
	why     error
	ways    Ways
	List    *copyList
	said    *prose.Label
	restore *widgets.Button
	content fyne.CanvasObject
	chosen  bool // the newest good copy
	damaged bool // the store is there
}

// NewRecoverPage makes the page; why is what is wrong with the store.
func NewRecoverPage(w widgets.Host, b app.Recovery, why error, ways Ways) *RecoverPage {
	p := &RecoverPage{Host: w, backups: b, why: why, ways: ways, said: &prose.Label{}}
	p.buildUI()
	return p
}

func (p *RecoverPage) buildUI() {
	p.List = newCopyList(p.Host, p.backups, p.setButtons, p.onEnter)
	p.List.gone = func() bool { return p.Host.Screen() != p }
	p.List.found = p.onFound
	title, text := "没有找到数据文件", "数据文件夹中没有数据文件 nianbao.db，或者它是空的，但是有它以前的备份。它可能被移走、删除，或者被杀毒软件隔离了。程序还没有新建任何文件，请选择怎么办。"
	anew := widgets.NewQuiet(p.Host, "从空白开始…", p.OnAnew)
	p.restore = widgets.NewPrimary(p.Host, "恢复选中的备份（Enter）", p.onRestore)
	ways := container.NewHBox(p.restore)
	var why *app.Error
	if errors.As(p.why, &why) && why.Code == app.Damaged {
		title, text = "数据文件无法打开", "数据文件 nianbao.db 不完好，程序没有打开它，也没有改动它。"
		switch {
		case why.Sentence != "":
			text = why.Sentence
		case why.Detail != "":
			text += "（" + why.Detail + "）"
		}
		text += "\n可以救回其中读得出的内容（备份中更全的，用备份补齐），也可以恢复一份备份。现在的数据文件会另外保留，不会删除。"
		anew.Hide()
		p.damaged = true
		p.restore = widgets.NewButton(p.Host, "恢复选中的备份", p.onRestore)
		ways.Objects = []fyne.CanvasObject{widgets.NewPrimary(p.Host, "救回读得出的内容…（Enter）", p.OnRescue), p.restore}
	}
	buttons := container.NewHBox(ways, widgets.NewButton(p.Host, "在别处找…", p.onElsewhere), anew, widgets.NewQuiet(p.Host, "退出（Esc）", p.Host.Window().Close))
	p.content = container.NewPadded(container.NewPadded(container.NewBorder(
		container.NewVBox(widgets.HeadCell(title), prose.NewLabel(text), p.List.View.Head()),
		container.NewVBox(p.said, container.NewHScroll(buttons)), nil, nil, p.List.View)))
}

// onFound chooses the newest copy that is sound and holds something.
func (p *RecoverPage) onFound(c app.Copy, i int) {
	if !p.chosen && !p.List.View.Moved && c.Err == nil && c.Entries > 0 && c.Reason != app.CopyReplaced {
		p.chosen = true
		p.List.View.Choose(i)
	}
}

func (p *RecoverPage) setButtons() {
	c := p.List.Selected()
	widgets.SetEnabled(p.restore, c != nil && c.Err == nil)
}

func (p *RecoverPage) onRestore() {
	if c := p.List.Selected(); c != nil && c.Err == nil && !p.restore.Disabled() {
		p.bring(c.Path)
	}
}

// onEnter takes the way that brings back most: a rescue looks into the copies too.
func (p *RecoverPage) onEnter() {
	if p.damaged {
		p.OnRescue()
		return
	}
	p.onRestore()
}

func (p *RecoverPage) onElsewhere() {
	widgets.PickFile(p.Host, "选择数据文件 nianbao.db 或者备份", storeFiles, p.FromElsewhere)
}

// FromElsewhere offers to work with a store or a backup that lies elsewhere.
func (p *RecoverPage) FromElsewhere(path string) {
	lookThrough(p.Host, p.backups, path, func(c app.Copy) {
		widgets.Confirm(p.Host, "使用这个文件", fmt.Sprintf("这个文件中有 %d 份报告，最后改动于 %s。要把它复制到数据文件夹使用吗？原来的文件不动。", c.Reports, c.MadeText()),
			"使用", func() { p.bring(path) })
	})
}

// OnAnew begins with an empty store, once the person has said so; backups stay.
func (p *RecoverPage) OnAnew() {
	widgets.Confirm(p.Host, "从空白开始", fmt.Sprintf("要不恢复备份，从空白开始吗？现有的 %d 份备份不会删除，以后还可以在“文件 → 备份与恢复”中恢复。", len(p.List.copies)),
		"从空白开始", func() { p.do("正在新建……", func() error { return p.backups.BeginAnew(p.Host.Context()) }) })
}

// OnRescue reads what can be read of a damaged store into a new one.
func (p *RecoverPage) OnRescue() {
	var r *app.Rescued
	widgets.Confirm(p.Host, "救回读得出的内容", "逐条读出数据文件中的每份报告、名册、密钥和设置，无法读取的跳过，再用最近一份完好的备份补齐，写成新的数据文件。"+
		"损坏的文件移到数据文件夹中的“damaged-日期时间”文件夹，不会删除。要开始吗？", "开始救回", func() {
		p.do("正在救回，请稍候……", func() (err error) {
			r, err = p.ways.Rescue(p.Host.Context())
			return err
		}, func() { ShowRescued(p.Host, r) })
	})
}

func (p *RecoverPage) bring(path string) {
	p.do("正在恢复，请稍候……", func() error {
		_, err := p.backups.Restore(p.Host.Context(), path)
		return err
	})
}

// do carries out what was chosen on another goroutine, and opens the store.
func (p *RecoverPage) do(saying string, work func() error, then ...func()) {
	p.restore.Disable()
	p.say(saying, widget.MediumImportance)
	p.Host.Background(work, func(err error) {
		p.setButtons()
		p.say("", widget.MediumImportance)
		if err == nil {
			err = p.ways.Open()
		}
		if err != nil {
			widgets.Fail(p.Host, "recover store", err)
			return
		}
		for _, f := range then {
			f()
		}
	})
}

func (p *RecoverPage) say(text string, i widget.Importance) {
	p.said.Importance = i
	p.said.SetText(text)
}

// Content returns the screen.
func (p *RecoverPage) Content() fyne.CanvasObject { return p.content }

// Shown lists the copies.
func (p *RecoverPage) Shown() {
	list, err := p.backups.List(p.Host.Context())
	if err != nil {
		widgets.Fail(p.Host, "list backups", err)
	}
	p.List.set(list)
	p.setButtons()
	p.Refocus()
}

// Refocus gives the keyboard to the list.
func (p *RecoverPage) Refocus() { p.Host.Window().Canvas().Focus(p.List.View) }

// Leave always lets go: nothing is typed here.
func (p *RecoverPage) Leave() bool { return true }

// Actions lets Enter restore and Esc leave.
func (p *RecoverPage) Actions() commands.Offer {
	return commands.Offer{commands.Open: p.onEnter, commands.Cancel: p.Host.Window().Close}
}
