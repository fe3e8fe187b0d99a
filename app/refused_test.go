package app_test

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/app/check"
	"nianbao/app/form"
	"nianbao/app/journal"
	"nianbao/app/report"
	"nianbao/app/signoff"
)

// visible is all that a screen can see of a session.
type visible struct {
	Held       map[form.Address]string
	Figures    map[form.Address]string // computed ones among them
	Edition    string
	Lengths    map[form.Address]int
	Blanks     map[string]int
	Findings   []check.Finding
	Undo, Redo int64
	Entries    []journal.Entry
	State      signoff.State
	Saved      app.SaveState
	Orphaned   []form.Address
	Problems   []string
	Results    []signoff.Result
	Mark       string
}

func look(s *app.Session) visible {
	r := s.Report()
	v := visible{
		Held: r.All(), Figures: map[form.Address]string{}, Edition: r.Form().Edition, Lengths: map[form.Address]int{}, Blanks: map[string]int{},
		Findings: slices.Clone(s.Findings()), Undo: s.NextUndo(), Redo: s.NextRedo(), Entries: slices.Clone(s.Entries()),
		State: *s.State(), Saved: s.Saved(), Orphaned: s.Orphaned(), Problems: s.Problems(), Results: s.SignatureResults(), Mark: s.Watermark(),
	}
	v.State.Drafters, v.State.Signed = maps.Clone(v.State.Drafters), slices.Clone(v.State.Signed)
	for _, sec := range r.Form().Sections {
		for _, f := range sec.Fields {
			v.Lengths[f.Address] = r.Length(f.Address)
		}
		if sec.Table == nil {
			continue
		}
		v.Blanks[sec.Table.ID] = r.Blanks(sec.Table)
		for _, c := range sec.Table.ValueCells() {
			v.Figures[c.Address] = r.Figure(c.Address).String()
		}
	}
	return v
}

func expectSame(t *rapid.T, what string, before, after visible) {
	t.Helper()
	b, a := reflect.ValueOf(before), reflect.ValueOf(after)
	for i := range b.NumField() {
		if x, y := b.Field(i).Interface(), a.Field(i).Interface(); !reflect.DeepEqual(x, y) {
			t.Fatalf("%s was refused, and yet %s is another:\n%+v\n%+v", what, b.Type().Field(i).Name, x, y)
		}
	}
}

// Whatever is tried, what a store will never take leaves no trace, and what it
// cannot take now waits.
func TestARefusedEditLeavesNoTrace(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := apptest.NewWorkstation(t)
		_, head, _ := w.CreateRoster()
		s := w.As(head, w.Small()) // who becomes a drafter by the first edit that stands
		told := 0
		s.Watch(func(app.Event) { told++ })
		for range rapid.IntRange(4, 25).Draw(rt, "steps") {
			refused := rapid.SampledFrom([]app.Code{"", "", "", app.Exists, app.Forbidden, app.Full}).Draw(rt, "store")
			w.Memory.Fail = nil
			if refused != "" {
				w.Memory.Fail = &app.Error{Code: refused, ID: 9}
			}
			before, heard := look(s), told
			what, err := tryEdit(rt, s)
			var refusal *report.Refusal
			switch code := app.CodeOf(err); {
			case err == nil:
			case code == app.Exists || code == app.Forbidden || errors.As(err, &refusal):
				expectSame(rt, what, before, look(s))
				if told != heard {
					rt.Fatalf("%s was refused, and yet the watchers were told", what)
				}
			case code != app.Full:
				rt.Fatalf("%s: %v", what, err)
			}
		}
		w.Memory.Fail = nil
		if err := s.Save(ctx); err != nil {
			rt.Fatal(err)
		}
		again := w.As(head, s.ID())
		if problems := again.Problems(); len(problems) > 0 {
			rt.Fatalf("the record does not hold: %v", problems)
		}
		expect, got := look(s), look(again)
		if !maps.Equal(expect.Held, got.Held) || expect.Undo != got.Undo || expect.Redo != got.Redo || !maps.Equal(expect.Figures, got.Figures) {
			rt.Fatalf("what is stored is not what was shown:\n%+v\n%+v", expect, got)
		}
	})
}

// tryEdit makes some change, and says which.
func tryEdit(rt *rapid.T, s *app.Session) (string, error) {
	number := func() string { return fmt.Sprint(rapid.IntRange(0, 40).Draw(rt, "number")) }
	switch what := rapid.SampledFrom([]string{
		"figure", "figure", "text", "typing", "unit", "year", "edition", "preamble", "fact", "explain", "undo", "undo", "redo", "redo",
	}).Draw(rt, "edit"); what {
	case "figure":
		at := rapid.SampledFrom([]form.Address{"requests.received.business", "requests.received.natural_person", "disclosed.fees.amount"}).Draw(rt, "at")
		return what, s.Set(ctx, at, number())
	case "text":
		return what, s.Set(ctx, "overview.lead", "第"+number()+"稿")
	case "typing":
		return what, s.Set(ctx, "overview.lead", s.Report().Text("overview.lead")+"字")
	case "unit":
		return what, s.Set(ctx, report.UnitName, "第"+number()+"局")
	case "year":
		return what, s.Set(ctx, report.Year, rapid.SampledFrom([]string{"2020", "2024", "2025"}).Draw(rt, "year"))
	case "edition":
		return what, s.Set(ctx, report.Edition, rapid.SampledFrom([]string{"", s.Report().Catalog().Editions()[0].Edition}).Draw(rt, "edition"))
	case "preamble":
		return what, s.Set(ctx, report.Preamble, rapid.SampledFrom([]string{"", "另写的引言。", s.Report().DefaultPreamble()}).Draw(rt, "preamble"))
	case "fact":
		return what, s.Set(ctx, report.Fact("no_regulations"), rapid.SampledFrom([]string{"", "yes"}).Draw(rt, "fact"))
	case "explain":
		for _, f := range s.Findings() {
			if f.Severity == check.Explain {
				return what, s.Explain(ctx, f, "因为"+number())
			}
		}
		return what, nil
	case "undo":
		return what, s.Undo(ctx)
	default:
		return what, s.Redo(ctx)
	}
}

// What was undone can still be made again after an edit that was refused.
func TestRedoAfterARefusedEdit(t *testing.T) {
	store := &shelf{}
	s := open(t, store)
	set(t, s, "requests.received.business", "3")
	if err := s.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	store.fail = &app.Error{Code: app.Exists, ID: 9}
	if err := s.Set(t.Context(), report.UnitName, "乙局"); app.CodeOf(err) != app.Exists {
		t.Fatalf("error %v", err)
	}
	store.fail = nil
	if err := s.Redo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := s.Report().Figure("requests.received.business").String(); got != "3" {
		t.Errorf("made again: %q", got)
	}
}
