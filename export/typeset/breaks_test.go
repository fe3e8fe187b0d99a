package typeset

import "testing"

// Options of commands stay in one piece.
func TestOptionsAreNotBroken(t *testing.T) {
	for _, text := range []string{"用 --verbose 打开", "按 -v 键", "加--json，就"} {
		may := breaks([]rune(text))
		for i, r := range []rune(text) {
			if r == '-' && may[i+1] {
				t.Errorf("%s may be broken after a hyphen", text)
			}
		}
	}
	if may := breaks([]rune("a-b")); !may[2] {
		t.Error("a compound word may be broken no more")
	}
}
