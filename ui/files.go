package ui

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/document"
	"nianbao/ui/prose"
	"nianbao/ui/system"
)

// chooseImport asks for a report file and reads it in.
func (w *Window) chooseImport() {
	w.pickFile("选择要导入的报告文件", reportFiles, w.importFile)
}

// importFile reads a report file into the drafts and opens it. A hand-over
// file is shown first.
func (w *Window) importFile(path string) {
	if isHandOver(path) {
		w.arrive(path)
		return
	}
	if w.page != nil && !w.page.Leave() {
		return
	}
	var got *document.Reading
	w.working("正在读入文件", func() (err error) {
		got, err = w.desk.Read(path)
		return err
	}, func(err error) {
		if err != nil {
			w.fail("read file", err)
			return
		}
		w.remember(path)
		w.imported(got)
	})
}

// imported stores a report that was read and opens it, with what was mended.
func (w *Window) imported(got *document.Reading) {
	id, err := w.desk.Import(w.ctx, got.Report)
	if err != nil {
		w.fail("import file", err)
		return
	}
	w.openReport(id)
	if len(got.Notes) > 0 {
		w.tell("已导入，请看一看", strings.Join(got.Notes, "。\n")+"。")
	}
}

func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// chooseTarget asks where to write a file: a folder path and a name, typed or
// chosen. An existing file is only replaced when the person says so. A remark
// stands under the path, "" for none.
func (w *Window) chooseTarget(title, name, remark string, do func(path string)) {
	name = app.FileName(name)
	path := newKeyEntry(w, filepath.Join(system.Documents(), name), "")
	var d dialog.Dialog
	pick := w.button("浏览…", func() {
		w.pickTarget(title, targetPath(path.Text, name), path, func(path string) {
			w.closeDialog(d)
			do(path)
		})
	})
	row := container.NewBorder(nil, nil, nil, pick, path)
	box := container.NewVBox(row)
	if remark != "" {
		box.Add(&prose.Label{Text: remark, Importance: widget.WarningImportance})
	}
	d = w.dialog(title, container.New(widthLayout{640}, box), w.button("取消（Esc）", nil),
		w.primary("保存（Enter）", func() { w.confirmTarget(targetPath(path.Text, name), do) }))
	w.win.Canvas().Focus(path)
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

func (w *Window) confirmTarget(path string, do func(string)) {
	if _, err := os.Stat(path); err == nil {
		w.ask("文件已经有了", "“"+filepath.Base(path)+"”已经存在，要替换吗？", "替换", func() { do(path) })
		return
	}
	do(path)
}

// export prints the report to a PDF that the person names.
func (e *editor) export() {
	if !e.parts[e.current].Leave() {
		return
	}
	e.w.chooseTarget("导出 PDF", e.report().Title()+".pdf", e.exportRemark(), e.exportTo)
}

// exportRemark says beforehand what the pages will carry, and why.
func (e *editor) exportRemark() string {
	stamp := e.s.Watermark()
	if stamp == "" {
		return ""
	}
	text := fmt.Sprintf("报告还没有审批，导出后每页印有“%s”字样。", stamp)
	if r := e.s.Readiness(); r.Errors > 0 || r.Unexplained > 0 {
		text += fmt.Sprintf("现在还有错误 %d 处、需说明 %d 处。", r.Errors, r.Unexplained)
	}
	return text
}

// exportTo prints on another goroutine, from a copy of the report; the window
// stays alive and can cancel.
func (e *editor) exportTo(path string) {
	e.writePaper(path, func(err error) { e.exported(path, err) })
}

func (e *editor) writePaper(path string, then func(error)) {
	ctx, cancel := context.WithCancel(e.w.ctx)
	bar := widget.NewProgressBarInfinite()
	d := e.w.dialog("正在生成 PDF", container.New(widthLayout{360}, bar), e.w.button("取消（Esc）", cancel))
	paper := e.s.Paper()
	e.w.background(func() error { return e.w.desk.Export(ctx, paper, path) }, func(err error) {
		cancel()
		bar.Stop()
		e.w.closeDialog(d)
		then(err)
	})
}

func (e *editor) exported(path string, err error) {
	if err != nil {
		e.w.fail("export PDF", err)
		return
	}
	e.w.remember(path)
	text := "已导出：" + path
	if stamp := e.s.Watermark(); stamp != "" {
		text += "\n报告还没有审批，每页印有“" + stamp + "”字样。"
	}
	e.w.fileWritten("导出完成", text, path)
}

// fileWritten tells of a file that was written, and offers to open it.
func (w *Window) fileWritten(title, text, path string) {
	w.dialog(title, wrapped(text),
		w.button("关闭（Esc）", nil),
		w.button("打开所在文件夹", func() { w.reveal(path) }),
		w.primary("打开文件（Enter）", func() { w.openPath(path) }))
}

// openPath opens a file or folder with what the system has for it.
func (w *Window) openPath(path string) { w.hand(path, system.Open) }

// reveal shows a file in its folder.
func (w *Window) reveal(path string) { w.hand(path, system.Reveal) }

// hand gives a file to the system, on another goroutine: what opens it may
// take its time.
func (w *Window) hand(path string, to func(string) error) {
	w.background(func() error { return to(path) }, func(err error) {
		if err != nil {
			w.fail("open file", &app.Error{Code: app.NoProgram, Detail: "系统没有打开它，请到文件夹中打开：" + path + "。", Err: err})
		}
	})
}
