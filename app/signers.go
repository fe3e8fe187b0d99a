package app

import (
	"context"

	"nianbao/app/signoff"
)

// EligibleSigners returns the people of the roster whose keys in force lie on this
// workstation, in the order of the roster: several people may sign here one
// after the other.
func (d *Service) EligibleSigners(ctx context.Context) ([]signoff.Actor, error) {
	me, err := d.Actor(ctx)
	if err != nil || me.Roster == nil {
		return nil, err
	}
	var out []signoff.Actor
	for i := range me.Roster.People {
		p := &me.Roster.People[i]
		_, key, err := d.HeldKey(ctx, p.ID)
		switch {
		case err == nil:
			if !p.Deactivated() && key.Sealed.Public == p.Current() {
				out = append(out, signoff.Actor{Roster: me.Roster, Person: p, HasKey: true})
			}
		case CodeOf(err) != NotFound:
			return nil, err
		}
	}
	return out, nil
}

// MayAs says whether another person could carry out a transition now, and why not.
func (s *Session) MayAs(a signoff.Actor, kind signoff.Kind) signoff.May {
	if s.actor.Foreign != "" { // nobody here signs it
		return s.May(kind)
	}
	as := *s
	as.actor = a
	return as.May(kind)
}
