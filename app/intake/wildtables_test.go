package intake_test

import (
	"fmt"
	"html"
	"slices"
	"strings"

	"nianbao/app/form"
)

// Tables as offices change them.

func only(id string, change func(t *form.Table, w wildTable) []wildTable) func(*form.Table, wildTable) []wildTable {
	return func(t *form.Table, w wildTable) []wildTable {
		if t.ID != id {
			return []wildTable{w}
		}
		return change(t, w)
	}
}

func one(change func(t *form.Table, w wildTable) wildTable) func(*form.Table, wildTable) []wildTable {
	return func(t *form.Table, w wildTable) []wildTable { return []wildTable{change(t, w)} }
}

// grid lays a table out with every place a cell, those that another covers as fill says.
func (w wildTable) grid(fill func(c wildCell) wildCell) wildTable {
	width := 0
	for _, c := range w[0] {
		width += c.cols
	}
	out := make(wildTable, len(w))
	taken := make([][]bool, len(w))
	for i := range w {
		out[i], taken[i] = make([]wildCell, width), make([]bool, width)
	}
	for i, row := range w {
		at := 0
		for _, c := range row {
			for at < width && taken[i][at] {
				at++
			}
			for y := i; y < min(len(w), i+c.rows); y++ {
				for x := at; x < min(width, at+c.cols); x++ {
					is := wildCell{text: c.text, figure: c.figure, rows: 1, cols: 1}
					if y != i || x != at {
						is = fill(is)
					}
					out[y][x], taken[y][x] = is, true
				}
			}
			at += c.cols
		}
	}
	return out
}

func blankCell(c wildCell) wildCell {
	c.text = ""
	return c
}

func sameCell(c wildCell) wildCell { return c }

// withoutSpans drops what the cells say of their size.
func withoutSpans(_ *form.Table, w wildTable) wildTable {
	for _, row := range w {
		for i := range row {
			row[i].rows, row[i].cols = 1, 1
		}
	}
	return w
}

// withoutRowspans drops how many rows the cells cover.
func withoutRowspans(_ *form.Table, w wildTable) wildTable {
	for _, row := range w {
		for i := range row {
			row[i].rows = 1
		}
	}
	return w
}

// cut divides a table after a row. What covers rows of both pieces stands in each.
func (w wildTable) cut(after int, again bool) (wildTable, wildTable) {
	first, second := slices.Clone(w[:after]), slices.Clone(w[after:])
	var over []wildCell
	for i, row := range first {
		row = slices.Clone(row)
		for j, c := range row {
			if rest := i + c.rows - after; rest > 0 {
				row[j].rows = c.rows - rest
				c.rows = rest
				if !again {
					c.text = ""
				}
				over = append(over, c)
			}
		}
		first[i] = row
	}
	second[0] = append(over, second[0]...)
	return first, second
}

func cutAt(after int, again, heads bool) func(*form.Table, wildTable) []wildTable {
	return only("requests", func(t *form.Table, w wildTable) []wildTable {
		a, b := w.cut(after, again)
		if heads {
			b = append(slices.Clone(w[:3]), b...)
		}
		return []wildTable{a, b}
	})
}

func numberedRows(t *form.Table, w wildTable) wildTable {
	if t.ID != "requests" {
		return w
	}
	for i := range w {
		text := "序号"
		switch {
		case i > 2:
			text = fmt.Sprint(i - 2)
		case i > 0:
			continue
		}
		rows := 1
		if i == 0 {
			rows = 3
		}
		w[i] = append([]wildCell{{text: text, rows: rows, cols: 1}}, w[i]...)
	}
	return w
}

// swapColumns moves a column of figures, with its heading, in the laid out grid.
func swapColumns(from, to int) func(t *form.Table, w wildTable) wildTable {
	return func(t *form.Table, w wildTable) wildTable {
		if t.ID != "requests" {
			return w
		}
		g := w.grid(sameCell)
		for i := range g {
			if i > 0 {
				g[i][from], g[i][to] = g[i][to], g[i][from]
			}
		}
		return g
	}
}

// totalFirst moves the column of totals before the others, cells joined as before.
func totalFirst(t *form.Table, w wildTable) wildTable {
	if t.ID != "requests" {
		return w
	}
	for i, row := range w {
		if i == 0 {
			continue
		}
		first := slices.IndexFunc(row, func(c wildCell) bool { return c.figure || c.text == "自然人" })
		if first < 0 {
			continue
		}
		last := row[len(row)-1]
		w[i] = slices.Insert(slices.Clone(row[:len(row)-1]), first, last)
	}
	return w
}

// withSum adds a column with the sum of the organisations.
func withSum(at int, heading string) func(t *form.Table, w wildTable) wildTable {
	return func(t *form.Table, w wildTable) wildTable {
		if t.ID != "requests" {
			return w
		}
		for i, row := range w {
			c := wildCell{text: "33", rows: 1, cols: 1, figure: true}
			switch i {
			case 0:
				w[i][1].cols++
				continue
			case 1:
				if at < 0 {
					w[i] = append(row, wildCell{text: heading, rows: 2, cols: 1})
				} else {
					w[i][1].cols++
				}
				continue
			case 2:
				if at < 0 {
					continue
				}
				c = wildCell{text: heading, rows: 1, cols: 1}
			}
			if at < 0 {
				w[i] = append(row, c)
			} else if i == 2 {
				w[i] = slices.Insert(slices.Clone(row), len(row), c)
			} else {
				w[i] = slices.Insert(slices.Clone(row), len(row)-1, c)
			}
		}
		return w
	}
}

func withRow(after int, cells ...string) func(t *form.Table, w wildTable) wildTable {
	return func(t *form.Table, w wildTable) wildTable {
		if t.ID != "requests" {
			return w
		}
		row := []wildCell{{text: cells[0], rows: 1, cols: 2}}
		for _, c := range cells[1:] {
			row = append(row, wildCell{text: c, rows: 1, cols: 1, figure: true})
		}
		for i := range w[:after] { // what covers the new row
			for j, c := range w[i] {
				if i+c.rows > after {
					w[i][j].rows++
				}
			}
		}
		if len(row) == 8 && after > 5 && after < 27 {
			return slices.Insert(w, after, row)
		}
		return slices.Insert(w, after, row)
	}
}

func withoutRow(at int) func(t *form.Table, w wildTable) wildTable {
	return func(t *form.Table, w wildTable) wildTable {
		if t.ID != "requests" {
			return w
		}
		for i := range w[:at] {
			for j, c := range w[i] {
				if i+c.rows > at {
					w[i][j].rows--
				}
			}
		}
		return slices.Delete(w, at, at+1)
	}
}

func swapRows(a, b int) func(t *form.Table, w wildTable) wildTable {
	return func(t *form.Table, w wildTable) wildTable {
		if t.ID == "requests" {
			w[a], w[b] = w[b], w[a]
		}
		return w
	}
}

func transposed(t *form.Table, w wildTable) wildTable {
	if t.ID != "requests" && t.ID != "disputes" {
		return w
	}
	g := w.grid(sameCell)
	out := make(wildTable, len(g[0]))
	for x := range g[0] {
		for y := range g {
			out[x] = append(out[x], g[y][x])
		}
	}
	return out
}

// missingCell drops one figure of a row.
func missingCell(row, at int) func(t *form.Table, w wildTable) wildTable {
	return func(t *form.Table, w wildTable) wildTable {
		if t.ID == "requests" {
			w[row] = slices.Delete(slices.Clone(w[row]), at, at+1)
		}
		return w
	}
}

// apart is a table for each of the four items of the table of what was disclosed.
func apart(t *form.Table, w wildTable) []wildTable {
	if t.ID != "disclosed" {
		return []wildTable{w}
	}
	var out []wildTable
	for _, row := range w {
		if strings.HasPrefix(row[0].text, "第二十条") {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], row)
	}
	return out
}

// disputesApart is a table for each of the three kinds of disputes.
func disputesApart(t *form.Table, w wildTable) []wildTable {
	if t.ID != "disputes" {
		return []wildTable{w}
	}
	var out []wildTable
	figures := w[len(w)-1]
	for i, name := range []string{"行政复议", "未经复议直接起诉", "复议后起诉"} {
		var heads []wildCell
		for _, h := range []string{"结果维持", "结果纠正", "其他结果", "尚未审结", "总计"} {
			heads = append(heads, wildCell{text: h, rows: 1, cols: 1})
		}
		out = append(out, wildTable{{{text: name, rows: 1, cols: 5}}, heads, figures[i*5 : i*5+5]})
	}
	return out
}

func disputesLong(t *form.Table, w wildTable) []wildTable {
	if t.ID != "disputes" {
		return []wildTable{w}
	}
	var out wildTable
	figures := w[len(w)-1]
	for i, name := range []string{"行政复议", "未经复议直接起诉", "复议后起诉"} {
		for j, h := range []string{"结果维持", "结果纠正", "其他结果", "尚未审结", "总计"} {
			row := []wildCell{{text: h, rows: 1, cols: 1}, figures[i*5+j]}
			if j == 0 {
				row = append([]wildCell{{text: name, rows: 5, cols: 1}}, row...)
			}
			out = append(out, row)
		}
	}
	return []wildTable{out}
}

// disputesByRow has a row for each of the three kinds.
func disputesByRow(t *form.Table, w wildTable) []wildTable {
	if t.ID != "disputes" {
		return []wildTable{w}
	}
	cell := func(s string) wildCell { return wildCell{text: s, rows: 1, cols: 1} }
	out := wildTable{{cell("类别"), cell("结果维持"), cell("结果纠正"), cell("其他结果"), cell("尚未审结"), cell("总计")}}
	figures := w[len(w)-1]
	for i, name := range []string{"行政复议", "未经复议直接起诉", "复议后起诉"} {
		out = append(out, append([]wildCell{cell(name)}, figures[i*5:i*5+5]...))
	}
	return []wildTable{out}
}

func disputesLabelled(t *form.Table, w wildTable) []wildTable {
	if t.ID == "disputes" {
		w[0] = append([]wildCell{{text: "类别", rows: 3, cols: 1}}, w[0]...)
		w[len(w)-1] = append([]wildCell{{text: "件数", rows: 1, cols: 1}}, w[len(w)-1]...)
	}
	return []wildTable{w}
}

func rowByRow(_ *form.Table, w wildTable) []wildTable {
	var out []wildTable
	for _, row := range w {
		out = append(out, wildTable{row})
	}
	return out
}

// oneColumn has a total of disputes before the others: the same figures in another order.
func disputesSwapped(t *form.Table, w wildTable) []wildTable {
	if t.ID == "disputes" {
		g := w.grid(sameCell)
		for i := range g {
			if i > 0 {
				g[i][0], g[i][4] = g[i][4], g[i][0]
			}
		}
		return []wildTable{g}
	}
	return []wildTable{w}
}

var wildTables = []wild{
	{name: "without spans", change: one(withoutSpans)},
	{name: "without rowspans", change: one(withoutRowspans)},
	{name: "unmerged, blank", change: one(func(_ *form.Table, w wildTable) wildTable { return w.grid(blankCell) })},
	{name: "unmerged, the same again", change: one(func(t *form.Table, w wildTable) wildTable {
		if t.ID == "disclosed" {
			return w
		}
		return w.grid(sameCell)
	})},
	{name: "cut, heads again", change: cutAt(12, true, true)},
	{name: "cut, labels again", change: cutAt(14, true, false)},
	{name: "cut, blank labels", change: cutAt(9, false, false)},
	{name: "cut within a group, heads again", change: cutAt(17, false, true)},
	{name: "a table a row", change: rowByRow},
	{name: "rows numbered", change: one(numberedRows)},
	{name: "columns swapped", change: one(swapColumns(4, 5)), part: true},
	{name: "columns swapped, unlike", change: one(swapColumns(3, 8)), part: true},
	{name: "total first", change: one(totalFirst), part: true},
	{name: "a sum of organisations", change: one(withSum(5, "小计")), part: true},
	{name: "a last column", change: one(withSum(-1, "合计")), part: true},
	{name: "a last column of notes", change: one(withSum(-1, "备注")), part: true},
	{name: "a sum of a group", change: one(withRow(15, "小计", "1", "2", "3", "4", "5", "6", "21")), part: true},
	{name: "a sum below", change: one(withRow(28, "合计", "1", "2", "3", "4", "5", "6", "21")), part: true},
	{name: "a row of units", change: one(withRow(3, "单位：件", "甲", "乙", "丙", "丁", "戊", "己", "庚"))},
	{name: "rows numbered by columns", change: one(withRow(3, "栏次", "1", "2", "3", "4", "5", "6", "7")), part: true},
	{name: "without a row", change: one(withoutRow(9)), part: true},
	{name: "without the first of a group", change: one(withoutRow(7)), part: true},
	{name: "rows swapped", change: one(swapRows(9, 10))},
	{name: "first rows swapped", change: one(swapRows(3, 4))},
	{name: "transposed", change: one(transposed), part: true},
	{name: "a cell is missing", change: one(missingCell(8, 3)), part: true},
	{name: "a cell is missing in a long row", change: one(missingCell(3, 3)), part: true},
	{name: "four tables", change: apart},
	{name: "disputes apart", change: disputesApart, part: true},
	{name: "disputes in a list", change: disputesLong, part: true},
	{name: "disputes by row", change: disputesByRow, part: true},
	{name: "disputes with a label", change: disputesLabelled},
	{name: "disputes swapped", change: disputesSwapped, part: true},
	{name: "of before", year: 2020},
	{name: "of before, pieces", year: 2019, cell: pieces, page: siteAround},
	{name: "of before, unmerged", year: 2020, change: one(func(_ *form.Table, w wildTable) wildTable { return w.grid(blankCell) })},
	{name: "bodies", page: func(title, body string) string {
		return barePage(title, strings.NewReplacer("<table >", "<table><colgroup><col width=1><col></colgroup><thead></thead><tbody>", "<td>（三）不予公开", "</tbody><tbody><td>（三）不予公开").Replace(body))
	}, cell: func(c wildCell) string { return html.EscapeString(c.text) }},
}

func labels(pairs ...string) func(string) string { return strings.NewReplacer(pairs...).Replace }

var wildLabels = []wild{
	{name: "narrow brackets", label: labels("（", "(", "）", ")", "，", ",", "“", "\"", "”", "\"")},
	{name: "numbers with a comma", label: labels("1.", "1、", "2.", "2、", "3.", "3、", "4.", "4、", "5.", "5、", "6.", "6、", "7.", "7、", "8.", "8、")},
	{name: "numbers in brackets", label: labels("1.", "（1）", "2.", "（2）", "3.", "（3）", "4.", "（4）", "5.", "（5）", "6.", "（6）", "7.", "（7）", "8.", "（8）")},
	{name: "wide numbers", label: labels("1.", "１．", "2.", "２．", "3.", "３．", "4.", "４．", "5.", "５．", "6.", "６．", "7.", "７．", "8.", "８．")},
	{name: "circled numbers", label: labels("1.", "①", "2.", "②", "3.", "③", "4.", "④", "5.", "⑤", "6.", "⑥", "7.", "⑦", "8.", "⑧")},
	{name: "without numbers", label: labels("1.", "", "2.", "", "3.", "", "4.", "", "5.", "", "6.", "", "7.", "", "8.", ""), part: true},
	{name: "no brackets", label: labels("（一）", "一、", "（二）", "二、", "（三）", "三、", "（四）", "四、", "（五）", "五、", "（六）", "六、", "（七）", "七、"), part: true},
	{name: "other words", label: labels("其他处理", "其它处理", "其他法律", "其它法律", "其他结果", "其它结果", "其他组织", "其它组织")},
	{name: "others are other", label: labels("3.其他", "3.其它", "其他", "其它")},
	{name: "slips", label: labels("属于国家秘密", "属国家秘密", "予以公开", "给予公开", "重复申请", "重复的申请", "本年新收政府信息公开申请数量", "本年新收政府信息公开申请数", "结转下年度继续办理", "结转下一年度继续办理")},
	{name: "cut short", label: labels("（区分处理的，只计这一情形，不计其他情形）", "", "、行政机关不再处理其政府信息公开申请", "", "本年新收政府信息公开申请数量", "本年新收", "上年结转政府信息公开申请数量", "上年结转"), part: true},
	{name: "stops", label: labels("1.属于国家秘密", "1.属于国家秘密；", "（七）总计", "（七）总 计", "四、结转下年度继续办理", "四、结转下年度继续办理。")},
	{name: "sum for total", label: labels("总计", "合计"), part: true},
	{name: "titles of columns", label: labels("自然人", "自然人（人）", "商业企业", "商业 企业", "社会公益组织", "社会公益 组织"), part: true},
	{name: "year in labels", label: labels("本年新收", "2025年新收", "上年结转", "2024年结转", "本年制发", "2025年制发"), part: true},
	{name: "spaces", label: func(s string) string { return strings.Join(strings.Split(s, ""), " ") }},
	{name: "wide spaces", label: func(s string) string { return "\u3000" + strings.Join(strings.Split(s, ""), "\u3000") }},
}

func figures(of func(string) string) func(wildCell) string {
	return func(c wildCell) string {
		if c.figure {
			c.text = of(c.text)
		}
		return html.EscapeString(c.text)
	}
}

func zero(as string) func(string) string {
	return func(s string) string {
		if s == "0" {
			return as
		}
		return s
	}
}

func grouped(s string) string {
	if n := len(s); n > 3 && !strings.Contains(s, ".") {
		return s[:n-3] + "," + s[n-3:]
	}
	return s
}

var wildFigures = []wild{
	{name: "wide digits", cell: figures(strings.NewReplacer("0", "０", "1", "１", "2", "２", "3", "３", "4", "４", "5", "５", "6", "６", "7", "７", "8", "８", "9", "９").Replace)},
	{name: "thousands", cell: figures(grouped)},
	{name: "thousands of wide commas", cell: figures(func(s string) string { return strings.ReplaceAll(grouped(s), ",", "，") })},
	{name: "with a unit", cell: figures(func(s string) string {
		if strings.Contains(s, ".") {
			return s + "万元"
		}
		return s + "件"
	})},
	{name: "with a unit where there is one", cell: figures(func(s string) string {
		if s != "0" && !strings.Contains(s, ".") {
			return s + "件"
		}
		return s
	})},
	{name: "slashes", cell: figures(zero("/")), part: true},
	{name: "dashes", cell: figures(zero("-")), part: true},
	{name: "none", cell: figures(zero("无")), part: true},
	{name: "blanks", cell: figures(zero("")), part: true},
	{name: "no-break spaces", cell: func(c wildCell) string {
		if c.figure && c.text == "0" {
			return "&nbsp;"
		}
		return html.EscapeString(c.text)
	}, part: true},
	{name: "ideographic zeros", cell: figures(zero("〇")), part: true},
	{name: "letters for zeros", cell: figures(zero("O")), part: true},
	{name: "notes in cells", cell: noted, part: true},
	{name: "fractions of zeros", cell: figures(func(s string) string {
		if strings.Contains(s, ".") {
			return s
		}
		return s + ".0"
	})},
	{name: "two figures in a cell", cell: figures(func(s string) string {
		if len(s) == 3 {
			return s[:1] + " " + s[1:]
		}
		return s
	}), part: true},
}
