package intake_test

import (
	"os"
	"path/filepath"
	"testing"

	"nianbao/app"
	"nianbao/app/intake"
)

// folder is a store's files, of which only the folder is asked for.
type folder struct {
	app.Files
	dir string
}

func (f folder) Dir() string { return f.dir }

// What the reader of PDF needs is made before the first PDF is read, once.
func TestTheReaderOfPDFIsPrepared(t *testing.T) {
	dir := t.TempDir()
	d := intake.At(&app.Service{Catalog: catalog(t), Ports: app.Ports{Files: folder{dir: dir}}})
	kept := func() []string {
		found, err := filepath.Glob(filepath.Join(dir, "pdf-reader", "*", "*"))
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	if err := d.PreparePDF(); err != nil {
		t.Fatal(err)
	}
	made := kept()
	if len(made) == 0 {
		t.Fatal("nothing is kept")
	}
	if _, err := d.ReadFile(t.Context(), filepath.Join("testdata", "blanks.pdf")); err != nil {
		t.Error(err)
	}
	if now := kept(); len(now) != len(made) {
		t.Errorf("reading made something else: %q after %q", now, made)
	}
	if err := os.WriteFile(made[0], nil, 0o600); err != nil { // it would be made again
		t.Fatal(err)
	}
	if err := d.PreparePDF(); err != nil {
		t.Error(err)
	}
	if is, err := os.Stat(made[0]); err != nil || is.Size() != 0 {
		t.Errorf("made twice: %v, %v", is, err)
	}
	if err := intake.At(&app.Service{Catalog: catalog(t)}).PreparePDF(); err != nil {
		t.Errorf("without a folder: %v", err)
	}
}
