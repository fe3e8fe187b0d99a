package app

import (
	"fmt"
	"strings"

	"nianbao/app/signoff"
)

// Available lists what can be done with the report now in its sign-off. What
// makes no sense where it stands, or for the person who works here, is left
// out; May says whether the rest is allowed, and why not.
func (s *Session) Available() []signoff.Kind {
	switch s.state.Stage {
	case signoff.Approved:
		if s.actor.Person != nil {
			return []signoff.Kind{signoff.Reopen}
		}
		return nil
	case signoff.Reviewing:
		var kinds []signoff.Kind
		if s.state.MayDecide(s.actor).OK {
			kinds = append(kinds, signoff.Approve, signoff.Return)
		}
		if s.May(signoff.Withdraw).OK {
			kinds = append(kinds, signoff.Withdraw)
		}
		return kinds
	}
	if s.IsExample() {
		return nil
	}
	return []signoff.Kind{signoff.Submit}
}

// LossOfEligibility warns, in a sentence, a later signer who is about to submit
// a draft; "" where that costs nobody a signature.
func (s *Session) LossOfEligibility() string {
	level := s.state.LossOfEligibility(s.actor)
	if level == "" || s.IsExample() {
		return ""
	}
	return fmt.Sprintf("您（%s）是“%s”的签署人：送审这份报告以后，就不能再签这一级。", s.actor.Person.Name(), level)
}

// VoidedSignatures says whose signatures the edits have voided, "" for nobody's.
func (s *Session) VoidedSignatures() string {
	if len(s.state.Signed) == 0 {
		return ""
	}
	var names []string
	for _, v := range s.state.Voided(s.report.Digest()) {
		names = append(names, fmt.Sprintf("%s（%s）", v.Name, s.state.LevelName(v.Level)))
	}
	if names == nil {
		return ""
	}
	return "这次改动使" + strings.Join(names, "、") + "的签名不再有效，重新送审后须再次签名。"
}
