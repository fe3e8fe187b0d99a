package keys

import (
	"encoding/hex"
	"strings"
	"unicode/utf8"

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

// Short is what is printed in the footer of a page and typed back to verify:
// the first 80 bits in groups of four, upper case.
func (d Digest) Short() string {
	s := strings.ToUpper(string(d))
	if len(s) > 20 {
		s = s[:20]
	}
	var groups []string
	for i := 0; i < len(s); i += 4 {
		groups = append(groups, s[i:min(i+4, len(s))])
	}
	return strings.Join(groups, " ")
}

// FewestDigits is how many digits of a digest have to be typed to name it.
const FewestDigits = 16

// Matches says whether what a person typed names this digest: so many of
// its digits from the beginning, spaces and letter case aside.
func (d Digest) Matches(typed string) bool {
	s := digits(typed)
	return len(s) >= FewestDigits && strings.HasPrefix(string(d), s)
}

// DigitsOf counts the digits of a digest that a person typed.
func DigitsOf(typed string) int { return utf8.RuneCountInString(digits(typed)) }

func digits(typed string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～': // full-width forms stand 0xFEE0 above ASCII
			return r - 0xFEE0
		case r == ' ' || r == '\u3000' || r == '-' || r == '\t':
			return -1
		}
		return r
	}, typed))
}
