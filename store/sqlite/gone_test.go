package sqlite_test

import (
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"nianbao/app"
	"nianbao/app/journal"
	"nianbao/store/sqlite"
)

// The file of an open store goes in each way there is. Nothing is called
// stored after that, and everything can still be written elsewhere.
func TestStoreThatIsTakenAway(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows keeps an open file from being removed")
	}
	for name, take := range map[string]func(dir string) error{
		"the file":     func(dir string) error { return os.Remove(filepath.Join(dir, "nianbao.db")) },
		"all files":    func(dir string) error { return removeAll(dir, "nianbao.db", "nianbao.db-wal", "nianbao.db-shm") },
		"the folder":   os.RemoveAll,
		"moved away":   func(dir string) error { return os.Rename(dir, dir+" (1)") },
		"another file": func(dir string) error { return replaceBy(filepath.Join(dir, "nianbao.db")) },
	} {
		t.Run(name, func(t *testing.T) {
			dir := folder(t)
			s := openIn(t, dir)
			sum := create(t, s, "某某市教育局", 2024)
			must(t, s.Look(ctx))
			must(t, take(dir))
			wantCode(t, s.Look(ctx), app.Gone)
			wantCode(t, s.Trouble(), app.Gone)
			wantCode(t, s.Append(ctx, sum, []journal.Entry{edit(2, "cell", "12", "13")}), app.Gone)
			_, err := s.Load(ctx, sum.ID) // what is open can be read
			must(t, err)

			elsewhere := folder(t)
			must(t, s.Move(ctx, elsewhere))
			must(t, s.Look(ctx))
			must(t, s.Append(ctx, sum, []journal.Entry{edit(2, "cell", "12", "13")}))
			must(t, s.Close())
			d, err := openIn(t, elsewhere).Load(ctx, sum.ID)
			must(t, err)
			if d.Values["cell"] != "13" || len(d.Entries) != 2 {
				t.Errorf("the new store holds %+v", d)
			}
		})
	}
}

func removeAll(dir string, names ...string) error {
	for _, n := range names {
		if err := os.Remove(filepath.Join(dir, n)); err != nil {
			return err
		}
	}
	return nil
}

func replaceBy(path string) error {
	if err := os.WriteFile(path+".new", []byte("another"), 0o600); err != nil {
		return err
	}
	return os.Rename(path+".new", path)
}

func TestStoreIsWrittenBackToItsPlace(t *testing.T) {
	dir := folder(t)
	s := openIn(t, dir)
	sum := create(t, s, "某某市教育局", 2024)
	if runtime.GOOS == "windows" {
		t.Skip("Windows keeps an open file from being removed")
	}
	must(t, os.Remove(filepath.Join(dir, "nianbao.db")))
	must(t, s.Move(ctx, dir))
	must(t, s.Append(ctx, sum, []journal.Entry{edit(2, "cell", "12", "13")}))
	must(t, s.Close())
	d, err := openIn(t, dir).Load(ctx, sum.ID)
	must(t, err)
	if d.Values["cell"] != "13" {
		t.Errorf("the store holds %+v", d)
	}
	// Never over another file.
	must(t, os.WriteFile(filepath.Join(dir, "nianbao.db.note"), nil, 0o600))
	other := folder(t)
	must(t, os.MkdirAll(other, 0o700))
	must(t, os.WriteFile(filepath.Join(other, "nianbao.db"), []byte("mine"), 0o600))
	s = openIn(t, dir)
	wantCode(t, s.Move(ctx, other), app.Target)
	if b, err := os.ReadFile(filepath.Join(other, "nianbao.db")); err != nil || string(b) != "mine" {
		t.Errorf("the other file is now %q, %v", b, err)
	}
}

// The file is there, then a while not, as on a drive that was pulled out.
func TestFileThatComesBack(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows keeps an open file from being moved")
	}
	dir := folder(t)
	s := openIn(t, dir)
	sum := create(t, s, "某某市教育局", 2024)
	must(t, os.Rename(dir, dir+" (1)"))
	wantCode(t, s.Append(ctx, sum, []journal.Entry{edit(2, "cell", "12", "13")}), app.Gone)
	must(t, os.Rename(dir+" (1)", dir))
	must(t, s.Append(ctx, sum, []journal.Entry{edit(2, "cell", "12", "13")}))
}

func TestClosingTellsThatTheFileHasGone(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows keeps an open file from being removed")
	}
	dir := folder(t)
	s, err := sqlite.Open(dir)
	must(t, err)
	create(t, s, "某某市教育局", 2024)
	must(t, os.RemoveAll(dir))
	wantCode(t, s.Close(), app.Gone)
	time.Sleep(time.Millisecond)
	if _, err := os.Stat(dir); err == nil {
		t.Error("the folder was made again")
	}
}
