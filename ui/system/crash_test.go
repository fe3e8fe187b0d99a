package system

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestACrashReportIsTakenOnce(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, crashName), []byte("panic: x"), 0o600); err != nil {
		t.Fatal(err)
	}
	kept, err := TakeCrash(dir)
	if err != nil || !strings.HasPrefix(filepath.Base(kept), "crash-") {
		t.Fatalf("took %q, %v", kept, err)
	}
	if text, err := os.ReadFile(kept); err != nil || string(text) != "panic: x" {
		t.Errorf("kept %q, %v", text, err)
	}
	if again, err := TakeCrash(dir); again != "" || err != nil {
		t.Errorf("taken again: %q, %v", again, err)
	}
}

func TestARunThatEndsWellLeavesNoReport(t *testing.T) {
	dir := t.TempDir()
	end, err := WatchCrashes(dir)
	if err != nil {
		t.Fatal(err)
	}
	end()
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("%v is left", left)
	}
}

func TestOnlyTheLastCrashReportsAreKept(t *testing.T) {
	dir := t.TempDir()
	for _, day := range []string{"01", "02", "03", "04", "05", "06"} {
		if err := os.WriteFile(filepath.Join(dir, "crash-202601"+day+"-000000.txt"), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, crashName), []byte("panic: y"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := TakeCrash(dir); err != nil {
		t.Fatal(err)
	}
	left, _ := filepath.Glob(filepath.Join(dir, keptNames))
	if len(left) != keptMost || strings.Contains(left[0], "20260102") {
		t.Errorf("kept %v", left)
	}
}
