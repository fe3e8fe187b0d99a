package widgets

import (
	"path/filepath"
	"strings"

	"nianbao/app"
	"nianbao/app/files"
	"nianbao/app/handover"
)

// ExchangeFolder is the folder in which hand-over files are exchanged, "" for none.
func ExchangeFolder(w Host) string {
	if w.Service() == nil {
		return ""
	}
	return Setting(w, app.SettingExchangeFolder)
}

// SaveToExchange writes a hand-over file: into the exchange folder under a name of its
// own or, without one, where the person says.
func SaveToExchange(w Host, title, name string, raw []byte, then func(path string)) {
	name = strings.TrimSuffix(files.Name(name+handover.Extension), handover.Extension)
	write := func(path string) {
		if err := app.WriteBytes(path, raw); err != nil {
			Fail(w, "write hand-over file", err)
			return
		}
		then(path)
	}
	switch folder := ExchangeFolder(w); {
	case folder == "":
		ChooseTarget(w, title, name+handover.Extension, "", write)
	case !IsDir(folder):
		ChooseTarget(w, title, name+handover.Extension, "设置的移交文件夹现在无法打开，请另选位置："+folder, write)
	default:
		write(files.Free(filepath.Join(folder, name+handover.Extension)))
	}
}

// TellSaved tells where a file lies and what to do with it.
func TellSaved(w Host, title, text, path string) {
	ShowDialog(w, title, Wrapped(text+"\n\n文件："+path),
		NewButton(w, "关闭（Esc）", nil), NewPrimary(w, "打开所在文件夹（Enter）", func() { Reveal(w, path) }))
}
