package opened

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"nianbao/app/notes"
	"nianbao/app/report"
	"nianbao/ui/prose"
	"nianbao/ui/widgets"
)

// RemarkBody shows a remark: number, who wrote it, where and what.
func RemarkBody(r *report.Report, n int, m notes.Remarked) *fyne.Container {
	who := fmt.Sprintf("意见 %d　%s（%s，第%d轮）", n, m.Name, m.Level, m.Round)
	return container.New(widgets.TightLayout{},
		&prose.Label{Text: who, Bold: true, SizeName: theme.SizeNameCaptionText, Importance: widget.WarningImportance},
		&prose.Label{Text: widgets.PlaceName(r, m.Address), SizeName: theme.SizeNameCaptionText, Importance: widget.LowImportance},
		prose.NewLabel(m.Text))
}

// AnswerLine tells what was done about a remark.
func AnswerLine(a notes.Answer) fyne.CanvasObject {
	text, importance := "未处理", widget.WarningImportance
	if a.Done {
		text, importance = "已处理", widget.SuccessImportance
	}
	if a.Text != "" {
		text += "：" + a.Text
	}
	return &prose.Label{Text: widgets.WithBrackets(text, a.By), Importance: importance}
}
