package sqlite_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"nianbao/app"
	"nianbao/store/sqlite"
)

// The file and its copies hold keys that only a password locks: who can copy
// them can try passwords without being slowed down.
func TestOtherUsersOfTheMachineReadNothing(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("permissions come from the folder there")
	}
	dir := filepath.Join(t.TempDir(), "data")
	s, err := sqlite.Open(dir)
	must(t, err)
	_, err = deskOn(t, s).Create(ctx, app.NewReport{Unit: "某某市教育局", Year: 2024})
	must(t, err)
	file := filepath.Join(dir, "nianbao.db")
	expectPrivate(t, dir, file, file+"-wal", file+"-shm")
	must(t, s.Close())

	// One that an earlier version left open to all, in a folder that is.
	must(t, os.Chmod(dir, 0o755))
	must(t, os.Chmod(file, 0o644))
	must(t, os.MkdirAll(filepath.Join(dir, "backups"), 0o755))
	must(t, os.Chmod(filepath.Join(dir, "backups"), 0o755))
	s, err = sqlite.Open(dir)
	must(t, err)
	defer s.Close()
	must(t, s.Backups().MakeDue(ctx))
	expectPrivate(t, file, filepath.Join(dir, "backups"), filepath.Join(dir, "backups", backups(t, dir)[0]))
	place := t.TempDir()
	must(t, s.Backups().SetPlace(ctx, place))
	list, err := s.Backups().List(ctx)
	must(t, err)
	for _, c := range list {
		expectPrivate(t, c.Path, filepath.Dir(c.Path))
	}
}

func expectPrivate(t *testing.T, paths ...string) {
	t.Helper()
	for _, p := range paths {
		info, err := os.Stat(p)
		must(t, err)
		if open := info.Mode().Perm() & fs.FileMode(0o077); open != 0 {
			t.Errorf("%s is open to others: %o", p, info.Mode().Perm())
		}
	}
}
