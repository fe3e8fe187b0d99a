package report_test

import (
	"testing"

	"nianbao/app/report"
)

// Ready sentences say the opposite of each other, so one takes the place of the other.
func TestAReadySentenceTakesThePlaceOfAnother(t *testing.T) {
	prompts := []string{"{year}年，本机关未收取信息处理费。", "{year}年，本机关按照《办法》共收取信息处理费【待填】元。"}
	const none, some = "2025年，本机关未收取信息处理费。", "2025年，本机关按照《办法》共收取信息处理费【待填】元。"
	for _, tt := range []struct {
		text     string
		n        int
		want     string
		selected string
		replaced string
	}{
		{"", 0, none, "", ""},
		{"", 1, some, "【待填】", ""},
		{"此外无其他事项。\n", 0, "此外无其他事项。\n" + none, "", ""},
		{"前。\n" + none + "后。", 1, "前。\n" + some + "后。", "【待填】", none},
		{some, 0, none, "", some},
		{"2025年，本机关按照《办法》共收取信息处理费300元。另有说明。", 0, none + "另有说明。", "", "2025年，本机关按照《办法》共收取信息处理费300元。"},
		{"2025年，本机关按照《办法》共收取信息处理费300元。", 1, "2025年，本机关按照《办法》共收取信息处理费300元。", "", ""},
		{"2024年，本机关未收取信息处理费。", 1, some, "【待填】", "2024年，本机关未收取信息处理费。"},
	} {
		got := report.Prompt(tt.text, prompts, tt.n, 2025)
		selected := string([]rune(got.Text)[got.From:got.To])
		if got.Text != tt.want || selected != tt.selected || got.Replaced != tt.replaced {
			t.Errorf("%d into %q: %q, selected %q, in place of %q", tt.n, tt.text, got.Text, selected, got.Replaced)
		}
	}
}
