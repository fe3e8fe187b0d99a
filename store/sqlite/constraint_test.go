package sqlite_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"testing"

	"nianbao/app"
	"nianbao/store/sqlite"
)

// spoilt makes a store in whose journal single characters were changed, so that
// all pages are as they should be: one entry is no JSON any more, one changes a
// place without a name, one is of no kind.
func spoilt(t *testing.T) (dir string) {
	t.Helper()
	dir, _ = worked(t, 3, 6)
	db, err := sql.Open("sqlite3", filepath.Join(dir, "nianbao.db"))
	must(t, err)
	defer db.Close()
	db.SetMaxOpenConns(1)
	var trigger string
	must(t, db.QueryRow("SELECT sql FROM sqlite_schema WHERE name = 'entry_is_not_changed'").Scan(&trigger))
	for _, text := range []string{
		"DROP TRIGGER entry_is_not_changed", "PRAGMA ignore_check_constraints = ON",
		`UPDATE entry SET changes = replace(changes, '"address"', '"address') WHERE draft_id = 1 AND seq = 5`,
		`UPDATE entry SET changes = replace(changes, '"address"', '"addresz"') WHERE draft_id = 2 AND seq = 5`,
		`UPDATE entry SET kind = 'edip' WHERE draft_id = 3 AND seq = 5`,
		trigger,
	} {
		if _, err := db.Exec(text); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
	}
	return dir
}

// SQLite passes over the constraints of a file that it only reads.
func TestCheckFindsWhatOnlyTheConstraintsTell(t *testing.T) {
	s := openIn(t, spoilt(t))
	defer s.Close()
	if err := s.Check(ctx); app.CodeOf(err) != app.Damaged {
		t.Errorf("check: %v", err)
	}
}

func TestACopyIsNotSoundWhereConstraintsDoNotHold(t *testing.T) {
	dir := spoilt(t)
	name := filepath.Join(t.TempDir(), "copy.db")
	db, err := sql.Open("sqlite3", filepath.Join(dir, "nianbao.db"))
	must(t, err)
	defer db.Close()
	_, err = db.Exec("VACUUM INTO ?", name)
	must(t, err)
	if _, err := sqlite.CopiesIn(dir).Check(ctx, name); app.CodeOf(err) != app.BadCopy {
		t.Errorf("check of a copy: %v", err)
	}
}

func TestRescueLeavesOutWhatCannotBeStored(t *testing.T) {
	dir := spoilt(t)
	must(t, os.RemoveAll(filepath.Join(dir, "backups")))
	r, err := sqlite.Rescue(ctx, dir, "", editions(t))
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Reports) != 3 {
		t.Errorf("rescued %+v", r.Reports)
	}
}
