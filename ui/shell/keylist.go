package shell

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"nianbao/assets"
	"nianbao/ui/commands"
	"nianbao/ui/prose"
	"nianbao/ui/widgets"
)

// showKeys shows all keys, each on one line with what it does.
func showKeys(w widgets.Host) {
	items := &widget.Form{}
	for _, g := range commands.KeyGroups() {
		items.Append(g.Place, prose.NewLabel(strings.ReplaceAll(g.String(), " ", "\u00a0")))
	}
	const widest = 1040
	width := widgets.AvailableSize(w, widest, 0).Width
	widgets.ShowDialog(w, commands.Of(commands.Keys).Name(), container.New(widgets.WidthLayout{Width: width}, items), widgets.NewPrimary(w, "知道了（Esc）", nil))
}

// showAbout names the program, its version and where the data lies.
func showAbout(w widgets.Host) {
	p := w.Program()
	widgets.ShowDialog(w, "关于年报通", widgets.Wrapped(fmt.Sprintf("年报通 %s\n编制、核对、打印政府信息公开工作年度报告。\n数据只存在本机：%s\n程序不连接网络。", p.Version, p.DataDir)),
		widgets.NewButton(w, "他人作品的许可证…", func() { showLicences(w) }),
		widgets.NewPrimary(w, "知道了（Esc）", nil))
	w.Dialogs().StayOnEscape()
}

// showLicences shows whose works are in the program, and their licences, as these
// ask. It is a long text, of which only the lines in sight are drawn.
func showLicences(w widgets.Host) {
	var lines []widgets.Line
	for line := range strings.Lines(assets.Licences) {
		lines = append(lines, widgets.Line{Cells: []widgets.Cell{{Text: strings.TrimRight(line, "\n")}}})
	}
	list := widgets.NewList(w, []widgets.Column{{Name: "", Width: 0}}, nil, nil)
	list.HideSeparators = true
	list.SetLines(lines)
	widgets.ShowDialog(w, "他人作品的许可证", container.NewGridWrap(widgets.AvailableSize(w, 900, 460), list), widgets.NewPrimary(w, "关闭（Esc）", nil))
	w.Window().Canvas().Focus(list)
}
