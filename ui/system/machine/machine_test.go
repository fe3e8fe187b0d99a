package machine

import (
	"os"
	"path/filepath"
	"testing"

	"nianbao/app/doctor"
)

// An MSI leaves the place of what it installs out of the list of programs: the copy that
// runs from below the product's folder is the installed one, not a second.
func TestACopyWithoutAPlaceIsKnownByTheProductFolder(t *testing.T) {
	base := t.TempDir()
	folder := filepath.Join(base, "nianbao")
	self := filepath.Join(folder, "bin", "nianbao.exe")
	if err := os.MkdirAll(filepath.Dir(self), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(self, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	got := mark([]doctor.Installation{{Path: productFolder(self, []string{filepath.Join(base, "gone"), folder}), Version: "0.1.0"}}, self)
	if len(got) != 1 || !got[0].Self {
		t.Errorf("an installed copy that runs is %+v", got)
	}
	elsewhere := filepath.Join(base, "nianbao.exe")
	if got := mark([]doctor.Installation{{Path: productFolder(elsewhere, []string{folder})}}, elsewhere); len(got) != 2 {
		t.Errorf("a copy that lies elsewhere is %+v", got)
	}
	if got := mark([]doctor.Installation{{}}, elsewhere); len(got) != 2 || got[0].Self {
		t.Errorf("an entry without a place takes the program in: %+v", got)
	}
}
