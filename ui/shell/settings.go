package shell

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/ui/drafts"
	"nianbao/ui/editor"
	"nianbao/ui/prose"
	"nianbao/ui/widgets"
)

// option is one value of a setting and what the screen calls it.
type option = struct{ ID, Name string }

var (
	groupOptions = []option{{"", "1286"}, {"thousands", "1,286（只在屏幕上，复制和打印没有逗号）"}}
	fontOptions  = []option{
		{app.BodyBundled, "宋体（内置）"},
		{app.BodyFangSong, "仿宋（本机字体，没有时用宋体）"},
		{app.BodyKai, "楷体（本机字体，没有时用内置楷体）"},
	}
)

// showSettings shows what a person can choose. A choice holds at once.
func showSettings(w widgets.Host) {
	size := newSetting(w, app.SettingTextSize, widgets.TextSizes, func(id string) { fyne.CurrentApp().Settings().SetTheme(widgets.NewTheme(id)) })
	body := newSetting(w, app.SettingBodyFont, fontOptions, func(string) {})
	group := newSetting(w, app.SettingGrouping, groupOptions, func(string) {
		if e, ok := w.Screen().(*editor.Editor); ok {
			e.Regroup()
		}
	})
	folder := widgets.NewEntry(w, widgets.ExchangeFolder(w), "没有设置：移交时每次选择位置")
	folder.Left = func() { setExchangeFolder(w, folder) }
	pick := widgets.NewButton(w, "选文件夹…", func() {
		widgets.PickFolder(w, "选择移交文件夹", func(dir string) { folder.SetText(dir); setExchangeFolder(w, folder) })
	})
	clear := widgets.NewButton(w, "不用", func() { folder.SetText(""); setExchangeFolder(w, folder) })
	note := &prose.Label{Text: "移交文件夹：几台电脑都能打开的文件夹（如单位内网的共享文件夹）。设置后，移交文件直接写到那里，等您处理的文件列在报告列表的最上面。", Importance: widget.LowImportance}
	widgets.ShowDialog(w, "设置", container.New(widgets.WidthLayout{Width: 640}, container.NewVBox(widget.NewForm(
		widget.NewFormItem("界面字号", size), widget.NewFormItem("打印正文字体", body),
		widget.NewFormItem("移交文件夹", container.NewBorder(nil, nil, nil, container.NewHBox(pick, clear), folder)),
		widget.NewFormItem("四位以上的数", group)), note)),
		widgets.NewPrimary(w, "关闭（Esc）", func() { setExchangeFolder(w, folder) }))
	w.Window().Canvas().Focus(size)
}

// setExchangeFolder takes over the folder in which hand-over files are exchanged.
func setExchangeFolder(w widgets.Host, typed *widgets.Entry) {
	dir := strings.TrimSpace(typed.Text)
	if dir == widgets.ExchangeFolder(w) {
		return
	}
	if err := app.FolderThere(dir); dir != "" && err != nil {
		typed.SetText(widgets.ExchangeFolder(w))
		widgets.Alert(w, "移交文件夹没有改变", "无法打开文件夹“"+dir+"”"+app.Why(err)+"。请检查路径，或者用“选文件夹”来选。")
		return
	}
	widgets.Fail(w, "store setting", w.Service().Settings.SetSetting(w.Context(), app.SettingExchangeFolder, dir))
	if s, ok := w.Screen().(*drafts.List); ok {
		s.WatchFolder()
	}
}

// newSetting offers the options of one setting and stores the choice.
func newSetting(w widgets.Host, name string, options []option, then func(id string)) *widgets.Select {
	held, err := w.Service().Settings.Setting(w.Context(), name)
	widgets.Fail(w, "read setting", err)
	s := widgets.NewChoice(w, nil, nil)
	for _, o := range options {
		s.Options = append(s.Options, o.Name)
		if o.ID == held {
			s.Selected = o.Name
		}
	}
	s.OnChanged = func(string) {
		chosen := options[s.SelectedIndex()].ID
		widgets.Fail(w, "store setting", w.Service().Settings.SetSetting(w.Context(), name, chosen))
		then(chosen)
	}
	return s
}
