package sqlite_test

import (
	"testing"

	"nianbao/app"
	"nianbao/app/journal"
	"nianbao/app/report"
	"nianbao/app/signoff"
	"nianbao/store/storetest"
)

// The store does not lean on its triggers alone: another program may have
// dropped them.
func TestLockHoldsWithoutTriggers(t *testing.T) {
	s := open(t)
	r := newRecord(t, s, "甲局")
	stale := r.Try() // of a window that does not know of the submission
	r.Submitted()
	must(t, s.Exec("DROP TRIGGER entry_is_appended"))
	other := newRecord(t, s, "乙局")
	gap := other.Try()
	gap.Seq++
	gap.Refuses(app.Conflict, gap.Summary, gap.Edit(journal.Edited, storetest.Officer))
	c := r.Try()
	r.Refuses(app.Forbidden, c.Summary, c.Edit(journal.Edited, storetest.Officer))
	c = r.Try()
	r.Refuses(app.Forbidden, c.Summary, c.Note(journal.Remarked, storetest.Signer[1], "cell2"))
	c = r.Try()
	r.Refuses(app.Forbidden, c.Summary, c.Edit(journal.Edited, storetest.Officer), c.Sign(signoff.Return, storetest.Signer[1], "请改正"))
	stale.Seq++ // the right number, by chance
	stale.Refuses(app.Conflict, stale.Summary, stale.Edit(journal.Edited, storetest.Officer))
	r.Approved()
	c = r.Try()
	r.Refuses(app.Forbidden, c.Summary, c.Note(journal.Remarked, storetest.Signer[1], report.RemarkAt("1")))
}

// Two windows of one draft: the second act is one on a journal that has gone on.
func TestATransitionOfAnotherWindowIsAConflict(t *testing.T) {
	dir := folder(t)
	a, b := openIn(t, dir), openIn(t, dir)
	r := newRecord(t, a, "甲局").Submitted()
	other := r.Try()
	other.Ports = b.Ports()
	r.Append(r.Sign(signoff.Approve, storetest.Signer[1], ""))
	other.Refuses(app.Conflict, other.Summary, other.Sign(signoff.Return, storetest.Signer[1], "请改正"))
	r.Append(r.Sign(signoff.Return, storetest.Signer[2], "请改正"))
	edit := other.Try()
	other.Refuses(app.Conflict, edit.Summary, edit.Edit(journal.Edited, storetest.Officer))
}
