package archive

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
)

func zipped(t testing.TB, parts ...[2]string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, p := range parts {
		f, err := w.Create(p[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(p[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestParts(t *testing.T) {
	z, err := Open(zipped(t, [2]string{"word/document.xml", "内容"}, [2]string{"xl\\workbook.xml", "另一个"}, [2]string{"empty", ""}))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"word/document.xml": "内容", "xl/workbook.xml": "另一个", "empty": ""} {
		if got, err := z.Part(name); err != nil || string(got) != want || !z.Has(name) {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if _, err := z.Part("none"); !errors.Is(err, ErrDamaged) || z.Has("none") {
		t.Errorf("%v", err)
	}
}

func TestPartsThatAreTooBig(t *testing.T) {
	exactly, more := strings.Repeat(" ", MaxPart), strings.Repeat(" ", MaxPart+1)
	z, err := Open(zipped(t, [2]string{"exactly", exactly}, [2]string{"more", more}))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := z.Part("exactly"); err != nil || len(got) != MaxPart {
		t.Errorf("%d bytes, %v", len(got), err)
	}
	if _, err := z.Part("more"); !errors.Is(err, ErrTooBig) {
		t.Errorf("%v", err)
	}
}

// A container may lie about how large its parts are.
func TestASizeThatIsNotTheSize(t *testing.T) {
	content := zipped(t, [2]string{"part", strings.Repeat(" ", MaxPart+1)})
	at := bytes.Index(content, []byte("PK\x01\x02"))
	copy(content[at+24:], []byte{1, 0, 0, 0}) // the size it says it has
	z, err := Open(content)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := z.Part("part"); err == nil {
		t.Errorf("%d bytes of a part that says it is 1", len(got))
	}
}

func TestManyParts(t *testing.T) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for n := range maxParts + 1 {
		if _, err := w.Create(fmt.Sprint(n)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(b.Bytes()); !errors.Is(err, ErrTooBig) {
		t.Errorf("%v", err)
	}
}

func TestWhatIsNoContainer(t *testing.T) {
	whole := zipped(t, [2]string{"part", "内容"})
	for cut := range whole {
		if _, err := Open(whole[:cut]); !errors.Is(err, ErrDamaged) {
			t.Fatalf("the first %d bytes of %d: %v", cut, len(whole), err)
		}
	}
	broken := zipped(t, [2]string{"part", strings.Repeat("内容", 1000)})
	broken[50] ^= 0xff // within the part
	z, err := Open(broken)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := z.Part("part"); !errors.Is(err, ErrDamaged) {
		t.Errorf("%v", err)
	}
}

func FuzzOpen(f *testing.F) {
	f.Add(zipped(f, [2]string{"word/document.xml", "内容"}))
	f.Fuzz(func(t *testing.T, content []byte) {
		z, err := Open(content)
		if err != nil {
			return
		}
		for name := range z.parts {
			if got, err := z.Part(name); err == nil && len(got) > MaxPart {
				t.Errorf("%s has %d bytes", name, len(got))
			}
		}
	})
}
