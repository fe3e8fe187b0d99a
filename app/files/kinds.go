package files

import (
	"bytes"
	"io"
	"os"
)

// commonKinds are what people choose by mistake, told by how such files begin.
// What is called here is not read as text.
var commonKinds = []struct{ begins, name string }{
	{"%PDF-", "PDF 文件"},
	{"PK\x03\x04", "Word、Excel 或者压缩文件"},
	{"\xd0\xcf\x11\xe0", "Word 或者 Excel 文件"},
	{"Rar!", "压缩文件"},
	{"7z\xbc\xaf", "压缩文件"},
	{"\x1f\x8b", "压缩文件"},
	{"\x89PNG", "图片"},
	{"\xff\xd8\xff", "图片"},
	{"GIF8", "图片"},
	{"{\\rtf", "Word 文件"},
	{"MZ", "程序"},
	{"SQLite format 3\x00", "数据库文件"},
	{"nianbao-handover ", HandOverKind},
	{"<", "网页"},
}

const HandOverKind = "移交文件"

// KindOf names what a file is that holds content, "" where it could be
// what is wanted.
func KindOf(content []byte) string {
	for _, k := range commonKinds {
		if bytes.HasPrefix(content, []byte(k.begins)) {
			return k.name
		}
	}
	return ""
}

// Head reads how a file begins, nil where it cannot be read.
func Head(f *os.File) []byte {
	head := make([]byte, 64)
	n, err := f.ReadAt(head, 0)
	if err != nil && err != io.EOF {
		return nil
	}
	return head[:n]
}

func KindIn(f *os.File) string { return KindOf(Head(f)) }
