package review

import (
	"slices"

	"nianbao/app/keys"
)

// Knows says whether a key is or was the person's.
func (p *Person) Knows(key keys.Public) bool {
	return slices.ContainsFunc(p.Registrations, func(g Registration) bool { return g.Key == key })
}
