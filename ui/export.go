package ui

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// export prints the report to a PDF that the person names.
func (o *opened) export() {
	if !o.commit() {
		return
	}
	ChooseTarget(o.w, "导出 PDF", o.s.Report().Title()+".pdf", o.exportRemark(), o.exportTo)
}

// exportRemark says beforehand what the pages will carry, and why.
func (o *opened) exportRemark() string {
	stamp := o.s.Watermark()
	if stamp == "" {
		return ""
	}
	text := fmt.Sprintf("报告还没有审批，导出后每页印有“%s”字样。", stamp)
	if r := o.s.Readiness(); r.Errors > 0 || r.Unexplained > 0 {
		text += fmt.Sprintf("现在还有错误 %d 处、需说明 %d 处。", r.Errors, r.Unexplained)
	}
	return text
}

// exportTo prints on another goroutine, from a copy of the report; the window
// stays alive and can cancel.
func (o *opened) exportTo(path string) {
	o.writePaper(path, func(err error) { o.exported(path, err) })
}

func (o *opened) writePaper(path string, then func(error)) {
	ctx, cancel := context.WithCancel(o.w.Context())
	bar := widget.NewProgressBarInfinite()
	d := ShowDialog(o.w, "正在生成 PDF", container.New(widthLayout{360}, bar), NewButton(o.w, "取消（Esc）", cancel))
	paper := o.s.Paper()
	o.w.Background(func() error { return o.w.Service().Export(ctx, paper, path) }, func(err error) {
		cancel()
		bar.Stop()
		CloseDialog(o.w, d)
		then(err)
	})
}

func (o *opened) exported(path string, err error) {
	if err != nil {
		Fail(o.w, "export PDF", err)
		return
	}
	Remember(o.w, path)
	text := "已导出：" + path
	if stamp := o.s.Watermark(); stamp != "" {
		text += "\n报告还没有审批，每页印有“" + stamp + "”字样。"
	}
	TellWritten(o.w, "导出完成", text, path)
}
