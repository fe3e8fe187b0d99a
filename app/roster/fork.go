package roster

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"nianbao/app/keys"
)

// A roster forks where its administrator goes on from a restored copy: two versions,
// both signed by the office's key, and none follows the other. Nobody is locked out:
// what is signed by either is judged by both together, until the administrator signs
// a version that has what both have.

// Tip is a version that a merged roster goes on from.
type Tip struct {
	Version int         `json:"version"`
	Digest  keys.Digest `json:"digest"`
}

// MaxTips is how many rosters of one office may stand side by side.
const MaxTips = 8

// Tips returns those of some rosters of an office that none of the others takes the
// place of, each once, in their order.
func Tips(all []*SignedRoster) []*SignedRoster {
	if len(all) < 2 { // as with most files that come
		return all
	}
	var out []*SignedRoster
	digests := make([]keys.Digest, len(all))
	for i, s := range all {
		digests[i] = s.Roster.Digest()
	}
	for i, s := range all {
		superseded := false
		for j, other := range all {
			same := digests[i] == digests[j]
			superseded = superseded || same && j < i || !same && i != j && other.Follows(s) == nil
		}
		if !superseded {
			out = append(out, s)
		}
	}
	return out
}

// Related says why two rosters cannot be of one office: ErrRosterOther where nothing
// tells that they are, else why one that names the other's key does not follow it.
func Related(a, b *SignedRoster) error {
	if a.Roster.OfficeKey == b.Roster.OfficeKey {
		return nil
	}
	err := a.Follows(b)
	if err == nil || b.Follows(a) == nil {
		return nil
	}
	formerly := func(r *Roster, key keys.Public) bool {
		return slices.ContainsFunc(r.Former, func(f Former) bool { return f.Key == key })
	}
	if errors.Is(err, ErrRosterOther) && formerly(&b.Roster, a.Roster.OfficeKey) || errors.Is(err, ErrRosterOlder) {
		return ErrGivenUp
	}
	return err
}

// ErrGivenUp says that a roster was signed by a key of the office that was given up.
var ErrGivenUp = errors.New("这份名册是用已经换新以前的名册密钥签的，与本机的名册接不上")

// Union returns what the rosters of an office come to together, nil for none: that of
// the only one or, where there are several, one that nobody signed. The registration
// that began last is in force; one that is ended in either is ended.
func Union(tips []*SignedRoster) *Roster {
	if len(tips) == 0 {
		return nil
	}
	if len(tips) == 1 {
		return &tips[0].Roster
	}
	tips = slices.Clone(tips)
	slices.SortStableFunc(tips, func(a, b *SignedRoster) int { return int(min(max(a.Roster.At-b.Roster.At, -1), 1)) })
	out := tips[0].Roster.copied()
	for _, s := range tips[1:] {
		out.join(&s.Roster)
	}
	return out
}

// copied returns a copy that shares nothing.
func (r *Roster) copied() *Roster {
	c := r.clone(r.At)
	c.Version--
	return c
}

// join adds what a later roster has.
func (r *Roster) join(later *Roster) {
	places := make([]int, len(later.Chains)) // of the later one's chains in these
	sameChains := len(r.Chains) == len(later.Chains)
	apart := false
	for i, c := range later.Chains {
		apart = apart || i >= len(r.Chains) || !c.Equal(r.Chains[i])
		if !apart {
			places[i] = i
			continue
		}
		sameChains = false
		r.Chains = append(r.Chains, c)
		places[i] = len(r.Chains) - 1
	}
	if !sameChains || !slices.Equal(r.ChainsFrom, later.ChainsFrom) {
		r.ChainsFrom = nil // a version is not one any more
	}
	for i := range later.People {
		theirs := later.People[i].placed(places)
		if ours := r.Person(theirs.ID); ours != nil {
			ours.join(theirs)
		} else {
			r.People = append(r.People, theirs)
		}
	}
	r.Office, r.Version, r.At, r.Format = later.Office, max(r.Version, later.Version), max(r.At, later.At), max(r.Format, later.Format)
	if len(later.Former) > len(r.Former) {
		r.Former, r.OfficeKey = later.Former, later.OfficeKey
	}
	for _, tip := range later.Merged {
		if !slices.Contains(r.Merged, tip) {
			r.Merged = append(r.Merged, tip)
		}
	}
}

// placed returns a copy whose chains stand elsewhere.
func (p *Person) placed(places []int) Person {
	c := *p
	c.Registrations = slices.Clone(p.Registrations)
	for i := range c.Registrations {
		c.Registrations[i].Chain = places[c.Registrations[i].Chain]
	}
	return c
}

// join adds the registrations that another roster has of the person.
func (p *Person) join(q Person) {
	for _, theirs := range q.Registrations {
		at := slices.IndexFunc(p.Registrations, func(ours Registration) bool { return ours.begins(&theirs) })
		if at < 0 {
			p.Registrations = append(p.Registrations, theirs)
			continue
		}
		if ours := &p.Registrations[at]; ours.Until == 0 || theirs.Until != 0 && theirs.Until < ours.Until {
			ours.Until = theirs.Until
		}
	}
	slices.SortStableFunc(p.Registrations, func(a, b Registration) int { return int(min(max(a.From-b.From, -1), 1)) })
}

// begins says whether two registrations are one, whenever they end.
func (g *Registration) begins(h *Registration) bool {
	open := *g
	open.Until = h.Until
	return open.same(h)
}

// Merge returns the version that has what all tips have, with levels in force that
// the administrator chose among theirs; the office's key has yet to sign it. Who was
// registered under other levels goes on under those.
func Merge(tips []*SignedRoster, chain Chain, at int64) *Roster {
	u := Union(tips)
	next := u.copied()
	next.Version, next.At, next.Format = u.Version+1, at, LatestFormat
	for _, s := range tips {
		next.Merged = append(next.Merged, Tip{s.Roster.Version, s.Roster.Digest()})
	}
	if !next.Chain().Equal(chain) {
		next.Chains = append(next.Chains, chain)
	}
	for i := range next.People {
		p := &next.People[i]
		for j := range p.Registrations[:len(p.Registrations)-1] {
			if g := &p.Registrations[j]; g.Until == 0 {
				g.Until = at
			}
		}
		if g := *p.last(); g.Until == 0 && g.Chain != len(next.Chains)-1 {
			was := next.Chains[g.Chain]
			g.Levels, g.Deputy, g.Request = carryOver(g.Levels, was, chain), carryDeputies(g.Deputy, was, chain), nil
			p.register(g, len(next.Chains)-1, at)
		}
	}
	return next
}

// contains says why a merged roster has not all that an older one has, nil when it has.
func (r *Roster) contains(old *Roster) error {
	for _, tip := range old.Merged {
		if !slices.Contains(r.Merged, tip) {
			return errRewritten
		}
	}
	for i := range old.People {
		was := &old.People[i]
		is := r.Person(was.ID)
		if is == nil {
			return errRewritten
		}
		for _, g := range was.Registrations {
			if !slices.ContainsFunc(is.Registrations, func(h Registration) bool {
				if !r.Chains[h.Chain].Equal(old.Chains[g.Chain]) {
					return false
				}
				h.Chain = g.Chain
				return h.begins(&g)
			}) {
				return errRewritten
			}
		}
	}
	for _, c := range old.Chains {
		if !r.HasChain(c) {
			return errRewritten
		}
	}
	return nil
}

// Conflicts tells, a sentence each, where two rosters of an office say different
// things of the same: what the administrator has to look at before they are merged.
func Conflicts(a, b *SignedRoster) []string {
	var out []string
	u := Union([]*SignedRoster{a, b})
	if !a.Roster.Chain().Equal(b.Roster.Chain()) {
		out = append(out, fmt.Sprintf("审签级数不同：%s是%s；%s是%s。请选择以后用哪一种。",
			a.Roster.named(), names(a.Roster.Chain()), b.Roster.named(), names(b.Roster.Chain())))
	}
	for i := range u.People {
		ours, theirs := a.Roster.Person(u.People[i].ID), b.Roster.Person(u.People[i].ID)
		if ours == nil || theirs == nil || ours.lastSame(theirs) || !ours.movedSince(theirs) || !theirs.movedSince(ours) {
			continue
		}
		p := &u.People[i]
		result := "在用"
		if p.Deactivated() {
			result = "已离开"
		}
		out = append(out, fmt.Sprintf("%s在两份名册中都改动过：%s是%s；%s是%s。合并后以后登记的为准：%s，%s。",
			p.Name(), a.Roster.named(), ours.standing(), b.Roster.named(), theirs.standing(), p.Title(), result))
	}
	for i := range u.People {
		for j := range u.People[:i] {
			if p, q := &u.People[i], &u.People[j]; p.Current() != "" && p.Current() == q.Current() {
				out = append(out, fmt.Sprintf("%s与%s是同一把密钥，登记在两个编号下。合并后请把其中一个按“已离开”登记。", q.Title(), p.Title()))
			}
		}
	}
	return out
}

func (p *Person) lastSame(q *Person) bool { return p.last().same(q.last()) }

// movedSince says whether a person was registered or ended in one roster otherwise
// than in the other one.
func (p *Person) movedSince(q *Person) bool {
	for i := range p.Registrations {
		g := &p.Registrations[i]
		at := slices.IndexFunc(q.Registrations, func(h Registration) bool { return h.begins(g) })
		if at < 0 || g.Until != 0 && q.Registrations[at].Until != g.Until {
			return true
		}
	}
	return false
}

// standing says what a person is in a roster.
func (p *Person) standing() string {
	if p.Deactivated() {
		return "已离开"
	}
	return p.Title() + "，" + time.UnixMicro(p.last().From).Local().Format("1月2日 15:04") + "登记"
}

// named tells one of two rosters from the other.
func (r *Roster) named() string {
	return fmt.Sprintf("第%d版（%s）", r.Version, time.UnixMicro(r.At).Local().Format("2006年1月2日 15:04:05"))
}

// Named tells one of two rosters from the other, for people.
func (r *Roster) Named() string { return r.named() }

func names(c Chain) string {
	var out []string
	for _, level := range c {
		out = append(out, level.Name)
	}
	return strings.Join(out, "、")
}
