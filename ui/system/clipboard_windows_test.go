package system

import (
	"testing"
	"unsafe"

	"golang.org/x/sys/windows"
)

var (
	getClipboard = user32.NewProc("GetClipboardData")
	globalSize   = clipboardMemory.NewProc("GlobalSize")
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
	plain := Copied{Text: "只有文字"}
	if err := CopyBoth(plain); err != nil {
		t.Fatal(err)
	}
	if got, err := readBoth(); err != nil || got != plain {
		t.Errorf("%q, %v: the HTML of before is still there", got, err)
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

// take copies what the open clipboard holds in a format; nil for nothing.
func take(format uintptr) []byte {
	block, _, _ := getClipboard.Call(format)
	if block == 0 {
		return nil
	}
	size, _, _ := globalSize.Call(block)
	at, _, _ := globalLock.Call(block)
	if at == 0 || size == 0 {
		return nil
	}
	out := make([]byte, size)
	_, _, _ = moveMemory.Call(uintptr(unsafe.Pointer(&out[0])), at, size)
	_, _, _ = globalUnlock.Call(block)
	return out
}
