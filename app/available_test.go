package app_test

import (
	"slices"
	"strings"
	"testing"

	"nianbao/app/apptest"
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
