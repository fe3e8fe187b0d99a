package mentions_test

import (
	"regexp"
	"slices"
	"testing"

	"nianbao/app/mentions"
)

func TestSpansSayWhereTheyStand(t *testing.T) {
	const text = "本年一切正常。\n收到申请××件，其中自然人提出的××件。"
	got := mentions.Find(text, mentions.Pattern{Any: "×", Find: regexp.MustCompile(`(×+)件`)}, mentions.Pattern{Any: "#", Find: regexp.MustCompile(`(#)`)})
	want := []mentions.Span{{12, "××", "收到申请××"}, {24, "××", "其中自然人提出的××"}}
	if !slices.Equal(got, want) {
		t.Errorf("%+v, want %+v", got, want)
	}
}

// A pattern is not even tried where none of its characters is.
func TestOnlyTextsWithACharacterAreLookedThrough(t *testing.T) {
	if got := mentions.Find("收到申请12件", mentions.Pattern{Any: "×", Find: regexp.MustCompile(`(\d+)件`)}); got != nil {
		t.Errorf("%+v", got)
	}
}
