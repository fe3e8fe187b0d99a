package opened

import (
	"context"

	"nianbao/app"
	"nianbao/app/exchange"
	"nianbao/ui/widgets"
)

// exportCorrection prints the 更正说明 where the person says.
func (o *Report) exportCorrection() {
	statement, err := o.Session.CorrectionStatement()
	if err != nil {
		widgets.Fail(o.Host, "write correction", err)
		return
	}
	widgets.ChooseTarget(o.Host, "导出更正说明", o.Session.CorrectionName(".pdf"), o.Session.CorrectionStamp(), func(path string) {
		o.beside("正在生成更正说明……", func(ctx context.Context) error { return o.Host.Service().ExportCorrection(ctx, statement, path) }, func(err error) { o.correctionExported(path, err) })
	})
}

func (o *Report) correctionExported(path string, err error) {
	if err != nil {
		widgets.Fail(o.Host, "export correction", err)
		return
	}
	if o.wrote(Correct, exchange.Placed{Path: path}) {
		return
	}
	widgets.TellWritten(o.Host, "更正说明已导出", "已导出："+path+"\n与更正后的报告一起公布。", path)
}

// corrected says that a correction is under way, or done, "" for none.
func corrected(s *app.Session) string {
	if c := s.Correction(); c != nil {
		return c.Says()
	}
	return ""
}
