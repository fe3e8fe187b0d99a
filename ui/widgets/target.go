package widgets

import (
	"os"
	"path/filepath"
	"strings"

	"nianbao/app/files"
	"nianbao/ui/prose"
	"nianbao/ui/system"

	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// IsDir says whether a path is a folder that can be looked at.
func IsDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// ChooseTarget asks where to write a file: a folder path and a name, typed or
// chosen. The name that is proposed is a free one, and an existing file is only
// replaced when the person says so. A remark stands under the path, "" for none.
func ChooseTarget(w Host, title, name, remark string, do func(path string)) {
	name = files.Name(name)
	path := NewEntry(w, files.Free(filepath.Join(system.Documents(), name)), "")
	var d dialog.Dialog
	pick := NewButton(w, "浏览…", func() {
		pickTarget(w, title, TargetPath(path.Text, name), path, func(path string) {
			CloseDialog(w, d)
			do(path)
		})
	})
	row := container.NewBorder(nil, nil, nil, pick, path)
	whole := &prose.Label{SizeName: theme.SizeNameCaptionText, Importance: widget.LowImportance} // the entry has no room for all of it
	path.OnChanged = func(typed string) {
		whole.SetText("文件名：" + strings.TrimSuffix(filepath.Base(typed), filepath.Ext(name)))
	}
	path.OnChanged(path.Text)
	box := container.NewVBox(row, whole)
	if remark != "" {
		box.Add(&prose.Label{Text: remark, Importance: widget.WarningImportance})
	}
	d = ShowDialog(w, title, container.New(WidthLayout{640}, box), NewButton(w, "取消（Esc）", nil),
		NewPrimary(w, "保存（Enter）", func() { confirmTarget(w, TargetPath(path.Text, name), do) }))
	w.Window().Canvas().Focus(path)
}

// TargetPath completes what was typed: a folder gets the proposed name, a name
// the ending that belongs to the file.
func TargetPath(typed, name string) string {
	typed = strings.Trim(strings.TrimSpace(typed), `"`)
	if typed == "" {
		typed = system.Documents()
	}
	if IsDir(typed) {
		return files.Free(filepath.Join(typed, name))
	}
	if ending := filepath.Ext(name); !strings.EqualFold(filepath.Ext(typed), ending) {
		typed += ending
	}
	return typed
}

func confirmTarget(w Host, path string, do func(string)) {
	if _, err := os.Stat(path); err == nil {
		Confirm(w, "文件已经有了", "“"+filepath.Base(path)+"”已经存在，要替换吗？", "替换", func() { do(path) })
		return
	}
	do(path)
}
