package app

import (
	"context"
	"fmt"
	"slices"
	"time"

	"nianbao/app/carry"
	"nianbao/app/check"
	"nianbao/app/journal"
	"nianbao/app/keys"
	"nianbao/app/notes"
	"nianbao/app/report"
	"nianbao/app/signoff"
)

// revision is everything of an open draft that a change touches. A change is
// made on a copy, which takes the place of the present one only when it stands:
// of a refused change there is nothing to take back.
type revision struct {
	report       *report.Report
	findings     []check.Finding
	explanations notes.Explanations // of the findings
	lists        check.Lists        // the findings as people see them
	state        signoff.State
	results      []signoff.Result // of verifying each signature
	summary      Summary

	entries []journal.Entry
	digest  keys.Digest // of all entries
	undo    []int64
	redo    []int64
	pending []journal.Entry // made here, not yet durable
	saved   time.Time
	failure error // why what is pending is not stored
}

// clone returns a copy on which changes can be made.
func (v *revision) clone() *revision { return v.with(v.report.Clone(), v.state.Clone()) }

// with returns a copy that has a report and a state of its own. All else only
// grows, and of two revisions only one goes on; what pop takes away is not
// written over.
func (v *revision) with(r *report.Report, state signoff.State) *revision {
	next := *v
	next.report, next.state = r, state
	return &next
}

// add makes the edit of an entry and journals it, not yet stored. It returns
// the changes made: those of the edit, and those that belong to it.
func (v *revision) add(e journal.Entry) ([]report.Change, error) {
	proposed, followers := followsIdentity(v.report, e.Edit), carry.Followers(v.report, e.Edit)
	if err := v.report.Apply(e.Edit); err != nil {
		return nil, err
	}
	if e.Kind == journal.Edited {
		more := reconciledTotals(v.report, e.Edit)
		if proposed {
			more = append(more, proposedPreamble(v.report)...)
		}
		for _, f := range followers {
			more = append(more, f.Changes(v.report)...)
		}
		if err := v.report.Apply(report.Edit{Changes: more}); err != nil {
			return nil, err
		}
		e.Edit.Changes = slices.Concat(e.Edit.Changes, more)
	}
	e, err := v.journal(e)
	if err != nil {
		return nil, err
	}
	v.stack(e)
	v.pending = append(v.pending, e)
	return e.Edit.Changes, nil
}

// journal puts an entry at the end of the record and returns it with its number.
func (v *revision) journal(e journal.Entry) (journal.Entry, error) {
	e.Seq = int64(len(v.entries)) + 1
	digest, err := journal.Next(v.digest, e)
	if err != nil {
		return e, fmt.Errorf("journal entry %d: %w", e.Seq, err)
	}
	v.digest, v.entries = digest, append(v.entries, e)
	return e, nil
}

// stack brings the undo and redo stacks up to date with a journal entry.
// Remarks and signed transitions are not taken back by undo.
func (v *revision) stack(e journal.Entry) {
	switch e.Kind {
	case journal.Undone:
		v.undo = pop(v.undo)
		v.redo = append(v.redo, e.Of)
	case journal.Redone:
		v.redo = pop(v.redo)
		v.undo = append(v.undo, e.Of)
	case journal.Edited:
		v.undo = append(v.undo, e.Seq)
		v.redo = nil
	}
}

// pop returns a stack without its last number. It has no room left, so that the
// next push makes a copy and the stack of another revision stays as it is.
func pop(stack []int64) []int64 {
	if len(stack) == 0 {
		return stack
	}
	return slices.Clip(stack[:len(stack)-1])
}

// find brings the findings, and what was written about them, up to date with
// the report.
func (v *revision) find(rules *check.Checker) {
	v.findings = rules.Run(v.report)
	v.explanations = notes.ExplanationsOf(v.report, v.findings)
	v.lists = check.Listing(v.findings, v.explanations.Settle)
}

// save stores what is pending.
func (v *revision) save(ctx context.Context, journal Journal, drafts Drafts, now func() time.Time) error {
	if len(v.pending) == 0 {
		return nil
	}
	sum := v.summarise()
	sum.Changed = v.pending[len(v.pending)-1].At
	if err := journal.Append(ctx, sum, v.pending); err != nil && !v.stored(ctx, drafts, err) {
		v.failure = pendingError(fmt.Errorf("store %d edits: %w", len(v.pending), err))
		return v.failure
	}
	v.summary, v.pending, v.failure, v.saved = sum, nil, nil, now()
	return nil
}

// stored says whether what was refused as a conflict is there already: a disk
// that failed at the very end of storing may have stored it.
func (v *revision) stored(ctx context.Context, drafts Drafts, err error) bool {
	if CodeOf(err) != Conflict {
		return false
	}
	held, err := drafts.Load(ctx, v.summary.ID)
	return err == nil && held.Summary.Digest == v.digest && len(held.Entries) == len(v.entries)
}

// summarise returns what the list shows of the report as it stands.
func (v *revision) summarise() Summary {
	sum := summarise(v.report, v.lists)
	sum.ID, sum.UID, sum.Created, sum.Changed = v.summary.ID, v.summary.UID, v.summary.Created, v.summary.Changed
	sum.Example = v.summary.Example
	sum.SetStatus(&v.state, v.digest)
	return sum
}
