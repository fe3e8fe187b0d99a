package ui

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"nianbao/app/check"
	"nianbao/app/report"
	"nianbao/ui/prose"
)

// findingsPanel lists what the rules found; a tap goes to the place.
type findingsPanel struct {
	w       *Window
	goTo    func(check.Finding)
	adopt   func(check.Finding)
	heading *widget.Label
	rows    *fyne.Container
	shown   []check.Finding
	content fyne.CanvasObject
}

func newFindingsPanel(w *Window, goTo, adopt func(check.Finding)) *findingsPanel {
	p := &findingsPanel{w: w, goTo: goTo, adopt: adopt, rows: container.NewVBox()}
	p.heading = &widget.Label{TextStyle: fyne.TextStyle{Bold: true}}
	p.content = container.NewBorder(band(p.heading), nil, nil, nil, container.NewVScroll(p.rows))
	return p
}

// show lists the findings, the gravest first; rows are made anew only when something changed.
func (p *findingsPanel) show(r *report.Report, found []check.Finding) {
	found = slices.Clone(found)
	slices.SortStableFunc(found, func(a, b check.Finding) int { return int(a.Severity) - int(b.Severity) })
	if p.heading.Text != "" && sameFindings(p.shown, found) {
		return
	}
	p.shown = found
	p.heading.SetText(fmt.Sprintf("检查：错误 %d　需说明 %d　提示 %d",
		check.Count(found, check.Error), check.Count(found, check.Explain), check.Count(found, check.Info)))
	p.rows.Objects = nil
	for _, f := range found {
		p.rows.Objects = append(p.rows.Objects, newFindingRow(p, r, f))
	}
	if len(found) == 0 {
		p.rows.Objects = append(p.rows.Objects, &prose.Label{Text: "全部填完，没有发现问题。", Importance: widget.SuccessImportance})
	}
	p.rows.Refresh()
}

func sameFindings(a, b []check.Finding) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i].Key() != b[i].Key() || a[i].Message != b[i].Message {
			return false
		}
	}
	return true
}

// findingRow is one finding: severity, rule, place and sentence.
type findingRow struct {
	widget.BaseWidget
	panel   *findingsPanel
	finding check.Finding
	back    *canvas.Rectangle
	body    *fyne.Container
}

func newFindingRow(p *findingsPanel, r *report.Report, f check.Finding) *findingRow {
	head := &widget.Label{Text: f.Severity.String() + "　" + placeOf(r, f), TextStyle: fyne.TextStyle{Bold: true}, SizeName: theme.SizeNameCaptionText, Importance: importanceOf(f.Severity)}
	rule := &widget.Label{Text: f.Rule, SizeName: theme.SizeNameCaptionText, Importance: widget.LowImportance}
	row := &findingRow{panel: p, finding: f, back: canvas.NewRectangle(colorClear)}
	row.body = container.New(tightLayout{}, container.NewBorder(nil, nil, head, rule), prose.NewLabel(f.Message))
	if f.Severity == check.Error && len(f.Cells) > 0 && !r.Printed(f.Cells[0]).Blank() {
		row.body = container.NewVBox(row.body, container.NewHBox(p.w.quiet("以计算值为准（Ctrl+E）", row.onAdopt)))
	}
	row.ExtendBaseWidget(row)
	return row
}

// placeOf names the part of the report in short: the headings are too long.
func placeOf(r *report.Report, f check.Finding) string {
	for i, s := range r.Form().Sections {
		if s.ID == f.Section {
			return "第" + string([]rune("一二三四五六七八九")[i]) + "部分"
		}
	}
	return "报告信息"
}

// importanceOf colours a severity.
func importanceOf(s check.Severity) widget.Importance {
	return [...]widget.Importance{widget.DangerImportance, widget.WarningImportance, widget.LowImportance}[s]
}

// CreateRenderer draws the row with a line under it.
func (f *findingRow) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewStack(f.back, container.NewBorder(nil, hairline(), nil, nil, f.body)))
}

// hairline is a thin line over the whole width.
func hairline() fyne.CanvasObject {
	line := canvas.NewRectangle(colorLine)
	line.SetMinSize(fyne.NewSize(1, 1))
	return line
}

// Tapped goes to the place.
func (f *findingRow) Tapped(*fyne.PointEvent) { f.panel.goTo(f.finding) }

func (f *findingRow) onAdopt() { f.panel.adopt(f.finding) }

// MouseIn marks the row.
func (f *findingRow) MouseIn(*desktop.MouseEvent) { f.back.FillColor = colorBand; f.back.Refresh() }

// MouseMoved does nothing.
func (f *findingRow) MouseMoved(*desktop.MouseEvent) {}

// MouseOut takes the mark away.
func (f *findingRow) MouseOut() { f.back.FillColor = colorClear; f.back.Refresh() }

// Cursor shows a hand.
func (f *findingRow) Cursor() desktop.Cursor { return desktop.PointerCursor }
