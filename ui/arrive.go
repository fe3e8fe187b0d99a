package ui

import (
	"path/filepath"
	"strings"
	"time"

	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/handover"
)

// isHandOver says whether a file is called like a hand-over file.
func isHandOver(path string) bool { return strings.EqualFold(filepath.Ext(path), handover.Extension) }

// chooseHandOver asks for a hand-over file and opens it; where files are being
// verified, for one to verify.
func (w *Window) chooseHandOver() {
	if p, ok := w.page.(*verifyPage); ok {
		p.chooseFile()
		return
	}
	w.pickFile("选择移交文件", handOverFiles, w.arrive)
}

// arrive checks a hand-over file and shows what it brings. Nothing is taken
// over before the person says so.
func (w *Window) arrive(path string) {
	if w.page != nil && !w.page.Leave() {
		return
	}
	var a *app.ImportPreview
	w.working("正在核对文件", func() (err error) {
		a, err = w.desk.OpenPackageFile(w.ctx, path)
		return err
	}, func(err error) {
		if err != nil {
			w.refuseFile(path, err)
			return
		}
		w.arrived(a)
	})
}

// working does work on another goroutine. A dialog tells of it when it takes
// longer than a moment; leaving that gives the work up.
func (w *Window) working(title string, work func() error, then func(error)) {
	var d dialog.Dialog
	given, done := false, false
	cancel := w.later(300*time.Millisecond, func() {
		if done { // while this was waiting its turn
			return
		}
		bar := container.New(widthLayout{360}, widget.NewProgressBarInfinite())
		d = w.dialog(title, bar, w.button("取消（Esc）", func() { given = true }))
	})
	w.background(work, func(err error) {
		cancel()
		done = true
		if given {
			return
		}
		if d != nil {
			w.closeDialog(d)
		}
		then(err)
	})
}

// refuseFile says why a file is not taken.
func (w *Window) refuseFile(path string, err error) {
	w.log.Error("examine hand-over file", "error", err)
	title := "打不开这个文件"
	if app.CodeOf(err) == app.Untrusted {
		title = "核对没有通过"
	}
	w.tell(title, app.Sentence(err)+"\n\n文件："+path)
}

// arrived shows what a checked file brings.
func (w *Window) arrived(a *app.ImportPreview) {
	switch {
	case a.File.Kind == handover.KindRequest:
		w.admit(a)
	case a.File.Kind == handover.KindRoster:
		w.rosterArrived(a)
	case a.Relation == handover.Diverged:
		w.forked(a)
	default:
		w.showArrival(a)
	}
}

// accept takes over what a file brought and opens the report.
func (w *Window) accept(a *app.ImportPreview, c app.Choice) {
	id, err := w.desk.Accept(w.ctx, a, c)
	switch {
	case err == nil && id != 0:
		w.openReport(id)
	case app.CodeOf(err) == app.Exists && a.File.Report != nil:
		w.otherCourse(a, err)
	case err != nil:
		w.fail("accept hand-over file", err)
	default:
		w.showOffice()
	}
}

// otherCourse tells that the unit has another report of that year here, which
// is not a copy of the one that arrived.
func (w *Window) otherCourse(a *app.ImportPreview, err error) {
	w.log.Info("accept hand-over file", "error", err)
	w.tell("本机已有这一年度的另一份报告", "本机有一份“"+a.Report.Title()+"”，是另外新建或者导入的，不是文件中这一份的副本，两份不能合并。\n"+
		"要接收文件中的这一份，请先在报告列表中删除本机的那一份（删除后可以撤销），再打开文件。本机的内容没有改动。")
}
