// Package signsheet sets the sign-off form (审签单) on pages.
package signsheet

import (
	"fmt"
	"slices"
	"strings"

	"nianbao/app"
	"nianbao/app/keys"
	"nianbao/app/signoff"
	"nianbao/export/pages"
	"nianbao/export/typeset"
)

// SheetTitle is the title of a 审签单.
const Title = "政府信息公开工作年度报告审签单"

const noteText = "注：" + signoff.WhatASignatureIs

// lastLetter is said below the table where the digest is printed.
const lastLetter = "报告页脚所印摘要的最后一个字母，用来查出抄错。"

// The columns of a 审签单: edges in mm from the left margin. Names of rows stand
// in the first column; the verticals of all rows are taken from these, so that
// they meet.
const (
	edge1    = 26.0
	edge2    = 38.0
	edge3    = 67.0
	edge4    = 79.0
	edge5    = 108.0
	edge6    = 120.0
	edgeLast = typeset.Measure
)

// Heights of rows, in mm: the least, and what they are given when there is room. A usual
// round, with a return, two remarks and an explanation, stands on one page.
const (
	rowLeast, rowLiked   = 7.6, 9.5
	opinionLiked         = 44.0 // with the signature by hand
	signLeast            = 10.0 // of that
	sealLeast, sealLiked = 24.0, 46.0
	sealWanted           = 36.0 // before anything else is given more
)

var (
	labelStyle      = typeset.Style{Face: typeset.Song, Size: 12}   // 小4号
	opinionStyle    = typeset.Style{Face: typeset.Body, Size: 12}   // what people wrote
	factStyle       = typeset.Style{Face: typeset.Song, Size: 10.5} // 5号
	listStyle       = typeset.Style{Face: typeset.Body, Size: 10.5}
	pageNumberStyle = typeset.Style{Face: typeset.Song, Size: 10.5}
)

// Pages lays a 审签单 out. The error is an *app.Unprintable when there are
// characters that no font has; there are no pages then.
func Pages(s *app.SignOffForm, m typeset.Metrics, o pages.Options) ([]typeset.Page, error) {
	if err := checkForm(s, m, o); err != nil {
		return nil, err
	}
	w := writer{metrics: m, form: s}
	p := &paginator{writer: w, stamp: typeset.NewWatermark(m, o.Watermark)}
	pages := p.paginate(w.blocks())
	typeset.Footer{Metrics: m, Text: o.Footer, Number: ofPages, Style: pageNumberStyle, Y: numberBaseline}.Add(pages)
	return pages, nil
}

// ofPages numbers the pages of a 审签单 that has more than one, so that none can
// go missing unseen.
func ofPages(page, pages int) string {
	if pages == 1 {
		return ""
	}
	return fmt.Sprintf("第 %d 页　共 %d 页", page, pages)
}

func checkForm(s *app.SignOffForm, m typeset.Metrics, o pages.Options) error {
	l := &pages.GlyphChecker{Metrics: m}
	l.Check("", "报告标题", s.Title)
	l.Check("", "单位全称", s.Unit)
	l.Check("", "状态", s.State)
	l.Check("", "审签名册", s.Roster)
	for _, step := range s.Steps {
		l.Check("", "审签级别名称", step.Level)
		for _, f := range []struct{ name, text string }{
			{"意见", step.Opinion},
			{"决定", step.Decision},
			{"姓名", step.Name},
			{"职务", step.Post},
			{"时间", step.Time},
			{"签名密钥代码", step.Code},
		} {
			l.Check("", step.Level+f.name, f.text)
		}
	}
	for i, text := range s.Remarks {
		l.Check("", fmt.Sprintf("对各处的意见第%d条", i+1), text)
	}
	for i, text := range s.Registers {
		l.Check("", fmt.Sprintf("台账第%d条", i+1), text)
	}
	for i, text := range s.Provided {
		l.Check("", fmt.Sprintf("科室报送第%d条", i+1), text)
	}
	for i, text := range s.Explanations {
		l.Check("", fmt.Sprintf("情况说明第%d条", i+1), text)
	}
	for i, text := range s.History {
		l.Check("", fmt.Sprintf("此前的经过第%d条", i+1), text)
	}
	l.CheckAround(o)
	return l.Err()
}

// writer turns a 审签单 into blocks.
type writer struct {
	metrics typeset.Metrics
	form    *app.SignOffForm
}

func (w writer) blocks() []block {
	s := w.form
	out := append([]block{w.titleBlock()}, w.about()...)
	if s.Roster != "" {
		out = append(out, w.row("审签名册", w.value(s.Roster, edge1, edgeLast)))
	}
	if len(s.Problems) > 0 {
		out = append(out, w.listed("验证未通过", s.Problems))
	}
	out = append(out, w.digest())
	for _, step := range s.Steps {
		out = append(out, w.step(step))
	}
	if len(s.Registers) > 0 {
		out = append(out, w.listed("台账", s.Registers))
	}
	if len(s.Provided) > 0 {
		out = append(out, w.listed("科室报送", s.Provided))
	}
	if len(s.Remarks) > 0 {
		out = append(out, w.listed("对各处的意见", s.Remarks))
	}
	if len(s.Explanations) > 0 {
		out = append(out, w.listed("情况说明", numbered(s.Explanations)))
	}
	if len(s.History) > 0 {
		out = append(out, w.listed("此前的经过", s.History))
	}
	return append(out, w.seal())
}

// again is what a page that goes on from another one begins with: enough to
// tell which report and which content it belongs to.
func (w writer) again() []block {
	const e2, e3 = 52.0, 78.0
	short := w.form.Digest.Short()
	if w.roundName() == "" {
		return []block{w.titleBlock(), w.row("内容摘要", w.centred(short, labelStyle, edge1, edgeLast))}
	}
	return []block{w.titleBlock(), w.row("轮次",
		w.centred(w.roundName(), labelStyle, edge1, e2),
		w.centred("内容摘要", labelStyle, e2, e3),
		w.centred(short, labelStyle, e3, edgeLast))}
}

func (w writer) titleBlock() block {
	return w.row("报告标题", w.value(w.form.Title, edge1, edgeLast))
}

// roundName is what the round is called on the screen, too; "" for the first, of
// which nothing is said.
func (w writer) roundName() string { return signoff.RoundName(w.form.Round) }

// about names unit, year and status: in one row, or with the round in two.
func (w writer) about() []block {
	const e1, e2, e3, e4 = 76.0, 88.0, 104.0, 116.0
	s := w.form
	year := fmt.Sprintf("%d年", s.Year)
	if w.roundName() == "" {
		return []block{w.row("单位", w.value(s.Unit, edge1, e1),
			w.centred("年度", labelStyle, e1, e2), w.centred(year, labelStyle, e2, e3),
			w.centred("状态", labelStyle, e3, e4), w.centred(s.State, labelStyle, e4, edgeLast))}
	}
	return []block{
		w.row("单位", w.value(s.Unit, edge1, edgeLast)),
		w.row("年度",
			w.centred(year, labelStyle, edge1, edge3),
			w.centred("轮次", labelStyle, edge3, edge4), w.centred(w.roundName(), labelStyle, edge4, edge5),
			w.centred("状态", labelStyle, edge5, edge6), w.centred(s.State, labelStyle, edge6, edgeLast)),
	}
}

// digest prints the whole digest and its beginning as it stands in the footer of
// the report, for comparing by eye: both in capitals.
func (w writer) digest() block {
	d := w.form.Digest
	text := grouped(d)
	if d != "" {
		text += "\n报告页脚所印：" + d.Printed()
	}
	return w.row("内容摘要（SM3）", w.prose(text, labelStyle, 0, edge1, edgeLast))
}

// grouped writes a digest in groups of four, two lines of eight groups.
func grouped(d keys.Digest) string {
	var lines []string
	for line := range slices.Chunk([]byte(d), 32) {
		lines = append(lines, keys.Fours(string(line)))
	}
	return strings.Join(lines, "\n")
}

// step sets what one level wrote and decided, with room for a signature by hand below
// what was written.
func (w writer) step(s app.SignOffStep) block {
	opinion := w.prose(s.Opinion, opinionStyle, 2, edge2, edgeLast)
	opinion.align = atTop
	caption := w.centred("意见", factStyle, edge1, edge2)
	caption.again = true
	fact := func(name, text string, x1, x2, x3 float64) []box {
		return []box{w.centred(name, factStyle, x1, x2), w.centred(text, factStyle, x2, x3)}
	}
	who := append(fact("决定", s.Decision, edge1, edge2, edge3), fact("姓名", s.Name, edge3, edge4, edge5)...)
	who = append(who, fact("职务", s.Post, edge5, edge6, edgeLast)...)
	when := append(fact("时间", s.Time, edge1, edge2, edge4), fact("签名密钥代码", s.Code, edge4, edge5, edgeLast)...)
	return block{label: w.label(s.Level), rows: []row{
		newRow(rowLeast, opinionLiked, append([]box{caption, opinion}, w.byHand()...)...),
		newRow(rowLeast, rowLiked, who...),
		newRow(rowLeast, rowLiked, when...),
	}}
}

// byHand is the place for a signature by hand and its date, at the foot of its row.
func (w writer) byHand() []box {
	name := w.value("手写签名：", edge2, edge5)
	date := w.value("年　　月　　日", edge5, edgeLast)
	name.align, date.align = atFootLeft, atFootRight
	name.open, date.open, name.last, date.last = true, true, true, true
	return []box{name, date}
}

// numbered tells several paragraphs apart, as the form does: 1.… 2.…
func numbered(texts []string) []string {
	if len(texts) < 2 {
		return texts
	}
	out := make([]string, len(texts))
	for i, text := range texts {
		out[i] = fmt.Sprintf("%d.%s", i+1, text)
	}
	return out
}

func (w writer) listed(name string, texts []string) block {
	text := w.prose(strings.Join(texts, "\n"), listStyle, 0, edge1, edgeLast)
	return block{label: w.label(name), rows: []row{newRow(rowLeast, rowLiked, text)}}
}

// seal leaves room for the office's seal. No picture of a seal is ever drawn.
func (w writer) seal() block {
	here := w.centred("（单位盖章处）", labelStyle, edge3, edgeLast)
	date := w.value("年　　月　　日", edge3, edgeLast)
	here.open, date.open, date.align = true, true, atFoot
	return block{rows: []row{newRow(sealLeast, sealLiked, here, date)}}
}

func (w writer) row(name string, boxes ...box) block {
	return block{label: w.label(name), rows: []row{newRow(rowLeast, rowLiked, boxes...)}}
}
