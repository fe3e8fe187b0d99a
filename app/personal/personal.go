// Package personal finds in texts what should not be published of people: the
// numbers of identity cards (居民身份证).
package personal

import (
	"slices"
	"strings"
)

// digits is how many characters the number of an identity card has.
const digits = 18

// IDNumbers returns the numbers of identity cards in a text, each once, in their
// order: eighteen digits, or seventeen and X, with a date that can be one and the
// right check digit (GB 11643). Full-width digits count. A longer run of digits is
// something else.
func IDNumbers(text string) []string {
	var out []string
	run := make([]rune, 0, digits)
	end := func() {
		if number := string(run); isIDNumber(number) && !slices.Contains(out, number) {
			out = append(out, number)
		}
		run = run[:0]
	}
	for _, c := range text {
		switch {
		case c >= '０' && c <= '９':
			c += '0' - '０'
		case c == 'x' || c == 'Ｘ' || c == 'ｘ':
			c = 'X'
		}
		if c < '0' || c > '9' {
			if c == 'X' && len(run) == digits-1 {
				run = append(run, c)
			}
			end()
			continue
		}
		run = append(run, c)
	}
	end()
	return out
}

// weights are what the first seventeen digits count in the check digit, which is
// one of checks.
var weights = [digits - 1]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}

const checks = "10X98765432"

func isIDNumber(s string) bool {
	if len(s) != digits {
		return false
	}
	sum := 0
	for i, w := range weights {
		sum += int(s[i]-'0') * w
	}
	year, month, day := s[6:10], s[10:12], s[12:14]
	return s[0] != '0' && s[digits-1] == checks[sum%len(checks)] && year >= "1850" && year <= "2199" &&
		month >= "01" && month <= "12" && day >= "01" && day <= "31"
}

// Masked hides the middle of a number: enough is left to find it by.
func Masked(number string) string {
	const first, last = 6, 4
	return number[:first] + strings.Repeat("*", len(number)-first-last) + number[len(number)-last:]
}
