package sqlite_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nianbao/app"
	"nianbao/store/sqlite"
)

// A data folder that is named from where one stands has its copies read as well.
func TestCopiesInAFolderNamedFromHere(t *testing.T) {
	home := t.TempDir()
	t.Chdir(home)
	d, err := sqlite.Open("data")
	if err != nil {
		t.Fatal(err)
	}
	create(t, d, "甲局", 2025)
	if err := d.Ports().Backups.Make(t.Context(), app.CopyByHand); err != nil {
		t.Fatal(err)
	}
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join("data", "nianbao.db")); err != nil {
		t.Fatal(err)
	}
	copies := sqlite.CopiesIn("data")
	list, err := copies.List(t.Context())
	if err != nil || len(list) != 1 {
		t.Fatalf("%d copies, %v", len(list), err)
	}
	if c, err := copies.Check(t.Context(), list[0].Path); err != nil || c.Reports != 1 {
		t.Errorf("%+v, %v", c, err)
	}
}

// Of a store that does not open nothing is said that holds only of one that can
// still be read.
func TestAStoreThatDoesNotOpenIsNotSaidToBeReadable(t *testing.T) {
	for _, code := range []app.Code{app.Full, app.ReadOnly, app.Unreachable, app.Disk, app.Locked, app.Newer} {
		said := app.Sentence(sqlite.NotOpened("/data", &app.Error{Code: code}))
		if strings.Contains(said, "不受影响") || !strings.Contains(said, "/data") {
			t.Errorf("%s: %s", code, said)
		}
	}
}

// What has gone is named: the folder, the file, or another one in its place.
func TestWhatHasGoneIsNamed(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	d, err := sqlite.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	path := filepath.Join(dir, "nianbao.db")
	says := func(want string) {
		t.Helper()
		if said := app.Sentence(d.Look(t.Context())); !strings.Contains(said, want) || !strings.Contains(said, "请") {
			t.Errorf("said %q, not %q", said, want)
		}
	}
	if err := os.Rename(path, path+"x"); err != nil {
		t.Skip("an open file cannot be moved here:", err)
	}
	says("不在数据文件夹中了")
	if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	says("被换成了另一个文件")
	if err := os.Rename(dir, dir+"x"); err != nil {
		t.Fatal(err)
	}
	says("数据文件夹不见了")
}

// A head of which the number of the schema's format is changed is damaged, though
// SQLite has no code of its own for that.
func TestAnUnknownFormatInTheHeadIsDamage(t *testing.T) {
	dir, _ := stored(t)
	path := filepath.Join(dir, "nianbao.db")
	content, err := os.ReadFile(path)
	must(t, err)
	content[47] = 5
	must(t, os.WriteFile(path, content, 0o600))
	_, err = sqlite.Open(dir)
	wantCode(t, err, app.Damaged)
}
