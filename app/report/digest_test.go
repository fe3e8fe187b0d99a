package report_test

import (
	"testing"

	"nianbao/app/form"
	"nianbao/app/keys"
	"nianbao/app/report"
)

func TestDigestFollowsTheContent(t *testing.T) {
	r := newReport(t, 2025)
	put(t, r, "requests.received.natural_person", "5")
	seen := map[keys.Digest]string{r.Digest(): "the beginning"}
	for _, tt := range []struct {
		a   form.Address
		raw string
	}{
		{"requests.received.natural_person", "7"},
		{"requests.received.natural_person", "0"},
		{"requests.received.natural_person", ""},
		{"requests.received.business", "0"},
		{"overview.platform", "一"},
		{report.SignedOn, "2026-01-20"},
		{report.Edition, "2019"},
		{report.ExplainAt("R2-2:x"), "本年制发又废止"},
	} {
		put(t, r, tt.a, tt.raw)
		d := r.Digest()
		if what, there := seen[d]; there {
			t.Errorf("%s = %q has the digest of %s", tt.a, tt.raw, what)
		}
		seen[d] = string(tt.a) + " = " + tt.raw
	}
	with := r.Digest()
	put(t, r, report.RemarkAt("1"), "请核实")
	put(t, r, report.AnswerAt("1"), "已改")
	if r.Digest() != with {
		t.Error("remarks and answers change the digest of the report")
	}
}

func TestDigestOutlivesStoring(t *testing.T) {
	r := newReport(t, 2025)
	put(t, r, "disclosed.fees.amount", "96171.60")
	put(t, r, "overview.platform", "第一段\n第二段")
	back, lost := report.Restore(r.Catalog(), r.All())
	if len(lost) > 0 || back.Digest() != r.Digest() {
		t.Errorf("restored with %v lost: %s, was %s", lost, back.Digest(), r.Digest())
	}
}
