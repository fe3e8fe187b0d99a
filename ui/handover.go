package ui

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"nianbao/app"
	"nianbao/app/handover"
	"nianbao/app/signoff"
)

// handOver writes an open report for the next person, into the tray folder
// where one is set.
func (w *Window) handOver(s *app.Session) {
	raw, err := w.desk.HandOver(w.ctx, s)
	if err != nil {
		w.fail("hand over", err)
		return
	}
	w.saveFile("移交", strings.TrimSuffix(app.HandOverName(s), handover.Extension), raw, func(path string) {
		w.written("已写出移交文件", handedText(s), path)
	})
}

// handedText says who the file is for.
func handedText(s *app.Session) string {
	state := s.State()
	const how = "对方在“打开移交文件”中选它，或者双击它，就可以核对和接收。"
	switch {
	case state.Stage == signoff.Reviewing:
		if names := state.EligibleNames(s.Actor().Roster); names != "" {
			return fmt.Sprintf("报告现在%s，请把文件交给%s。", state.Name(), names) + how
		}
	case state.Stage == signoff.Approved:
		return "报告已审批。文件中有全部内容、意见和签名，可以存档，也可以交给编制人。" + how
	case state.Returned != nil:
		return "报告已退回，请把文件交给编制人修改。" + how
	}
	return "文件中有报告的内容、编制记录、意见和签名。" + how
}

// tray is the folder in which hand-over files are exchanged, "" for none.
func (w *Window) trayDir() string {
	if w.desk == nil {
		return ""
	}
	dir, err := w.desk.Store.Setting(w.ctx, app.SettingExchangeFolder)
	if err != nil {
		w.log.Error("read setting", "error", err)
	}
	return dir
}

// saveFile writes a hand-over file: into the tray folder under a name of its
// own or, without one, where the person says.
func (w *Window) saveFile(title, name string, raw []byte, then func(path string)) {
	name = strings.TrimSuffix(app.FileName(name+handover.Extension), handover.Extension)
	write := func(path string) {
		if err := app.WriteBytes(path, raw); err != nil {
			w.fail("write hand-over file", err)
			return
		}
		then(path)
	}
	switch tray := w.trayDir(); {
	case tray == "":
		w.chooseTarget(title, name+handover.Extension, "", write)
	case !isDir(tray):
		w.chooseTarget(title, name+handover.Extension, "设置的移交文件夹现在打不开，请另选位置："+tray, write)
	default:
		write(freePath(tray, name))
	}
}

// freePath returns a path in a folder that nothing is at: a file in the tray
// is never written over.
func freePath(dir, name string) string {
	path := filepath.Join(dir, name+handover.Extension)
	for n := 2; ; n++ {
		if _, err := os.Stat(path); err != nil {
			return path
		}
		path = filepath.Join(dir, fmt.Sprintf("%s（%d）%s", name, n, handover.Extension))
	}
}

// written tells where a file lies and what to do with it.
func (w *Window) written(title, text, path string) {
	w.dialog(title, wrapped(text+"\n\n文件："+path),
		w.button("关闭（Esc）", nil), w.primary("打开所在文件夹（Enter）", func() { w.reveal(path) }))
}
