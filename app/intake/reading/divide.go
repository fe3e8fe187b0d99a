package reading

import (
	"strings"

	"nianbao/app/form"
	"nianbao/app/intake/page"
)

// divide takes tables apart that hold a whole report, as a sheet does that was saved as
// a page: rows of a single text become paragraphs, and those between them tables.
func divide(catalog *form.Catalog, p *page.Page) {
	sections := catalog.ForYear(currentYear).Sections
	var out []page.Block
	for _, b := range p.Blocks {
		if b.Table == nil || headingsIn(sections, b.Table) < 2 {
			out = append(out, b)
			continue
		}
		out = append(out, divided(b.Table)...)
	}
	p.Blocks = out
}

// headingsIn counts the rows of a table that are the heading of a part.
func headingsIn(sections []*form.Section, t *page.Table) int {
	n, at := 0, -1
	for _, row := range t.Rows {
		text, only := onlyText(row)
		if !only {
			continue
		}
		if next := headed(sections, at, item{text: text}); next >= 0 {
			at = next
			n++
		}
	}
	return n
}

// onlyText returns the text of a row in which a single cell has any.
func onlyText(row []page.Cell) (text string, only bool) {
	for _, c := range row {
		if strings.TrimSpace(c.Text) == "" {
			continue
		}
		if text != "" {
			return "", false
		}
		text = c.Text
	}
	return text, text != ""
}

func divided(t *page.Table) []page.Block {
	var out []page.Block
	rest := &page.Table{}
	for _, row := range t.Rows {
		text, only := onlyText(row)
		if only && len(row) == 1 || only && len(rest.Rows) == 0 {
			if len(rest.Rows) > 0 {
				out = append(out, page.Block{Table: rest})
				rest = &page.Table{}
			}
			out = append(out, page.Block{Text: text})
			continue
		}
		rest.Rows = append(rest.Rows, row)
	}
	if len(rest.Rows) > 0 {
		out = append(out, page.Block{Table: rest})
	}
	return out
}
