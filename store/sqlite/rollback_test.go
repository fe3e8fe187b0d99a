package sqlite_test

import (
	"bytes"
	"encoding/binary"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nianbao/app"
	"nianbao/store/sqlite"
)

// journalOf is a rollback journal that holds pages of a file as they were, as
// SQLite writes it when the file had so many pages.
func journalOf(t testing.TB, pages uint32, held map[uint32][]byte) []byte {
	t.Helper()
	const sector, nonce = 512, 0x1234567
	head := make([]byte, sector)
	copy(head, "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7")
	for i, n := range []uint32{uint32(len(held)), nonce, pages, sector, page} {
		binary.BigEndian.PutUint32(head[8+4*i:], n)
	}
	for number, content := range held {
		sum := uint32(nonce)
		for i := page - 200; i > 0; i -= 200 {
			sum += uint32(content[i])
		}
		head = binary.BigEndian.AppendUint32(head, number)
		head = append(head, content...)
		head = binary.BigEndian.AppendUint32(head, sum)
	}
	return head
}

// cutOff leaves a folder as a first start does that is ended while the file is
// being marked for the write-ahead log, after the journal and page 1 were
// written: before is the file as it was.
func cutOff(t testing.TB, before []byte) (dir string) {
	t.Helper()
	dir = folder(t)
	path := filepath.Join(dir, "nianbao.db")
	must(t, os.MkdirAll(dir, 0o755))
	journal := journalOf(t, 0, nil)
	after := make([]byte, page) // what it was to become: a page without tables
	copy(after, "SQLite format 3\x00\x10\x00\x02\x02\x00\x40\x20\x20")
	if len(before) > 0 {
		journal = journalOf(t, uint32(len(before)/page), map[uint32][]byte{1: before[:page]})
		after = bytes.Clone(before)
		after[18], after[19] = 2, 2
	}
	must(t, os.WriteFile(path, after, 0o644))
	must(t, os.WriteFile(path+"-journal", journal, 0o644))
	return dir
}

func TestFirstStartThatWasCutOff(t *testing.T) {
	s := openIn(t, cutOff(t, nil))
	create(t, s, "某某市教育局", 2024)
	must(t, s.Check(ctx))
}

// copyOf makes a store with a draft and returns the content of its backup.
func copyOf(t testing.TB) (content []byte, sum app.Summary) {
	t.Helper()
	dir, sum := stored(t)
	s := openIn(t, dir)
	must(t, s.Backups().MakeDue(ctx))
	must(t, s.Close())
	content, err := os.ReadFile(filepath.Join(dir, "backups", backups(t, dir)[0]))
	must(t, err)
	return content, sum
}

func TestFirstStartOnACopyThatWasCutOff(t *testing.T) {
	content, sum := copyOf(t)
	s := openIn(t, cutOff(t, content))
	_, err := s.Load(ctx, sum.ID)
	must(t, err)
	must(t, s.Check(ctx))
}

// The log of the file whose place the copy has taken may still be there, too.
func TestFirstStartOnACopyThatWasCutOffBesideALog(t *testing.T) {
	content, sum := copyOf(t)
	dir := cutOff(t, content)
	log := filepath.Join(dir, "nianbao.db-wal")
	must(t, os.WriteFile(log, []byte("of the file before"), 0o644))
	s := openIn(t, dir)
	_, err := s.Load(ctx, sum.ID)
	must(t, err)
	must(t, s.Check(ctx))
	files, err := os.ReadDir(dir)
	must(t, err)
	kept := 0
	for _, f := range files {
		if strings.HasPrefix(f.Name(), "nianbao.db-wal.") {
			kept++
		}
	}
	if kept != 1 {
		t.Errorf("the log was not kept: %v", files)
	}
}

// spilled makes a file and a journal as SQLite itself leaves them in the middle
// of a long write, when it has already written pages of it: every page of the
// copy is being changed.
func spilled(t testing.TB, content []byte) (dir string) {
	t.Helper()
	from := folder(t)
	must(t, os.MkdirAll(from, 0o755))
	must(t, os.WriteFile(filepath.Join(from, "nianbao.db"), content, 0o644))
	db := raw(t, from)
	for _, text := range []string{
		"PRAGMA journal_mode = delete", "PRAGMA cache_size = 5", "PRAGMA cache_spill = 5", "BEGIN IMMEDIATE",
		"PRAGMA application_id = 7", "CREATE TABLE big (text)",
		"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i < 200) INSERT INTO big SELECT randomblob(3000) FROM n",
		"UPDATE draft SET unit = 'changed'",
	} {
		_, err := db.Exec(text)
		must(t, err)
	}
	dir = folder(t)
	for _, end := range []string{"", "-journal"} {
		copyFile(t, filepath.Join(from, "nianbao.db"+end), filepath.Join(dir, "nianbao.db"+end))
	}
	after, err := os.ReadFile(filepath.Join(dir, "nianbao.db"))
	must(t, err)
	if bytes.Equal(after, content) {
		t.Fatal("nothing was written yet")
	}
	return dir
}

func TestLongWriteThatWasCutOff(t *testing.T) {
	content, sum := copyOf(t)
	s := openIn(t, spilled(t, content))
	d, err := s.Load(ctx, sum.ID)
	must(t, err)
	if d.Summary.Unit != "某某市教育局" {
		t.Errorf("half a write was kept: %+v", d.Summary)
	}
	must(t, s.Check(ctx))
}

// What is not ours, or too new, is not healed: its own program does that.
func TestForeignFileWithAJournalIsLeftAlone(t *testing.T) {
	content, _ := copyOf(t)
	newer := bytes.Clone(content)
	binary.BigEndian.PutUint32(newer[60:], 99) // user_version
	foreign := bytes.Clone(content)
	binary.BigEndian.PutUint32(foreign[68:], 7) // application_id
	unnamed := bytes.Clone(content)
	binary.BigEndian.PutUint32(unnamed[68:], 0)
	for name, c := range map[string]struct {
		dir  string
		code app.Code
	}{
		"newer":                           {cutOff(t, newer), app.Newer},
		"foreign":                         {cutOff(t, foreign), app.Damaged},
		"without a name":                  {cutOff(t, unnamed), app.Damaged},
		"foreign, in a long write":        {spilled(t, foreign), app.Damaged},
		"without a name, in a long write": {spilled(t, unnamed), app.Damaged},
		"newer, in a long write":          {spilled(t, newer), app.Newer},
	} {
		path := filepath.Join(c.dir, "nianbao.db")
		read := func() (out []byte) {
			for _, end := range []string{"", "-journal"} {
				b, err := os.ReadFile(path + end)
				must(t, err)
				out = append(out, b...)
			}
			return out
		}
		before := read()
		_, err := sqlite.Open(c.dir)
		if app.CodeOf(err) != c.code {
			t.Errorf("%s: got %v, want %s", name, err, c.code)
		}
		if !bytes.Equal(before, read()) {
			t.Errorf("%s: the file was changed", name)
		}
	}
}

// A journal whose file is gone holds pages that exist nowhere else.
func TestJournalWithoutItsFileIsKept(t *testing.T) {
	content, _ := copyOf(t)
	dir := cutOff(t, content)
	must(t, os.Remove(filepath.Join(dir, "nianbao.db")))
	openIn(t, dir)
	files, err := os.ReadDir(dir)
	must(t, err)
	for _, f := range files {
		if strings.HasPrefix(f.Name(), "nianbao.db-journal.") {
			return
		}
	}
	t.Errorf("the journal is gone: %v", files)
}

// A journal that was not written to its end undoes nothing.
func TestJournalThatIsNotWhole(t *testing.T) {
	content, sum := copyOf(t)
	for _, length := range []int{1, 20, 100, 511, 512, 600} {
		dir := cutOff(t, content)
		path := filepath.Join(dir, "nianbao.db")
		must(t, os.WriteFile(path, content, 0o644))
		must(t, os.Truncate(path+"-journal", int64(length)))
		s := openIn(t, dir)
		_, err := s.Load(ctx, sum.ID)
		must(t, err)
		must(t, s.Close())
	}
}
