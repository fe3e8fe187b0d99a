package intake_test

import (
	"fmt"
	"html"
	"strings"
	"sync"
	"testing"

	"nianbao/app/form"
	"nianbao/app/report"
	"nianbao/assets"
)

// A report made for these tests, and the shapes in which others would write it down.

func catalog(t testing.TB) *form.Catalog {
	t.Helper()
	c, err := forms()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

var forms = sync.OnceValues(func() (*form.Catalog, error) { return form.Load(assets.Forms, "forms") })

// madeUp is a report of that year in which no two neighbouring figures are the same.
func madeUp(t testing.TB, year int) *report.Report {
	t.Helper()
	r := report.New(catalog(t), "甲县乙局", year)
	set := func(a form.Address, text string) {
		c, err := r.Set(a, text)
		if err == nil {
			err = r.Apply(report.Edit{Changes: []report.Change{c}})
		}
		if err != nil {
			t.Fatalf("%s: %v", a, err)
		}
	}
	n := 0
	for _, table := range r.Form().Tables() {
		for _, c := range table.Inputs() {
			n++
			figure := fmt.Sprint((n*37 + n*n) % 1300)
			switch {
			case c.Kind == form.Money:
				figure += ".75"
			case n%3 == 0:
				figure = "0"
			}
			set(c.Address, figure)
		}
	}
	set(report.UnitName, "甲县乙局")
	set(report.Preamble, "本报告根据《中华人民共和国政府信息公开条例》要求编制。如对本报告有疑问，请与甲县乙局办公室联系（地址：甲县丙路1号，邮编：412000，电话：0731-12345678）。")
	set("overview.disclosure", "主动公开信息一百二十条。\n其中网站公开一百条。")
	set("overview.on_request", "收到申请，均已答复。")
	set("overview.information_management", "制度健全。")
	set("overview.platform", "网站一个。")
	set("overview.supervision", "培训两次。")
	set("problems.shortcomings", "解读不够及时。")
	set("problems.improvements", "加强解读。")
	set("others.processing_fee", "本年度未收取信息处理费。")
	set(report.SignedBy, "甲县乙局")
	set(report.SignedOn, fmt.Sprintf("%d-01-09", year+1))
	return r
}

// shape is one way to write tables down.
type shape struct {
	name       string
	paragraphs bool // in every cell
	split      int  // rows after which a table is cut in two, 0 for none
	notes      bool // a row with a remark under each table
	blanks     bool // every zero is left blank
}

var shapes = []shape{
	{name: "plain"}, {name: "paragraphs", paragraphs: true}, {name: "split", split: 11}, {name: "notes", notes: true}, {name: "blanks", blanks: true},
}

// asPage writes a report as a web page of that shape.
func (s shape) asPage(r *report.Report) string {
	var b strings.Builder
	p := func(text string) {
		for line := range strings.SplitSeq(text, "\n") {
			if line != "" {
				fmt.Fprintf(&b, "<p>%s</p>\n", html.EscapeString(line))
			}
		}
	}
	fmt.Fprintf(&b, "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>x</title></head><body>\n<h1>%s</h1>\n<h1>%d年政府信息公开工作年度报告</h1>\n", r.Unit(), r.Year())
	p(r.Text(report.Preamble))
	for _, section := range r.Form().Sections {
		fmt.Fprintf(&b, "<h2>%s</h2>\n", section.Heading)
		for _, f := range section.Fields {
			if text := r.Text(f.Address); text != "" {
				p(f.Heading)
				p(text)
			}
		}
		if section.Table != nil {
			b.WriteString(s.table(r, section.Table))
		}
	}
	p(r.Text(report.SignedBy))
	day, err := report.ParseDate(r.Text(report.SignedOn))
	if err == nil {
		p(report.PrintDate(day))
	}
	b.WriteString("</body></html>\n")
	return b.String()
}

func (s shape) table(r *report.Report, t *form.Table) string {
	var b strings.Builder
	b.WriteString("<table border=\"1\">\n")
	for row := range t.Rows {
		if s.split > 0 && row == s.split && t.Rows > s.split+1 && t.ID == "requests" {
			b.WriteString("</table>\n<table border=\"1\">\n")
		}
		b.WriteString("<tr>")
		for _, c := range t.Cells {
			if c.Row != row {
				continue
			}
			rows := c.RowSpan
			if s.split > 0 && t.ID == "requests" && row < s.split {
				rows = min(rows, s.split-row)
			}
			text := c.Text
			if c.IsValue() {
				if text = r.Figure(c.Address).String(); s.blanks && text == "0" {
					text = ""
				}
			}
			text = html.EscapeString(text)
			if s.paragraphs {
				text = "<p>" + text + "</p>"
			}
			fmt.Fprintf(&b, "<td rowspan=\"%d\" colspan=\"%d\">%s</td>", rows, c.ColSpan, text)
		}
		b.WriteString("</tr>\n")
	}
	if s.notes {
		fmt.Fprintf(&b, "<tr><td colspan=\"%d\">注：以上数据由甲县乙局2026年1月5日提供，共3个科室。</td></tr>\n", len(t.Widths))
	}
	b.WriteString("</table>\n")
	return b.String()
}
