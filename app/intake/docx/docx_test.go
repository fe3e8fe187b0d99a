package docx

import (
	"errors"
	"reflect"
	"strings"
	"testing"

	"nianbao/app/apptest"
	"nianbao/app/intake/archive"
	"nianbao/app/intake/page"
)

const head = `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>`

func read(t testing.TB, body string) (*page.Page, error) {
	t.Helper()
	z, err := archive.Open(apptest.Zipped(t, map[string]string{document: head + body + `</w:body></w:document>`}))
	if err != nil {
		t.Fatal(err)
	}
	return Read(z)
}

func TestWhatStandsInPrintIsRead(t *testing.T) {
	p, err := read(t, `
<w:p><w:r><w:t>收到 </w:t></w:r><w:del><w:r><w:delText>5</w:delText></w:r></w:del><w:ins><w:r><w:t>7</w:t></w:r></w:ins><w:r><w:t> 件</w:t></w:r></w:p>
<w:p><mc:AlternateContent><mc:Choice><w:r><w:t>一次</w:t></w:r></mc:Choice><mc:Fallback><w:r><w:t>两次</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p>
<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>行名</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>3</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge/></w:tcPr><w:p/></w:tc><w:sdt><w:sdtContent><w:tc><w:p/></w:tc></w:sdtContent></w:sdt></w:tr></w:tbl>`)
	if err != nil {
		t.Fatal(err)
	}
	want := []page.Block{
		{Text: "收到 7 件"},
		{Text: "一次"},
		{Text: "甲"},
		{Text: "乙"},
		{Table: &page.Table{Rows: [][]page.Cell{{{Text: "行名", Rows: 1, Columns: 2}, {Text: "3", Rows: 1, Columns: 1}}, {{Rows: 1, Columns: 1}}}}},
	}
	if !reflect.DeepEqual(p.Blocks, want) {
		t.Errorf("read %+v", p.Blocks)
	}
}

func TestADocumentThatIsNone(t *testing.T) {
	for name, body := range map[string]string{
		"deep":     strings.Repeat("<w:tbl><w:tr><w:tc>", 1000),
		"entities": `<w:p>&lol;</w:p>`,
		"cut":      `<w:p><w:r>`,
	} {
		if _, err := read(t, body); err == nil {
			t.Errorf("%s: read", name)
		}
	}
}

// A part that unpacks to more than any document holds is not unpacked.
func TestABomb(t *testing.T) {
	z, err := archive.Open(apptest.Zipped(t, map[string]string{document: strings.Repeat(" ", archive.MaxPart+1)}))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Read(z); !errors.Is(err, archive.ErrTooBig) {
		t.Errorf("%v", err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add(`<w:p><w:r><w:t>一</w:t></w:r></w:p>`)
	f.Add(`<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>`)
	f.Fuzz(func(t *testing.T, body string) {
		if p, err := read(t, body); err == nil && p == nil {
			t.Error("neither a page nor an error")
		}
	})
}
