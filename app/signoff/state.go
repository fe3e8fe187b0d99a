// Package signoff is the sign-off of a report: where it stands, who may do what
// and why not, what was signed, and whether the signatures hold.
//
// A signature here is evidence of integrity and attribution; no certification
// authority stands behind it. See WhatASignatureIs.
package signoff

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"nianbao/app/keys"
	"nianbao/app/roster"
)

// Stage is where a report stands.
type Stage string

// The stages.
const (
	Drafting  Stage = "draft"
	Reviewing Stage = "review"
	Approved  Stage = "approved"
)

// Signed is an approval of one level: by whom and of which content.
type Signed struct {
	Level   int // from 1
	Person  string
	Name    string
	Content keys.Digest
	At      int64
}

// State is where a report stands in its sign-off: what all transitions so far make
// of it. The zero State is a draft in its first round.
type State struct {
	Stage     Stage
	Round     int
	Chain     roster.Chain    // of the last submission
	Step      int             // while Reviewing: the index of the level that acts next
	Signed    []Signed        // approvals of this round, in the order of the levels
	Submitter string          // person who submitted last
	Drafters  map[string]bool // who submitted, in earlier rounds too: their work is still in it. Who edited, nobody has signed
	Last      *Transition     // the last transition
	Returned  *Transition     // the return that the draft is to be corrected by
	submitted int64           // when it was submitted last
	untouched bool            // nobody but the submitter has acted since the submission
}

// Reasons why a transition does not fit; their texts are for the person.
var (
	errNotDraft     = errors.New("报告已经在审签中或者已经审批，不能再次送审")
	errNotReviewing = errors.New("报告不在审签中")
	errNotApproved  = errors.New("报告还没有审批，不需要撤销审批")
	errLevelOrder   = misplaced("级别")
	errHandled      = errors.New("下一级已经处理，不能再撤回；需要修改时，请审核人退回")
	errNotSubmitter = errors.New("只有送审人本人可以撤回")
	errTwice        = errors.New("同一人不能在一份报告上签两级，请由另一个可以签这一级的人签")
	errOwnWork      = errors.New("送审人只能担任第一级审核，不能签后面的级别，请由另一个人签")
	ErrNoReason     = errors.New("必须写明理由")
	errRound        = misplaced("轮次")
	errUnknownKind  = misplaced("种类")
	errShape        = misplaced("格式")
	ErrOpinion      = fmt.Errorf("意见最多%d字，不能含有看不见的字符", MaxOpinion)
	errReopener     = errors.New("只有送审或者审签过这份报告的人，才能撤销审批")
)

// misplaced is the reason of a step that this program would never have made there.
func misplaced(what string) error {
	return fmt.Errorf("这一步与前面的审签经过接不上（%s不对）：记录损坏、被改动过，或者由更新版本的年报通写成", what)
}

// MaxOpinion is the longest opinion, in characters.
const MaxOpinion = 2000

// Begin returns the state of a report that nothing has happened to.
func Begin() State { return State{Stage: Drafting, Round: 1, Drafters: map[string]bool{}} }

// Clone returns a state that can go on by itself.
func (s *State) Clone() State {
	c := *s
	c.Drafters, c.Signed = maps.Clone(s.Drafters), slices.Clone(s.Signed)
	return c
}

// OnePerson says whether the report is signed at the only level there is, by who sent
// it on.
func (s *State) OnePerson() bool {
	return len(s.Chain) == 1 && len(s.Signed) == 1 && s.Signed[0].Person == s.Submitter
}

// Holding returns how many levels, from the first, have signed the content.
func (s *State) Holding(content keys.Digest, chain roster.Chain) int {
	if !s.Chain.Equal(chain) {
		return 0
	}
	n := 0
	for n < len(s.Signed) && s.Signed[n].Level == n+1 && s.Signed[n].Content == content {
		n++
	}
	return n
}

// Voided names the levels whose signatures an unsent change has voided.
func (s *State) Voided(content keys.Digest) []Signed {
	if s.Stage != Drafting {
		return nil
	}
	return s.Signed[s.Holding(content, s.Chain):]
}

// Level returns the level that acts next, counted from 1; 0 when none does.
func (s *State) Level() int {
	if s.Stage != Reviewing {
		return 0
	}
	return s.Step + 1
}

// LevelName returns the name of a level of the chain, counted from 1.
func (s *State) LevelName(level int) string {
	if level < 1 || level > len(s.Chain) {
		return ""
	}
	return s.Chain[level-1].Name
}

// Name returns what the screen calls the state: 草稿, 退回修改, 待初审, 已审批.
func (s *State) Name() string {
	switch s.Stage {
	case Reviewing:
		return "待" + s.Chain[s.Step].Short
	case Approved:
		return "已审批"
	}
	if s.Returned != nil {
		return "退回修改"
	}
	return "草稿"
}

// Fits says why a transition cannot follow, by the order of the levels and by who
// may sign: everything that does not take keys to judge.
func (s *State) Fits(a *Transition) error {
	if a.Round != s.Round && a.Kind != Reopen || a.Kind == Reopen && a.Round != s.Round+1 {
		return errRound
	}
	if err := a.shape(); err != nil {
		return err
	}
	switch a.Kind {
	case Submit:
		if s.Stage != Drafting {
			return errNotDraft
		}
		return a.Chain.Check()
	case Approve, Return:
		return s.decisionFits(a)
	case Withdraw:
		return s.withdrawalFits(a.Person)
	case Reopen:
		return s.reopeningFits(a)
	}
	return errUnknownKind
}

func (s *State) decisionFits(a *Transition) error {
	switch {
	case s.Stage != Reviewing:
		return errNotReviewing
	case a.Level != s.Step+1 || a.LevelName != s.Chain[s.Step].Name:
		return errLevelOrder
	case a.Kind == Return && a.Opinion == "":
		return ErrNoReason
	case a.Kind == Return: // nothing may stand against it, or a report could be locked for ever
		return nil
	}
	return s.separateDuties(a.Person)
}

// separateDuties keeps the duties of one report apart.
func (s *State) separateDuties(person string) error {
	for _, signed := range s.Signed[:s.Step] {
		if signed.Person == person {
			return errTwice
		}
	}
	if s.Step > 0 && s.Drafters[person] {
		return errOwnWork
	}
	return nil
}

func (s *State) withdrawalFits(person string) error {
	switch {
	case s.Stage != Reviewing:
		return errNotReviewing
	case !s.untouched:
		return errHandled
	case person != s.Submitter:
		return errNotSubmitter
	}
	return nil
}

func (s *State) reopeningFits(a *Transition) error {
	switch {
	case s.Stage != Approved:
		return errNotApproved
	case a.Opinion == "":
		return ErrNoReason
	}
	return s.tookPart(a.Person)
}

// tookPart says whether somebody has had a hand in the report.
func (s *State) tookPart(person string) error {
	if s.Drafters[person] || slices.ContainsFunc(s.Signed, func(signed Signed) bool { return signed.Person == person }) {
		return nil
	}
	return errReopener
}

// Apply brings the state up to date with a transition. The error is why it does not
// fit; the state is unchanged then.
func (s *State) Apply(a *Transition) error {
	if err := s.Fits(a); err != nil {
		return err
	}
	switch a.Kind {
	case Submit:
		s.submit(a)
	case Approve:
		s.approve(a)
	case Return:
		s.Stage, s.Returned = Drafting, a
	case Withdraw:
		s.Stage = Drafting
	case Reopen:
		drafters := s.Drafters
		*s = Begin()
		s.Round, s.Drafters = a.Round, drafters
	}
	s.Last = a
	return nil
}

// submit begins with the first level whose signature does not hold any more.
func (s *State) submit(a *Transition) {
	holding := s.Holding(a.Content, a.Chain)
	s.Chain, s.Signed = a.Chain, s.Signed[:holding:holding]
	s.Stage, s.Step = Reviewing, holding
	s.Submitter, s.submitted, s.untouched = a.Person, a.At, true
	s.Drafters[a.Person] = true
	// A drafter's earlier signature of a later level would be one on their own work.
	for i, signed := range s.Signed {
		if i > 0 && s.Drafters[signed.Person] {
			s.Signed, s.Step = s.Signed[:i:i], i
			break
		}
	}
	s.Returned = nil
}

func (s *State) approve(a *Transition) {
	s.Signed = append(s.Signed[:s.Step:s.Step], Signed{
		Level: a.Level, Person: a.Person, Name: a.Name, Content: a.Content, At: a.At,
	})
	s.untouched = s.untouched && a.Person == s.Submitter
	if s.Step++; s.Step == len(s.Chain) {
		s.Stage, s.Step = Approved, 0
	}
}

// Watermark returns what every page of the report carries: nothing once it is
// approved.
func (s *State) Watermark() string {
	switch {
	case s.Stage == Approved:
		return ""
	case s.Stage == Reviewing:
		return fmt.Sprintf("送审稿　%s", s.Name())
	}
	return "草稿"
}
