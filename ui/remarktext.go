package ui

import (
	"fmt"
	"nianbao/app/notes"
	"nianbao/app/report"
	"nianbao/ui/prose"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// remarkBody shows a remark: number, who wrote it, where and what.
func remarkBody(r *report.Report, n int, m notes.Remarked) *fyne.Container {
	who := fmt.Sprintf("意见 %d　%s（%s，第%d轮）", n, m.Name, m.Level, m.Round)
	return container.New(tightLayout{},
		&prose.Label{Text: who, Bold: true, SizeName: theme.SizeNameCaptionText, Importance: widget.WarningImportance},
		&prose.Label{Text: placeName(r, m.Address), SizeName: theme.SizeNameCaptionText, Importance: widget.LowImportance},
		prose.NewLabel(m.Text))
}

// answerLine tells what was done about a remark.
func answerLine(a notes.Answer) fyne.CanvasObject {
	text, importance := "未处理", widget.WarningImportance
	if a.Done {
		text, importance = "已处理", widget.SuccessImportance
	}
	if a.Text != "" {
		text += "：" + a.Text
	}
	return &prose.Label{Text: text + byName(a.By), Importance: importance}
}
