package document_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"strings"
	"testing"

	"nianbao/app/check"
	"nianbao/app/document"
	"nianbao/app/form"
	"nianbao/app/report"
	"nianbao/assets"
)

func catalog(t *testing.T) *form.Catalog {
	t.Helper()
	c, err := form.Load(assets.Forms, "forms")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func read(t *testing.T, s string) (*report.Report, error) {
	t.Helper()
	return document.Read(strings.NewReader(s), catalog(t))
}

func TestTheExampleIsInOrder(t *testing.T) {
	r, err := read(t, string(assets.Example))
	if err != nil {
		t.Fatal(err)
	}
	if found := check.Run(r); len(found) > 0 {
		t.Errorf("findings: %v", found)
	}
	if r.HasSourceTotals() {
		t.Error("totals that agree were kept")
	}
	if got := r.Figure("disclosed.fees.amount").String(); got != "318.4275" {
		t.Errorf("fee %s", got)
	}
}

func TestWrittenDocumentsReadBackTheSame(t *testing.T) {
	c := catalog(t)
	for _, held := range []map[form.Address]string{
		{report.UnitName: "甲局", report.Year: "2025"},
		{
			report.UnitName: "甲<局>&", report.Year: "2024", report.Edition: "2019", report.SignedBy: "甲局办公室", report.SignedOn: "2025-01-02",
			report.Fact("no_licensing"): "yes", "disclosed.licensing.change": "-35", "overview.lead": "第一段\n第二段“引”",
		},
		{
			report.UnitName: "乙区", report.Year: "2023", report.LayoutOf("requests"): "2019", report.Preamble: "引言",
			"requests.otherwise_closed.natural_person": "3", "disclosed.fees.amount": "75.9260", "printed.requests.total.total": "9",
			"requests.received.natural_person": "0",
		},
	} {
		r, lost := report.Restore(c, held)
		if len(lost) > 0 {
			t.Fatal("not understood:", lost)
		}
		out, err := document.Write(r)
		if err != nil {
			t.Fatal(err)
		}
		back, err := document.Read(bytes.NewReader(out), c)
		if err != nil {
			t.Fatalf("%v in\n%s", err, out)
		}
		if !maps.Equal(back.All(), r.All()) {
			t.Errorf("read back %v\nwant %v", back.All(), r.All())
		}
	}
}

func TestShape(t *testing.T) {
	r, err := read(t, string(assets.Example))
	if err != nil {
		t.Fatal(err)
	}
	out, err := document.Write(r)
	if err != nil {
		t.Fatal(err)
	}
	var d struct {
		Unit, Edition string
		Year          int
		Tables        struct {
			Disclosed map[string]json.Number
			Requests  struct {
				Columns []string
				Rows    []struct {
					ID     string
					Values []*int
				}
			}
			Disputes map[string]*int
		}
		Text map[string]string
	}
	if err := json.Unmarshal(out, &d); err != nil {
		t.Fatal(err)
	}
	if d.Year != 2025 || d.Edition != "2021" || len(d.Tables.Requests.Columns) != 7 || len(d.Tables.Requests.Rows) != 25 {
		t.Errorf("shape: %+v", d)
	}
	if got := d.Tables.Requests.Rows[24]; got.ID != "carried_out" || *got.Values[6] != 3 {
		t.Errorf("last row %v", got)
	}
	if len(d.Tables.Disputes) != 15 || *d.Tables.Disputes["disputes.reconsideration.total"] != 5 {
		t.Errorf("disputes %v", d.Tables.Disputes)
	}
	if d.Tables.Disclosed["disclosed.fees.amount"] != "318.4275" || d.Text["others.matters"] == "" || d.Text["preamble"] == "" {
		t.Errorf("disclosed %v", d.Tables.Disclosed)
	}
}

func TestBlankIsNull(t *testing.T) {
	r, err := read(t, `{"unit":"甲局","year":2025,"tables":{"requests":{"rows":[{"id":"received","values":[0,null,"",1,null,null,null]}]}}}`)
	if err != nil {
		t.Fatal(err)
	}
	out, err := document.Write(r)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(out), `"values": [0, null, null, 1, null, null, 1]`) {
		t.Errorf("%s", out)
	}
}

func TestPrintedTotalsAreKeptWhereTheyDiffer(t *testing.T) {
	r, err := read(t, `{"unit":"甲局","year":2025,"tables":{"disputes":{
		"reconsideration.upheld":10,"reconsideration.corrected":1,"reconsideration.other_result":0,"reconsideration.pending":0,"reconsideration.total":0,
		"direct_suit.upheld":2,"direct_suit.corrected":0,"direct_suit.other_result":0,"direct_suit.pending":0,"direct_suit.total":2}}}`)
	if err != nil {
		t.Fatal(err)
	}
	if got := r.Figure("disputes.reconsideration.total").String(); got != "11" {
		t.Errorf("the computed total is %s", got)
	}
	if got := r.PrintedTotal("disputes.reconsideration.total").String(); got != "0" {
		t.Errorf("the printed total is %q", got)
	}
	if !r.PrintedTotal("disputes.direct_suit.total").Blank() {
		t.Error("a printed total that agrees was kept")
	}
}

func TestBadDocuments(t *testing.T) {
	whole := string(assets.Example)
	tests := []struct{ name, body, says string }{
		{"empty", "", "空"},
		{"cut", whole[:len(whole)/2], "截断"},
		{"no JSON", "年报", "不是有效的 JSON"},
		{"another JSON", `{"name":"x"}`, "不是年报通的报告文件"},
		{"a list", `[1,2]`, "类型"},
		{"letters", `{"unit":"甲","year":2025,"tables":{"disclosed":{"fees.amount":"abc"}}}`, "行政事业性收费"},
		{"negative", `{"unit":"甲","year":2025,"tables":{"disputes":{"direct_suit.upheld":-1}}}`, "未经复议直接起诉：结果维持"},
		{"float", `{"unit":"甲","year":2025,"tables":{"disputes":{"direct_suit.upheld":1.5}}}`, "整数"},
		{"short row", `{"unit":"甲","year":2025,"tables":{"requests":{"rows":[{"id":"received","values":[1,2,3,4,5,6]}]}}}`, "这一行有6个数，应当有7个"},
		{"unknown row", `{"unit":"甲","year":2025,"tables":{"requests":{"rows":[{"id":"nothing","values":[1,2,3,4,5,6,7]}]}}}`, "没有这一行"},
		{"unknown table", `{"unit":"甲","year":2025,"tables":{"table9":{}}}`, "没有这张表"},
		{"unknown edition", `{"unit":"甲","year":2025,"edition":"1999","tables":{}}`, "1999"},
		{"unknown field", `{"unit":"甲","year":2025,"tables":{},"text":{"overview.nothing":"x"}}`, "没有这一段"},
		{"a remark", `{"unit":"甲","year":2025,"tables":{},"text":{"note.remark.1":"{}"}}`, "没有这一段"},
		{"an explanation", `{"unit":"甲","year":2025,"tables":{},"text":{"note.explain.x":"{}"}}`, "没有这一段"},
		{"bad date", `{"unit":"甲","year":2025,"tables":{},"signed_on":"一月"}`, "日期"},
		{"long text", `{"unit":"甲","year":2025,"tables":{},"text":{"overview.lead":"` + strings.Repeat("字", report.MaxText+1) + `"}}`, "太长"},
		{"long number", `{"unit":"甲","year":2025,"tables":{"disputes":{"direct_suit.upheld":12345678901}}}`, "10位"},
	}
	for _, tt := range tests {
		r, err := read(t, tt.body)
		var p *document.Problem
		if !errors.As(err, &p) || !strings.Contains(p.Error(), tt.says) || r != nil {
			t.Errorf("%s: %v", tt.name, err)
		}
	}
	if _, err := read(t, `{"format":99,"unit":"甲","year":2025,"tables":{}}`); !errors.Is(err, document.ErrNewer) {
		t.Errorf("newer format: %v", err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(assets.Example))
	f.Add([]byte(`{"unit":"甲","year":2025,"tables":{"requests":{"rows":[{"id":"received","values":[1]}]}}}`))
	c, err := form.Load(assets.Forms, "forms")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		r, err := document.Read(bytes.NewReader(raw), c)
		if err != nil {
			return
		}
		out, err := document.Write(r)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := document.Read(bytes.NewReader(out), c); err != nil {
			t.Fatalf("what was written is refused: %v\n%s", err, out)
		}
	})
}

// A file of the next format may say things that this version does not know: it
// is not read in part.
func TestAFileOfTheNextFormatIsNotRead(t *testing.T) {
	for format, want := range map[int]bool{document.Format: true, document.Format + 1: false, document.Format + 100: false} {
		text := fmt.Sprintf(`{"format": %d, "unit": "甲局", "year": 2025, "tables": {"disclosed": {}}}`, format)
		_, err := document.Read(strings.NewReader(text), catalog(t))
		if (err == nil) != want || !want && !errors.Is(err, document.ErrNewer) {
			t.Errorf("format %d: %v", format, err)
		}
	}
}

// A date, a year and the contact fields are read as a person may have written
// them, and stored as if they had been typed.
func TestADocumentIsReadAsIfTyped(t *testing.T) {
	const body = `{"unit":"甲局","year":"２０２５","signed_on":"二〇二六年一月九日","tables":{"disclosed":{}},
		"contact":{"office":"办公室","address":"示例路1号","postcode":"１２３４５６","phone":"0512－65220000","email":"a@b.cn"}}`
	got, err := document.ReadNoted(strings.NewReader(body), catalog(t))
	if err != nil {
		t.Fatal(err)
	}
	want := map[form.Address]string{
		report.Year: "2025", report.SignedOn: "2026-01-09", report.ContactOffice: "办公室", report.ContactAddress: "示例路1号",
		report.ContactPostcode: "123456", report.ContactPhone: "0512-65220000", report.ContactEmail: "a@b.cn",
	}
	for a, text := range want {
		if got.Report.Text(a) != text {
			t.Errorf("%s is %q, want %q", a, got.Report.Text(a), text)
		}
	}
	if notes := strings.Join(got.Notes, "\n"); !strings.Contains(notes, "读作2026年1月9日") {
		t.Errorf("notes %q", notes)
	}
	out, err := document.Write(got.Report)
	if err != nil {
		t.Fatal(err)
	}
	again, err := read(t, string(out))
	if err != nil {
		t.Fatal(err)
	}
	for a, text := range want {
		if again.Text(a) != text {
			t.Errorf("written and read, %s is %q, want %q", a, again.Text(a), text)
		}
	}
	for body, says := range map[string]string{
		`{"unit":"甲","year":2025,"tables":{},"signed_on":"2026.2.30"}`: "没有30日",
		`{"unit":"甲","year":2025,"tables":{},"signed_on":"26.1.9"}`:    "两位",
		`{"unit":"甲","year":"25","tables":{}}`:                         "四位数字",
		`{"unit":"甲","year":2025,"tables":{},"contact":{"fax":"1"}}`:   "没有这一项",
	} {
		if _, err := read(t, body); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", body, err)
		}
	}
}
