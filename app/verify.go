package app

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"nianbao/app/handover"
	"nianbao/app/keys"
	"nianbao/app/signoff"
)

// Outcome is the answer to the question whether something is what was signed.
type Outcome string

// The outcomes.
const (
	Holds    Outcome = "holds"    // signatures and content fit
	Outdate  Outcome = "older"    // genuine, and an older version than what is held here
	Differs  Outcome = "differs"  // genuine, and another course than what is held here
	Fails    Outcome = "fails"    // not what was signed
	Nothing  Outcome = "unknown"  // nothing here to compare with
	Unproven Outcome = "unproven" // whole, but by a roster that nobody here has compared
)

// Verification is what can be said of a hand-over file or of a digest that was entered.
type Verification struct {
	Outcome     Outcome
	Sentence    string
	Title       string // of the report, "" where there is none
	State       string // 已审批
	Digest      keys.Digest
	Transitions []*signoff.Transition
	Differences []Difference // ours is what is held here, theirs what was asked about
}

// VerifyFile says whether a hand-over file holds, and how it stands to what is
// held here. Only a file that cannot be opened is an error.
func (d *Service) VerifyFile(ctx context.Context, path string) (*Verification, error) {
	a, err := d.OpenPackageFile(ctx, path)
	var known *Error
	switch {
	case errors.As(err, &known) && (known.Code == Untrusted || known.Code == Newer):
		return &Verification{Outcome: Fails, Sentence: "验证未通过：" + orElse(known.Detail, Sentence(err))}, nil
	case err != nil:
		return nil, err
	}
	if a.File.Kind != handover.KindReport {
		return &Verification{Outcome: Holds, Sentence: "文件完整，但是其中没有报告。"}, nil
	}
	v := &Verification{Outcome: Holds, Title: a.Report.Title(), State: a.Replay.State.Name(), Digest: a.Report.Digest()}
	for _, verdict := range a.Replay.Results {
		v.Transitions = append(v.Transitions, verdict.Transition)
	}
	v.Sentence = fmt.Sprintf("验证通过：文件完整，其中 %d 个签名全部有效，内容与所签的一致。", len(v.Transitions))
	if a.NewOffice { // anybody can make a roster of their own, and sign by it
		v.Outcome = Unproven
		v.Sentence = fmt.Sprintf("文件完整，其中 %d 个签名与文件自带的名册一致；但是这台电脑上还没有名册，还不能确认是谁签的。请与名册管理人核对名册代码：%s。",
			len(v.Transitions), a.Roster.Roster.OfficeKey.Code())
	}
	return v, d.compare(ctx, a, v)
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

// compare adds how the file stands to the draft held here.
func (d *Service) compare(ctx context.Context, a *ImportPreview, v *Verification) error {
	if a.Held == 0 || a.Relation != handover.Older && a.Relation != handover.Diverged {
		return nil
	}
	s, err := d.Open(ctx, a.Held)
	if err != nil {
		return err
	}
	v.Differences = Differences(s.Report(), a.Report)
	v.Outcome = Outdate
	v.Sentence = "签名有效，但是这是较旧的一份：本机已有之后的记录。"
	if a.Relation == handover.Diverged {
		v.Outcome = Differs
		v.Sentence = "签名有效，但是与本机的这份报告不同：两边分别改动过。"
	}
	v.Sentence += sayDiffering(len(v.Differences))
	return nil
}

func sayDiffering(n int) string {
	if n == 0 {
		return "内容没有不同。"
	}
	return fmt.Sprintf("内容有 %d 处不同。", n)
}

// VerifyDigest says which signed content a digest names that somebody read
// off a page: the one that stands, an older one, or none.
func (d *Service) VerifyDigest(ctx context.Context, typed string) (*Verification, error) {
	if n := keys.DigitsOf(typed); n < keys.FewestDigits {
		return &Verification{Outcome: Nothing, Sentence: fmt.Sprintf("内容摘要不完整：输入了 %d 位，至少要有 %d 位，请照页脚上的输入全。", n, keys.FewestDigits)}, nil
	}
	acts, err := d.Drafts.Transitions(ctx)
	if err != nil {
		return nil, err
	}
	var found *StoredTransition
	for i := range acts {
		if a := &acts[i]; a.Transition.Content.Matches(typed) && (found == nil || a.Transition.Kind == signoff.Approve) {
			found = a
		}
	}
	if found == nil {
		return &Verification{Outcome: Nothing, Sentence: "本机的报告中没有这个内容摘要。请检查输入；如果输入无误，这份纸面件与本机保存的任何一次签名都不一致。"}, nil
	}
	s, err := d.Open(ctx, found.Draft)
	if err != nil {
		return nil, err
	}
	return s.verifyTransition(found), nil
}

// verifyTransition says how the content that a transition signed stands to the present one.
func (s *Session) verifyTransition(found *StoredTransition) *Verification {
	v := &Verification{Outcome: Holds, Title: s.report.Title(), State: s.state.Name(), Digest: found.Transition.Content}
	for _, verdict := range s.results {
		if verdict.Transition.Content == found.Transition.Content {
			v.Transitions = append(v.Transitions, verdict.Transition)
		}
	}
	if len(s.problems) > 0 {
		v.Outcome, v.Sentence = Fails, "验证未通过："+strings.Join(firstOf(s.problems, 3), "")
		return v
	}
	when := found.Transition.Time().Local().Format("2006年1月2日")
	if s.report.Digest() == found.Transition.Content {
		v.Sentence = fmt.Sprintf("验证通过：与本机保存的现行内容一致，报告%s；最近一次签名于%s（%s）。", s.state.Name(), when, found.Transition.Title())
		return v
	}
	then := s.ReportAt(found.Seq)
	v.Outcome, v.Differences = Outdate, Differences(s.report, then)
	v.Sentence = fmt.Sprintf("这是%s由%s签过的较旧的一份（第%d轮，%s），之后内容有过改动。", when, found.Transition.Name, found.Transition.Round, found.Transition.Title()) + sayDiffering(len(v.Differences))
	return v
}
