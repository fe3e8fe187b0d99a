package doc

import (
	"errors"
	"os"
	"testing"
)

func TestAWorkbookIsNamed(t *testing.T) {
	content, err := os.ReadFile("../testdata/plain.xls")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Read(content); !errors.Is(err, ErrSheet) {
		t.Errorf("%v", err)
	}
}

// Whatever is damaged in a document, reading it ends, with a page or an error.
func FuzzRead(f *testing.F) {
	content, err := os.ReadFile("../testdata/blanks.doc")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(uint(0), byte(0), uint(len(content)))
	f.Add(uint(0x1a2+512), byte(0xff), uint(len(content)))
	f.Fuzz(func(t *testing.T, at uint, is byte, end uint) {
		damaged := append([]byte(nil), content[:min(end, uint(len(content)))]...)
		if len(damaged) > 0 {
			damaged[at%uint(len(damaged))] = is
		}
		if p, err := Read(damaged); err == nil && p == nil {
			t.Error("neither a page nor an error")
		}
	})
}
