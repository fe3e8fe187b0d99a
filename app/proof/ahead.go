package proof

import (
	"math"
	"time"

	"nianbao/app/journal"
	"nianbao/app/roster"
)

// Ahead is when signatures that are dated ahead of the clock here were first seen, by
// the numbers of their entries, in Unix microseconds: they were made by then, whatever
// they say. Where the signer leaves before the date that they name, the signature
// would else be one by a key that is nobody's.
type Ahead map[int64]int64

// AheadSetting names the setting that keeps them of a report.
func AheadSetting(uid string) string { return "ahead." + uid }

// ReadAhead reads what Text wrote; of what is not that nothing is taken.
func ReadAhead(text string) Ahead { return readNoted[Ahead](text) }

// Text is what is kept, "" for nothing.
func (a Ahead) Text() string { return textOf(a) }

// Note notes those among the entries behind one that are dated ahead now.
func (a Ahead) Note(entries []journal.Entry, behind int, now time.Time) {
	for i := behind; i < len(entries); i++ {
		if e := &entries[i]; e.Transition != nil && e.At.After(now) && a[e.Seq] == 0 {
			a[e.Seq] = now.UnixMicro()
		}
	}
}

// Judging returns the roster by which the signatures are judged: where a key was given
// up before the date of one that was dated ahead, it counts as given up behind that.
// What was first seen here after the key was given up is marked by MarkAhead.
func (a Ahead) Judging(people *roster.Roster, entries []journal.Entry) *roster.Roster {
	out := people
	for seq := range a {
		if seq < 1 || seq > int64(len(entries)) || entries[seq-1].Transition == nil || out == nil {
			continue
		}
		act := entries[seq-1].Transition
		if p := out.Person(act.Person); p != nil && p.HasHeld(act.Key) && !p.HeldAt(act.Key, act.At) {
			out = out.Ending(act.Person, act.At)
		}
	}
	return out
}

// MarkAhead marks the signatures that were dated ahead and first seen here after their
// key was given up: nothing tells that they were made before.
func (p *Proof) MarkAhead(a Ahead, people *roster.Roster) {
	for i := range p.Signatures {
		s := &p.Signatures[i]
		if first := a[s.Seq]; first == 0 || s.Late != "" || s.handedOver() || people == nil {
			continue
		} else if of := people.Person(s.Transition.Person); of != nil && first >= ended(of, s.Transition) {
			s.Late = Late(s.Transition, people, math.MaxInt64)
		}
	}
}
