package widgets

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"nianbao/app"
	"nianbao/app/exchange"
	"nianbao/app/files"
	"nianbao/app/handover"
)

// ExchangeFolder is the folder in which hand-over files are exchanged, "" for none.
func ExchangeFolder(w Host) string {
	if w.Service() == nil {
		return ""
	}
	return Setting(w, app.SettingExchangeFolder)
}

// AboutExchangeFolder says what the exchange folder is.
const AboutExchangeFolder = "移交文件夹：几台电脑都能打开的文件夹（如单位内网的共享文件夹）。设置后，移交文件直接写到那里，等您处理的文件列在报告列表的最上面。"

// FolderField is where the exchange folder is typed or chosen.
type FolderField struct {
	Content fyne.CanvasObject
	w       Host
	typed   *Entry
	changed func()
}

// NewFolderField shows the folder as it is set; changed is told when it is another
// one.
func NewFolderField(w Host, changed func()) *FolderField {
	f := &FolderField{w: w, changed: changed, typed: NewEntry(w, ExchangeFolder(w), "没有设置：移交时每次选择位置")}
	f.typed.Left = f.Keep
	pick := NewButton(w, "选文件夹…", func() {
		PickFolder(w, "选择移交文件夹", func(dir string) { f.Set(dir) })
	})
	f.Content = container.NewBorder(nil, nil, nil, container.NewHBox(pick, NewButton(w, "不用", func() { f.Set("") })), f.typed)
	return f
}

// Set takes over another folder, "" for none.
func (f *FolderField) Set(dir string) {
	f.typed.SetText(dir)
	f.Keep()
}

// Keep takes over what was typed.
func (f *FolderField) Keep() {
	dir := strings.TrimSpace(f.typed.Text)
	if dir == ExchangeFolder(f.w) {
		return
	}
	if err := app.FolderThere(dir); dir != "" && err != nil {
		f.typed.SetText(ExchangeFolder(f.w))
		Alert(f.w, "移交文件夹没有改变", "无法打开文件夹“"+dir+"”"+app.Why(err)+"。请检查路径，或者用“选文件夹”来选。")
		return
	}
	Fail(f.w, "store setting", f.w.Service().Settings.SetSetting(f.w.Context(), app.SettingExchangeFolder, dir))
	f.changed()
}

// SaveToExchange writes a hand-over file: into the exchange folder under a name of its
// own, where the same does not lie there yet, or, without one, where the person says.
func SaveToExchange(w Host, title, name string, raw []byte, then func(exchange.Placed)) {
	name = strings.TrimSuffix(files.Name(name+handover.Extension), handover.Extension) + handover.Extension
	write := func(path string) {
		if err := app.WriteBytes(path, raw); err != nil {
			Fail(w, "write hand-over file", err)
			return
		}
		then(exchange.Placed{Path: path})
	}
	switch folder := ExchangeFolder(w); {
	case folder == "":
		ChooseTarget(w, title, name, "", write)
	case !IsDir(folder):
		ChooseTarget(w, title, name, "设置的移交文件夹现在无法打开，请另选位置："+folder, write)
	default:
		placeInFolder(w, folder, name, raw, then)
	}
}

// placeInFolder writes into the exchange folder beside the window: it may be far away.
func placeInFolder(w Host, folder, name string, raw []byte, then func(exchange.Placed)) {
	var placed exchange.Placed
	Soon(w, "正在写到移交文件夹", func() (err error) {
		placed, err = exchange.At(w.Service()).Place(w.Context(), folder, name, raw)
		return err
	}, func(err error) {
		if err != nil {
			Fail(w, "write hand-over file", err)
			return
		}
		then(placed)
	})
}

// TellPlaced tells where a hand-over file lies and what to do with it, and that it lay
// there before where it did.
func TellPlaced(w Host, title, text string, at exchange.Placed) {
	if at.There {
		title, text = "移交文件夹中已经有了", at.Says()+"\n"+text
	}
	TellSaved(w, title, text, at.Path)
}

// TellSaved tells where a file lies and what to do with it.
func TellSaved(w Host, title, text, path string) {
	ShowDialog(w, title, Wrapped(text+"\n\n文件："+path),
		NewButton(w, "关闭（Esc）", nil), NewPrimary(w, "打开所在文件夹（Enter）", func() { Reveal(w, path) }))
}
