package sqlite_test

import (
	"os"
	"path/filepath"
	"testing"

	"nianbao/app"
	"nianbao/store/sqlite"
)

// The doctor reads a store as it is: an older layout stays one, and nothing is made
// beside it.
func TestExamineChangesNothing(t *testing.T) {
	dir := dataMadeBefore(t)
	before := listing(t, dir)
	got := sqlite.Examine(ctx, dir)
	if !got.There || got.Err != nil || got.Layout >= got.Known || got.Entries != 24 || len(got.Copies) != 1 || got.Copies[0].Err != nil {
		t.Errorf("%+v", got)
	}
	if after := listing(t, dir); after != before {
		t.Errorf("the folder was\n%s\nand is\n%s", before, after)
	}
}

// listing names the files of a folder with their sizes and times.
func listing(t *testing.T, dir string) (out string) {
	t.Helper()
	must(t, filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			info, err := e.Info()
			must(t, err)
			out += path + info.ModTime().String() + "\n"
		}
		return err
	}))
	return out
}

// A store that is open in a window is examined beside it.
func TestExamineAStoreThatIsOpen(t *testing.T) {
	dir, _ := stored(t)
	s := openIn(t, dir)
	must(t, s.SetSetting(ctx, app.SettingExchangeFolder, "/there"))
	got := sqlite.Examine(ctx, dir)
	if got.Err != nil || got.Layout != got.Known || got.Settings[app.SettingExchangeFolder] != "/there" {
		t.Errorf("%+v", got)
	}
	must(t, s.SetSetting(ctx, app.SettingExchangeFolder, ""))

	begun := t.TempDir() // of which all stands in the log yet
	_ = openIn(t, begun)
	if got := sqlite.Examine(ctx, begun); got.Err != nil || got.Layout != got.Known || got.Layout == 0 || got.Size < 10_000 {
		t.Errorf("of a new store that is open: %+v", got)
	}
}

func TestExamineWhatIsNoSoundStore(t *testing.T) {
	if got := sqlite.Examine(ctx, t.TempDir()); got.There || got.Err != nil || len(got.Copies) > 0 {
		t.Errorf("an empty folder: %+v", got)
	}
	dir, _ := stored(t)
	path := filepath.Join(dir, "nianbao.db")
	flush(t, dir)
	spoilIndex(t, path)
	if got := sqlite.Examine(ctx, dir); !got.There || app.CodeOf(got.Err) != app.Damaged {
		t.Errorf("a damaged store: %+v", got)
	}
	must(t, os.WriteFile(path, []byte("text"), 0o600))
	if got := sqlite.Examine(ctx, dir); !got.There || app.CodeOf(got.Err) != app.Damaged {
		t.Errorf("a text: %+v", got)
	}
}
