package main

import (
	"archive/zip"
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// Names are marked as UTF-8, and the same folder is packed into the same bytes.
func TestWhatIsPacked(t *testing.T) {
	made := func() []byte {
		folder := t.TempDir()
		if err := os.Mkdir(filepath.Join(folder, "licences"), 0o700); err != nil {
			t.Fatal(err)
		}
		for _, file := range []string{"nianbao.exe", "licences/说明.txt"} {
			at := filepath.Join(folder, filepath.FromSlash(file))
			if err := os.WriteFile(at, bytes.Repeat([]byte(file), 100), 0o600); err != nil {
				t.Fatal(err)
			}
			then := time.Unix(1_790_000_000, 0)
			if err := os.Chtimes(at, then, then); err != nil {
				t.Fatal(err)
			}
		}
		to := filepath.Join(t.TempDir(), "a.zip")
		if err := pack(to, folder, "年报通", 9); err != nil {
			t.Fatal(err)
		}
		content, err := os.ReadFile(to)
		if err != nil {
			t.Fatal(err)
		}
		return content
	}
	one := made()
	if !bytes.Equal(one, made()) {
		t.Error("packed twice, two zips")
	}
	r, err := zip.NewReader(bytes.NewReader(one), int64(len(one)))
	if err != nil || len(r.File) != 2 {
		t.Fatalf("%v, %d files", err, len(r.File))
	}
	for i, want := range []string{"年报通/licences/说明.txt", "年报通/nianbao.exe"} {
		if f := r.File[i]; f.Name != want || f.Flags&0x800 == 0 || f.Modified.Unix() != 1_790_000_000 {
			t.Errorf("%q, flags %#x, of %s", f.Name, f.Flags, f.Modified)
		}
	}
}
