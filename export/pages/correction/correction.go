// Package correction sets the statement about a corrected report (更正说明) on pages.
package correction

import (
	"fmt"

	"nianbao/app/correction"
	"nianbao/export/pages"
	"nianbao/export/text"
	"nianbao/export/typeset"
)

// Title is the title of the statement.
const Title = "更正说明"

// Pages lays a statement out as an official paper. The error is an *app.Unprintable
// when there are characters that no font has; there are no pages then.
func Pages(s *correction.Statement, m typeset.Metrics, o pages.Options) ([]typeset.Page, error) {
	l := &pages.GlyphChecker{Metrics: m}
	for _, p := range append(paragraphs(s), s.Title, s.Unit, s.Day) {
		l.Check("", Title, p)
	}
	l.CheckAround(o)
	if err := l.Err(); err != nil {
		return nil, err
	}
	w := &writer{metrics: m, flow: typeset.Flow{Top: typeset.Top, Height: typeset.Height}}
	w.flow.NewPage()
	for _, line := range []string{s.Title, Title} {
		w.title(line)
	}
	w.space()
	for _, p := range paragraphs(s) {
		w.paragraph(p)
	}
	w.space()
	w.right(s.Unit)
	day := s.Day
	if day == "" {
		day = "年　　月　　日"
	}
	w.right(day)
	stamp := typeset.NewWatermark(m, o.Watermark)
	for i := range w.flow.Pages {
		w.flow.Pages[i].Watermark = stamp
	}
	typeset.Footer{Metrics: m, Text: o.Footer, Number: typeset.Dashed, Style: typeset.NumberStyle, Y: typeset.FooterBaseline}.Add(w.flow.Pages)
	return w.flow.Pages, nil
}

// paragraphs are the text of a statement.
func paragraphs(s *correction.Statement) []string {
	out := []string{
		fmt.Sprintf("%s%d年政府信息公开工作年度报告现予更正。更正以前的一份，是%s。", s.Unit, s.Year, s.Against),
		"更正理由：" + s.Reason,
		fmt.Sprintf("更正内容（共 %d 处）：", len(s.Changes)),
	}
	if len(s.Changes) == 0 {
		out[2] = "更正内容：报告的文字和数据没有不同。"
	}
	for i, c := range s.Changes {
		out = append(out, fmt.Sprintf("%d．%s", i+1, c))
	}
	return append(out, "更正以后的报告以本次审批的为准。")
}

// writer turns a statement into pages.
type writer struct {
	metrics typeset.Metrics
	flow    typeset.Flow
}

func (w *writer) set(s typeset.Style) typeset.Typesetter {
	return typeset.Typesetter{Metrics: w.metrics, Style: s}
}

// lines sets lines in rows, each begun where at says.
func (w *writer) lines(s typeset.Typesetter, lines []typeset.Line, at func(l typeset.Line) float64) {
	var boxes []typeset.LineBox
	for i, l := range lines {
		boxes = append(boxes, typeset.LineBox{Height: typeset.RowPitch, KeepWithNext: i == 0 && len(lines) > 1, Draw: func(p *typeset.Page, y float64) {
			p.Runs = append(p.Runs, s.Runs(l, at(l), typeset.Baseline(y, typeset.RowPitch, s.Size))...)
		}})
	}
	w.flow.Add(boxes)
}

// title sets a line of the title in the middle, broken where it is too long.
func (w *writer) title(line string) {
	s := w.set(typeset.TitleStyle)
	set := s.Fill(text.Clean(line), 0, typeset.Measure)
	for i := range set {
		set[i].Justify, set[i].Measure = false, set[i].Width
	}
	w.lines(s, set, func(l typeset.Line) float64 { return typeset.Left + (typeset.Measure-l.Width)/2 })
}

func (w *writer) paragraph(content string) {
	s := w.set(typeset.BodyStyle)
	w.lines(s, s.Fill(text.Clean(content), 2*typeset.CharPitch, typeset.Measure), func(typeset.Line) float64 { return typeset.Left })
}

// right sets a line at the right, two characters from the edge.
func (w *writer) right(content string) {
	s := w.set(typeset.BodyStyle)
	chars := text.Clean(content)
	width := s.TextWidth(chars)
	w.lines(s, []typeset.Line{{Text: chars, Width: width, Measure: width}}, func(typeset.Line) float64 {
		return typeset.Left + max(typeset.Measure-width-2*typeset.CharPitch, 0)
	})
}

// space leaves a row free.
func (w *writer) space() {
	w.flow.Add([]typeset.LineBox{{Height: typeset.RowPitch, Draw: func(*typeset.Page, float64) {}}})
}
