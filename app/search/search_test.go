package search_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"nianbao/app/form"
	"nianbao/app/report"
	"nianbao/app/search"
	"nianbao/assets"
)

// withTexts is a report with something to look for in every kind of place.
func withTexts(t *testing.T) *report.Report {
	t.Helper()
	catalog, err := form.Load(assets.Forms, "forms")
	if err != nil {
		t.Fatal(err)
	}
	r := report.New(catalog, "甲县教育局", 2025)
	for _, in := range [][2]string{
		{string(report.SignedOn), "2026-01-20"},
		{string(report.Preamble), "甲县教育局２０２５年报告，电话 010-2025。"},
		{"overview.lead", "甲县教育局Ａbc，收到58件，58件。"},
		{"requests.received.natural_person", "58"},
		{"requests.received.business", "1286"},
		{"requests.carried_in.natural_person", "158"},
		{"problems.lead", "5858"},
	} {
		c, err := r.Set(form.Address(in[0]), in[1])
		if err != nil {
			t.Fatal(err)
		}
		apply(t, r, report.Edit{Changes: []report.Change{c}})
	}
	return r
}

func apply(t *testing.T, r *report.Report, e report.Edit) {
	t.Helper()
	if err := r.Apply(e); err != nil {
		t.Fatal(err)
	}
}

func found(hits []search.Hit) string {
	var out []string
	for _, h := range hits {
		fixed := ""
		if h.Fixed != nil {
			fixed = "!"
		}
		out = append(out, fmt.Sprintf("%s@%d+%d%s", h.Address, h.At, h.Len, fixed))
	}
	return strings.Join(out, " ")
}

func TestFindGoesThroughTextsAndTables(t *testing.T) {
	r := withTexts(t)
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
		if got := found(search.Find(r, tt.what)); got != tt.want {
			t.Errorf("%q: %s, want %s", tt.what, got, tt.want)
		}
	}
}

func TestReplaceAllIsOneEdit(t *testing.T) {
	r := withTexts(t)
	edit, done := search.ReplaceAll(r, "５８", "60")
	if done != (search.Replaced{Count: 5, Fixed: 2}) || len(edit.Changes) != 3 {
		t.Fatalf("%+v, %d changes", done, len(edit.Changes))
	}
	apply(t, r, edit)
	for a, want := range map[form.Address]string{
		"overview.lead": "甲县教育局Ａbc，收到60件，60件。", "problems.lead": "6060",
		"requests.received.natural_person": "60", "requests.carried_in.natural_person": "158", "requests.received.total": "1346",
	} {
		if got := r.Raw(a); got != want && r.Figure(a).String() != want {
			t.Errorf("%s holds %q, want %q", a, got, want)
		}
	}
	apply(t, r, edit.Inverse())
	if len(search.Find(r, "60")) != 0 || len(search.Find(r, "58")) != 7 {
		t.Errorf("one step back: %s", found(search.Find(r, "58")))
	}
}

// Another name makes another report: it is not replaced with all the rest.
func TestReplaceAllLeavesTheUnit(t *testing.T) {
	r := withTexts(t)
	edit, done := search.ReplaceAll(r, "甲", "乙")
	if apply(t, r, edit); done != (search.Replaced{Count: 2, Fixed: 1}) || r.Unit() != "甲县教育局" || !strings.HasPrefix(r.Text("overview.lead"), "乙县教育局") {
		t.Errorf("%+v, the unit %q, the text %q", done, r.Unit(), r.Text("overview.lead"))
	}
}

// What a place cannot hold leaves that place alone, and is said.
func TestReplaceLeavesWhatCannotHoldIt(t *testing.T) {
	r := withTexts(t)
	edit, done := search.ReplaceAll(r, "58", "五十八")
	if done.Count != 4 || done.Fixed != 2 || done.Left != 1 || !errors.Is(done.Refused, report.ErrNotANumber) {
		t.Errorf("%+v", done)
	}
	apply(t, r, edit)
	if got := r.Figure("requests.received.natural_person").String(); got != "58" {
		t.Errorf("the cell holds %q", got)
	}
}

func TestReplaceOne(t *testing.T) {
	r := withTexts(t)
	hits := search.Find(r, "58")
	edit, err := search.Replace(r, "58", hits[1], "7")
	if err != nil {
		t.Fatal(err)
	}
	if apply(t, r, edit); r.Text("overview.lead") != "甲县教育局Ａbc，收到58件，7件。" {
		t.Error(r.Text("overview.lead"))
	}
	if _, err := search.Replace(r, "58", hits[1], "7"); err == nil {
		t.Error("a hit that has gone was replaced")
	}
	if _, err := search.Replace(r, "58", hits[3], "7"); err == nil {
		t.Error("a part of a figure was replaced")
	}
	if edit, err = search.Replace(r, "甲", search.Find(r, "甲")[0], "乙"); err != nil {
		t.Fatal(err)
	}
	if apply(t, r, edit); r.Unit() != "乙县教育局" {
		t.Error(r.Unit())
	}
}

func TestFindingGoesOnFromAPlace(t *testing.T) {
	r := withTexts(t)
	hits := search.Find(r, "58")
	for _, tt := range []struct {
		a    form.Address
		at   int
		want int
	}{
		{report.UnitName, 0, 0},
		{"overview.lead", 11, 0},
		{"overview.lead", 12, 1},
		{"overview.lead", 16, 2},
		{"requests.received.other", 0, 3},
		{"problems.lead", 3, 0},
		{"others.matters", 0, 0},
	} {
		if got := search.After(r, hits, tt.a, tt.at); got != tt.want {
			t.Errorf("behind %s, %d: hit %d, want %d", tt.a, tt.at, got, tt.want)
		}
	}
	if search.After(r, nil, "overview.lead", 0) != -1 {
		t.Error("a hit among none")
	}
}
