package notes_test

import (
	"strings"
	"testing"
	"time"

	"nianbao/app/check"
	"nianbao/app/form"
	"nianbao/app/notes"
	"nianbao/app/report"
	"nianbao/assets"
)

const (
	business = form.Address("requests.received.business")
	other    = form.Address("requests.received.other")
)

func blank(t *testing.T) *report.Report {
	t.Helper()
	c, err := form.Load(assets.Forms, "forms")
	if err != nil {
		t.Fatal(err)
	}
	return report.New(c, "甲局", 2025)
}

func apply(t *testing.T, r *report.Report, c report.Change, err error) {
	t.Helper()
	if err == nil {
		err = r.Apply(report.Edit{Changes: []report.Change{c}})
	}
	if err != nil {
		t.Fatal(err)
	}
}

func set(t *testing.T, r *report.Report, a form.Address, raw string) {
	t.Helper()
	c, err := r.Set(a, raw)
	apply(t, r, c, err)
}

func explain(t *testing.T, r *report.Report, f check.Finding, text string) {
	t.Helper()
	c, err := notes.Explain(r, f, text, "张三")
	apply(t, r, c, err)
}

// An explanation holds for the figures it was written about, and for no others.
func TestAnExplanationHoldsForItsFigures(t *testing.T) {
	r := blank(t)
	f := check.Finding{Rule: "R", Severity: check.Explain, Cells: []form.Address{business, other}}
	of := func() (notes.Explanation, bool) { return notes.ExplanationsOf(r, []check.Finding{f}).Of(f) }
	if e, holds := of(); holds || e.Text != "" {
		t.Errorf("nobody wrote %+v", e)
	}
	set(t, r, business, "3")
	explain(t, r, f, "  情况属实\r\n")
	if e, holds := of(); !holds || strings.TrimSpace(e.Text) != "情况属实" || e.By != "张三" {
		t.Errorf("%+v, %v", e, holds)
	}
	set(t, r, "overview.lead", "与此无关")
	if _, holds := of(); !holds {
		t.Error("an explanation falls with a text it says nothing of")
	}
	set(t, r, other, "1")
	if e, holds := of(); holds || e.Text == "" {
		t.Errorf("the figures changed: %+v, %v", e, holds)
	}
	set(t, r, other, "")
	if _, holds := of(); !holds {
		t.Error("the figures are back, and the explanation does not hold")
	}
	explain(t, r, f, "")
	if e, holds := of(); holds || e.Text != "" {
		t.Errorf("taken away: %+v", e)
	}
}

// The order in which a rule names its cells does not matter; the rule and what
// a text says do.
func TestFingerprints(t *testing.T) {
	r := blank(t)
	set(t, r, "overview.lead", "正文")
	print := func(rule string, cells ...form.Address) string {
		return string(notes.Fingerprint(r, check.Finding{Rule: rule, Cells: cells}))
	}
	if print("R", business, other) != print("R", other, business) {
		t.Error("the order of the cells matters")
	}
	before := print("R", "overview.lead")
	if before == print("S", "overview.lead") || before == print("R", business) {
		t.Error("rules or places share a fingerprint")
	}
	set(t, r, "overview.lead", "正文改过")
	if before == print("R", "overview.lead") {
		t.Error("a text changed unseen")
	}
}

func TestUnexplainedCountsWhatWantsAReason(t *testing.T) {
	r := blank(t)
	wants := check.Finding{Rule: "R", Severity: check.Explain, Cells: []form.Address{business}}
	// The same rule and first cell, held against another one.
	twin := check.Finding{Rule: "R", Severity: check.Explain, Cells: []form.Address{business, other}}
	all := []check.Finding{wants, twin, {Rule: "E", Severity: check.Error, Cells: []form.Address{other}}, {Rule: "I", Severity: check.Info}}
	if n := notes.ExplanationsOf(r, all).Unexplained(all); n != 2 {
		t.Errorf("%d findings want a reason", n)
	}
	explain(t, r, wants, "无")
	x := notes.ExplanationsOf(r, all)
	if n := x.Unexplained(all); n != 1 {
		t.Errorf("%d findings want a reason after one was given", n)
	}
	if _, holds := x.Of(twin); holds {
		t.Error("what was written about one finding holds for another")
	}
	if _, holds := x.Of(wants); !holds {
		t.Error("what was written does not hold")
	}
}

func TestWhatIsNoExplanationIsNone(t *testing.T) {
	r := blank(t)
	f := check.Finding{Rule: "R", Severity: check.Explain, Cells: []form.Address{business}}
	set(t, r, report.ExplainAt(f.Key()), "不是 JSON")
	if e, holds := notes.ExplanationsOf(r, []check.Finding{f}).Of(f); holds || e != (notes.Explanation{}) {
		t.Errorf("read from nonsense: %+v", e)
	}
}

func TestRemarksAndTheirAnswers(t *testing.T) {
	r := blank(t)
	at := time.Date(2026, 1, 12, 9, 0, 0, 0, time.UTC)
	for i, text := range []string{"请核对", "写得不清楚"} {
		c, err := notes.NewRemark(r, notes.Remark{Address: business, Text: text, By: "p", Name: "李四", Level: "审核", Round: 1, Seq: int64(5 + i), At: at.UnixMicro()})
		apply(t, r, c, err)
	}
	got := notes.Remarks(r)
	if len(got) != 2 || got[0].Text != "请核对" || got[1].Seq != 6 || !got[0].Time().Equal(at) || got[0].Answer != (notes.Answer{}) {
		t.Fatalf("remarks: %+v", got)
	}
	if got[0].ID == got[1].ID || !strings.HasPrefix(got[0].ID, "000005-") {
		t.Errorf("ids %s, %s", got[0].ID, got[1].ID)
	}
	c, err := notes.AnswerRemark(r, got[1].ID, notes.Answer{Done: true, Text: "改了", By: "张三", At: 7})
	apply(t, r, c, err)
	if got = notes.Remarks(r); !got[1].Answer.Done || got[1].Answer.Text != "改了" || got[0].Answer.Done {
		t.Errorf("answered: %+v", got)
	}
	set(t, r, report.AnswerAt(got[1].ID), "不是 JSON")
	set(t, r, report.RemarkAt("x"), "不是 JSON")
	if got = notes.Remarks(r); len(got) != 2 || got[1].Answer != (notes.Answer{}) {
		t.Errorf("with nonsense among them: %+v", got)
	}
	if _, ok := notes.ReadRemark("不是 JSON"); ok {
		t.Error("nonsense is a remark")
	}
}
