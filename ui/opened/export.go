package opened

import (
	"context"
	"fmt"

	"nianbao/app/exchange"
	"nianbao/app/proof"
	"nianbao/ui/widgets"
)

// Export prints the report to a PDF that the person names.
func (o *Report) Export() {
	if !o.commit() {
		return
	}
	widgets.ChooseTarget(o.Host, "导出 PDF", o.Session.PaperName(".pdf"), o.exportRemark(), o.ExportTo)
}

// exportRemark says beforehand what the pages will carry, and why.
func (o *Report) exportRemark() string {
	stamp := o.Session.Watermark()
	if stamp == "" {
		if o.Session.State().Round > 1 {
			return "这是更正后的报告。请把更正说明一起公布：“审签 → 导出更正说明”。"
		}
		return ""
	}
	text := o.Session.StampText()
	if o.Session.IsExample() || o.Session.Standing() != proof.Sound {
		return text
	}
	if left := o.Session.Readiness().ToDo(); left != "" {
		text += fmt.Sprintf("现在还有 %s。", left)
	}
	return text
}

// ExportTo prints on another goroutine, from a copy of the report; the window
// stays alive and can cancel.
func (o *Report) ExportTo(path string) {
	o.writePaper(path, func(err error) { o.exported(path, err) })
}

// writePaper prints into a file beside the page, which says so in its status bar.
func (o *Report) writePaper(path string, then func(error)) {
	paper := o.Session.PrintJob()
	o.beside("正在生成 PDF……", func(ctx context.Context) error { return o.Host.Service().Export(ctx, paper, path) }, then)
}

// beside does work beside the page, which says so and can give it up. One is done
// at a time.
func (o *Report) beside(says string, work func(context.Context) error, then func(error)) {
	o.besideOr(says, work, then, func() {})
}

// besideOr is beside; where the work is given up, or is not begun as other work goes on,
// it calls undone.
func (o *Report) besideOr(says string, work func(context.Context) error, then func(error), undone func()) {
	framed, ok := o.Host.Screen().(widgets.Framed)
	if !ok || framed.Frame().Status.IsBusy() { // it says with what
		undone()
		return
	}
	status := framed.Frame().Status
	ctx, cancel := context.WithCancel(o.Host.Context())
	done := status.Busy(says, cancel)
	o.Host.Background(func() error { return work(ctx) }, func(err error) {
		given := ctx.Err() != nil
		cancel()
		done()
		if given && err != nil {
			status.Say(widgets.Message{Text: "已取消。"})
			undone()
			return
		}
		then(err)
	})
}

func (o *Report) exported(path string, err error) {
	if err != nil {
		widgets.Fail(o.Host, "export PDF", err)
		return
	}
	widgets.AddRecent(o.Host, path)
	if o.wrote(Publish, exchange.Placed{Path: path}) {
		return
	}
	text := "已导出：" + path
	if remark := o.exportRemark(); remark != "" {
		text += "\n" + remark
	}
	widgets.TellWritten(o.Host, "导出完成", text, path)
}
