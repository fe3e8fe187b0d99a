package opened

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"nianbao/app/notes"
	"nianbao/app/report"
	"nianbao/app/signoff"
	"nianbao/ui/prose"
	"nianbao/ui/widgets"
)

// RemarkBody shows a remark: number, who wrote it, where and what. One that was
// handled is grey and ticked off.
type RemarkBody struct {
	Content   *fyne.Container
	head      string
	who, text *prose.Label
}

// NewRemarkBody shows a remark by its number in the list.
func NewRemarkBody(r *report.Report, n int, m notes.Remarked) *RemarkBody {
	at := m.Level
	if round := signoff.RoundName(m.Round); round != "" {
		at += "，" + round
	}
	b := &RemarkBody{
		head: fmt.Sprintf("意见 %d　%s（%s）", n, m.Name, at),
		who:  &prose.Label{Bold: true, SizeName: theme.SizeNameCaptionText}, text: &prose.Label{Text: m.Text},
	}
	b.Content = container.New(widgets.TightLayout{}, b.who,
		&prose.Label{Text: widgets.PlaceName(r, m.Address), SizeName: theme.SizeNameCaptionText, Importance: widget.LowImportance}, b.text)
	b.Show(m.Answer.Done)
	return b
}

// Show shows whether the remark is handled.
func (b *RemarkBody) Show(done bool) {
	head, who, text := b.head, widget.WarningImportance, widget.MediumImportance
	if done {
		head, who, text = "✓ "+b.head, widget.LowImportance, widget.LowImportance
	}
	if b.who.Text == head {
		return
	}
	b.who.Importance, b.text.Importance = who, text
	b.who.SetText(head)
	b.text.Refresh()
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
