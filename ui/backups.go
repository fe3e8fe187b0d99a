package ui

import (
	"fmt"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/ui/commands"
	"nianbao/ui/prose"
)

// storeFiles are the endings of files from which the store can be restored.
var storeFiles = []string{".db"}

// backupsPage is 备份与恢复: the copies of the store, and the second place for
// them.
type backupsPage struct {
	w       Host
	keeper  app.BackupKeeper
	goBack  func()
	list    *copyList
	said    *prose.Label // how the making of copies goes
	place   *keyEntry
	make    *keyButton
	restore *keyButton
	content fyne.CanvasObject
}

// showBackups shows 备份与恢复.
func ShowBackups(w Host) {
	if w.Service().Backups == nil {
		return
	}
	back := WayBack(w)
	if w.Screen() != nil && !w.Screen().Leave() {
		return
	}
	w.Window().SetTitle("备份与恢复 - 年报通")
	w.Show(newBackupsPage(w, back))
}

func newBackupsPage(w Host, back func()) *backupsPage {
	p := &backupsPage{w: w, keeper: w.Service().Backups, goBack: back, said: &prose.Label{}}
	p.list = newCopyList(w, p.keeper, p.setButtons, p.onRestore)
	p.list.gone = func() bool { return w.Screen() != p }
	p.make = NewPrimary(w, "现在备份（Ctrl+S）", p.onMake)
	p.restore = NewButton(w, "恢复选中的备份…（Enter）", p.onRestore)
	p.place = newKeyEntry(w, "", "没有设置：备份只在这台电脑上")
	p.place.OnSubmitted = func(string) { p.onPlace() }
	pick := NewButton(w, "选文件夹…", func() {
		PickFolder(w, "选择第二备份位置", func(dir string) { p.place.SetText(dir); p.onPlace() })
	})
	clear := NewButton(w, "不用", func() { p.place.SetText(""); p.onPlace() })
	about := prose.NewLabel("打开窗口期间每天备份一次，签名以前、每改动 500 处、升级数据格式以前另外备份。旧的逐步减少：留最近 7 天、12 周、24 个月的各一份；内容比较多的备份，不会被内容少的挤掉。")
	second := &prose.Label{Text: "第二备份位置：U 盘或者共享文件夹，每次备份同时写一份到那里。硬盘损坏、电脑丢失时，只有它还在。备份中有报告和加密的私钥，请妥善保管。", Importance: widget.LowImportance}
	head := container.NewVBox(
		pageHead(w, "备份与恢复", p.onBack),
		container.NewPadded(container.NewVBox(
			about, p.said,
			container.NewHBox(p.make, p.restore, NewButton(w, "恢复别处的文件…", p.onElsewhere), NewQuiet(w, "打开所在文件夹", p.onReveal)),
			container.NewBorder(nil, nil, &widget.Label{Text: "第二备份位置"}, container.NewHBox(pick, clear), p.place), second)),
		p.list.head())
	p.content = container.NewBorder(head, nil, nil, nil, p.list)
	return p
}

// reload reads the copies and shows them.
func (p *backupsPage) reload() {
	list, err := p.keeper.List(p.w.Context())
	if err != nil {
		Fail(p.w, "list backups", err)
	}
	state := p.keeper.State(p.w.Context())
	p.place.SetText(state.Place)
	p.list.set(list)
	p.tell(state)
	p.setButtons()
}

// tell says how the making of copies goes.
func (p *backupsPage) tell(state app.BackupState) {
	text, importance := "还没有备份。", widget.WarningImportance
	if len(p.list.copies) > 0 {
		text, importance = "最近一次备份："+p.list.copies[0].MadeText()+"。", widget.MediumImportance
	}
	for _, err := range []error{state.Err, state.PlaceErr} {
		if err != nil {
			text, importance = text+"\n"+app.Sentence(err), widget.DangerImportance
		}
	}
	p.said.Importance = importance
	p.said.SetText(text)
}

func (p *backupsPage) setButtons() {
	c := p.list.selected()
	enable(p.restore, c != nil && c.Err == nil)
}

// work does something to the copies on another goroutine, which cannot be
// given up half way, and then shows them anew.
func (p *backupsPage) work(saying string, do func() error, then func(error)) {
	buttons := []*keyButton{p.make, p.restore}
	for _, b := range buttons {
		b.Disable()
	}
	p.said.Importance = widget.MediumImportance
	p.said.SetText(saying)
	p.w.Background(do, func(err error) {
		p.make.Enable()
		then(err)
	})
}

func (p *backupsPage) onMake() {
	if p.make.Disabled() {
		return
	}
	p.work("正在备份，请稍候……", func() error { return p.keeper.Make(p.w.Context(), app.CopyByHand) }, func(err error) {
		p.reload()
		Fail(p.w, "back up", err)
	})
}

func (p *backupsPage) onPlace() {
	dir := strings.TrimSpace(p.place.Text)
	if dir == p.keeper.State(p.w.Context()).Place {
		return
	}
	p.work("正在把备份写到第二备份位置，请稍候……", func() error { return p.keeper.SetPlace(p.w.Context(), dir) }, func(err error) {
		p.reload()
		if app.CodeOf(err) == app.Forbidden { // else the page says it
			Fail(p.w, "set second place", err)
		}
	})
}

func (p *backupsPage) onRestore() {
	if c := p.list.selected(); c != nil && c.Err == nil {
		p.ask(*c)
	}
}

// onElsewhere restores a file that somebody kept in another place.
func (p *backupsPage) onElsewhere() {
	PickFile(p.w, "选择备份或者数据文件", storeFiles, p.fromElsewhere)
}

func (p *backupsPage) fromElsewhere(path string) {
	var c app.Copy
	Work(p.w, "正在核对文件", func() (err error) {
		c, err = p.keeper.Check(p.w.Context(), path)
		return err
	}, func(err error) {
		if err != nil {
			Fail(p.w, "look through file", err)
			return
		}
		p.ask(c)
	})
}

func (p *backupsPage) ask(c app.Copy) {
	Ask(p.w, "恢复备份", fmt.Sprintf("要用 %s 的备份（%d 份报告）代替现在的数据吗？\n那以后所做的修改、审签和设置，恢复后看不到。现在的数据不会删除，作为“%s”的一份列在这里，随时可以换回来。",
		c.MadeText(), c.Reports, app.CopyReplaced.Name()), "恢复", func() { p.doRestore(c) })
}

func (p *backupsPage) doRestore(c app.Copy) {
	var aside string
	p.work("正在恢复，请稍候……", func() (err error) {
		aside, err = p.keeper.Restore(p.w.Context(), c.Path)
		return err
	}, func(err error) {
		p.goBack = Doing(p.w, commands.List) // the report that was open may be another one now
		if p.w.Screen() == p {
			p.reload()
		} else {
			p.w.Do(commands.List)
		}
		if err != nil {
			Fail(p.w, "restore backup", err)
			return
		}
		p.w.Log().Info("restored", "from", c.Path, "aside", aside)
		Tell(p.w, "已经恢复", fmt.Sprintf("现在的数据是 %s 的备份，共 %d 份报告。原来的数据没有删除，列在这里，来由是“%s”。", c.MadeText(), c.Reports, app.CopyReplaced.Name()))
	})
}

func (p *backupsPage) onReveal() {
	if c := p.list.selected(); c != nil {
		Reveal(p.w, c.Path)
		return
	}
	OpenPath(p.w, filepath.Clean(p.w.Program().DataDir))
}

func (p *backupsPage) onBack() { p.goBack() }

// Content returns the screen.
func (p *backupsPage) Content() fyne.CanvasObject { return p.content }

// Shown reads the copies.
func (p *backupsPage) Shown() {
	p.reload()
	p.Refocus()
}

// Refocus gives the keyboard to the list.
func (p *backupsPage) Refocus() { p.w.Window().Canvas().Focus(p.list) }

// Leave always lets go: nothing typed here is kept.
func (p *backupsPage) Leave() bool { return true }

// Actions offers what the menus can do here.
func (p *backupsPage) Actions() commands.Offer {
	return commands.Offer{commands.Back: p.onBack, commands.Cancel: p.onBack, commands.Refresh: p.reload, commands.Open: p.onRestore, commands.Save: p.onMake}
}
