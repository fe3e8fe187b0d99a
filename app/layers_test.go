package app_test

import (
	"bytes"
	"go/build"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// app must stay free of windows, SQL and PDF, and the outer layers of each other.
func TestLayers(t *testing.T) {
	tests := []struct {
		of        string
		forbidden []string
	}{
		{"nianbao/app/...", []string{"fyne.io/", "go-sqlite3", "gofpdf", "nianbao/ui", "nianbao/store", "nianbao/export", "database/sql"}},
		{"nianbao/store/...", []string{"fyne.io/", "gofpdf", "nianbao/ui", "nianbao/export"}},
		{"nianbao/export/...", []string{"fyne.io/", "go-sqlite3", "nianbao/ui", "nianbao/store"}},
		{"nianbao/export/typeset", []string{"gofpdf", "nianbao/app", "nianbao/export/pages", "nianbao/export/outline"}},
		{"nianbao/export/pages/...", []string{"gofpdf"}},
		{"nianbao/ui/...", []string{"go-sqlite3", "gofpdf", "nianbao/store"}},
		{"nianbao/ui/cli", []string{"fyne.io/"}},
		{"nianbao/assets", []string{"nianbao/app", "nianbao/ui"}},
	}
	for _, tt := range tests {
		out, err := exec.CommandContext(t.Context(), "go", "list", "-deps", tt.of).Output()
		if err != nil {
			t.Fatalf("go list %s: %v", tt.of, err)
		}
		for _, dep := range strings.Fields(string(out)) {
			for _, f := range tt.forbidden {
				// The reader of PDF draws in a package of identifiers that can be stored.
				if strings.Contains(dep, f) && dep != "database/sql/driver" {
					t.Errorf("%s must not depend on %s", tt.of, dep)
				}
			}
		}
	}
}

// A package is small enough to be held in mind.
func TestPackagesStaySmall(t *testing.T) {
	const most = 4500 // lines, tests not counted
	seen := 0
	err := filepath.WalkDir("..", func(dir string, e fs.DirEntry, err error) error {
		if err != nil || !e.IsDir() {
			return err
		}
		if name := e.Name(); name == "testdata" || strings.HasPrefix(name, ".") && dir != ".." {
			return filepath.SkipDir
		}
		p, err := build.ImportDir(dir, 0)
		if err != nil {
			return nil // no package for this system
		}
		lines := 0
		for _, name := range append(p.GoFiles, p.CgoFiles...) {
			content, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil {
				return err
			}
			lines += bytes.Count(content, []byte("\n"))
		}
		if seen++; lines > most {
			t.Errorf("%s has %d lines", dir, lines)
		}
		return nil
	})
	if err != nil || seen < 30 {
		t.Errorf("%d packages seen, %v", seen, err)
	}
}
