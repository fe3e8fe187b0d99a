package proof

import (
	"encoding/json"
	"fmt"
	"time"

	"nianbao/app/roster"
	"nianbao/app/signoff"
)

// Late says of a signature that is seen here for the first time what speaks against
// the time it names, by the roster that was held here before: "" for nothing. The
// time of a signature is what the signer's clock said; what came only after a key
// was given up, or after the levels were changed, may have been made then.
func Late(a *signoff.Transition, held *roster.Roster) string {
	if held == nil {
		return ""
	}
	if p := held.Person(a.Person); p != nil && p.HasHeld(a.Key) && p.Current() != a.Key {
		return fmt.Sprintf("%s的这把密钥已于%s停用，这个签名在那以后才第一次出现在这台电脑上；签名时间是签名人的电脑所记，程序不能证明", p.Name(), day(ended(p, a)))
	}
	if a.Kind == signoff.Submit && !a.Chain.Equal(held.Chain()) {
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

func day(at int64) string { return time.UnixMicro(at).Local().Format("2006年1月2日") }

// Marks are what speaks against the signatures of a report, by the number of their
// entries, as it was when they were first seen here.
type Marks map[int64]string

// MarksSetting names the setting that keeps the marks of a report.
func MarksSetting(uid string) string { return "late." + uid }

// ReadMarks reads what Text wrote; of what is not that nothing is taken.
func ReadMarks(text string) Marks {
	m := Marks{}
	if json.Unmarshal([]byte(text), &m) != nil {
		return Marks{}
	}
	return m
}

// Text is the marks as they are kept, "" for none.
func (m Marks) Text() string {
	if len(m) == 0 {
		return ""
	}
	text, _ := json.Marshal(m) // texts and numbers always encode
	return string(text)
}

// MarkLate marks the signatures behind an entry, which are seen here for the first
// time, beside what was marked before.
func (p *Proof) MarkLate(known Marks, behind int64, held *roster.Roster) {
	for i := range p.Signatures {
		s := &p.Signatures[i]
		if s.Late = known[s.Seq]; s.Seq > behind && s.Late == "" {
			s.Late = Late(s.Transition, held)
		}
	}
}

// Marks returns what MarkLate marked.
func (p *Proof) Marks() Marks {
	out := Marks{}
	for i := range p.Signatures {
		if s := &p.Signatures[i]; s.Late != "" {
			out[s.Seq] = s.Late
		}
	}
	return out
}

// LateText tells of all marks, "" for none.
func (p *Proof) LateText() string {
	text := ""
	for i := range p.Signatures {
		if s := &p.Signatures[i]; s.Late != "" {
			text += fmt.Sprintf("请注意%s的“%s”：%s。", s.Transition.Signer(), s.Transition.Title(), s.Late)
		}
	}
	return text
}
