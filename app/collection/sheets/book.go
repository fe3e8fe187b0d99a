// Package sheets writes collection sheets as workbooks, a file a department, and reads
// those that come back into the figures of a draft.
package sheets

import (
	"fmt"
	"math"
	"strings"
	"unicode/utf8"

	"nianbao/app/collection"
	"nianbao/app/form"
	"nianbao/app/workbook"
)

// The words by which a sheet is read again. They stand in its first column, and in the
// row over its lines.
const (
	labelUnit       = "单位"
	labelDepartment = "科室"
	labelYear       = "年度"
	labelForm       = "格式"
	labelCount      = "格数"
	labelName       = "报送人"
	labelDate       = "报送日期"

	headCode   = "格号"
	headItem   = "项目"
	headColumn = "栏目"
	headRule   = "统计口径"
	headNow    = "本年数"
	headBefore = "上年数"
)

// howTo is what a sheet says to who fills it in.
const howTo = "只填黄色的格：没有的填 0，不要留空，不要写“/”“无”。填好以后写上报送人、报送日期，保存为 .xlsx 交回。不要改动格号。"

// ruleWidth is the width of the column of rules, in characters of a workbook.
const ruleWidth = 46.0

// Book writes the sheet of a department as a workbook: figures that stand alone on its
// first sheet, and each table of rows and columns on one of its own.
func Book(s *collection.Sheet) *workbook.Book {
	out := &workbook.Book{}
	var single []collection.Block
	for _, b := range s.Blocks {
		if b.Columns[0].ID == "" {
			single = append(single, b)
		}
	}
	if len(single) > 0 {
		out.Sheets = append(out.Sheets, listOf(s, single))
	}
	for i := range s.Blocks {
		if b := &s.Blocks[i]; b.Columns[0].ID != "" {
			out.Sheets = append(out.Sheets, gridOf(s, b))
		}
	}
	return out
}

// page is a sheet that is being written, row by row.
type page struct {
	*workbook.Sheet
	last int // its last column, from 0
}

func newPage(name string, columns ...float64) *page {
	p := &page{&workbook.Sheet{Name: name, Guarded: true, FitWidth: true, Heights: map[int]float64{}}, len(columns) - 1}
	for _, width := range columns {
		p.Columns = append(p.Columns, workbook.Column{Width: width})
	}
	return p
}

// add adds a row that is high enough for what stands in it.
func (p *page) add(cells ...workbook.Cell) {
	p.Rows = append(p.Rows, cells)
	lines := 1.0
	for i, c := range cells {
		lines = max(lines, linesOf(c.Text, p.Columns[i].Width))
	}
	p.high(lines)
}

// high makes the last row high enough for so many lines.
func (p *page) high(lines float64) {
	const line, around = 14.5, 6.0 // points
	p.Heights[len(p.Rows)] = min(lines*line+around, 400)
}

// linesOf is how many lines a text takes in a column: a Chinese character is as wide as
// two others.
func linesOf(text string, width float64) float64 {
	n := 0.0
	for line := range strings.SplitSeq(text, "\n") {
		wide := 0
		for _, r := range line {
			wide++
			if r >= 0x2e80 {
				wide++
			}
		}
		n += max(math.Ceil(float64(wide)/max(width-1, 1)), 1)
	}
	return n
}

// whole adds a row that is one cell over all columns.
func (p *page) whole(text string, style workbook.Style) {
	width := 0.0
	for _, c := range p.Columns {
		width += c.Width
	}
	p.Rows = append(p.Rows, []workbook.Cell{{Text: text, Style: style}})
	p.Joined = append(p.Joined, workbook.At(len(p.Rows)-1, 0)+":"+workbook.At(len(p.Rows)-1, p.last))
	p.high(linesOf(text, width))
}

// said adds a row with a word and what it is; with Entry it is to be filled in.
func (p *page) said(label, text string, style workbook.Style, remark string) {
	const over = 2 // the last column of what is said
	row := []workbook.Cell{{Text: label, Style: workbook.Head}, {Text: text, Style: style}, {Style: style}}
	if remark != "" {
		row = append(row, workbook.Cell{Text: remark, Style: workbook.Quiet})
	}
	p.Rows = append(p.Rows, row)
	n := len(p.Rows) - 1
	p.Joined = append(p.Joined, workbook.At(n, 1)+":"+workbook.At(n, over))
	if remark != "" && p.last > over+1 {
		p.Joined = append(p.Joined, workbook.At(n, over+1)+":"+workbook.At(n, p.last))
	}
	p.high(linesOf(text, p.Columns[1].Width+p.Columns[over].Width))
}

// head begins a page: whose sheet it is, and what is to be done with it.
func (p *page) head(s *collection.Sheet, figures int) {
	p.whole(s.Heading(), workbook.Title)
	p.Heights[1] = 30
	p.said(labelUnit, s.Unit, workbook.Body, "")
	p.said(labelDepartment, s.Department, workbook.Body, "")
	p.said(labelYear, fmt.Sprint(s.Year), workbook.Body, fmt.Sprintf("统计期限：%d年1月1日至12月31日", s.Year))
	p.said(labelForm, s.Form.Name, workbook.Body, s.Form.Citation)
	p.said(labelCount, countOf(s.Figures(), figures), workbook.Body, "")
	p.said(labelName, "", workbook.Entry, "请写姓名")
	p.said(labelDate, "", workbook.Entry, "请写年月日，如 "+fmt.Sprint(s.Year+1)+"年1月9日")
	p.whole(howTo, workbook.Quiet)
}

// countOf says how many figures a sheet asks for, and on one page of several: a page that
// is taken away is missed then.
func countOf(all, here int) string {
	if all == here {
		return fmt.Sprintf("%d 格", all)
	}
	return fmt.Sprintf("%d 格，本页 %d 格", all, here)
}

// foot ends a page with room for who signs, and what holds for several figures.
func (p *page) foot(texts []string) {
	p.whole("科室负责人（签字）：", workbook.Plain)
	p.high(2)
	for _, text := range texts {
		p.whole(text, workbook.Quiet)
	}
}

// listOf is a page on which every line is one figure.
func listOf(s *collection.Sheet, blocks []collection.Block) *workbook.Sheet {
	p := newPage("报送表", 9, 20, 16, ruleWidth, 11, 12)
	p.Upright = true
	figures := 0
	for i := range blocks {
		figures += blocks[i].Figures()
	}
	p.head(s, figures)
	before := headBefore
	if s.Before != 0 {
		before += fmt.Sprintf("（%d年）", s.Before)
	}
	p.heads(headCode, headItem, headColumn, headRule, before, headNow)
	var notes []string
	for _, b := range blocks {
		p.whole(b.Table.Name, workbook.Head)
		for _, text := range b.Common {
			notes = append(notes, b.Table.Name+"各格："+text)
		}
		notes = append(notes, b.Notes...)
		for _, l := range b.Lines {
			p.add(workbook.Cell{Text: l.Code, Style: workbook.Faint}, workbook.Cell{Text: l.Item, Style: workbook.Body}, workbook.Cell{Text: l.Column, Style: workbook.Body},
				workbook.Cell{Text: l.Rule, Style: workbook.Body}, figure(l.Last[0], workbook.Faint), workbook.Cell{Style: workbook.Entry})
			p.takes(l.Cells[0], len(p.Rows)-1, p.last)
		}
	}
	p.foot(notes)
	return p.Sheet
}

// gridOf is a page on which a line is a row of a table; below it stands what it was in
// the year before.
func gridOf(s *collection.Sheet, b *collection.Block) *workbook.Sheet {
	widths := []float64{9, 34}
	names := []string{headCode, headItem}
	for _, v := range b.Columns {
		widths, names = append(widths, 11), append(names, v.Name)
	}
	p := newPage(b.Table.Name, append(widths, ruleWidth)...)
	p.head(s, b.Figures())
	p.heads(append(names, headRule)...)
	for _, l := range b.Lines {
		row := []workbook.Cell{{Text: l.Code, Style: workbook.Faint}, {Text: l.Item, Style: workbook.Body}}
		then := []workbook.Cell{{Style: workbook.Faint}, {Text: fmt.Sprintf("上年（%d年）", s.Before), Style: workbook.Faint}}
		for i, c := range l.Cells {
			cell := workbook.Cell{Style: workbook.Entry}
			if c == nil {
				cell = workbook.Cell{Text: notMine, Style: workbook.Faint}
			} else {
				p.takes(c, len(p.Rows), len(row))
			}
			row, then = append(row, cell), append(then, figure(l.Last[i], workbook.Faint))
		}
		p.add(append(row, workbook.Cell{Text: l.Rule, Style: workbook.Body})...)
		if s.Before != 0 {
			p.add(append(then, workbook.Cell{Style: workbook.Faint})...)
		}
	}
	p.foot(append(b.Common, b.Notes...))
	return p.Sheet
}

// notMine stands where a department provides nothing.
const notMine = "—"

// heads adds the row over the lines.
func (p *page) heads(names ...string) {
	var row []workbook.Cell
	for _, name := range names {
		row = append(row, workbook.Cell{Text: name, Style: workbook.Head})
	}
	p.add(row...)
	p.Frozen, p.Repeated = len(p.Rows), len(p.Rows)
}

// figure is a figure of the year before.
func figure(text string, style workbook.Style) workbook.Cell {
	return workbook.Cell{Number: text, Style: style}
}

// takes says what a cell of the workbook takes for a cell of the form.
func (p *page) takes(c *form.Cell, row, column int) {
	l := workbook.List{Cells: workbook.At(row, column), Numbers: workbook.Counts, Title: shortened(c.Name), Text: "请填 0 或者正整数，没有的填 0。", Strict: true}
	switch c.Kind {
	case form.Money:
		l.Numbers, l.Text = workbook.Amounts, "请填金额，可以有小数，没有的填 0。"
	case form.Change:
		l.Numbers, l.Text = workbook.Changes, "请填整数：增加填正数，减少填负数，没有变化填 0。"
	}
	p.Lists = append(p.Lists, l)
}

// shortened is a title of what is said when something else is typed, which takes 32
// characters.
func shortened(text string) string {
	const most = 30
	if utf8.RuneCountInString(text) > most {
		return string([]rune(text)[:most]) + "…"
	}
	return text
}
