package widgets

import (
	"encoding/json"
	"path/filepath"
	"slices"

	"nianbao/app"
)

// recentMost is how many files the menu lists.
const recentMost = 8

// RecentFiles returns the files that were written or read last, the latest first.
func RecentFiles(w Host) []string {
	held, err := w.Service().Settings.Setting(w.Context(), app.SettingRecent)
	var paths []string
	if err == nil && held != "" {
		err = json.Unmarshal([]byte(held), &paths)
	}
	if err != nil {
		w.Log().Error("read recent files", "error", err)
	}
	return paths
}

// AddRecent puts a file at the head of the recent ones.
func AddRecent(w Host, path string) {
	if abs, err := filepath.Abs(path); err == nil {
		path = abs
	}
	paths := slices.DeleteFunc(RecentFiles(w), func(p string) bool { return p == path })
	KeepRecent(w, append([]string{path}, paths...))
}

// KeepRecent remembers which files were used last, the newest first.
func KeepRecent(w Host, paths []string) {
	text, err := json.Marshal(paths[:min(len(paths), recentMost)])
	if err == nil {
		err = w.Service().Settings.SetSetting(w.Context(), app.SettingRecent, string(text))
	}
	if err != nil {
		w.Log().Error("keep recent files", "error", err)
	}
	w.Refresh()
}
