package lastyear

import (
	"fmt"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"nianbao/app/form"
	"nianbao/app/report"
	"nianbao/ui/prose"
	"nianbao/ui/widgets"
)

// Text is what the report of the year before says in the field that has the cursor.
type Text struct {
	Content fyne.CanvasObject
	Name    *prose.Label
	Body    *prose.Label
	last    *report.Report
}

// textWidth is that of the text, in units.
const textWidth = 300

// NewText shows the texts of a report.
func NewText(last *report.Report) *Text {
	t := &Text{last: last, Name: &prose.Label{Bold: true}, Body: &prose.Label{}}
	head := &prose.Label{Text: fmt.Sprintf("上年（%d年）", last.Year()), Importance: widget.LowImportance}
	body := container.NewVScroll(container.NewVBox(t.Name, t.Body))
	t.Content = container.New(widgets.WidthLayout{Width: textWidth}, widgets.Tinted(container.NewBorder(head, nil, nil, nil, body)))
	return t
}

// Show shows what the report says in a field.
func (t *Text) Show(f *form.Field) {
	t.Name.SetText(f.Name)
	text := t.last.Text(f.Address)
	t.Body.Importance = widget.MediumImportance
	if text == "" {
		text = "这一栏上年没有内容。"
		t.Body.Importance = widget.LowImportance
	}
	t.Body.SetText(text)
	t.Content.Refresh()
}
