package carry_test

import (
	"testing"

	"nianbao/app/carry"
)

func TestOnlyTextThatSaysNothingOfItsYearIsStable(t *testing.T) {
	for text, want := range map[string]string{
		"设置专栏，明确专人负责。": "设置专栏，明确专人负责。", "全年公开12条。": "", "全年公开１２条。": "", "召开三次会议。": "", "今年以来，进一步规范。": "",
		"甲。\n与上年相比增加。\n乙。": "甲。\n乙。", "收费【待填】元。": "", "": "",
	} {
		if got := carry.StableText(text); got != want {
			t.Errorf("%q leaves %q, want %q", text, got, want)
		}
	}
}
