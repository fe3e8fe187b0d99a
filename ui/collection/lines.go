package collection

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2/widget"

	"nianbao/app/collection"
	"nianbao/app/collection/sheets"
	"nianbao/ui/widgets"
)

// assigned looks up who provides what: sheets are held against it.
func (p *Sides) assigned() {
	a, err := sheets.At(p.w.Service()).Assignment(p.w.Context(), p.into.Report().Unit())
	if err != nil {
		p.w.Log().Error("read who provides what", "error", err) // they are held against nothing then
		a = &collection.Assignment{}
	}
	p.a = a
}

// incomplete tells what of a sheet is not there.
func (p *Sides) incomplete(s *sheets.Returned) []string {
	return s.Incomplete(p.into.Report().Form(), p.a)
}

// questions tells what else there is to know of a sheet.
func (p *Sides) questions(s *sheets.Returned) []string {
	return append(sheets.Slips(p.sides, s), s.Questions(p.into.Report().Form(), p.a)...)
}

// lineOfSheet shows whose a sheet is, and in which file: a department may send several.
func (p *Sides) lineOfSheet(s *sheets.Returned) widgets.Line {
	importance := widget.MediumImportance
	switch {
	case len(p.incomplete(s)) > 0:
		importance = widget.DangerImportance
	case len(p.questions(s)) > 0:
		importance = widget.WarningImportance
	}
	whose := strings.TrimSpace(s.Sheet.From + "　" + s.Sheet.Name)
	return widgets.Line{Cells: []widgets.Cell{{Text: whose, Importance: importance}, {Text: short(s.Sheet.File), Importance: importance}, {Text: fmt.Sprintf("%d 格", len(s.Figures))}}}
}

// short is the name of a file in a column: without its ending, and with what it begins
// and ends with. Copies differ at the end.
func short(file string) string {
	const begins, ends = 4, 8
	name := []rune(strings.TrimSuffix(file, filepath.Ext(file)))
	if len(name) <= begins+1+ends {
		return string(name)
	}
	return string(name[:begins]) + "…" + string(name[len(name)-ends:])
}

// fillLines lists what there is to say of the sheets, and then the figures, those first
// of which somebody has to choose.
func (p *Sides) fillLines() {
	p.lines = nil
	var shown []widgets.Line
	add := func(heading, of string, lines []widgets.Line, all []sidesLine) {
		if len(lines) > 0 {
			shown = append(append(shown, widgets.Line{Heading: fmt.Sprintf("%s（%d %s）", heading, len(lines), of)}), lines...)
			p.lines = append(append(p.lines, sidesLine{}), all...)
		}
	}
	remarks := func(heading string, importance widget.Importance, all []remark) {
		var lines []widgets.Line
		var of []sidesLine
		for _, r := range all {
			lines = append(lines, widgets.Line{Across: true, Cells: []widgets.Cell{{Text: r.sheet.Sheet.From + "：" + r.text, Importance: importance}}})
			of = append(of, sidesLine{text: r.Says()})
		}
		add(heading, "处", lines, of)
	}
	remarks("还有没有读的", widget.DangerImportance, p.notice.tell(p.remarks(p.incomplete)))
	remarks("请核对", widget.WarningImportance, p.remarks(p.questions))
	group := func(heading string, of func(*sheets.Side) bool) {
		var lines []widgets.Line
		var all []sidesLine
		for _, s := range p.sides {
			if of(s) {
				lines, all = append(lines, p.lineOf(s)), append(all, sidesLine{side: s})
			}
		}
		add(heading, "格", lines, all)
	}
	group("不同，请选", (*sheets.Side).Differs)
	group("草稿空白", func(s *sheets.Side) bool { return !s.Differs() && s.Now.Blank() })
	group("与草稿相同", func(s *sheets.Side) bool { return !s.Differs() && !s.Now.Blank() })
	p.Cells.SetLines(shown)
	p.sayStanding()
}

// remarks lists what there is to say of the sheets, the file beside it.
func (p *Sides) remarks(of func(*sheets.Returned) []string) []remark {
	var out []remark
	for _, s := range p.all {
		for _, text := range of(s) {
			out = append(out, remark{s, text})
		}
	}
	return out
}

// claims tells what sheets say of a figure in short: of several of one department each
// figure, in the order of the sheets. Which file says what stands beneath the list.
func claims(s *sheets.Side) string {
	var from []string
	of := map[string][]string{}
	for _, c := range s.Claims {
		d := c.Sheet.Sheet.From
		if of[d] == nil {
			from = append(from, d)
		}
		of[d] = append(of[d], c.Value.String())
	}
	for i, d := range from {
		from[i] = strings.Join(of[d], "、") + "（" + d + "）"
	}
	return strings.Join(from, "，")
}

// sayStanding tells what is not there, and how much is filled in.
func (p *Sides) sayStanding() {
	filled, kept := sheets.Chosen(p.sides)
	m := widgets.Message{Text: fmt.Sprintf("填入 %d 格。", filled)}
	if kept > 0 {
		m = widgets.Message{Text: fmt.Sprintf("填入 %d 格；%d 格不同，没有选的不改。", filled, kept), Importance: widget.WarningImportance}
	}
	if n := len(sheets.Undated(p.sides)); n > 0 {
		m = widgets.Message{Text: fmt.Sprintf("有 %d 张报送表没有报送日期，补上以后才能填入。", n), Importance: widget.WarningImportance}
	}
	whole := slices.DeleteFunc(slices.Clone(p.all), func(s *sheets.Returned) bool { return len(p.incomplete(s)) > 0 })
	if n := len(p.all) - len(whole); n > 0 {
		m = widgets.Message{Text: fmt.Sprintf("有 %d 张报送表没有收全，写在上面。", n) + m.Text, Importance: widget.DangerImportance}
	}
	p.frame.Status.Stand([]widgets.Message{m})
}
