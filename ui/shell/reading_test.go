package shell

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
)

// A document of another program is shown before it is stored, and what is not in it
// can be filled in.
func TestADocumentIsReadIn(t *testing.T) {
	w, m := newTestWindow(t)
	content, err := os.ReadFile("../../app/intake/testdata/notes.docx")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "去年的报告.docx")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	w.OpenFile(path)
	if len(m.Drafts) != 0 || !shows(w, "表三：可以采用") {
		t.Fatalf("%d drafts before anybody agreed", len(m.Drafts))
	}
	hit(w, fyne.KeyEscape)
	if len(m.Drafts) != 0 {
		t.Fatal("Esc stored it")
	}
	w.OpenFile(path)
	hit(w, fyne.KeyReturn)
	if len(m.Drafts) != 1 || !strings.HasPrefix(w.win.Title(), "甲县乙局2025年") {
		t.Errorf("%d drafts, title %s", len(m.Drafts), w.win.Title())
	}
}
