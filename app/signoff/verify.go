package signoff

import (
	"fmt"
	"strings"
	"time"

	"nianbao/app/keys"
	"nianbao/app/roster"
)

// Fact is a transition with what really stood before it in the journal.
type Fact struct {
	Seq        int64
	Report     string
	Unit       string
	Year       int
	Content    keys.Digest // digest of the content as it was then
	Prev       keys.Digest // digest chain of the journal before the transition
	At         time.Time   // of the journal entry
	Transition *Transition
}

// Result is what became of checking one transition: Problem is "" when the signature
// holds, else a sentence.
type Result struct {
	Seq        int64
	Transition *Transition
	Problem    string
}

// Verifier checks transitions one after the other.
type Verifier struct {
	Roster *roster.Roster // nil when there is none to check against
	State  State
	Ahead  *Checking // of signatures that are asked for soon, nil for none
	last   int64     // when the last transition was signed
	roster int       // the version of the roster that it was signed by, 0 where it names none
}

// VerifierAt returns a verifier for what follows a state.
func VerifierAt(people *roster.Roster, s State) *Verifier {
	v := &Verifier{Roster: people, State: s}
	if s.Last != nil {
		v.last, v.roster = s.Last.At, s.Last.RosterVersion
	}
	return v
}

// Locked says why nothing can have been changed now, "" when it can.
func (j *Verifier) Locked() string {
	if j.State.Stage == Drafting {
		return ""
	}
	return "报告锁定（" + j.State.Name() + "）期间内容被改动"
}

// Verify judges one transition and, when it fits, brings the state up to date.
func (j *Verifier) Verify(f Fact) Result {
	v := Result{Seq: f.Seq, Transition: f.Transition, Problem: j.problem(f)}
	if err := j.State.Apply(f.Transition); err != nil && v.Problem == "" {
		v.Problem = err.Error()
	}
	j.last, j.roster = max(j.last, f.Transition.At), max(j.roster, f.Transition.RosterVersion)
	return v.worded()
}

// VerifyHandOver judges the signature on a record that was handed over. It
// changes nothing of the state.
func (j *Verifier) VerifyHandOver(f Fact) Result {
	v := Result{Seq: f.Seq, Transition: f.Transition, Problem: j.problem(f)}
	if v.Problem == "" && f.Transition.Kind != HandedOver {
		v.Problem = errUnknownKind.Error()
	}
	return v.worded()
}

// worded says of a problem whose signature it is.
func (v Result) worded() Result {
	if v.Problem != "" {
		a := v.Transition
		v.Problem = fmt.Sprintf("%s的签名（%s，%s）：%s。", a.Signer(), strings.ReplaceAll(a.Title(), "：", "，"), a.Time().Local().Format("2006-01-02 15:04"), v.Problem)
	}
	return v
}

// problem returns the first thing that is wrong, "" when nothing is.
func (j *Verifier) problem(f Fact) string {
	a := f.Transition
	switch {
	case a.Report != f.Report:
		return "签名属于另一份报告"
	case a.Unit != f.Unit || a.Year != f.Year:
		return "签名属于另一个单位或者另一年度的报告"
	case a.At != f.At.UnixMicro():
		return "签名时间与记录时间不符"
	case a.At < j.last:
		return "签名时间早于前一步，时钟可能被调回"
	case a.Prev != f.Prev:
		return "签名之前的记录被改动、删去或者调换过"
	case a.Content != f.Content:
		return "签名所写的内容摘要，与当时的内容不符"
	}
	for _, judge := range []func(*Transition) string{j.signer, j.signedBy, j.levels} {
		if problem := judge(a); problem != "" {
			return problem
		}
	}
	if !j.Ahead.Genuine(a) {
		return "签名与所签的内容对不上：文件损坏、被改动过，或者不是本人所签"
	}
	return ""
}

// signer checks who signed against the roster.
func (j *Verifier) signer(a *Transition) string {
	if j.Roster == nil {
		return "没有名册，无法验证签名人"
	}
	p := j.Roster.Person(a.Person)
	if p == nil {
		return "签名人不在名册中"
	}
	switch {
	case !p.HeldAt(a.Key, a.At):
		return notHeld(p, a)
	case !p.WasRegisteredAs(a.Name, a.Post, a.Key, a.At):
		return "签名人的姓名或职务与名册不符"
	case (a.Kind == Approve || a.Kind == Return) && !j.Roster.MaySign(p, j.State.Chain, a.Level, a.At):
		return p.Name() + "没有这一级的签名权限"
	}
	return j.deputy(a, p)
}

// notHeld says of a key that was not the signer's when it signed what it is: one that
// was theirs until they left or were registered anew, or nobody's that is known here.
func notHeld(p *roster.Person, a *Transition) string {
	if !p.HasHeld(a.Key) {
		return "签名所用的密钥没有登记在" + p.Name() + "名下"
	}
	from, until := p.Held(a.Key)
	day := func(at int64) string { return time.UnixMicro(at).Local().Format("2006年1月2日") }
	if a.At < from {
		return fmt.Sprintf("%s的这把密钥%s才登记，签名时间在那以前，不算数；签名时间是签名人的电脑所记，请他校准时间以后重新签名", p.Name(), day(from))
	}
	return fmt.Sprintf("%s的这把密钥已于%s停用（离开或者重新登记），这个签名的时间在停用以后，不算数。请由接替的人签名，或者请交来文件的人不签名移交；登记有误的，请与名册管理人联系", p.Name(), day(until))
}

// deputy checks in whose stead a level was signed.
func (j *Verifier) deputy(a *Transition, p *roster.Person) string {
	of := ""
	if a.Kind == Approve || a.Kind == Return {
		of = j.Roster.StandsFor(p, j.State.Chain, a.Level, a.At)
	}
	switch {
	case of == a.DeputyFor && (of == "" || j.Roster.Person(of).WasNamed(a.DeputyName)):
		return ""
	case a.DeputyFor == "":
		return "名册登记的是代签，签名没有写明代谁签"
	}
	return "签名写明代" + a.DeputyName + "签，与名册不符"
}

// signedBy checks the roster that the signature names.
func (j *Verifier) signedBy(a *Transition) string {
	switch {
	case !a.NamesRoster():
		return ""
	case a.OfficeKey != j.Roster.KeyAt(a.RosterVersion): // the office may have changed its key since
		return "签名所依据的是另一份名册"
	case a.RosterVersion < j.roster:
		return fmt.Sprintf("签名所依据的名册（第%d版）比前一步的（第%d版）旧", a.RosterVersion, j.roster)
	}
	return ""
}

// levels checks the levels of a submission.
func (j *Verifier) levels(a *Transition) string {
	switch {
	case a.Kind != Submit:
		return ""
	case !j.Roster.HasChain(a.Chain):
		return "审签级数或名称不是本单位名册所定"
	case !j.Roster.InForce(a.Chain, a.RosterVersion):
		return fmt.Sprintf("审签级数或名称不是名册第%d版所定", a.RosterVersion)
	}
	return ""
}
