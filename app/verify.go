package app

import (
	"context"
	"fmt"
	"strings"

	"nianbao/app/form"
	"nianbao/app/journal"
	"nianbao/app/keys"
	"nianbao/app/ledger"
	"nianbao/app/overview"
	"nianbao/app/proof"
	"nianbao/app/report"
	"nianbao/app/signoff"
)

// VerifyPaper says which signed content a page names by its footer: the one that
// stands, an older one, or none; and whether the figures in the footer are those
// of that content. What else is on the page is for a person to compare.
func (d *Service) VerifyPaper(ctx context.Context, p proof.Paper) (*proof.Verification, error) {
	if err := keys.CheckTyped(p.Digest); err != nil {
		return &proof.Verification{Outcome: proof.Unknown, Mistyped: true, Sentence: err.Error() + "。这只说明输入有误，不说明纸面件有问题。"}, nil
	}
	acts, err := d.Drafts.Transitions(ctx)
	if err != nil {
		return nil, err
	}
	var found *StoredTransition
	for i := range acts {
		if a := &acts[i]; a.Transition.Content.Matches(p.Digest) && (found == nil || a.Transition.Kind == signoff.Approve) {
			found = a
		}
	}
	if found == nil {
		return &proof.Verification{Outcome: proof.Unknown, Sentence: "本机保存的报告中，没有一次签名是对这个内容摘要作出的。请对照页脚检查输入；" +
			"报告是在别的电脑上审签的，请先接收它的移交文件，再验证。两者都不是的，这份纸面件不是本机保存的任何一次签过的内容。"}, nil
	}
	s, err := d.Open(ctx, found.Draft)
	if err != nil {
		return nil, err
	}
	v := s.verifyTransition(found)
	if v.Outcome != proof.Damaged {
		s.comparePaper(v, p)
	}
	return v, nil
}

// comparePaper holds the figures of a footer against the content that its digest
// names.
func (s *Session) comparePaper(v *proof.Verification, p proof.Paper) {
	compared, wrong := 0, ""
	for i, k := range overview.Printed(s.ReportAt(v.Seq)) {
		typed := strings.TrimSpace([]string{p.Received, p.Closed}[i])
		if typed == "" {
			continue
		}
		compared++
		if n, err := report.Parse(form.Count, typed); err != nil || n.Cmp(k.Now) != 0 {
			wrong += fmt.Sprintf("页脚上的%s是“%s”，签过的内容是 %s。", k.Name, typed, k.Now)
		}
	}
	switch {
	case wrong != "":
		v.Outcome = proof.Damaged
		v.Sentence = "验证未通过：" + wrong + "请检查输入；输入无误的，这份纸面件不是签过的内容。"
	case compared > 0:
		v.Sentence += "页脚上的数字与签过的内容相同。"
	}
	v.Sentence += "纸面件上的其他内容，程序看不到，请与签过的页面逐页核对。"
}

// Proven says of reports that have been submitted whether their records hold, by
// their ids; drafts are left out. What a store keeps for its list beside a record
// another program may have changed.
func (d *Service) Proven(ctx context.Context, reports []Summary) map[int64]bool {
	out := map[int64]bool{}
	for i := range reports {
		if r := &reports[i]; r.Stage != signoff.Drafting && ctx.Err() == nil {
			s, err := d.Open(ctx, r.ID)
			out[r.ID] = err == nil && s.Doubts() == nil
		}
	}
	return out
}

// Unsound is the state of a report whose record does not hold.
const Unsound = "验证未通过"

// Proof says what the signatures in the record prove of the report as it stands.
func (s *Session) Proof() proof.Proof {
	p := proof.Of(s.report.Digest(), s.entries, s.results, nil)
	p.MarkLate(s.late, int64(len(s.entries)), nil)
	p.MarkAhead(s.ahead, s.actor.Roster)
	return p
}

// Doubts are, as sentences, why the record cannot be shown as what it says: what does
// not fit in it, or else what speaks against the time of signatures that count.
func (s *Session) Doubts() []string {
	if len(s.problems) > 0 || len(s.late)+len(s.ahead) == 0 {
		return s.problems
	}
	if p := s.Proof(); p.LateText() != "" {
		return []string{p.LateText()}
	}
	return nil
}

// ahead reads when signatures of a report were first seen that were dated ahead then.
func (d *Service) ahead(ctx context.Context, uid string) proof.Ahead {
	if d.Settings == nil {
		return proof.Ahead{}
	}
	text, _ := d.Settings.Setting(ctx, proof.AheadSetting(uid))
	return proof.ReadAhead(text)
}

// Ahead is what is kept of a report, with what its entries behind one add now.
func (d *Service) Ahead(ctx context.Context, uid string, entries []journal.Entry, behind int) proof.Ahead {
	a := d.ahead(ctx, uid)
	a.Note(entries, behind, d.Now())
	return a
}

// Marks reads what spoke against signatures of a report when they came.
func (d *Service) Marks(ctx context.Context, uid string) proof.Marks {
	if d.Settings == nil {
		return nil
	}
	text, _ := d.Settings.Setting(ctx, proof.MarksSetting(uid))
	return proof.ReadMarks(text)
}

// SignsHandOver says whether a signature on what is handed over would cover
// something that none in the record does, and the actor can make one.
func (s *Session) SignsHandOver() bool {
	p := s.Proof()
	return s.May(signoff.HandedOver).OK && (!p.Complete() || len(p.After) > 0)
}

// verifyTransition says how the content that a transition signed stands to the
// present one.
func (s *Session) verifyTransition(found *StoredTransition) *proof.Verification {
	v := &proof.Verification{
		Outcome: proof.Holds, Title: s.report.Title(), Edition: s.report.Form().Edition, State: stateAfter(s.entries[:found.Seq]), Digest: found.Transition.Content,
		Proof: *s.proofAt(signoff.Result{Seq: found.Seq, Transition: found.Transition}),
	}
	if v.Proof.Outcome() == proof.Unproven {
		v.Outcome = proof.Unproven
	}
	if r := s.actor.Roster; r != nil {
		v.Roster = proof.Roster{Code: r.OfficeKey.Code(), Compared: true}
	}
	if len(s.problems) > 0 {
		v.Outcome, v.Sentence = proof.Damaged, "验证未通过："+strings.Join(firstOf(s.problems, 3), "")
		return v
	}
	v.Draft, v.Seq = s.ID(), found.Seq // there are pages to be compared
	a := found.Transition
	step := a.Title()
	if round := signoff.RoundName(a.Round); round != "" {
		step = round + "，" + step
	}
	signed := fmt.Sprintf("这个内容摘要是%s于%s签过的（%s）。", a.Signer(), a.Time().Local().Format("2006年1月2日"), step) + v.LateText()
	if s.report.Digest() == a.Content {
		v.Sentence = signed + "它与本机保存的现行内容一致，报告现在" + s.state.Name() + "。"
		return v
	}
	then := s.ReportAt(found.Seq)
	v.Outcome, v.Differences = proof.Older, report.Differences(s.report, then)
	v.Sentence = "这是较旧的一份：" + signed + "之后内容有过改动，报告现在" + s.state.Name() + "。" + proof.SayDiffering(len(v.Differences))
	return v
}

// proofAt says what the signatures up to one prove of what that one signed.
func (s *Session) proofAt(v signoff.Result) *proof.Proof {
	p := proof.Of(v.Transition.Content, s.entries[:min(v.Seq, int64(len(s.entries)))], s.resultsUpTo(v.Seq), nil)
	p.MarkLate(s.late, v.Seq, nil)
	p.MarkAhead(s.ahead, s.actor.Roster)
	return &p
}

// stateAfter names where a report stands after these entries.
func stateAfter(entries []journal.Entry) string {
	l := ledger.Begin()
	for i := range entries {
		l.Read(&entries[i])
	}
	return l.Status().Name
}

// resultsUpTo returns what became of checking the signatures up to an entry.
func (s *Session) resultsUpTo(seq int64) []signoff.Result {
	n := 0
	for n < len(s.results) && s.results[n].Seq <= seq {
		n++
	}
	return s.results[:n]
}

func firstOf(s []string, n int) []string { return s[:min(n, len(s))] }
