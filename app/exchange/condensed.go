package exchange

import (
	"context"

	"nianbao/app/handover"
	"nianbao/app/journal"
)

// compareCondensed compares records of one report that have not even their first
// entry in common, because one of them was begun without the other: the digest that
// it names says of which.
func (d Desk) compareCondensed(ctx context.Context, a *ImportPreview, ours []journal.Entry) error {
	uid, theirs := a.File.Report.UID, a.File.Report.Entries
	if c, condensed := journal.CondensedOf(theirs); condensed && c.GoesOnFrom(uid, ours) == len(ours) {
		a.Relation, a.Anew = handover.Newer, true
		return nil
	}
	if _, condensed := journal.CondensedOf(ours); !condensed {
		return nil
	}
	before, err := d.Drafts.Before(ctx, uid)
	if err != nil || before == nil {
		return err
	}
	if relation, _ := handover.Compare(before, theirs); relation == handover.Same || relation == handover.Older {
		a.Relation = handover.Older
	}
	return nil
}
