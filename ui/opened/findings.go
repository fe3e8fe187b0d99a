package opened

import (
	"fmt"
	"strings"

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

// CountFindings counts what is still to be done of each list.
func CountFindings(found check.Lists) string {
	text := "检查：" + found.String()
	if done := found.Settled(); done > 0 {
		text += fmt.Sprintf("\n已写明情况 %d", done)
	}
	return strings.ReplaceAll(text, " ", "\u00a0") // a line ends between two lists
}

// FindingBody shows a finding: its list, place, sentence, and what was written
// about it. The sentence is a part of its own.
func FindingBody(s *app.Session, f check.Shown) (body *fyne.Container, message *prose.Label) {
	e, holds := s.Explanation(f.Finding)
	list, importance := f.List().String(), ImportanceOf(f.List())
	if f.Settled {
		list, importance = "已说明", widget.SuccessImportance
	}
	head := &widget.Label{Text: list + "　" + placeOf(s.Report(), f.Finding), TextStyle: fyne.TextStyle{Bold: true}, SizeName: theme.SizeNameCaptionText, Importance: importance}
	message = prose.NewLabel(f.Says())
	body = container.New(widgets.TightLayout{}, head, message)
	switch {
	case f.Severity != check.Explain || e.Text == "":
	case holds:
		body.Add(&prose.Label{Text: widgets.WithBrackets("说明", e.By) + "：" + e.Text, Importance: widget.SuccessImportance})
	default:
		body.Add(&prose.Label{Text: widgets.WithBrackets("有关数据改动过，原来的说明不再有效，请重新写明。原说明", e.By) + "：" + e.Text, Importance: widget.WarningImportance})
	}
	return body, message
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

// ImportanceOf colours a list.
func ImportanceOf(l check.List) widget.Importance { return importances[l] }

var importances = map[check.List]widget.Importance{
	check.Unfilled: widget.HighImportance, check.Wrong: widget.DangerImportance,
	check.Asked: widget.WarningImportance, check.Tips: widget.LowImportance,
}
