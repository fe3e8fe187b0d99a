package files_test

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"nianbao/app/apptest"
	"nianbao/app/files"
)

// dataFolder is a folder as the program keeps it.
func dataFolder(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "数据")
	for _, name := range []string{"nianbao.db", "nianbao.db-wal", "nianbao.log", "window.lock", "crash.txt", "backups/nianbao-2026-01-02.db"} {
		putFile(t, filepath.Join(dir, name), "SQLite format 3\x00 of "+name)
	}
	return dir
}

func putFile(t *testing.T, path, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

// tree returns every file of a folder with what it holds.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.Walk(dir, func(path string, info os.FileInfo, err error) error {
		if err == nil && info.Mode().IsRegular() {
			content, _ := os.ReadFile(path)
			out[path] = string(content)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

const pdf = "%PDF-1.3 made up"

func TestNothingIsWrittenOverTheProgramsOwnFiles(t *testing.T) {
	dir := dataFolder(t)
	elsewhere := t.TempDir()
	for link, to := range map[string]string{
		"soft.pdf": filepath.Join(dir, "nianbao.db"), "folder": dir, "backup folder": filepath.Join(dir, "backups"),
	} {
		if err := os.Symlink(to, filepath.Join(elsewhere, link)); err != nil {
			t.Skip("no links here:", err)
		}
	}
	for _, link := range []string{filepath.Join(elsewhere, "hard.pdf"), filepath.Join(dir, "hard.pdf")} {
		if err := os.Link(filepath.Join(dir, "nianbao.db"), link); err != nil {
			t.Fatal(err)
		}
	}
	before := tree(t, dir)
	for _, path := range []string{
		filepath.Join(dir, "nianbao.db"), filepath.Join(dir, "nianbao.db-wal"), filepath.Join(dir, "nianbao.db-shm"),
		filepath.Join(dir, "nianbao.db-journal"), filepath.Join(dir, "NianBao.DB"), filepath.Join(dir, "nianbao.db. "),
		filepath.Join(dir, "nianbao.log"), filepath.Join(dir, "nianbao-2026-01-01T00-00-00.000.log"), filepath.Join(dir, "window.lock"),
		filepath.Join(dir, "crash.txt"), filepath.Join(dir, "crash-20260101-000000.txt"), filepath.Join(dir, "backups"),
		filepath.Join(dir, "backups", "new.pdf"), filepath.Join(dir, "Backups", "nianbao-2026-01-02.db"), filepath.Join(dir, "requests", "1.json"),
		dir + "/./backups/../nianbao.db", filepath.Join(elsewhere, "soft.pdf"), filepath.Join(elsewhere, "hard.pdf"), filepath.Join(dir, "hard.pdf"),
		filepath.Join(elsewhere, "folder", "nianbao.db"), filepath.Join(elsewhere, "backup folder", "x.pdf"),
		filepath.Join(elsewhere, "nianbao.db"), filepath.Join(elsewhere, "nianbao.db-wal"),
	} {
		err := writeBytes(path, []byte(pdf))
		if !isRefused(err) {
			t.Errorf("%s: error %v", path, err)
		}
	}
	if after := tree(t, dir); len(after) != len(before) {
		t.Errorf("the data folder held %d files and holds %d", len(before), len(after))
	} else {
		for path, content := range before {
			if after[path] != content {
				t.Errorf("%s was changed", path)
			}
		}
	}
	if err := files.MakeFolder(filepath.Join(dir, "nianbao.db-shm", "x")); !isRefused(err) {
		t.Errorf("a folder in the place of the store's memory: %v", err)
	}
	if err := writeBytes(filepath.Join(dir, "报告.pdf"), []byte(pdf)); err != nil {
		t.Errorf("a report beside the store: %v", err)
	}
}

func TestOnlyItsOwnKindIsReplaced(t *testing.T) {
	dir := t.TempDir()
	for name, tt := range map[string]struct {
		old string
		ok  bool
	}{
		"报告.pdf": {"%PDF-1.7 an older one", true}, "空.pdf": {"", true}, "信.docx": {"PK\x03\x04", false},
		"便笺.txt": {"买菜", false}, "别的.db": {"SQLite format 3\x00", false}, "数据.json": {"{}", false},
	} {
		path := filepath.Join(dir, name)
		putFile(t, path, tt.old)
		err := writeBytes(path, []byte(pdf))
		got, _ := os.ReadFile(path)
		if tt.ok && (err != nil || string(got) != pdf) || !tt.ok && (!isRefused(err) || string(got) != tt.old) {
			t.Errorf("%s: error %v, holds %q", name, err, got)
		}
	}
}

func TestALinkIsFollowedAndStays(t *testing.T) {
	dir := t.TempDir()
	real, link, dangling := filepath.Join(dir, "真.pdf"), filepath.Join(dir, "链.pdf"), filepath.Join(dir, "断.pdf")
	putFile(t, real, "%PDF old")
	if err := os.Symlink(real, link); err != nil {
		t.Skip("no links here:", err)
	}
	if err := os.Symlink(filepath.Join(dir, "none", "x"), dangling); err != nil {
		t.Fatal(err)
	}
	if err := writeBytes(link, []byte(pdf)); err == nil {
		t.Error("%PDF without a version is no PDF, and was replaced")
	}
	putFile(t, real, "%PDF-1.4 old")
	if err := writeBytes(link, []byte(pdf)); err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(real); string(got) != pdf {
		t.Errorf("behind the link stands %q", got)
	}
	for _, path := range []string{link, dangling} {
		if err := writeBytes(dangling, []byte(pdf)); !isRefused(err) {
			t.Errorf("a link to nowhere: %v", err)
		}
		if info, err := os.Lstat(path); err != nil || info.Mode()&os.ModeSymlink == 0 {
			t.Errorf("%s is no link any more", path)
		}
	}
}

func TestAReadOnlyFileIsNotReplacedAndAPrivateOneStaysSo(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "锁.pdf")
	putFile(t, path, "%PDF-1.4 old")
	if err := os.Chmod(path, 0o400); err != nil {
		t.Fatal(err)
	}
	if err := writeBytes(path, []byte(pdf)); !isRefused(err) || !strings.Contains(err.Error(), "read-only") {
		t.Errorf("error %v", err)
	}
	if err := os.Chmod(path, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := writeBytes(path, []byte(pdf)); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(path); runtime.GOOS != "windows" && (err != nil || info.Mode().Perm() != 0o600) {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
}

func TestAPipeIsRefusedAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pipe.pdf")
	if err := apptest.MakePipe(path); err != nil {
		t.Skip("no pipes here:", err)
	}
	if err := writeBytes(path, []byte(pdf)); !isRefused(err) {
		t.Errorf("error %v", err)
	}
}

func TestWhatAKilledWriterLeftIsRemovedByTheNext(t *testing.T) {
	dir := t.TempDir()
	pid := endedProcess(t)
	err := files.Write(filepath.Join(dir, "x.pdf"), func(w io.Writer) error {
		entries, err := os.ReadDir(dir)
		if err != nil || len(entries) != 1 {
			t.Fatalf("while writing there are %v, %v", entries, err)
		}
		mine := entries[0].Name()
		words := strings.Split(strings.TrimPrefix(mine, ".nianbao-"), "-")
		putFile(t, filepath.Join(dir, ".nianbao-"+words[0]+"-"+pid+"-7.tmp"), "half")
		putFile(t, filepath.Join(dir, ".nianbao-elsewhere-"+pid+"-7.tmp"), "being written on another computer")
		files.SweepUnfinished(dir)
		if _, err := os.Stat(filepath.Join(dir, mine)); err != nil {
			t.Error("a file that is being written was swept away")
		}
		_, err = w.Write([]byte(pdf))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	left, _ := filepath.Glob(filepath.Join(dir, ".*"))
	if len(left) != 1 || !strings.Contains(left[0], "elsewhere") {
		t.Errorf("left behind: %v", left)
	}
}

func TestAPanicLeavesNothingHalfWritten(t *testing.T) {
	dir := t.TempDir()
	func() {
		defer func() { _ = recover() }()
		_ = files.Write(filepath.Join(dir, "x.pdf"), func(w io.Writer) error { panic("no more paper") })
	}()
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// endedProcess returns the id of a process that has just ended.
func endedProcess(t *testing.T) string {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^$")
	if err := cmd.Run(); err != nil {
		t.Fatal(err)
	}
	return strconv.Itoa(cmd.Process.Pid)
}
