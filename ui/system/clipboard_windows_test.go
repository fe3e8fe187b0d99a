package system

import "testing"

// Both forms stand on the clipboard of the system at once.
func TestTheClipboardHoldsTextAndHTML(t *testing.T) {
	want := Copied{Text: "本年新收\t12\r\n", HTML: "<table><tr><td>本年新收</td><td>12</td></tr></table>"}
	if err := CopyBoth(want); err != nil {
		t.Fatal(err)
	}
	if got, err := ReadBoth(); err != nil || got != want {
		t.Errorf("%q, %v", got, err)
	}
	plain := Copied{Text: "只有文字"}
	if err := CopyBoth(plain); err != nil {
		t.Fatal(err)
	}
	if got, err := ReadBoth(); err != nil || got != plain {
		t.Errorf("%q, %v: the HTML of before is still there", got, err)
	}
}
