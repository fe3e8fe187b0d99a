package sqlite_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nianbao/app"
	"nianbao/app/example"
	"nianbao/app/form"
	"nianbao/app/journal"
	"nianbao/app/report"
	"nianbao/store/sqlite"
)

// A store of the first layout is damaged before it was ever opened by this version:
// every report in it comes back, with the journal it had.
func TestRescueOfAStoreOfTheFirstLayout(t *testing.T) {
	for _, withCopy := range []bool{false, true} {
		dir := folder(t)
		must(t, sqlite.MakeFirst(dir, inFirst))
		path := filepath.Join(dir, "nianbao.db")
		flush(t, dir)
		if withCopy {
			copyFile(t, path, filepath.Join(dir, "backups", "nianbao-2026-01-02.db"))
		}
		spoilIndex(t, path)
		r, err := sqlite.Rescue(ctx, dir, "", editions(t))
		must(t, err)
		if len(r.Reports) != 3 || len(r.Missing) > 0 || (r.Copy != "") != withCopy {
			t.Fatalf("with a copy %v: %+v", withCopy, r)
		}
		for _, told := range r.Reports {
			if told.Cut || told.Kept != told.Found || told.FromCopy || told.Patched > 0 {
				t.Errorf("with a copy %v: %+v", withCopy, told)
			}
		}
		s := openIn(t, dir)
		must(t, s.Check(ctx))
		list, err := s.List(ctx)
		must(t, err)
		deleted, err := s.Deleted(ctx)
		must(t, err)
		if len(list) != 2 || len(deleted) != 1 || deleted[0].ID != 2 {
			t.Fatalf("with a copy %v: %+v, deleted %+v", withCopy, list, deleted)
		}
		session, err := deskOn(t, s).Open(ctx, 1)
		must(t, err)
		if p := session.Problems(); len(p) > 0 || len(session.Entries()) != 5 || session.Report().Text("overview.platform") != "改版" {
			t.Errorf("with a copy %v: %d entries, %q, %v", withCopy, len(session.Entries()), session.Report().Text("overview.platform"), p)
		}
		must(t, session.Undo(ctx))
		if font, err := s.Setting(ctx, "body_font"); err != nil || font != "kai" {
			t.Errorf("the setting is %q, %v", font, err)
		}
	}
}

// What the first layout lost is taken from a copy of it, and the other way round.
func TestACopyOfTheFirstLayoutServesARescue(t *testing.T) {
	dir := folder(t)
	must(t, sqlite.MakeFirst(dir, inFirst))
	flush(t, dir)
	path := filepath.Join(dir, "nianbao.db")
	copyFile(t, path, filepath.Join(dir, "backups", "nianbao-2026-01-02.db"))
	must(t, os.WriteFile(path, []byte("SQLite format 3\x00 and nothing that could be read"), 0o600))
	r, err := sqlite.Rescue(ctx, dir, "", editions(t))
	must(t, err)
	if len(r.Reports) != 3 || r.Reports[2].Kept == 0 {
		t.Fatalf("%+v", r)
	}
	if s, err := deskOn(t, openIn(t, dir)).Open(ctx, 1); err != nil || len(s.Problems()) > 0 || len(s.Entries()) != 5 {
		t.Errorf("%v", err)
	}
}

// A store of this version whose newest sound backup is the copy that was made of
// the first layout, before the migration.
func TestACopyFromBeforeTheNamesIsOfTheSameReports(t *testing.T) {
	dir := folder(t)
	must(t, sqlite.MakeFirst(dir, inFirst))
	s := openIn(t, dir)
	session, err := deskOn(t, s).Open(ctx, 1)
	must(t, err)
	must(t, session.Set(ctx, "overview.platform", "网站又改版"))
	must(t, s.Close())
	spoilIndex(t, filepath.Join(dir, "nianbao.db"))
	r, err := sqlite.Rescue(ctx, dir, "", editions(t))
	must(t, err)
	if len(r.Reports) != 3 || !strings.Contains(r.Copy, "nianbao-0001-") {
		t.Fatalf("%+v", r)
	}
	again, err := deskOn(t, openIn(t, dir)).Open(ctx, 1)
	must(t, err)
	if again.UID() != session.UID() || len(again.Entries()) != 6 || len(again.Problems()) > 0 {
		t.Errorf("it is %s, was %s, with %d entries: %v", again.UID(), session.UID(), len(again.Entries()), again.Problems())
	}
}

// The layout before the example and the counts.
func TestRescueOfAStoreMadeBefore(t *testing.T) {
	dir := dataMadeBefore(t)
	spoilIndex(t, filepath.Join(dir, "nianbao.db"))
	r, err := sqlite.Rescue(ctx, dir, "", editions(t))
	must(t, err)
	if len(r.Reports) != 4 || len(r.Missing) > 0 {
		t.Fatalf("%+v", r)
	}
	w, _ := workstationOn(t, dir)
	s, err := w.Open(ctx, 1)
	must(t, err)
	if len(s.Problems()) > 0 || s.Report().Digest() != approvedContent || s.State().Name() != "已审批" {
		t.Errorf("%s: %v", s.State().Name(), s.Problems())
	}
}

// A store of before shows no counts until they are counted, and then the right ones.
func TestAStoreMadeBeforeIsCountedWhenItIsAskedFor(t *testing.T) {
	w, db := workstationMadeBefore(t)
	all, err := db.List(ctx)
	must(t, err)
	for _, sum := range all {
		if sum.Left.Counted || sum.Example {
			t.Errorf("report %d has %+v, example %v", sum.ID, sum.Left, sum.Example)
		}
	}
	counted, err := w.CountLeft(ctx, all)
	must(t, err)
	if len(counted) != len(all) {
		t.Fatalf("counted %+v of %d", counted, len(all))
	}
	all, err = db.List(ctx)
	must(t, err)
	for _, sum := range all {
		s, err := w.Open(ctx, sum.ID)
		must(t, err)
		if want := app.Summarise(s.Report(), s.Findings()).Left; sum.Left != want || len(s.Problems()) > 0 {
			t.Errorf("report %d has %+v, want %+v; %v", sum.ID, sum.Left, want, s.Problems())
		}
	}
}

// Backups count reports, of which the example is none, whatever layout they have.
func TestBackupsDoNotCountTheExample(t *testing.T) {
	dir, _ := stored(t)
	s := openIn(t, dir)
	storeExample(t, s)
	must(t, s.Backups().Make(ctx, app.CopyByHand))
	flush(t, dataIn(t, dir, "nianbao-0001-20260102T090000.db"))
	copies, err := s.Backups().List(ctx)
	must(t, err)
	if len(copies) != 2 || copies[0].Reports != 1 || copies[1].Reports != 2 || copies[0].Err != nil || copies[1].Err != nil {
		t.Errorf("%+v", copies)
	}
}

// dataIn makes a file of the first layout among the backups of a folder, and
// returns the folder it was made in.
func dataIn(t *testing.T, dir, name string) string {
	t.Helper()
	made := folder(t)
	must(t, sqlite.MakeFirst(made, inFirst))
	flush(t, made)
	copyFile(t, filepath.Join(made, "nianbao.db"), filepath.Join(dir, "backups", name))
	return made
}

// storeExample stores an example and returns its id.
func storeExample(t *testing.T, s *sqlite.DB) int64 {
	t.Helper()
	sum := app.Summary{
		UID: journal.NewUID(), Unit: "某某市教育局", Year: 2024, Edition: "2021", Stage: "draft", StateName: "草稿", Example: true,
	}
	changes := []report.Change{{Address: report.UnitName, New: sum.Unit}, {Address: report.Year, New: "2024"}}
	first := journal.Entry{Seq: 1, Kind: journal.Imported, Edit: report.Edit{Note: example.Note, Changes: changes}}
	digest, err := journal.Next(journal.Origin(sum.UID), first)
	must(t, err)
	sum.Digest = digest
	id, err := s.Create(ctx, sum, []journal.Entry{first})
	must(t, err)
	return id
}

// The example is rescued as one, whatever of its row was lost.
func TestARescuedExampleIsOne(t *testing.T) {
	for _, lost := range []bool{false, true} {
		dir, _ := stored(t)
		s := openIn(t, dir)
		id := storeExample(t, s)
		must(t, s.Close())
		db := raw(t, dir)
		if lost {
			_, err := db.Exec("PRAGMA foreign_keys = off; DELETE FROM draft WHERE id = ?", id)
			must(t, err)
		}
		must(t, db.Close())
		spoilIndex(t, filepath.Join(dir, "nianbao.db"))
		_, err := sqlite.Rescue(ctx, dir, "", editions(t))
		must(t, err)
		s = openIn(t, dir)
		d, err := s.Load(ctx, id)
		must(t, err)
		if !d.Summary.Example || d.Values[form.Address(report.UnitName)] != "某某市教育局" {
			t.Errorf("row lost %v: %+v", lost, d.Summary)
		}
		must(t, s.Close())
	}
}

// flush writes what is in the log of a store into its file.
func flush(t *testing.T, dir string) {
	t.Helper()
	db, err := sql.Open("sqlite3", filepath.Join(dir, "nianbao.db"))
	must(t, err)
	_, err = db.Exec("PRAGMA wal_checkpoint(TRUNCATE)")
	must(t, err)
	must(t, db.Close())
}

// A backup of any layout is restored and goes on as a store of this one.
func TestABackupOfTheFirstLayoutIsRestored(t *testing.T) {
	dir, _ := stored(t)
	name := "nianbao-0001-20260102T090000.db"
	dataIn(t, dir, name)
	_, err := sqlite.CopiesIn(dir).Restore(ctx, filepath.Join(dir, "backups", name))
	must(t, err)
	s := openIn(t, dir)
	must(t, s.Check(ctx))
	if session, err := deskOn(t, s).Open(ctx, 1); err != nil || len(session.Problems()) > 0 || len(session.Entries()) != 5 {
		t.Errorf("%v", err)
	}
}
