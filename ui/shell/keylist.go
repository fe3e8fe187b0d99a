package shell

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

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
		widgets.NewPrimary(w, "知道了（Esc）", nil))
}
