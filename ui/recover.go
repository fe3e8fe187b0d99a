package ui

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
)

// Ways are what can be done about a store that is gone or damaged.
type Ways struct {
	// Open opens the store that is there then, and goes on with it.
	Open func() error
	// Rescue puts what can be read of a damaged store into a new one in its place.
	Rescue func(context.Context) (*app.Rescued, error)
}

// recoverPage offers the ways to a store: nothing is made before one is chosen.
type recoverPage struct {
	w       Host
	backups app.Backups
	why     error
	ways    Ways
	list    *copyList
	said    *prose.Label
	restore *keyButton
	content fyne.CanvasObject
	chosen  bool // the newest good copy
	damaged bool // the store is there
}

// NewRecoverPage makes the page; why is what is wrong with the store.
func NewRecoverPage(w Host, b app.Backups, why error, ways Ways) *recoverPage {
	p := &recoverPage{w: w, backups: b, why: why, ways: ways, said: &prose.Label{}}
	p.buildUI()
	return p
}

func (p *recoverPage) buildUI() {
	p.list = newCopyList(p.w, p.backups, p.setButtons, p.onEnter)
	p.list.gone = func() bool { return p.w.Screen() != p }
	p.list.found = p.onFound
	title, text := "没有找到数据文件", "数据文件夹中没有数据文件 nianbao.db，或者它是空的，但是有它以前的备份。它可能被移走、删除，或者被杀毒软件隔离了。程序还没有新建任何文件，请选择怎么办。"
	anew := NewQuiet(p.w, "从空白开始…", p.onAnew)
	p.restore = NewPrimary(p.w, "恢复选中的备份（Enter）", p.onRestore)
	ways := container.NewHBox(p.restore)
	var why *app.Error
	if errors.As(p.why, &why) && why.Code == app.Damaged {
		title, text = "数据文件打不开", "数据文件 nianbao.db 不完好，程序没有打开它，也没有改动它。"
		if why.Detail != "" {
			text += "（" + why.Detail + "）"
		}
		text += "\n可以救回其中读得出的内容（备份中更全的，用备份补齐），也可以恢复一份备份。现在的数据文件会另外保留，不会删除。"
		anew.Hide()
		p.damaged = true
		p.restore = NewButton(p.w, "恢复选中的备份", p.onRestore)
		ways.Objects = []fyne.CanvasObject{NewPrimary(p.w, "救回读得出的内容…（Enter）", p.onRescue), p.restore}
	}
	buttons := container.NewHBox(ways, NewButton(p.w, "在别处找…", p.onElsewhere), anew, NewQuiet(p.w, "退出（Esc）", p.w.Window().Close))
	p.content = container.NewPadded(container.NewPadded(container.NewBorder(
		container.NewVBox(headCell(title), prose.NewLabel(text), p.list.head()),
		container.NewVBox(p.said, container.NewHScroll(buttons)), nil, nil, p.list)))
}

// onFound chooses the newest copy that is sound and holds something.
func (p *recoverPage) onFound(c app.Copy, i int) {
	if !p.chosen && !p.list.moved && c.Err == nil && c.Entries > 0 && c.Reason != app.CopyReplaced {
		p.chosen = true
		p.list.choose(i)
	}
}

func (p *recoverPage) setButtons() {
	c := p.list.selected()
	enable(p.restore, c != nil && c.Err == nil)
}

func (p *recoverPage) onRestore() {
	if c := p.list.selected(); c != nil && c.Err == nil && !p.restore.Disabled() {
		p.bring(c.Path)
	}
}

// onEnter takes the way that brings back most: a rescue looks into the copies too.
func (p *recoverPage) onEnter() {
	if p.damaged {
		p.onRescue()
		return
	}
	p.onRestore()
}

func (p *recoverPage) onElsewhere() {
	PickFile(p.w, "选择数据文件 nianbao.db 或者备份", storeFiles, p.fromElsewhere)
}

func (p *recoverPage) fromElsewhere(path string) {
	var c app.Copy
	Work(p.w, "正在核对文件", func() (err error) {
		c, err = p.backups.Check(p.w.Context(), path)
		return err
	}, func(err error) {
		if err != nil {
			Fail(p.w, "look through file", err)
			return
		}
		Ask(p.w, "使用这个文件", fmt.Sprintf("这个文件中有 %d 份报告，最后改动于 %s。要把它复制到数据文件夹使用吗？原来的文件不动。", c.Reports, c.MadeText()),
			"使用", func() { p.bring(path) })
	})
}

func (p *recoverPage) onAnew() {
	Ask(p.w, "从空白开始", fmt.Sprintf("要不恢复备份，从空白开始吗？现有的 %d 份备份不会删除，以后还可以在“文件 → 备份与恢复”中恢复。", len(p.list.copies)),
		"从空白开始", func() { p.do("正在新建……", func() error { return p.backups.BeginAnew(p.w.Context()) }) })
}

func (p *recoverPage) onRescue() {
	var r *app.Rescued
	Ask(p.w, "救回读得出的内容", "逐条读出数据文件中的每份报告、名册、密钥和设置，读不出的跳过，再用最近一份完好的备份补齐，写成新的数据文件。"+
		"损坏的文件移到数据文件夹中的“damaged-日期时间”文件夹，不会删除。要开始吗？", "开始救回", func() {
		p.do("正在救回，请稍候……", func() (err error) {
			r, err = p.ways.Rescue(p.w.Context())
			return err
		}, func() { ShowRescued(p.w, r) })
	})
}

func (p *recoverPage) bring(path string) {
	p.do("正在恢复，请稍候……", func() error {
		_, err := p.backups.Restore(p.w.Context(), path)
		return err
	})
}

// do carries out what was chosen on another goroutine, and opens the store.
func (p *recoverPage) do(saying string, work func() error, then ...func()) {
	p.restore.Disable()
	p.say(saying, widget.MediumImportance)
	p.w.Background(work, func(err error) {
		p.setButtons()
		p.say("", widget.MediumImportance)
		if err == nil {
			err = p.ways.Open()
		}
		if err != nil {
			Fail(p.w, "recover store", err)
			return
		}
		for _, f := range then {
			f()
		}
	})
}

func (p *recoverPage) say(text string, i widget.Importance) {
	p.said.Importance = i
	p.said.SetText(text)
}

// Content returns the screen.
func (p *recoverPage) Content() fyne.CanvasObject { return p.content }

// Shown lists the copies.
func (p *recoverPage) Shown() {
	list, err := p.backups.List(p.w.Context())
	if err != nil {
		Fail(p.w, "list backups", err)
	}
	p.list.set(list)
	p.setButtons()
	p.Refocus()
}

// Refocus gives the keyboard to the list.
func (p *recoverPage) Refocus() { p.w.Window().Canvas().Focus(p.list) }

// Leave always lets go: nothing is typed here.
func (p *recoverPage) Leave() bool { return true }

// Actions lets Enter restore and Esc leave.
func (p *recoverPage) Actions() commands.Offer {
	return commands.Offer{commands.Open: p.onEnter, commands.Cancel: p.w.Window().Close}
}
