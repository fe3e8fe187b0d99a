package intake_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"unicode/utf16"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/app/intake"
	"nianbao/app/intake/reading"
)

// Files that are not what they seem, or that somebody made to do harm. All of them are
// made here.

// desk reads files as the program does.
func desk(t testing.TB) intake.Desk {
	t.Helper()
	return intake.At(&app.Service{Catalog: catalog(t)})
}

// saying writes a file, reads it, and returns the sentence that the officer is told.
func saying(t *testing.T, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	got, err := desk(t).ReadFile(t.Context(), path)
	if err == nil {
		t.Errorf("%s is read as %s", name, got.Kind)
		return ""
	}
	if app.CodeOf(err) != app.BadInput {
		t.Errorf("%s: %v", name, err)
	}
	return app.Sentence(err)
}

// with returns a container with parts changed or added.
func with(t testing.TB, content []byte, more map[string]string) []byte {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, f := range r.File {
		var b bytes.Buffer
		part, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := b.ReadFrom(part); err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = b.String()
	}
	for name, change := range more {
		parts[name] = strings.Replace(change, "«as it was»", parts[name], 1)
	}
	return apptest.Zipped(t, parts)
}

func made(t testing.TB, name string) []byte {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// laughs is a document type whose last entity is a thousand million of its first.
func laughs() string {
	var b strings.Builder
	b.WriteString(`<!DOCTYPE x [<!ENTITY e0 "ha">`)
	for i := range 9 {
		fmt.Fprintf(&b, `<!ENTITY e%d "%s">`, i+1, strings.Repeat(fmt.Sprintf("&e%d;", i), 10))
	}
	return b.String() + "]>"
}

func TestFilesThatAreRefused(t *testing.T) {
	const xmlHead = `<?xml version="1.0" encoding="UTF-8"?>`
	document := func(head, body string) []byte {
		return apptest.Zipped(t, map[string]string{"word/document.xml": xmlHead + head + `<w:document xmlns:w="w"><w:body>` + body + `</w:body></w:document>`})
	}
	book := func(head, sheet string) []byte {
		return with(t, made(t, "plain.xlsx"), map[string]string{"xl/worksheets/sheet1.xml": xmlHead + head + `<worksheet><sheetData>` + sheet + `</sheetData></worksheet>`})
	}
	bomb := strings.Repeat("<w:p/>", 6<<20)
	inner := apptest.Zipped(t, map[string]string{"word/document.xml": bomb})
	parts := map[string]string{}
	for i := range 20_001 {
		parts[fmt.Sprint("word/", i)] = ""
	}
	wide := utf16.Encode([]rune(strings.Repeat("甲", 50)))
	for name, c := range map[string]struct {
		content []byte
		says    string
	}{
		"空的.docx":         {nil, "文件是空的"},
		"空行.txt":          {[]byte("\n \r\n\t"), "文件是空的"},
		"零.xlsx":          {make([]byte, 4096), "文件是空的"},
		"炸弹.docx":         {document("", bomb), "解开以后太大"},
		"炸弹里的炸弹.docx":     {apptest.Zipped(t, map[string]string{"a.docx": string(inner), "b.docx": string(inner)}), "这是压缩文件"},
		"许多部分.docx":       {apptest.Zipped(t, parts), "解开以后太大"},
		"大表.xlsx":         {book("", strings.Repeat(`<row><c t="inlineStr"><is><t>x</t></is></c></row>`, 700_000)), "解开以后太大"},
		"实体.docx":         {document(laughs(), `<w:p><w:r><w:t>&e9;</w:t></w:r></w:p>`), "文件不完整"},
		"实体.xlsx":         {book(laughs(), `<row><c t="inlineStr"><is><t>&e9;</t></is></c></row>`), "文件不完整"},
		"深的.docx":         {document("", strings.Repeat("<w:tbl><w:tr><w:tc>", 10_000)), "标签一层套一层"},
		"深的.html":         {[]byte("<html><body>" + strings.Repeat("<table><tr><td>", 10_000)), "超过 512 层"},
		"许多标签.html":       {[]byte("<html><body>" + strings.Repeat("<p>", 600_000)), "解开以后太大"},
		"许多属性.html":       {[]byte("<html><body " + strings.Repeat("a ", 7_000_000) + ">"), "解开以后太大"},
		"长的.txt":          {[]byte(strings.Repeat("一、总体情况", 1<<20)), "解开以后太大"},
		"许多行.txt":         {[]byte(strings.Repeat("一\n", 200_000)), "解开以后太大"},
		"别的.odt":          {apptest.Zipped(t, map[string]string{"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}), "OpenDocument"},
		"别的.ofd":          {apptest.Zipped(t, map[string]string{"OFD.xml": "<x/>"}), "版式文件（OFD）"},
		"别的.pptx":         {apptest.Zipped(t, map[string]string{"ppt/presentation.xml": "<x/>"}), "演示文稿"},
		"别的.xlsb":         {apptest.Zipped(t, map[string]string{"xl/workbook.bin": "x"}), ".xlsb"},
		"别的.zip":          {apptest.Zipped(t, map[string]string{"报告.docx": "x"}), "这是压缩文件"},
		"别的.rtf":          {[]byte(`{\rtf1\ansi}`), "RTF"},
		"别的.rar":          {[]byte("Rar!\x1a\x07"), "这是压缩文件"},
		"图片.pdf":          {[]byte("\x89PNG\r\n\x1a\n0000"), "这是图片"},
		"照片.docx":         {[]byte("\xff\xd8\xff\xe0\x00\x10JFIF"), "这是图片"},
		"程序.doc":          {[]byte("MZ\x90\x00\x03\x00"), "这是程序"},
		"老的.xml":          {[]byte(xmlHead + `<?mso-application progid="Word.Document"?><w:wordDocument/>`), "Word 的 XML 文件"},
		"老的表.xls":         {[]byte(xmlHead + "\n" + `<?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>`), "Excel 的 XML 表格"},
		"移交.nbx":          {[]byte("nianbao-handover 1\n{}"), "是移交文件"},
		"加密.doc":          {encryptedDoc(t), "加了密码"},
		"表.et":            {made(t, "plain.xls"), "另存为 .xlsx"},
		"断了的.docx":        {made(t, "plain.docx")[:5000], "文件不完整"},
		"断了的.doc":         {made(t, "blanks.doc")[:3000], "文件不完整"},
		"信.txt":           {[]byte("张三同志：你好。"), "没有找到年度报告的内容"},
		"杂音.html":         {[]byte("\x00\x01\x02\xff\xfe<html>\x80\x81"), "没有找到年度报告的内容"},
		"另一种编码.txt":       {[]byte(fmt.Sprint(wide)), "没有找到年度报告的内容"},
		"没有文档的容器.docx":    {apptest.Zipped(t, map[string]string{"word/document.xml": ""}), "没有找到年度报告的内容"},
		"不是 XML 的.docx":   {apptest.Zipped(t, map[string]string{"word/document.xml": "一、总体情况"}), "没有找到年度报告的内容"},
		"UTF-7 的.docx":    {apptest.Zipped(t, map[string]string{"word/document.xml": `<?xml version="1.0" encoding="UTF-7"?><w:p/>`}), "文件不完整"},
		"没有工作表的.xlsx":     {with(t, made(t, "plain.xlsx"), map[string]string{"xl/_rels/workbook.xml.rels": "<x/>"}), "没有找到年度报告的内容"},
		"加密不知怎样的.docx.7z": {[]byte("7z\xbc\xaf\x27\x1c"), "这是压缩文件"},
	} {
		t.Run(name, func(t *testing.T) {
			said := saying(t, name, c.content)
			if !strings.Contains(said, c.says) || !strings.HasSuffix(said, "。") {
				t.Errorf("%q", said)
			}
		})
	}
}

// encryptedDoc is a document of Word 97 that says it is encrypted.
func encryptedDoc(t *testing.T) []byte {
	t.Helper()
	content := made(t, "blanks.doc")
	at := bytes.Index(content, []byte{0xec, 0xa5}) // the header of its text
	if at < 0 {
		t.Fatal("no header")
	}
	content[at+0x0b] |= 1
	return content
}

// A file is read by what it holds, whatever its name ends with.
func TestEndingsSayNothing(t *testing.T) {
	page := shapes[0].asPage(madeUp(t, 2025))
	for kind, content := range map[string][]byte{
		"html": []byte(page), "text": []byte(asText(page, true)), "docx": made(t, "plain.docx"), "doc": made(t, "paragraphs.doc"), "xlsx": made(t, "plain.xlsx"),
	} {
		for _, ending := range []string{".html", ".txt", ".docx", ".doc", ".wps", ".xlsx", ".pdf", ".json", ".jpg", ""} {
			path := filepath.Join(t.TempDir(), "报告"+ending)
			if err := os.WriteFile(path, content, 0o600); err != nil {
				t.Fatal(err)
			}
			got, err := desk(t).ReadFile(t.Context(), path)
			if err != nil || got.Kind != kind || got.Report.Unit() != "甲县乙局" {
				t.Errorf("%s as %s: %v, %v", kind, ending, got, err)
			}
		}
	}
}

// Macros are not run, they are not even looked at.
func TestMacrosAreNotRun(t *testing.T) {
	macro := map[string]string{"word/vbaProject.bin": "\xd0\xcf\x11\xe0 no container", "xl/vbaProject.bin": "\xd0\xcf\x11\xe0 no container"}
	check(t, with(t, made(t, "plain.docx"), macro), false)
	check(t, with(t, made(t, "plain.xlsx"), macro), false)
}

// Nothing that a file names elsewhere is fetched.
func TestNothingIsFetched(t *testing.T) {
	var asked atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer server.Close()
	at := server.URL
	page := strings.Replace(shapes[0].asPage(madeUp(t, 2025)), "<body>", `<head><base href="`+at+`/"><link rel="stylesheet" href="`+at+`/a.css"><script src="`+at+`/a.js"></script></head><body><img src="`+at+`/a.png"><iframe src="`+at+`"></iframe>`, 1)
	check(t, []byte(page), false)
	relation := `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" Target="` + at + `/t.dotm" TargetMode="External"/></Relationships>`
	check(t, with(t, made(t, "plain.docx"), map[string]string{"word/_rels/settings.xml.rels": relation}), false)
	check(t, with(t, made(t, "plain.xlsx"), map[string]string{"xl/externalLinks/_rels/externalLink1.xml.rels": relation}), false)
	for _, head := range []string{`<!DOCTYPE x SYSTEM "` + at + `/x.dtd">`, `<!DOCTYPE x [<!ENTITY e SYSTEM "` + at + `/e">]>`} {
		content := apptest.Zipped(t, map[string]string{"word/document.xml": `<?xml version="1.0"?>` + head + `<d><p><t>&e;</t></p></d>`})
		if _, _, err := (intake.Reader{Catalog: catalog(t)}).Read(t.Context(), content); err == nil {
			t.Error("a document with an entity is read")
		}
	}
	pdf := "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/URI/URI(" + at + ")>>>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" +
		"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n4 0 obj<</F<</FS/URL/F(" + at + ")>>/Length 0>>stream\n\nendstream endobj\ntrailer<</Root 1 0 R>>\n"
	if _, _, err := (intake.Reader{Catalog: catalog(t), Cache: cache}).Read(t.Context(), []byte(pdf)); err == nil {
		t.Error("a PDF without anything is read")
	}
	if n := asked.Load(); n > 0 {
		t.Errorf("asked for %d times", n)
	}
}

// Of a file that was cut off anywhere, what is read is right or it is not read.
func TestFilesThatAreCut(t *testing.T) {
	want := madeUp(t, 2025)
	page := shapes[0].asPage(want)
	const pieces = 50
	for name, content := range map[string][]byte{
		"html": []byte(page), "text": []byte(asText(page, true)), "lines": []byte(asText(page, false)),
		"docx": made(t, "plain.docx"), "doc": made(t, "paragraphs.doc"), "xlsx": made(t, "plain.xlsx"), "pdf": made(t, "paragraphs.pdf"),
	} {
		t.Run(name, func(t *testing.T) {
			step := 1
			if name == "pdf" {
				step = 7 // each takes a tenth of a second
			}
			for i := 0; i < pieces; i += step {
				cut := content[:len(content)*i/pieces]
				if name == "text" || name == "lines" { // the rest of a number is a number
					cut = cut[:bytes.LastIndexByte(cut, '\n')+1]
				}
				got, _, err := intake.Reader{Catalog: catalog(t), Cache: cache}.Read(t.Context(), cut)
				if err == nil {
					compare(t, got, want)
					sureOnlyIfWhole(t, got)
					if name == "html" && got.Tables[0].Grade == reading.Sure {
						t.Error("a page that was cut off is sure")
					}
				}
			}
		})
	}
}

// sureOnlyIfWhole reports tables that are graded sure and of which figures are missing.
func sureOnlyIfWhole(t *testing.T, got *reading.Reading) {
	t.Helper()
	for _, table := range got.Tables {
		n := 0
		for _, c := range got.Report.Form().Table(table.ID).Inputs() {
			if _, read := table.Cells[c.Address]; read {
				n++
			}
		}
		if all := len(got.Report.Form().Table(table.ID).Inputs()); table.Grade == reading.Sure && n < all {
			t.Errorf("%s is sure with %d figures of %d", table.Name, n, all)
		}
	}
}

func TestWhatIsNoFile(t *testing.T) {
	dir := t.TempDir()
	for path, says := range map[string]string{
		dir:                           "这是一个文件夹",
		filepath.Join(dir, "没有.docx"): "没有这个文件",
		filepath.Join(dir, "断开的共享", "报告.docx"): "文件夹不存在，可能已被删除、移走，或者所在的磁盘断开了",
	} {
		_, err := desk(t).ReadFile(t.Context(), path)
		if said := app.Sentence(err); !strings.Contains(said, says) || app.CodeOf(err) != app.BadInput {
			t.Errorf("%s: %s", path, said)
		}
	}
	if runtime.GOOS != "windows" {
		_, err := desk(t).ReadFile(t.Context(), "/dev/zero")
		if said := app.Sentence(err); !strings.Contains(said, "这不是普通文件") {
			t.Error(said)
		}
	}
	// Whoever runs the tests may have every right.
	shut := filepath.Join(dir, "锁.docx")
	if err := os.WriteFile(shut, made(t, "plain.docx"), 0o000); err != nil {
		t.Fatal(err)
	}
	if _, err := os.ReadFile(shut); errors.Is(err, os.ErrPermission) {
		if _, err := desk(t).ReadFile(t.Context(), shut); !strings.Contains(app.Sentence(err), "没有权限") {
			t.Error(app.Sentence(err))
		}
	}
}

// A file that is larger than any report is not read into memory.
func TestAFileLargerThanAnyReport(t *testing.T) {
	path := filepath.Join(t.TempDir(), "大.docx")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(f.Truncate(intake.MaxFile+1), f.Close()); err != nil {
		t.Fatal(err)
	}
	if _, err := desk(t).ReadFile(t.Context(), path); !strings.Contains(app.Sentence(err), "太大") {
		t.Error(app.Sentence(err))
	}
}

// Tables that are pictures are told one by one, and the rest is offered.
func TestTablesThatArePictures(t *testing.T) {
	want := madeUp(t, 2025)
	page := shapes[0].asPage(want)
	first := strings.Index(page, "<table")
	end := first + strings.Index(page[first:], "</table>") + len("</table>")
	for name, picture := range map[string]string{
		"alone": `<p><img src="表二.png"></p>`, "in a table": `<table><tr><td>&nbsp;</td><td><img src="表二.png"></td></tr></table>`, "as data": `<img src="data:image/png;base64,AAAA" width="600">`,
	} {
		got := read(t, []byte(page[:first]+picture+page[end:]))
		if is := got.Tables[0]; is.Grade != reading.Unreadable || !strings.Contains(is.Reason, "图片") {
			t.Errorf("%s: %s, %s", name, is.Grade, is.Reason)
		}
		for _, other := range got.Tables[1:] {
			if other.Grade != reading.Sure {
				t.Errorf("%s: %s is %s, %s", name, other.Name, other.Grade, other.Reason)
			}
		}
	}
	// A picture at the head of the page is none of a table, nor is a mark.
	got := read(t, []byte(page[:first]+`<img src="1.gif" width="1">`+page[end:]))
	if is := got.Tables[0]; strings.Contains(is.Reason, "图片") {
		t.Error(is.Reason)
	}
}
