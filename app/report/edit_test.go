package report_test

import (
	"errors"
	"maps"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"nianbao/app/form"
	"nianbao/app/report"
	"nianbao/assets"
)

func newReport(t interface{ Fatal(...any) }, year int) *report.Report {
	c, err := form.Load(assets.Forms, "forms")
	if err != nil {
		t.Fatal(err)
	}
	return report.New(c, "示例县自然资源局", year)
}

// put types raw into a cell the way every door does.
func put(t *testing.T, r *report.Report, a form.Address, raw string) {
	t.Helper()
	c, err := r.Set(a, raw)
	if err != nil {
		t.Fatalf("set %s: %v", a, err)
	}
	if err := r.Apply(report.Edit{Changes: []report.Change{c}}); err != nil {
		t.Fatalf("apply %s: %v", a, err)
	}
}

func TestTotalsFollowTheirParts(t *testing.T) {
	r := newReport(t, 2025)
	put(t, r, "requests.granted.natural_person", "5")
	put(t, r, "requests.refused.state_secret.natural_person", "2")
	put(t, r, "requests.otherwise_closed.other.law_firm", "1")
	for a, want := range map[form.Address]string{
		"requests.granted.total":                "5",
		"requests.total.natural_person":         "7",
		"requests.total.law_firm":               "1",
		"requests.total.business":               "", // nothing entered: blank, not 0
		"requests.total.total":                  "8",
		"requests.received.total":               "",
		"disputes.reconsideration.total":        "",
		"requests.carried_out.total":            "",
		"requests.carried_out.law_firm":         "",
		"requests.partly_granted.total":         "",
		"requests.otherwise_closed.other.total": "1",
	} {
		if got := r.Figure(a).String(); got != want {
			t.Errorf("%s = %q, want %q", a, got, want)
		}
	}
	put(t, r, "requests.granted.natural_person", "")
	if got := r.Figure("requests.granted.total"); !got.Blank() {
		t.Errorf("total of nothing is %q", got)
	}
}

func TestComputedCellsRefuseTyping(t *testing.T) {
	r := newReport(t, 2025)
	for _, a := range []form.Address{"requests.total.natural_person", "requests.received.total", "disputes.direct_suit.total"} {
		if _, err := r.Set(a, "1"); !errors.Is(err, report.ErrComputed) {
			t.Errorf("%s: %v", a, err)
		}
		if err := r.Apply(report.Edit{Changes: []report.Change{{Address: a, New: "1"}}}); !errors.Is(err, report.ErrComputed) {
			t.Errorf("%s by an edit: %v", a, err)
		}
	}
	// carried_out is typed, never derived
	if _, err := r.Set("requests.carried_out.natural_person", "3"); err != nil {
		t.Error(err)
	}
}

func TestAnEditIsAllOrNothing(t *testing.T) {
	r := newReport(t, 2025)
	put(t, r, "requests.received.business", "4")
	before := r.All()
	err := r.Apply(report.Edit{Changes: []report.Change{
		{Address: "requests.received.business", Old: "4", New: "9"},
		{Address: "requests.received.research", Old: "7", New: "8"}, // not what stands there
	}})
	if !errors.Is(err, report.ErrStale) {
		t.Fatalf("error %v", err)
	}
	if !maps.Equal(before, r.All()) {
		t.Error("half of a refused edit was kept")
	}
	if got := r.Figure("requests.received.total").String(); got != "4" {
		t.Errorf("total %s", got)
	}
}

func TestAnotherEditionKeepsWhatWasEntered(t *testing.T) {
	r := newReport(t, 2025)
	put(t, r, "requests.otherwise_closed.other.natural_person", "6")
	put(t, r, "requests.granted.natural_person", "1")
	put(t, r, report.Edition, "2019")
	if r.Form().Edition != "2019" || r.Figure("requests.total.natural_person").String() != "1" {
		t.Fatalf("edition %s, total %s", r.Form().Edition, r.Figure("requests.total.natural_person"))
	}
	put(t, r, report.Edition, "")
	if got := r.Figure("requests.total.natural_person").String(); got != "7" {
		t.Errorf("after the way back the total is %s", got)
	}
}

func TestTotalsOfAnotherEditionAreNotEntered(t *testing.T) {
	r := newReport(t, 2020)
	put(t, r, "requests.otherwise_closed.natural_person", "3")
	put(t, r, report.Year, "2024")
	if s, there := r.All()["requests.otherwise_closed.total"]; there {
		t.Errorf("a computed total is held as %q", s)
	}
}

func TestTextIsCleaned(t *testing.T) {
	r := newReport(t, 2025)
	put(t, r, "overview.lead", "\ufeff甲\r\n乙\x00\x07丙\u200b丁\xff\u202e戊")
	if got := r.Text("overview.lead"); got != "甲\n乙丙丁\ufffd戊" {
		t.Errorf("%q", got)
	}
	if _, err := r.Set("overview.lead", strings.Repeat("字", report.MaxText+1)); !errors.Is(err, report.ErrLongText) {
		t.Errorf("too long a text: %v", err)
	}
	if _, err := r.Set("overview.lead", strings.Repeat("字", report.MaxText)); err != nil {
		t.Errorf("the longest text: %v", err)
	}
}

func TestMetaIsTidied(t *testing.T) {
	r := newReport(t, 2024)
	put(t, r, report.UnitName, "乙县\n\t财政局\v")
	if r.Unit() != "乙县财政局" {
		t.Errorf("a name of two lines: %q", r.Unit())
	}
	put(t, r, report.UnitName, " 甲局　")
	put(t, r, report.Year, "２０２５")
	put(t, r, report.SignedOn, "２０２６－０１－２０")
	if r.Title() != "甲局2025年政府信息公开工作年度报告" || r.Text(report.SignedOn) != "2026-01-20" {
		t.Errorf("%s, %s", r.Title(), r.Text(report.SignedOn))
	}
}

func TestMetaIsChecked(t *testing.T) {
	r := newReport(t, 2025)
	for a, raw := range map[form.Address]string{
		report.UnitName: "  ", report.Year: "二〇二五", report.SignedOn: "2026年1月", "overview.nothing": "x", "printed.requests.received.business": "1",
	} {
		if _, err := r.Set(a, raw); err == nil {
			t.Errorf("%s took %q", a, raw)
		}
	}
}

// Whatever is edited, the inverse brings everything back, and a report made of
// what All returns is the same report.
func TestEditsAreReversible(t *testing.T) {
	catalog := newReport(t, 2025).Catalog()
	var addresses []form.Address
	for _, f := range catalog.Editions() {
		for _, s := range f.Sections {
			for _, field := range s.Fields {
				addresses = append(addresses, field.Address)
			}
			if s.Table != nil {
				for _, c := range s.Table.ValueCells() {
					addresses = append(addresses, c.Address)
				}
			}
		}
	}
	addresses = append(addresses, report.Edition, report.Year, report.SignedOn, report.Preamble)
	rapid.Check(t, func(rt *rapid.T) {
		r := report.New(catalog, "甲局", 2025)
		var undo []report.Edit
		states := []map[form.Address]string{r.All()}
		for range rapid.IntRange(1, 30).Draw(rt, "edits") {
			a := rapid.SampledFrom(addresses).Draw(rt, "address")
			raw := rapid.OneOf(rapid.StringMatching(`[0-9]{0,4}`), rapid.StringMatching(`[甲乙丙，。\n]{0,8}`),
				rapid.SampledFrom([]string{"2019", "2020", "2021", "2026-01-02"})).Draw(rt, "raw")
			c, err := r.Set(a, raw)
			if err != nil {
				continue
			}
			e := report.Edit{Changes: []report.Change{c}}
			if err := r.Apply(e); err != nil {
				rt.Fatalf("apply %v: %v", c, err)
			}
			undo = append(undo, e)
			states = append(states, r.All())
			again, lost := report.Restore(catalog, r.All())
			if len(lost) > 0 || !maps.Equal(again.All(), r.All()) {
				rt.Fatalf("restored %v, lost %v", again.All(), lost)
			}
		}
		for i := len(undo) - 1; i >= 0; i-- {
			if err := r.Apply(undo[i].Inverse()); err != nil {
				rt.Fatalf("undo %v: %v", undo[i], err)
			}
			if !maps.Equal(r.All(), states[i]) {
				rt.Fatalf("undo gives %v, want %v", r.All(), states[i])
			}
			for _, a := range addresses {
				if got, want := r.Length(a), report.CountText(r.Text(a)); got != want {
					rt.Fatalf("%s has length %d, want %d", a, got, want)
				}
			}
		}
	})
}

func TestRestoreNamesWhatItCannotPlace(t *testing.T) {
	r := newReport(t, 2025)
	held := r.All()
	held["requests.granted.natural_person"] = "12"
	held["requests.someday.natural_person"] = "3"
	held["requests.granted.business"] = "many"
	got, lost := report.Restore(r.Catalog(), held)
	if len(lost) != 2 || got.Figure("requests.granted.natural_person").String() != "12" {
		t.Errorf("lost %v", lost)
	}
	// What cannot be read is the old content of the cell: an edit replaces all of it.
	c, err := got.Set("requests.granted.business", "7")
	if err != nil || c.Old != "many" {
		t.Fatalf("change %+v, %v", c, err)
	}
	put(t, got, "requests.granted.business", "7")
	if got.All()["requests.granted.business"] != "7" {
		t.Errorf("held %q", got.All()["requests.granted.business"])
	}
}

// A file or another program may claim an edit that no person could make: a
// computed cell refuses it whether or not it holds a figure.
func TestNoEditWritesAComputedCell(t *testing.T) {
	for _, held := range []string{"", "5"} {
		r := newReport(t, 2025)
		put(t, r, "requests.granted.natural_person", held)
		err := r.Apply(report.Edit{Changes: []report.Change{{Address: "requests.granted.total", Old: held, New: "9"}}})
		if !errors.Is(err, report.ErrComputed) || r.Figure("requests.granted.total").String() != held {
			t.Errorf("holding %q: %v, now %s", held, err, r.Figure("requests.granted.total"))
		}
	}
}

// The statute is of 2008.
func TestYearsOfTheStatuteAreTaken(t *testing.T) {
	r := newReport(t, 2025)
	for year, want := range map[string]bool{"2007": false, "2008": true, "2025": true, "2100": true, "2101": false, "02025": false, "202": false} {
		if _, err := r.Set(report.Year, year); (err == nil) != want {
			t.Errorf("%s: %v", year, err)
		}
	}
}

// As Word counts 字数, so that both show the same figure.
func TestCharactersAreCountedAsWordCountsThem(t *testing.T) {
	for text, want := range map[string]int{
		"":       0,
		"\u3000": 0,
		"　　全年 收到\n申请\t12件\r。": 9,
		"2025年，共1,286件。":      7,
		"１２件":                 3,
		"12 件":                2,
		"office 365":          2,
		"e-mail":              1,
		"年,共":                 3,
		"“政务公开”——是":           9,
		"（国办公开办函〔2021〕30号）": 13,
		"①②㎡℃": 4,
		"𠮷":    1,
	} {
		if got := report.CountText(text); got != want {
			t.Errorf("%q: %d, want %d", text, got, want)
		}
	}
}

func TestAWordEndsWithABlankOrAMark(t *testing.T) {
	for text, want := range map[string]bool{"": false, "公开": false, "公开，": true, "open ": true, "2025": false, "一\n": true, "好”": true} {
		if got := report.EndsWord(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}
