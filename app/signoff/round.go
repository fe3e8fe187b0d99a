package signoff

import "fmt"

// RoundName says in words which round of the sign-off it is, "" for the first: most
// reports have no other. A round begins where an approval was taken back.
func RoundName(round int) string {
	const words = "二三四五六七八九"
	switch {
	case round <= 1:
		return ""
	case round < 10:
		return fmt.Sprintf("第%c轮审签", []rune(words)[round-2])
	}
	return fmt.Sprintf("第%d轮审签", round)
}
