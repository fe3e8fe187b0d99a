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
	"nianbao/app/signoff"
)

// VerifyFile says what the signatures in a hand-over file prove, and how it stands
// to what is held here. Only a file that cannot be opened is an error.
func (d Desk) VerifyFile(ctx context.Context, path string) (*proof.Verification, error) {
	a, err := d.OpenPackageFile(ctx, path)
	if err != nil {
		return damaged(a, err)
	}
	if a.File.Kind != handover.KindReport {
		return &proof.Verification{Outcome: proof.Unknown, NoReport: true, Sentence: fmt.Sprintf("这是%s，不是报告，没有审签可以验证。要办理的，用“打开移交文件”。", kindName[a.File.Kind])}, nil
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
	if known.Code == app.Newer {
		return &proof.Verification{Outcome: proof.Unknown, Newer: true, Sentence: "还不能验证：这个文件由更新版本的年报通生成，这个版本不能验证，不说明文件有问题。请升级程序后再验证。"}, nil
	}
	v := &proof.Verification{Outcome: proof.Damaged, Sentence: "验证未通过：" + strings.TrimSuffix(cmp.Or(known.Detail, app.Sentence(err)), "。") + "。请不要使用这个文件，请与交来文件的人联系，重新移交一份。"}
	if a != nil && a.Replay != nil {
		v.Proof = a.Proof
	}
	return v, nil
}

// kindName is what a file is that has no report.
var kindName = map[string]string{
	handover.KindRoster: "名册文件", handover.KindRequest: "登记申请", handover.KindOfficeKey: "名册密钥文件", handover.KindNewKey: "请各级签名、换新名册密钥的文件",
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
		said = string(proof.Undated) + "：文件完整，但是有的签名不能确认是什么时候签的：" + said
	case proof.HoldsEarlier:
		said = "签名有效，但是不包括后来的改动：" + said
	default:
		said = passed + "文件完整，" + said
	}
	if a.NewOffice {
		said = a.uncompared()
	}
	if a.NewKey {
		said += "文件中的名册换了新的名册密钥，" + a.Roster.Roster.ChangeText() + "这台电脑上还没有核对过新的名册代码：请打开这个文件，与名册管理人核对以后接收。"
	}
	return said + a.Future
}

// uncompared says what the signatures are worth while nobody here has compared the code
// of the roster that came with them, and what to do.
func (a *ImportPreview) uncompared() string {
	r := &a.Roster.Roster
	said := fmt.Sprintf("文件完整，其中 %d 个签名与文件自带的名册一致；", len(a.Proof.Signatures)) + a.Proof.Unsigned() + a.Proof.LateText()
	if a.Namesake != nil {
		return said + "但是还不能确认是谁签的。" + a.NamesakeText()
	}
	return said + fmt.Sprintf("但是这台电脑上还没有人核对过“%s”的名册，还不能确认是谁签的。请当面或者打电话与该单位的名册管理人核对名册代码：%s。"+
		"一致的，用“打开移交文件”接收（命令行 open --code 代码），再验证；不一致的，不要使用这个文件。", r.Office, r.OfficeKey.Code())
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
	if len(a.Broken) > 0 { // which speaks of what is held here, and not against the file
		v.Sentence += "请注意，" + a.BrokenText() + a.differing(len(v.Differences)) + proof.Remedy
		return nil
	}
	v.Outcome = proof.Older
	said := "这是较旧的一份，应当以本机的为准：本机已有之后的记录。"
	if a.Relation == handover.Diverged {
		v.Outcome = proof.Differs
		said = "与本机的这份报告不同：" + a.PartedText(len(v.Differences), s.State().Last)
	}
	// First what it is: a file that is not what is held here has not passed, though
	// its signatures hold.
	v.Sentence = said + a.differing(len(v.Differences)) + strings.TrimPrefix(v.Sentence, passed)
	return nil
}

// differing says at how many places the file differs, where that is not said already.
func (a *ImportPreview) differing(n int) string {
	if n == 0 && a.Relation == handover.Diverged && len(a.Broken) == 0 {
		return ""
	}
	return proof.SayDiffering(n)
}

// PartedText says how two courses of a report differ: at how many places, or only in
// what was signed; ours is the last act here, nil for none.
func (a *ImportPreview) PartedText(differences int, ours *signoff.Transition) string {
	theirs := a.Replay.State.Last
	switch {
	case differences > 0:
		return "两边在分开以后各自改动过，用“打开移交文件”可以逐处对照、选用。"
	case ours == nil || theirs == nil || string(ours.Signature) == string(theirs.Signature):
		return "内容与本机的相同，只是各自的编制记录或者意见不同。"
	}
	return fmt.Sprintf("内容与本机的相同，但是审签经过不同：本机最后一步是%s的“%s”，文件中是%s的“%s”。请问清以哪一份为准，再用“打开移交文件”选择。",
		ours.Signer(), ours.Title(), theirs.Signer(), theirs.Title())
}
