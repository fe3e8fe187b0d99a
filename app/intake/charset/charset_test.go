package charset

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

const sample = "一、总体情况：本机关收到申请3件，㐀𠀀、镕。"

func TestEncodingsAreToldApart(t *testing.T) {
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(sample)
	if err != nil {
		t.Fatal(err)
	}
	little, err := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().String("a" + sample)
	if err != nil {
		t.Fatal(err)
	}
	big, err := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM).NewEncoder().String("a" + sample)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ content, text, name string }{
		{sample, sample, UTF8},
		{"\xef\xbb\xbf" + sample, sample, UTF8},
		{sample[:len(sample)-1], sample[:len(sample)-1], UTF8}, // cut within its last character
		{sample + "\xff" + sample, sample + "\xff" + sample, UTF8},
		{gb, sample, GB18030},
		{little, "a" + sample, UTF16},
		{"\xff\xfe" + little, "a" + sample, UTF16},
		{big, "a" + sample, UTF16},
		{"\xfe\xff" + big, "a" + sample, UTF16},
		{"", "", UTF8},
	} {
		text, name, err := Decode([]byte(c.content))
		if err != nil || string(text) != c.text || name != c.name {
			t.Errorf("%q is %q in %s, %v; should be %q in %s", c.content, text, name, err, c.text, c.name)
		}
	}
	if _, _, err := Decode([]byte("\xff\xff\xff\xff")); !errors.Is(err, ErrUnknown) {
		t.Errorf("%v", err)
	}
}

func TestBrokenCharactersAreMarked(t *testing.T) {
	if text, name := Lenient([]byte(sample + "\xff" + sample)); text != sample+"\ufffd"+sample || name != UTF8 {
		t.Errorf("%q in %s", text, name)
	}
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(sample)
	if err != nil {
		t.Fatal(err)
	}
	if text, name := Lenient([]byte(gb + "\xff\xff" + gb)); !strings.HasPrefix(text, sample) || !strings.Contains(text, "\ufffd") || name != GB18030 {
		t.Errorf("%q in %s", text, name)
	}
}

func TestWhatWasReadAsGBKIsUndone(t *testing.T) {
	known := []string{"一、总体情况", "本机关收到申请"}
	garbled, err := simplifiedchinese.GB18030.NewDecoder().String("一、总体情况：本机关收到申请3件")
	if err != nil {
		t.Fatal(err)
	}
	text, name, mended := Text([]byte(garbled), known)
	if !mended || !strings.Contains(text, "总体情况") || name != UTF8 {
		t.Errorf("%q in %s, mended %t", text, name, mended)
	}
	if text, _, mended := Text([]byte(sample), known); mended || text != sample {
		t.Errorf("%q was mended", text)
	}
	if text, _, mended := Text([]byte(garbled), nil); mended || text != garbled {
		t.Errorf("%q was mended by nothing that is known", text)
	}
}

func FuzzText(f *testing.F) {
	for _, s := range []string{sample, "\xff\xfea\x00", "\xfe\xff\x00a", "\xd2\xbb\xa1\xa2", "\x81\x30\x81\x30", "涓€銆佹€讳綋鎯呭喌", "a\x00", "\xef\xbb\xbf"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		text, name, _ := Text(content, []string{"一、总体情况", "总计"})
		if !utf8.ValidString(text) || name == "" {
			t.Errorf("%q in %q", text, name)
		}
	})
}
