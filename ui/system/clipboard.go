package system

import (
	"fmt"
	"strings"
)

// Copied is what is put on the clipboard in one go: other programs take the form
// they understand best.
type Copied struct {
	Text string
	HTML string // a fragment, such as a table; "" for text alone
}

// htmlHead is what the HTML Format of Windows begins with. The numbers have as
// many digits as are filled in, so that the head is as long before and after.
const htmlHead = "Version:0.9\r\nStartHTML:%010d\r\nEndHTML:%010d\r\nStartFragment:%010d\r\nEndFragment:%010d\r\n"

const (
	htmlBegins = "<html><head><meta charset=\"utf-8\"></head><body>\r\n<!--StartFragment-->"
	htmlEnds   = "<!--EndFragment-->\r\n</body></html>"
)

// htmlFormat writes a fragment in the HTML Format of Windows: UTF-8, behind a head
// that says in bytes where the page and the fragment begin and end.
func htmlFormat(fragment string) string {
	start := len(fmt.Sprintf(htmlHead, 0, 0, 0, 0))
	from := start + len(htmlBegins)
	to := from + len(fragment)
	return fmt.Sprintf(htmlHead, start, to+len(htmlEnds), from, to) + htmlBegins + fragment + htmlEnds
}

// pageOf reads the page out of the HTML Format of Windows; what stands before it says
// where it begins. The fragment alone will not do: that of a spreadsheet lies inside of
// the table.
func pageOf(format string) string {
	from, to := -1, len(format)
	for line := range strings.SplitSeq(format[:min(len(format), 1000)], "\n") {
		_, _ = fmt.Sscanf(line, "StartHTML:%d", &from)
		_, _ = fmt.Sscanf(line, "EndHTML:%d", &to)
	}
	if from < 0 || to > len(format) || to < from {
		from, to = strings.IndexByte(format, '<'), len(format)
	}
	if from < 0 {
		return ""
	}
	return strings.TrimRight(format[from:to], "\x00")
}
