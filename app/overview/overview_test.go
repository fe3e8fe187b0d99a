package overview_test

import (
	"testing"

	"nianbao/app/form"
	"nianbao/app/overview"
	"nianbao/app/report"
	"nianbao/assets"
)

func newReport(t *testing.T, year int, values map[form.Address]string) *report.Report {
	t.Helper()
	c, err := form.Load(assets.Forms, "forms")
	if err != nil {
		t.Fatal(err)
	}
	r := report.New(c, "示例县自然资源局", year)
	for a, v := range values {
		change, err := r.Set(a, v)
		if err == nil {
			err = r.Apply(report.Edit{Changes: []report.Change{change}})
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return r
}

// figure finds a key figure by its name.
func figure(t *testing.T, all []overview.Figure, name string) overview.Figure {
	t.Helper()
	for _, f := range all {
		if f.Name == name {
			return f
		}
	}
	t.Fatalf("no figure %s", name)
	return overview.Figure{}
}

func TestTheFiveKeyFigures(t *testing.T) {
	now := newReport(t, 2025, map[form.Address]string{
		"requests.received.natural_person": "18", "requests.received.business": "2", "requests.granted.other": "15", "requests.carried_out.natural_person": "5",
		"disputes.reconsideration.upheld": "1", "disputes.direct_suit.upheld": "2", "disputes.suit_after_reconsideration.pending": "3",
	})
	before := newReport(t, 2024, map[form.Address]string{"requests.received.law_firm": "16"})
	want := map[string]string{"新收": "20", "办结": "15", "结转": "5", "复议": "1", "诉讼": "5"}
	all := overview.Figures(now, nil)
	if len(all) != len(want) {
		t.Fatalf("%d key figures", len(all))
	}
	for name, value := range want {
		f := figure(t, all, name)
		if f.Now.String() != value || !f.Before.Blank() {
			t.Errorf("%s is %s, before %s", name, f.Now, f.Before)
		}
		if _, _, known := f.Change(); known {
			t.Errorf("%s is compared with nothing", name)
		}
	}
	f := figure(t, overview.Figures(now, before), "新收")
	if diff, percent, known := f.Change(); !known || diff.String() != "4" || percent != 25 {
		t.Errorf("from %s to %s: %s, %d%%", f.Before, f.Now, diff, percent)
	}
	if f := figure(t, overview.Figures(now, before), "办结"); !f.Before.Blank() {
		t.Errorf("a blank of last year counts as %s", f.Before)
	}
}

// A key figure of several cells says nothing while one of them is blank.
func TestAKeyFigureWaitsForItsCells(t *testing.T) {
	r := newReport(t, 2025, map[form.Address]string{"disputes.direct_suit.upheld": "2"})
	if f := figure(t, overview.Figures(r, nil), "诉讼"); !f.Now.Blank() {
		t.Errorf("it is %s", f.Now)
	}
}

func TestTheEditionBeforeHasTheSameKeyFigures(t *testing.T) {
	now := newReport(t, 2021, map[form.Address]string{"requests.received.natural_person": "18"})
	before := newReport(t, 2020, map[form.Address]string{"requests.received.natural_person": "9"})
	if now.Form().Edition == before.Form().Edition {
		t.Fatal("one edition")
	}
	if f := figure(t, overview.Figures(now, before), "新收"); f.Before.String() != "9" {
		t.Errorf("before %s", f.Before)
	}
	overview.Jumps(now, before)
	overview.Breaks(now, before)
}

func TestJumps(t *testing.T) {
	const cell form.Address = "requests.granted.natural_person"
	for _, c := range []struct {
		before, now string
		jump        bool
	}{
		{"10", "20", true},
		{"20", "10", true},
		{"0", "10", true},
		{"10", "0", true},
		{"9", "18", false},    // not so many more
		{"100", "199", false}, // not twice as many
		{"", "50", false},
		{"50", "", false},
	} {
		got := overview.Jumps(newReport(t, 2025, map[form.Address]string{cell: c.now}), newReport(t, 2024, map[form.Address]string{cell: c.before}))
		if (len(got) == 1) != c.jump {
			t.Errorf("from %q to %q: %v", c.before, c.now, got)
		}
	}
	now := newReport(t, 2025, map[form.Address]string{cell: "30", "disclosed.fees.amount": "100.5"})
	before := newReport(t, 2024, map[form.Address]string{cell: "10", "disclosed.fees.amount": "40"})
	if got := overview.Jumps(now, before); len(got) != 2 || got[0].Address != "disclosed.fees.amount" {
		t.Errorf("the largest does not come first: %v", got)
	}
}

func TestWhatIsCarriedOverMustGoOn(t *testing.T) {
	before := newReport(t, 2024, map[form.Address]string{"requests.carried_out.natural_person": "5", "requests.carried_out.business": "0"})
	now := newReport(t, 2025, map[form.Address]string{"requests.carried_in.natural_person": "3", "requests.carried_in.business": "0", "requests.carried_in.other": "1"})
	got := overview.Breaks(now, before)
	if len(got) != 1 || got[0].Name != "自然人" || got[0].Left.String() != "5" || got[0].Taken.String() != "3" {
		t.Errorf("got %+v", got)
	}
	now = newReport(t, 2025, map[form.Address]string{"requests.carried_in.other": "1"})
	if got := overview.Breaks(now, before); len(got) != 1 || got[0].Name != "总计" || got[0].Taken.String() != "1" {
		t.Errorf("of the total alone: %+v", got)
	}
}
