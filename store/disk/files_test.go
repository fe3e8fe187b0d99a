package disk_test

import (
	"os"
	"path/filepath"
	"testing"

	"nianbao/store/disk"
)

// What cannot get its name leaves nothing behind.
func TestAFileThatIsNotReplacedLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "trail")
	if err := os.MkdirAll(filepath.Join(path, "taken"), 0o700); err != nil { // no file can be renamed to it
		t.Fatal(err)
	}
	if err := disk.ReplaceFile(path, []byte("text")); err == nil {
		t.Fatal("a folder was replaced by a file")
	}
	if left, err := os.ReadDir(dir); err != nil || len(left) != 1 {
		t.Errorf("left %v, %v", left, err)
	}
	path = filepath.Join(dir, "checked")
	if err := disk.ReplaceFile(path, []byte("text")); err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(path); err != nil || string(text) != "text" {
		t.Errorf("%q, %v", text, err)
	}
}
