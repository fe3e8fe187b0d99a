package app

import (
	"context"

	"nianbao/app/report"
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
		key, err := d.Keys.Key(ctx, p.ID)
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
	as := *s
	as.actor = a
	return as.May(kind)
}

// LastYear returns a unit's report of the year before, as far as one is kept
// here; nil where there is none.
func (d *Service) LastYear(ctx context.Context, unit string, year int) (*report.Report, error) {
	all, err := d.Drafts.List(ctx)
	if err != nil {
		return nil, err
	}
	for _, sum := range all {
		if sum.Unit != unit || sum.Year != year-1 {
			continue
		}
		held, err := d.Drafts.Load(ctx, sum.ID)
		if err != nil {
			return nil, err
		}
		r, _ := report.Restore(d.Catalog, held.Values)
		return r, nil
	}
	return nil, nil
}
