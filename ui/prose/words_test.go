package prose

import "testing"

func TestADoubleClickMeansAWord(t *testing.T) {
	text := []rune("全年收到1,286.5件，office 2025 版。")
	for n, want := range map[int]string{
		0: "全年收到", 3: "全年收到", 4: "1,286.5", 5: "1,286.5", 9: "1,286.5", 11: "件", 12: "件", 13: "office", 18: "office",
		19: "office", 20: "2025", 25: "版", 26: "版", 27: "版", 99: "版",
	} {
		from, to := WordAt(text, n)
		if got := string(text[from:to]); got != want {
			t.Errorf("before character %d: %q, want %q", n, got, want)
		}
	}
	if from, to := WordAt(nil, 3); from != 0 || to != 0 {
		t.Error("a word in no text")
	}
}
