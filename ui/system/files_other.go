//go:build !windows

package system

import (
	"fmt"
	"os/exec"
	"path/filepath"
)

// Open opens a file or folder with what the system has for it.
func Open(path string) error { return run("xdg-open", path) }

// Reveal shows a file in its folder.
func Reveal(path string) error { return Open(filepath.Dir(path)) }

// Print hands a file to the printer that is set. Where none is, the file can
// still be opened.
func Print(path string) error { return run("lp", path) }

func run(name, path string) error {
	if out, err := exec.Command(name, path).CombinedOutput(); err != nil {
		return fmt.Errorf("%s %s: %w: %.200s", name, path, err, out)
	}
	return nil
}
