package clock

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Whoever can shift the clock of a program can date a signature as they like: what
// builds programs for people does not name the tag.
func TestNobodyGetsAProgramWithAShiftedClock(t *testing.T) {
	makefile, err := os.ReadFile("../../../Makefile")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(makefile)) {
		if strings.Contains(line, "shifted") && !strings.Contains(line, "build/nianbao-shifted") {
			t.Errorf("Makefile: %s", line)
		}
	}
	for _, folder := range []string{"assets/windows", "assets/linux", ".ci"} {
		err := filepath.WalkDir(filepath.Join("../../..", folder), func(path string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() {
				return err
			}
			content, err := os.ReadFile(path)
			if strings.Contains(string(content), "shifted") {
				t.Errorf("%s names the tag", path)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
}
