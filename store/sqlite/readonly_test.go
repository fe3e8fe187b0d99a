//go:build linux

package sqlite_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"nianbao/app"
	"nianbao/app/journal"
	"nianbao/store/sqlite"
)

// withoutRights runs f as somebody who may not write what belongs to others.
func withoutRights(t *testing.T, f func()) {
	t.Helper()
	if os.Geteuid() != 0 {
		f()
		return
	}
	const nobody = 65534
	must(t, syscall.Setreuid(-1, nobody))
	defer func() { must(t, syscall.Setreuid(-1, 0)) }()
	f()
}

// shut takes the right to write from everybody, in a folder that all may enter.
func shut(t *testing.T, dir string, folderToo bool) {
	t.Helper()
	for at := dir; at != os.TempDir() && len(at) > 4; at = filepath.Dir(at) {
		must(t, os.Chmod(at, 0o755))
	}
	files, err := os.ReadDir(dir)
	must(t, err)
	for _, f := range files {
		must(t, os.Chmod(filepath.Join(dir, f.Name()), 0o444))
	}
	if folderToo {
		must(t, os.Chmod(dir, 0o555))
		t.Cleanup(func() { _ = os.Chmod(dir, 0o755) })
		return
	}
	must(t, os.Chmod(dir, 0o777))
}

// What cannot be written can be read, whatever of SQLite's files lies there.
func TestReadOnlyStoreIsReadAllTheSame(t *testing.T) {
	dir, sum := stored(t)
	s := openIn(t, dir)
	must(t, s.Append(ctx, sum, []journal.Entry{edit(2, "cell", "12", "13")}))
	for name, files := range map[string][]string{
		"closed":               {"nianbao.db"},
		"with its log":         {"nianbao.db", "nianbao.db-wal"},
		"with log and index":   {"nianbao.db", "nianbao.db-wal", "nianbao.db-shm"},
		"with an empty log":    {"nianbao.db", ""},
		"and a note beside it": {"nianbao.db", "nianbao.db-wal", "nianbao.last"},
	} {
		for _, folderToo := range []bool{false, true} {
			t.Run(name+map[bool]string{true: ", folder too"}[folderToo], func(t *testing.T) {
				must(t, s.Look(ctx))
				if name == "and a note beside it" {
					s.WriteTrail()
				}
				at := folder(t)
				for _, f := range files {
					if f != "" {
						copyFile(t, filepath.Join(dir, f), filepath.Join(at, f))
						continue
					}
					must(t, os.WriteFile(filepath.Join(at, "nianbao.db-wal"), nil, 0o644))
				}
				want := map[bool]string{true: "13", false: "12"}[len(files) > 1 && files[1] != ""]
				before, err := os.ReadFile(filepath.Join(at, "nianbao.db"))
				must(t, err)
				shut(t, at, folderToo)
				withoutRights(t, func() {
					r, err := sqlite.Open(at)
					must(t, err)
					trouble := wantCode(t, r.Trouble(), app.ReadOnly)
					if said := app.Sentence(trouble); !strings.Contains(said, "只读") {
						t.Error(said)
					}
					d, err := r.Load(ctx, sum.ID)
					must(t, err)
					if d.Values["cell"] != want {
						t.Errorf("it holds %q, want %q", d.Values["cell"], want)
					}
					_, err = r.List(ctx)
					must(t, err)
					must(t, r.Check(ctx))
					wantCode(t, r.Append(ctx, sum, []journal.Entry{edit(3, "cell", "13", "14")}), app.ReadOnly)
					wantCode(t, r.SetSetting(ctx, "a", "b"), app.ReadOnly)
					must(t, r.Close())
				})
				after, err := os.ReadFile(filepath.Join(at, "nianbao.db"))
				must(t, err)
				if !bytes.Equal(before, after) {
					t.Error("the file was changed")
				}
				for _, f := range files {
					if f != "" {
						_, err := os.Stat(filepath.Join(at, f))
						must(t, err)
					}
				}
			})
		}
	}
}

// A write that was cut off has to be taken back first: what lies there is half
// of it.
func TestReadOnlyFileWithAJournal(t *testing.T) {
	for _, folderToo := range []bool{false, true} {
		content, _ := copyOf(t)
		dir := cutOff(t, content)
		shut(t, dir, folderToo)
		withoutRights(t, func() {
			_, err := sqlite.Open(dir)
			if code := app.CodeOf(err); code != app.ReadOnly && code != app.Unreachable {
				t.Errorf("got %v", err)
			}
		})
	}
}

// When the file can be written again, the store writes by itself.
func TestReadOnlyStoreIsWrittenAgainWhenItMay(t *testing.T) {
	dir, sum := stored(t)
	shut(t, dir, true)
	withoutRights(t, func() {
		s, err := sqlite.Open(dir)
		must(t, err)
		defer s.Close()
		wantCode(t, s.Look(ctx), app.ReadOnly)
		s.ForgetPatience()
		wantCode(t, s.Look(ctx), app.ReadOnly)
		wantCode(t, s.Append(ctx, sum, []journal.Entry{edit(2, "cell", "12", "13")}), app.ReadOnly)
		if os.Geteuid() != os.Getuid() {
			must(t, syscall.Setreuid(-1, 0))
		}
		must(t, os.Chmod(dir, 0o777))
		must(t, os.Chmod(filepath.Join(dir, "nianbao.db"), 0o666))
		if os.Getuid() == 0 {
			must(t, syscall.Setreuid(-1, 65534))
		}
		s.ForgetPatience()
		must(t, s.Look(ctx))
		must(t, s.Append(ctx, sum, []journal.Entry{edit(2, "cell", "12", "13")}))
	})
}

// On a disk without a free byte everything but writing goes on.
func TestStoreOnAFullDisk(t *testing.T) {
	disk := t.TempDir()
	if err := syscall.Mount("none", disk, "tmpfs", 0, "size=2m"); err != nil {
		t.Skip("no small disk can be made here:", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(disk, syscall.MNT_DETACH) })
	dir := filepath.Join(disk, "数据")
	s := openIn(t, dir)
	sum := create(t, s, "某某市教育局", 2024)
	must(t, s.Append(ctx, sum, []journal.Entry{edit(2, "cell", "12", "13")}))
	killedDir := filepath.Join(disk, "killed") // not closed: with its log
	for _, f := range []string{"nianbao.db", "nianbao.db-wal"} {
		copyFile(t, filepath.Join(dir, f), filepath.Join(killedDir, f))
	}
	must(t, s.Close())
	filler, err := os.Create(filepath.Join(disk, "filler"))
	must(t, err)
	for err == nil {
		_, err = filler.Write(make([]byte, 4096))
	}
	must(t, filler.Close())
	for _, at := range []string{dir, killedDir} {
		s, err := sqlite.Open(at)
		must(t, err)
		wantCode(t, s.Trouble(), app.Full)
		d, err := s.Load(ctx, sum.ID)
		must(t, err)
		if d.Values["cell"] != "13" {
			t.Errorf("%s holds %q", at, d.Values["cell"])
		}
		wantCode(t, s.Append(ctx, sum, []journal.Entry{edit(3, "cell", "13", "14")}), app.Full)
		must(t, s.Close())
	}
	s, err = sqlite.Open(killedDir)
	must(t, err)
	defer s.Close()
	must(t, os.Remove(filepath.Join(disk, "filler")))
	s.ForgetPatience()
	must(t, s.Look(ctx))
	must(t, s.Append(ctx, sum, []journal.Entry{edit(3, "cell", "13", "14")}))
}
