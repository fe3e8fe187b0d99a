package roster

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"nianbao/app/keys"
)

// Former is an office key that was given up for the next one. That the next one is the
// office's the former key says itself or, where it is lost, the people who signed by it.
type Former struct {
	Key       keys.Public `json:"office_key"`
	Version   int         `json:"version"`             // the last version signed with it
	At        int64       `json:"at"`                  // when the next key came into force
	Signature []byte      `json:"signature,omitempty"` // of the former key

	// Where the former key is lost:
	Gone       []string      `json:"gone,omitempty"`       // ids of people who cannot sign any more, and left with the change
	LastDigest keys.Digest   `json:"last,omitempty"`       // of the last roster that the former key signed
	Last       *SignedRoster `json:"roster,omitempty"`     // that roster: it says whose keys sign for the change
	Signatures []Endorsement `json:"signatures,omitempty"` // in the order of the levels
}

// Endorsement is a person's signature, for a level, on a new key of the office.
type Endorsement struct {
	Person    string      `json:"person"`
	Level     int         `json:"level"` // from 1
	Key       keys.Public `json:"key"`
	Signature []byte      `json:"signature"`
}

// Lost says whether people signed for the change since the key was lost.
func (f *Former) Lost() bool { return len(f.Signature) == 0 }

// LeastEndorsers is how many people sign for a new key at least.
const LeastEndorsers = 2

// Reasons why a change of the office's key is refused; their texts are for the person.
var (
	errFormer     = errors.New("名册中换新名册密钥的记录不完整，或者被改动过")
	errUnendorsed = errors.New("名册密钥的换新还没有由各级签名确认")

	// ErrAhead says that the roster held went on by the old key, which the change of the
	// key did not know.
	ErrAhead = errors.New("名册密钥换新时，依据的名册比本机的旧；请先把本机的名册交给名册管理人，再重新办理换新")
)

// statement is what is signed of a change: all of it but the signatures, and the next
// key.
func (f *Former) statement(next keys.Public) []byte {
	body, _ := json.Marshal(struct { // texts and numbers always encode
		Former
		Next keys.Public `json:"next"`
	}{f.bare(), next})
	return append([]byte("nianbao office key\n"), body...)
}

// bare is the former key without what is signed elsewhere: signatures, and the last
// roster, whose digest stands for it.
func (f *Former) bare() Former {
	b := *f
	b.Signature, b.Last, b.Signatures = nil, nil, nil
	return b
}

// signedFormer is what the office's key signs of its former ones: people sign for it
// after that, and the last roster of a lost key is named by its digest.
func signedFormer(all []Former) []Former {
	out := slices.Clone(all)
	for i := range out {
		out[i].Last, out[i].Signatures = nil, nil
	}
	return out
}

// KeyAt returns the office's key that signed a version.
func (r *Roster) KeyAt(version int) keys.Public {
	for i := range r.Former {
		if version <= r.Former[i].Version {
			return r.Former[i].Key
		}
	}
	return r.OfficeKey
}

// next returns the key after a former one.
func (r *Roster) next(i int) keys.Public {
	if i+1 < len(r.Former) {
		return r.Former[i+1].Key
	}
	return r.OfficeKey
}

// WithOfficeKey returns the next version, with another key of the office, which the
// old one signs for.
func (r *Roster) WithOfficeKey(old keys.Signer, key keys.Public, at int64) (*Roster, error) {
	next := r.clone(at)
	f := Former{Key: r.OfficeKey, Version: r.Version, At: at}
	sig, err := old.Sign(f.statement(key))
	if err != nil {
		return nil, err
	}
	f.Signature = sig
	next.Format, next.OfficeKey, next.Former = LatestFormat, key, append(slices.Clip(r.Former), f)
	return next, nil
}

// Succeed returns the next version, with another key of the office where the old one is
// lost, for people to sign for. Who is gone leaves with it.
func (s *SignedRoster) Succeed(office keys.Signer, gone []string, at int64) (*SignedRoster, error) {
	r := &s.Roster
	next := r.clone(at)
	for _, id := range gone {
		if p := next.Person(id); p != nil {
			p.end(at)
		}
	}
	last := &SignedRoster{Roster: *r, Signature: s.Signature}
	last.Roster.Former = signedFormer(r.Former)
	f := Former{Key: r.OfficeKey, Version: r.Version, At: at, Gone: gone, LastDigest: keys.Sum(r.message()), Last: last}
	next.Format, next.OfficeKey, next.Former = LatestFormat, office.Public(), append(slices.Clip(r.Former), f)
	return next.sign(office, true)
}

// Endorsers counts who could sign for a new key of the office where some are gone.
func (s *SignedRoster) Endorsers(gone []string) int {
	f := Former{Last: s, Gone: gone, At: s.Roster.At}
	people := map[string]bool{}
	for level := range s.Roster.Chain() {
		for _, id := range f.eligible(level + 1) {
			people[id] = true
		}
	}
	return len(people)
}

// Endorse returns the roster with somebody's signature for its new key.
func (s *SignedRoster) Endorse(person string, level int, key keys.Signer) (*SignedRoster, error) {
	n := len(s.Roster.Former)
	if n == 0 || s.Roster.Former[n-1].Last == nil {
		return nil, errFormer
	}
	out := &SignedRoster{Roster: s.Roster, Signature: s.Signature}
	out.Roster.Former = slices.Clone(s.Roster.Former)
	f := &out.Roster.Former[n-1]
	sig, err := key.Sign(f.statement(s.Roster.OfficeKey))
	if err != nil {
		return nil, err
	}
	e := Endorsement{Person: person, Level: level, Key: key.Public(), Signature: sig}
	at, _ := slices.BinarySearchFunc(f.Signatures, level, func(e Endorsement, level int) int { return e.Level - level })
	f.Signatures = slices.Insert(slices.Clone(f.Signatures), at, e)
	return out, out.VerifyPending()
}

// Pending returns the change of the office's key that people have yet to sign for, nil
// for none.
func (s *SignedRoster) Pending() *Former {
	n := len(s.Roster.Former)
	if n == 0 || !s.Roster.Former[n-1].Lost() {
		return nil
	}
	if f := &s.Roster.Former[n-1]; f.endorsed() != nil {
		return f
	}
	return nil
}

// Missing are the levels that have yet to sign for a change, from 1.
func (f *Former) Missing() []int {
	var out []int
	r := &f.Last.Roster
	for i := range r.Chain() {
		level := i + 1
		signed := slices.ContainsFunc(f.Signatures, func(e Endorsement) bool { return e.Level == level })
		if !signed && len(f.eligible(level)) > 0 {
			out = append(out, level)
		}
	}
	return out
}

// eligible are the ids of those who may sign for a change at a level.
func (f *Former) eligible(level int) []string {
	var out []string
	r := &f.Last.Roster
	for i := range r.People {
		if p := &r.People[i]; f.MaySign(p, level) {
			out = append(out, p.ID)
		}
	}
	return out
}

// MaySign says whether a person of the last roster may sign for a change at a level.
func (f *Former) MaySign(p *Person, level int) bool {
	r := &f.Last.Roster
	return !p.Deactivated() && !slices.Contains(f.Gone, p.ID) && r.MaySign(p, r.Chain(), level, f.At)
}

// SignsFor returns the levels that a person may still sign for the office's new key.
func (s *SignedRoster) SignsFor(person string) []int {
	f := s.Pending()
	if f == nil {
		return nil
	}
	p := f.Last.Roster.Person(person)
	var out []int
	for _, level := range f.Missing() {
		if p != nil && f.MaySign(p, level) {
			out = append(out, level)
		}
	}
	return out
}

// ChangeText says in a sentence by whom the office's key in force was signed for, "" for
// the first one.
func (r *Roster) ChangeText() string {
	if n := len(r.Former); n > 0 {
		return r.Former[n-1].Text()
	}
	return ""
}

// Text says in a sentence by whom the key after a former one was signed for.
func (f *Former) Text() string {
	if !f.Lost() {
		return "由原来的名册密钥签名认可。"
	}
	return "原来的名册密钥已经丢失，由" + strings.Join(f.Endorsers(), "、") + "签名认可。" + f.GoneText()
}

// Endorsers names who has signed for the next key, each with the level.
func (f *Former) Endorsers() []string {
	var by []string
	for _, e := range f.Signatures {
		by = append(by, fmt.Sprintf("%s（%s）", f.name(e.Person), f.Last.Roster.Chain()[e.Level-1].Name))
	}
	return by
}

// GoneText names who is called gone with a change, in a sentence, "" for nobody.
func (f *Former) GoneText() string {
	var gone []string
	for _, id := range f.Gone {
		gone = append(gone, f.name(id))
	}
	if len(gone) == 0 {
		return ""
	}
	return "注明已不在的人：" + strings.Join(gone, "、") + "。"
}

// name is what somebody is called in the last roster of a lost key.
func (f *Former) name(id string) string {
	if p := f.Last.Roster.Person(id); p != nil {
		return p.Name()
	}
	return ""
}

// endorsed says what people have yet to do for a change: every level signs that
// somebody is left to sign for, and two people at least.
func (f *Former) endorsed() error {
	people := map[string]bool{}
	for _, e := range f.Signatures {
		people[e.Person] = true
	}
	if len(f.Missing()) > 0 || len(people) < LeastEndorsers {
		return errUnendorsed
	}
	return nil
}

// checkFormer looks at the changes of the office's key. With pending people may have
// yet to sign for the last one.
func (r *Roster) checkFormer(pending bool) error {
	version, at := 0, int64(0)
	for i := range r.Former {
		f := &r.Former[i]
		if !f.Key.Valid() || f.Version <= version || f.Version >= r.Version || f.At < at || f.At > r.At {
			return errFormer
		}
		version, at = f.Version, f.At
		prove := r.provePeople
		if !f.Lost() {
			prove = r.proveKey
		}
		if err := prove(i); err != nil {
			return err
		}
		if f.Lost() && !(pending && i == len(r.Former)-1) {
			if err := f.endorsed(); err != nil {
				return err
			}
		}
	}
	return nil
}

// proveKey says why a former key has not signed for the next one.
func (r *Roster) proveKey(i int) error {
	f := &r.Former[i]
	if f.Last != nil || f.LastDigest != "" || len(f.Gone)+len(f.Signatures) > 0 || !keys.Verify(f.Key, f.statement(r.next(i)), f.Signature) {
		return errFormer
	}
	return nil
}

// provePeople says what is wrong with the signatures of people for the key after a
// former one.
func (r *Roster) provePeople(i int) error {
	f := &r.Former[i]
	if f.Last == nil || !f.lastGenuine(r.Former[:i]) || !r.grewFrom(&f.Last.Roster) {
		return errFormer
	}
	for _, id := range f.Gone {
		p := r.Person(id)
		if p == nil || !slices.ContainsFunc(p.Registrations, func(g Registration) bool { return g.Until == f.At }) {
			return errFormer
		}
	}
	level := 0
	for _, e := range f.Signatures {
		p := f.Last.Roster.Person(e.Person)
		if e.Level <= level || p == nil || p.Current() != e.Key || !f.MaySign(p, e.Level) ||
			!keys.Verify(e.Key, f.statement(r.next(i)), e.Signature) {
			return errFormer
		}
		level = e.Level
	}
	return nil
}

// lastGenuine says whether the last roster of a lost key is that: signed by it, after
// the same former keys.
func (f *Former) lastGenuine(before []Former) bool {
	r := &f.Last.Roster
	return r.OfficeKey == f.Key && r.Version == f.Version && keys.Sum(r.message()) == f.LastDigest &&
		keys.Verify(f.Key, r.message(), f.Last.Signature) && sameFormer(r.Former, before) && r.checkPeople() == nil
}

// sameFormer says whether two histories of keys are the same, signatures of people and
// last rosters aside.
func sameFormer(a, b []Former) bool {
	x, _ := json.Marshal(signedFormer(a)) // texts and numbers always encode
	y, _ := json.Marshal(signedFormer(b))
	return len(a) == len(b) && (len(a) == 0 || string(x) == string(y))
}

// succeeds says why the roster, of another key of the office, cannot take the place of
// an older one.
func (r *Roster) succeeds(was *SignedRoster) error {
	old := &was.Roster
	i := slices.IndexFunc(r.Former, func(f Former) bool { return f.Key == old.OfficeKey })
	if i < 0 {
		if old.KeyAt(r.Version) == r.OfficeKey {
			return ErrRosterOlder
		}
		return ErrRosterOther
	}
	f := &r.Former[i]
	switch {
	case old.Version > f.Version:
		return ErrAhead
	case !sameFormer(old.Former, r.Former[:i]):
		return errRewritten
	case f.Lost() && f.Last.Follows(was) != nil: // the people who sign for it must be those that the old key registered
		return ErrAhead
	case !r.grewFrom(old):
		return ErrAhead
	}
	return nil
}
