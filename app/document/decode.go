package document

import (
	"bytes"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// decode returns a file's text as UTF-8, and a note where it was written in
// another encoding: GB18030, which holds the older GBK and GB2312, as Chinese
// Windows writes it, or UTF-16.
func decode(content []byte) (text []byte, notes []string, err error) {
	switch {
	case bytes.HasPrefix(content, []byte("\xef\xbb\xbf")):
		return content[3:], nil, nil
	case bytes.HasPrefix(content, []byte("\xff\xfe")), len(content) > 1 && content[0] != 0 && content[1] == 0:
		return decodeAs(content, "UTF-16", unicode.UTF16(unicode.LittleEndian, unicode.UseBOM))
	case bytes.HasPrefix(content, []byte("\xfe\xff")), len(content) > 1 && content[0] == 0 && content[1] != 0:
		return decodeAs(content, "UTF-16", unicode.UTF16(unicode.BigEndian, unicode.UseBOM))
	case validButForItsEnd(content), mostlyUTF8(content):
		return content, nil, nil // what is broken in it is named by its place
	}
	return decodeAs(content, "GBK", simplifiedchinese.GB18030)
}

func decodeAs(content []byte, name string, e encoding.Encoding) ([]byte, []string, error) {
	text, err := e.NewDecoder().Bytes(content)
	if err != nil || bytes.ContainsRune(text, utf8.RuneError) {
		return nil, nil, &Problem{Reason: "文件的文字编码认不出来（不是 UTF-8、GBK 或者 UTF-16），请另存为 UTF-8 后再导入"}
	}
	return text, []string{"文件的文字是 " + name + " 编码，已经转换；请看一看文字是否正确"}, nil
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
