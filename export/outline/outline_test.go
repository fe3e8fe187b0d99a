package outline

import (
	"fmt"
	"strings"
	"testing"

	"nianbao/app/form"
	"nianbao/app/report"
	"nianbao/assets"
)

func made(t *testing.T, year int, values map[form.Address]string) *report.Report {
	t.Helper()
	c, err := form.Load(assets.Forms, "forms")
	if err != nil {
		t.Fatal(err)
	}
	r := report.New(c, "东海市人民政府", year)
	var e report.Edit
	for a, v := range values {
		change, err := r.Set(a, v)
		if err != nil {
			t.Fatal(err)
		}
		e.Changes = append(e.Changes, change)
	}
	if err := r.Apply(e); err != nil {
		t.Fatal(err)
	}
	return r
}

// headings lists the texts of the headings of a level.
func headings(blocks []Block, level int) []string {
	var out []string
	for _, b := range blocks {
		if b.Kind == Heading && b.Level == level {
			out = append(out, b.Text)
		}
	}
	return out
}

func TestTheOutlineIsThatOfTheForm(t *testing.T) {
	for _, year := range []int{2020, 2025} {
		r := made(t, year, map[form.Address]string{report.SignedOn: fmt.Sprintf("%d-01-09", year+1)})
		blocks := Of(r)
		var want []string
		tables := 0
		for _, s := range r.Form().Sections {
			want = append(want, s.Heading)
			if s.Table != nil {
				tables++
			}
		}
		if got := headings(blocks, SectionLevel); strings.Join(got, "|") != strings.Join(want, "|") {
			t.Errorf("%d: sections %q, want %q", year, got, want)
		}
		if b := blocks[0]; b.Kind != Title || b.Text != r.Title() || b.Address != report.UnitName {
			t.Errorf("%d: begins with %+v", year, b)
		}
		n := len(blocks)
		if b := blocks[n-2]; b.Kind != SignedBy || b.Text != "东海市人民政府" {
			t.Errorf("%d: signed %+v", year, b)
		}
		if b := blocks[n-1]; b.Kind != SignedOn || b.Text != fmt.Sprintf("%d年1月9日", year+1) {
			t.Errorf("%d: dated %+v", year, b)
		}
		for _, b := range blocks {
			if (b.Kind == TableOf) != (b.Table != nil) || (b.Text == "") != (b.Kind == TableOf) {
				t.Errorf("%d: %+v", year, b)
			}
			if b.Table != nil {
				tables--
				checkCovered(t, b.Table)
			}
		}
		if tables != 0 {
			t.Errorf("%d: %d tables are missing", year, tables)
		}
	}
}

// checkCovered holds that each place of a table belongs to one cell.
func checkCovered(t *testing.T, table *Table) {
	t.Helper()
	covered := map[[2]int]int{}
	merged := 0
	for _, c := range table.Cells {
		if c.RowSpan > 1 || c.ColSpan > 1 {
			merged++
		}
		for r := c.Row; r < c.Row+c.RowSpan; r++ {
			for col := c.Col; col < c.Col+c.ColSpan; col++ {
				covered[[2]int{r, col}]++
			}
		}
	}
	for r := range table.Rows {
		for col := range table.Widths {
			if n := covered[[2]int{r, col}]; n != 1 {
				t.Errorf("place %d, %d is covered %d times", r, col, n)
			}
		}
	}
	if len(covered) != table.Rows*len(table.Widths) || merged == 0 {
		t.Errorf("%d places of %d rows, %d merged cells", len(covered), table.Rows, merged)
	}
}

// cellsOf returns the cells that hold a text or stand for an address.
func cellsOf(blocks []Block, is func(Cell) bool) []Cell {
	var out []Cell
	for _, b := range blocks {
		if b.Table == nil {
			continue
		}
		for _, c := range b.Table.Cells {
			if is(c) {
				out = append(out, c)
			}
		}
	}
	return out
}

func TestMergedCellsKeepTheirSpans(t *testing.T) {
	blocks := Of(made(t, 2025, nil))
	for label, want := range map[string][4]int{ // row, column, rows, columns
		"申请人情况":       {0, 3, 1, 7},
		"法人或其他组织":     {1, 4, 1, 5},
		"三、本年度办理结果":   {5, 0, 22, 1},
		"（三）不予公开":     {7, 1, 8, 1},
		"四、结转下年度继续办理": {27, 0, 1, 3},
	} {
		got := cellsOf(blocks, func(c Cell) bool { return c.Text == label })
		if len(got) != 1 || [4]int{got[0].Row, got[0].Col, got[0].RowSpan, got[0].ColSpan} != want {
			t.Errorf("%s: %+v, want %v", label, got, want)
		}
	}
}

func TestFiguresAreAsPrinted(t *testing.T) {
	blocks := Of(made(t, 2025, map[form.Address]string{
		"requests.granted.natural_person": "3,985", "requests.granted.other": "0",
	}))
	for a, want := range map[form.Address]string{
		"requests.granted.natural_person": "3985", // as the form prints it, without commas
		"requests.granted.other":          "0",    // nothing is not the same as not filled in
		"requests.granted.business":       "",
		"requests.granted.total":          "3985",
	} {
		got := cellsOf(blocks, func(c Cell) bool { return c.Address == a })
		if len(got) != 1 || got[0].Text != want {
			t.Errorf("%s: %+v, want %q", a, got, want)
		}
	}
}

func TestBlankParagraphsAreNotPrinted(t *testing.T) {
	blocks := Of(made(t, 2025, map[form.Address]string{
		report.Preamble:       "  引言\t一。 \n\n　\r\n引言二。",
		"overview.disclosure": " 　\n",
		"overview.platform":   "平台。",
	}))
	var preamble, disclosure, platform []Block
	for _, b := range blocks {
		switch b.Address {
		case report.Preamble:
			preamble = append(preamble, b)
		case "overview.disclosure":
			disclosure = append(disclosure, b)
		case "overview.platform":
			platform = append(platform, b)
		}
	}
	if len(preamble) != 2 || preamble[0].Text != "引言 一。" || preamble[1].Text != "引言二。" {
		t.Errorf("preamble %+v", preamble)
	}
	// The heading of a text that nobody wrote stands in for it.
	if len(disclosure) != 1 || disclosure[0].Kind != Heading || !disclosure[0].Missing || disclosure[0].Level != FieldLevel {
		t.Errorf("missing text %+v", disclosure)
	}
	if len(platform) != 1 || platform[0].Kind != Paragraph || platform[0].Missing {
		t.Errorf("text %+v", platform)
	}
}

func TestPartsThatMayBeLeftOutAre(t *testing.T) {
	r := made(t, 2020, nil)
	for _, s := range r.Form().Sections {
		for _, f := range s.Fields {
			if !f.Optional || f.Heading == "" {
				continue
			}
			for _, b := range Of(r) {
				if b.Text == f.Heading {
					t.Errorf("%s is empty and has its heading", f.Address)
				}
			}
		}
	}
	one := Of(made(t, 2025, map[form.Address]string{"problems.lead": "问题和措施都写在这里。"}))
	for _, text := range headings(one, FieldLevel) {
		if strings.Contains(text, "改进情况") {
			t.Error("a section in one piece has sub-headings")
		}
	}
	// A section that has nothing of its own can still be pointed at.
	if bare := Of(r); len(headings(bare, SectionLevel)) != 6 || !bare[len(bare)-2].Missing {
		t.Errorf("ends with %+v", bare[len(bare)-2:])
	}
}
