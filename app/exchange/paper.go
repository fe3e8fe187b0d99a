package exchange

import (
	"context"
	"fmt"
	"strings"
	"time"

	"nianbao/app"
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
func (d Desk) VerifyPaper(ctx context.Context, p proof.Paper) (*proof.Verification, error) {
	if err := keys.CheckTyped(p.Digest); err != nil {
		return &proof.Verification{Outcome: proof.Unknown, Mistyped: true, Sentence: err.Error() + "。这只说明输入有误，不说明纸面件有问题。"}, nil
	}
	acts, err := d.Drafts.Transitions(ctx)
	if err != nil {
		return nil, err
	}
	var found *app.StoredTransition
	for i := range acts {
		if acts[i].Transition.Content.Matches(p.Digest) {
			found = &acts[i]
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
	if s.Standing() == proof.Unsound {
		return &proof.Verification{
			Outcome: proof.Damaged, Title: s.Report().Title(), Edition: s.Report().Form().Edition, State: string(proof.Unsound), Digest: found.Transition.Content,
			Sentence: "验证未通过：本机这份报告的记录有问题，不能用来验证纸面件，也不说明纸面件有问题：" + strings.Join(s.Problems()[:min(3, len(s.Problems()))], "") + proof.Remedy,
		}, nil
	}
	v := verifyContent(s, found.Transition.Content)
	comparePaper(s, v, p)
	return v, nil
}

// comparePaper holds the figures of a footer against the content that its digest
// names.
func comparePaper(s *app.Session, v *proof.Verification, p proof.Paper) {
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

// verifyContent says how a content that was signed stands to the present one. The
// record holds.
func verifyContent(s *app.Session, content keys.Digest) *proof.Verification {
	signed, approved, after := courseOf(s, content)
	at := proof.Verification{
		Outcome: proof.Holds, Title: s.Report().Title(), Edition: s.Report().Form().Edition, State: stateAfter(s.Entries()[:signed.Seq]), Digest: content, Approved: approved,
		Proof: *s.ProofAt(signed), Draft: s.ID(), Seq: signed.Seq, // there are pages to be compared
	}
	v := &at
	if r := s.Actor().Roster; r != nil {
		v.Roster = proof.Roster{Code: r.OfficeKey.Code(), Compared: true}
	}
	a := signed.Transition
	step := a.Title()
	if round := signoff.RoundName(a.Round); round != "" {
		step = round + "，" + step
	}
	said := fmt.Sprintf("这个内容摘要是%s于%s签过的（%s）。", a.Signer(), day(a), step) + v.LateText() + after
	now := "报告现在的状态：" + s.State().Name() + "。"
	switch {
	case v.Proof.Outcome() == proof.Unproven:
		v.Outcome = proof.Unproven
	case !approved && after != "":
		v.Outcome = proof.NotApproved
	}
	if !approved {
		now += "这份内容没有审批，纸面件不是审批件。"
	}
	if s.Report().Digest() == content {
		v.Sentence = said + "它与本机保存的现行内容一致。" + now
		return v
	}
	v.Outcome, v.Differences = proof.Older, report.Differences(s.Report(), s.ReportAt(signed.Seq))
	v.Sentence = "这是较旧的一份：" + said + "之后内容有过改动。" + now + proof.SayDiffering(len(v.Differences))
	return v
}

// courseOf returns the signature by which a content got furthest, whether that approved
// it, and in sentences who took it back after that, "" for nobody.
func courseOf(s *app.Session, content keys.Digest) (signed signoff.Result, approved bool, after string) {
	for _, v := range s.SignatureResults() {
		a := v.Transition
		if a.Content != content {
			continue
		}
		switch a.Kind {
		case signoff.Return, signoff.Withdraw, signoff.Reopen:
			after += fmt.Sprintf("之后%s于%s%s", a.Signer(), day(a), tookBack[a.Kind])
			if a.Opinion != "" {
				after += "，理由：" + strings.TrimRight(a.Opinion, "。")
			}
			after += "。"
			if signed.Transition == nil {
				signed = v
			}
		default:
			if done := stateAfter(s.Entries()[:v.Seq]) == approvedName; done || !approved {
				signed, approved, after = v, done, ""
			}
		}
	}
	return signed, approved, after
}

var tookBack = map[signoff.Kind]string{signoff.Return: "退回了这份内容", signoff.Withdraw: "撤回了送审", signoff.Reopen: "撤销了审批"}

var approvedName = (&signoff.State{Stage: signoff.Approved}).Name()

func day(a *signoff.Transition) string { return dayOf(a.Time()) }

func dayOf(t time.Time) string { return t.Local().Format("2006年1月2日") }

// stateAfter names where a report stands after these entries.
func stateAfter(entries []journal.Entry) string {
	l := ledger.Begin()
	for i := range entries {
		l.Read(&entries[i])
	}
	return l.Status().Name
}
