package text

import "testing"

func TestParagraphsLeaveOutBlankOnes(t *testing.T) {
	got := Paragraphs(" 　一\t二 \r\n\v\f\u2028三\u00a0\n　\n")
	if len(got) != 2 || string(got[0]) != "一 二" || string(got[1]) != "三\u00a0" && string(got[1]) != "三" {
		t.Errorf("%q", got)
	}
	for r, want := range map[rune]bool{' ': true, '　': true, '\t': true, '\n': true, '\u2029': true, '\u202f': true, 'x': false, '。': false} {
		if Blank(r) != want {
			t.Errorf("%q is blank: %v", r, !want)
		}
	}
}
