package intake_test

import (
	"regexp"
	"strings"

	"nianbao/app/form"
)

// More of what is met: markup of old editors, headings written otherwise, tables that
// hold more than a table, and texts that were copied out of a page.

func replaced(pairs ...string) func(title, body string) string {
	return func(title, body string) string {
		return siteAround(title, strings.NewReplacer(pairs...).Replace(body))
	}
}

// headingInTable has the heading of a part as the first row of its table.
func headingInTable(title, body string) string {
	for _, h := range []string{"二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况"} {
		body = strings.Replace(body, "<p>"+h+"</p>\n<table >\n", "<table>\n<tr><td colspan=\"15\"><p><strong>"+h+"</strong></p></td></tr>\n", 1)
	}
	return siteAround(title, body)
}

// oneTable has the whole report in one table, as a sheet that was saved as a page.
func oneTable(title, body string) string {
	body = strings.NewReplacer("<table >", "", "</table>", "").Replace(body)
	body = regexp.MustCompile(`<p>(.*?)</p>`).ReplaceAllString(body, `<tr><td colspan="15">$1</td></tr>`)
	return barePage(title, "<table>"+body+"</table>")
}

// unclosed is markup of the kind that editors made twenty years ago.
func unclosed(title, body string) string {
	body = strings.NewReplacer("</td>", "", "</tr>", "", "</p>", "", "<td", "<TD vAlign=top", "<tr>", "<TR>", "<p>", "<P>", "<table", "<TABLE border=1", "</table>", "</TBODY></TABLE>").Replace(body)
	return oldSite(title, regexp.MustCompile(`="(\d+)"`).ReplaceAllString(body, "=$1"))
}

// copied is the text that a browser puts on the clipboard of a whole page: cells with
// tabs between them.
func copied(page string) []byte {
	page = page[strings.Index(page, "<body"):]
	page = regexp.MustCompile(`(?s)<(script|style|select)\b.*?</(script|style|select)>`).ReplaceAllString(page, "")
	page = strings.NewReplacer("\n", "", "</td>", "\t", "</tr>", "\n", "</p>", "\n", "</div>", "\n", "</h1>", "\n", "</li>", "\n", "<br>", "\n").Replace(page)
	return []byte(strings.NewReplacer("\t\n", "\n", "&gt;", ">", "&#34;", "\"", "&nbsp;", " ").Replace(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(page, "")))
}

// piped is the same as tables of Markdown.
func piped(page string) []byte {
	lines := strings.Split(string(copied(page)), "\n")
	for i, l := range lines {
		if strings.Contains(l, "\t") {
			lines[i] = "| " + strings.ReplaceAll(l, "\t", " | ") + " |"
			if strings.Contains(l, "申请人情况") {
				lines[i] += "\n|---|---|---|---|---|---|---|---|"
			}
		}
	}
	return []byte(strings.Join(lines, "\n"))
}

// aCellALine has every cell in a line of its own.
func aCellALine(page string) []byte {
	return []byte(strings.ReplaceAll(string(copied(page)), "\t", "\n"))
}

// spaced has nothing but spaces between the cells.
func spaced(between string) func(string) []byte {
	return func(page string) []byte { return []byte(strings.ReplaceAll(string(copied(page)), "\t", between)) }
}

// withoutBlanks has every cell in a line of its own, and no line for a blank one.
func withoutBlanks(page string) []byte {
	var out []string
	for _, l := range strings.Split(string(aCellALine(page)), "\n") {
		if strings.TrimSpace(l) != "" {
			out = append(out, l)
		}
	}
	return []byte(strings.Join(out, "\n"))
}

func totalsDropped(t *form.Table, w wildTable) wildTable {
	if t.ID != "requests" {
		return w
	}
	for i, row := range w {
		if i > 0 && (i != 2) {
			w[i] = row[:len(row)-1]
		}
	}
	w[0][1].cols--
	return w
}

func blankColumn(t *form.Table, w wildTable) wildTable {
	if t.ID == "requests" {
		for i := 3; i < len(w); i++ {
			w[i][len(w[i])-5].text = ""
		}
	}
	return w
}

var wildMore = []wild{
	{name: "heading in the table", page: headingInTable},
	{name: "one table", page: oneTable},
	{name: "unclosed tags", page: unclosed, file: asGB18030},
	{name: "numbers without a mark", page: replaced("<p>一、", "<p>一 ", "<p>二、", "<p>二 ", "<p>三、", "<p>三 ", "<p>四、", "<p>四 ", "<p>五、", "<p>五 ", "<p>六、", "<p>六 ")},
	{name: "numbers of digits", page: replaced("<p>一、", "<p>1、", "<p>二、", "<p>2、", "<p>三、", "<p>3、", "<p>四、", "<p>4、", "<p>五、", "<p>5、", "<p>六、", "<p>6、")},
	{name: "parts", page: replaced("<p>一、", "<p>第一部分 ", "<p>二、", "<p>第二部分 ", "<p>三、", "<p>第三部分 ", "<p>四、", "<p>第四部分 ", "<p>五、", "<p>第五部分 ", "<p>六、", "<p>第六部分 ")},
	{name: "in brackets", page: replaced("<p>一、", "<p>（一）", "<p>二、", "<p>（二）", "<p>三、", "<p>（三）", "<p>四、", "<p>（四）", "<p>五、", "<p>（五）", "<p>六、", "<p>（六）"), part: true},
	{name: "headings of others", page: replaced("主动公开政府信息情况</p>", "主动公开情况</p>", "收到和处理政府信息公开申请情况", "依申请公开情况", "政府信息公开行政复议、行政诉讼情况", "因政府信息公开工作被申请行政复议、提起行政诉讼情况", "存在的主要问题及改进情况", "工作中存在的问题和下一步打算")},
	{name: "pieces named as parts", page: replaced("<p>（一）主动公开情况</p>", "<p>（一）主动公开政府信息情况</p>", "<p>（二）依申请公开情况</p>", "<p>（二）主动公开政府信息的情况</p>", "<p>（四）政府信息公开平台建设情况</p>", "<p>（四）因政府信息公开申请的行政复议、行政诉讼情况</p>")},
	{name: "headings missing", page: replaced("<p>三、收到和处理政府信息公开申请情况</p>", "", "<p>四、政府信息公开行政复议、行政诉讼情况</p>", "")},
	{name: "heading and more", page: replaced("<p>三、收到和处理政府信息公开申请情况</p>", "<p>三、收到和处理政府信息公开申请情况（单位：件）</p><p>该部分以表格形式报告。表格如下：</p>", "<p>四、", "<p>　　四、")},
	{name: "copied", page: siteAround, file: copied},
	{name: "copied, piped", page: siteAround, file: piped},
	{name: "copied, a cell a line", page: siteAround, file: aCellALine},
	{name: "copied, spaces", page: siteAround, file: spaced("    "), part: true},
	{name: "copied, one space", page: siteAround, file: spaced(" "), part: true},
	{name: "copied, wide spaces", page: siteAround, file: spaced("\u3000"), part: true},
	{name: "copied, blanks dropped", page: siteAround, cell: figures(zero("")), file: withoutBlanks, part: true},
	{name: "copied, a blank column dropped", page: siteAround, change: one(blankColumn), file: withoutBlanks, part: true},
	{name: "totals dropped", change: one(totalsDropped), part: true},
	{name: "pictures", page: func(title, body string) string {
		return siteAround(title, regexp.MustCompile(`(?s)<table >.*?</table>`).ReplaceAllString(body, `<p><img src="a.png"></p>`))
	}, part: true, none: true},
	{name: "inner tables", cell: func(c wildCell) string {
		if c.figure {
			return "<table><tr><td>" + c.text + "</td></tr></table>"
		}
		return c.text
	}, part: true},
	{name: "shown twice", page: func(title, body string) string {
		return siteAround(title, regexp.MustCompile(`(?s)(<table >.*?</table>)`).ReplaceAllString(body, `<div class="pc">$1</div><div class="phone">$1</div>`))
	}},
	{name: "wrong spans", page: func(title, body string) string {
		return siteAround(title, strings.NewReplacer(`rowspan="22"`, `rowspan="25"`, `colspan="7"`, `colspan="0"`, `rowspan="8"`, `rowspan="7"`).Replace(body))
	}},
	{name: "narrow headings", page: replaced("主动公开政府信息情况", "主 动 公 开 政 府 信 息 情 况", "三、收到和", "三、  收到和")},
}
