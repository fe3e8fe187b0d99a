package correction_test

import (
	"context"
	"strings"
	"testing"

	"nianbao/app/apptest"
	"nianbao/app/signoff"
)

var ctx = context.Background()

const figure = "requests.received.natural_person"

// What is corrected is held against what was approved last, place by place, and is
// called a draft until it is approved itself.
func TestACorrectionListsWhatDiffersFromThePublished(t *testing.T) {
	w := apptest.NewWorkstation(t)
	officer, head, leader := w.CreateRoster()
	id := w.Small()
	w.Must(w.Set(officer, id, figure, "4"))
	approve := func() {
		t.Helper()
		w.Sign(officer, id, signoff.Submit, "")
		for _, person := range []string{officer, head, leader} {
			w.Sign(person, id, signoff.Approve, "")
		}
	}
	w.Must(w.Set(officer, id, figure, ""))
	w.Must(w.Set(officer, id, "overview.lead", "全年办理申请三件。"))
	approve()
	s := w.As(officer, id)
	if c, err := s.CorrectionStatement(); s.Correction() != nil || c != nil || err == nil {
		t.Fatalf("nothing was corrected: %+v, %v", c, err)
	}
	published := s.Report().Digest()
	w.Sign(officer, id, signoff.Reopen, "漏计一件")
	w.Must(w.Set(officer, id, "overview.lead", "全年办理申请四件。"))
	w.Must(w.Set(officer, id, "disputes.direct_suit.upheld", "1"))
	w.Must(w.Set(officer, id, "meta.contact.phone", "0512-65220000")) // not printed by itself
	s = w.As(officer, id)
	c := s.Correction()
	if c == nil || c.Approved != nil || c.Published.Content != published || c.Published.Round != 1 || !strings.Contains(c.Says(), "更正中") || !strings.Contains(c.Says(), "漏计一件") {
		t.Fatalf("%+v", c)
	}
	if list, err := w.Correcting(ctx); err != nil || !strings.Contains(list[id], "审批件") {
		t.Errorf("listed %v, %v", list, err)
	}
	statement, err := s.CorrectionStatement()
	w.Must(err)
	text := strings.Join(statement.Changes, "\n")
	for _, want := range []string{"“全年办理申请三件。”，更正为“全年办理申请四件。”", "原为空白，更正为“1”"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q lacks %q", text, want)
		}
	}
	if strings.Contains(text, "0512") || statement.Watermark != "草稿" || statement.Day != "" {
		t.Errorf("%+v", statement)
	}
	w.Must(w.Set(officer, id, "disputes.direct_suit.upheld", ""))
	approve()
	s = w.As(officer, id)
	if c = s.Correction(); c.Approved == nil || c.Approved.Round != 2 || len(c.Changes) != 1 || !strings.Contains(c.Says(), "更正已于") {
		t.Errorf("%+v", c)
	}
	if statement, err = s.CorrectionStatement(); err != nil || statement.Watermark != "" || statement.Day == "" {
		t.Errorf("%+v, %v", statement, err)
	}
	if list, err := w.Correcting(ctx); err != nil || list[id] != "" {
		t.Errorf("listed %v, %v", list, err)
	}
	// The next one is held against this.
	w.Sign(officer, id, signoff.Reopen, "再次更正")
	if c = w.As(officer, id).Correction(); c.Published.Round != 2 || len(c.Changes) != 0 || c.Approved != nil {
		t.Errorf("%+v", c)
	}
}
