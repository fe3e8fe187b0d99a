package dbfile

import (
	"os"
	"path/filepath"
	"testing"
)

// A journal whose head was blanked belongs to a write that has ended: SQLite
// does so where the journal is kept. Nothing is to be rolled back then.
func TestABlankedJournalIsNone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "nianbao.db-journal")
	for _, content := range [][]byte{nil, append([]byte{0}, journalMagic[1:]...), make([]byte, 1024)} {
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		if j, err := readJournal(path); j != nil || err != nil {
			t.Errorf("%q: %+v, %v", content[:min(len(content), 8)], j, err)
		}
	}
	if err := os.WriteFile(path, []byte(journalMagic), 0o600); err != nil {
		t.Fatal(err)
	}
	if j, err := readJournal(path); j == nil || err != nil {
		t.Errorf("a journal that begins is none: %v", err)
	}
}
