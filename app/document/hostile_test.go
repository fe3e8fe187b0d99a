package document_test

import (
	"errors"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"nianbao/app/document"
)

func noted(t *testing.T, s string) (*document.Reading, error) {
	t.Helper()
	return document.ReadNoted(strings.NewReader(s), catalog(t))
}

// A report's unit, year and form are given once, by keys of their own.
func TestTextTouchesOnlyTheSections(t *testing.T) {
	for _, tt := range []string{
		`"text":{"meta.year":"2019"}`, `"text":{"meta.edition":"2019"}`, `"text":{"meta.unit":"乙"}`, `"text":{"meta.layout.requests":"2019"}`,
		`"text":{"meta.bogus":"x"}`, `"text":{"meta.signed_on":"2026-01-02"}`, `"printed":{"meta.year":2019}`, `"printed":{"requests.received.business":1}`,
		`"facts":["bogus"]`, `"layouts":{"requests":"1999"}`, `"layouts":{"bogus":"2021"}`,
	} {
		for _, year := range []string{"2025", "2020"} {
			_, err := noted(t, `{"unit":"甲","year":`+year+`,"tables":{"requests":{"rows":[{"id":"received","values":[1,0,0,0,0,0,2]}]}},`+tt+`}`)
			var p *document.Problem
			if !errors.As(err, &p) {
				t.Errorf("%s: %v", tt, err)
			}
		}
	}
}

func TestWhatIsGivenTwiceIsRefused(t *testing.T) {
	for name, body := range map[string]string{
		"a row":            `"tables":{"requests":{"rows":[{"id":"received","values":[1,0,0,0,0,0,1]},{"id":"received","values":[2,0,0,0,0,0,2]}]}}`,
		"a key":            `"tables":{"disputes":{"direct_suit.upheld":1,"direct_suit.upheld":2}}`,
		"a cell":           `"tables":{"disputes":{"direct_suit.upheld":1,"disputes.direct_suit.upheld":2}}`,
		"a table":          `"tables":{"disputes":{}, "disputes":{}}`,
		"the unit":         `"tables":{},"unit":"乙"`,
		"the unit, bigger": `"tables":{},"Unit":"乙"`,
		"a text":           `"tables":{},"text":{"preamble":"一","meta.preamble":"二"}`,
		"a column":         `"tables":{"requests":{"columns":["business","business"],"rows":[{"id":"received","values":[1,2]}]}}`,
	} {
		if _, err := noted(t, `{"unit":"甲","year":2025,`+body+`}`); err == nil || !strings.Contains(err.Error(), "两次") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestEveryBadPlaceIsNamed(t *testing.T) {
	_, err := noted(t, `{"unit":"甲","year":2025,"tables":{"disclosed":{"fees.amount":"abc"},"disputes":{"direct_suit.upheld":-1,"direct_suit.corrected":1.5},
		"table9":{}},"text":{"overview.nothing":"x"}}`)
	for _, says := range []string{"共 5 处", "行政事业性收费", "未经复议直接起诉：结果维持", "未经复议直接起诉：结果纠正", "table9", "overview.nothing"} {
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q is not said: %v", says, err)
		}
	}
}

func TestOtherEncodingsAreReadAndSaid(t *testing.T) {
	const body = `{"unit":"某某市教育局","year":2025,"tables":{},"text":{"overview.lead":"依法公开，㐀𠀀。"}}`
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(body)
	if err != nil {
		t.Fatal(err)
	}
	little, _ := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().String(body)
	big, _ := unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().String(body)
	for name, raw := range map[string]string{"GBK": gb, "UTF-16": little, "UTF-16 编码": big, "": "\ufeff" + body} {
		got, err := noted(t, raw)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got.Report.Unit() != "某某市教育局" || got.Report.Text("overview.lead") != "依法公开，㐀𠀀。" {
			t.Errorf("%s: %s, %s", name, got.Report.Unit(), got.Report.Text("overview.lead"))
		}
		if says := strings.Join(got.Notes, ""); !strings.Contains(says, name) || name == "" && says != "" {
			t.Errorf("%s: noted %q", name, says)
		}
	}
	if _, err := noted(t, "{\"unit\":\"\x81\x20\xff\xff\",\"year\":2025,\"tables\":{}}"); err == nil || !strings.Contains(err.Error(), "编码") {
		t.Errorf("no encoding at all: %v", err)
	}
}

func TestMendedTextIsSaidWithItsPlace(t *testing.T) {
	got, err := noted(t, `{"unit":"某某市教育局","year":2025,"tables":{},"nonsense":1,"text":{"overview.lead":"公开⽤户\u000b第\u0007二行，缺`+"\xe4\xb8"+`字"}}`)
	if err != nil {
		t.Fatal(err)
	}
	if text := got.Report.Text("overview.lead"); text != "公开用户\n第二行，缺\ufffd字" && text != "公开用户\n第二行，缺\ufffd\ufffd字" {
		t.Errorf("%q", text)
	}
	says := strings.Join(got.Notes, "\n")
	for _, want := range []string{"nonsense", "”第 3 个字起，部首“⽤”改为“用”", "控制字符", "第 11 个字已经无法辨认"} {
		if !strings.Contains(says, want) {
			t.Errorf("%q is not noted in %s", want, says)
		}
	}
}

func TestWhatIsBrokenInAFileIsSaidTruly(t *testing.T) {
	const body = `{"unit":"甲","year":2025,"tables":{}}`
	for text, says := range map[string]string{
		body + "}":                              "多余的字符",
		body + "\n" + body:                      "第2行",
		body[:len(body)-1]:                      "截断",
		body[:10]:                               "截断",
		`{"unit":"甲",,}`:                        "不是有效的 JSON",
		"\xff\xfe":                              "空",
		strings.Repeat(" ", 9):                  "空",
		strings.Repeat(" ", document.MaxSize+1): "8 MB",
	} {
		if _, err := noted(t, text); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%.40q: %v, want %s", text, err, says)
		}
	}
}
