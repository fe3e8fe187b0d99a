package system

import (
	"fmt"
	"strings"
	"testing"
)

// Word finds the table by the bytes that the head counts, also behind Chinese.
func TestTheHTMLFormatCountsBytes(t *testing.T) {
	for _, fragment := range []string{"", "<table><tr><td>1</td></tr></table>", "<table><tr><td>本年新收𠀀</td></tr></table>"} {
		format := htmlFormat(fragment)
		var page, pageEnd, from, to int
		if n, err := fmt.Sscanf(strings.ReplaceAll(format, "\r\n", " "), "Version:0.9 StartHTML:%d EndHTML:%d StartFragment:%d EndFragment:%d", &page, &pageEnd, &from, &to); n != 4 {
			t.Fatalf("%v: %q", err, format)
		}
		if got := format[from:to]; got != fragment {
			t.Errorf("the fragment is %q, want %q", got, fragment)
		}
		if got := format[page:pageEnd]; !strings.HasPrefix(got, "<html>") || !strings.HasSuffix(got, "</html>") || pageEnd != len(format) {
			t.Errorf("the page is %q", got)
		}
		if !strings.HasSuffix(format[:from], "<!--StartFragment-->") || !strings.HasPrefix(format[to:], "<!--EndFragment-->") {
			t.Errorf("the marks are not beside the fragment: %q", format)
		}
		if got := pageOf(format + "\x00"); got != format[page:pageEnd] {
			t.Errorf("the page is read as %q", got)
		}
		if got := fragmentOf(format); got != fragment {
			t.Errorf("read back: %q", got)
		}
	}
	for format, want := range map[string]string{
		"": "", "Version:0.9\r\nStartHTML:-1\r\nEndHTML:-1\r\n<table></table>": "<table></table>", "StartHTML:9999\r\nEndHTML:3\r\n<b>": "<b>", "text": "",
	} {
		if got := pageOf(format); got != want {
			t.Errorf("%q is read as %q", format, got)
		}
	}
	for _, broken := range []string{"", "StartFragment:5", "StartFragment:x\nEndFragment:9", "StartFragment:000\r\nEndFragment:9999"} {
		if got := fragmentOf(broken); got != "" {
			t.Errorf("%q: %q", broken, got)
		}
	}
}

// fragmentOf reads the fragment out of the HTML Format; "" where it is not whole.
func fragmentOf(format string) string {
	at := func(name string) int {
		n := -1
		if _, rest, found := strings.Cut(format, name+":"); found {
			if _, err := fmt.Sscanf(rest, "%d", &n); err != nil {
				return -1
			}
		}
		return n
	}
	from, to := at("StartFragment"), at("EndFragment")
	if from < 0 || to < from || to > len(format) {
		return ""
	}
	return format[from:to]
}
