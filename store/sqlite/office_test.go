package sqlite_test

import (
	"path/filepath"
	"testing"
	"time"

	"nianbao/app"
)

func TestWrongPasswordsAreCountedForGood(t *testing.T) {
	dir := folder(t)
	s := openIn(t, dir)
	at := time.Date(2026, 1, 12, 9, 30, 0, 123_000, time.Local)
	must(t, s.PutKey(ctx, "1", sealed("a")))
	must(t, s.PutKey(ctx, "2", sealed("b")))
	must(t, s.CountFailure(ctx, "1", at))
	must(t, openIn(t, dir).CountFailure(ctx, "1", at.Add(time.Second))) // another window

	// As after a power cut: nothing was closed.
	crashed := folder(t)
	for _, end := range []string{"", "-wal"} {
		copyFile(t, filepath.Join(dir, "nianbao.db"+end), filepath.Join(crashed, "nianbao.db"+end))
	}
	s = openIn(t, crashed)
	want := func(owner string, k app.StoredKey) {
		t.Helper()
		got, err := s.Key(ctx, owner)
		must(t, err)
		if got.Failures != k.Failures || !got.Last.Equal(k.Last) || got.Sealed.Public != k.Sealed.Public {
			t.Errorf("%s: got %+v, want %+v", owner, got, k)
		}
	}
	want("1", app.StoredKey{Sealed: sealed("a"), Failures: 2, Last: at.Add(time.Second)})
	want("2", app.StoredKey{Sealed: sealed("b")})
}
