package sqlite_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"nianbao/app"
	"nianbao/app/journal"
	"nianbao/store/sqlite"
)

// backups lists what is in the backup folder.
func backups(t testing.TB, dir string) []string {
	t.Helper()
	files, err := os.ReadDir(filepath.Join(dir, "backups"))
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	var names []string
	for _, f := range files {
		names = append(names, f.Name())
	}
	return names
}

func copyFile(t testing.TB, from, to string) {
	t.Helper()
	b, err := os.ReadFile(from)
	must(t, err)
	must(t, os.MkdirAll(filepath.Dir(to), 0o755))
	must(t, os.WriteFile(to, b, 0o644))
}

func TestDailyBackup(t *testing.T) {
	dir := folder(t)
	s := openIn(t, dir)
	must(t, s.Backups().MakeDue(ctx))
	if names := backups(t, dir); len(names) != 0 {
		t.Errorf("a new store was backed up: %v", names)
	}
	sum := create(t, s, "某某市教育局", 2024)
	must(t, s.Close())

	s = openIn(t, dir)
	must(t, s.Backups().MakeDue(ctx))
	must(t, s.Append(ctx, sum, []journal.Entry{edit(2, "cell", "12", "13")}))
	must(t, s.Backups().MakeDue(ctx))
	names := backups(t, dir)
	if want := []string{"nianbao-" + time.Now().Format(time.DateOnly) + ".db"}; !slices.Equal(names, want) {
		t.Fatalf("got %v, want %v", names, want)
	}

	elsewhere := folder(t)
	copyFile(t, filepath.Join(dir, "backups", names[0]), filepath.Join(elsewhere, "nianbao.db"))
	d, err := openIn(t, elsewhere).Load(ctx, sum.ID)
	must(t, err)
	if d.Values["cell"] != "12" {
		t.Errorf("the backup holds %q, want what the day began with", d.Values["cell"])
	}
}

func TestBackupWhileWriting(t *testing.T) {
	dir, sum := stored(t)
	s := openIn(t, dir)
	done := make(chan error)
	go func() { done <- s.Backups().MakeDue(ctx) }()
	for i := range 200 {
		must(t, s.Append(ctx, sum, []journal.Entry{edit(int64(i+2), "cell", fmt.Sprint(i+12), fmt.Sprint(i+13))}))
	}
	must(t, <-done)
	must(t, s.Check(ctx))
}

// Files by the names of copies that cannot be read go when they are old and
// something better is there; what somebody laid there stays.
func TestOldBackupsThatCannotBeReadAreRemoved(t *testing.T) {
	dir, _ := stored(t)
	must(t, os.MkdirAll(filepath.Join(dir, "backups"), 0o755))
	recent := "nianbao-" + time.Now().AddDate(0, 0, -2).Format(time.DateOnly) + ".db"
	for _, name := range []string{"nianbao-2025-01-01.db", "nianbao-0001-20250101T090000.db", "我的备份.db", recent} {
		must(t, os.WriteFile(filepath.Join(dir, "backups", name), nil, 0o644))
	}
	must(t, openIn(t, dir).Backups().MakeDue(ctx))
	names := backups(t, dir)
	if len(names) != 3 || !slices.Contains(names, recent) || !slices.Contains(names, "我的备份.db") {
		t.Errorf("left: %v", names)
	}
}

// The sentence for a damaged file says to put a backup in its place. A log of
// the damaged file may lie there still.
func TestBackupInThePlaceOfTheFile(t *testing.T) {
	dir, sum := stored(t)
	s := openIn(t, dir)
	must(t, s.Backups().MakeDue(ctx))
	for i := range 50 {
		must(t, s.Append(ctx, sum, []journal.Entry{edit(int64(i+2), "cell", fmt.Sprint(i+12), fmt.Sprint(i+13))}))
	}

	crashed := folder(t)
	copyFile(t, filepath.Join(dir, "backups", backups(t, dir)[0]), filepath.Join(crashed, "nianbao.db"))
	copyFile(t, filepath.Join(dir, "nianbao.db-wal"), filepath.Join(crashed, "nianbao.db-wal"))
	r := openIn(t, crashed)
	must(t, r.Check(ctx))
	d, err := r.Load(ctx, sum.ID)
	must(t, err)
	if d.Values["cell"] != "12" || len(d.Entries) != 1 {
		t.Errorf("not what the backup holds: %+v", d)
	}
	kept, err := filepath.Glob(strings.NewReplacer("[", `\[`, "]", `\]`).Replace(crashed) + "/nianbao.db-wal.*")
	if err != nil || len(kept) != 1 {
		t.Errorf("the old log was not kept: %v %v", kept, err)
	}

	// The same log beside its own file is used.
	whole := folder(t)
	copyFile(t, filepath.Join(dir, "nianbao.db"), filepath.Join(whole, "nianbao.db"))
	copyFile(t, filepath.Join(dir, "nianbao.db-wal"), filepath.Join(whole, "nianbao.db-wal"))
	d, err = openIn(t, whole).Load(ctx, sum.ID)
	must(t, err)
	if d.Values["cell"] != "62" {
		t.Errorf("cell holds %q after a crash, want 62", d.Values["cell"])
	}
}

const later = `ALTER TABLE draft ADD COLUMN remark TEXT NOT NULL DEFAULT '';`

func TestMigrationAfterACopy(t *testing.T) {
	dir, sum := stored(t)
	s, err := sqlite.OpenAfter(dir, later)
	must(t, err)
	must(t, s.Exec("UPDATE draft SET remark = '新'"))
	_, err = s.Load(ctx, sum.ID)
	must(t, err)
	must(t, s.Close())
	names := backups(t, dir)
	if len(names) != 1 || !strings.HasPrefix(names[0], "nianbao-0005-") {
		t.Fatalf("backups: %v", names)
	}

	path := filepath.Join(dir, "nianbao.db")
	before, err := os.ReadFile(path)
	must(t, err)
	_, err = sqlite.Open(dir)
	wantCode(t, err, app.Newer)
	after, err := os.ReadFile(path)
	must(t, err)
	if !bytes.Equal(before, after) {
		t.Error("a file of a newer version was changed")
	}

	// Going back to the copy is what a person would do then.
	copyFile(t, filepath.Join(dir, "backups", names[0]), path)
	_, err = openIn(t, dir).Load(ctx, sum.ID)
	must(t, err)
}

func TestMigrationThatFailsChangesNothing(t *testing.T) {
	dir, sum := stored(t)
	if _, err := sqlite.OpenAfter(dir, later+"INSERT INTO no_such_table VALUES (1);"); err == nil {
		t.Fatal("no error")
	}
	s := openIn(t, dir)
	must(t, s.Append(ctx, sum, []journal.Entry{edit(2, "cell", "12", "13")}))
	if err := s.Exec("SELECT remark FROM draft"); err == nil {
		t.Error("half a migration was kept")
	}
}

func TestNewStoreIsNotCopied(t *testing.T) {
	dir := folder(t)
	s, err := sqlite.OpenAfter(dir, later)
	must(t, err)
	must(t, s.Close())
	if names := backups(t, dir); len(names) != 0 {
		t.Errorf("backups of nothing: %v", names)
	}
}
