package intake_test

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"html"
	"mime/quotedprintable"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// What stands around a report on a site, and how it is saved.

// siteAround is the menu, the path and the foot of a site with the lists of links that
// it has on every page.
func siteAround(title, body string) string {
	return `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
<title>` + title + `_政府信息公开年报_甲县人民政府</title>
<meta name="ArticleTitle" content="` + title + `"><meta name="PubDate" content="2026-01-20 10:11"><meta name="ContentSource" content="甲县教育局">
<script>var year=2023;document.write("<table><tr><td>规章</td><td>9</td><td>9</td><td>9</td></tr></table>")</script>
<style>.TRS_Editor p{margin:0}</style></head><body>
<table width="1000"><tr><td><a href="/">网站首页</a></td><td>政务公开</td><td>办事服务</td></tr></table>
<div class="nav"><ul><li><a href="#">政府信息公开指南</a></li><li><a href="#">政府信息公开制度</a></li><li><a href="#">政府信息公开年报</a></li></ul></div>
<div>您当前所在位置：<a href="/">首页</a> &gt; <a href="/">政务公开</a> &gt; <a href="/">政府信息公开年报</a></div>
<div class="left"><ul><li><a href="#">甲县教育局2024年政府信息公开工作年度报告</a></li><li><a href="#">甲县民政局2023年政府信息公开工作年度报告</a></li></ul></div>
<table class="xxgk"><tr><td>索引号：</td><td>123456/2026-00012</td><td>发布机构：</td><td>甲县乙局</td></tr>
<tr><td>生效日期：</td><td>2026-01-20</td><td>废止日期：</td><td>2030</td></tr></table>
<h1>` + title + `</h1><div>发布时间：2026-01-20 10:11 来源：甲县教育局 浏览次数：<span>123</span> 字体：【大 中 小】</div>
<div class="view TRS_UEDITOR trs_paper_default"><div class="Custom_UnionStyle">` + body + `</div></div>
<div><p>上一篇：<a href="#">甲县教育局2024年政府信息公开工作年度报告</a></p><p>下一篇：无</p></div>
<table><tr><td>主办：甲县人民政府</td><td>网站标识码：4301230001</td><td>电话：0731-88888888</td></tr></table>
<div class="footer">版权所有 湘ICP备12345678号 <select><option>甲县2022年政府信息公开工作年度报告</option></select></div></body></html>`
}

// oldSite lays its pages out with tables in tables.
func oldSite(title, body string) string {
	return `<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>` + title + `</title></head><body>
<table width="980" align="center"><tbody><tr><td width="200" valign="top"><table><tr><td>栏目导航</td></tr><tr><td>机构职能</td></tr><tr><td>年度报告</td></tr></table></td>
<td><table width="100%"><tr><td align="center"><b><font size="4">` + title + `</font></b></td></tr>
<tr><td>作者：佚名 文章来源：本站原创 点击数：25 更新时间：2026-1-20</td></tr>
<tr><td><div id="zoom"><!--ZJEG_RSS.content.begin-->` + body + `<!--ZJEG_RSS.content.end--></div></td></tr></table></td></tr></tbody></table></body></html>`
}

// titleInTwo has the unit and the rest of the title in lines of their own.
func titleInTwo(title, body string) string {
	unit, rest, _ := strings.Cut(title, "2025")
	return `<html><body><ucapcontent><p style="text-align:center"><span style="font-size:29px">` + unit + `</span></p><p style="text-align:center">2025` + rest + `</p><p>（2026年1月9日）</p>` + body + `</ucapcontent></body></html>`
}

// withoutYear names the year only in the period that the report is of.
func withoutYearTitle(title, body string) string {
	body = strings.Replace(body, "<p>本报告根据", "<p>本报告所列数据的统计期限自2025年1月1日起至2025年12月31日止。本报告根据", 1)
	return barePage(strings.Replace(title, "2025年", "", 1), body)
}

// inWord is a page as Word saves it.
func inWord(title, body string) string {
	body = strings.ReplaceAll(body, "<p>", `<p class=MsoNormal style='text-indent:32.0pt;mso-char-indent-count:2.0'>`)
	body = strings.ReplaceAll(body, "</table>", `<![if !supportMisalignedColumns]><tr height=0><td width=50 style='border:none'></td><td width=61 style='border:none'></td><td width=218 style='border:none'></td></tr><![endif]></table>`)
	return `<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><head>
<meta http-equiv=Content-Type content="text/html; charset=gb2312"><meta name=Generator content="Microsoft Word 15">
<!--[if gte mso 9]><xml><o:DocumentProperties><o:Pages>6</o:Pages></o:DocumentProperties></xml><![endif]-->
<style><!-- table.MsoNormalTable {mso-style-name:普通表格;} --></style></head><body lang=ZH-CN><div class=WordSection1 style='layout-grid:15.6pt'>
<p class=MsoNormal align=center><b><span style='font-size:22.0pt;font-family:方正小标宋简体'>` + title + `<span lang=EN-US><o:p></o:p></span></span></b></p>` + body + `</div></body></html>`
}

func asGB18030(page string) []byte {
	out, err := simplifiedchinese.GB18030.NewEncoder().String(page)
	if err != nil {
		panic(err)
	}
	return []byte(out)
}

func asUTF16(page string) []byte {
	out := []byte("\xff\xfe")
	for _, u := range utf16.Encode([]rune(page)) {
		out = append(out, byte(u), byte(u>>8))
	}
	return out
}

// asArchive is a page as Edge saves it in one file.
func asArchive(page string) []byte {
	var b bytes.Buffer
	b.WriteString("From: <Saved by Blink>\r\nSnapshot-Content-Location: https://www.jiaxian.gov.cn/a.html\r\nSubject: =?utf-8?Q?=E5=B9=B4=E6=8A=A5?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----MultipartBoundary--abc----\"\r\n\r\n\r\n------MultipartBoundary--abc----\r\nContent-Type: text/html\r\nContent-ID: <frame-1@mhtml.blink>\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://www.jiaxian.gov.cn/a.html\r\n\r\n")
	w := quotedprintable.NewWriter(&b)
	_, _ = w.Write([]byte(page))
	_ = w.Close()
	b.WriteString("\r\n------MultipartBoundary--abc----\r\nContent-Type: text/css\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\np { color: red }\r\n------MultipartBoundary--abc------\r\n")
	return b.Bytes()
}

// asOldArchive is a page as Internet Explorer saves it in one file.
func asOldArchive(page string) []byte {
	var b bytes.Buffer
	b.WriteString("From: \"=?gb2312?B?08kgSW50ZXJuZXQgRXhwbG9yZXIgsaO05g==?=\"\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"----=_NextPart_000_0000_01\"\r\nX-MimeOLE: Produced By Microsoft MimeOLE\r\n\r\nThis is a multi-part message in MIME format.\r\n\r\n------=_NextPart_000_0000_01\r\nContent-Type: text/html;\r\n\tcharset=\"gb2312\"\r\nContent-Transfer-Encoding: base64\r\nContent-Location: http://www.jiaxian.gov.cn/a.html\r\n\r\n")
	code := base64.StdEncoding.EncodeToString(asGB18030(page))
	for len(code) > 76 {
		b.WriteString(code[:76] + "\r\n")
		code = code[76:]
	}
	b.WriteString(code + "\r\n\r\n------=_NextPart_000_0000_01\r\nContent-Type: image/gif\r\nContent-Transfer-Encoding: base64\r\n\r\nR0lGODlh\r\n------=_NextPart_000_0000_01--\r\n")
	return b.Bytes()
}

// twice is a page with the report of another office behind the first.
func twice(title, body string) string {
	other := strings.NewReplacer(">1<", ">2<", ">0<", ">4<").Replace(body)
	return barePage(title, body+"<h1>甲县丁局2025年政府信息公开工作年度报告</h1>"+other)
}

// Cells as editors write them.
func paragraphCell(c wildCell) string {
	return `<p align="center" style="text-align:center"><span lang="EN-US" style="font-size:10.0pt">` + html.EscapeString(c.text) + `</span></p>`
}

func pieces(c wildCell) string {
	var b strings.Builder
	b.WriteString("<p>")
	for _, r := range c.text {
		fmt.Fprintf(&b, "<span style=%q>%s</span>", "mso-bidi-font-size:10.5pt", html.EscapeString(string(r)))
		if !c.figure {
			b.WriteString("\n")
		}
	}
	return b.String() + "<o:p></o:p></p>"
}

func padded(c wildCell) string { return "&nbsp;&nbsp;" + html.EscapeString(c.text) + "&nbsp;\n\t\t" }

// broken has its label broken after every second character.
func broken(c wildCell) string {
	if c.figure || len([]rune(c.text)) > 9 {
		return html.EscapeString(c.text)
	}
	var b strings.Builder
	for i, r := range []rune(c.text) {
		if i > 0 && i%2 == 0 {
			b.WriteString("<br/>")
		}
		b.WriteRune(r)
	}
	return b.String()
}

func vertical(c wildCell) string {
	if c.figure || len([]rune(c.text)) > 9 {
		return html.EscapeString(c.text)
	}
	return strings.Join(strings.Split(c.text, ""), "<br>")
}

func brokenParagraphs(c wildCell) string {
	return strings.ReplaceAll("<p>"+broken(c)+"</p>", "<br/>", "</p><p>")
}

func divided(c wildCell) string {
	return `<div><div class="cell"><font face="宋体"><strong>` + html.EscapeString(c.text) + `</strong></font></div></div><!-- 9 --><span style="display:none">7</span>`
}

func noted(c wildCell) string {
	if c.figure && c.text != "0" {
		return c.text + "（含上年数）"
	}
	return html.EscapeString(c.text)
}

var wildPages = []wild{
	{name: "a site around it", page: siteAround, cell: paragraphCell},
	{name: "an old site of tables", page: oldSite, file: asGB18030},
	{name: "an old site, pieces", page: oldSite, cell: pieces},
	{name: "title in two", page: titleInTwo},
	{name: "title without year", page: withoutYearTitle},
	{name: "word", page: inWord, cell: paragraphCell, file: asGB18030},
	{name: "word, pieces", page: inWord, cell: pieces},
	{name: "archive", page: siteAround, file: asArchive},
	{name: "old archive", page: oldSite, file: asOldArchive},
	{name: "utf-16", page: siteAround, file: asUTF16},
	{name: "utf-16 without mark", page: barePage, file: func(p string) []byte { return asUTF16(p)[2:] }},
	{name: "two reports", page: twice},
	{name: "padded", cell: padded},
	{name: "broken labels", cell: broken},
	{name: "vertical labels", cell: vertical},
	{name: "broken into paragraphs", cell: brokenParagraphs},
	{name: "divided", cell: divided, table: `class="MsoTableGrid" style="border-collapse:collapse" cellspacing="0"`},
	{name: "headings in a list of links", page: func(title, body string) string {
		return siteAround(title, `<ul><li><a href="#1">一、总体情况</a></li><li><a href="#2">二、主动公开政府信息情况</a></li><li><a href="#3">三、收到和处理政府信息公开申请情况</a></li></ul>`+body)
	}},
	{name: "figures of others in the first part", page: func(title, body string) string {
		return siteAround(title, strings.Replace(body, "<p>（二）依申请公开情况", "<table><tr><td>类别</td><td>件数</td></tr><tr><td>规章</td><td>77</td></tr><tr><td>行政许可</td><td>78</td></tr><tr><td>行政处罚</td><td>79</td></tr><tr><td>行政强制</td><td>76</td></tr></table><p>（二）依申请公开情况", 1))
	}},
	{name: "figures of others in the last part", page: func(title, body string) string {
		return siteAround(title, strings.Replace(body, "<p>本年度未收取信息处理费", "<table><tr><td>信息内容</td><td>2024</td><td>2025</td></tr><tr><td>行政许可</td><td>78</td><td>71</td></tr><tr><td>行政处罚</td><td>79</td><td>70</td></tr></table><p>本年度未收取信息处理费", 1))
	}},
	{name: "a comparison of years below", page: func(title, body string) string {
		return siteAround(title, strings.Replace(body, "<p>五、", "<table><tr><td></td><td>自然人</td><td>商业企业</td><td>科研机构</td><td>社会公益组织</td><td>法律服务机构</td><td>其他</td><td>总计</td></tr><tr><td>（一）予以公开</td><td>9</td><td>9</td><td>9</td><td>9</td><td>9</td><td>9</td><td>54</td></tr></table><p>五、", 1))
	}, part: true},
	{name: "nothing but brs", page: func(title, body string) string {
		return barePage(title, strings.NewReplacer("<p>", "", "</p>", "<br>").Replace(body))
	}},
	{name: "headings of h", page: func(title, body string) string {
		return barePage(title, strings.NewReplacer("<p>三、", "<h3><strong>三、</strong>", "<p>一、总体情况</p>", "<h3><span>一</span><span>、总体</span>情况</h3>").Replace(body))
	}},
}
