package ui

import (
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
)

// option is one value of a setting and what the screen calls it.
type option struct{ id, name string }

var (
	sizeOptions = []option{{sizeSmall, "小"}, {sizeMedium, "中"}, {sizeLarge, "大"}}
	fontOptions = []option{
		{app.BodyBundled, "宋体（内置）"},
		{app.BodyFangSong, "仿宋（本机字体，没有时用宋体）"},
		{app.BodyKai, "楷体（本机字体，没有时用内置楷体）"},
	}
)

// showSettings shows what a person can choose. A choice holds at once.
func (w *Window) showSettings() {
	size := w.setting(app.SettingTextSize, sizeOptions, func(id string) { w.app.Settings().SetTheme(newHouse(id)) })
	body := w.setting(app.SettingBodyFont, fontOptions, func(string) {})
	w.dialog("设置", container.New(widthLayout{520}, widget.NewForm(
		widget.NewFormItem("界面字号", size), widget.NewFormItem("打印正文字体", body))),
		w.primary("关闭（Esc）", nil))
	w.win.Canvas().Focus(size)
}

// setting offers the options of one setting and stores the choice.
func (w *Window) setting(name string, options []option, then func(id string)) *keySelect {
	held, err := w.desk.Store.Setting(w.ctx, name)
	w.fail("read setting", err)
	s := w.choice(nil, nil)
	for _, o := range options {
		s.Options = append(s.Options, o.name)
		if o.id == held {
			s.Selected = o.name
		}
	}
	s.OnChanged = func(string) {
		chosen := options[s.SelectedIndex()].id
		w.fail("store setting", w.desk.Store.SetSetting(w.ctx, name, chosen))
		then(chosen)
	}
	return s
}
