package sqlite_test

import (
	"os"
	"path/filepath"
	"testing"

	"nianbao/app"
)

// Whatever the store keeps in its folder, nothing is ever exported over it.
func TestNoWriterTouchesAFileOfTheStore(t *testing.T) {
	dir := folder(t)
	first := openIn(t, dir)
	create(t, first, "甲局", 2025)
	must(t, first.Close())
	d := openIn(t, dir)
	create(t, d, "乙局", 2025)
	must(t, d.Backups().MakeDue(t.Context()))
	count := 0
	must(t, filepath.Walk(d.Dir(), func(path string, info os.FileInfo, err error) error {
		if err != nil || !info.Mode().IsRegular() {
			return err
		}
		count++
		if err := app.WriteBytes(path, []byte("%PDF-1.3")); app.CodeOf(err) != app.Protected {
			t.Errorf("%s: %v", path, err)
		}
		return nil
	}))
	if count < 3 {
		t.Errorf("only %d files were tried", count)
	}
}
