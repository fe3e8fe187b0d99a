package personal_test

import (
	"slices"
	"testing"

	"nianbao/app/personal"
)

func TestNumbersOfIdentityCardsAreFound(t *testing.T) {
	for text, want := range map[string][]string{
		"": nil,
		"申请人身份证号11010519491231002X，已答复。": {"11010519491231002X"},
		"11010519491231002x": {"11010519491231002X"},
		"１１０１０５１９４９１２３１００２Ｘ":                    {"11010519491231002X"},
		"440524188001010014和440524188001010014": {"440524188001010014"},
		"440524188001010015":                    nil, // another check digit
		"4405241880010100141":                   nil, // longer
		"440524188013010014":                    nil, // no month
		"44052418800101001":                     nil,
		"44052418800101001X":                    nil,
		"110105194912310021":                    nil,
	} {
		if got := personal.IDNumbers(text); !slices.Equal(got, want) {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
	if got := personal.Masked("11010519491231002X"); got != "110105********002X" {
		t.Error(got)
	}
}
