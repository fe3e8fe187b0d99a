package exchange

import (
	"errors"
	"path/filepath"
	"strings"

	"nianbao/app"
	"nianbao/app/exchange"
	"nianbao/app/handover"
	"nianbao/ui/commands"
	"nianbao/ui/widgets"
)

// IsPackage says whether a file is called like a hand-over file.
func IsPackage(path string) bool { return strings.EqualFold(filepath.Ext(path), handover.Extension) }

// RefuseFile says why a file is not taken.
func RefuseFile(w widgets.Host, path string, err error) {
	w.Log().Error("examine hand-over file", "error", err)
	title := "无法打开这个文件"
	var refused *app.Error
	if errors.As(err, &refused) && refused.Code == app.Untrusted && refused.Sentence == "" { // else it is sound, and does not belong here
		title = "验证未通过"
	}
	widgets.Alert(w, title, app.Sentence(err)+"\n\n文件："+path)
}

// accept takes over what a file brought and opens the report; before that it
// calls leave.
func accept(w widgets.Host, a *exchange.ImportPreview, c exchange.Choice, leave func()) {
	var id int64
	widgets.Soon(w, "正在接收", func() (err error) {
		id, err = exchange.At(w.Service()).Accept(w.Context(), a, c)
		return err
	}, func(err error) {
		switch {
		case err == nil && id != 0:
			leave()
			w.OpenReport(id, nil)
		case app.CodeOf(err) == app.Exists && a.File.Report != nil:
			otherReport(w, a, err)
		case err != nil:
			widgets.Fail(w, "accept hand-over file", err)
		default:
			w.Do(commands.Office)
		}
	})
}

// otherReport tells that the unit has another report of that year here, which
// is not a copy of the one that arrived.
func otherReport(w widgets.Host, a *exchange.ImportPreview, err error) {
	w.Log().Info("accept hand-over file", "error", err)
	widgets.Alert(w, "本机已有这一年度的另一份报告", "本机有一份“"+a.Report.Title()+"”，是另外新建或者导入的，不是文件中这一份的副本，两份不能合并。\n"+
		"要接收文件中的这一份，请先在报告列表中删除本机的那一份（删除后可以撤销），再打开文件。本机的内容没有改动。")
}
