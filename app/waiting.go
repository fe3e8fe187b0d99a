package app

import (
	"cmp"
	"context"
	"slices"

	"nianbao/app/signoff"
)

// Waiting returns the drafts that wait for the person who works here: those in
// review at a level the person may decide now, and those that came back to
// their submitter for correction.
func (d *Service) Waiting(ctx context.Context) (map[int64]bool, error) {
	actor, err := d.Actor(ctx)
	if err != nil || actor.Person == nil {
		return nil, err
	}
	acts, err := d.Drafts.Transitions(ctx)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(acts, func(a, b StoredTransition) int {
		return cmp.Or(cmp.Compare(a.Draft, b.Draft), cmp.Compare(a.Seq, b.Seq))
	})
	states := map[int64]*signoff.State{}
	for _, a := range acts {
		if states[a.Draft] == nil {
			begin := signoff.Begin()
			states[a.Draft] = &begin
		}
		// One that does not fit is named when the draft is opened.
		_ = states[a.Draft].Apply(a.Transition)
	}
	out := map[int64]bool{}
	for id, s := range states {
		if s.Awaits(actor) {
			out[id] = true
		}
	}
	return out, nil
}
