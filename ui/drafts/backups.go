package drafts

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
	"nianbao/ui/widgets"
)

// storeFiles are the endings of files from which the store can be restored.
var storeFiles = []string{".db"}

// placeWidth holds the name of a folder, in units.
const placeWidth = 440

// BackupsPage is 备份与恢复: the copies of the store, and the second place for
// them.
type BackupsPage struct {
	w       widgets.Host
	keeper  app.BackupKeeper
	goBack  func()
	List    *copyList
	Said    *prose.Label // how the making of copies goes
	Place   *widgets.Entry
	make    *widgets.Button
	Restore *widgets.Button
	frame   *widgets.Frame
}

// ShowBackups shows 备份与恢复.
func ShowBackups(w widgets.Host) {
	if w.Service().Backups == nil {
		return
	}
	back := widgets.WayBack(w)
	if w.Screen() != nil && !w.Screen().Leave() {
		return
	}
	w.Window().SetTitle("备份与恢复 - 年报通")
	w.Show(newBackupsPage(w, back))
}

func newBackupsPage(w widgets.Host, back func()) *BackupsPage {
	p := &BackupsPage{w: w, keeper: w.Service().Backups, goBack: back, Said: &prose.Label{}}
	p.List = newCopyList(w, p.keeper, p.setButtons, p.onRestore)
	p.List.gone = func() bool { return w.Screen() != p }
	p.make = widgets.NewPrimary(w, commands.As(commands.Save, "现在备份"), p.onMake)
	p.Restore = widgets.NewButton(w, "恢复选中的备份…（Enter）", p.onRestore)
	p.Place = widgets.NewEntry(w, "", "没有设置：备份只在这台电脑上")
	p.Place.OnSubmitted = func(string) { p.OnPlace() }
	pick := widgets.NewButton(w, "选文件夹…", func() {
		widgets.PickFolder(w, "选择第二备份位置", func(dir string) { p.Place.SetText(dir); p.OnPlace() })
	})
	clear := widgets.NewButton(w, "不用", func() { p.Place.SetText(""); p.OnPlace() })
	about := prose.NewLabel("打开窗口期间每天备份一次，签名以前、每改动 500 处、升级数据格式以前另外备份。旧的逐步减少：留最近 7 天、12 周、24 个月的各一份；内容比较多的备份，不会被内容少的挤掉。")
	second := &prose.Label{Text: "第二备份位置：U 盘或者共享文件夹，每次备份同时写一份到那里。硬盘损坏、电脑丢失时，只有它还在。备份中有报告和加密的私钥，请妥善保管。", Importance: widget.LowImportance}
	head := container.NewVBox(
		container.NewPadded(container.NewVBox(
			about, p.Said,
			container.NewHBox(p.Restore, widgets.NewButton(w, "恢复别处的文件…", p.onElsewhere), widgets.NewQuiet(w, "打开所在文件夹", p.onReveal)),
			container.NewHBox(&widget.Label{Text: "第二备份位置"}, container.New(widgets.WidthLayout{Width: placeWidth}, p.Place), pick, clear), second)),
		p.List.View.Head())
	p.frame = widgets.NewFrame(w, "备份与恢复", p.onBack)
	p.frame.SetActions(p.make)
	p.frame.SetBody(container.NewBorder(head, nil, nil, nil, p.List.View))
	return p
}

// reload reads the copies and shows them.
func (p *BackupsPage) reload() {
	list, err := p.keeper.List(p.w.Context())
	if err != nil {
		widgets.Fail(p.w, "list backups", err)
	}
	state := p.keeper.State(p.w.Context())
	p.Place.SetText(state.Place)
	p.List.set(list)
	p.tell(state)
	p.setButtons()
}

// tell says how the making of copies goes.
func (p *BackupsPage) tell(state app.BackupState) {
	text, importance := "还没有备份。", widget.WarningImportance
	if len(p.List.copies) > 0 {
		text, importance = "最近一次备份："+p.List.copies[0].MadeText()+"。", widget.MediumImportance
	}
	for _, err := range []error{state.Err, state.PlaceErr} {
		if err != nil {
			text, importance = text+"\n"+app.Sentence(err), widget.DangerImportance
		}
	}
	p.Said.Importance = importance
	p.Said.SetText(text)
}

func (p *BackupsPage) setButtons() {
	c := p.List.Selected()
	widgets.SetEnabled(p.Restore, c != nil && c.Err == nil)
}

// work does something to the copies on another goroutine, which cannot be
// given up half way, and then shows them anew.
func (p *BackupsPage) work(saying string, do func() error, then func(error)) {
	buttons := []*widgets.Button{p.make, p.Restore}
	for _, b := range buttons {
		b.Disable()
	}
	p.Said.Importance = widget.MediumImportance
	p.Said.SetText(saying)
	done := p.frame.Status.Busy(saying, nil)
	p.w.Background(do, func(err error) {
		done()
		p.make.Enable()
		then(err)
	})
}

func (p *BackupsPage) onMake() {
	if p.make.Disabled() {
		return
	}
	p.work("正在备份，请稍候……", func() error { return p.keeper.Make(p.w.Context(), app.CopyByHand) }, func(err error) {
		p.reload()
		widgets.Fail(p.w, "back up", err)
	})
}

// OnPlace takes the second place for backups as it was typed, and fills it.
func (p *BackupsPage) OnPlace() {
	dir := strings.TrimSpace(p.Place.Text)
	if dir == p.keeper.State(p.w.Context()).Place {
		return
	}
	p.work("正在把备份写到第二备份位置，请稍候……", func() error { return p.keeper.SetPlace(p.w.Context(), dir) }, func(err error) {
		p.reload()
		if app.CodeOf(err) == app.Invalid { // else the page says it
			widgets.Fail(p.w, "set second place", err)
		}
	})
}

func (p *BackupsPage) onRestore() {
	if c := p.List.Selected(); c != nil && c.Err == nil {
		p.ask(*c)
	}
}

// onElsewhere restores a file that somebody kept in another place.
func (p *BackupsPage) onElsewhere() {
	widgets.PickFile(p.w, "选择备份或者数据文件", storeFiles, p.fromElsewhere)
}

func (p *BackupsPage) fromElsewhere(path string) {
	lookThrough(p.w, p.keeper, path, p.ask)
}

func (p *BackupsPage) ask(c app.Copy) {
	widgets.Confirm(p.w, "恢复备份", fmt.Sprintf("要用 %s 的备份（%d 份报告，编制记录 %d 条）代替现在的数据吗？\n那以后所做的修改、审签和设置，恢复后看不到。现在的数据不会删除，作为“%s”的一份列在这里，随时可以恢复。",
		c.MadeText(), c.Reports, c.Entries, app.CopyReplaced.Name()), "恢复", func() { p.doRestore(c) })
}

func (p *BackupsPage) doRestore(c app.Copy) {
	var aside string
	p.work("正在恢复，请稍候……", func() (err error) {
		aside, err = p.keeper.Restore(p.w.Context(), c.Path)
		return err
	}, func(err error) {
		p.goBack = widgets.Doing(p.w, commands.List) // the report that was open may be another one now
		if p.w.Screen() == p {
			p.reload()
		} else {
			p.w.Do(commands.List)
		}
		if err != nil {
			widgets.Fail(p.w, "restore backup", err)
			return
		}
		p.w.Log().Info("restored", "from", c.Path, "aside", aside)
		widgets.Alert(p.w, "已经恢复", fmt.Sprintf("现在的数据是 %s 的备份，共 %d 份报告。原来的数据没有删除，列在这里，来由是“%s”。", c.MadeText(), c.Reports, app.CopyReplaced.Name()))
	})
}

func (p *BackupsPage) onReveal() {
	if c := p.List.Selected(); c != nil {
		widgets.Reveal(p.w, c.Path)
		return
	}
	widgets.OpenPath(p.w, filepath.Clean(p.w.Program().DataDir))
}

func (p *BackupsPage) onBack() { p.goBack() }

// Content returns the screen.
func (p *BackupsPage) Content() fyne.CanvasObject { return p.frame.Content }

// Frame is what is around the page.
func (p *BackupsPage) Frame() *widgets.Frame { return p.frame }

// Shown reads the copies.
func (p *BackupsPage) Shown() {
	p.reload()
	p.Refocus()
}

// Refocus gives the keyboard to the list.
func (p *BackupsPage) Refocus() { p.w.Window().Canvas().Focus(p.List.View) }

// Leave always lets go: nothing typed here is kept.
func (p *BackupsPage) Leave() bool { return true }

// Actions offers what the menus can do here.
func (p *BackupsPage) Actions() commands.Offer {
	return commands.Offer{commands.Back: p.onBack, commands.Cancel: p.onBack, commands.Refresh: p.reload, commands.Open: p.onRestore, commands.Save: p.onMake}
}
