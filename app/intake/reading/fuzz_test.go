package reading

import (
	"strings"
	"testing"
	"unicode/utf8"

	"nianbao/app/form"
	"nianbao/app/intake/page"
	"nianbao/assets"
)

// pageOf makes a page of a text: lines with tabs in them are rows of tables, a line of
// "#" is a picture.
func pageOf(text string) *page.Page {
	p := &page.Page{Kind: "text"}
	var rows [][]page.Cell
	flush := func() {
		if len(rows) > 0 {
			p.AddTable(&page.Table{Rows: rows})
		}
		rows = nil
	}
	for line := range strings.SplitSeq(text, "\n") {
		if !strings.Contains(line, "\t") {
			flush()
			if line == "#" {
				p.Blocks = append(p.Blocks, page.Block{Picture: true})
				continue
			}
			p.AddText(line)
			continue
		}
		var row []page.Cell
		for cell := range strings.SplitSeq(line, "\t") {
			row = append(row, page.Cell{Text: cell, Rows: 1, Columns: 1})
		}
		rows = append(rows, row)
	}
	flush()
	return p
}

func catalog(t testing.TB) *form.Catalog {
	t.Helper()
	c, err := form.Load(assets.Forms, "forms")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Whatever a page holds, each figure that was read leads to a place of the page, and
// a table that is not sure says why.
func FuzzReadPage(f *testing.F) {
	for _, s := range []string{
		"甲局2025年政府信息公开工作年度报告\n一、总体情况\n（一）主动公开\n正文\n二、主动公开政府信息情况\n规章\t1\t0\t3\n三、收到和处理政府信息公开申请情况\n（一）予以公开\t1\t0\t0\t0\t0\t0\t1\n六、其他需要报告的事项\n甲局\n2026年1月9日",
		"一、總體情況\n二、主動公開政府信息情況\n#\n三、\n四、因政府信息公开工作被提起行政复议、行政诉讼情况\n1\t2\t3\t4\t10\t0\t0\t0\t0\t0\t0\t0\t0\t0\t0",
		"一、总体情况\n规章 | 0 | 0 | 6 |\n二、主动公开\n?。ㄒ唬┯枰怨_\t1\n本(běn)机关(guān)",
	} {
		f.Add(s)
	}
	c := catalog(f)
	f.Fuzz(func(t *testing.T, text string) {
		p := pageOf(text)
		got, err := Read(c, p)
		if err != nil {
			return
		}
		for _, table := range got.Tables {
			if table.Grade != Sure && table.Reason == "" {
				t.Errorf("%s is not sure, and nobody says why", table.Name)
			}
			for a, cell := range table.Cells {
				if cell.At.Block < 0 || cell.At.Block >= len(p.Blocks) || cell.At.Row < 0 {
					t.Errorf("%s of %s stands at %+v", a, table.Name, cell.At)
				}
			}
		}
		for _, line := range append(got.TableLines(), got.RepairLines()...) {
			if utf8.ValidString(text) && !utf8.ValidString(line) {
				t.Errorf("%q", line)
			}
		}
		for a, text := range got.Report.All() {
			if strings.ContainsRune(text, 0) {
				t.Errorf("%s: %q", a, text)
			}
		}
	})
}
