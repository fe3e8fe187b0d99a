package signoff

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"nianbao/app/canonical"
	"nianbao/app/keys"
	"nianbao/app/report"
	"nianbao/app/roster"
)

// Kind says what a signed transition does.
type Kind string

// The transitions.
const (
	Submit   Kind = "submit"   // 送审
	Approve  Kind = "approve"  // 通过
	Return   Kind = "return"   // 退回
	Withdraw Kind = "withdraw" // 撤回
	Reopen   Kind = "reopen"   // 撤销审批
)

// HandedOver is the kind of a signature that whoever hands a report over puts on
// the whole of it. It stands in the hand-over file and not in the record: it
// changes nothing of where the report stands.
const HandedOver Kind = "handover" // 移交

// Name returns what the screen calls the transition.
func (k Kind) Name() string {
	return map[Kind]string{Submit: "送审", Approve: "通过", Return: "退回", Withdraw: "撤回", Reopen: "撤销审批", HandedOver: "移交"}[k]
}

// Transition is one signed step of the sign-off. The signature covers everything
// else, and through Prev all that was journaled before it.
type Transition struct {
	Kind      Kind         `json:"kind"`
	Report    string       `json:"report"` // uid of the report
	Unit      string       `json:"unit"`
	Year      int          `json:"year"`
	Round     int          `json:"round"`           // from 1; a reopened report is in the next
	Level     int          `json:"level"`           // from 1 with Approve and Return, else 0
	LevelName string       `json:"level_name"`      // 承办人员初审
	Chain     roster.Chain `json:"chain,omitempty"` // with Submit: the levels of this submission
	Person    string       `json:"person"`
	Name      string       `json:"name"`
	Post      string       `json:"post"`
	Key       keys.Public  `json:"key"`
	Content   keys.Digest  `json:"content"` // SM3 of the canonical content
	Prev      keys.Digest  `json:"prev"`    // SM3 chain of the journal before this act
	Opinion   string       `json:"opinion"`
	At        int64        `json:"at"` // Unix microseconds

	// The roster that the person signed by. Signatures of before name none.
	OfficeKey     keys.Public `json:"office_key,omitempty"`
	RosterVersion int         `json:"roster,omitempty"`

	// In whose stead a deputy signed the level: id and name; none for an own level.
	DeputyFor  string `json:"deputy_for,omitempty"`
	DeputyName string `json:"deputy_name,omitempty"`

	// With HandedOver: SM3 of what stands in the file beside the record, "" for nothing.
	Beside keys.Digest `json:"beside,omitempty"`

	Signature []byte `json:"signature,omitempty"`
}

// NamesRoster says whether the signature names the roster it was made by, as those
// of before do not.
func (a *Transition) NamesRoster() bool { return a.OfficeKey != "" || a.RosterVersion != 0 }

// Time returns when the transition was signed.
func (a *Transition) Time() time.Time { return time.UnixMicro(a.At) }

// message is what is signed: all of the transition but the signature.
func (a *Transition) message() []byte {
	var w canonical.Writer
	w.Size(usualMessage).Raw("nianbao act\n").
		Text(`{"kind":`, string(a.Kind)).Text(`,"report":`, a.Report).Text(`,"unit":`, a.Unit).Int(`,"year":`, int64(a.Year)).
		Int(`,"round":`, int64(a.Round)).Int(`,"level":`, int64(a.Level)).Text(`,"level_name":`, a.LevelName)
	for i, level := range a.Chain {
		w.Raw([]string{`,"chain":[`, ","}[min(i, 1)]).Text(`{"name":`, level.Name).Text(`,"short":`, level.Short).Raw("}")
	}
	if len(a.Chain) > 0 {
		w.Raw("]")
	}
	w.Text(`,"person":`, a.Person).Text(`,"name":`, a.Name).Text(`,"post":`, a.Post).Text(`,"key":`, string(a.Key)).
		Text(`,"content":`, string(a.Content)).Text(`,"prev":`, string(a.Prev)).Text(`,"opinion":`, a.Opinion).Int(`,"at":`, a.At).
		Some(`,"office_key":`, string(a.OfficeKey))
	if a.RosterVersion != 0 {
		w.Int(`,"roster":`, int64(a.RosterVersion))
	}
	w.Some(`,"deputy_for":`, a.DeputyFor).Some(`,"deputy_name":`, a.DeputyName).Some(`,"beside":`, string(a.Beside))
	return w.Raw("}").Bytes()
}

// usualMessage is about how many bytes are signed.
const usualMessage = 1100

// ReadTransition reads a transition that is in canonical form. What is blank and may be
// left out is.
func ReadTransition(r *canonical.Reader) *Transition {
	a := &Transition{}
	r.Must(`{"kind":`)
	a.Kind = Kind(r.Text())
	for _, f := range []struct {
		name string
		into *string
	}{{`,"report":`, &a.Report}, {`,"unit":`, &a.Unit}} {
		r.Must(f.name)
		*f.into = r.Text()
	}
	for _, f := range []struct {
		name string
		into *int
	}{{`,"year":`, &a.Year}, {`,"round":`, &a.Round}, {`,"level":`, &a.Level}} {
		r.Must(f.name)
		*f.into = int(r.Int())
	}
	r.Must(`,"level_name":`)
	a.LevelName = r.Text()
	if r.Has(`,"chain":`) {
		a.Chain = roster.ReadChain(r)
		r.Need(len(a.Chain) > 0)
	}
	for _, f := range []struct {
		name string
		into *string
	}{
		{`,"person":`, &a.Person},
		{`,"name":`, &a.Name},
		{`,"post":`, &a.Post},
		{`,"key":`, (*string)(&a.Key)},
		{`,"content":`, (*string)(&a.Content)},
		{`,"prev":`, (*string)(&a.Prev)},
		{`,"opinion":`, &a.Opinion},
	} {
		r.Must(f.name)
		*f.into = r.Text()
	}
	r.Must(`,"at":`)
	a.At = r.Int()
	a.OfficeKey = keys.Public(r.SomeText(`,"office_key":`))
	a.RosterVersion = int(r.SomeInt(`,"roster":`))
	a.DeputyFor, a.DeputyName = r.SomeText(`,"deputy_for":`), r.SomeText(`,"deputy_name":`)
	a.Beside = keys.Digest(r.SomeText(`,"beside":`))
	a.Signature = r.SomeBytes(`,"signature":`)
	r.Must("}")
	return a
}

// Sign puts the signature on the transition.
func (a *Transition) Sign(s keys.Signer) error {
	a.Key = s.Public()
	sig, err := s.Sign(a.message())
	if err != nil {
		return fmt.Errorf("sign %s: %w", a.Kind, err)
	}
	a.Signature = sig
	return nil
}

// Genuine says whether the signature is that of the key the transition names.
func (a *Transition) Genuine() bool { return keys.Verify(a.Key, a.message(), a.Signature) }

// shape says what the transition carries that such a transition does not have: it would be
// read as part of what was signed.
func (a *Transition) shape() error {
	decides := a.Kind == Approve || a.Kind == Return
	switch {
	case !decides && (a.Level != 0 || a.LevelName != "" || a.DeputyFor != ""), a.Kind != Submit && len(a.Chain) > 0, a.Kind != HandedOver && a.Beside != "":
		return errShape
	case (a.DeputyFor == "") != (a.DeputyName == ""), !roster.PlainName(a.DeputyName):
		return errShape
	case utf8.RuneCountInString(a.Opinion) > MaxOpinion, !report.Plain(a.Opinion):
		return ErrOpinion
	}
	return nil
}

// Signer names who signed: 王五, or 王五（代李四） for a deputy.
func (a *Transition) Signer() string {
	if a.DeputyName == "" {
		return a.Name
	}
	return a.Name + "（代" + a.DeputyName + "）"
}

// SignerAndPost names who signed with the post: 王五（代李四，副主任）.
func (a *Transition) SignerAndPost() string {
	more := a.Post
	if a.DeputyName != "" {
		more = strings.TrimSuffix("代"+a.DeputyName+"，"+a.Post, "，")
	}
	if more == "" {
		return a.Name
	}
	return a.Name + "（" + more + "）"
}

// Title names the step for people: 承办人员初审：通过.
func (a *Transition) Title() string {
	if a.LevelName == "" {
		return a.Kind.Name()
	}
	return a.LevelName + "：" + a.Kind.Name()
}

// Line tells the step in one line: when, who, what and the opinion.
func (a *Transition) Line() string {
	s := a.Time().Local().Format("2006年1月2日 15:04")
	if round := RoundName(a.Round); round != "" {
		s += "　" + round
	}
	s += "　" + a.Signer() + "　" + a.Title()
	if a.Opinion != "" {
		s += "　“" + strings.ReplaceAll(a.Opinion, "\n", " ") + "”" // a line of its own could pass for another step
	}
	return s
}

// WhatASignatureIs is said wherever a signature is made, listed or printed, in
// these words everywhere.
const WhatASignatureIs = "本签名未经依法设立的电子认证服务提供者认证，用于核验内容是否改动和由谁签署，不代替手写签名和盖章。"

// verb names what is done at the transition's level: 初审, 审核, 审查, 审批.
func (a *Transition) verb() string {
	for _, deed := range []string{"初审", "复审", "终审", "审核", "审查", "审批", "审定", "签发"} {
		if strings.HasSuffix(a.LevelName, deed) {
			return deed
		}
	}
	return "审核"
}

// Declaration says in words what a person is about to sign. It is shown only:
// what is signed is the transition itself, so old signatures do not depend on it.
func (a *Transition) Declaration() string {
	what := fmt.Sprintf("《%s%d年政府信息公开工作年度报告》", a.Unit, a.Year)
	who := a.Name
	if a.DeputyName != "" {
		who += "代" + a.DeputyName
	}
	switch a.Kind {
	case Submit:
		return fmt.Sprintf("本人%s将%s送交审签。内容以下列摘要为准。", a.Name, what)
	case Approve:
		return fmt.Sprintf("本人%s在“%s”环节%s，同意%s。内容以下列摘要为准。", who, a.LevelName, a.verb(), what)
	case Return:
		return fmt.Sprintf("本人%s在“%s”环节%s，将%s退回修改。", who, a.LevelName, a.verb(), what)
	case Withdraw:
		return fmt.Sprintf("本人%s撤回已送审的%s。", a.Name, what)
	case HandedOver:
		return fmt.Sprintf("本人%s移交%s的全部记录。内容以下列摘要为准。", a.Name, what)
	}
	return fmt.Sprintf("本人%s撤销%s的审批。原审批件仍然保留，新一轮须重新审签。", a.Name, what)
}
