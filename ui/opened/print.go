package opened

import (
	"os"
	"path/filepath"

	"nianbao/app"
	"nianbao/app/files"
	"nianbao/ui/system"
	"nianbao/ui/widgets"
)

// PrintingFolder is the folder in the data folder for what is handed to a printer.
const PrintingFolder = "printing"

// PrintReport makes the PDF and hands it to the printing of the system.
func (o *Report) PrintReport() {
	if !o.commit() {
		return
	}
	remark := o.exportRemark()
	if remark == "" {
		o.printNow()
		return
	}
	widgets.Confirm(o.Host, "打印", remark, "继续打印", o.printNow)
}

func (o *Report) printNow() {
	dir := filepath.Join(o.Host.Program().DataDir, PrintingFolder)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		widgets.Fail(o.Host, "make folder for printing", &app.Error{Code: app.Target, Detail: dir, Err: err})
		return
	}
	path := filepath.Join(dir, files.Name(o.Session.Report().Title()+".pdf"))
	o.writePaper(path, func(err error) {
		if err != nil {
			widgets.Fail(o.Host, "make PDF to print", err)
			return
		}
		printFile(o.Host, path)
	})
}

// printFile prints a file. Where nothing prints such files it is opened, in
// what shows them.
func printFile(w widgets.Host, path string) {
	var opened bool
	widgets.Work(w, "正在交给系统打印", func() error {
		err := system.Print(path)
		if err == nil {
			return nil
		}
		w.Log().Info("nothing prints by itself", "error", err)
		opened = true
		return system.Open(path)
	}, func(err error) {
		switch {
		case err != nil:
			widgets.Fail(w, "print", &app.Error{Code: app.NoProgram, Sentence: "这台电脑上没有能打开 PDF 的程序，报告没有打印。请安装看 PDF 的程序，或者把文件带到别的电脑上打印：" + path + "。", Err: err})
		case opened:
			widgets.Alert(w, "请在打开的窗口中打印", "这台电脑上没有直接打印 PDF 的程序，已用看 PDF 的程序打开。请在那里打印（一般是 Ctrl+P）。")
		default:
			widgets.Alert(w, "已送去打印", "报告已交给系统打印。没有反应时，请检查打印机，或者用“导出 PDF”导出后打印。")
		}
	})
}
