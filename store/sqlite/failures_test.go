package sqlite_test

import (
	"bytes"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nianbao/app"
	"nianbao/app/journal"
	"nianbao/app/report"
	"nianbao/store/sqlite"
)

// raw opens the file of a data folder behind the store's back.
func raw(t testing.TB, dir string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite3", filepath.Join(dir, "nianbao.db"))
	must(t, err)
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { db.Close() })
	return db
}

// stored makes a store with one draft and closes it.
func stored(t testing.TB) (dir string, sum app.Summary) {
	t.Helper()
	dir = folder(t)
	s := openIn(t, dir)
	sum = create(t, s, "某某市教育局", 2024)
	must(t, s.Close())
	return dir, sum
}

func TestLockedByAnotherProgram(t *testing.T) {
	dir := folder(t)
	s := openIn(t, dir)
	sum := create(t, s, "某某市教育局", 2024)
	other := raw(t, dir)
	_, err := other.Exec("BEGIN IMMEDIATE")
	must(t, err)

	wantCode(t, s.Append(ctx, sum, []journal.Entry{edit(2, "cell", "12", "13")}), app.Locked)
	wantCode(t, s.SetSetting(ctx, "a", "b"), app.Locked)
	_, err = sqlite.Open(dir)
	wantCode(t, err, app.Locked)
	_, err = s.Load(ctx, sum.ID) // reading goes on
	must(t, err)

	_, err = other.Exec("ROLLBACK")
	must(t, err)
	must(t, s.Append(ctx, sum, []journal.Entry{edit(2, "cell", "12", "13")}))
}

func TestReadOnly(t *testing.T) {
	s := open(t)
	sum := create(t, s, "某某市教育局", 2024)
	must(t, s.Exec("PRAGMA query_only = on"))
	wantCode(t, s.Append(ctx, sum, []journal.Entry{edit(2, "cell", "12", "13")}), app.ReadOnly)
	wantCode(t, s.SetSetting(ctx, "a", "b"), app.ReadOnly)
	must(t, s.Exec("PRAGMA query_only = off"))
	must(t, s.Append(ctx, sum, []journal.Entry{edit(2, "cell", "12", "13")}))
}

func TestFullDisk(t *testing.T) {
	s := open(t)
	sum := create(t, s, "某某市教育局", 2024)
	must(t, s.Exec("PRAGMA max_page_count = 1")) // no page more than there are
	long := journal.Entry{Seq: 2, Kind: journal.Edited, Edit: report.Edit{Changes: []report.Change{
		{Address: "cell", Old: "12", New: "13"}, {Address: "long", New: strings.Repeat("政", 20_000)},
	}}}
	wantCode(t, s.Append(ctx, sum, []journal.Entry{long}), app.Full)
	d, err := s.Load(ctx, sum.ID)
	must(t, err)
	if d.Values["cell"] != "12" || len(d.Entries) != 1 {
		t.Errorf("half an edit was stored: %+v", d)
	}
	must(t, s.Exec("PRAGMA max_page_count = 100000"))
	must(t, s.Append(ctx, sum, []journal.Entry{long}))
}

func TestUnreachable(t *testing.T) {
	file := filepath.Join(t.TempDir(), "a file")
	must(t, os.WriteFile(file, nil, 0o644))
	_, err := sqlite.Open(filepath.Join(file, "数据"))
	wantCode(t, err, app.Unreachable)

	dir := folder(t)
	must(t, os.MkdirAll(filepath.Join(dir, "nianbao.db"), 0o755))
	_, err = sqlite.Open(dir)
	wantCode(t, err, app.Unreachable)
}

// page is the size in bytes of a page of the file.
const page = 4096

func TestDamagedFileIsLeftAlone(t *testing.T) {
	for name, spoil := range map[string]func([]byte) []byte{
		"garbage":              func([]byte) []byte { return bytes.Repeat([]byte("x"), 10_000) },
		"a few bytes":          func([]byte) []byte { return []byte("SQLite") },
		"garbage in the head":  func(b []byte) []byte { copy(b, "no such format"); return b },
		"nonsense in the head": func(b []byte) []byte { copy(b[16:], "\xff\xff\xff\xff\xff\xff"); return b },
		"a page in the middle": func(b []byte) []byte { flip(b[len(b)/page/2*page:][:page]); return b },
		"the list of tables":   func(b []byte) []byte { flip(b[100:page]); return b },
		"cut off":              func(b []byte) []byte { return b[:len(b)-page] },
		// Page 7 is the index of the names of drafts; a quick check does not look into it.
		"an index": func(b []byte) []byte { copy(b[6*page:7*page], b[page:2*page]); return b },
	} {
		t.Run(name, func(t *testing.T) {
			dir, _ := stored(t)
			path := filepath.Join(dir, "nianbao.db")
			sound, err := os.ReadFile(path)
			must(t, err)
			bad := spoil(bytes.Clone(sound))
			must(t, os.WriteFile(path, bad, 0o644))

			_, err = sqlite.Open(dir)
			wantCode(t, err, app.Damaged)
			after, err := os.ReadFile(path)
			must(t, err)
			if !bytes.Equal(after, bad) {
				t.Error("the damaged file was changed")
			}
			must(t, os.WriteFile(path, sound, 0o644))
			openIn(t, dir)
		})
	}
}

// Not even a log that lies beside a damaged file may be written into it.
func TestDamagedFileWithALogIsLeftAlone(t *testing.T) {
	dir, sum := stored(t)
	s := openIn(t, dir)
	must(t, s.Append(ctx, sum, []journal.Entry{edit(2, "long", "", strings.Repeat("政", 100_000))}))
	must(t, s.Close())
	s = openIn(t, dir)
	must(t, s.Append(ctx, sum, []journal.Entry{edit(3, "cell", "12", "13")}))

	crashed := folder(t)
	path := filepath.Join(crashed, "nianbao.db")
	for _, end := range []string{"", "-wal"} {
		copyFile(t, filepath.Join(dir, "nianbao.db"+end), path+end)
	}
	b, err := os.ReadFile(path)
	must(t, err)
	flip(b[len(b)/page/2*page:][:page])
	must(t, os.WriteFile(path, b, 0o644))

	_, err = sqlite.Open(crashed)
	wantCode(t, err, app.Damaged)
	after, err := os.ReadFile(path)
	must(t, err)
	if !bytes.Equal(after, b) {
		t.Error("the damaged file was changed")
	}
	if log, err := os.Stat(path + "-wal"); err != nil || log.Size() == 0 {
		t.Errorf("the log is gone: %v", err)
	}
}

func flip(b []byte) {
	for i := range b {
		b[i] ^= 0xff
	}
}

func TestDamageInABigFile(t *testing.T) {
	dir, sum := stored(t)
	s := openIn(t, dir)
	must(t, s.Check(ctx))
	for seq := int64(2); seq < 12; seq++ {
		a := "text" + string(rune('a'+seq))
		e := journal.Entry{Seq: seq, Kind: journal.Edited, Edit: report.Edit{Changes: []report.Change{
			{Address: "cell", Old: "12", New: "12"}, {Address: report.Preamble, New: strings.Repeat(a, 100_000)},
		}}}
		must(t, s.Append(ctx, sum, []journal.Entry{e}))
	}
	must(t, s.Close())
	path := filepath.Join(dir, "nianbao.db")
	b, err := os.ReadFile(path)
	must(t, err)
	for at := len(b) / 2; at < len(b); at += page {
		flip(b[at : at+8]) // the head of a page, or the link of a long text
	}
	must(t, os.WriteFile(path, b, 0o644))

	s = openIn(t, dir) // the list of drafts is sound, so work can go on
	_, err = s.List(ctx)
	must(t, err)
	wantCode(t, s.Check(ctx), app.Damaged)
	if err := s.Backups().MakeDue(ctx); err == nil {
		t.Error("a damaged file was backed up as if it were sound")
	}
	if names := backups(t, dir); len(names) != 0 {
		t.Errorf("left in the backups: %v", names)
	}
}

func TestForeignFileIsLeftAlone(t *testing.T) {
	dir := folder(t)
	must(t, os.MkdirAll(dir, 0o755))
	db := raw(t, dir)
	_, err := db.Exec("CREATE TABLE draft (id INTEGER); INSERT INTO draft VALUES (1); PRAGMA user_version = 1")
	must(t, err)
	must(t, db.Close())
	before, err := os.ReadFile(filepath.Join(dir, "nianbao.db"))
	must(t, err)

	_, err = sqlite.Open(dir)
	if e := wantCode(t, err, app.Damaged); !strings.Contains(e.Sentence, "不是年报通") {
		t.Errorf("the detail is %q", e.Detail)
	}
	after, err := os.ReadFile(filepath.Join(dir, "nianbao.db"))
	must(t, err)
	if !bytes.Equal(before, after) {
		t.Error("the foreign file was changed")
	}
}

func TestEmptyFileIsNew(t *testing.T) {
	dir := folder(t)
	must(t, os.MkdirAll(dir, 0o755))
	must(t, os.WriteFile(filepath.Join(dir, "nianbao.db"), nil, 0o644))
	s := openIn(t, dir)
	create(t, s, "某某市教育局", 2024)
}

// A start that was broken off leaves a file without tables.
func TestUnfinishedFileIsNew(t *testing.T) {
	dir := folder(t)
	must(t, os.MkdirAll(dir, 0o755))
	db := raw(t, dir)
	_, err := db.Exec("PRAGMA journal_mode = wal; VACUUM")
	must(t, err)
	must(t, db.Close())
	s := openIn(t, dir)
	create(t, s, "某某市教育局", 2024)
}

func TestLogWithoutItsFileIsKept(t *testing.T) {
	dir := folder(t)
	must(t, os.MkdirAll(dir, 0o755))
	log := filepath.Join(dir, "nianbao.db-wal")
	must(t, os.WriteFile(log, []byte("the last edits"), 0o644))
	_, err := sqlite.Open(dir)
	wantCode(t, err, app.Damaged)
	if b, err := os.ReadFile(log); err != nil || string(b) != "the last edits" {
		t.Errorf("the log is now %q, %v", b, err)
	}
}
