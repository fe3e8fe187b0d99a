package report

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"nianbao/app"
	"nianbao/app/form"
	"nianbao/app/report"
	"nianbao/export/pages"
	"nianbao/export/typeset"
	"nianbao/export/typeset/typesettest"
)

// drawn is a report of generated length whose text fields are all filled in.
func drawn(t *rapid.T, c *form.Catalog) *report.Report {
	year := rapid.SampledFrom([]int{2019, 2025}).Draw(t, "year")
	r := report.New(c, "东海市临江区人民政府", year)
	set := func(a form.Address, v string) {
		change, err := r.Set(a, v)
		if err != nil {
			t.Fatal(err)
		}
		if err := r.Apply(report.Edit{Changes: []report.Change{change}}); err != nil {
			t.Fatal(err)
		}
	}
	sentence := rapid.IntRange(1, 260)
	for _, s := range r.Form().Sections {
		for _, f := range s.Fields {
			var text []string
			for range rapid.IntRange(1, 3).Draw(t, "paragraphs") {
				text = append(text, strings.Repeat("文", sentence.Draw(t, "length")))
			}
			set(f.Address, strings.Join(text, "\n"))
		}
	}
	if rapid.Bool().Draw(t, "dated") {
		set(report.SignedOn, "2026-01-23")
	}
	return r
}

func TestPagesBreakWhereTheyMay(t *testing.T) {
	c := catalog(t)
	rapid.Check(t, func(t *rapid.T) {
		r := drawn(t, c)
		pages, err := Pages(r, typesettest.PlainMetrics{}, pages.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for i, p := range pages {
			rows := typesettest.RowsOn(p)
			if len(rows) == 0 {
				t.Fatalf("page %d is empty", i+1)
			}
			checkInside(t, p)
			first, last := rows[0], rows[len(rows)-1]
			if i+1 < len(pages) && isHeading(last) {
				t.Fatalf("page %d ends with the heading %q", i+1, last.Text)
			}
			if i > 0 && first.Face == typeset.Body {
				checkCarriedOver(t, typesettest.RowsOn(pages[i-1]), first)
			}
		}
		checkSignature(t, r, pages[len(pages)-1])
	})
}

func isHeading(r typesettest.TextRow) bool { return r.Face == typeset.Hei || r.Face == typeset.Kai }

// checkCarriedOver holds where a paragraph may be parted between pages.
func checkCarriedOver(t *rapid.T, before []typesettest.TextRow, first typesettest.TextRow) {
	n := len(before)
	end := before[n-1]
	if continues := end.X2 > typeset.Left+typeset.Measure-0.2 && first.X1 < typeset.Left+typeset.CharPitch; !continues {
		return
	}
	if isHeading(before[n-2]) {
		t.Fatalf("a single line follows the heading %q", before[n-2].Text)
	}
	// Below a heading three lines may be parted two and one.
	if first.X2 < typeset.Left+typeset.Measure-0.2 && !(n > 2 && isHeading(before[n-3])) {
		t.Fatalf("a last line stands alone at the top of a page: %q", first.Text)
	}
}

func checkInside(t fataler, p typeset.Page) {
	const off = 0.2
	for _, r := range typesettest.RowsOn(p) {
		if r.X1 < typeset.Left-off || r.X2 > typeset.Left+typeset.Measure+typeset.CharPitch/2+off || r.Y < typeset.Top || r.Y > typeset.Top+typeset.Height+off {
			t.Fatalf("page %d: %q at %.1f–%.1f, %.1f is outside the text block", p.Number, r.Text, r.X1, r.X2, r.Y)
		}
	}
	for _, l := range p.Rules {
		if l.X1 < typeset.Left-off || l.X2 > typeset.Left+typeset.Measure+off || l.Y1 < typeset.Top-off || l.Y2 > typeset.Top+typeset.Height+off {
			t.Fatalf("page %d: rule %+v is outside the text block", p.Number, l)
		}
	}
}

func checkSignature(t *rapid.T, r *report.Report, last typeset.Page) {
	rows := typesettest.RowsOn(last)
	tail := 1
	if r.Text(report.SignedOn) != "" {
		tail = 2
	}
	if rows[len(rows)-tail].Text != r.Unit() {
		t.Fatalf("the page does not end with the signature: %q", rows[len(rows)-tail].Text)
	}
	if len(rows) < tail+1 {
		t.Fatal("the signature stands alone on its page")
	}
	end := rows[len(rows)-tail-1]
	if end.X1 < typeset.Left+typeset.CharPitch && len(rows) < tail+2 {
		t.Fatal("the signature stands with a single last line")
	}
}

func TestTableThreeStandsOnOnePage(t *testing.T) {
	for _, year := range []int{2019, 2025} {
		r := report.New(catalog(t), "东海市人民政府", year)
		for _, p := range mustPages(t, r, pages.Options{}) {
			text := typesettest.PageText(p)
			if strings.Contains(text, "申请人情况") != strings.Contains(text, "四、结转下年度继续办理") {
				t.Errorf("%d: table three is cut on page %d", year, p.Number)
			}
			if strings.Contains(text, "申请人情况") && !strings.Contains(text, "三、收到和处理政府信息公开申请情况") {
				t.Errorf("%d: table three has no heading on page %d", year, p.Number)
			}
		}
	}
}

// longForm is an edition whose table three does not fit on a page.
func longForm(t *testing.T) *form.Catalog {
	t.Helper()
	return parseCatalog(t, `
edition = "long"
title = "长表"
first_year = 2000
[[section]]
id = "overview"
heading = "一、文字"
  [[section.field]]
  id = "lead"
  [[section.field]]
  id = "more"
  heading = "（一）可选内容"
  optional = true
[[section]]
id = "requests"
heading = "二、长表"
[[table]]
id = "requests"
name = "长表"
header_rows = 1
widths = [1, 2, 1]
values = [{ id = "n", name = "件数" }]
  [[table.row]]
  cells = [{ text = "项目", cols = 2, style = "head" }, { text = "件数", style = "head" }]
`+longRows())
}

func longRows() string {
	var b strings.Builder
	for g := range 6 {
		for i := range 9 {
			group := ""
			if i == 0 {
				group = fmt.Sprintf(`{ text = "第%d组", rows = 9 }, `, g)
			}
			fmt.Fprintf(&b, "  [[table.row]]\n  id = \"r%d_%d\"\n  cells = [%s{ text = \"行%d之%d\", style = \"left\" }]\n", g, i, group, g, i)
		}
	}
	return b.String()
}

func TestLongTableRepeatsItsHeaders(t *testing.T) {
	r := report.New(longForm(t), "东海市人民政府", 2025)
	values := map[form.Address]string{}
	for i, c := range r.Form().Table("requests").ValueCells() {
		values[c.Address] = fmt.Sprint(1000 + i)
	}
	put(t, r, values)
	var all string
	for _, p := range mustPages(t, r, pages.Options{}) {
		checkInside(t, p)
		text := typesettest.PageText(p)
		all += text
		if len(p.Rules) == 0 {
			continue
		}
		if strings.Count(text, "项目") != 1 {
			t.Errorf("page %d has its headers %d times", p.Number, strings.Count(text, "项目"))
		}
		for g := range 6 {
			if strings.Contains(text, fmt.Sprintf("行%d之", g)) && !strings.Contains(text, fmt.Sprintf("第%d组", g)) {
				t.Errorf("page %d has rows of group %d without its label", p.Number, g)
			}
		}
	}
	// A group's end is never far: the cut is made there, not inside a group.
	for lines := range 5 {
		put(t, r, map[form.Address]string{"overview.lead": strings.Repeat("文\n", lines)})
		first := typesettest.RowsOn(mustPages(t, r, pages.Options{})[0])
		if label := first[len(first)-2].Text; !strings.HasSuffix(label, "之8") {
			t.Errorf("after %d lines page 1 ends inside a group, with %q", lines, label)
		}
	}
	for _, c := range r.Form().Table("requests").ValueCells() {
		if n := strings.Count(all, values[c.Address]); n != 1 {
			t.Errorf("figure %s is printed %d times", values[c.Address], n)
		}
	}
}

// groupedForm is an edition with a table of many groups, each with two rows
// of headers and some rows of figures.
func groupedForm(t *testing.T, headerRows, figures int) *form.Catalog {
	var b strings.Builder
	fmt.Fprintf(&b, `
edition = "long"
first_year = 2000
[[section]]
id = "disclosed"
heading = "一、长表"
[[table]]
id = "disclosed"
header_rows = %d
widths = [1, 1]
`, headerRows)
	row := func(cells string) { fmt.Fprintf(&b, "  [[table.row]]\n  cells = [%s]\n", cells) }
	for g := range 100 / (figures + 2) {
		row(`{ text = "某项", cols = 2, style = "head" }`)
		row(`{ text = "信息内容", style = "head" }, { text = "数量", style = "head" }`)
		for i := range figures {
			row(fmt.Sprintf(`{ text = "许可" }, { id = "g%d_%d" }`, g, i))
		}
	}
	return parseCatalog(t, b.String())
}

func TestLongTableIsCutWhereItMay(t *testing.T) {
	for _, headers := range []int{0, 2} {
		for figures := 1; figures < 12; figures++ {
			r := report.New(groupedForm(t, headers, figures), "东海市人民政府", 2025)
			pages := mustPages(t, r, pages.Options{})
			n := 0
			for i, p := range pages {
				checkInside(t, p)
				n += strings.Count(typesettest.PageText(p), "许可")
				rows := typesettest.RowsOn(p)
				if last := rows[len(rows)-1]; i+1 < len(pages) && last.Text != "许可" {
					t.Errorf("groups of %d: page %d ends with %q", figures, p.Number, last.Text)
				}
			}
			if want := 100 / (figures + 2) * figures; n != want {
				t.Errorf("groups of %d: %d rows, want %d", figures, n, want)
			}
		}
	}
}

func TestLongTableBeginsBelowItsHeading(t *testing.T) {
	r := report.New(longForm(t), "东海市人民政府", 2025)
	for lines := range 2 * typeset.GridRows {
		put(t, r, map[form.Address]string{"overview.lead": strings.Repeat("文\n", lines)})
		for _, p := range mustPages(t, r, pages.Options{}) {
			text := typesettest.PageText(p)
			if strings.Contains(text, "二、长表") && !strings.Contains(text, "行0之2") {
				t.Fatalf("after %d lines the table does not begin below its heading", lines)
			}
		}
	}
}

func TestSignature(t *testing.T) {
	tests := []struct {
		unit             string
		nameIn, dateIn   float64 // left edges from the right margin, in characters
		wantDate, signed string
	}{
		{"东海市临江区发展和改革委员会", 16, 14, "2026年1月9日", "2026-01-09"},
		{"水务局", 0, 0, "2026年12月31日", "2026-12-31"},
		{"水务局", 5, 0, "", ""},
	}
	for _, tt := range tests {
		r := report.New(catalog(t), tt.unit, 2025)
		put(t, r, map[form.Address]string{report.SignedOn: tt.signed})
		pages := mustPages(t, r, pages.Options{})
		rows := typesettest.RowsOn(pages[len(pages)-1])
		n := len(rows) - 1
		if tt.wantDate == "" {
			if rows[n].Text != tt.unit || !near(typeset.Left+typeset.Measure-5*typeset.CharPitch, rows[n].X1) {
				t.Errorf("%s: signature %+v", tt.unit, rows[n])
			}
			continue
		}
		name, date := rows[n-1], rows[n]
		if name.Text != tt.unit || date.Text != tt.wantDate {
			t.Fatalf("%s: got %q, %q", tt.unit, name.Text, date.Text)
		}
		if !near(date.X1, name.X1+2*typeset.CharPitch) {
			t.Errorf("%s: the date begins at %.1f, the name at %.1f", tt.unit, date.X1, name.X1)
		}
		if tt.nameIn > 0 && !near(name.X1, typeset.Left+typeset.Measure-tt.nameIn*typeset.CharPitch) {
			t.Errorf("%s: the name begins at %.1f", tt.unit, name.X1)
		}
		// A date longer than the name keeps two characters on its right.
		if tt.nameIn == 0 && !near(date.X2, typeset.Left+typeset.Measure-2*typeset.CharPitch+typeset.MM(typeset.BodySize)-typeset.CharPitch) {
			t.Errorf("%s: the date ends at %.1f", tt.unit, date.X2)
		}
		if !near(date.Y-name.Y, typeset.RowPitch) || name.Y-rows[n-2].Y < 1.9*typeset.RowPitch {
			t.Errorf("%s: rows at %.1f, %.1f, %.1f", tt.unit, rows[n-2].Y, name.Y, date.Y)
		}
	}
}

func near(a, b float64) bool { return a-b < 0.02 && b-a < 0.02 }

func TestPageNumbersStandOutside(t *testing.T) {
	r := report.New(catalog(t), "东海市人民政府", 2025)
	pages := mustPages(t, r, pages.Options{})
	if len(pages) < 3 {
		t.Fatalf("%d pages", len(pages))
	}
	for _, p := range pages {
		last := p.Runs[len(p.Runs)-1]
		first := last
		for i := len(p.Runs) - 1; i >= 0 && p.Runs[i].Y == last.Y; i-- {
			first = p.Runs[i]
		}
		if last.Y < typeset.Top+typeset.Height+7 || last.Size != typeset.NumberSize {
			t.Fatalf("page %d: %+v", p.Number, last)
		}
		if p.Number%2 == 0 && !near(first.X, typeset.Left+typeset.MM(typeset.NumberSize)) {
			t.Errorf("page %d: number begins at %.2f", p.Number, first.X)
		}
		if p.Number%2 == 1 && !near(last.X+typesettest.RunWidth(last), typeset.Left+typeset.Measure-typeset.MM(typeset.NumberSize)) {
			t.Errorf("page %d: number ends at %.2f", p.Number, last.X+typesettest.RunWidth(last))
		}
	}
}

func TestEmptyFields(t *testing.T) {
	r := report.New(catalog(t), "东海市人民政府", 2025)
	put(t, r, map[form.Address]string{"overview.lead": " 　\n\n", "requests.granted.other": "0"})
	var all string
	for _, p := range mustPages(t, r, pages.Options{}) {
		all += typesettest.PageText(p)
	}
	for _, s := range r.Form().Sections {
		if !strings.Contains(all, s.Heading) {
			t.Errorf("%s is missing", s.Heading)
		}
		for _, f := range s.Fields {
			if printed := f.Heading != "" && strings.Contains(all, f.Heading); printed != (f.Heading != "" && !f.Optional) {
				t.Errorf("heading %q printed: %v", f.Heading, printed)
			}
		}
	}
	long := report.New(longForm(t), "东海市人民政府", 2025)
	if strings.Contains(typesettest.PageText(mustPages(t, long, pages.Options{})[0]), "（一）可选内容") {
		t.Error("the heading of an empty optional field is printed")
	}
	// 0 is printed as 0: in the cell, in its row's and in its columns' totals.
	if n := strings.Count(all, "（一）予以公开00"); n != 1 {
		t.Errorf("the row of （一）予以公开 is not as entered")
	}
}

func TestASectionInOnePieceHasNoSubHeadings(t *testing.T) {
	r := report.New(catalog(t), "东海市人民政府", 2025)
	put(t, r, map[form.Address]string{"problems.lead": "问题和措施都写在这里。"})
	var all string
	for _, p := range mustPages(t, r, pages.Options{}) {
		all += typesettest.PageText(p)
	}
	if !strings.Contains(all, "问题和措施都写在这里。") || strings.Contains(all, "（二）改进情况") {
		t.Error("section five in one piece is not printed as one")
	}
	if !strings.Contains(all, "（五）监督保障情况") {
		t.Error("section one lacks its sub-headings")
	}
}

func TestMissingCharactersAreNamed(t *testing.T) {
	r := report.New(catalog(t), "东海市𠀀局", 2025)
	put(t, r, map[form.Address]string{
		"overview.platform": "第一行\n第二𠀀行",
		report.SignedBy:     "𠀀",
	})
	_, err := Pages(r, typesettest.PlainMetrics{}, pages.Options{})
	var u *app.Unprintable
	if !errors.As(err, &u) {
		t.Fatalf("error %v", err)
	}
	want := []app.Place{
		{Address: report.UnitName, Where: "单位全称", Rune: '𠀀', At: 3},
		{Address: "overview.platform", Where: "一、总体情况（四）政府信息公开平台建设情况", Rune: '𠀀', At: 6},
		{Address: report.SignedBy, Where: "署名", Rune: '𠀀', At: 0},
	}
	if fmt.Sprint(u.Places) != fmt.Sprint(want) {
		t.Errorf("got  %v\nwant %v", u.Places, want)
	}
}

func TestTheWatermarkStandsOnEveryPage(t *testing.T) {
	r := report.New(catalog(t), "东海市人民政府", 2025)
	for _, p := range mustPages(t, r, pages.Options{Watermark: "草稿"}) {
		if p.Watermark == nil || p.Watermark.Run.Text != "草稿" {
			t.Errorf("page %d has no watermark", p.Number)
		}
	}
	for _, p := range mustPages(t, r, pages.Options{}) {
		if p.Watermark != nil {
			t.Errorf("page %d has a watermark", p.Number)
		}
	}
}

func TestLongTextsComeToAnEnd(t *testing.T) {
	r := report.New(catalog(t), strings.Repeat("东海市", 400), 2025)
	put(t, r, map[form.Address]string{
		"overview.disclosure": strings.Repeat("政府信息公开，", report.MaxText/7),
		"overview.on_request": strings.Repeat("x", report.MaxText),
		"overview.platform":   strings.Repeat("短\n", report.MaxText/2),
	})
	done := make(chan int)
	go func() { done <- len(mustPages(t, r, pages.Options{})) }()
	select {
	case n := <-done:
		if n < 400 {
			t.Errorf("%d pages", n)
		}
	case <-time.After(50 * time.Second):
		t.Fatal("laying out does not come to an end")
	}
}
