package roster

import "slices"

// Chain returns the levels in force.
func (r *Roster) Chain() Chain { return r.Chains[len(r.Chains)-1] }

// HasChain says whether the office has or had these levels.
func (r *Roster) HasChain(c Chain) bool {
	return slices.ContainsFunc(r.Chains, func(d Chain) bool { return d.Equal(c) })
}

// InForce says whether a chain was the one in force in a version of the roster.
// Where that was not noted, or no version is known, every chain that there has
// been is taken.
func (r *Roster) InForce(c Chain, version int) bool {
	if version == 0 || len(r.ChainsFrom) != len(r.Chains) {
		return r.HasChain(c)
	}
	began := 0
	for _, from := range r.ChainsFrom {
		if from <= version {
			began = from
		}
	}
	for i, from := range r.ChainsFrom { // of merged rosters, several may have been
		if from == began && r.Chains[i].Equal(c) {
			return true
		}
	}
	return false
}

// MaySign says whether a person may sign a level of a chain, by the last
// registration up to a time that speaks of such a chain: the same number is
// another level in another chain.
func (r *Roster) MaySign(p *Person, c Chain, level int, at int64) bool {
	g := r.registration(p, c, at)
	return g != nil && slices.Contains(g.Levels, level)
}

// registration is the last one of a person up to a time that speaks of a chain, nil
// for none.
func (r *Roster) registration(p *Person, c Chain, at int64) *Registration {
	for i := len(p.Registrations) - 1; i >= 0; i-- {
		if g := &p.Registrations[i]; g.From <= at && r.Chains[g.Chain].Equal(c) {
			return g
		}
	}
	return nil
}

// Superseded says whether other levels than these were in force at a time: a
// report that was sent on before the change goes on by its own.
func (r *Roster) Superseded(c Chain, at int64) bool {
	if c.Equal(r.Chain()) {
		return false
	}
	for i := range r.People {
		for _, g := range r.People[i].Registrations {
			if g.Chain == len(r.Chains)-1 && g.From <= at {
				return true
			}
		}
	}
	return false
}

// WithChain returns the next version with other levels. Everybody here is
// registered anew for those of their levels that go on.
func (r *Roster) WithChain(c Chain, at int64) *Roster {
	next := r.clone(at)
	if c.Equal(r.Chain()) {
		return next
	}
	if len(next.ChainsFrom) == 0 {
		next.ChainsFrom = make([]int, len(next.Chains)) // from the beginning, for all that is known
	}
	next.Format = max(next.Format, chainsFromFormat)
	next.single(c)
	next.Chains, next.ChainsFrom = append(next.Chains, c), append(next.ChainsFrom, next.Version)
	for i := range next.People {
		p := &next.People[i]
		if p.Deactivated() {
			continue
		}
		g := *p.last()
		was := r.Chains[g.Chain]
		g.Levels, g.Deputy, g.Request = carryOver(g.Levels, was, c), carryDeputies(g.Deputy, was, c), nil
		p.register(g, len(next.Chains)-1, at)
	}
	return next
}

// carryOver returns what levels of one chain are in another: those of the same
// name, or, where a level was only given another name, of the same place.
func carryOver(levels []int, from, to Chain) []int {
	out := []int{}
	for _, level := range levels {
		named := func(s Level) bool { return s.Name == from[level-1].Name }
		switch i := slices.IndexFunc(to, named); {
		case i >= 0:
			out = append(out, i+1)
		case level <= len(to) && len(from) == len(to) && !from.has(to[level-1].Name):
			out = append(out, level)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (c Chain) has(name string) bool {
	return slices.ContainsFunc(c, func(s Level) bool { return s.Name == name })
}

// Unsigned names the levels in force that nobody can sign.
func (r *Roster) Unsigned() []string {
	var names []string
	for i, level := range r.Chain() {
		signed := false
		for j := range r.People {
			p := &r.People[j]
			signed = signed || !p.Deactivated() && p.Signs(i+1)
		}
		if !signed {
			names = append(names, level.Name)
		}
	}
	return names
}
