package exchange_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"nianbao/app"
	"nianbao/app/apptest"
	"nianbao/app/exchange"
	"nianbao/app/handover"
	"nianbao/app/journal"
	"nianbao/app/overview"
	"nianbao/app/proof"
	"nianbao/app/report"
	"nianbao/app/roster"
	"nianbao/app/signoff"
)

// verify answers about a package as it lies in a folder.
func verify(w *apptest.Workstation, raw []byte) *proof.Verification {
	w.T.Helper()
	path := filepath.Join(w.T.TempDir(), "x"+handover.Extension)
	w.Must(os.WriteFile(path, raw, 0o600))
	v, err := w.VerifyFile(ctx, path)
	w.Must(err)
	return v
}

// What stands behind the last signature is signed by nobody, and is told.
func TestUnsignedChangesBehindTheLastSignatureAreTold(t *testing.T) {
	w := apptest.NewWorkstation(t)
	officer, head, _ := w.CreateRoster()
	id := w.Small()
	expect := func(when string, outcome proof.Outcome, covers proof.Coverage, state string, edits, notes int, says ...string) {
		t.Helper()
		v := verify(w, handOver(w, id))
		if v.Outcome != outcome || v.Covers != covers || v.State != state || len(v.Edits()) != edits || len(v.Notes()) != notes {
			t.Errorf("%s: %s, covers %s, %s, %d edits, %d notes: %s", when, v.Outcome, v.Covers, v.State, len(v.Edits()), len(v.Notes()), v.Sentence)
		}
		for _, want := range says {
			if !strings.Contains(v.Sentence, want) {
				t.Errorf("%s: %q lacks %q", when, v.Sentence, want)
			}
		}
		if outcome != proof.Holds && strings.Contains(v.Sentence, "验证通过") {
			t.Errorf("%s: %q", when, v.Sentence)
		}
	}
	v := verify(w, handOver(w, id))
	if v.Outcome != proof.Unsigned || v.Covers != proof.Nothing || v.Signed() || len(v.After) == 0 || !strings.Contains(v.Sentence, "没有签名") {
		t.Errorf("nobody signed: %+v", v)
	}
	w.Sign(officer, id, signoff.Submit, "")
	expect("submitted", proof.Holds, proof.Content, "待初审", 0, 0, "验证通过", "1 个签名", "张三")
	w.Sign(officer, id, signoff.Approve, "")
	w.Must(w.As(head, id).Remark(ctx, figure, "请核实"))
	expect("a remark", proof.Holds, proof.Content, "待审核", 0, 1, "1 条意见")
	w.Sign(head, id, signoff.Return, "见意见")
	expect("returned", proof.Holds, proof.Content, "退回修改", 0, 0)
	w.Must(w.Set(officer, id, figure, "12"))
	w.Must(w.Set(officer, id, figure, "13"))
	expect("two edits", proof.HoldsEarlier, proof.Earlier, "退回修改", 2, 0, "3 个签名", "2 处改动，没有签名")
	for i, s := range verify(w, handOver(w, id)).Signatures {
		if !s.Holds() || s.Covers != proof.Earlier {
			t.Errorf("signature %d covers %s", i, s.Covers)
		}
	}
	w.Must(w.Set(officer, id, figure, ""))
	if v := verify(w, handOver(w, id)); v.Outcome == proof.Holds {
		t.Errorf("typed back to what was signed, by nobody knows whom: %s", v.Sentence)
	}
}

// extra is an edit that somebody without a key adds to a record.
func extra(f *handover.File) journal.Entry {
	last := f.Report.Entries[len(f.Report.Entries)-1]
	return journal.Entry{
		Seq: last.Seq + 1, At: last.At, Kind: journal.Edited,
		Edit: report.Edit{Note: "填写", Changes: []report.Change{{Address: figure, Old: "12", New: "13"}}},
	}
}

// A signed hand-over covers the end of the record.
func TestASignedHandOverCoversAllOfTheRecord(t *testing.T) {
	w := apptest.NewWorkstation(t)
	officer, _, _ := w.CreateRoster()
	id := w.Small()
	w.Must(w.Set(officer, id, figure, "12"))
	s := w.As(officer, id)
	if !s.SignsHandOver() {
		t.Fatal("nobody has signed, and no signature is offered")
	}
	a, err := s.Propose(signoff.HandedOver, "")
	w.Must(err)
	key, err := w.Unlock(ctx, officer, apptest.Password)
	w.Must(err)
	raw, err := w.HandOverSigned(ctx, s, a, key)
	w.Must(err)
	v := verify(w, raw)
	if v.Outcome != proof.Holds || v.Covers != proof.Content || len(v.Signatures) != 1 || len(v.After) != 0 || v.State != "草稿" || !strings.Contains(v.Sentence, "移交") {
		t.Errorf("%+v", v)
	}
	if s = w.As(officer, id); len(s.SignatureResults()) != 0 || len(s.Problems()) > 0 {
		t.Errorf("the record has %d signatures: %v", len(s.SignatureResults()), s.Problems())
	}
	for name, change := range map[string]func(f *handover.File){
		"a line more":    func(f *handover.File) { f.Report.Entries = append(f.Report.Entries, extra(f)) },
		"a line less":    func(f *handover.File) { f.Report.Entries = f.Report.Entries[:len(f.Report.Entries)-1] },
		"another maker":  func(f *handover.File) { f.MadeBy = "李四" },
		"another time":   func(f *handover.File) { f.MadeAt++; f.Signed.At++ },
		"another person": func(f *handover.File) { f.Signed.Person = "x" },
	} {
		if v := verify(w, forge(t, raw, change)); v.Outcome != proof.Damaged {
			t.Errorf("%s: %s %s", name, v.Outcome, v.Sentence)
		}
	}
	if v := verify(w, forge(t, raw, func(f *handover.File) { f.Signed = nil })); v.Outcome != proof.Unsigned {
		t.Errorf("without its signature: %s", v.Outcome)
	}
	w.Must(w.Set(officer, id, figure, "13"))
	if _, err := w.HandOverSigned(ctx, w.As(officer, id), a, key); app.CodeOf(err) != app.Conflict {
		t.Errorf("a signature of before goes with what was typed since: %v", err)
	}
	w.Must(w.Set(officer, id, figure, ""))
	w.Sign(officer, id, signoff.Submit, "")
	if w.As(officer, id).SignsHandOver() {
		t.Error("all is signed, and one more signature is asked for")
	}
}

// What a page names is told with the state that it was signed in.
func TestADigestIsToldWithItsState(t *testing.T) {
	w := apptest.NewWorkstation(t)
	officer, head, leader := w.CreateRoster()
	id := w.Small()
	approve(w, id, officer, head, leader)
	digest := string(w.As("", id).Report().Digest())
	if v, err := w.VerifyPaper(ctx, proof.Paper{Digest: digest}); err != nil || v.Outcome != proof.Holds || v.State != "已审批" {
		t.Errorf("%+v, %v", v, err)
	}
	w.Sign(leader, id, signoff.Reopen, "补充")
	w.Must(w.Set(officer, id, figure, "12"))
	if v, err := w.VerifyPaper(ctx, proof.Paper{Digest: digest}); err != nil || v.Outcome != proof.Older || v.State != "已审批" || !strings.Contains(v.Sentence, "报告现在的状态：草稿") {
		t.Errorf("%+v, %v", v, err)
	}
}

// A page with the footer of an approved one is not yet that page: its figures are
// asked for, and a slip of the hand is no accusation.
func TestAPageIsHeldAgainstWhatItsFooterNames(t *testing.T) {
	w := apptest.NewWorkstation(t)
	officer, head, leader := w.CreateRoster()
	id := w.Example()
	approve(w, id, officer, head, leader)
	s := w.As("", id)
	footer := s.PrintJob().Footer
	figures := overview.Printed(s.Report())
	printed, received, closed := s.Report().Digest().Printed(), figures[0].Now.String(), figures[1].Now.String()
	for _, want := range []string{printed, "新收 " + received, "办结 " + closed} {
		if !strings.Contains(footer, want) {
			t.Errorf("the footer %q lacks %q", footer, want)
		}
	}
	slip := strings.Replace(printed, printed[:1], "Z", 1)
	other := "A" + printed[1:]
	if printed[0] == 'A' {
		other = "B" + printed[1:]
	}
	for name, tt := range map[string]struct {
		paper   proof.Paper
		outcome proof.Outcome
		says    string
	}{
		"its own figures":       {proof.Paper{Digest: printed, Received: received, Closed: closed}, proof.Holds, "页脚上的数字与签过的内容相同"},
		"as somebody types":     {proof.Paper{Digest: strings.ToLower(printed), Received: " " + received + " "}, proof.Holds, "逐页核对"},
		"no figures":            {proof.Paper{Digest: printed}, proof.Holds, "请与签过的页面逐页核对"},
		"of before":             {proof.Paper{Digest: printed[:24]}, proof.Holds, "逐页核对"},
		"another 新收":            {proof.Paper{Digest: printed, Received: received + "0", Closed: closed}, proof.Damaged, "不是签过的内容"},
		"another 办结":            {proof.Paper{Digest: printed, Received: received, Closed: "1"}, proof.Damaged, "办结是“1”"},
		"no figure":             {proof.Paper{Digest: printed, Received: "x"}, proof.Damaged, "“x”"},
		"one digit mistyped":    {proof.Paper{Digest: other}, proof.Unknown, "只说明输入有误"},
		"a letter that is none": {proof.Paper{Digest: slip}, proof.Unknown, "只说明输入有误"},
		"of another office":     {proof.Paper{Digest: strings.Repeat("0", 20)}, proof.Unknown, "别的电脑"},
	} {
		v, err := w.VerifyPaper(ctx, tt.paper)
		if err != nil || v.Outcome != tt.outcome || !strings.Contains(v.Sentence, tt.says) || strings.Contains(v.Sentence, "验证通过") {
			t.Errorf("%s: %s %s, %v", name, v.Outcome, v.Sentence, err)
		}
	}
}

// Every paper of a record that does not hold says so, and why.
func TestPapersOfARecordThatDoesNotHoldSaySo(t *testing.T) {
	w, id, _ := signed(t)
	w.Memory.Drafts[id].Values[figure] = "4711"
	s := w.As("", id)
	if f := s.SignOffForm(); f.State != "验证未通过" || len(f.Problems) != 1 || !strings.Contains(f.Problems[0], "4711") {
		t.Errorf("the sign-off form says %s: %v", f.State, f.Problems)
	}
	if p := s.PrintJob(); p.Watermark != "验证未通过" || !strings.Contains(p.Footer, "4711") {
		t.Errorf("the report says %q, %q", p.Watermark, p.Footer)
	}
}

// Who left, or signs by levels that were changed, can set a clock back; the time of a
// signature proves nothing. What is first seen afterwards is marked, and stays so.
func TestSignaturesThatCameTooLateAreMarked(t *testing.T) {
	for name, tt := range map[string]struct {
		change func(keeper *apptest.Workstation, officer string) error
		says   string
	}{
		"who left": {func(k *apptest.Workstation, officer string) error {
			return k.Deactivate(ctx, apptest.Password, officer)
		}, "已于"},
		"changed levels": {func(k *apptest.Workstation, _ string) error { return k.SetChain(ctx, apptest.Password, twoLevels) }, "已经改为 2 级"},
	} {
		keeper, away := apptest.NewWorkstation(t), apptest.NewWorkstation(t)
		officer, _, _ := keeper.CreateRoster()
		id := keeper.Small()
		away.Memory.Keys = keeper.Memory.Keys
		away.Must(away.SetRoster(keeper))
		at := take(away, handOver(keeper, id))
		away.Clock.At = keeper.Clock.At.Add(time.Minute)
		keeper.Clock.At = keeper.Clock.At.Add(time.Hour)
		keeper.Must(tt.change(keeper, officer))
		away.Sign(officer, at, signoff.Submit, "") // by a clock of an hour ago
		late := handOver(away, at)
		v := verify(keeper, late)
		if v.Outcome != proof.Unproven || len(v.Signatures) != 1 || !v.Signatures[0].Holds() || !strings.Contains(v.Sentence, tt.says) || !strings.Contains(v.Sentence, "不能证明") {
			t.Errorf("%s: %s %s", name, v.Outcome, v.Sentence)
		}
		take(keeper, late)
		s := keeper.As("", id)
		if p := s.Proof(); p.Outcome() != proof.Unproven || len(s.Problems()) > 0 || !strings.Contains(strings.Join(s.SignOffForm().Problems, ""), tt.says) || s.Watermark() != string(proof.Undated) {
			t.Errorf("%s, taken in: %s, %v", name, p.Outcome(), s.Problems())
		}
		if v := verify(keeper, handOver(keeper, id)); v.Outcome != proof.Unproven {
			t.Errorf("%s, once more: %s", name, v.Outcome)
		}
		if v := verify(away, late); v.Outcome != proof.Holds {
			t.Errorf("%s: where it was made, it is %s", name, v.Outcome)
		}
	}
}

var twoLevels = roster.Chain{{Name: "承办人员初审", Short: "初审"}, {Name: "单位行政负责人审批", Short: "审批"}}

// Whoever carries a file can write a remark in the name of whom it goes to: they are
// told before they sign it.
func TestARemarkInOnesOwnNameIsShownBeforeItIsSigned(t *testing.T) {
	one, two := apptest.NewWorkstation(t), apptest.NewWorkstation(t)
	officer, head, _ := one.CreateRoster()
	id := one.Example()
	two.Memory.Keys = one.Memory.Keys
	two.Must(two.SetRoster(one))
	one.Sign(officer, id, signoff.Submit, "")
	one.Sign(officer, id, signoff.Approve, "")
	one.Must(one.As(head, id).Remark(ctx, figure, "全部属实"))
	at := take(two, handOver(one, id))
	two.Clock.At = one.Clock.At
	two.Must(two.As(head, at).Remark(ctx, figure, "请核实"))
	s := two.As(head, at)
	if said := s.BeforeSigning(signoff.Approve); len(said) != 1 || !strings.Contains(said[0], "全部属实") {
		t.Errorf("the head is told %q", said)
	}
	if said := one.As(head, id).BeforeSigning(signoff.Approve); len(said) != 0 {
		t.Errorf("where it was written: %q", said)
	}
	three := apptest.NewWorkstation(t) // where both come, one after the other
	three.Memory.Keys = one.Memory.Keys
	three.Must(three.SetRoster(one))
	take(three, handOver(one, id))
	one.Must(one.As(head, id).Remark(ctx, figure, "同意报送"))
	there := take(three, handOver(one, id))
	three.Clock.At = one.Clock.At
	if said := three.As(head, there).BeforeSigning(signoff.Approve); len(said) != 2 {
		t.Errorf("of two files the head is told %q", said)
	}
	two.Sign(head, at, signoff.Return, "见意见")
	if said := two.As(head, at).BeforeSigning(signoff.Approve); len(said) != 0 {
		t.Errorf("after the head has signed: %q", said)
	}
}

// At a submission it is said which level nobody could sign.
func TestASubmissionNamesTheLevelThatNobodyCouldSign(t *testing.T) {
	w := apptest.NewWorkstation(t)
	officer, _, leader := w.CreateRoster()
	id := w.Example()
	if said := w.As(officer, id).BeforeSigning(signoff.Submit); len(said) != 0 {
		t.Errorf("everybody is there: %q", said)
	}
	w.Must(w.Deactivate(ctx, apptest.Password, leader))
	if said := w.As(officer, id).BeforeSigning(signoff.Submit); len(said) != 1 || !strings.Contains(said[0], "单位行政负责人审批") {
		t.Errorf("the leader has left: %q", said)
	}
}

// Who was handed an older report with a newer roster is told of both.
func TestAnOlderReportWithANewerRosterIsToldOfBoth(t *testing.T) {
	one, two := apptest.NewWorkstation(t), apptest.NewWorkstation(t)
	officer, head, _ := one.CreateRoster()
	id := one.Small()
	two.Must(two.SetRoster(one))
	at := take(two, handOver(one, id))
	two.Must(two.Set("", at, figure, "12"))
	one.Must(one.Reassign(ctx, apptest.Password, head, "副主任", []int{2}))
	a, err := two.OpenPackage(ctx, handOver(one, id))
	two.Must(err)
	_, err = two.Accept(ctx, a, exchange.Undecided)
	if app.CodeOf(err) != app.Older || !strings.Contains(app.Sentence(err), "已更新到第") || two.Memory.Office.Roster.Version != one.Memory.Office.Roster.Version {
		t.Errorf("%v: %s", err, app.Sentence(err))
	}
	// What went on separately takes nothing before somebody has chosen.
	one.Must(one.Reassign(ctx, apptest.Password, head, "主任", []int{2}))
	one.Must(one.Set(officer, id, figure, "13"))
	a, err = two.OpenPackage(ctx, handOver(one, id))
	two.Must(err)
	before := two.Memory.Office.Roster.Version
	if _, err = two.Accept(ctx, a, exchange.Undecided); app.CodeOf(err) != app.Diverged || two.Memory.Office.Roster.Version != before {
		t.Errorf("%v, roster %d", err, two.Memory.Office.Roster.Version)
	}
}

// A file that is older than what is held here, or another history, has not passed.
func TestAnOlderFileHasNotPassed(t *testing.T) {
	w := apptest.NewWorkstation(t)
	officer, head, leader := w.CreateRoster()
	id := w.Small()
	w.Sign(officer, id, signoff.Submit, "")
	raw := handOver(w, id)
	approveFrom(w, id, officer, head, leader)
	if v := verify(w, raw); v.Outcome != proof.Older || strings.Contains(v.Sentence, "验证通过") || !strings.HasPrefix(v.Sentence, "这是较旧的一份") {
		t.Errorf("%s %s", v.Outcome, v.Sentence)
	}
}

// What is wrong here is not said of the file.
func TestARosterThatDoesNotHoldIsNoFaultOfAFile(t *testing.T) {
	w, _, raw := signed(t)
	path := filepath.Join(t.TempDir(), "x"+handover.Extension)
	w.Must(os.WriteFile(path, raw, 0o600))
	w.Memory.Office.Roster.Office = "别的局"
	if v, err := w.VerifyFile(ctx, path); err == nil || !strings.Contains(app.Sentence(err), "这台电脑上的名册验证未通过") {
		t.Errorf("%+v, %v", v, err)
	}
}

func approveFrom(w *apptest.Workstation, id int64, people ...string) {
	for _, p := range people {
		w.Sign(p, id, signoff.Approve, "")
	}
}
