package app_test

import (
	"slices"
	"strings"
	"testing"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/app/report"
	"nianbao/app/signoff"
)

func TestWhatIsAvailableFollowsTheSignOff(t *testing.T) {
	w := apptest.NewWorkstation(t)
	officer, head, leader := w.CreateRoster()
	id := w.Example()
	expect := func(when, person string, want ...signoff.Kind) {
		t.Helper()
		if got := w.As(person, id).Available(); !slices.Equal(got, want) {
			t.Errorf("%s: %v, not %v", when, got, want)
		}
	}
	expect("a draft", officer, signoff.Submit)
	w.Sign(officer, id, signoff.Submit, "")
	expect("at the first level", officer, signoff.Approve, signoff.Return, signoff.Withdraw)
	expect("not the head's turn", head)
	w.Sign(officer, id, signoff.Approve, "")
	expect("at the second level", head, signoff.Approve, signoff.Return)
	expect("acted on by the submitter alone", officer, signoff.Withdraw)
	w.Sign(head, id, signoff.Approve, "")
	expect("acted on since", officer)
	w.Sign(leader, id, signoff.Approve, "")
	expect("approved", officer, signoff.Reopen)
	expect("nobody in particular", "")
}

// A later signer who submits a draft cannot sign their level any more: that is
// said before, to them alone, and not where it is too late.
func TestSubmittingCostsALaterSignerTheirLevel(t *testing.T) {
	w := apptest.NewWorkstation(t)
	officer, head, leader := w.CreateRoster()
	id := w.Example()
	for person, level := range map[string]string{officer: "", head: "承办部门负责人审核", leader: "单位行政负责人审批", "": ""} {
		got := w.As(person, id).LossOfEligibility()
		if (got == "") != (level == "") || !strings.Contains(got, level) {
			t.Errorf("%q: %q", level, got)
		}
	}
	w.Sign(head, id, signoff.Submit, "")
	w.Sign(head, id, signoff.Withdraw, "")
	if got := w.As(head, id).LossOfEligibility(); got != "" {
		t.Errorf("warned too late: %s", got)
	}
	w.Sign(officer, id, signoff.Submit, "")
	if got := w.As(leader, id).LossOfEligibility(); got != "" {
		t.Errorf("warned in review: %s", got)
	}
}

func TestAnEditNamesTheSignaturesItVoids(t *testing.T) {
	w := apptest.NewWorkstation(t)
	officer, head, _ := w.CreateRoster()
	id := w.Example()
	w.Sign(officer, id, signoff.Submit, "")
	w.Sign(officer, id, signoff.Approve, "")
	w.Sign(head, id, signoff.Return, "见意见")
	s := w.As(officer, id)
	if got := s.VoidedSignatures(); got != "" {
		t.Errorf("voided by nothing: %s", got)
	}
	w.Must(s.Set(ctx, figure, "12"))
	if got := s.VoidedSignatures(); !strings.Contains(got, "张三（承办人员初审）") {
		t.Errorf("voided: %q", got)
	}
}

// Single places of the other side become one edit of ours, and the file is not
// offered again.
func TestPlacesOfTheOtherSideAreTakenOver(t *testing.T) {
	one, two := apptest.NewWorkstation(t), apptest.NewWorkstation(t)
	id := one.Example()
	at := take(two, handOver(one, id))
	one.Must(one.Set("", id, "overview.lead", "本机的"))
	two.Must(two.Set("", at, figure, "13"))
	two.Must(two.Set("", at, "overview.lead", "对方的"))
	raw := handOver(two, at)
	a, err := one.OpenPackage(ctx, raw)
	one.Must(err)
	s := one.As("", id)
	places := slices.DeleteFunc(report.Differences(s.Report(), a.Report), func(d report.Difference) bool { return d.Address != figure })
	one.Must(one.AcceptPlaces(ctx, s, a, "选用对方的内容", places))
	if got := one.As("", id).Report(); got.Raw(figure) != "13" || got.Text("overview.lead") != "本机的" {
		t.Errorf("taken over: %s, %s", got.Raw(figure), got.Text("overview.lead"))
	}
	if err := one.AcceptPlaces(ctx, s, a, "再一次", places); app.CodeOf(err) != app.Conflict {
		t.Errorf("taken over twice: %v", err)
	}
	one.Must(s.Undo(ctx))
	if got := s.Report().Raw(figure); got == "13" {
		t.Error("one step back leaves what was taken over")
	}
	expectDeclined(t, one, raw)
}

func TestWhoKeepsOursIsNotAskedAgain(t *testing.T) {
	one, two := apptest.NewWorkstation(t), apptest.NewWorkstation(t)
	id := one.Example()
	at := take(two, handOver(one, id))
	one.Must(one.Set("", id, figure, "12"))
	two.Must(two.Set("", at, figure, "13"))
	raw := handOver(two, at)
	a, err := one.OpenPackage(ctx, raw)
	one.Must(err)
	if a.Superseded() {
		t.Error("a history of its own is not superseded")
	}
	_, err = one.Accept(ctx, a, app.KeepOurs)
	one.Must(err)
	expectDeclined(t, one, raw)
}

func expectDeclined(t *testing.T, w *apptest.Workstation, raw []byte) {
	t.Helper()
	dir := t.TempDir()
	put(t, dir, "分开改", raw)
	folder := &app.ExchangeFolder{Service: w.Service, Dir: dir}
	if files, err := folder.Scan(ctx, true); err != nil || len(files) != 0 {
		t.Errorf("listed again: %v %v", names(files), err)
	}
}

func TestAnOlderFileIsSuperseded(t *testing.T) {
	w := apptest.NewWorkstation(t)
	id := w.Example()
	raw := handOver(w, id)
	w.Must(w.Set("", id, figure, "12"))
	a, err := w.OpenPackage(ctx, raw)
	w.Must(err)
	if _, err := w.Accept(ctx, a, app.Undecided); !a.Superseded() || app.CodeOf(err) != app.Older {
		t.Errorf("an older file: %v, %v", a.Superseded(), err)
	}
}
