package sqlite_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"nianbao/app/journal"
)

// killed copies a store as a killed program leaves it.
func killed(t *testing.T, dir string, names ...string) string {
	t.Helper()
	out := folder(t)
	for _, n := range names {
		copyFile(t, filepath.Join(dir, n), filepath.Join(out, n))
	}
	return out
}

func TestLostLogIsTold(t *testing.T) {
	at := func(day int) time.Time { return time.Date(2026, 1, day, 10, 0, 0, 0, time.Local) }
	dir, sum := stored(t)
	s := openIn(t, dir)
	for i, to := range []string{"13", "14", "15"} {
		e := edit(int64(i+2), "cell", []string{"12", "13", "14"}[i], to)
		e.At = at(i + 20)
		must(t, s.Append(ctx, sum, []journal.Entry{e}))
	}
	s.WriteTrail()
	log, err := os.ReadFile(filepath.Join(dir, "nianbao.db-wal"))
	must(t, err)

	whole := killed(t, dir, "nianbao.db", "nianbao.db-wal", "nianbao.last")
	if said := openIn(t, whole).Notice(); said != "" {
		t.Errorf("nothing is missing, but it says %s", said)
	}
	for name, spoil := range map[string]func(path string) error{
		"removed": os.Remove,
		"damaged": func(path string) error {
			bad := append([]byte(nil), log...)
			flip(bad[len(bad)/2:])
			return os.WriteFile(path, bad, 0o600)
		},
		"cut off": func(path string) error { return os.WriteFile(path, log[:len(log)/2], 0o600) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := killed(t, dir, "nianbao.db", "nianbao.db-wal", "nianbao.last")
			must(t, spoil(filepath.Join(dir, "nianbao.db-wal")))
			s := openIn(t, dir)
			d, err := s.Load(ctx, sum.ID)
			must(t, err)
			last := d.Entries[len(d.Entries)-1].At.Format("2006年1月2日 15:04:05")
			said := s.Notice()
			for _, part := range []string{"少了最后", "上次到 2026年1月22日 10:00:00", "现有的最后一步改动是 " + last} {
				if !strings.Contains(said, part) {
					t.Errorf("%q does not say %q", said, part)
				}
			}
			if again := s.Notice(); again != "" {
				t.Errorf("said twice: %s", again)
			}
			must(t, s.Close())
			if again := openIn(t, dir).Notice(); again != "" {
				t.Errorf("said at the next start too: %s", again)
			}
		})
	}
	t.Run("another file", func(t *testing.T) {
		dir := killed(t, dir, "nianbao.last")
		s := openIn(t, dir)
		sum := create(t, s, "另一局", 2024)
		for i := int64(2); i < 9; i++ {
			must(t, s.Append(ctx, sum, []journal.Entry{edit(i, "cell", "12", "12")}))
		}
		must(t, s.Close())
		copyFile(t, filepath.Join(whole, "nianbao.last"), filepath.Join(dir, "nianbao.last"))
		if said := openIn(t, dir).Notice(); !strings.Contains(said, "不是同一份") {
			t.Errorf("it says %q", said)
		}
	})
	t.Run("no note", func(t *testing.T) {
		dir := killed(t, dir, "nianbao.db")
		if said := openIn(t, dir).Notice(); said != "" {
			t.Errorf("it says %q", said)
		}
	})
}

func TestLogThatWasSetAsideIsTold(t *testing.T) {
	dir, sum := stored(t)
	s := openIn(t, dir)
	must(t, s.Backups().MakeDue(ctx))
	must(t, s.Append(ctx, sum, []journal.Entry{edit(2, "cell", "12", "13")}))
	crashed := folder(t)
	copyFile(t, filepath.Join(dir, "backups", backups(t, dir)[0]), filepath.Join(crashed, "nianbao.db"))
	copyFile(t, filepath.Join(dir, "nianbao.db-wal"), filepath.Join(crashed, "nianbao.db-wal"))
	if said := openIn(t, crashed).Notice(); !strings.Contains(said, "nianbao.db-wal.") {
		t.Errorf("it says %q", said)
	}
}

// The note is behind by a second at most, and whole when the store is closed.
func TestNoteIsWrittenAtClosing(t *testing.T) {
	dir, sum := stored(t)
	s := openIn(t, dir)
	must(t, s.Append(ctx, sum, []journal.Entry{edit(2, "cell", "12", "13")}))
	must(t, s.Close())
	b, err := os.ReadFile(filepath.Join(dir, "nianbao.last"))
	must(t, err)
	if !strings.Contains(string(b), `"entries":2,`) || !strings.Contains(string(b), sum.UID) {
		t.Errorf("the note says %s", b)
	}
}
