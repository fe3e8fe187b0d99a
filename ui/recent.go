package ui

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"nianbao/app"
)

// recentMost is how many files the menu lists.
const recentMost = 8

// recent returns the files that were written or read last, the latest first.
func (w *Window) recent() []string {
	held, err := w.desk.Store.Setting(w.ctx, app.SettingRecent)
	var paths []string
	if err == nil && held != "" {
		err = json.Unmarshal([]byte(held), &paths)
	}
	if err != nil {
		w.log.Error("read recent files", "error", err)
	}
	return paths
}

// remember puts a file at the head of the recent ones.
func (w *Window) remember(path string) {
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	paths := slices.DeleteFunc(w.recent(), func(p string) bool { return p == path })
	w.keepRecent(append([]string{path}, paths...))
}

func (w *Window) keepRecent(paths []string) {
	text, err := json.Marshal(paths[:min(len(paths), recentMost)])
	if err == nil {
		err = w.desk.Store.SetSetting(w.ctx, app.SettingRecent, string(text))
	}
	if err != nil {
		w.log.Error("keep recent files", "error", err)
	}
	w.setMenu()
}

// recentMenu is the menu entry with the recent files under it.
func (w *Window) recentMenu() *fyne.MenuItem {
	m := &fyne.MenuItem{Label: "最近的文件"}
	var items []*fyne.MenuItem
	for _, path := range w.recent() {
		items = append(items, w.item(filepath.Base(path), nil, func() { w.openRecent(path) }))
	}
	m.Disabled = len(items) == 0
	if !m.Disabled {
		m.ChildMenu = fyne.NewMenu("", items...)
	}
	return m
}

func (w *Window) openRecent(path string) {
	if _, err := os.Stat(path); err != nil {
		w.keepRecent(slices.DeleteFunc(w.recent(), func(p string) bool { return p == path }))
		w.tell("文件已经不在那里", "可能已被移动、改名或者删除："+path)
		return
	}
	w.openFile(path)
}

// openFile opens any file that the program knows: what it reads is read, and
// what it has printed is shown.
func (w *Window) openFile(path string) {
	if strings.EqualFold(filepath.Ext(path), ".pdf") {
		w.openPath(path)
		return
	}
	w.importFile(path)
}
