package system

import (
	"bytes"
	"fmt"
	"testing"
)

func TestOutputIsInTheCodePageOfTheConsole(t *testing.T) {
	for page, want := range map[uint32]string{
		936:   "\xc4\xea\xb1\xa8 1\n\x1a\n", // 𠀀 is not in it
		54936: "\xc4\xea\xb1\xa8 1\n\x95\x32\x82\x36\n",
		65001: "年报 1\n𠀀\n",
		437:   "年报 1\n𠀀\n",
	} {
		var b bytes.Buffer
		out := encoded(&b, page)
		fmt.Fprintln(out, "年报", 1)
		fmt.Fprintln(out, "𠀀")
		if b.String() != want {
			t.Errorf("%d: %q, want %q", page, b.String(), want)
		}
	}
}
