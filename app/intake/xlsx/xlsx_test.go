package xlsx

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"nianbao/app/apptest"
	"nianbao/app/intake/archive"
	"nianbao/app/intake/page"
)

const (
	aWorkbook = `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>
<sheet name="甲" sheetId="1" r:id="rId1"/><sheet name="藏" sheetId="2" state="hidden" r:id="rId2"/><sheet name="乙" sheetId="3" r:id="rId3"/><sheet name="外" sheetId="4" r:id="rId4"/></sheets></workbook>`
	itsRelations = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="rId2" Type="worksheet" Target="worksheets/sheet2.xml"/><Relationship Id="rId3" Type="worksheet" Target="/xl/worksheets/sheet3.xml"/>
<Relationship Id="rId4" Type="worksheet" Target="http://127.0.0.1:1/sheet.xml" TargetMode="External"/></Relationships>`
	itsTexts = `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>行名</t></si><si><r><t>两种</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 字体</t></r><rPh sb="0" eb="1"><t>yin</t></rPh></si><si><t>上_x000A_下</t></si></sst>`
)

// bookOf makes a workbook with those cells in its first sheet.
func bookOf(t testing.TB, sheet string, others map[string]string) *archive.Zip {
	t.Helper()
	parts := map[string]string{
		workbook: aWorkbook, relations: itsRelations, shared: itsTexts,
		"xl/worksheets/sheet1.xml": `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` + sheet + `</worksheet>`,
		"xl/worksheets/sheet2.xml": `<worksheet><sheetData><row r="1"><c r="A1"><v>99</v></c><c r="B1"><v>98</v></c></row></sheetData></worksheet>`,
		"xl/worksheets/sheet3.xml": `<worksheet><sheetData/></worksheet>`,
	}
	for name, text := range others {
		if parts[name] = text; text == "" {
			delete(parts, name)
		}
	}
	z, err := archive.Open(apptest.Zipped(t, parts))
	if err != nil {
		t.Fatal(err)
	}
	return z
}

func one(text string) page.Cell { return page.Cell{Text: text, Rows: 1, Columns: 1} }

func TestCellsAreReadAsTheyAreStored(t *testing.T) {
	p, err := Read(bookOf(t, `<sheetData>
<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2"><v>12</v></c><c r="C2"><v>96171.600000000006</v></c><c r="D2"><v>1.2E3</v></c></row>
<row r="3"><c r="A3" t="s"><v>1</v></c><c r="C3" t="inlineStr"><is><t>直</t><t>写</t></is></c><c r="D3" t="str"><f>A1&amp;"x"</f><v>算出</v></c></row>
<row><c t="s"><v>2</v></c><c><v>3</v></c><c><f>SUM(A1:B1)</f><v>15</v></c><c><f>SUM(A1:B1)</f></c></row>
</sheetData><mergeCells><mergeCell ref="A3:B3"/><mergeCell ref="C2:C2"/></mergeCells>`, nil))
	if err != nil {
		t.Fatal(err)
	}
	want := []page.Block{{Table: &page.Table{Rows: [][]page.Cell{
		{one("行名"), one("12"), one("96171.6"), one("1200")},
		{{Text: "两种 字体", Rows: 1, Columns: 2}, one("直写"), one("算出")},
		{one("上\n下"), one("3"), one("15"), one("")},
	}}}}
	if !reflect.DeepEqual(p.Blocks, want) || p.Kind != Kind {
		t.Errorf("read %+v", p.Blocks)
	}
}

// A text alone in its row is a paragraph above a table, and where it heads a part.
func TestTextsAroundTables(t *testing.T) {
	row := func(n int, cells ...string) string {
		var b strings.Builder
		fmt.Fprintf(&b, `<row r="%d">`, n)
		for i, c := range cells {
			if c != "" {
				fmt.Fprintf(&b, `<c r="%c%d" t="inlineStr"><is><t>%s</t></is></c>`, 'A'+i, n, c)
			}
		}
		return b.String() + `</row>`
	}
	p, err := Read(bookOf(t, `<sheetData>`+row(1, "甲局2025年报告")+row(3, "规章", "1")+row(4, "注：一行", "")+row(5, "", "三、收到申请情况")+row(6, "总计", "2")+`</sheetData>`, nil))
	if err != nil {
		t.Fatal(err)
	}
	want := []page.Block{
		{Text: "甲局2025年报告"},
		{Table: &page.Table{Rows: [][]page.Cell{{one("规章"), one("1")}, {one("注：一行"), one("")}}}},
		{Text: "三、收到申请情况"},
		{Table: &page.Table{Rows: [][]page.Cell{{one("总计"), one("2")}}}},
	}
	if !reflect.DeepEqual(p.Blocks, want) {
		t.Errorf("read %+v", p.Blocks)
	}
}

// A joined cell reaches as far as the file says, and what lies under it is no cell.
func TestJoinedCells(t *testing.T) {
	p, err := Read(bookOf(t, `<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="C1"><v>3</v></c></row><row r="2"><c r="A2"><v>9</v></c><c r="B2"><v>9</v></c><c r="C2"><v>4</v></c></row></sheetData>
<mergeCells><mergeCell ref="A1:B2"/><mergeCell ref="A2:C2"/><mergeCell ref="C2:XFD1048576"/><mergeCell ref="nonsense"/><mergeCell ref="C9:A1"/></mergeCells>`, nil))
	if err != nil {
		t.Fatal(err)
	}
	want := [][]page.Cell{{{Text: "1", Rows: 2, Columns: 2}, one("3")}, {{Text: "4", Rows: maxRows - 1, Columns: maxColumns - 2}}}
	if len(p.Blocks) != 1 || !reflect.DeepEqual(p.Blocks[0].Table.Rows, want) {
		t.Errorf("read %+v", p.Blocks[0].Table)
	}
}

func TestWorkbooksThatAreNone(t *testing.T) {
	cell := `<row r="1"><c r="A1"><v>1</v></c></row>`
	for name, c := range map[string]struct {
		sheet  string
		others map[string]string
		want   error
	}{
		"cut":                  {`<sheetData><row>`, map[string]string{"xl/worksheets/sheet1.xml": `<worksheet><sheetData><row>`}, archive.ErrDamaged},
		"an entity":            {``, map[string]string{shared: `<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><sst><si><t>&c;</t></si></sst>`}, archive.ErrDamaged},
		"of another encoding":  {``, map[string]string{shared: `<?xml version="1.0" encoding="UTF-7"?><sst/>`}, archive.ErrDamaged},
		"a text that is none":  {`<sheetData><row r="1"><c r="A1" t="s"><v>3</v></c></row></sheetData>`, nil, archive.ErrDamaged},
		"a text below none":    {`<sheetData><row r="1"><c r="A1" t="s"><v>-1</v></c></row></sheetData>`, nil, archive.ErrDamaged},
		"deep":                 {`<sheetData><row r="1"><c r="A1">` + strings.Repeat("<x>", 10_000), map[string]string{}, archive.ErrDamaged},
		"many cells":           {`<sheetData>` + strings.Repeat(cell, maxCells+1) + `</sheetData>`, nil, archive.ErrTooBig},
		"cells far apart":      {`<sheetData>` + manyRows() + `</sheetData>`, nil, archive.ErrTooBig},
		"joined over and over": {`<sheetData>` + cell + `</sheetData><mergeCells>` + strings.Repeat(`<mergeCell ref="A1:GR5000"/>`, 3) + `</mergeCells>`, nil, archive.ErrTooBig},
		"no part of that name": {``, map[string]string{workbook: ""}, archive.ErrDamaged},
	} {
		if _, err := Read(bookOf(t, c.sheet, c.others)); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	// Rows and columns beyond the bounds are left out, whatever a file calls them.
	p, err := Read(bookOf(t, `<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c><c r="XFD1"><v>3</v></c></row><row r="1048576"><c r="A1048576"><v>4</v></c></row><row r="99999999999999999999"><c r="AAAAAAA1"><v>5</v></c></row></sheetData>`, nil))
	if err != nil || len(p.Blocks) != 1 {
		t.Fatalf("%v, %v", p, err)
	}
}

// manyRows is a sheet with something at the end of every row.
func manyRows() string {
	var b strings.Builder
	for n := range maxPlaces/maxColumns + 1 {
		fmt.Fprintf(&b, `<row r="%d"><c r="%s%d"><v>1</v></c></row>`, n+1, columnName(maxColumns), n+1)
	}
	return b.String()
}

// columnName is what a workbook calls a column, from 1.
func columnName(n int) string {
	if n > 26 {
		return columnName((n-1)/26) + columnName((n-1)%26+1)
	}
	return string(rune('A' + n - 1))
}

func FuzzRead(f *testing.F) {
	f.Add(`<sheetData><row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2"><v>12</v></c></row></sheetData><mergeCells><mergeCell ref="A2:B3"/></mergeCells>`, itsTexts)
	f.Add(`<sheetData><row><c t="inlineStr"><is><t>a</t></is></c><c t="s"><v>1</v></c></row></sheetData>`, `<sst><si><t>_x0041_</t></si></sst>`)
	f.Fuzz(func(t *testing.T, sheet, texts string) {
		if p, err := Read(bookOf(t, sheet, map[string]string{shared: texts})); err == nil && p == nil {
			t.Error("neither a page nor an error")
		}
	})
}
