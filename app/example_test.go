package app_test

import (
	"slices"
	"strings"
	"testing"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/app/check"
	"nianbao/app/exchange"
	"nianbao/app/report"
	"nianbao/app/signoff"
	"nianbao/assets"
)

// exampleOn opens the example at a workstation.
func exampleOn(t *testing.T, w *apptest.Workstation) *app.Session {
	t.Helper()
	id, err := w.Service.Example(ctx, assets.Example)
	w.Must(err)
	s, err := w.Open(ctx, id)
	w.Must(err)
	return s
}

// Everything can be tried on the example, but it is no report.
func TestTheExampleIsPlayedWithAndNeverSigned(t *testing.T) {
	w := apptest.NewWorkstation(t)
	officer, _, _ := w.CreateRoster()
	s := exampleOn(t, w)
	if !s.IsExample() || s.StateName() != "示例" || s.Watermark() != "示例" || len(s.Problems()) > 0 {
		t.Fatalf("it is %s, printed %q: %v", s.StateName(), s.Watermark(), s.Problems())
	}
	was := s.Report().Raw(figure)
	w.Must(s.Set(ctx, figure, "77"))
	w.Must(s.Undo(ctx))
	w.Must(s.Redo(ctx))
	if s = w.As(officer, s.ID()); s.Report().Raw(figure) != "77" || was == "77" || !s.IsExample() {
		t.Errorf("opened again it holds %q", s.Report().Raw(figure))
	}
	for _, kind := range []signoff.Kind{signoff.Submit, signoff.Approve, signoff.Return, signoff.Withdraw, signoff.Reopen} {
		if may := s.May(kind); may.OK || !strings.Contains(may.Reason, "这是示例") {
			t.Errorf("%s: %+v", kind, may)
		}
	}
	if kinds := s.Available(); len(kinds) > 0 {
		t.Errorf("on offer: %v", kinds)
	}
	key, err := w.Unlock(ctx, officer, apptest.Password)
	w.Must(err)
	_, proposing := s.Propose(signoff.Submit, "")
	_, passing := w.HandOver(ctx, s)
	for what, err := range map[string]error{
		"propose": proposing, "hand over": passing, "sign": s.Sign(ctx, &signoff.Transition{Kind: signoff.Submit}, key),
		"sheet": w.ExportSignOffForm(ctx, s.SignOffForm(), t.TempDir()+"/审签单.pdf"),
	} {
		if app.CodeOf(err) != app.Forbidden || !strings.Contains(app.Sentence(err), "这是示例") {
			t.Errorf("%s: %v", what, err)
		}
	}
	if p := s.PrintJob(); p.Watermark != "示例" || p.Footer != "" || !strings.Contains(s.PaperName(".pdf"), "（示例 ") {
		t.Errorf("printed: %q %q, %s", p.Watermark, p.Footer, s.PaperName(".pdf"))
	}
}

// The example stands in no report's way and leaves no trace in one.
func TestTheExampleIsNoReportOfItsUnit(t *testing.T) {
	w := apptest.NewWorkstation(t)
	s := exampleOn(t, w)
	unit, year := s.Report().Unit(), s.Report().Year()
	w.Must(s.Set(ctx, report.ContactPhone, "0512-65220000"))
	if last, err := w.LastYear(ctx, unit, year+1); last != nil || err != nil {
		t.Errorf("it is the year before: %+v, %v", last, err)
	}
	id, carried, err := w.CreateFromLastYear(ctx, app.NewReport{Unit: unit, Year: year + 1})
	w.Must(err)
	if carried.Year != 0 || w.As("", id).Report().Raw(report.ContactPhone) != "" {
		t.Errorf("carried %+v, telephone %q", carried, w.As("", id).Report().Raw(report.ContactPhone))
	}
	id, err = w.Create(ctx, app.NewReport{Unit: unit, Year: year})
	w.Must(err)
	if w.As("", id).IsExample() {
		t.Error("a report of the same unit and year is an example")
	}
}

// A package of a real report of the same unit and year is taken in beside it.
func TestTheExampleBlocksNoPackage(t *testing.T) {
	from, to := apptest.NewWorkstation(t), apptest.NewWorkstation(t)
	officer, _, _ := from.CreateRoster()
	raw, err := from.HandOver(ctx, from.As(officer, from.Example()))
	from.Must(err)
	practice := exampleOn(t, to)
	a, err := to.OpenPackage(ctx, raw)
	to.Must(err)
	id, err := to.Accept(ctx, a, exchange.Undecided)
	to.Must(err)
	s := to.As("", id)
	if id == practice.ID() || s.IsExample() || s.Report().Unit() != practice.Report().Unit() || s.Report().Year() != practice.Report().Year() {
		t.Errorf("it became draft %d, example %v", id, s.IsExample())
	}
}

// A file that holds what could not be stored brings the example back as one.
func TestACopyOfTheExampleIsOne(t *testing.T) {
	w := apptest.NewWorkstation(t)
	s := exampleOn(t, w)
	raw, err := w.CopyOf(ctx, s)
	w.Must(err)
	other := apptest.NewWorkstation(t)
	a, err := other.OpenPackage(ctx, raw)
	other.Must(err)
	id, err := other.Accept(ctx, a, exchange.Undecided)
	other.Must(err)
	if got := other.As("", id); !got.IsExample() || len(got.Problems()) > 0 {
		t.Errorf("it is %s: %v", got.StateName(), got.Problems())
	}
}

func TestADeletedExampleIsOpenedAfresh(t *testing.T) {
	w := apptest.NewWorkstation(t)
	s := exampleOn(t, w)
	w.Must(s.Set(ctx, figure, "77"))
	if again := exampleOn(t, w); again.ID() != s.ID() || again.Report().Raw(figure) != "77" {
		t.Errorf("opened once more it is draft %d, not %d", again.ID(), s.ID())
	}
	w.Must(w.Trash.Delete(ctx, s.ID(), w.Now()))
	if fresh := exampleOn(t, w); fresh.ID() == s.ID() || fresh.Report().Raw(figure) == "77" {
		t.Errorf("after it was deleted it is draft %d and holds %q", fresh.ID(), fresh.Report().Raw(figure))
	}
}

// A draft of another kind in the place of the example, or the other way round, is
// found as any other change from outside is.
func TestTheRecordTellsWhetherItIsTheExample(t *testing.T) {
	w := apptest.NewWorkstation(t)
	id := w.Example()
	w.Memory.Drafts[id].Summary.Example = true
	if s := w.As("", id); len(s.Problems()) == 0 {
		t.Error("a report that was called the example verifies")
	}
}

// What is open is counted of drafts of which nobody knew, and no other.
func TestWhatIsOpenIsCountedWhereItIsNotKnown(t *testing.T) {
	w := apptest.NewWorkstation(t)
	w.Example()
	id, err := w.Create(ctx, app.NewReport{Unit: "甲局", Year: 2025})
	w.Must(err)
	s := w.As("", id)
	all, err := w.Drafts.List(ctx)
	w.Must(err)
	i := slices.IndexFunc(all, func(sum app.Summary) bool { return sum.ID == id })
	want := all[i].Left
	if !want.Counted || want.Unfilled == 0 || want.Unfilled != s.Lists().Open(check.Unfilled) || want.Wrong != s.Lists().Open(check.Wrong) || want.Asked != s.Lists().Open(check.Asked) {
		t.Fatalf("a new one has %+v", want)
	}
	for _, d := range w.Memory.Drafts {
		d.Summary.Left = check.Left{Counted: d.Summary.ID != id, Wrong: 4}
	}
	all, err = w.Drafts.List(ctx)
	w.Must(err)
	counted, err := w.CountLeft(ctx, all)
	w.Must(err)
	if len(counted) != 1 || counted[id] != want || w.Memory.Drafts[id].Summary.Left != want {
		t.Errorf("counted %+v, want %+v; stored %+v", counted, want, w.Memory.Drafts[id].Summary.Left)
	}
}

func TestWhatIsOpenIsSaidByTheNamesOfTheLists(t *testing.T) {
	for left, want := range map[check.Left]string{
		{}: "", {Counted: true}: "", {Counted: true, Unfilled: 3, Wrong: 1, Asked: 2}: "还没填 3 · 要改正 1 · 要说明 2", {Counted: true, Asked: 1}: "要说明 1",
	} {
		if got := left.String(); got != want {
			t.Errorf("%+v is %q, want %q", left, got, want)
		}
	}
}
