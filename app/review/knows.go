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
