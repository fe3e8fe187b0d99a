package sqlite_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"nianbao/app"
	"nianbao/app/journal"
)

var ctx = context.Background()

// wantCode fails the test unless err is an *app.Error of that code.
func wantCode(t testing.TB, err error, code app.Code) *app.Error {
	t.Helper()
	var e *app.Error
	if !errors.As(err, &e) || e.Code != code {
		t.Fatalf("got %v, want an error of code %s", err, code)
	}
	return e
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestFolderOfAnyName(t *testing.T) {
	for _, name := range []string{"年报", "a b", "50%", "%20", "#1", "a#b?c=d&e", "[1]*", "'\"", "file:x"} {
		dir := filepath.Join(t.TempDir(), name, "数据")
		s := openIn(t, dir)
		sum := create(t, s, "某某市教育局", 2024)
		must(t, s.Close())
		if _, err := os.Stat(filepath.Join(dir, "nianbao.db")); err != nil {
			t.Errorf("%s: the file is elsewhere: %v", name, err)
		}
		s = openIn(t, dir)
		if _, err := s.Load(ctx, sum.ID); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		must(t, s.Backups().MakeDue(ctx))
		must(t, s.Check(ctx))
	}
}

func TestTwoWindowsOnOneDraft(t *testing.T) {
	dir := folder(t)
	a, b := openIn(t, dir), openIn(t, dir)
	sum := create(t, a, "某某市教育局", 2024)
	must(t, a.Append(ctx, sum, []journal.Entry{edit(2, "cell", "12", "13")}))
	wantCode(t, b.Append(ctx, sum, []journal.Entry{edit(2, "cell", "12", "14")}), app.Conflict)
	d, err := b.Load(ctx, sum.ID)
	must(t, err)
	if d.Values["cell"] != "13" {
		t.Errorf("cell holds %q, want the first window's 13", d.Values["cell"])
	}
	must(t, b.Append(ctx, sum, []journal.Entry{edit(3, "cell", "13", "14")}))
}

func TestJournalIsAppendOnly(t *testing.T) {
	s := open(t)
	sum := create(t, s, "某某市教育局", 2024)
	for _, text := range []string{
		`UPDATE entry SET note = 'x'`,
		`DELETE FROM entry`,
		`INSERT OR REPLACE INTO entry SELECT draft_id, seq, at, kind, of, by, 'x', changes, act FROM entry`,
		`INSERT INTO entry SELECT draft_id, 3, at, kind, of, by, note, changes, act FROM entry`,
		`DELETE FROM draft`,
		`PRAGMA foreign_keys = on; INSERT INTO entry VALUES (99, 1, 0, 'edit', 0, '', '', '[]', '')`,
	} {
		if err := s.Exec(text); err == nil {
			t.Errorf("%s was let through", text)
		}
	}
	d, err := s.Load(ctx, sum.ID)
	must(t, err)
	if e := d.Entries[0]; len(d.Entries) != 1 || e.Edit.Note != "新建报告" || len(e.Edit.Changes) != 3 {
		t.Errorf("the journal is now %+v", d.Entries)
	}
}
