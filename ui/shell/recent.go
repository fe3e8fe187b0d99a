package shell

import (
	"os"
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"

	"nianbao/ui/widgets"
)

// recent is the menu entry with the recent files under it.
func (m *menus) recent() *fyne.MenuItem {
	entry := &fyne.MenuItem{Label: "最近的文件"}
	var items []*fyne.MenuItem
	for _, path := range widgets.RecentFiles(m.w) {
		items = append(items, m.item(filepath.Base(path), nil, func() { m.openRecent(path) }))
	}
	entry.Disabled = len(items) == 0
	if !entry.Disabled {
		entry.ChildMenu = fyne.NewMenu("", items...)
	}
	return entry
}

func (m *menus) openRecent(path string) {
	if _, err := os.Stat(path); err != nil {
		widgets.KeepRecent(m.w, slices.DeleteFunc(widgets.RecentFiles(m.w), func(p string) bool { return p == path }))
		widgets.Alert(m.w, "文件已经不在那里", "可能已被移动、改名或者删除："+path)
		return
	}
	m.w.OpenFile(path)
}
