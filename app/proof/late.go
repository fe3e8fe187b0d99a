package proof

import (
	"encoding/json"
	"fmt"
	"math"
	"time"

	"nianbao/app/roster"
	"nianbao/app/signoff"
)

// Late says of a signature that is seen here for the first time what speaks against
// the time it names, by the roster that was held here before: "" for nothing. The
// time of a signature is what the signer's clock said; what came only after a key
// was given up, or after the levels were changed, may have been made then. Vouched is
// the earliest time that a later signature by a key in force names: who made that had
// this one before them, see ByOtherLevels.
func Late(a *signoff.Transition, held *roster.Roster, vouched int64) string {
	if held == nil {
		return ""
	}
	if p := held.Person(a.Person); p != nil && p.HasHeld(a.Key) && p.Current() != a.Key && vouched >= ended(p, a) {
		return fmt.Sprintf("%s的这把密钥已于%s停用，这个签名在那以后才第一次出现在这台电脑上；签名时间是签名人的电脑所记，程序不能证明", p.Name(), day(ended(p, a)))
	}
	if ByOtherLevels(a, held) {
		return fmt.Sprintf("送审所用的 %d 级审签已经改为 %d 级，这个签名在那以后才第一次出现在这台电脑上；签名时间是签名人的电脑所记，程序不能证明", len(a.Chain), len(held.Chain()))
	}
	return ""
}

// ended is when the key of a signature ceased to be the person's.
func ended(p *roster.Person, a *signoff.Transition) int64 {
	at := int64(0)
	for _, g := range p.Registrations {
		if g.Key == a.Key {
			at = max(at, g.Until)
		}
	}
	return at
}

// ByOtherLevels says whether a report was submitted for other levels than those in
// force: those who decided by them may all have set their clocks back, so that no
// later signature of theirs speaks for it.
func ByOtherLevels(a *signoff.Transition, held *roster.Roster) bool {
	return held != nil && a.Kind == signoff.Submit && !a.Chain.Equal(held.Chain())
}

func day(at int64) string { return time.UnixMicro(at).Local().Format("2006年1月2日") }

// Marks are what speaks against the signatures of a report, by the number of their
// entries, as it was when they were first seen here.
type Marks map[int64]string

// MarksSetting names the setting that keeps the marks of a report.
func MarksSetting(uid string) string { return "late." + uid }

// ReadMarks reads what Text wrote; of what is not that nothing is taken.
func ReadMarks(text string) Marks { return readNoted[Marks](text) }

// Text is the marks as they are kept, "" for none.
func (m Marks) Text() string { return textOf(m) }

// readNoted reads what is noted by the numbers of entries, as textOf wrote it; of what
// is not that nothing is taken.
func readNoted[M ~map[int64]V, V int64 | string](text string) M {
	m := M{}
	if json.Unmarshal([]byte(text), &m) != nil {
		return M{}
	}
	return m
}

// textOf is what is noted as it is kept, "" for nothing.
func textOf[M ~map[int64]V, V int64 | string](m M) string {
	if len(m) == 0 {
		return ""
	}
	text, _ := json.Marshal(m) // texts and numbers always encode
	return string(text)
}

// MarkLate marks the signatures behind an entry, which are seen here for the first
// time, beside what was marked before. An approval by a key in force, by a roster that
// is no older than the one held here, ends what speaks against those before it: who
// signed it was told. The signature of a hand-over is never kept: each is seen for the
// first time.
func (p *Proof) MarkLate(known Marks, behind int64, held *roster.Roster) {
	vouched, told := int64(math.MaxInt64), false
	for i := len(p.Signatures) - 1; i >= 0; i-- {
		s := &p.Signatures[i]
		s.Late = ""
		switch {
		case told && !ByOtherLevels(s.Transition, held):
		case s.handedOver():
			s.Late = Late(s.Transition, held, vouched)
		case known[s.Seq] != "":
			s.Late = known[s.Seq]
		case s.Seq > behind:
			s.Late = Late(s.Transition, held, vouched)
		}
		if s.Late == "" && s.inForce(held) {
			vouched = min(vouched, s.Transition.At)
			told = told || s.Transition.Kind == signoff.Approve && s.Seq > behind && s.Transition.RosterVersion >= held.Version
		}
	}
}

// inForce says whether the signature holds, by a key that is still the signer's.
func (s *Signature) inForce(held *roster.Roster) bool {
	if held == nil || !s.Holds() {
		return false
	}
	p := held.Person(s.Transition.Person)
	return p != nil && p.Current() == s.Transition.Key
}

func (s *Signature) handedOver() bool { return s.Transition.Kind == signoff.HandedOver }

// Marks returns what MarkLate marked of the record.
func (p *Proof) Marks() Marks {
	out := Marks{}
	for i := range p.Signatures {
		if s := &p.Signatures[i]; s.Late != "" && !s.handedOver() {
			out[s.Seq] = s.Late
		}
	}
	return out
}

// LateText tells of the marks that count, "" for none: those of signatures in the
// present round that cover the content as it stands. Others were signed anew.
func (p *Proof) LateText() string {
	round := 0
	for i := range p.Signatures {
		round = max(round, p.Signatures[i].Transition.Round)
	}
	text := ""
	for i := range p.Signatures {
		if s := &p.Signatures[i]; s.Late != "" && s.Covers == Content && s.Transition.Round == round {
			text += fmt.Sprintf("%s的“%s”：%s。", s.Transition.Signer(), s.Transition.Title(), s.Late)
		}
	}
	if text != "" {
		text = "请向签名人核实是什么时候签的；核实不了的，退回或者撤销审批，重新审签。" + text
	}
	return text
}
