package xlsx

import (
	"errors"
	"strings"
	"testing"

	"nianbao/app/intake/archive"
)

// A list is read as it stands: with what is hidden, and what a formula has not come to.
func TestSheetsAreReadAsTheyStand(t *testing.T) {
	b, err := ReadSheets(bookOf(t, `<sheetData>
<row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2"><v>45719</v></c></row>
<row r="4" hidden="1"><c r="A4" t="inlineStr"><is><t>直</t><rPh sb="0" eb="1"><t>zhi</t></rPh><t>写</t></is></c><c r="B4"><f>A1</f></c><c r="C4" t="str"><f>A2</f><v></v></c><c r="D4"><f>A1</f><v>3</v></c></row>
<row><c t="s"><v>2</v></c></row><row r="9"><c r="A9" s="3"/></row><row r="1048576" hidden="1"/>
</sheetData><autoFilter ref="A2:C9"><filterColumn colId="0"/></autoFilter><mergeCells><mergeCell ref="A1:C1"/></mergeCells>`, map[string]string{
		workbook: strings.Replace(aWorkbook, "<sheets>", `<workbookPr date1904="1"/><sheets>`, 1),
	}))
	if err != nil {
		t.Fatal(err)
	}
	first := b.Sheets[0]
	if !b.From04 || len(b.Sheets) != 3 || !b.Sheets[1].Hidden || b.Sheets[2].Number != 3 || !first.Filtered || len(first.Rows) != 3 || first.Joined[0] != (Area{1, 0, 1, 2}) {
		t.Fatalf("%+v", b)
	}
	hidden := first.Rows[1]
	if hidden.Number != 4 || !hidden.Hidden || hidden.Cells[0].Text != "直写" || !hidden.Cells[1].Unsaved || len(hidden.Cells) != 4 || hidden.Cells[2] != (Value{}) || hidden.Cells[3] != (Value{Text: "3", Number: true}) {
		t.Errorf("%+v", hidden)
	}
	if last := first.Rows[2]; last.Number != 5 || last.Cells[0].Text != "上\n下" {
		t.Errorf("%+v", last)
	}
}

func TestSheetsThatAreNoneAreRefused(t *testing.T) {
	for name, tt := range map[string]struct {
		sheet string
		want  error
	}{
		"no such text": {`<sheetData><row><c t="s"><v>9</v></c></row></sheetData>`, archive.ErrDamaged},
		"cut":          {`<sheetData><row><c><v>9`, archive.ErrDamaged},
		"too far down": {`<sheetData><row r="900000"><c><v>9</v></c></row></sheetData>`, archive.ErrTooBig},
		"too deep":     {strings.Repeat("<a>", 200) + strings.Repeat("</a>", 200), archive.ErrDamaged},
	} {
		if _, err := ReadSheets(bookOf(t, tt.sheet, nil)); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
