// Package password is the rule for passwords: how one is spelt, and which are too easy
// to guess.
//
// A library that estimates how long guessing takes was not taken: those kept know
// English words and keyboards, and none says in Chinese what is wrong.
package password

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Least is the least length of a password, in characters.
const Least = 8

// Normal returns the one spelling of a password: with an input method on, the same keys
// give full-width letters and digits.
func Normal(typed string) string { return norm.NFKC.String(typed) }

// Reasons why a password will not do; their texts are for the person.
var (
	errShort = fmt.Errorf("密码至少要有 %d 个字符", Least)
	errBlank = errors.New("密码不能都是空格")
	errFew   = errors.New("密码只有两三种字符，太容易猜到，请换一个，可以用一句话")
)

// Check says why a password will not do: nil when it will. The names are those that
// everybody who knows the office would try first: of the unit and of the person.
func Check(typed string, names ...string) error {
	normal := Normal(typed)
	runes := []rune(strings.ToLower(normal))
	switch {
	case utf8.RuneCountInString(normal) < Least:
		return errShort
	case strings.TrimSpace(normal) == "":
		return errBlank
	case kinds(runes) < fewKinds:
		return errFew
	}
	return guessable(runes, names)
}

const (
	fewKinds  = 4 // different characters a password has at least
	fewPieces = 3 // different pieces it is made of at least
)

func kinds(runes []rune) int {
	different := slices.Clone(runes)
	slices.Sort(different)
	return len(slices.Compact(different))
}

// tried is what is tried first: a part of it of so many characters counts.
type tried struct {
	text  []rune
	least int
	what  string // it is called in the reason
}

const (
	sequence = "连续的数字或者字母"
	keyboard = "键盘上相邻的键"
	word     = "人人都会先试的词"
	ownName  = "单位名称或者姓名"
)

var sequences = []string{"01234567890123456789", "abcdefghijklmnopqrstuvwxyz"}

var keyRows = []string{
	"`1234567890-=", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./", "~!@#$%^&*()_+",
	"1qaz", "2wsx", "3edc", "4rfv", "5tgb", "6yhn", "7ujm", "8ik,", "9ol.", "0p;/", "1q2w3e4r5t6y7u8i9o0p", "q1w2e3r4t5y6u7i8o9p0",
}

var words = []string{
	"password", "passw0rd", "p@ssword", "p@ssw0rd", "passwd", "administrator", "admin", "root", "guest", "user", "test", "login", "welcome",
	"letmein", "iloveyou", "changeme", "default", "secret", "woaini", "mima", "nianbao", "5201314", "1314", "520", "666", "888", "密码", "口令", "年报",
	"政府信息公开", "管理员", "年度报告",
}

// always is what is tried first whoever's password it is.
var always = func() []tried {
	var out []tried
	add := func(texts []string, least int, what string) {
		for _, text := range texts {
			runes := []rune(text)
			back := slices.Clone(runes)
			slices.Reverse(back)
			out = append(out, tried{runes, least, what}, tried{back, least, what})
		}
	}
	add(sequences, 3, sequence)
	add(keyRows, 3, keyboard)
	for _, w := range words {
		out = append(out, tried{[]rune(w), utf8.RuneCountInString(w), word})
	}
	return out
}()

// guessable says of a password that is put together from one or two things that are
// tried first what it is made of. A character of its own is a piece, too, and so are a
// few digits, such as those of a year.
func guessable(runes []rune, names []string) error {
	all := slices.Clone(always)
	for _, name := range names {
		all = append(all, tried{[]rune(strings.ToLower(Normal(strings.TrimSpace(name)))), 2, ownName})
	}
	pieces, longest, made := map[string]bool{}, 0, ""
	for at := 0; at < len(runes); {
		n, what := begins(runes[at:], all)
		if n > longest {
			longest, made = n, what
		}
		n = max(n, digits(runes[at:]), 1)
		pieces[string(runes[at:at+n])] = true
		at += n
	}
	if len(pieces) >= fewPieces || made == "" {
		return nil
	}
	return fmt.Errorf("密码主要是%s，太容易猜到，请换一个，可以用一句话", made)
}

// digits returns how many digits a text begins with, at most those of a year.
func digits(text []rune) int {
	n := 0
	for n < len(text) && n < 4 && unicode.IsDigit(text[n]) {
		n++
	}
	return n
}

// begins returns how much of the beginning of a text is tried first, and as what: the
// longest, 0 for nothing.
func begins(text []rune, all []tried) (longest int, what string) {
	for i := range all {
		if n := all[i].begins(text); n > longest {
			longest, what = n, all[i].what
		}
	}
	same := 1
	for same < len(text) && text[same] == text[0] {
		same++
	}
	if same >= 3 && same > longest {
		return same, "重复的字符"
	}
	return longest, what
}

// begins returns how many characters from the beginning of a text stand somewhere in
// what is tried, 0 for fewer than count.
func (t *tried) begins(text []rune) int {
	longest := 0
	for from := range t.text {
		n := 0
		for n < len(text) && from+n < len(t.text) && text[n] == t.text[from+n] {
			n++
		}
		longest = max(longest, n)
	}
	if longest < t.least {
		return 0
	}
	return longest
}
