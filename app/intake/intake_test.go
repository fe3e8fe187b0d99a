package intake_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"nianbao/app/apptest"
	"nianbao/app/form"
	"nianbao/app/intake"
	"nianbao/app/intake/reading"
	"nianbao/app/report"
)

func read(t testing.TB, content []byte) *reading.Reading {
	t.Helper()
	got, _, err := intake.Reader{Catalog: catalog(t), Cache: cache}.Read(t.Context(), content)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

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

// compare counts the figures that were read right; one that is wrong is an error.
func compare(t testing.TB, got *reading.Reading, want *report.Report) (right, left int) {
	t.Helper()
	for _, table := range got.Tables {
		for _, c := range want.Form().Table(table.ID).ValueCells() {
			is, should := strings.TrimSpace(table.Cells[c.Address].Raw), want.Figure(c.Address).String()
			switch is {
			case should:
				right++
			case "":
				left++
			default:
				t.Errorf("%s: %q, should be %q", c.Name, is, should)
			}
		}
	}
	return right, left
}

func check(t *testing.T, content []byte, blanks bool) {
	t.Helper()
	want := madeUp(t, 2025)
	got := read(t, content)
	right, left := compare(t, got, want)
	if !blanks && left > 0 || right < 100 {
		t.Errorf("%d right, %d left out", right, left)
	}
	for _, table := range got.Tables {
		if (table.Grade == reading.Sure) == blanks {
			t.Errorf("%s: %s, %s", table.ID, table.Grade, table.Reason)
		}
	}
	r := got.Report
	for a, text := range want.All() {
		if want.Form().Cell(a) == nil && r.Text(a) != text && a != report.Edition {
			t.Errorf("%s: %q, should be %q", a, r.Text(a), text)
		}
	}
	if r.Text(report.ContactPhone) != "0731-12345678" {
		t.Errorf("phone %q", r.Text(report.ContactPhone))
	}
}

func TestPagesInEveryShape(t *testing.T) {
	for _, s := range shapes {
		t.Run(s.name, func(t *testing.T) { check(t, []byte(s.asPage(madeUp(t, 2025))), s.blanks) })
	}
}

// The documents were made of those pages by LibreOffice, see convert_test.go.
func TestDocumentsInEveryShape(t *testing.T) {
	files, err := filepath.Glob("testdata/*.*")
	if err != nil || len(files) < 15 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, f := range files {
		t.Run(filepath.Base(f), func(t *testing.T) {
			content, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			if strings.HasSuffix(f, ".xls") {
				if _, _, err := (intake.Reader{Catalog: catalog(t)}).Read(t.Context(), content); err == nil {
					t.Error("a workbook of the old kind is read")
				}
				return
			}
			check(t, content, strings.Contains(f, "blanks"))
		})
	}
}

func TestEncodings(t *testing.T) {
	want := madeUp(t, 2025)
	text := shapes[0].asPage(want)
	gbk, err := simplifiedchinese.GB18030.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	check(t, []byte(gbk), false)
	check(t, []byte(strings.Replace(gbk, "utf-8", "gb2312", 1)), false)
	check(t, []byte("\xef\xbb\xbf"+text), false)
	// Read as GBK by whoever saved it, and saved as UTF-8.
	garbled, err := simplifiedchinese.GB18030.NewDecoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	got := read(t, []byte(garbled))
	if right, left := compare(t, got, want); right < 100 || len(got.Repairs) == 0 { // some bytes are lost, and with them rows
		t.Errorf("%d right, %d left, %v", right, left, got.Repairs)
	}
}

// asText is what is pasted of a page: a cell with a bar behind it, or a line for each.
func asText(page string, bars bool) string {
	between := "\n"
	if bars {
		between = " | "
	}
	text := strings.NewReplacer("</td>", between, "</tr>", "\n", "</p>", "\n", "</h1>", "\n", "</h2>", "\n").Replace(page)
	var out strings.Builder
	within := false
	for _, c := range strings.ReplaceAll(text, "<title>x</title>", "") {
		switch {
		case c == '<':
			within = true
		case c == '>':
			within = false
		case !within:
			out.WriteRune(c)
		}
	}
	return strings.ReplaceAll(out.String(), "&#34;", "\"")
}

func TestTextThatWasPasted(t *testing.T) {
	page := shapes[0].asPage(madeUp(t, 2025))
	check(t, []byte(asText(page, true)), false)
	check(t, []byte(asText(page, false)), false)
}

// A page of today by the rows of before: what is one row there is three here.
func TestRowsOfTheEarlierEdition(t *testing.T) {
	c := catalog(t)
	for _, figure := range []string{"0", "5"} {
		old := madeUp(t, 2020)
		for _, v := range old.Form().Table("requests").Values {
			if v.ID != "total" {
				apptest.Put(t, old, form.Address("requests.otherwise_closed."+v.ID), figure)
			}
		}
		page := shapes[0].asPage(old)
		page = strings.Replace(page, "2020年政府", "2025年政府", 1)
		got := read(t, []byte(page))
		table := got.Tables[1]
		if got.Report.Form() != c.ForYear(2025) && got.Report.Form().Edition != "2021" {
			t.Fatalf("edition %s", got.Report.Form().Edition)
		}
		is := got.Report.Figure("requests.otherwise_closed.other.natural_person")
		if figure == "0" && (is.Blank() || !is.IsZero()) || figure == "5" && !is.Blank() {
			t.Errorf("of %s: %q", figure, is)
		}
		if figure == "5" && (table.Grade != reading.Look || !strings.Contains(table.Reason, "自然人 5 件")) {
			t.Errorf("%s, %s", table.Grade, table.Reason)
		}
		if got.Tables[0].Grade != reading.Unreadable || !strings.Contains(got.Tables[0].Reason, "2019年版") {
			t.Errorf("表二: %s, %s", got.Tables[0].Grade, got.Tables[0].Reason)
		}
		// The year of that edition takes both as they are.
		back := read(t, []byte(shapes[0].asPage(old)))
		if right, left := compare(t, back, old); left > 0 || right == 0 {
			t.Errorf("%d right, %d left", right, left)
		}
	}
}

// A row without one of its cells, and lists of which every line stands once, say
// nothing that could be taken.
func TestNothingIsGuessed(t *testing.T) {
	want := madeUp(t, 2025)
	page := shapes[0].asPage(want)
	row := page[strings.Index(page, "1.属于国家秘密"):]
	cell := row[strings.Index(row, "<td"):][:strings.Index(row[strings.Index(row, "<td"):], "</td>")+len("</td>")]
	short := strings.Replace(page, "1.属于国家秘密</td>"+cell, "1.属于国家秘密</td>", 1)
	if short == page {
		t.Fatal("nothing was taken out")
	}
	got := read(t, []byte(short))
	if _, left := compare(t, got, want); left != 7 || got.Tables[1].Grade != reading.Look {
		t.Errorf("%d left out, %s: %s", left, got.Tables[1].Grade, got.Tables[1].Reason)
	}
	seen := map[string]bool{}
	var once []string
	for line := range strings.Lines(asText(page, false)) {
		if line = strings.TrimSpace(line); !seen[line] {
			once = append(once, line)
		}
		seen[line] = true
	}
	got = read(t, []byte(strings.Join(once, "\n")))
	if right, _ := compare(t, got, want); right > 20 {
		t.Errorf("%d figures out of a list without its repetitions", right)
	}
}

func TestTraditionalCharactersAndPinyin(t *testing.T) {
	page := shapes[0].asPage(madeUp(t, 2025))
	page = strings.NewReplacer("开", "開", "关", "關", "行政强制", "行政強製", "制发", "製發", "总体", "總體", "处理", "處理", "请", "請",
		"数", "數", "现", "現", "项", "項", "复议", "復議", "诉讼", "訴訟", "无", "無", "机", "機", "审", "審", "属于", "屬于").Replace(page)
	page = strings.Replace(page, "培训两次", "培(péi)训(xùn)两次", 1)
	got := read(t, []byte(page))
	if right, left := compare(t, got, madeUp(t, 2025)); left > 0 {
		t.Errorf("%d right, %d left", right, left)
	}
	if text := got.Report.Text("overview.supervision"); text != "培训两次。" || len(got.Repairs) < 2 {
		t.Errorf("%q, %v", text, got.Repairs)
	}
}

// Labels that were read one byte off, as in pages that were copied on by a machine.
func TestLabelsReadOneByteOff(t *testing.T) {
	text := asText(shapes[0].asPage(madeUp(t, 2025)), true)
	text = strings.NewReplacer("（一）予以公开", "?。ㄒ唬┯枰怨_", "（七）总计", "?。ㄆ撸┛傆?/p>", "（五）监督保障情况", "?。ㄎ澹┍O督保障情況").Replace(text)
	check(t, []byte(text), false)
}

func TestWhatIsNoReport(t *testing.T) {
	for name, content := range map[string]string{
		"nothing":            "",
		"a letter":           "张三同志：\n你好。\n此致\n敬礼",
		"another page":       "<html><body><p>天气预报</p><table><tr><td>1</td><td>2</td></tr></table></body></html>",
		"a broken archive":   "PK\x03\x04abc",
		"a broken container": "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1abc",
		"a broken PDF":       "%PDF-1.4\nabc",
		"many tags":          strings.Repeat("<div>", 100_000),
		"many tables":        strings.Repeat("<table><tr><td>", 100_000),
	} {
		if _, _, err := (intake.Reader{Catalog: catalog(t), Cache: cache}).Read(context.Background(), []byte(content)); err == nil {
			t.Errorf("%s is read as a report", name)
		}
	}
}
