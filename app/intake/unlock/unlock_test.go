package unlock

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"nianbao/app/intake/archive"
	"nianbao/app/intake/doc"
	"nianbao/app/intake/docx"
	"nianbao/app/intake/xlsx"
)

// password is the one of the files in testdata, which other programs encrypted:
// locked.docx and locked.xlsx the agile way, standard.docx the standard one.
const password = "报告2025Ab"

func sealed(t testing.TB, name string) (info, document []byte) {
	t.Helper()
	content, err := os.ReadFile("../testdata/locked/" + name)
	if err != nil {
		t.Fatal(err)
	}
	c, err := doc.Open(content)
	if err != nil {
		t.Fatal(err)
	}
	info, document, ok := c.Sealed()
	if !ok {
		t.Fatalf("%s is not encrypted", name)
	}
	return info, document
}

func TestDocumentsOpenWithTheirPassword(t *testing.T) {
	for _, name := range []string{"locked.docx", "locked.xlsx", "standard.docx"} {
		info, document := sealed(t, name)
		raw, err := Document(info, document, password)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		z, err := archive.Open(raw)
		if err != nil || docx.Is(z) != strings.HasSuffix(name, "docx") || xlsx.Is(z) != strings.HasSuffix(name, "xlsx") {
			t.Errorf("%s: %v, %v", name, z, err)
		}
		for wrong, want := range map[string]error{"": ErrPassword, "报告2025ab": ErrWrong, password + " ": ErrWrong, "x": ErrWrong} {
			if _, err := Document(info, document, wrong); !errors.Is(err, want) {
				t.Errorf("%s with %q: %v", name, wrong, err)
			}
		}
	}
}

// What is said of how a document is encrypted may be anything.
func TestHeadersThatSayNothing(t *testing.T) {
	info, document := sealed(t, "locked.docx")
	standardInfo, standardDocument := sealed(t, "standard.docx")
	change := func(from, to string) []byte {
		changed := bytes.Replace(info, []byte(from), []byte(to), 1)
		if bytes.Equal(changed, info) {
			t.Fatalf("%q is not in %s", from, info)
		}
		return changed
	}
	long := bytes.Clone(document)
	binary.LittleEndian.PutUint64(long, 1<<62)
	for name, c := range map[string]struct {
		info, document []byte
		want           error
	}{
		"nothing":             {nil, document, ErrMethod},
		"another version":     {append([]byte{4, 0, 3, 0}, info[4:]...), document, ErrMethod},
		"only a version":      {info[:8], document, ErrMethod},
		"another cipher":      {change(`cipherAlgorithm="AES"`, `cipherAlgorithm="DES"`), document, ErrMethod},
		"another chaining":    {change(`ChainingModeCBC`, `ChainingModeCFB`), document, ErrMethod},
		"another hash":        {change(`SHA512`, `WHAT`), document, ErrMethod},
		"a key of no bits":    {change(`keyBits="256"`, `keyBits="0"`), document, ErrMethod},
		"spun for years":      {change(`spinCount="100000"`, `spinCount="2000000000"`), document, ErrMethod},
		"spun less than once": {change(`spinCount="100000"`, `spinCount="-1"`), document, ErrMethod},
		"longer than it is":   {info, long, archive.ErrDamaged},
		"no document":         {info, nil, archive.ErrDamaged},
		"cut standard":        {standardInfo[:60], standardDocument, ErrMethod},
		"standard of RC4":     {append(bytes.Clone(standardInfo[:20]), append([]byte{1, 0x68, 0, 0}, standardInfo[24:]...)...), standardDocument, ErrMethod},
	} {
		if _, err := Document(c.info, c.document, password); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A workbook that anybody may open is encrypted, too, under a password that all know.
func TestTheReadOnlyPasswordIsTried(t *testing.T) {
	info, document := sealed(t, "locked.docx")
	if _, err := Document(info, document, readOnly); !errors.Is(err, ErrWrong) {
		t.Errorf("%v", err)
	}
	tried := ""
	open := func(password string, _ []byte) ([]byte, error) { tried = password; return make([]byte, 16), nil }
	if _, err := with(open, make([]byte, 24), ""); err != nil || tried != readOnly {
		t.Errorf("tried %q, %v", tried, err)
	}
}

func FuzzDocument(f *testing.F) {
	for _, name := range []string{"locked.docx", "standard.docx"} {
		info, document := sealed(f, name)
		info = bytes.Replace(info, []byte("100000"), []byte("1"), 1)
		f.Add(info, document[:64])
		f.Add(info, []byte(fmt.Sprint(len(document))))
	}
	f.Fuzz(func(t *testing.T, info, document []byte) {
		if out, err := Document(info, document, "x"); err == nil && len(out) > len(document) {
			t.Errorf("%d bytes of %d", len(out), len(document))
		}
	})
}
