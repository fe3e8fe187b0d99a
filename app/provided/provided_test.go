package provided_test

import (
	"strings"
	"testing"

	"nianbao/app/apptest"
	"nianbao/app/form"
	"nianbao/app/provided"
	"nianbao/app/report"
)

const digest = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

var sheet = provided.Sheet{From: "法规科", Name: "张三", Date: "2026-01-08", File: "法规科报送表.xlsx", SM3: digest}

func TestANoteIsReadInOneSpellingAlone(t *testing.T) {
	with := func(value, from, name, rest string) string {
		return `{"value":"` + value + `","from":"` + from + `","name":"` + name + `",` + rest + `}`
	}
	rest := `"date":"2026-01-08","file":"法规科报送表.xlsx","sm3":"` + digest + `"`
	other := func(old, now string) string {
		return with("12", "法规科", "张三", strings.Replace(rest, old, now, 1))
	}
	for text, want := range map[string]bool{
		with("12", "法规科", "张三", rest):                          true,
		with("0", "法规科", "张三", rest):                           true,
		with("12.50", "财务科", "张三", rest):                       true, // money
		with("-3", "法规科", "张三", rest):                          true, // a change
		with("12", "法规科", "", rest):                            true, // nobody put a name to it
		with("", "法规科", "张三", rest):                            false,
		with("012", "法规科", "张三", rest):                         false,
		with("12件", "法规科", "张三", rest):                         false,
		with("12", "", "张三", rest):                             false,
		with("12", " 法规科", "张三", rest):                         false,
		with("12", "法规科", `张\n三`, rest):                        false,
		with("12", "法规科", "张\u202e三", rest):                    false,
		with("12", strings.Repeat("科", 61), "张三", rest):        false,
		with("12", "法规科", strings.Repeat("三", 31), rest):       false,
		other("2026-01-08", "2026-1-8"):                        false,
		other("2026-01-08", "2026-02-30"):                      false,
		other("2026-01-08", ""):                                false,
		other("法规科报送表.xlsx", ""):                               false,
		other("法规科报送表.xlsx", `文件夹/表.xlsx`):                     false,
		other("法规科报送表.xlsx", strings.Repeat("甲", 201)):         false,
		other(digest, digest[1:]):                              false,
		other(digest, strings.ToUpper(digest)):                 false,
		with("12", "法规科", "张三", `"phone":"1",`+rest):           false,
		with("12", "法规科", "张三", rest) + " ":                    false,
		`{"from":"法规科","value":"12","name":"张三",` + rest + `}`: false,
		"": false,
	} {
		if _, ok := provided.Read(text); ok != want {
			t.Errorf("%s: %v", text, ok)
		}
	}
	n := provided.Of(report.Int(12), sheet)
	if got, ok := provided.Read(n.Encode()); !ok || got != n || got.Says() != "“法规科”报送：12（张三，2026年1月8日）" {
		t.Errorf("%+v: %s", got, got.Says())
	}
	n.Name = ""
	if got := provided.SaysNote(n.Encode()); got != "“法规科”报送：12（未署报送人，2026年1月8日）" || provided.SaysNote("12") != "" {
		t.Error(got)
	}
}

// What was provided is told sheet by sheet, with how much of it stands otherwise.
func TestSharesOfAReport(t *testing.T) {
	r := report.New(apptest.Catalog(t), "甲局", 2025)
	if len(provided.Shares(r)) != 0 || r.HasProvided() {
		t.Error("a new report has what was provided")
	}
	other := provided.Sheet{From: "财务科", Date: "2026-01-09", File: "财务科.xlsx", SM3: digest}
	give := func(a form.Address, v int64, s provided.Sheet, now string) {
		apptest.Put(t, r, report.ProvidedAt(a), provided.Of(report.Int(v), s).Encode())
		apptest.Put(t, r, a, now)
	}
	give("disclosed.fees.amount", 5, other, "5.00")
	give("requests.received.natural_person", 12, sheet, "12")
	give("requests.received.business", 3, sheet, "4")
	give("requests.received.research", 1, sheet, "")
	got := provided.Shares(r)
	if len(got) != 2 || got[0] != (provided.Share{Sheet: other, Figures: 1, First: "disclosed.fees.amount"}) || got[1] != (provided.Share{Sheet: sheet, Figures: 3, Broken: 1, First: "requests.received.natural_person"}) {
		t.Errorf("%+v", got)
	}
	if lines := strings.Join(provided.Lines(r), "\n"); lines != "财务科　未署报送人，2026年1月9日　1 格\n法规科　张三，2026年1月8日　3 格，其中 1 格后来改动" {
		t.Error(lines)
	}
	if n, ok := provided.At(r, "requests.received.business"); !ok || n.Value != "3" {
		t.Errorf("%+v, %v", n, ok)
	}
	if _, ok := provided.At(r, "requests.received.other"); ok {
		t.Error("a figure that nobody provided")
	}
}
