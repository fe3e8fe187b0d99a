package cli

import (
	"bytes"
	"fmt"
	"testing"
)

// A text from a file does not steer the terminal that shows it.
func TestTextsDoNotSteerATerminal(t *testing.T) {
	var b bytes.Buffer
	const text = "甲\x1b[2J\u009b乙\n\t丙\x07\r丁"
	n, err := fmt.Fprint(plainWriter{&b}, text)
	if want := "甲\\u001b[2J\\u009b乙\n\t丙\\u0007\\u000d丁"; err != nil || b.String() != want || n != len(text) {
		t.Errorf("%q, %d, %v", b.String(), n, err)
	}
}
