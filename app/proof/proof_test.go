package proof_test

import (
	"strings"
	"testing"
	"time"

	"nianbao/app/form"
	"nianbao/app/journal"
	"nianbao/app/keys"
	"nianbao/app/proof"
	"nianbao/app/report"
	"nianbao/app/roster"
	"nianbao/app/signoff"
)

func entry(seq int64, kind journal.Kind, addresses ...form.Address) journal.Entry {
	e := journal.Entry{Seq: seq, Kind: kind, At: time.Date(2026, 1, 9, 14, 3, 0, 0, time.Local)}
	for _, a := range addresses {
		e.Edit.Changes = append(e.Edit.Changes, report.Change{Address: a, New: "1"})
	}
	return e
}

// signedAs is a signature of a content.
func signedAs(content keys.Digest, problem string) signoff.Result {
	return signoff.Result{Seq: 1, Problem: problem, Transition: &signoff.Transition{Kind: signoff.Submit, Name: "张三", Content: content}}
}

func TestWhatSignaturesProve(t *testing.T) {
	edit, remark, answer := entry(2, journal.Edited, "overview.lead"), entry(3, journal.Remarked, report.RemarkAt("1")), entry(4, journal.Edited, report.AnswerAt("1"))
	act := journal.Entry{Seq: 1, Kind: journal.Transitioned}
	good, old, bad := signedAs("content", ""), signedAs("before", ""), signedAs("content", "伪造")
	handed := signedAs("content", "")
	for name, tt := range map[string]struct {
		entries      []journal.Entry
		results      []signoff.Result
		handed       *signoff.Result
		covers       proof.Coverage
		outcome      proof.Outcome
		edits, notes int
		says         string
	}{
		"nothing signed":            {[]journal.Entry{edit}, nil, nil, proof.Nothing, proof.Unsigned, 1, 0, "没有签名"},
		"all signed":                {[]journal.Entry{act}, []signoff.Result{good}, nil, proof.Content, proof.Holds, 0, 0, "签的就是这份内容"},
		"remarks behind":            {[]journal.Entry{act, remark, answer}, []signoff.Result{good}, nil, proof.Content, proof.Holds, 0, 2, "2 条意见"},
		"an edit behind":            {[]journal.Entry{act, edit}, []signoff.Result{old}, nil, proof.Earlier, proof.HoldsEarlier, 1, 0, "1 处改动，没有签名"},
		"an edit that comes to nil": {[]journal.Entry{act, edit}, []signoff.Result{good}, nil, proof.Content, proof.HoldsEarlier, 1, 0, "1 处改动，没有签名"},
		"does not hold":             {[]journal.Entry{act}, []signoff.Result{bad}, nil, proof.Nothing, proof.HoldsEarlier, 0, 0, ""},
		"handed over":               {[]journal.Entry{act, edit, remark, answer}, []signoff.Result{old}, &handed, proof.Content, proof.Holds, 0, 0, "2 个签名"},
	} {
		p := proof.Of("content", tt.entries, tt.results, tt.handed)
		if p.Covers != tt.covers || p.Outcome() != tt.outcome || len(p.Edits()) != tt.edits || len(p.Notes()) != tt.notes || !strings.Contains(p.Sentence(), tt.says) {
			t.Errorf("%s: covers %s, %s, %d edits, %d notes, %s", name, p.Covers, p.Outcome(), len(p.Edits()), len(p.Notes()), p.Sentence())
		}
	}
}

func TestALineOfWhatNobodySigned(t *testing.T) {
	place := func(a form.Address) string { return "<" + string(a) + ">" }
	for _, tt := range []struct {
		entry journal.Entry
		want  string
	}{
		{entry(1, journal.Edited, "a", "a", "b"), "2026-01-09 14:03　改动：<a>、<b>"},
		{entry(1, journal.Imported, "a", "b", "c", "d", "e"), "2026-01-09 14:03　导入：<a>、<b>、<c>等 5 处"},
		{entry(1, journal.Remarked, report.RemarkAt("1")), "2026-01-09 14:03　意见：意见"},
		{entry(1, journal.Edited, report.AnswerAt("1")), "2026-01-09 14:03　改动：意见的处理情况"},
	} {
		if got := proof.Line(&tt.entry, place); got != tt.want {
			t.Errorf("%q, want %q", got, tt.want)
		}
	}
}

// What speaks against the time of a signature ends with a later one by a key in force:
// one that was dated before the key was given up, or one by who was told.
func TestALaterSignatureSpeaksForTheTimeOfOneBefore(t *testing.T) {
	const left = 100
	held := &roster.Roster{Version: 5, Chains: []roster.Chain{roster.DefaultChain()}, People: []roster.Person{
		{ID: "gone", Registrations: []roster.Registration{{Name: "李四", Key: "old", From: 1, Until: left}}},
		{ID: "here", Registrations: []roster.Registration{{Name: "王五", Key: "new", From: 1}}},
	}}
	act := func(kind signoff.Kind, person string, key keys.Public, at int64, version int) signoff.Result {
		return signoff.Result{Transition: &signoff.Transition{Kind: kind, Round: 1, Person: person, Name: person, Key: key, At: at, RosterVersion: version, Content: "content"}}
	}
	last := act(signoff.Approve, "gone", "old", 50, 4)
	for name, tt := range map[string]struct {
		later []signoff.Result
		late  bool
	}{
		"nobody after":                        {nil, true},
		"dated before the key was given up":   {[]signoff.Result{act(signoff.Withdraw, "here", "new", left-1, 4)}, false},
		"dated after, by who was not told":    {[]signoff.Result{act(signoff.Approve, "here", "new", left+1, 4)}, true},
		"dated after, by who was told":        {[]signoff.Result{act(signoff.Approve, "here", "new", left+1, 5)}, false},
		"a return by who was told":            {[]signoff.Result{act(signoff.Return, "here", "new", left+1, 5)}, true},
		"one that speaks for itself":          {[]signoff.Result{act(signoff.Approve, "gone", "old", 60, 5)}, true},
		"a key that was never that person's":  {[]signoff.Result{act(signoff.Approve, "here", "old", 60, 5)}, true},
		"a signature that does not hold":      {[]signoff.Result{{Problem: "伪造", Transition: act(signoff.Approve, "here", "new", 60, 5).Transition}}, true},
		"a hand-over, dated before":           {[]signoff.Result{act(signoff.HandedOver, "here", "new", left-1, 4)}, false},
		"a hand-over by a key that was given": {[]signoff.Result{act(signoff.HandedOver, "gone", "old", 60, 4)}, true},
	} {
		results := append([]signoff.Result{last}, tt.later...)
		for i := range results {
			results[i].Seq = int64(i) + 1
		}
		p := proof.Of("content", nil, results, nil)
		p.MarkLate(nil, 0, held)
		if got := p.LateText() != ""; got != tt.late || (p.Outcome() == proof.Unproven) != tt.late {
			t.Errorf("%s: %q, %s", name, p.LateText(), p.Outcome())
		}
	}
	// Levels that were changed: whoever decided by the old ones speaks for nothing.
	two := act(signoff.Submit, "here", "new", 20, 4)
	two.Transition.Chain = roster.Chain{{Name: "单位行政负责人审批", Short: "审批"}}
	for _, later := range []signoff.Result{act(signoff.Approve, "here", "new", 50, 4), act(signoff.Approve, "here", "new", left+1, 5)} {
		two.Seq, later.Seq = 1, 2
		p := proof.Of("content", nil, []signoff.Result{two, later}, nil)
		if p.MarkLate(nil, 0, held); p.Outcome() != proof.Unproven || !strings.Contains(p.LateText(), "级审签已经改为") {
			t.Errorf("by the old levels: %s, %q", p.Outcome(), p.LateText())
		}
	}
	// In a round after it the signature counts for nothing.
	again := act(signoff.Approve, "here", "new", left+1, 4)
	again.Seq, again.Transition.Round = 2, 2
	last.Seq = 1
	p := proof.Of("content", nil, []signoff.Result{last, again}, nil)
	if p.MarkLate(nil, 0, held); p.Outcome() != proof.Holds || len(p.Marks()) != 1 {
		t.Errorf("in an earlier round: %s", p.LateText())
	}
}
