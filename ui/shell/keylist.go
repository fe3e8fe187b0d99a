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

// showKeys shows all keys.
func showKeys(w widgets.Host) {
	items := &widget.Form{}
	for _, g := range commands.KeyGroups() {
		items.Append(g.Place, prose.NewLabel(keyLine(g)))
	}
	const widest = 1040
	width := widgets.RoomFor(w, widest, 0).Width
	widgets.ShowDialog(w, commands.Of(commands.Keys).Name(), container.New(widgets.WidthLayout{Width: width}, items), widgets.NewPrimary(w, "知道了（Esc）", nil))
}

// keyLine writes the keys of a place, each on one line with what it does.
func keyLine(g commands.KeyGroup) string {
	var uses []string
	for _, u := range g.Keys {
		uses = append(uses, strings.ReplaceAll(strings.TrimSpace(u.Key+" "+u.Does), " ", "\u00a0"))
	}
	return strings.Join(uses, "　")
}

// showAbout names the program, its version and where the data lies.
func showAbout(w widgets.Host) {
	p := w.Program()
	widgets.ShowDialog(w, "关于年报通", widgets.Wrapped(fmt.Sprintf("年报通 %s\n编制、核对、打印政府信息公开工作年度报告。\n数据只存在本机：%s\n程序不连接网络。", p.Version, p.DataDir)),
		widgets.NewPrimary(w, "知道了（Esc）", nil))
}
