package roster

import (
	"slices"

	"nianbao/app/keys"
)

// HeldAt says whether a key was the person's at a time.
func (p *Person) HeldAt(key keys.Public, at int64) bool {
	return slices.ContainsFunc(p.Registrations, func(g Registration) bool {
		return g.Key == key && g.From <= at && (g.Until == 0 || at < g.Until)
	})
}

// HasHeld says whether a key is or was the person's.
func (p *Person) HasHeld(key keys.Public) bool {
	return slices.ContainsFunc(p.Registrations, func(g Registration) bool { return g.Key == key })
}

// Held returns from when until when a key was the person's, in Unix microseconds; until
// is 0 while it is, and both are 0 where it never was.
func (p *Person) Held(key keys.Public) (from, until int64) {
	for i := range p.Registrations {
		g := &p.Registrations[i]
		if g.Key != key {
			continue
		}
		if from == 0 {
			from = g.From
		}
		until = g.Until
	}
	return from, until
}

// Holder returns whose a key is or was, nil for nobody's.
func (r *Roster) Holder(key keys.Public) *Person {
	for i := range r.People {
		if r.People[i].HasHeld(key) {
			return &r.People[i]
		}
	}
	return nil
}

// WasNamed says whether the person is or was called that.
func (p *Person) WasNamed(name string) bool {
	return slices.ContainsFunc(p.Registrations, func(g Registration) bool { return g.Name == name })
}

// WasRegisteredAs says whether the person had the name and post, with that key, by a
// time: news of another post may not have come yet to where it was signed.
func (p *Person) WasRegisteredAs(name, post string, key keys.Public, at int64) bool {
	return slices.ContainsFunc(p.Registrations, func(g Registration) bool {
		return g.From <= at && g.Key == key && g.Name == name && g.Post == post
	})
}
