package shell

import (
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
	keepOptions  = []option{{"", "每次签名都输入"}, {"1", "1 分钟之内不再问"}, {"3", "3 分钟之内不再问"}, {"5", "5 分钟之内不再问"}}
	colorOptions = []option{{widgets.ColorsAsSystem, "随系统设置"}, {widgets.ColorsPlain, "平常"}, {widgets.ColorsStrong, "高对比度"}}
	fontOptions  = []option{
		{app.BodyBundled, "宋体（内置）"},
		{app.BodyFangSong, "仿宋（本机字体，没有时用宋体）"},
		{app.BodyKai, "楷体（本机字体，没有时用内置楷体）"},
	}
)

// showSettings shows what a person can choose. A choice holds at once.
func showSettings(w widgets.Host) {
	size := newSetting(w, app.SettingTextSize, widgets.TextSizes, func(id string) { fyne.CurrentApp().Settings().SetTheme(widgets.NewTheme(id)) })
	colors := newSetting(w, app.SettingColors, colorOptions, func(id string) { widgets.UseColors(w, id) })
	body := newSetting(w, app.SettingBodyFont, fontOptions, func(string) {})
	group := newSetting(w, app.SettingGrouping, groupOptions, func(string) {
		if e, ok := w.Screen().(*editor.Editor); ok {
			e.Regroup()
		}
	})
	keep := newSetting(w, app.SettingKeepPassword, keepOptions, func(string) { w.Service().ForgetUnlocked() })
	folder := widgets.NewFolderField(w, func() {
		if s, ok := w.Screen().(*drafts.List); ok {
			s.WatchFolder()
		}
	})
	note := &prose.Label{Text: widgets.AboutExchangeFolder, Importance: widget.LowImportance}
	widgets.ShowDialog(w, "设置", container.New(widgets.WidthLayout{Width: 640}, container.NewVBox(widget.NewForm(
		widget.NewFormItem("界面字号", size), widget.NewFormItem("界面颜色", colors), widget.NewFormItem("打印正文字体", body),
		widget.NewFormItem("移交文件夹", folder.Content),
		widget.NewFormItem("签名密码", keep),
		widget.NewFormItem("四位以上的数", group)), note)),
		widgets.NewPrimary(w, "关闭（Esc）", folder.Keep))
	w.Window().Canvas().Focus(size)
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
