package ui

import (
	"os"
	"path/filepath"

	"nianbao/app"
	"nianbao/ui/system"
)

// printingName is the folder in the data folder for what is handed to a printer.
const printingName = "printing"

// printReport makes the PDF and hands it to the printing of the system.
func (e *editor) printReport() {
	if !e.parts[e.current].Leave() {
		return
	}
	remark := e.exportRemark()
	if remark == "" {
		e.printNow()
		return
	}
	e.w.ask("打印", remark, "照样打印", e.printNow)
}

func (e *editor) printNow() {
	dir := filepath.Join(e.w.options.DataDir, printingName)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		e.w.fail("make folder for printing", &app.Error{Code: app.Target, Detail: dir, Err: err})
		return
	}
	path := filepath.Join(dir, app.FileName(e.report().Title()+".pdf"))
	e.writePaper(path, func(err error) {
		if err != nil {
			e.w.fail("make PDF to print", err)
			return
		}
		e.w.printFile(path)
	})
}

// printFile prints a file. Where nothing prints such files it is opened, in
// what shows them.
func (w *Window) printFile(path string) {
	var opened bool
	w.background(func() error {
		err := system.Print(path)
		if err == nil {
			return nil
		}
		w.log.Info("nothing prints by itself", "error", err)
		opened = true
		return system.Open(path)
	}, func(err error) {
		switch {
		case err != nil:
			w.fail("print", &app.Error{Code: app.NoProgram, Detail: "这台电脑上没有能打开 PDF 的程序，报告没有打印。请安装看 PDF 的程序，或者把文件带到别的电脑上打印：" + path + "。", Err: err})
		case opened:
			w.tell("请在打开的窗口中打印", "这台电脑上没有直接打印 PDF 的程序，已用看 PDF 的程序打开。请在那里打印（一般是 Ctrl+P）。")
		default:
			w.tell("已送去打印", "报告已交给系统打印。没有反应时，请检查打印机，或者用“导出 PDF”导出后打印。")
		}
	})
}

// saveNow answers Ctrl+S.
func (e *editor) saveNow() {
	if e.parts[e.current].Leave() {
		e.o.saveNow()
	}
}
