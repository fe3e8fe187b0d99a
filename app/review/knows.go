package review

import (
	"slices"

	"nianbao/app/keys"
)

// Knows says whether a key is or was the person's.
func (p *Person) Knows(key keys.Public) bool {
	return slices.ContainsFunc(p.Registrations, func(g Registration) bool { return g.Key == key })
}

// named says whether the person is or was called that.
func (p *Person) named(name string) bool {
	return slices.ContainsFunc(p.Registrations, func(g Registration) bool { return g.Name == name })
}

// called says whether the person had the name and post of an act, with its
// key, by the time of it: news of another post may not have come yet to where
// it was signed.
func (p *Person) called(a *Act) bool {
	return slices.ContainsFunc(p.Registrations, func(g Registration) bool {
		return g.From <= a.At && g.Key == a.Key && g.Name == a.Name && g.Post == a.Post
	})
}
