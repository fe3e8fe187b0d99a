// Package personal finds in texts what should not be published of people: the
// numbers of identity cards (居民身份证).
package personal

import (
	"slices"
	"strings"
	"unicode"
)

// digits is how many characters the number of an identity card has.
const digits = 18

// IDNumbers returns the numbers of identity cards in a text, each once, in their
// order: eighteen digits, or seventeen and X, with a date that can be one and the
// right check digit (GB 11643). Full-width digits count, and so does a number that
// is written in groups, with blanks or hyphens between. A longer run of digits is
// something else.
func IDNumbers(text string) []string {
	var out []string
	groups := groupsOf(text)
	for i := 0; i < len(groups); i++ {
		number, n := joined(groups[i:])
		if n == 0 {
			continue
		}
		if i += n - 1; !slices.Contains(out, number) {
			out = append(out, number)
		}
	}
	return out
}

// group is digits that stand together, perhaps with X behind them.
type group struct {
	digits string
	alone  bool // something else than a blank or a hyphen stands before it
}

// joined returns the number that groups begin with, and how many of them it takes: 0
// where they begin with none.
func joined(groups []group) (number string, n int) {
	for i, g := range groups {
		if i > 0 && g.alone {
			break
		}
		if number += g.digits; len(number) >= digits {
			if isIDNumber(number) {
				return number, i + 1
			}
			break
		}
	}
	return "", 0
}

// groupsOf returns the groups of digits of a text.
func groupsOf(text string) []group {
	var out []group
	var run []rune
	between := 0 // blanks and hyphens since the last group; too many of them are none
	end := func() {
		if len(run) > 0 {
			out = append(out, group{string(run), between > mostBetween})
			run, between = run[:0], 0
		}
	}
	between = mostBetween + 1
	for _, c := range text {
		c = plain(c)
		switch {
		case c >= '0' && c <= '9':
			run = append(run, c)
		case c == 'X' && len(run) > 0:
			run = append(run, c)
			end()
			between = mostBetween + 1 // nothing goes on behind it
		case c == '-' || c == ' ':
			end()
			between++
		default:
			end()
			between = mostBetween + 1
		}
	}
	end()
	return out
}

// mostBetween is how many blanks and hyphens may stand between two groups.
const mostBetween = 3

// plain returns the usual form of a digit, an X, a blank or a hyphen.
func plain(c rune) rune {
	switch {
	case c >= '０' && c <= '９':
		return c - '０' + '0'
	case c == 'x' || c == 'Ｘ' || c == 'ｘ':
		return 'X'
	case c != '\n' && unicode.IsSpace(c):
		return ' '
	case strings.ContainsRune("-－‐‑‒–—−", c):
		return '-'
	}
	return c
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
