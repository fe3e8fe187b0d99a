package roster

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"nianbao/app/keys"
	"nianbao/app/report"
)

// Person is somebody who drafts or signs. Nothing a person was registered with
// is ever rewritten: what they signed under it must stay checkable. Times are
// Unix microseconds.
type Person struct {
	ID            string         `json:"id"`
	Registrations []Registration `json:"registrations"` // in time order; the last one has no end while the person is here
}

// Registration is who a person was for a time: name, post, key, and the levels
// they could sign.
type Registration struct {
	Name   string      `json:"name"`
	Post   string      `json:"post"`
	Levels []int       `json:"levels"`          // from 1
	Chain  int         `json:"chain,omitempty"` // the chain they are levels of, an index of Roster.Chains
	Key    keys.Public `json:"key"`
	From   int64       `json:"from"`
	Until  int64       `json:"until"` // 0 is in force

	Deputy  []Deputyship `json:"deputy_for,omitempty"` // for whom they sign levels that are not their own
	Request *Request     `json:"request,omitempty"`    // by which they asked for it; none where nobody asked, or it was not kept
}

func (p *Person) last() *Registration { return &p.Registrations[len(p.Registrations)-1] }

// Name returns the name the person has or had last.
func (p *Person) Name() string { return p.last().Name }

// Post returns the post the person has or had last.
func (p *Person) Post() string { return p.last().Post }

// Levels returns the levels the person may sign, counted from 1.
func (p *Person) Levels() []int { return p.last().Levels }

// Signs says whether the person may sign that level.
func (p *Person) Signs(level int) bool { return slices.Contains(p.Levels(), level) }

// Current returns the key in force, "" for somebody who left.
func (p *Person) Current() keys.Public {
	if p.Deactivated() {
		return ""
	}
	return p.last().Key
}

// Deactivated says whether the person has left.
func (p *Person) Deactivated() bool { return p.last().Until != 0 }

// Since returns when the present registration began: a signature of before
// would not be this person's.
func (p *Person) Since() time.Time { return time.UnixMicro(p.last().From) }

// At returns what the person was registered with at a time, nil for nothing.
func (p *Person) At(t int64) *Registration {
	for i := range p.Registrations {
		if r := &p.Registrations[i]; r.From <= t && (r.Until == 0 || t < r.Until) {
			return r
		}
	}
	return nil
}

// Title names a person with the post, for sentences.
func (p *Person) Title() string {
	if p.Post() == "" {
		return p.Name()
	}
	return fmt.Sprintf("%s（%s）", p.Name(), p.Post())
}

// Roster says which key belongs to whom in an office, and what its levels are.
// It is signed by the office's own key.
type Roster struct {
	Format    int         `json:"format"`
	Office    string      `json:"office"`
	OfficeKey keys.Public `json:"office_key"`
	Version   int         `json:"version"`
	At        int64       `json:"at"`
	Chains    []Chain     `json:"chains"` // all there have been; the last is in force
	People    []Person    `json:"people"`

	// From which version on each of Chains was in force; none where it was not
	// noted, as programs of before did not.
	ChainsFrom []int `json:"chains_from,omitempty"`

	// The office's keys before this one, in their order.
	Former []Former `json:"former,omitempty"`

	// The versions that were merged into this line of versions, where it forked.
	Merged []Tip `json:"merged,omitempty"`
}

// SignedRoster is a roster with the signature of the office's key.
type SignedRoster struct {
	Roster    Roster `json:"roster"`
	Signature []byte `json:"signature"`
}

const (
	rosterFormat     = 1
	chainsFromFormat = 2 // with ChainsFrom, which older programs do not sign
	LatestFormat     = 3 // with deputies, requests and former keys, which programs of before do not sign either

	maxPeople = 5000
	maxName   = 100 // characters of a name or a post
)

// PlainName says whether a text can be a name or a post: one line that hides
// nothing, since people are told apart by it.
func PlainName(s string) bool {
	return utf8.RuneCountInString(s) <= maxName && report.Plain(s) && !strings.ContainsAny(s, "\n\t")
}

// Reasons why a roster is refused; their texts are for the person.
var (
	ErrRosterForged = errors.New("名册与它的签名对不上：名册损坏、被改动过，或者不是该单位名册管理人所签")
	ErrRosterOther  = errors.New("这是另一个单位（或者重新建立过）的名册，与本机的名册不是同一份")
	ErrRosterOlder  = errors.New("这份名册比本机的旧")
	ErrNewer        = errors.New("名册由更新版本的年报通生成，这个版本不能验证，请先升级程序")
	errOffice       = errors.New("请填写单位名称")
	errPersonName   = errors.New("名册中有人没有姓名或编号")
	errKeyTwice     = errors.New("同一把密钥登记在两个人名下")
	errGap          = errors.New("名册中有人的登记时间前后不接")
	errKeyBad       = errors.New("名册中有格式不正确的密钥")
	errLevels       = errors.New("名册中有人可签的级别不在审签级数之内")
	errText         = errors.New("名册中的名称、姓名或职务太长，或者含有看不见的字符")
	errPeople       = fmt.Errorf("名册最多%d人", maxPeople)
	errDeputy       = errors.New("名册中有人代签的级别，不在可签级别之内，或者没有写明代谁签")
	errRequestOther = errors.New("名册中附有另一把密钥的登记申请")
	errRewritten    = errors.New("新名册改写了旧名册中已有的人员、密钥、级数或时间")
)

// NewRoster returns the first roster of an office, without people.
func NewRoster(office string, key keys.Public, chain Chain, at int64) *Roster {
	r := &Roster{Format: rosterFormat, Office: office, OfficeKey: key, Version: 1, At: at, Chains: []Chain{chain}, People: []Person{}}
	r.single(chain)
	return r
}

// message is what the office's key signs.
func (r *Roster) message() []byte {
	signed := *r
	signed.Former = signedFormer(r.Former)
	return signed.canonical("nianbao roster\n")
}

// Digest is the digest of all that is in the roster.
func (r *Roster) Digest() keys.Digest { return keys.Sum(r.canonical("nianbao roster\n")) }

// Sign returns the roster with the office's signature. The error is one of
// the reasons of Check, or the signer's.
func (r *Roster) Sign(office keys.Signer) (*SignedRoster, error) { return r.sign(office, false) }

func (r *Roster) sign(office keys.Signer, pending bool) (*SignedRoster, error) {
	if office.Public() != r.OfficeKey {
		return nil, ErrRosterOther
	}
	if err := r.check(pending); err != nil {
		return nil, err
	}
	sig, err := office.Sign(r.message())
	if err != nil {
		return nil, err
	}
	return &SignedRoster{Roster: *r, Signature: sig}, nil
}

// Verify says why the roster cannot be trusted: its signature, or its content.
func (s *SignedRoster) Verify() error { return s.verify(false) }

// VerifyPending is Verify for a roster whose new key people have yet to sign for.
func (s *SignedRoster) VerifyPending() error { return s.verify(true) }

func (s *SignedRoster) verify(pending bool) error {
	if s.Roster.Format > LatestFormat {
		return ErrNewer
	}
	if !s.genuine() {
		return ErrRosterForged
	}
	return s.Roster.check(pending)
}

// Check says what does not fit together in the roster.
func (r *Roster) Check() error { return r.check(false) }

func (r *Roster) check(pending bool) error {
	if err := r.checkPeople(); err != nil {
		return err
	}
	return r.checkFormer(pending)
}

// checkPeople looks at all but the former keys of the office.
func (r *Roster) checkPeople() error {
	if strings.TrimSpace(r.Office) == "" {
		return errOffice
	}
	switch {
	case !PlainName(r.Office):
		return errText
	case len(r.Chains) == 0:
		return errLevelCount
	case len(r.People) > maxPeople:
		return errPeople
	}
	if err := r.checkChains(); err != nil {
		return err
	}
	people, owned := map[string]bool{}, map[keys.Public]string{r.OfficeKey: ""}
	for i := range r.Former {
		owned[r.Former[i].Key] = ""
	}
	for i := range r.People {
		p := &r.People[i]
		if p.ID == "" || len(p.Registrations) == 0 || people[p.ID] {
			return errPersonName
		}
		people[p.ID] = true
		if err := p.check(r, owned); err != nil {
			return err
		}
	}
	return r.checkDeputies()
}

// checkChains looks at the levels, and at when each of them came into force.
func (r *Roster) checkChains() error {
	for _, c := range r.Chains {
		if err := c.Check(); err != nil {
			return err
		}
	}
	if n := len(r.ChainsFrom); n > 0 && (n != len(r.Chains) || !slices.IsSorted(r.ChainsFrom) || r.ChainsFrom[n-1] > r.Version) {
		return errLevels
	}
	return nil
}

// check looks at one person; owned says whose each key is so far.
func (p *Person) check(r *Roster, owned map[keys.Public]string) error {
	merged := len(r.Merged) > 0 // registrations of both sides stand beside each other
	for i := range p.Registrations {
		g := &p.Registrations[i]
		if owner, taken := owned[g.Key]; taken && owner != p.ID && (owner == "" || !merged) {
			return errKeyTwice
		}
		if err := g.check(r.Chains); err != nil {
			return err
		}
		if err := p.checkOrder(i, merged); err != nil {
			return err
		}
		owned[g.Key] = p.ID
	}
	return nil
}

// check looks at one registration by itself.
func (g *Registration) check(chains []Chain) error {
	switch {
	case strings.TrimSpace(g.Name) == "":
		return errPersonName
	case !PlainName(g.Name), !PlainName(g.Post):
		return errText
	case !g.Key.Valid():
		return errKeyBad
	case g.Chain < 0, g.Chain >= len(chains):
		return errLevels
	case g.Request != nil && g.Request.Key != g.Key:
		return errRequestOther
	}
	for _, level := range g.Levels {
		if level < 1 || level > len(chains[g.Chain]) {
			return errLevels
		}
	}
	return nil
}

// checkOrder looks at how a registration follows the one before it.
func (p *Person) checkOrder(i int, merged bool) error {
	g := &p.Registrations[i]
	switch {
	case g.Until == 0 && i < len(p.Registrations)-1, g.Until != 0 && g.Until < g.From,
		i > 0 && !merged && g.From < p.Registrations[i-1].Until, i > 0 && g.From < p.Registrations[i-1].From:
		return errGap
	case i > 0 && !merged && g.Chain < p.Registrations[i-1].Chain:
		return errLevels
	}
	return nil
}

// Person returns a person by id, nil when there is none.
func (r *Roster) Person(id string) *Person {
	for i := range r.People {
		if r.People[i].ID == id {
			return &r.People[i]
		}
	}
	return nil
}

// clone returns a copy that shares nothing, as the next version.
func (r *Roster) clone(at int64) *Roster {
	next := *r
	next.Version, next.At = r.Version+1, at
	next.Chains, next.ChainsFrom, next.Merged = slices.Clone(r.Chains), slices.Clone(r.ChainsFrom), slices.Clone(r.Merged)
	next.People = slices.Clone(r.People)
	for i := range next.People {
		next.People[i].Registrations = slices.Clone(next.People[i].Registrations)
	}
	return &next
}

// WithPerson returns the next version with a person added or, when there is
// one of that id, registered anew: with another post, other levels or another
// key. The old registration ends where the new one begins. Levels that the person
// signs for somebody else stay so.
func (r *Roster) WithPerson(id string, g Registration, at int64) *Roster {
	next := r.clone(at)
	p := next.Person(id)
	if p == nil {
		next.People = append(next.People, Person{ID: id})
		p = &next.People[len(next.People)-1]
	} else {
		g.Deputy = p.deputyOf(g.Levels, len(next.Chains)-1)
	}
	next.registered(&g)
	p.register(g, len(next.Chains)-1, at)
	return next
}

func (p *Person) register(g Registration, chain int, at int64) {
	p.end(at)
	g.From, g.Until, g.Chain = at, 0, chain
	g.Levels = slices.Clone(g.Levels)
	p.Registrations = append(p.Registrations, g)
}

// single notes that there is one level, which programs of before do not take.
func (r *Roster) single(c Chain) {
	if len(c) == 1 {
		r.Format = LatestFormat
	}
}

// registered notes that the roster has what programs of before do not sign.
func (r *Roster) registered(g *Registration) {
	if len(g.Deputy) > 0 || g.Request != nil {
		r.Format = LatestFormat
	}
}

// WithoutPerson returns the next version with a person who left. What they
// signed before still holds.
func (r *Roster) WithoutPerson(id string, at int64) *Roster {
	next := r.clone(at)
	if p := next.Person(id); p != nil {
		p.end(at)
	}
	return next
}

func (p *Person) end(at int64) {
	if n := len(p.Registrations); n > 0 && p.last().Until == 0 {
		p.last().Until = at
	}
}
