package app

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"nianbao/app/correction"
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
	states := statesOf(slices.DeleteFunc(acts, func(a StoredTransition) bool { return !ownSigned(actor.Roster, a.Transition) }))
	out := map[int64]bool{}
	for id, s := range states {
		if s.Awaits(actor) {
			out[id] = true
		}
	}
	return out, nil
}

// statesOf goes through the signed transitions of drafts.
func statesOf(acts []StoredTransition) map[int64]*signoff.State {
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
	return states
}

// Correcting names, for each draft in which a correction is under way, the approval
// that it is corrected against.
func (d *Service) Correcting(ctx context.Context) (map[int64]string, error) {
	acts, err := d.Drafts.Transitions(ctx)
	if err != nil {
		return nil, err
	}
	out := map[int64]string{}
	for id, state := range statesOf(acts) {
		if state.Round == 1 || state.Stage == signoff.Approved {
			continue
		}
		var results []signoff.Result
		for _, a := range acts {
			if a.Draft == id {
				results = append(results, signoff.Result{Seq: a.Seq, Transition: a.Transition})
			}
		}
		if published := correction.PublishedOf(results); published != nil {
			out[id] = fmt.Sprintf("更正%s的审批件", published.Time().Local().Format("2006年1月2日"))
		}
	}
	return out, nil
}
