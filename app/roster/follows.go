package roster

import "slices"

// Follows says why a roster cannot take the place of an older one of the same
// office: people, keys and chains may be added and ended, never rewritten, and
// nothing from before the older one: a signature would begin or cease to hold.
func (s *SignedRoster) Follows(old *SignedRoster) error {
	is, was := &s.Roster, &old.Roster
	switch {
	case is.OfficeKey != was.OfficeKey:
		if err := is.succeeds(old); err != nil {
			return err
		}
	case is.Version < was.Version:
		return ErrRosterOlder
	case is.Version == was.Version && string(is.message()) != string(was.message()), !sameFormer(is.Former, was.Former):
		return errRewritten
	}
	if !is.grewFrom(was) {
		return errRewritten
	}
	return nil
}

// grewFrom says whether the people and levels of a roster are those of an older one,
// with others added and ended since.
func (is *Roster) grewFrom(was *Roster) bool {
	switch {
	case len(is.Merged) > len(was.Merged):
		return is.Version > was.Version && is.At >= was.At && is.contains(was) == nil
	case !slices.Equal(is.Merged, was.Merged):
		return false
	case is.At < was.At, len(is.Chains) < len(was.Chains), !slices.EqualFunc(is.Chains[:len(was.Chains)], was.Chains, Chain.Equal):
		return false
	case !is.chainsFromFollow(was):
		return false
	}
	before := map[string]*Person{}
	for i := range was.People {
		before[was.People[i].ID] = &was.People[i]
	}
	for i := range is.People {
		p := &is.People[i]
		earlier := before[p.ID]
		if earlier == nil {
			earlier = &Person{}
		}
		if !p.extends(earlier, was.At) {
			return false
		}
		delete(before, p.ID)
	}
	return len(before) == 0 // or somebody is left out
}

// extends says whether a person's registrations are those of an older roster,
// of that time, with later ones added, and at most the last old one ended.
func (p *Person) extends(old *Person, at int64) bool {
	if len(p.Registrations) < len(old.Registrations) {
		return false
	}
	for i, was := range old.Registrations {
		is := p.Registrations[i]
		if was.Until == 0 && is.Until != 0 {
			if is.Until < at {
				return false
			}
			was.Until = is.Until
		}
		if !is.same(&was) {
			return false
		}
	}
	return !slices.ContainsFunc(p.Registrations[len(old.Registrations):], func(g Registration) bool { return g.From < at })
}

// chainsFromFollow says whether what is said of when each chain came into force is
// what an older roster says, where it says so, and else nothing that it must have
// known.
func (r *Roster) chainsFromFollow(old *Roster) bool {
	if len(old.ChainsFrom) > 0 && (len(r.ChainsFrom) < len(old.ChainsFrom) || !slices.Equal(r.ChainsFrom[:len(old.ChainsFrom)], old.ChainsFrom)) {
		return false
	}
	for i, from := range r.ChainsFrom {
		if (i < len(old.Chains)) != (from <= old.Version) {
			return false
		}
	}
	return true
}

// same says whether two registrations say the same.
func (g *Registration) same(h *Registration) bool {
	return g.Name == h.Name && g.Post == h.Post && g.Key == h.Key && g.From == h.From && g.Until == h.Until && g.Chain == h.Chain &&
		slices.Equal(g.Levels, h.Levels) && slices.Equal(g.Deputy, h.Deputy) && g.Request.same(h.Request)
}
