package opened

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"nianbao/app"
	"nianbao/app/check"
	"nianbao/app/report"
	"nianbao/ui/prose"
	"nianbao/ui/widgets"
)

// SortedFindings puts the gravest first and what was explained after what was
// not.
func SortedFindings(s *app.Session, found []check.Finding) []check.Finding {
	weight := func(f check.Finding) int {
		w := 2 * int(f.Severity)
		if _, holds := s.Explanation(f); holds {
			w++
		}
		return w
	}
	found = slices.Clone(found)
	slices.SortStableFunc(found, func(a, b check.Finding) int { return weight(a) - weight(b) })
	return found
}

// CountFindings counts what is still to be done.
func CountFindings(s *app.Session, found []check.Finding) string {
	open := s.Unexplained(found)
	text := fmt.Sprintf("检查：错误 %d　需说明 %d　提示 %d", check.Count(found, check.Error), open, check.Count(found, check.Info))
	if done := check.Count(found, check.Explain) - open; done > 0 {
		text += fmt.Sprintf("\n已写明情况 %d", done)
	}
	return text
}

// FindingBody shows a finding: severity, place, rule, sentence, and what was
// written about it. The sentence is a part of its own.
func FindingBody(s *app.Session, f check.Finding) (body *fyne.Container, message *prose.Label) {
	e, holds := s.Explanation(f)
	severity, importance := f.Severity.String(), importanceOf(f.Severity)
	if f.Severity == check.Explain && holds {
		severity, importance = "已说明", widget.SuccessImportance
	}
	head := &widget.Label{Text: severity + "　" + placeOf(s.Report(), f), TextStyle: fyne.TextStyle{Bold: true}, SizeName: theme.SizeNameCaptionText, Importance: importance}
	rule := &widget.Label{Text: f.Rule, SizeName: theme.SizeNameCaptionText, Importance: widget.LowImportance}
	message = prose.NewLabel(f.Message)
	body = container.New(widgets.TightLayout{}, container.NewBorder(nil, nil, head, rule), message)
	switch {
	case f.Severity != check.Explain || e.Text == "":
	case holds:
		body.Add(&prose.Label{Text: "说明" + byName(e.By) + "：" + e.Text, Importance: widget.SuccessImportance})
	default:
		body.Add(&prose.Label{Text: "有关数据改动过，原来的说明不再有效，请重新写明。原说明" + byName(e.By) + "：" + e.Text, Importance: widget.WarningImportance})
	}
	return body, message
}

func byName(name string) string {
	if name == "" {
		return ""
	}
	return "（" + name + "）"
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
