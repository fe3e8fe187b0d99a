package ui

import (
	"nianbao/app"
	"nianbao/ui/prose"
	"nianbao/ui/system"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"
)

func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// chooseTarget asks where to write a file: a folder path and a name, typed or
// chosen. An existing file is only replaced when the person says so. A remark
// stands under the path, "" for none.
func ChooseTarget(w Host, title, name, remark string, do func(path string)) {
	name = app.FileName(name)
	path := newKeyEntry(w, filepath.Join(system.Documents(), name), "")
	var d dialog.Dialog
	pick := NewButton(w, "浏览…", func() {
		pickTarget(w, title, targetPath(path.Text, name), path, func(path string) {
			CloseDialog(w, d)
			do(path)
		})
	})
	row := container.NewBorder(nil, nil, nil, pick, path)
	box := container.NewVBox(row)
	if remark != "" {
		box.Add(&prose.Label{Text: remark, Importance: widget.WarningImportance})
	}
	d = ShowDialog(w, title, container.New(widthLayout{640}, box), NewButton(w, "取消（Esc）", nil),
		NewPrimary(w, "保存（Enter）", func() { confirmTarget(w, targetPath(path.Text, name), do) }))
	w.Window().Canvas().Focus(path)
}

// targetPath completes what was typed: a folder gets the proposed name, a name
// the ending that belongs to the file.
func targetPath(typed, name string) string {
	typed = strings.Trim(strings.TrimSpace(typed), `"`)
	if typed == "" {
		typed = system.Documents()
	}
	if isDir(typed) {
		return filepath.Join(typed, name)
	}
	if ending := filepath.Ext(name); !strings.EqualFold(filepath.Ext(typed), ending) {
		typed += ending
	}
	return typed
}

func confirmTarget(w Host, path string, do func(string)) {
	if _, err := os.Stat(path); err == nil {
		Ask(w, "文件已经有了", "“"+filepath.Base(path)+"”已经存在，要替换吗？", "替换", func() { do(path) })
		return
	}
	do(path)
}
