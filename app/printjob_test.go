package app_test

import (
	"slices"
	"testing"

	"nianbao/app/apptest"
	"nianbao/app/counted"
	"nianbao/app/keys"
	"nianbao/app/report"
	"nianbao/app/signoff"
)

// What another program has changed behind the record's back prints with 验证未通过
// on every page: as it stands, and as it was approved, though the record itself
// is whole up to there.
func TestADamagedRecordPrintsSayingSo(t *testing.T) {
	w := apptest.NewWorkstation(t)
	officer, head, leader := w.CreateRoster()
	id := w.Example()
	w.Sign(officer, id, signoff.Submit, "")
	for _, person := range []string{officer, head, leader} {
		w.Sign(person, id, signoff.Approve, "同意")
	}
	s := w.As(officer, id)
	approved := s.SignatureResults()[3]
	if now, then := s.PrintJob(), s.PrintJobAt(approved); now.Watermark != "" || then.Watermark != "" || then.Footer == "" {
		t.Fatalf("sound, and yet stamped %q and %q", now.Watermark, then.Watermark)
	}
	w.Memory.Drafts[id].Values[figure] = "9"
	s = w.As(officer, id)
	if len(s.Problems()) == 0 {
		t.Fatal("a figure was changed, and nobody says so")
	}
	for name, p := range map[string]string{"as it stands": s.PrintJob().Watermark, "as approved": s.PrintJobAt(approved).Watermark} {
		if p != "验证未通过" {
			t.Errorf("%s: stamped %q", name, p)
		}
	}
	if p := s.PrintJobAt(approved); p.Footer != "" {
		t.Errorf("the foot of what does not hold says %q", p.Footer)
	}
}

// The 审签单 says how much counts of a register that figures were counted from.
func TestTheSignOffFormTellsOfTheRegister(t *testing.T) {
	w := apptest.NewWorkstation(t)
	s := exampleOn(t, w)
	if lines := s.SignOffForm().Registers; len(lines) > 0 {
		t.Errorf("nothing was counted: %v", lines)
	}
	const cell = "requests.received.other"
	digest := keys.Sum([]byte("台账"))
	left := map[counted.Reason][]counted.Place{counted.Twice: {{Sheet: 1, Row: 4}}}
	w.Must(s.Set(ctx, report.CountedAt(cell), counted.Of("台账.xlsx", digest, []counted.Place{{Sheet: 1, Row: 3}}).Encode()))
	w.Must(s.Set(ctx, report.RegisterAt("requests"), counted.OfRegister("台账.xlsx", digest, 2, left).Encode()))
	want := []string{"台账“台账.xlsx”：2 行，计入 1 行，1 行没有计入：重复登记 1 行（第 4 行）。"}
	if got := s.SignOffForm().Registers; !slices.Equal(got, want) {
		t.Errorf("it says %q", got)
	}
}
