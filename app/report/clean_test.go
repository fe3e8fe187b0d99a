package report_test

import (
	"strings"
	"testing"

	"nianbao/app/form"
	"nianbao/app/report"
)

func TestTextIsMendedAndTold(t *testing.T) {
	for was, want := range map[string]struct{ text, says string }{
		"公开⽤户⽤⻓文":  {"公开用户用长文", "第 3 个字起，部首“⽤”改为“用”、“⻓”改为“长”，共 3 处"},
		"甲\v乙":     {"甲\n乙", "第 2 个字起，删除了控制字符"},
		"甲\x07乙":   {"甲乙", "第 2 个字起，删除了控制字符"},
		"甲\ufffd":  {"甲\ufffd", "第 2 个字已经无法辨认"},
		"甲\xff乙":   {"甲\ufffd乙", "第 2 个字已经无法辨认"},
		"甲\u200b乙": {"甲乙", ""},
		"⺮字头、⻌旁":   {"⺮字头、⻌旁", ""}, // parts of characters that are no words by themselves
		"①㎡℃（一）":   {"①㎡℃（一）", ""}, // the same by NFKC, but meant as they stand
	} {
		text, mended := report.Clean(was)
		if says := strings.Join(report.Tell(mended), "；"); text != want.text || !strings.Contains(says, want.says) || want.says == "" && says != "" {
			t.Errorf("%q became %q, %s", was, text, says)
		}
	}
}

func TestOnlyKnownPlacesOfAReportAreSet(t *testing.T) {
	r := newReport(t, 2025)
	for a, raw := range map[string]string{
		"meta.bogus": "x", "meta.facts.bogus": "yes", "meta.layout.bogus": "2021", "meta.edition": "1999", "meta.layout.requests": "1999",
		"meta.facts.no_licensing": "maybe",
	} {
		if _, err := r.Set(formAddress(a), raw); err == nil {
			t.Errorf("%s took %q", a, raw)
		}
	}
	for a, raw := range map[string]string{"meta.edition": "2019", "meta.layout.requests": "2019", "meta.facts.no_licensing": "yes", "meta.preamble": "引言"} {
		if _, err := r.Set(formAddress(a), raw); err != nil {
			t.Errorf("%s: %v", a, err)
		}
	}
}

func formAddress(s string) form.Address { return form.Address(s) }
