//go:build bench && linux

package main

import (
	"bytes"
	"fmt"
	"html"
	"strings"

	"nianbao/app/form"
	"nianbao/app/report"
)

// style sets the page like our own paper, with the fonts we embed, which
// fontconfig finds by their names.
const style = `<style>
@page { size: A4; margin: 37mm 26mm 35mm 28mm }
body { font: 16pt/28pt "Nianbao Serif" }
h1 { font-size: 22pt; text-align: center }
h2 { font: 16pt "Nianbao Sans" }
h3 { font: 16pt "Nianbao Kai" }
p { margin: 0; text-indent: 2em; text-align: justify }
table { border-collapse: collapse; width: 100%; font-size: 9pt; line-height: 1.3 }
td { border: 1px solid black; text-align: center; padding: 2px }
</style>`

// page writes a report as HTML: the same texts and tables as on our paper.
func page(r *report.Report) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "<!DOCTYPE html><html lang=\"zh-CN\"><meta charset=\"utf-8\"><title>%s</title>%s\n", html.EscapeString(r.Title()), style)
	fmt.Fprintf(&b, "<h1>%s</h1>\n", html.EscapeString(r.Title()))
	paragraphs(&b, r.Text(report.Preamble))
	for _, s := range r.Form().Sections {
		fmt.Fprintf(&b, "<h2>%s</h2>\n", html.EscapeString(s.Heading))
		for _, f := range s.Fields {
			if f.Heading != "" {
				fmt.Fprintf(&b, "<h3>%s</h3>\n", html.EscapeString(f.Heading))
			}
			paragraphs(&b, r.Text(f.Address))
		}
		if s.Table != nil {
			table(&b, r, s.Table)
		}
	}
	day, _ := report.ParseDate(r.Text(report.SignedOn))
	fmt.Fprintf(&b, "<p>%s</p><p>%s</p></html>\n", html.EscapeString(r.Signature()), report.PrintDate(day))
	return b.Bytes()
}

func paragraphs(b *bytes.Buffer, text string) {
	for line := range strings.Lines(text) {
		fmt.Fprintf(b, "<p>%s</p>\n", html.EscapeString(strings.TrimSpace(line)))
	}
}

func table(b *bytes.Buffer, r *report.Report, t *form.Table) {
	b.WriteString("<table>")
	for row := range t.Rows {
		b.WriteString("<tr>")
		for _, c := range t.Cells {
			if c.Row != row {
				continue
			}
			text := c.Text
			if c.IsValue() {
				text = r.Figure(c.Address).String()
			}
			fmt.Fprintf(b, `<td rowspan="%d" colspan="%d">%s</td>`, c.RowSpan, c.ColSpan, html.EscapeString(text))
		}
		b.WriteString("</tr>\n")
	}
	b.WriteString("</table>\n")
}
