package app_test

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"nianbao/app"
)

// What cannot be written is said in whole sentences, with what to do.
func TestWhatIsNotWrittenIsSaid(t *testing.T) {
	dir := t.TempDir()
	own, letter := filepath.Join(dir, "nianbao.db"), filepath.Join(dir, "信.txt")
	putFile(t, filepath.Join(dir, "window.lock"), "")
	putFile(t, letter, "买菜")
	for path, want := range map[string]struct {
		code app.Code
		says string
	}{
		own: {app.Protected, "“nianbao.db”是年报通自己保存数据的位置，没有写出"}, letter: {app.Protected, "“信.txt”已经有了"},
		dir: {app.Protected, "是一个文件夹"}, filepath.Join(dir, "none", "x.pdf"): {app.Target, "x.pdf"},
	} {
		err := app.WriteBytes(path, []byte("%PDF-1.3"))
		if said := app.Sentence(err); app.CodeOf(err) != want.code || !strings.Contains(said, want.says) || !strings.Contains(said, "请") {
			t.Errorf("%s: %v, said as %q", path, err, said)
		}
	}
	if err := app.MakeFolder(filepath.Join(own, "x")); app.CodeOf(err) != app.Protected {
		t.Errorf("a folder in the place of the store: %v", err)
	}
	if err := app.WriteFile(filepath.Join(dir, "x.pdf"), func(io.Writer) error { return os.ErrDeadlineExceeded }); app.CodeOf(err) != app.Target {
		t.Errorf("a writer that fails: %v", err)
	}
}

func putFile(t *testing.T, path, content string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}
