package proof

import (
	"fmt"

	"nianbao/app/keys"
	"nianbao/app/report"
)

// Outcome is the answer to the question whether something is what was signed.
type Outcome string

// The outcomes.
const (
	Holds        Outcome = "holds"         // all signatures hold, and the last covers the content as it stands
	HoldsEarlier Outcome = "holds_earlier" // all signatures hold, and unsigned changes follow
	Unsigned     Outcome = "unsigned"      // nobody signed
	Unproven     Outcome = "unproven"      // would hold, by a roster that nobody here has compared, or by signatures that came late
	Older        Outcome = "older"         // genuine, and an older version than what is held here
	Differs      Outcome = "differs"       // genuine, and another history than what is held here
	NotApproved  Outcome = "not_approved"  // what was signed, and returned or withdrawn since: no approval stands for it
	Damaged      Outcome = "damaged"       // not what was signed
	Unknown      Outcome = "unknown"       // nothing here to compare with
)

// Outcome says in a word what the signatures prove. It takes for granted that the
// record holds.
func (p *Proof) Outcome() Outcome {
	switch {
	case !p.Signed():
		return Unsigned
	case p.LateText() != "":
		return Unproven
	case !p.Complete():
		return HoldsEarlier
	}
	return Holds
}

// Verification is what can be said of a hand-over file or of a digest that was
// entered.
type Verification struct {
	Outcome  Outcome
	Sentence string
	Approved bool   // with a digest: what it names was approved
	Mistyped bool   // what was entered cannot be a digest, whatever is on the page
	NoReport bool   // it is sound, and has no report
	Newer    bool   // it was made by a newer version of the program, and cannot be judged
	Title    string // of the report, "" where there is none
	Edition  string // of its form
	State    string // of what was asked about: 已审批
	Digest   keys.Digest
	Proof
	Roster      Roster
	Differences []report.Difference // ours is what is held here, theirs what was asked about

	// With a digest that was found: the draft, and the entry of the journal that
	// signed it, for the pages to be compared with.
	Draft, Seq int64
}

// Paper is what somebody reads off the footer of an approved page. The figures may
// be "", on papers of before that have none.
type Paper struct {
	Digest, Received, Closed string // 内容摘要, 新收, 办结
}

// Roster names the roster that signatures were held against.
type Roster struct {
	Code     string // to be compared, "" for none
	Compared bool   // somebody here has compared it
}

// SayDiffering says at how many places two histories differ.
func SayDiffering(n int) string {
	if n == 0 {
		return "内容没有不同。"
	}
	return fmt.Sprintf("内容有 %d 处不同。", n)
}
