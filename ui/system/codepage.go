package system

import (
	"io"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/transform"
)

// encoded returns a writer that takes UTF-8 and writes it in a code page of
// Windows: 936 and 54936 for Chinese. Any other gets UTF-8, as 65001 wants it.
func encoded(w io.Writer, page uint32) io.Writer {
	switch page {
	case 936:
		return transform.NewWriter(w, encoding.ReplaceUnsupported(simplifiedchinese.GBK.NewEncoder()))
	case 54936:
		return transform.NewWriter(w, simplifiedchinese.GB18030.NewEncoder())
	}
	return w
}
