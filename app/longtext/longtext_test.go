package longtext

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// A text in blocks is what the same text in one piece is, whatever is done to it.
func TestItIsTheTextThatAPlainOneIs(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	text, plain := Of(strings.Repeat("依法公开", 500)), []rune(strings.Repeat("依法公开", 500))
	for i := range 20_000 {
		at := rng.IntN(len(plain) + 1)
		n := min(rng.IntN(4), len(plain)-at)
		if i%700 == 0 {
			n = min(rng.IntN(1500), len(plain)-at)
		}
		now := strings.Repeat(fmt.Sprint(i%10, "字"), rng.IntN(3))
		if i%900 == 0 {
			now = strings.Repeat("一段粘贴的文字。", 200)
		}
		if !text.Replace(at, string(plain[at:at+n]), now) {
			t.Fatalf("change %d at %d is refused", i, at)
		}
		plain = append(plain[:at:at], append([]rune(now), plain[at+n:]...)...)
		if i%100 == 0 && text.String() != string(plain) {
			t.Fatalf("after change %d: another text", i)
		}
	}
	if text.String() != string(plain) {
		t.Error("another text")
	}
}

func TestWhatDoesNotStandThereIsNotReplaced(t *testing.T) {
	long := strings.Repeat("字", 3*most)
	for _, tt := range []struct {
		held    string
		at      int
		old     string
		replace bool
	}{
		{"", 0, "", true},
		{"", 1, "", false},
		{"", 0, "字", false},
		{"依法", 2, "", true},
		{"依法", 3, "", false},
		{"依法", 1, "法公", false},
		{"依法", 1, "公", false},
		{"依法", -1, "", false},
		{long, 3*most - 1, "字", true},
		{long, 3*most - 1, "字字", false},
		{long, most/2 - 1, strings.Repeat("字", most), true},
		{long, 0, long, true},
	} {
		text := Of(tt.held)
		if got := text.Replace(tt.at, tt.old, "新"); got != tt.replace {
			t.Errorf("%.9q at %d, %.9q: %v", tt.held, tt.at, tt.old, got)
		}
		if !tt.replace && text.String() != tt.held {
			t.Errorf("%.9q at %d, %.9q: changed all the same", tt.held, tt.at, tt.old)
		}
	}
}

// Twice as many characters typed take little more than twice the work, wherever they
// are typed: in one piece they would take four times.
func TestTypingTakesWorkInProportion(t *testing.T) {
	for name, place := range map[string]func(i int) int{
		"at the end":       func(i int) int { return i },
		"at the beginning": func(int) int { return 0 },
		"in the middle":    func(i int) int { return i / 2 },
		"here and there":   func(i int) int { return i * 7919 % (i + 1) },
	} {
		work := func(n int) int {
			text := &Text{}
			for i := range n {
				if !text.Replace(place(i), "", "字") {
					t.Fatal("refused")
				}
			}
			return text.steps
		}
		if small, large := work(10_000), work(20_000); large > small*5/2 || large > 20_000*most {
			t.Errorf("%s: 10,000 characters take %d steps, 20,000 take %d", name, small, large)
		}
	}
}
