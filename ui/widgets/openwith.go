package widgets

import (
	"nianbao/app"
	"nianbao/ui/system"
)

// TellWritten tells of a file that was written, and offers to open it.
func TellWritten(w Host, title, text, path string) {
	ShowDialog(w, title, Wrapped(text),
		NewButton(w, "关闭（Esc）", nil),
		NewButton(w, "打开所在文件夹", func() { Reveal(w, path) }),
		NewPrimary(w, "打开文件（Enter）", func() { OpenPath(w, path) }))
}

// OpenPath opens a file or folder with what the system has for it.
func OpenPath(w Host, path string) { openExternally(w, path, system.Open) }

// Reveal shows a file in its folder.
func Reveal(w Host, path string) { openExternally(w, path, system.Reveal) }

// openExternally gives a file to the system, on another goroutine: what opens it may
// take its time.
func openExternally(w Host, path string, to func(string) error) {
	w.Background(func() error { return to(path) }, func(err error) {
		if err != nil {
			Fail(w, "open file", &app.Error{Code: app.NoProgram, Sentence: "系统没有打开它，请到文件夹中打开：" + path + "。", Err: err})
		}
	})
}
