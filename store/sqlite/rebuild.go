package sqlite

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"time"

	"nianbao/app"
	"nianbao/app/check"
	"nianbao/app/example"
	"nianbao/app/form"
	"nianbao/app/journal"
	"nianbao/app/keys"
	"nianbao/app/ledger"
	"nianbao/app/origin"
	"nianbao/app/report"
	"nianbao/app/signoff"
	"nianbao/store/disk"
	"nianbao/store/sqlite/dbfile"
)

// rebuilding makes a new store of what was read of a damaged one and of a
// sound copy.
type rebuilding struct {
	catalog *form.Catalog
	found   *salvaged // of the damaged file; without drafts when nothing could be read
	copied  *salvaged // of the copy, nil when there is none
	out     *app.Rescued
}

// into writes the new store into a new folder, whole and on the disk.
func (b *rebuilding) into(ctx context.Context, dir string) error {
	known, err := dbfile.ReadMigrations(dbfile.MigrationFiles)
	if err != nil {
		return err
	}
	d, err := open(dir, known)
	if err != nil {
		return err
	}
	err = b.fill(ctx, d)
	if err == nil {
		err = soundnessOf(ctx, d)
	}
	if closing := d.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return err
	}
	return disk.SyncFile(filepath.Join(dir, dbfile.FileName))
}

func soundnessOf(ctx context.Context, d *DB) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return dbfile.Soundness(ctx, d.conn, "PRAGMA integrity_check(1)")
}

// fill puts the drafts into the new store, the deleted ones first: the others
// may have their names.
func (b *rebuilding) fill(ctx context.Context, d *DB) error {
	all := b.join()
	tellApart(all)
	slices.SortStableFunc(all, func(x, y *joined) int {
		if x.deleted != y.deleted {
			return map[bool]int{true: -1, false: 1}[x.deleted]
		}
		return int(x.id - y.id)
	})
	for _, j := range all {
		if j.told.Kept > 0 {
			if err := d.write(ctx, func(ctx context.Context) error { return d.putBack(ctx, j) }); err != nil {
				return fmt.Errorf("put back draft %d: %w", j.id, err)
			}
		}
		b.out.Reports = append(b.out.Reports, j.told)
	}
	return b.copyTables(ctx, d)
}

// tellApart keeps a draft whose name another one has among the deleted ones, from
// where it can be brought back: the one that was told first stays.
func tellApart(all []*joined) {
	taken := map[string]bool{}
	for _, j := range all {
		name := fmt.Sprint(j.sum.Year, j.sum.Unit)
		if j.sum.Example {
			name = example.Name // of which there is one, whatever it is called
		}
		if j.told.Kept == 0 || j.deleted {
			continue
		}
		if taken[name] || taken[j.sum.UID] {
			j.deleted, j.told.Deleted = true, true
			continue
		}
		taken[name], taken[j.sum.UID] = true, true
	}
}

// putBack stores a draft under its old number.
func (d *DB) putBack(ctx context.Context, j *joined) error {
	s := j.sum
	_, err := d.conn.ExecContext(ctx, `INSERT INTO draft (id, uid, unit, year, edition, filled, total, errors, explains, created_at, changed_at, example)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, s.ID, s.UID, s.Unit, s.Year, s.Edition, s.Filled, s.Total, s.Errors, s.Explains,
		s.Created.UnixMicro(), s.Changed.UnixMicro(), s.Example)
	if err != nil {
		return err
	}
	if err := d.append(ctx, s, j.entries); err != nil || !j.deleted {
		return err
	}
	if j.left {
		_, err := d.stmt.leaveBehind.ExecContext(ctx, s.Changed.UnixMicro(), s.ID, s.UID, string(s.Digest))
		return err
	}
	return d.softDelete(ctx, s.ID, s.Changed)
}

// tableNames says what is in the other tables.
var tableNames = map[string]string{
	"roster": "审签名册", "kept_roster": "其他名册", "sealed_key": "本机的密钥", "seen": "各人看过的位置", "setting": "设置",
}

// copyTables copies what belongs to no draft, and what is missing from the copy.
func (b *rebuilding) copyTables(ctx context.Context, d *DB) error {
	for _, t := range otherTables {
		rows := b.found.tables[t.name]
		lost := b.found.tables == nil || b.found.missing[t.name]
		if lost && b.copied != nil {
			rows = append(slices.Clone(rows), b.copied.tables[t.name]...)
		}
		if lost {
			b.out.Missing = append(b.out.Missing, tableNames[t.name]+map[bool]string{
				true: "有无法读取的，缺少的用了备份中的。", false: "有无法读取的，也没有可用的备份，可能不全。",
			}[b.copied != nil])
		}
		for _, row := range rows {
			marks := "?"
			for range row[1:] {
				marks += ", ?"
			}
			err := d.write(ctx, func(ctx context.Context) error {
				// #nosec G202 -- all put together of constants
				_, err := d.conn.ExecContext(ctx, "INSERT OR IGNORE INTO "+t.name+" ("+t.columns+") VALUES ("+marks+")", texts(row)...)
				return err
			})
			if err != nil && !dbfile.IsRefused(err) { // a report that is not there any more
				return err
			}
		}
	}
	return nil
}

// texts has what was read of a text stored as one.
func texts(row []any) []any {
	out := slices.Clone(row)
	for i, v := range out {
		if b, ok := v.([]byte); ok {
			out[i] = string(b)
		}
	}
	return out
}

// joined is a draft as it goes into the new store.
type joined struct {
	id      int64
	sum     app.Summary
	deleted bool
	left    bool // by its report, which went on in another record
	entries []journal.Entry
	told    app.RescuedReport
}

// join puts together what was found of each draft and what the copy has of it.
// They are the same draft when they have the same number and, where it was
// read, the same name, see isOne.
func (b *rebuilding) join() []*joined {
	ids := map[int64]bool{}
	for id := range b.found.drafts {
		ids[id] = true
	}
	if b.copied != nil {
		for id := range b.copied.drafts {
			ids[id] = true
		}
	}
	var out []*joined
	for _, id := range slices.Sorted(maps.Keys(ids)) {
		found := b.found.drafts[id]
		var copied *salvagedDraft
		if b.copied != nil {
			copied = b.copied.drafts[id]
		}
		if found != nil && found.row && copied != nil && !isOne(found, copied) {
			// Of another store: both are kept, the copy's under a new number.
			out = append(out, b.one(id, found, nil))
			found, id = nil, slices.Max(slices.Collect(maps.Keys(ids)))+int64(len(out))+1
		}
		out = append(out, b.one(id, found, copied))
	}
	return out
}

// isOne says whether two sides that have one number are one draft. The first layout
// had no names yet: there the first entry tells.
func isOne(found, copied *salvagedDraft) bool {
	if found.sum.UID != "" && copied.sum.UID != "" {
		return found.sum.UID == copied.sum.UID
	}
	a, there := found.entries[1]
	b, too := copied.entries[1]
	return !there || !too || journal.Same(a, b)
}

// one joins a draft. Either side may be nil, not both.
func (b *rebuilding) one(id int64, found, copied *salvagedDraft) *joined {
	j := &joined{id: id, told: app.RescuedReport{Found: -1, InCopy: -1}}
	j.sum, j.deleted = rowOf(found, copied)
	j.sum.ID = id
	if base := better(found, copied); base.left {
		j.left = true
		j.told.Left = true
	}
	var candidates [][]journal.Entry
	if found != nil {
		j.told.Found = len(found.history())
		candidates = append(candidates, union(found, copied))
	}
	if copied != nil {
		j.told.InCopy = len(copied.history())
		candidates = append(candidates, union(copied, found))
	}
	want := j.sum.Digest
	if found != nil && !found.row {
		want = "" // the row that would tell where the journal ended was not read
	}
	best := furthest(j.sum.UID, want, candidates)
	j.told.FromCopy = copied != nil && (found == nil || len(best.entries) > j.told.Found)
	whole := want != "" && best.digest == want
	j.told.Cut = found != nil && !whole && (want != "" || best.misses(found))
	if found != nil && j.told.Cut && best.ledger.Status().Stage == signoff.Drafting {
		j.told.Patched = best.patch(b.catalog, found.stored)
	}
	j.entries, j.told.Kept = best.entries, len(best.entries)
	b.summarise(j, best, whole)
	return j
}

// rowOf is what the list said of a draft, and whether it was deleted. Where nobody
// knows its name it gets one.
func rowOf(found, copied *salvagedDraft) (sum app.Summary, deleted bool) {
	base := better(found, copied)
	if base.row {
		sum = base.sum
	}
	if sum.UID == "" && copied != nil {
		sum.UID = copied.sum.UID
	}
	if sum.UID == "" {
		sum.UID = journal.NewUID()
	}
	return sum, base.deleted
}

// better is the side that tells what draft it is.
func better(found, copied *salvagedDraft) *salvagedDraft {
	if found == nil || !found.row && copied != nil {
		return copied
	}
	return found
}

// furthest follows each history and returns the one that ends where the draft
// did, or the longest. Want is the digest there, "" where it is not known.
func furthest(uid string, want keys.Digest, candidates [][]journal.Entry) *followed {
	best := follow(uid, candidates[0])
	for _, c := range candidates[1:] {
		if f := follow(uid, c); f.digest == want && best.digest != want || best.digest != want && len(f.entries) > len(best.entries) {
			best = f
		}
	}
	return best
}

// misses says whether the store held, or had held, more than was followed.
func (f *followed) misses(found *salvagedDraft) bool {
	return f.cut || len(found.entries) > len(f.entries) || !found.row
}

// union is the history of one side, going on with the other's where it has a gap.
func union(first, second *salvagedDraft) []journal.Entry {
	var out []journal.Entry
	for seq := int64(1); ; seq++ {
		e, there := first.entries[seq]
		if !there && second != nil {
			e, there = second.entries[seq]
		}
		if !there {
			return out
		}
		out = append(out, e)
	}
}

// followed is a journal as far as its entries follow from each other.
type followed struct {
	entries []journal.Entry
	cut     bool // there was one that does not follow
	stored  map[form.Address]string
	ledger  *ledger.Ledger
	digest  keys.Digest
}

// follow goes through entries as the store would take them.
func follow(uid string, entries []journal.Entry) *followed {
	f := &followed{stored: map[form.Address]string{}, ledger: ledger.Begin(), digest: journal.Origin(uid)}
	for _, e := range entries {
		if !f.next(e) {
			f.cut = true
			break
		}
	}
	return f
}

func (f *followed) next(e journal.Entry) bool {
	digest, err := journal.Next(f.digest, e)
	if err != nil {
		return false
	}
	stored := maps.Clone(f.stored)
	if !e.Apply(stored) || f.ledger.Append(&e) != nil {
		return false
	}
	f.entries, f.stored, f.digest = append(f.entries, e), stored, digest
	return true
}

// patch adds what the places held last to a journal of which the end is lost,
// as one edit, and returns at how many places. A place of which nothing was
// read is left as it is: whether it was emptied cannot be told.
func (f *followed) patch(catalog *form.Catalog, stored map[string]string) int {
	e := journal.Entry{
		Seq: int64(len(f.entries)) + 1, At: time.Now().Truncate(time.Microsecond), Kind: journal.Edited,
		Edit: report.Edit{Note: origin.Rescuing},
	}
	if e.Seq == 1 {
		e.Kind = journal.Imported
	}
	for _, a := range slices.Sorted(maps.Keys(stored)) {
		at := form.Address(a)
		if stored[a] == f.stored[at] || report.IsRemark(at) || report.CheckStored(catalog, at, stored[a]) != nil {
			continue // the last was not put there by this program
		}
		e.Edit.Changes = append(e.Edit.Changes, report.Change{Address: at, Old: f.stored[at], New: stored[a]})
	}
	if len(e.Edit.Changes) == 0 || !f.next(e) {
		return 0
	}
	return len(e.Edit.Changes)
}

// fits says whether a row could be stored as it was read.
func fits(s app.Summary) bool {
	return s.Unit != "" && s.Year > 0 && s.Year <= 9999 && min(s.Filled, s.Total, s.Errors, s.Explains) >= 0
}

// summarise brings the row of a draft up to date with its entries. Where they
// are all there, the row says so itself.
func (b *rebuilding) summarise(j *joined, f *followed, whole bool) {
	if !whole || !fits(j.sum) {
		r, _ := report.Restore(b.catalog, f.stored)
		sum := app.Summarise(r, check.Run(r))
		sum.ID, sum.UID, sum.Created, sum.Changed = j.sum.ID, j.sum.UID, j.sum.Created, j.sum.Changed
		if sum.Unit == "" {
			sum.Unit = j.sum.Unit
		}
		if sum.Unit == "" {
			sum.Unit = fmt.Sprintf("（单位名称无法读取，原编号 %d）", j.id)
		}
		if sum.Year == 0 {
			sum.Year = min(max(j.sum.Year, 1), 9999)
		}
		if len(f.entries) > 0 {
			sum.Created, sum.Changed = f.entries[0].At, f.entries[len(f.entries)-1].At
		}
		j.sum = sum
	}
	j.sum.Example = example.Is(f.entries)
	status := f.ledger.Status()
	j.sum.Stage, j.sum.StateName, j.sum.Level, j.sum.Digest = status.Stage, status.Name, status.Level, f.digest
	j.told.Unit, j.told.Year, j.told.Deleted, j.told.Last = j.sum.Unit, j.sum.Year, j.deleted, j.sum.Changed
}
