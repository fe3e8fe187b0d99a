package pdf

import (
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"nianbao/app/intake/archive"
	"nianbao/app/intake/page"
	"nianbao/app/intake/unlock"
)

var cache string

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "nianbao-pdf")
	if err != nil {
		panic(err)
	}
	cache = dir
	code := m.Run()
	_ = os.RemoveAll(dir)
	os.Exit(code)
}

// fileOf makes a PDF of pages, each of which is drawn by the commands given. Its place
// list is left out: readers find the objects by themselves.
func fileOf(pages ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n")
	b.WriteString("4 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n")
	b.WriteString("5 0 obj<</Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 1>>stream\n\x80\nendstream endobj\n")
	var kids strings.Builder
	for i, p := range pages {
		fmt.Fprintf(&kids, "%d 0 R ", 10+2*i)
		fmt.Fprintf(&b, "%d 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Contents %d 0 R/Resources<</Font<</F 4 0 R>>/XObject<</I 5 0 R>>>>>>endobj\n", 10+2*i, 11+2*i)
		var packed bytes.Buffer
		w := zlib.NewWriter(&packed)
		_, _ = w.Write([]byte(p))
		_ = w.Close()
		fmt.Fprintf(&b, "%d 0 obj<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream endobj\n", 11+2*i, packed.Len(), packed.Bytes())
	}
	fmt.Fprintf(&b, "2 0 obj<</Type/Pages/Kids[%s]/Count %d>>endobj\ntrailer<</Root 1 0 R/Size 100>>\n", kids.String(), len(pages))
	return b.Bytes()
}

func textAt(x, y int, text string) string {
	return fmt.Sprintf("BT /F 12 Tf %d %d Td (%s) Tj ET\n", x, y, text)
}

const (
	scan   = "q 400 0 0 300 0 0 cm /I Do Q\n"
	figure = "q 100 0 0 100 50 50 cm /I Do Q\n" // a small picture
)

// ruled is a table of three rows with two cells each, the last of which is blank. Its
// lines are strokes, and a thin box.
var ruled = "50 160 300 1 re f 50 200 m 350 200 l S 50 240 m 350 240 l S 50 280 m 350 280 l S 50 160 m 50 280 l S 200 160 m 200 280 l S 350 160 m 350 280 l S\n" +
	textAt(60, 255, "Rules made") + textAt(210, 255, "17") + textAt(60, 215, "Licences") + textAt(210, 215, "0") + textAt(60, 175, "Fees")

func read(t *testing.T, content []byte) (*page.Page, error) {
	t.Helper()
	r := &Reader{Cache: cache}
	defer r.Close()
	return r.Read(t.Context(), content)
}

func one(text string) page.Cell { return page.Cell{Text: text, Rows: 1, Columns: 1} }

func TestTextsAndTablesOfPages(t *testing.T) {
	p, err := read(t, fileOf(
		textAt(50, 130, "The first line.")+textAt(50, 100, "A line that reaches much further to the right")+ruled+textAt(180, 20, "- 1 -"),
		textAt(50, 260, "Second page")+figure,
	))
	if err != nil {
		t.Fatal(err)
	}
	want := []page.Block{
		{Table: &page.Table{Rows: [][]page.Cell{{one("Rules made"), one("17")}, {one("Licences"), one("0")}, {one("Fees"), one("")}}}},
		{Text: "The first line."},
		{Text: "A line that reaches much further to the rightSecond page"},
	}
	if !reflect.DeepEqual(p.Blocks, want) || p.Kind != Kind || len(p.Notes) > 0 || p.Doubt != "" {
		t.Errorf("%+v, %q, %q", p.Blocks, p.Notes, p.Doubt)
		for _, b := range p.Blocks {
			t.Logf("%q %v", b.Text, b.Table)
		}
	}
}

// A page that is a picture is told by its number; one whose text was recognised from a
// picture is not to be trusted.
func TestScannedPages(t *testing.T) {
	p, err := read(t, fileOf(textAt(50, 260, "Written"), scan+textAt(180, 20, "- 2 -"), scan, textAt(50, 260, "Written again")))
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Notes) != 1 || !strings.Contains(p.Notes[0], "第 2、3 页是扫描的图片") || p.Doubt != "" {
		t.Errorf("%q, %q", p.Notes, p.Doubt)
	}
	pictures := 0
	for _, b := range p.Blocks {
		if b.Picture {
			pictures++
		}
	}
	if pictures != 2 {
		t.Errorf("%d pictures in %+v", pictures, p.Blocks)
	}
	for content, want := range map[string]error{scan: ErrImages, figure: ErrImages, "": ErrNoText, "50 50 100 100 re f 50 60 m 90 20 l S": ErrNoText} {
		if _, err := read(t, fileOf(content, content)); !errors.Is(err, want) {
			t.Errorf("%q: %v, not %v", content, err, want)
		}
	}
	p, err = read(t, fileOf(scan+textAt(50, 260, "What a program saw in the picture, which may be wrong")))
	if err != nil || !strings.Contains(p.Doubt, "第 1 页") {
		t.Errorf("%+v, %v", p, err)
	}
}

func TestFilesWithPasswords(t *testing.T) {
	for _, c := range []struct {
		file, password string
		want           error
	}{
		{"aes128.pdf", "", unlock.ErrPassword},
		{"aes128.pdf", "report2025", unlock.ErrWrong},
		{"aes128.pdf", "Report2025", nil},
		{"aes256.pdf", "", unlock.ErrPassword},
		{"aes256.pdf", "report2025", unlock.ErrWrong},
		{"aes256.pdf", "Report2025", nil},
		{"aes256.pdf", "Owner", nil},
		{"aes256han.pdf", "报告2025", nil},
		{"aes256open.pdf", "", nil},
	} {
		content, err := os.ReadFile(filepath.Join("testdata", c.file))
		if err != nil {
			t.Fatal(err)
		}
		r := &Reader{Cache: cache, Password: c.password}
		p, err := r.Read(t.Context(), content)
		if !errors.Is(err, c.want) || err == nil && (len(p.Blocks) != 1 || p.Blocks[0].Text != "Open with care 2025") {
			t.Errorf("%s with %q: %+v, %v", c.file, c.password, p, err)
		}
		if err := r.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestProgressByPages(t *testing.T) {
	var told []string
	r := &Reader{Cache: cache, Progress: func(pages, all int) { told = append(told, fmt.Sprintf("%d/%d", pages, all)) }}
	defer r.Close()
	content := fileOf(textAt(9, 9, "one"), textAt(9, 9, "two"), textAt(9, 9, "three"))
	if _, err := r.Read(t.Context(), content); err != nil || strings.Join(told, " ") != "1/3 2/3 3/3" {
		t.Errorf("%q, %v", told, err)
	}
	// Whoever waits may give up at any page; the reader can be used again.
	ctx, cancel := context.WithCancel(t.Context())
	r.Progress = func(pages, _ int) {
		if pages == 2 {
			cancel()
		}
	}
	if _, err := r.Read(ctx, content); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	r.Progress = nil
	if p, err := r.Read(t.Context(), content); err != nil || len(p.Blocks) == 0 {
		t.Errorf("%+v, %v", p, err)
	}
	if _, err := r.Read(ctx, content); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

// A page that takes too long ends the reading, while it is being read; the reader can be
// used again.
func TestAPageThatTakesTooLong(t *testing.T) {
	r := &Reader{Cache: cache}
	defer r.Close()
	usual := longestPage
	defer func() { longestPage = usual }()
	longestPage = usual / 20
	if _, err := r.Read(t.Context(), bomb()); !errors.Is(err, ErrSlow) {
		t.Errorf("%v", err)
	}
	longestPage = usual
	if p, err := r.Read(t.Context(), fileOf(textAt(9, 9, "one"))); err != nil || len(p.Blocks) != 1 {
		t.Errorf("afterwards %+v, %v", p, err)
	}
}

// bomb is a file whose page draws a form ten times that draws a form ten times, and so on.
func bomb() []byte {
	const depth = 9
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n")
	b.WriteString("3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Contents 4 0 R/Resources<</XObject<</X 10 0 R>>>>>>endobj\n4 0 obj<</Length 5>>stream\n/X Do\nendstream endobj\n")
	all := strings.Repeat("/X Do ", 10)
	for i := range depth {
		fmt.Fprintf(&b, "%d 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 400 300]/Resources<</XObject<</X %d 0 R>>>>/Length %d>>stream\n%s\nendstream endobj\n", 10+i, 11+i, len(all), all)
	}
	fmt.Fprintf(&b, "%d 0 obj<</Type/XObject/Subtype/Form/BBox[0 0 400 300]/Length 9>>stream\n0 0 9 9 re\nendstream endobj\ntrailer<</Root 1 0 R/Size 100>>\n", 10+depth)
	return b.Bytes()
}

func TestAPageWithTooManyCharacters(t *testing.T) {
	var many strings.Builder
	for i := range maxPage/26 + 1 {
		fmt.Fprintf(&many, "BT /F 1 Tf %d %d Td (abcdefghijklmnopqrstuvwxyz) Tj ET ", i%20*20, i/20*2)
	}
	if _, err := read(t, fileOf(many.String())); !errors.Is(err, archive.ErrTooBig) {
		t.Errorf("%v", err)
	}
}

// What is read of a file of many pages is told.
func TestMorePagesThanAreRead(t *testing.T) {
	pages := make([]string, maxPages+1)
	for i := range pages {
		pages[i] = textAt(9, 9, fmt.Sprint("page ", i))
	}
	p, err := read(t, fileOf(pages...))
	if err != nil || len(p.Notes) != 1 || !strings.Contains(p.Notes[0], "201 页，只读了前 200 页") {
		t.Errorf("%v", err)
	}
}

func TestFilesThatAreNone(t *testing.T) {
	for _, content := range []string{"", "%PDF-1.4", "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>", "PK\x03\x04"} {
		if _, err := read(t, []byte(content)); !errors.Is(err, archive.ErrDamaged) {
			t.Errorf("%q: %v", content, err)
		}
	}
}

// A label beside two rows stands in the first of them; a figure that takes the height of
// two rows stands in the first, and the second has one less.
func TestCellsThatReachOverTwoRows(t *testing.T) {
	lines := "50 280 m 350 280 l S 50 200 m 350 200 l S 150 240 m %d 240 l S 50 200 m 50 280 l S 150 200 m 150 280 l S 250 200 m 250 280 l S 300 200 m 300 280 l S 350 200 m 350 280 l S\n"
	texts := textAt(60, 235, "Refused") + textAt(160, 255, "Secret") + textAt(160, 215, "Private") + textAt(260, 255, "17") + textAt(310, 255, "8") + textAt(260, 215, "3")
	for edge, want := range map[int][][]page.Cell{
		350: {{one("Refused"), one("Secret"), one("17"), one("8")}, {one("Private"), one("3"), one("5")}},
		300: {{one("Refused"), one("Secret"), one("17"), one("8\n5")}, {one("Private"), one("3")}},
	} {
		p, err := read(t, fileOf(fmt.Sprintf(lines, edge)+texts+textAt(310, 215, "5")))
		if err != nil || len(p.Blocks) != 1 || !reflect.DeepEqual(p.Blocks[0].Table.Rows, want) {
			t.Errorf("to %d: %+v, %v", edge, p, err)
		}
	}
}
