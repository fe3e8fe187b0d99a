package app_test

import (
	"fmt"
	"strings"
	"testing"

	"nianbao/app"
	"nianbao/app/form"
	"nianbao/app/report"
)

// withTexts is a session of a report with something to look for in every kind of place.
func withTexts(t *testing.T) *app.Session {
	t.Helper()
	s := open(t, &shelf{draft: app.Draft{Values: map[form.Address]string{report.UnitName: "甲县教育局", report.Year: "2025"}}})
	for _, in := range [][2]string{
		{string(report.SignedOn), "2026-01-20"},
		{string(report.Preamble), "甲县教育局２０２５年报告，电话 010-2025。"},
		{"overview.lead", "甲县教育局Ａbc，收到58件，58件。"},
		{"requests.received.natural_person", "58"},
		{"requests.received.business", "1286"},
		{"requests.carried_in.natural_person", "158"},
		{"problems.lead", "5858"},
	} {
		set(t, s, form.Address(in[0]), in[1])
	}
	return s
}

func found(hits []app.Hit) string {
	var out []string
	for _, h := range hits {
		fixed := ""
		if h.Fixed != "" {
			fixed = "!"
		}
		out = append(out, fmt.Sprintf("%s@%d+%d%s", h.Address, h.At, h.Len, fixed))
	}
	return strings.Join(out, " ")
}

func TestFindGoesThroughTextsAndTables(t *testing.T) {
	s := withTexts(t)
	for _, tt := range []struct{ what, want string }{
		{"", ""},
		{"没有", ""},
		{"甲县", "meta.unit@0+2 meta.preamble@0+2 overview.lead@0+2"},
		{"２025", "meta.year@0+4! meta.preamble@5+4 meta.preamble@20+4"},
		{"2026", "meta.signed_on@0+4!"},
		{"aBC", "overview.lead@5+3"},
		{"58", "overview.lead@11+2 overview.lead@15+2 requests.received.natural_person@0+2 requests.carried_in.natural_person@1+2! requests.carried_in.total@1+2! problems.lead@0+2 problems.lead@2+2"},
		{"1,286", "requests.received.business@0+4"},
		{"１３４４", "requests.received.total@0+4!"},
	} {
		if got := found(s.Find(tt.what)); got != tt.want {
			t.Errorf("%q: %s, want %s", tt.what, got, tt.want)
		}
	}
}

func TestReplaceAllIsOneStepBack(t *testing.T) {
	s := withTexts(t)
	before := s.NextUndo()
	done, err := s.ReplaceAll(t.Context(), "５８", "60")
	if err != nil || done != (app.Replaced{Count: 5, Fixed: 2}) {
		t.Fatalf("%+v, %v", done, err)
	}
	for a, want := range map[form.Address]string{
		"overview.lead": "甲县教育局Ａbc，收到60件，60件。", "problems.lead": "6060",
		"requests.received.natural_person": "60", "requests.carried_in.natural_person": "158", "requests.received.total": "1346",
	} {
		if got := s.Report().Raw(a); got != want && s.Report().Figure(a).String() != want {
			t.Errorf("%s holds %q, want %q", a, got, want)
		}
	}
	if err := s.Undo(t.Context()); err != nil || s.NextUndo() != before || len(s.Find("60")) != 0 || len(s.Find("58")) != 7 {
		t.Errorf("one step back: %v, %s", err, found(s.Find("58")))
	}
}

// What a place cannot hold leaves that place alone, and is said.
func TestReplaceLeavesWhatCannotHoldIt(t *testing.T) {
	s := withTexts(t)
	done, err := s.ReplaceAll(t.Context(), "58", "五十八")
	if err != nil || done.Count != 4 || done.Fixed != 2 || done.Left != 1 || done.Refused == nil {
		t.Errorf("%+v, %v", done, err)
	}
	if got := s.Report().Figure("requests.received.natural_person").String(); got != "58" {
		t.Errorf("the cell holds %q", got)
	}
}

func TestReplaceOne(t *testing.T) {
	s := withTexts(t)
	hits := s.Find("58")
	if err := s.Replace(t.Context(), "58", hits[1], "7"); err != nil || s.Report().Text("overview.lead") != "甲县教育局Ａbc，收到58件，7件。" {
		t.Errorf("%v: %s", err, s.Report().Text("overview.lead"))
	}
	if err := s.Replace(t.Context(), "58", hits[1], "7"); err == nil {
		t.Error("a hit that has gone was replaced")
	}
	if err := s.Replace(t.Context(), "58", hits[3], "7"); app.CodeOf(err) != app.Invalid || s.Report().Figure(hits[3].Address).String() != "158" {
		t.Errorf("a part of a figure was replaced: %v", err)
	}
	if err := s.Replace(t.Context(), "甲", s.Find("甲")[0], "乙"); err != nil || s.Report().Unit() != "乙县教育局" {
		t.Errorf("%v: %s", err, s.Report().Unit())
	}
}

func TestFindingGoesOnFromAPlace(t *testing.T) {
	s := withTexts(t)
	hits := s.Find("58")
	for _, tt := range []struct {
		a    form.Address
		at   int
		want int
	}{
		{report.UnitName, 0, 0}, {"overview.lead", 11, 0}, {"overview.lead", 12, 1}, {"overview.lead", 16, 2},
		{"requests.received.other", 0, 3}, {"problems.lead", 3, 0}, {"others.matters", 0, 0},
	} {
		if got := s.HitAfter(hits, tt.a, tt.at); got != tt.want {
			t.Errorf("behind %s, %d: hit %d, want %d", tt.a, tt.at, got, tt.want)
		}
	}
	if s.HitAfter(nil, "overview.lead", 0) != -1 {
		t.Error("a hit among none")
	}
}
