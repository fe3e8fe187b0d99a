package system

import (
	"context"
	"strings"
	"testing"

	"golang.org/x/sys/windows"
)

// Both forms stand on the clipboard of the system at once.
func TestTheClipboardHoldsTextAndHTML(t *testing.T) {
	want := Copied{Text: "本年新收\t12\r\n", HTML: "<table><tr><td>本年新收</td><td>12</td></tr></table>"}
	if err := CopyBoth(want); err != nil {
		t.Fatal(err)
	}
	if got, err := readBoth(); err != nil || got != want {
		t.Errorf("%q, %v", got, err)
	}
	if page := string(HTMLOnClipboard(context.Background())); !strings.HasPrefix(page, "<html>") || !strings.Contains(page, want.HTML) {
		t.Errorf("the page is %q", page)
	}
	plain := Copied{Text: "只有文字"}
	if err := CopyBoth(plain); err != nil {
		t.Fatal(err)
	}
	if got, err := readBoth(); err != nil || got != plain {
		t.Errorf("%q, %v: the HTML of before is still there", got, err)
	}
	if page := HTMLOnClipboard(context.Background()); len(page) > 0 {
		t.Errorf("a page without one: %q", page)
	}
}

// readBoth reads what is on the clipboard in both forms; what is not there is "".
func readBoth() (c Copied, err error) {
	format, err := htmlNumber()
	if err != nil {
		return Copied{}, err
	}
	err = whileOpen(func() error {
		text := take(unicodeText)
		units := make([]uint16, len(text)/2)
		for i := range units {
			units[i] = uint16(text[2*i]) | uint16(text[2*i+1])<<8
		}
		c = Copied{Text: windows.UTF16ToString(units), HTML: fragmentOf(string(take(format)))}
		return nil
	})
	return c, err
}
