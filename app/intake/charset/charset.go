// Package charset finds out in which encoding a text was written, and undoes what
// wrong encodings did to it before.
//
// Detectors of encodings know the frequencies of languages; here the texts are of one
// kind, and a rule is surer: a byte order mark, else valid UTF-8, else GB18030, which
// holds the older GBK and GB2312. What a page says of itself (gb2312) is not
// believed: decoders of that name lose characters of four bytes.
package charset

import (
	"bytes"
	"errors"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// The names of the encodings.
const (
	UTF8    = "UTF-8"
	UTF16   = "UTF-16"
	GB18030 = "GB18030"
)

// ErrUnknown is returned for a text of another encoding.
var ErrUnknown = errors.New("neither UTF-8 nor GB18030 nor UTF-16")

// Decode returns a file's text, and the name of its encoding. What is broken in
// UTF-8 stays, for its places to be named; in another encoding nothing may be.
func Decode(content []byte) (text []byte, name string, err error) {
	switch {
	case bytes.HasPrefix(content, []byte("\xef\xbb\xbf")):
		return content[3:], UTF8, nil
	case bytes.HasPrefix(content, []byte("\xff\xfe")), len(content) > 1 && content[0] != 0 && content[1] == 0:
		return decodeAs(content, UTF16, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM))
	case bytes.HasPrefix(content, []byte("\xfe\xff")), len(content) > 1 && content[0] == 0 && content[1] != 0:
		return decodeAs(content, UTF16, unicode.UTF16(unicode.BigEndian, unicode.UseBOM))
	case validButForItsEnd(content), mostlyUTF8(content):
		return content, UTF8, nil
	}
	return decodeAs(content, GB18030, simplifiedchinese.GB18030)
}

func decodeAs(content []byte, name string, e encoding.Encoding) ([]byte, string, error) {
	text, err := e.NewDecoder().Bytes(content)
	if err != nil || bytes.ContainsRune(text, utf8.RuneError) {
		return nil, "", ErrUnknown
	}
	return text, name, nil
}

// validButForItsEnd says whether a text is UTF-8, perhaps cut off within its
// last character.
func validButForItsEnd(content []byte) bool {
	for cut := range utf8.UTFMax {
		if cut <= len(content) && utf8.Valid(content[:len(content)-cut]) {
			return true
		}
	}
	return false
}

// mostlyUTF8 says whether a text was written as UTF-8 and is broken in places:
// in another encoding hardly any character would come out whole.
func mostlyUTF8(content []byte) bool {
	whole, broken := 0, 0
	for len(content) > 0 {
		r, size := utf8.DecodeRune(content)
		switch {
		case r == utf8.RuneError && size == 1:
			broken++
		case size > 2: // two bytes make a letter of GBK, too, now and then
			whole++
		}
		content = content[size:]
	}
	return whole > 4*broken
}

// Lenient is Decode for documents of which a few broken characters may be lost:
// they become U+FFFD.
func Lenient(content []byte) (text, name string) {
	if t, name, err := Decode(content); err == nil {
		return strings.ToValidUTF8(string(t), "\ufffd"), name
	}
	t, _ := simplifiedchinese.GB18030.NewDecoder().Bytes(content)
	return string(t), GB18030
}

// Text is Lenient, with what reading UTF-8 as GBK did to the text before undone; mended
// says whether it was. known are words that stand in the text as it was.
func Text(content []byte, known []string) (text, name string, mended bool) {
	text, name = Lenient(content)
	if was, yes := ReadAsGBK(text, known); yes {
		return was, name, true
	}
	return text, name, false
}

// ReadAsGBK returns a text of UTF-8 that somebody had read as GBK, as it was. It
// says no for any other text. known are words that stand in the
// text as it was.
func ReadAsGBK(text string, known []string) (string, bool) {
	if count(text, known) > few {
		return "", false
	}
	text = strings.ReplaceAll(text, "\ufffd", "") // its byte is lost; what it was part of becomes one
	var raw strings.Builder
	for i, piece := range strings.Split(text, "€") {
		if i > 0 {
			raw.WriteByte(euro)
		}
		encoded, err := encoding.ReplaceUnsupported(simplifiedchinese.GB18030.NewEncoder()).String(piece)
		if err != nil {
			return "", false
		}
		raw.WriteString(encoded)
	}
	was := strings.ToValidUTF8(raw.String(), "\ufffd")
	if count(was, known) <= count(text, known) {
		return "", false
	}
	return was, true
}

const (
	few  = 5    // known words that may stand in a text by chance although it was read as GBK
	euro = 0x80 // is the euro sign to whoever reads as GBK, but not how it is written
)

func count(text string, words []string) int {
	n := 0
	for _, w := range words {
		n += strings.Count(text, w)
	}
	return n
}
