package exchange

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"nianbao/app"
	"nianbao/app/handover"
	"nianbao/app/journal"
	"nianbao/app/proof"
	"nianbao/app/report"
)

// VerifyFile says what the signatures in a hand-over file prove, and how it stands
// to what is held here. Only a file that cannot be opened is an error.
func (d Desk) VerifyFile(ctx context.Context, path string) (*proof.Verification, error) {
	a, err := d.OpenPackageFile(ctx, path)
	if err != nil {
		return damaged(a, err)
	}
	if a.File.Kind != handover.KindReport {
		return &proof.Verification{Outcome: proof.Unknown, Sentence: "文件完整，但是其中没有报告，没有可以验证的审签。"}, nil
	}
	v := &proof.Verification{
		Outcome: a.Proof.Outcome(), Title: a.Report.Title(), Edition: a.Report.Form().Edition, State: a.Replay.State.Name(), Digest: a.Report.Digest(), Proof: a.Proof,
		Sentence: a.ProofSentence(),
	}
	if condensed, begun := journal.CondensedOf(a.File.Report.Entries); begun {
		v.Sentence += condensed.Says()
	}
	if a.Roster != nil {
		v.Roster = proof.Roster{Code: a.Roster.Roster.OfficeKey.Code(), Compared: !a.NewOffice && !a.NewKey}
	}
	if (a.NewOffice || a.NewKey) && v.Outcome != proof.Unsigned { // anybody can make a roster of their own, and sign by it
		v.Outcome = proof.Unproven
	}
	return v, d.compare(ctx, a, v)
}

// damaged says of a file that was refused that it does not verify, where that is the
// file's fault.
func damaged(a *ImportPreview, err error) (*proof.Verification, error) {
	var known *app.Error
	if !errors.As(err, &known) || known.Code != app.Untrusted && known.Code != app.Newer {
		return nil, err
	}
	if known.Code == app.Untrusted && known.Sentence != "" { // of what is held here, not of the file
		return nil, err
	}
	v := &proof.Verification{Outcome: proof.Damaged, Sentence: "验证未通过：" + strings.TrimSuffix(cmp.Or(known.Detail, app.Sentence(err)), "。") + "。"}
	if a != nil && a.Replay != nil {
		v.Proof = a.Proof
	}
	return v, nil
}

// passed begins what is said of a file that is just what was signed.
const passed = "验证通过：" // #nosec G101 -- no password

// ProofSentence says what the signatures in the file prove: that they hold, what
// they cover, and what stands behind them.
func (a *ImportPreview) ProofSentence() string {
	said := a.Proof.Sentence()
	switch a.Proof.Outcome() {
	case proof.Unsigned:
		return "文件完整。" + said
	case proof.Unproven:
		said = "文件完整，但是有的签名不能确认是什么时候签的：" + said
	case proof.HoldsEarlier:
		said = "签名有效，但是不包括后来的改动：" + said
	default:
		said = passed + "文件完整，" + said
	}
	if a.NewOffice {
		return fmt.Sprintf("文件完整，其中 %d 个签名与文件自带的名册一致；但是这台电脑上还没有人核对过“%s”的名册，还不能确认是谁签的。请与该单位的名册管理人核对名册代码：%s。",
			len(a.Proof.Signatures), a.Roster.Roster.Office, a.Roster.Roster.OfficeKey.Code()) + a.Future
	}
	if a.NewKey {
		said += "文件中的名册换了新的名册密钥，" + a.Roster.Roster.ChangeText() + "这台电脑上还没有核对过新的名册代码：请打开这个文件，与名册管理人核对以后接收。"
	}
	return said + a.Future
}

// compare adds how the file stands to the draft held here.
func (d Desk) compare(ctx context.Context, a *ImportPreview, v *proof.Verification) error {
	if a.Held == 0 || a.Relation != handover.Older && a.Relation != handover.Diverged {
		return nil
	}
	s, err := d.Open(ctx, a.Held)
	if err != nil {
		return err
	}
	v.Differences = report.Differences(s.Report(), a.Report)
	v.Outcome = proof.Older
	said := "这是较旧的一份，应当以本机的为准：本机已有之后的记录。"
	if a.Relation == handover.Diverged {
		v.Outcome = proof.Differs
		said = "与本机的这份报告不同：两边分别改动过，用“打开移交文件”可以逐处对照、选用。"
	}
	// First what it is: a file that is not what is held here has not passed, though
	// its signatures hold.
	v.Sentence = said + proof.SayDiffering(len(v.Differences)) + strings.TrimPrefix(v.Sentence, passed)
	return nil
}
