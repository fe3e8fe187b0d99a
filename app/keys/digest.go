package keys

import (
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/emmansun/gmsm/sm3"
)

// Digest is an SM3 digest in lower-case hexadecimal. "" is none.
type Digest string

// Sum returns the SM3 digest of the parts, one after the other.
func Sum(parts ...[]byte) Digest {
	h := sm3.New()
	for _, p := range parts {
		h.Write(p)
	}
	return Digest(hex.EncodeToString(h.Sum(nil)))
}

// Short is how a digest is named on a screen: its first 80 bits in groups of four,
// upper case.
func (d Digest) Short() string { return Fours(d.begin(20)) }

// Printed is what stands in the footer of a page, to be typed back: the first 128
// bits in groups of four, upper case, and a check letter.
func (d Digest) Printed() string {
	digits := d.begin(printedDigits)
	if len(digits) < printedDigits {
		return Fours(digits)
	}
	return Fours(digits) + " " + string(checkLetter(digits))
}

const printedDigits = 32

// Fours writes hexadecimal digits as people compare them: upper case, in groups of
// four.
func Fours(digits string) string {
	var groups []string
	for group := range slices.Chunk([]byte(strings.ToUpper(digits)), 4) {
		groups = append(groups, string(group))
	}
	return strings.Join(groups, " ")
}

// begin returns as many digits of a digest from its beginning as there are.
func (d Digest) begin(most int) string { return string(d[:min(most, len(d))]) }

// checkLetters stand for 0 to 15; none is a digit of a digest, or looks like one.
const checkLetters = "GHJKMNPQRTUVWXYZ"

// checkLetter is the letter that goes with these digits: Luhn's sum modulo 16, which
// tells of every single digit that is wrong and of nearly every two that changed
// places. It is ten lines; a library for it would be a dependency more.
func checkLetter(digits string) byte {
	const base = 16
	sum, double := 0, true
	for _, r := range slices.Backward([]rune(digits)) {
		n := strings.IndexRune(hexadecimal, r)
		if double {
			n *= 2
		}
		sum += n/base + n%base
		double = !double
	}
	return checkLetters[(base-sum%base)%base]
}

// FewestDigits is how many digits of a digest have to be typed to name it.
const FewestDigits = 16

// Reasons why what was typed names no digest; their texts are for the person.
var (
	ErrFewDigits = fmt.Errorf("内容摘要不完整，至少要有 %d 位，请照页脚上的输入全", FewestDigits)
	ErrNoDigit   = errors.New("内容摘要只有数字和字母 A 至 F，以及最后的一个校验字母，请对照页脚重新输入")
	ErrMistyped  = errors.New("最后的校验字母与前面的内容摘要不符，输入时可能错了、漏了或者多了一位，请对照页脚重新输入")
)

const hexadecimal = "0123456789abcdef"

// Valid says whether the digest is spelt as this program spells one: 64 digits, letters
// small.
func (d Digest) Valid() bool {
	const digits = 64
	return len(d) == digits && strings.Trim(string(d), hexadecimal) == ""
}

// oftenMistaken are letters that no digest has, and the digits that they are taken
// for.
var oftenMistaken = strings.NewReplacer("o", "0", "i", "1", "l", "1")

// CheckTyped says why what a person typed from the footer of a page cannot be a
// digest: a slip of the hand says nothing about the page. Footers of before have no
// check letter, and fewer digits.
func CheckTyped(typed string) error {
	s, check := digits(typed)
	switch {
	case strings.Trim(s, hexadecimal) != "":
		return ErrNoDigit
	case check != 0 && (len(s) != printedDigits || check != checkLetter(s)):
		return ErrMistyped
	case len(s) < FewestDigits:
		return ErrFewDigits
	}
	return nil
}

// Matches says whether what a person typed names this digest: so many of
// its digits from the beginning, spaces and letter case aside.
func (d Digest) Matches(typed string) bool {
	s, _ := digits(typed)
	return len(s) >= FewestDigits && strings.HasPrefix(string(d), s)
}

// digits returns the digits of a digest that a person typed, and the check letter
// behind them, 0 for none.
func digits(typed string) (s string, check byte) {
	s = strings.ToLower(strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～': // full-width forms stand 0xFEE0 above ASCII
			return r - 0xFEE0
		case r == ' ' || r == '\u3000' || r == '-' || r == '\t':
			return -1
		}
		return r
	}, typed))
	s = oftenMistaken.Replace(s)
	if n := len(s) - 1; n >= 0 {
		if last := strings.ToUpper(s[n:]); strings.Contains(checkLetters, last) {
			return s[:n], last[0]
		}
	}
	return s, 0
}
