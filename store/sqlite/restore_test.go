package sqlite_test

import (
	"bytes"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"nianbao/app"
	"nianbao/app/journal"
	"nianbao/store/sqlite"
)

// lost makes a folder whose store, with one report, is gone while its copy is
// there.
func lost(t testing.TB) (dir string, sum app.Summary) {
	t.Helper()
	dir, sum = stored(t)
	s := openIn(t, dir)
	must(t, s.Backups().MakeDue(ctx))
	must(t, s.Close())
	must(t, os.Remove(filepath.Join(dir, "nianbao.db")))
	return dir, sum
}

func newest(t testing.TB, dir string) app.Copy {
	t.Helper()
	list, err := sqlite.CopiesIn(dir).List(ctx)
	must(t, err)
	if len(list) == 0 {
		t.Fatal("no copies")
	}
	return list[0]
}

func TestStoreThatIsGoneIsNotMadeAnew(t *testing.T) {
	for name, spoil := range map[string]func(path string) error{
		"missing":          func(string) error { return nil },
		"empty":            func(path string) error { return os.WriteFile(path, nil, 0o644) },
		"without tables":   func(path string) error { return makeEmpty(path) },
		"only its log":     func(path string) error { return os.WriteFile(path+"-wal", []byte("last edits"), 0o644) },
		"only its journal": func(path string) error { return os.WriteFile(path+"-journal", journalOf(t, 9, nil), 0o644) },
	} {
		dir, sum := lost(t)
		must(t, spoil(filepath.Join(dir, "nianbao.db")))
		_, err := sqlite.Open(dir)
		e := wantCode(t, err, app.NoStore)
		if !strings.Contains(e.Detail, "有 1 份报告") {
			t.Errorf("%s: the detail is %q", name, e.Detail)
		}
		aside, err := sqlite.CopiesIn(dir).Restore(ctx, newest(t, dir).Path)
		must(t, err)
		if aside != "" && name != "without tables" {
			t.Errorf("%s: something was put aside: %s", name, aside)
		}
		_, err = openIn(t, dir).Load(ctx, sum.ID)
		must(t, err)
	}
}

func makeEmpty(path string) error {
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		return err
	}
	defer db.Close()
	_, err = db.Exec("PRAGMA journal_mode = wal; VACUUM")
	return err
}

func TestBeginAnewBesideCopies(t *testing.T) {
	dir, _ := lost(t)
	must(t, os.WriteFile(filepath.Join(dir, "nianbao.db-wal"), []byte("last edits"), 0o644))
	must(t, sqlite.CopiesIn(dir).BeginAnew(ctx))
	s := openIn(t, dir)
	list, err := s.List(ctx)
	must(t, err)
	if len(list) != 0 || len(backups(t, dir)) != 1 {
		t.Errorf("%d reports, copies %v", len(list), backups(t, dir))
	}
	kept, err := os.ReadDir(dir)
	must(t, err)
	if !strings.Contains(fmt.Sprint(kept), "nianbao.db-wal.") {
		t.Errorf("the log is gone: %v", kept)
	}
	// Where there is a store, nothing happens.
	sum := create(t, s, "某某市教育局", 2024)
	must(t, s.Close())
	must(t, sqlite.CopiesIn(dir).BeginAnew(ctx))
	_, err = openIn(t, dir).Load(ctx, sum.ID)
	must(t, err)
}

func TestFoldersWithoutGoodCopies(t *testing.T) {
	dir := folder(t)
	must(t, os.MkdirAll(filepath.Join(dir, "backups"), 0o755))
	must(t, os.WriteFile(filepath.Join(dir, "backups", "nianbao-2025-01-01.db"), nil, 0o644))
	must(t, openIn(t, dir).Close()) // nothing is in it

	dir = folder(t)
	must(t, os.MkdirAll(filepath.Join(dir, "backups"), 0o755))
	must(t, os.WriteFile(filepath.Join(dir, "backups", "nianbao-2025-01-01.db"), []byte("garbage"), 0o644))
	_, err := sqlite.Open(dir)
	wantCode(t, err, app.NoStore)
	_, err = sqlite.CopiesIn(dir).Restore(ctx, newest(t, dir).Path)
	wantCode(t, err, app.BadCopy)
	if _, err := os.Stat(filepath.Join(dir, "nianbao.db")); err == nil {
		t.Error("a store was made")
	}
}

// edited makes a store that has gone on since its copy was made.
func edited(t testing.TB) (dir string, sum app.Summary, s *sqlite.DB) {
	t.Helper()
	dir, sum = stored(t)
	s = openIn(t, dir)
	must(t, s.Backups().MakeDue(ctx))
	must(t, s.Append(ctx, sum, []journal.Entry{edit(2, "cell", "12", "13")}))
	return dir, sum, s
}

func valueIn(t testing.TB, s *sqlite.DB, id int64) string {
	t.Helper()
	d, err := s.Load(ctx, id)
	must(t, err)
	return d.Values["cell"]
}

func TestRestoreUnderAnOpenStore(t *testing.T) {
	dir, sum, s := edited(t)
	copied := newest(t, dir)
	aside, err := s.Backups().Restore(ctx, copied.Path)
	must(t, err)
	if got := valueIn(t, s, sum.ID); got != "12" {
		t.Errorf("cell holds %q, want that of the copy", got)
	}
	must(t, s.Append(ctx, sum, []journal.Entry{edit(2, "cell", "12", "14")}))
	must(t, s.Check(ctx))

	// What was there is a copy like another.
	again, err := sqlite.CopiesIn(dir).Check(ctx, aside)
	must(t, err)
	if again.Reason != app.CopyReplaced || again.Entries != 2 || again.Reports != 1 {
		t.Errorf("put aside: %+v", again)
	}
	_, err = s.Backups().Restore(ctx, aside)
	must(t, err)
	if got := valueIn(t, s, sum.ID); got != "13" {
		t.Errorf("cell holds %q, want what was put aside", got)
	}
}

func TestRestoreOfAStoreThatIsInUse(t *testing.T) {
	dir, sum, s := edited(t)
	_, err := sqlite.CopiesIn(dir).Restore(ctx, newest(t, dir).Path)
	wantCode(t, err, app.Locked)
	if got := valueIn(t, s, sum.ID); got != "13" {
		t.Errorf("cell holds %q", got)
	}
	must(t, s.Append(ctx, sum, []journal.Entry{edit(3, "cell", "13", "14")}))
	must(t, s.Close())
	_, err = sqlite.CopiesIn(dir).Restore(ctx, newest(t, dir).Path)
	must(t, err)
	if got := valueIn(t, openIn(t, dir), sum.ID); got != "12" {
		t.Errorf("cell holds %q", got)
	}
}

// What a killed program has left in the log is put aside with the file.
func TestRestoreOverAKilledStore(t *testing.T) {
	dir, sum, s := edited(t)
	crashed := folder(t)
	for _, name := range []string{"nianbao.db", "nianbao.db-wal", filepath.Join("backups", backups(t, dir)[0])} {
		copyFile(t, filepath.Join(dir, name), filepath.Join(crashed, name))
	}
	must(t, s.Close())
	aside, err := sqlite.CopiesIn(crashed).Restore(ctx, newest(t, crashed).Path)
	must(t, err)
	s = openIn(t, crashed)
	if got := valueIn(t, s, sum.ID); got != "12" {
		t.Errorf("cell holds %q", got)
	}
	_, err = s.Backups().Restore(ctx, aside)
	must(t, err)
	if got := valueIn(t, s, sum.ID); got != "13" {
		t.Errorf("cell holds %q of what was put aside", got)
	}
}

func TestRestoreOverADamagedStore(t *testing.T) {
	dir, sum, s := edited(t)
	must(t, s.Close())
	path := filepath.Join(dir, "nianbao.db")
	b, err := os.ReadFile(path)
	must(t, err)
	flip(b[len(b)/page/2*page:][:page])
	must(t, os.WriteFile(path, b, 0o644))
	_, err = sqlite.Open(dir)
	wantCode(t, err, app.Damaged)
	aside, err := sqlite.CopiesIn(dir).Restore(ctx, newest(t, dir).Path)
	must(t, err)
	if kept, err := os.ReadFile(aside); err != nil || !bytes.Equal(kept, b) {
		t.Errorf("the damaged file was not kept as it was: %v", err)
	}
	if got := valueIn(t, openIn(t, dir), sum.ID); got != "12" {
		t.Errorf("cell holds %q", got)
	}
}

// Another program's file is not taken away, nor are files that are none of ours
// put in the place of a store.
func TestRestoreLeavesForeignFilesAlone(t *testing.T) {
	dir, _ := lost(t)
	path := filepath.Join(dir, "nianbao.db")
	db := raw(t, dir)
	_, err := db.Exec("CREATE TABLE other (x); PRAGMA application_id = 7")
	must(t, err)
	must(t, db.Close())
	before, err := os.ReadFile(path)
	must(t, err)
	_, err = sqlite.CopiesIn(dir).Restore(ctx, newest(t, dir).Path)
	wantCode(t, err, app.Damaged)
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the foreign file was changed: %v", err)
	}

	good, sum := stored(t)
	for _, from := range []string{path, filepath.Join(good, "nianbao.db"), filepath.Join(good, "none.db")} {
		if _, err := sqlite.CopiesIn(good).Restore(ctx, from); err == nil {
			t.Errorf("%s was restored", from)
		}
	}
	_, err = openIn(t, good).Load(ctx, sum.ID)
	must(t, err)
}

// What a file is stands in four bytes of its head: a store in which these are
// damaged is still ours, and a copy is restored in its place.
func TestRestoreOverADamagedHead(t *testing.T) {
	dir, sum, s := edited(t)
	must(t, s.Close())
	path := filepath.Join(dir, "nianbao.db")
	content, err := os.ReadFile(path)
	must(t, err)
	content[68] ^= 0x20
	must(t, os.WriteFile(path, content, 0o600))
	aside, err := sqlite.CopiesIn(dir).Restore(ctx, newest(t, dir).Path)
	must(t, err)
	if kept, err := os.ReadFile(aside); err != nil || !bytes.Equal(kept, content) {
		t.Errorf("the damaged file was not kept as it was: %v", err)
	}
	_, err = openIn(t, dir).Load(ctx, sum.ID)
	must(t, err)
}

// A store elsewhere, as it is left by a killed program, comes with its log.
func TestRestoreFromAnotherFolder(t *testing.T) {
	dir, sum, s := edited(t)
	elsewhere := t.TempDir()
	for _, end := range []string{"", "-wal"} {
		copyFile(t, filepath.Join(dir, "nianbao.db"+end), filepath.Join(elsewhere, "nianbao.db"+end))
	}
	must(t, s.Close())
	target := folder(t)
	must(t, os.MkdirAll(target, 0o755))
	checked, err := sqlite.CopiesIn(target).Check(ctx, filepath.Join(elsewhere, "nianbao.db"))
	must(t, err)
	if checked.Reports != 1 || checked.Entries != 2 {
		t.Errorf("checked: %+v", checked)
	}
	_, err = sqlite.CopiesIn(target).Restore(ctx, filepath.Join(elsewhere, "nianbao.db"))
	must(t, err)
	if got := valueIn(t, openIn(t, target), sum.ID); got != "13" {
		t.Errorf("cell holds %q", got)
	}
}

func TestDamagedCopyIsFoundOut(t *testing.T) {
	dir, _ := lost(t)
	path := newest(t, dir).Path
	b, err := os.ReadFile(path)
	must(t, err)
	flip(b[len(b)/page/2*page:][:page])
	must(t, os.WriteFile(path, b, 0o644))
	_, err = sqlite.CopiesIn(dir).Check(ctx, path)
	wantCode(t, err, app.BadCopy)
	_, err = sqlite.CopiesIn(dir).Restore(ctx, path)
	wantCode(t, err, app.BadCopy)
	_, err = sqlite.Open(dir)
	wantCode(t, err, app.NoStore)
}

func TestCopiesAreListed(t *testing.T) {
	dir, _ := stored(t)
	must(t, sqlite.MakeFirst(filepath.Join(dir, "first"), inFirst))
	folder := filepath.Join(dir, "backups")
	copyFile(t, filepath.Join(dir, "first", "nianbao.db"), filepath.Join(folder, "nianbao-0001-20250102T090000.db"))
	copyFile(t, filepath.Join(dir, "nianbao.db"), filepath.Join(folder, "nianbao-2025-01-01.db"))
	must(t, os.WriteFile(filepath.Join(folder, "notes.txt"), nil, 0o644))
	s := openIn(t, dir)
	must(t, s.Backups().Make(ctx, app.CopyByHand))
	list, err := s.Backups().List(ctx)
	must(t, err)
	type row struct {
		why     app.CopyReason
		reports int
		entries int64
	}
	var got []row
	for _, c := range list {
		got = append(got, row{c.Reason, c.Reports, c.Entries})
		if c.Err != nil || c.Size == 0 || c.Made.IsZero() {
			t.Errorf("%+v", c)
		}
	}
	want := []row{{app.CopyByHand, 1, 1}, {app.CopyMigration, 2, 7}, {app.CopyDaily, 1, 1}}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestCopiesThatFallDue(t *testing.T) {
	dir, sum := stored(t)
	s := openIn(t, dir)
	now := time.Date(2026, 3, 1, 8, 0, 0, 0, time.Local)
	s.SetClock(func() time.Time { return now })
	seq := int64(1)
	work := func(edits int) {
		for range edits {
			seq++
			must(t, s.Append(ctx, sum, []journal.Entry{edit(seq, "cell", fmt.Sprint(seq+10), fmt.Sprint(seq+11))}))
		}
		must(t, s.Backups().MakeDue(ctx))
		now = now.Add(time.Hour)
	}
	expect := func(what string, want int) {
		t.Helper()
		if names := backups(t, dir); len(names) != want {
			t.Errorf("%s: %v", what, names)
		}
	}
	work(0)
	expect("at first", 1)
	work(499)
	expect("after 499 edits", 1)
	work(1)
	expect("after 500 edits", 2)
	work(499)
	expect("after 499 more", 2)
	now = now.AddDate(0, 0, 1)
	work(0)
	expect("on the next day", 3)

	must(t, s.Backups().Make(ctx, app.CopySigning))
	expect("before a signing, with nothing new", 3)
	must(t, s.Append(ctx, sum, []journal.Entry{edit(seq+1, "cell", fmt.Sprint(seq+11), "0")}))
	must(t, s.Backups().Make(ctx, app.CopySigning))
	expect("before a signing", 3) // the first one has gone by now
	if names := backups(t, dir); !strings.HasSuffix(names[2], "-signing.db") {
		t.Errorf("copies: %v", names)
	}
}

func TestSecondPlace(t *testing.T) {
	dir, sum := stored(t)
	s := openIn(t, dir)
	k := s.Backups()
	must(t, s.Backups().MakeDue(ctx))
	drive := filepath.Join(t.TempDir(), "U 盘")
	wantCode(t, k.SetPlace(ctx, drive), app.Invalid)
	wantCode(t, k.SetPlace(ctx, filepath.Join(dir, "backups")), app.Invalid)
	must(t, os.Mkdir(drive, 0o755))
	must(t, k.SetPlace(ctx, drive))
	second := func() (n int) {
		list, err := k.List(ctx)
		must(t, err)
		for _, c := range list {
			if c.Second {
				n++
			}
		}
		return n
	}
	if second() != 1 {
		t.Errorf("%d copies in the second place", second())
	}

	// The drive is taken out: work and copies go on, and it is said.
	must(t, os.Rename(drive, drive+" away"))
	must(t, s.Append(ctx, sum, []journal.Entry{edit(2, "cell", "12", "13")}))
	must(t, k.Make(ctx, app.CopyByHand))
	state := k.State(ctx)
	if app.CodeOf(state.PlaceErr) != app.NoPlace || state.Err != nil || state.Place != drive {
		t.Errorf("state %+v", state)
	}
	if _, err := os.Stat(drive); err == nil {
		t.Error("the folder of a drive that is not there was made")
	}

	// It is there again, and gets what it lacks.
	must(t, os.Rename(drive+" away", drive))
	must(t, s.Backups().MakeDue(ctx))
	if state := k.State(ctx); state.PlaceErr != nil || second() != 2 {
		t.Errorf("state %+v, %d copies", state, second())
	}
	list, err := k.List(ctx)
	must(t, err)
	must(t, os.RemoveAll(filepath.Join(dir, "backups")))
	for _, c := range list {
		if c.Second {
			_, err := k.Restore(ctx, c.Path)
			must(t, err)
		}
	}
	must(t, k.SetPlace(ctx, ""))
}

// A store that was moved makes and lists its copies where it lies now.
func TestCopiesOfAStoreThatWasMoved(t *testing.T) {
	_, _, s := edited(t)
	k := s.Backups()
	target := folder(t)
	must(t, os.MkdirAll(target, 0o755))
	must(t, s.Move(ctx, target))
	must(t, k.Make(ctx, app.CopyByHand))
	list, err := k.List(ctx)
	must(t, err)
	if len(list) != 1 || filepath.Dir(list[0].Path) != filepath.Join(target, "backups") {
		t.Errorf("copies: %+v", list)
	}
}

// A file that has been removed under the open store is neither copied nor
// replaced: only what is open holds it all.
func TestStoreThatWasRemovedIsNotRestored(t *testing.T) {
	dir, _, s := edited(t)
	copied := newest(t, dir)
	must(t, os.Remove(filepath.Join(dir, "nianbao.db")))
	wantCode(t, s.Backups().Make(ctx, app.CopyByHand), app.Gone)
	_, err := s.Backups().Restore(ctx, copied.Path)
	wantCode(t, err, app.Gone)
	if _, err := os.Stat(filepath.Join(dir, "nianbao.db")); err == nil {
		t.Error("something was put in its place")
	}
}

// Nothing is said afterwards of journals that end earlier: that was wanted.
func TestRestoreIsNoLoss(t *testing.T) {
	dir, sum, s := edited(t)
	s.WriteTrail()
	_, err := s.Backups().Restore(ctx, newest(t, dir).Path)
	must(t, err)
	must(t, s.Append(ctx, sum, []journal.Entry{edit(2, "cell", "12", "14")}))
	said := s.Notice()
	must(t, s.Close())
	s = openIn(t, dir)
	if said += s.Notice(); said != "" {
		t.Errorf("said: %s", said)
	}
}

func TestEmptyStoreIsNotCopied(t *testing.T) {
	s := open(t)
	must(t, s.Backups().MakeDue(ctx))
	must(t, s.Backups().Make(ctx, app.CopySigning))
	wantCode(t, s.Backups().Make(ctx, app.CopyByHand), app.Forbidden)
	if names := backups(t, s.Dir()); len(names) != 0 {
		t.Errorf("copies of nothing: %v", names)
	}
}
