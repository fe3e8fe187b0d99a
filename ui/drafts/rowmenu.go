package drafts

import (
	"fmt"

	"fyne.io/fyne/v2"

	"nianbao/ui/commands"
	"nianbao/ui/widgets"
)

// rowMenu is the menu of the chosen row.
func (p *List) rowMenu() *fyne.Menu {
	r := p.Selected()
	items := []*fyne.MenuItem{fyne.NewMenuItem(commands.As(commands.Open, "打开"), p.onOpen)}
	switch {
	case r.File != nil:
		items = append(items, fyne.NewMenuItem("打开所在文件夹", func() { widgets.Reveal(p.w, r.File.Path) }))
	case r.Draft != nil:
		s := r.Draft
		if !s.Example {
			items = append(items, fyne.NewMenuItem(fmt.Sprintf("以此为底新建%d年报告…", s.Year+1), func() { showNewReport(p.w, s.Unit, s.Year+1) }))
		}
		items = append(items,
			fyne.NewMenuItemSeparator(),
			fyne.NewMenuItem("只看这个单位", func() { p.Filter.SetText(s.Unit) }),
			fyne.NewMenuItem(fmt.Sprintf("只看%d年", s.Year), func() { p.Year.SetSelected(fmt.Sprintf("%d年", s.Year)) }),
			fyne.NewMenuItem("只看“"+s.Shown()+"”", func() { p.State.SetSelected(s.Shown()) }),
		)
	}
	items = append(items, fyne.NewMenuItem(commands.As(commands.Cancel, "显示全部"), p.showAll), fyne.NewMenuItemSeparator(), p.sortMenu())
	switch {
	case r.File != nil:
		items = append(items, fyne.NewMenuItemSeparator(), fyne.NewMenuItem(commands.As(commands.Remove, "不再列出…"), p.onRemove))
	case r.Draft != nil:
		items = append(items, fyne.NewMenuItemSeparator(), fyne.NewMenuItem(commands.Titled(commands.Remove), p.onRemove))
	}
	return fyne.NewMenu("", items...)
}

// sortMenu sorts as the heads of the columns do.
func (p *List) sortMenu() *fyne.MenuItem {
	sub := fyne.NewMenu("")
	for _, s := range sortable {
		item := fyne.NewMenuItem("按"+columns[s.column].Name, func() { p.onSort(s.column) })
		item.Checked = p.order.column() == s.column
		sub.Items = append(sub.Items, item)
	}
	item := fyne.NewMenuItem("排序", nil)
	item.ChildMenu = sub
	return item
}
