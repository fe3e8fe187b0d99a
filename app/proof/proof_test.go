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
